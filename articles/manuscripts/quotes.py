"""Which words of a candidate each commitment quotes: at most one number for each."""

import re
from dataclasses import dataclass
from itertools import pairwise

from .people import SAYING
from .understanding import Candidate, Target

__all__ = ["Quote", "quotes_of", "summary_of"]

CUTS = ("；。！？", "，", "、")  # where a sentence may be cut between two numbers, best first
CLAUSE = re.compile(r"[^，。；：！？]*[，。；：！？”’]*")
LEAD = re.compile(rf"[^“”，。；]{{0,60}}?(?:{SAYING})[道着了]?[，：]“?")
BETWEEN = "”’」，。；！？、 \t\n\u3000"
EDGES = "，。；：、！？ \t\n\u3000"


@dataclass(frozen=True)
class Quote:
    """Characters `start` to `end` of a block's text, and the number in them."""

    start: int
    end: int
    target: Target | None = None
    marked: bool = True  # False: another commitment has its mark on these words
    clipped: bool = False


@dataclass
class _Share:
    """A stretch of the sentence, and the numbers that can't be told apart in it."""

    start: int
    end: int
    targets: list[tuple[Target, int]]  # with the place in the text, -1 if it isn't there


def quotes_of(text: str, candidate: Candidate, limit: int) -> list[Quote]:
    """One quote for each target, one for a candidate without any; none longer than `limit`."""
    start, end = _trim(text, candidate.start, min(candidate.end, len(text)))
    if start >= end:
        return []
    quotes = []
    for share in _shares(text, start, end, candidate.targets):
        for number, (target, place) in enumerate(share.targets or [(None, -1)]):
            near = (place, place + len(target.text)) if target and place >= 0 else None
            begin, stop = _window(text, share.start, share.end, near, limit)
            clipped = (begin, stop) != (share.start, share.end)
            quotes.append(Quote(begin, stop, target, number == 0, clipped))
    return quotes


def summary_of(words: str, target: Target | None, length: int) -> str:
    """What a quote is about: the clause with the number and what fits around it."""
    lead = LEAD.match(words)
    if lead and lead.end() < len(words):
        words = words[lead.end() :]
    clauses = [one for one in CLAUSE.findall(words) if one]
    centre = next(
        (number for number, one in enumerate(clauses) if target and target.text in one), 0
    )
    first = last = centre
    while first > 0 and sum(map(len, clauses[first - 1 : last + 1])) <= length:
        first -= 1
    while last + 1 < len(clauses) and sum(map(len, clauses[first : last + 2])) <= length:
        last += 1
    summary = _without_odd_quotes("".join(clauses[first : last + 1]).strip(EDGES))
    return (summary or words)[:length]


def _without_odd_quotes(words: str) -> str:
    """Not wholly quoted, nor with a mark at one end whose other half was left behind."""
    if words.startswith("“") and words.endswith("”") and words.count("“") == 1:
        return words[1:-1].strip(EDGES)
    if words.startswith("“") and words.count("“") > words.count("”"):
        words = words[1:]
    if words.endswith("”") and words.count("”") > words.count("“"):
        words = words[:-1].strip(EDGES)
    return words


def _shares(text: str, start: int, end: int, targets: list[Target]) -> list[_Share]:
    """The sentence cut between its numbers, wherever it can be."""
    placed: list[tuple[Target, int]] = []
    lost: list[tuple[Target, int]] = []
    position = start
    for target in targets:
        place = text.find(target.text, position, end) if target.text else -1
        if place < 0 and target.text:
            place = text.find(target.text, start, end)
        (placed if place >= 0 else lost).append((target, place))
        position = max(position, place + len(target.text))
    placed.sort(key=lambda one: one[1])
    shares = [_Share(start, end, [*placed[:1], *lost])]
    for (before, before_at), (target, at) in pairwise(placed):
        cut = _cut(text, before_at + len(before.text), at)
        if cut is None:
            shares[-1].targets.append((target, at))
            continue
        shares[-1].end = _trim(text, shares[-1].start, cut)[1]
        shares.append(_Share(_trim(text, cut, end, BETWEEN)[0], end, [(target, at)]))
    return shares


def _cut(text: str, start: int, end: int) -> int | None:
    """Where to cut between two numbers: what follows the first's clause goes with the second."""
    for marks in CUTS:
        places = [place for place in range(start, end) if text[place] in marks]
        if places:
            return places[0]
    return None


def _window(
    text: str, start: int, end: int, near: tuple[int, int] | None, limit: int
) -> tuple[int, int]:
    """No more than `limit` characters: the clauses around the number, else the first ones."""
    if end - start <= limit:
        return start, end
    bounds = [
        start,
        *(start + one.end() for one in CLAUSE.finditer(text[start:end]) if one.group()),
    ]
    middle = near[0] if near else start
    first = max(number for number, bound in enumerate(bounds[:-1]) if bound <= middle)
    last = first + 1
    if bounds[last] - bounds[first] > limit:
        begin = max(bounds[first], min(middle - limit // 2, bounds[last] - limit))
        return begin, begin + limit
    while first > 0 and bounds[last] - bounds[first - 1] <= limit:
        first -= 1
    while last + 1 < len(bounds) and bounds[last + 1] - bounds[first] <= limit:
        last += 1
    return _trim(text, bounds[first], bounds[last])


def _trim(text: str, start: int, end: int, blanks: str = " \t\n\u3000") -> tuple[int, int]:
    """The same stretch without blanks at either end."""
    while start < end and text[start] in blanks:
        start += 1
    while end > start and text[end - 1] in blanks:
        end -= 1
    return start, end
