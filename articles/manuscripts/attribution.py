"""Who says what: which speaker each sentence of a paragraph belongs to."""

import re
from dataclasses import dataclass

from .people import SAYING, speaks_after

__all__ = ["Attribution", "Mention", "find_attributions", "sentences"]

GAP = r"[^，。！？；：“”、]{0,16}?"
AFTER_GAP = re.compile(rf"{GAP}(?:{SAYING})(?:道|说|着|过|了|到)?[^，。！？；：“”]{{0,8}}[，：“]")
PRONOUN = re.compile(
    rf"(?<![其吉])(?:他|她|该负责人|这位(?:负责人|书记|局长|主任|董事长|总经理|老总|专家|教授))(?={GAP}(?:{SAYING})(?:道|说|着|过|"
    rf"了)?[^，。！？；：“”]{{0,8}}[，：“。]|(?:说|表示|认为|介绍|透露|坦言|称(?![作为号赞之呼])|指出|强调))"
)
IN_THE_EYES = re.compile(r"(?:看来|眼里|眼中)，")
TERMINAL = "。！？…"
SPOKEN = re.compile(
    r"“(?:[^“”]|“[^”]*”){6,}(?:[。！？，…]”|$)|(?<=：)“(?:[^“”]|“[^”]*”){4,}(?:”|$)"
)


Mention = tuple[int, int, int, object]  # start with the title, start of the name, end, who


@dataclass(frozen=True)
class Attribution:
    """Somebody is said to speak at `start`; `speaker` is None for 他 and 她."""

    start: int
    end: int
    speaker: object | None


def sentences(folded: str, named: list[Mention]) -> list[tuple[int, int]]:
    """Sentences; a quotation is kept whole, and with the name that stands right behind it."""
    joined: list[tuple[int, int]] = []
    for start, end in _sentences(folded):
        if joined and folded[start - 1] == "”" and folded[start] != "“":
            last_start, last_end = joined[-1]
            here = any(start <= one[0] < end and not _quoted(folded, one[0]) for one in named)
            before = any(
                last_start <= one[0] < last_end and not _quoted(folded, one[0]) for one in named
            )
            if here and not before and not PRONOUN.search(folded, last_start, last_end):
                joined[-1] = (last_start, end)
                continue
        joined.append((start, end))
    return joined


def _sentences(folded: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = depth = 0
    length = len(folded)
    position = 0
    while position < length:
        character = folded[position]
        if character == "“":
            depth += 1
        elif character == "”":
            depth = max(depth - 1, 0)
        ends = character in TERMINAL and not depth
        ends = ends or (
            character == "”" and not depth and position and folded[position - 1] in TERMINAL
        )
        if ends:
            position += 1
            while position < length and folded[position] in TERMINAL + "”’）":
                position += 1
            found.append((start, position))
            start = position
            continue
        position += 1
    if start < length:
        found.append((start, length))
    return found


def find_attributions(folded: str, named: list[Mention]) -> list[Attribution]:
    """Where somebody is said to speak.

    A word of saying near the name decides; where a sentence has a quotation and no such word,
    the name beside the quotation does.
    """
    found = [
        Attribution(start, end, who)
        for start, _, end, who in named
        if not _quoted(folded, start)
        and (
            speaks_after(folded, end)
            or AFTER_GAP.match(folded, end)
            or IN_THE_EYES.match(folded, end)
            or folded[end : end + 1] == "："
        )
    ]
    found += [Attribution(one.start(), one.end(), None) for one in PRONOUN.finditer(folded)]
    for start, end in sentences(folded, named):
        if any(start <= one.start < end for one in found):
            continue
        if beside := _beside_quotation(folded, start, end, named):
            found.append(beside)
    found.sort(key=lambda one: one.start)
    return found


def _quoted(folded: str, position: int) -> bool:
    """Whether a place lies inside a quotation of its paragraph."""
    return folded.count("“", 0, position) > folded.count("”", 0, position)


def _beside_quotation(
    folded: str, start: int, end: int, named: list[Mention]
) -> Attribution | None:
    """Who is named next to a spoken quotation in one sentence: before it, else behind it."""
    quotation = SPOKEN.search(folded, start, end)
    if not quotation:
        return None
    outside = [one for one in named if not _quoted(folded, one[0])]
    if quotation.start() == start and quotation.end() == end and outside:
        last = [one for one in outside if one[0] < start]
        return Attribution(start, end, last[-1][3]) if last else None
    here = [one for one in named if start <= one[0] < end and not _quoted(folded, one[0])]
    before = [one for one in here if one[0] < quotation.start()]
    behind = [one for one in here if one[0] >= quotation.end()]
    if before and folded[quotation.start() - 1] in "：，":
        name_start, _, name_end, who = before[-1]
    elif behind:
        name_start, _, name_end, who = behind[0]
    elif quotation.start() > start and folded[quotation.start() - 1] == "：":
        return Attribution(start, quotation.start(), None)
    else:
        return None
    return Attribution(name_start, name_end, who)
