"""Comparing what was understood with a gold answer: counts, and the ratios the bars are set on."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ..manuscripts.parser import understand
from ..manuscripts.reading import read_file

__all__ = ["BARS", "Score", "score_answer", "score_folder"]

# What each ratio must reach over the whole set; "≤" where less is better.
BARS = {
    "kinds": "0.95",
    "headings": "0.90",
    "participants F1": "0.97",
    "titles": "0.95",
    "attribution": "0.95",
    "commitments found": "0.90",
    "proposals right": "0.60",
    "traps proposed": "≤ 0.10",
    "deadlines": "0.90",
    "numbers": "0.85",
}
ENDS = re.compile(r"(?<=[。！？；])[”’）]*")
BLANKS = re.compile(r"\s+")
WRAPPED = 60  # characters that a line of wrapped copy never has
SHORTEST = 6  # characters of a sentence that is looked up


@dataclass
class Score:
    """`right[x]` of `of[x]` for each ratio x; mistakes in words."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        self.right += other.right
        self.of += other.of

    def count(self, what: str, right: bool, mistake: str = "") -> None:
        self.of[what] += 1
        self.right[what] += right
        if not right and mistake:
            self.mistakes.append(f"{what}: {mistake}")

    def ratio(self, what: str) -> float | None:
        return self.right[what] / self.of[what] if self.of[what] else None

    def cells(self) -> list[str]:
        return ["–" if (ratio := self.ratio(what)) is None else f"{ratio:.2f}" for what in BARS]

    def passes(self) -> bool:
        """Whether the whole set reaches every bar."""
        for what, bar in BARS.items():
            ratio = self.ratio(what)
            if ratio is None:
                continue
            limit = float(bar.removeprefix("≤ "))
            if ratio > limit if bar.startswith("≤") else ratio < limit:
                return False
        return True


def score_folder(
    folder: Path, lay_out: Callable[[str], str] | None = None
) -> Iterator[tuple[str, Score]]:
    """Every `<name>.txt` with a `<name>.gold.json` beside it; `lay_out` changes the text first.

    What is wrapped already is not laid out anew.
    """
    for gold_file in sorted(folder.glob("*.gold.json")):
        gold = json.loads(gold_file.read_text("utf-8"))
        source = gold_file.with_name(gold_file.name.replace(".gold.json", ".txt"))
        reading = read_file(source.read_bytes(), source.name)
        published = dt.date.fromisoformat(gold["published"])
        text = reading.text
        if lay_out:
            if max(map(len, text.split("\n"))) < WRAPPED:
                continue
            text = lay_out(text)
        answer = understand(text, published).to_answer(reading.encoding)
        yield source.stem, score_answer(gold, answer)


def score_answer(gold: dict[str, Any], answer: dict[str, Any]) -> Score:
    score = Score()
    pairs = _paired(gold["articles"], answer["articles"])
    score.count("kinds", len(gold["articles"]) == len(answer["articles"]), "number of articles")
    for expected, got in pairs:
        _score_heads(score, expected, got)
        _score_people(score, expected, got)
        _score_statements(score, expected, got)
        _score_commitments(score, expected, got)
    return score


def _paired(
    gold: list[dict[str, Any]], answer: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each gold article with the article found that is most like it."""
    empty = {"kind": None, "title": None, "kicker": None, "column": None}
    empty |= {key: [] for key in ("participants", "sections", "statements", "commitments")}
    left = list(answer)
    for expected in gold:
        best = max(left, key=lambda one: _likeness(expected, one), default=None)
        if best is None or not _likeness(expected, best):
            yield expected, empty
        else:
            left.remove(best)
            yield expected, best


def _likeness(expected: dict[str, Any], got: dict[str, Any]) -> float:
    return 3 * (_same(expected["title"], got["title"])) + len(_names(expected) & _names(got))


def _names(article: dict[str, Any]) -> Counter[tuple[str, str]]:
    return Counter((one["name"], one["role"]) for one in article["participants"])


def _plain(text: str | None) -> str:
    return BLANKS.sub("", text or "").strip("—")


def _same(one: str | None, other: str | None) -> bool:
    return _plain(one) == _plain(other)


def _score_heads(score: Score, expected: dict[str, Any], got: dict[str, Any]) -> None:
    score.count("kinds", expected["kind"] == got["kind"], f"{expected['kind']} ≠ {got['kind']}")
    for part in ("title", "kicker", "column"):
        same = _same(expected[part], got[part])
        score.count("headings", same, f"{part} {expected[part]!r} ≠ {got[part]!r}")
    wanted = Counter(_plain(one["heading"]) for one in expected["sections"])
    found = Counter(_plain(one["heading"]) for one in got["sections"])
    for heading in (wanted | found).elements():
        both = heading in wanted and heading in found
        score.count("headings", both, f"section {heading!r} {'extra' if heading in found else ''}")


def _score_people(score: Score, expected: dict[str, Any], got: dict[str, Any]) -> None:
    """F1 as a ratio: twice what is common, of what both sides hold."""
    wanted, found = _names(expected), _names(got)
    score.right["participants F1"] += 2 * (wanted & found).total()
    score.of["participants F1"] += wanted.total() + found.total()
    for name, role in (wanted - found).elements():
        score.mistakes.append(f"participant missed: {name} {role}")
    for name, role in (found - wanted).elements():
        score.mistakes.append(f"participant made up: {name} {role}")
    titles: dict[str, list[str]] = {}
    for one in got["participants"]:
        titles.setdefault(one["name"], []).append(_plain(one["title"]))
    for one in expected["participants"]:
        if one["title"] and one["name"] in titles:
            same = _plain(one["title"]) in titles[one["name"]]
            score.count("titles", same, f"{one['name']} {one['title']} ≠ {titles[one['name']]}")


def _score_statements(score: Score, expected: dict[str, Any], got: dict[str, Any]) -> None:
    """Sentence by sentence: said by whom; a sentence of narration must be nobody's."""
    said = {}
    for statement in got["statements"]:
        for sentence in _sentences(statement["text"]):
            said[sentence] = statement["speaker"]
    wanted = {}
    for statement in expected["statements"]:
        for sentence in _sentences(statement["text"]):
            wanted[sentence] = statement["speaker"]
    for sentence, speaker in wanted.items():
        right = said.get(sentence) == speaker
        score.count("attribution", right, f"{sentence[:30]} {speaker} ≠ {said.get(sentence)}")
    for sentence, speaker in said.items():
        if sentence not in wanted and not any(sentence in one or one in sentence for one in wanted):
            score.count("attribution", False, f"narration {sentence[:30]} → {speaker}")


def _sentences(text: str) -> list[str]:
    pieces = (_plain(piece).strip("“”‘’「」\"'") for piece in ENDS.split(text))
    return [piece for piece in pieces if len(piece) >= SHORTEST]


def _score_commitments(score: Score, expected: dict[str, Any], got: dict[str, Any]) -> None:
    proposals = list(got["commitments"])
    used: set[int] = set()
    for wanted in expected["commitments"]:
        place = next(
            (
                number
                for number, one in enumerate(proposals)
                if number not in used and _overlap(wanted["quote"], one["quote"])
            ),
            None,
        )
        if place is None:  # one long proposal may hold two wanted sentences
            place = next(
                (n for n, one in enumerate(proposals) if _overlap(wanted["quote"], one["quote"])),
                None,
            )
        score.count("commitments found", place is not None, wanted["quote"])
        if place is None:
            continue
        used.add(place)
        _score_measures(score, wanted, proposals[place])
    for number, one in enumerate(proposals):
        score.count("proposals right", number in used, one["quote"])
    for trap in expected.get("traps", []):
        caught = any(
            _overlap(trap, one["quote"])
            for number, one in enumerate(proposals)
            if number not in used
        )
        score.count("traps proposed", caught)
        if caught:
            score.mistakes.append(f"trap proposed: {trap}")


def _score_measures(score: Score, wanted: dict[str, Any], got: dict[str, Any]) -> None:
    score.count(
        "deadlines",
        wanted["deadline"] == got["deadline"],
        f"{wanted['quote'][:40]} {wanted['deadline']} ≠ {got['deadline']}",
    )
    found = [(float(one["value"]), one["unit"]) for one in got["targets"]]
    for target in wanted["targets"]:
        pair = (float(target["value"]), target["unit"])
        score.count("numbers", pair in found, f"{target['text']} {pair} ≠ {found}")


def _overlap(one: str, other: str) -> bool:
    """Whether two quotes are the same sentence: over half of the shorter in one run."""
    first, second = _plain(one), _plain(other)
    run = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return run.size > min(len(first), len(second)) * 0.6
