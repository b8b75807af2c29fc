"""Lines of raw copy put back together: paragraphs, headings, captions, bylines.

Newspaper copy breaks lines where a column ended, in mid-sentence, and drops captions in between.
Every character of the text belongs to exactly one `Unit`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise

from .folding import fold
from .guest_lists import people_in
from .people import is_name, looks_like_title, tidy_name

__all__ = ["Shape", "Unit", "cut", "read_units", "trim"]


class Shape(Enum):
    """What a unit looks like, before its neighbours are known."""

    TEXT = auto()
    HEADING = auto()
    CAPTION = auto()
    BYLINE = auto()
    RULE = auto()  # a line of dashes or stars between articles


@dataclass(eq=False)
class Unit:
    """A paragraph or a line that stands alone.

    `origin[n]` is the place of `text[n]` in the manuscript; `spans` are all the characters the
    unit answers for: line breaks, indents and marks of emphasis included.
    """

    shape: Shape
    text: str
    origin: list[int]
    spans: list[tuple[int, int]]
    level: int = 0  # of a Markdown heading
    bold: bool = False
    blanks: int = 0  # blank lines before it
    folded: str = field(init=False)
    heads_list: bool = False  # 嘉宾, 主持人: over a list of people
    list_role: str = ""  # a line of such a list; a value of `Role`

    def __post_init__(self) -> None:
        self.folded = fold(self.text)


@dataclass(eq=False)
class _Line:
    start: int
    end: int
    text: str
    origin: list[int]
    level: int
    bold: bool
    blanks: int
    indented: bool
    folded: str = field(init=False)
    shape: Shape | None = None

    def __post_init__(self) -> None:
        self.folded = fold(self.text)


BLANK = " \t\r\n\u3000\u00a0\u200b\ufeff\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
MARKDOWN = re.compile(r"(#{1,6})[ \u3000]*(?=[^#\s])")
RULE = re.compile(r"[-=*_—─━☆★※◇◆·.#~～\s]{3,}")
TERMINAL = "。！？…”’；：）】"
SENTENCE_INSIDE = re.compile(r"[。！？；]")
SAID = re.compile(
    r"(?:表示|介绍|认为|透露|坦言|直言|谈道|谈到|指出|强调|告诉记者|补充道?|说道?|称)[，：]"
)
DANGLING = "、，的和与及在把将为是对向从被并而或于以让使由但既更最很不也都还又就"
ENUMERATED = re.compile(r"[“]?(?:[一二三四五六七八九十]是|其[一二三四五六]|第[一二三四五六](?=，))")
LIST_HEAD = re.compile(r"[^，。！？；：]{0,8}(?:嘉宾|主持人?|与谈人|发言人|委员|代表|专家)[：:]")
COLUMNS = re.compile(r"\S(?:\t|\u3000+|  +)\S")
LABEL = re.compile(r"[^，。！？；：“”]{1,30}：(?=.)")
CREDIT = (
    r"(?:(?:首席|见习|实习|全媒体|视觉)*(?:记者|通讯员|实习生|摄影师?|特约摄影)?"
    r"[ /]*[\u4e00-\u9fff]{1,4}(?:[ 、][\u4e00-\u9fff]{1,4}){0,4}[ ]*"
    r"摄(?:影报道)?(?:[ /][^，。]{2,14})?"
    r"|(?:记者|通讯员|受访者|受访单位|受访企业|企业|主办方|[^，。]{2,16})[ ]*(?:供图|提供图片|制图)"
    r"|(?:图|制图|绘图|漫画|摄影|图片|版式|供图)[ ]*[/：／][^，。]{2,14}|图片来源[：].{2,20})"
)
CREDIT_LINE = re.compile(
    rf"(?:（?(?:资料图片?|资料照片|效果图)）?[ ]*)?{CREDIT}）?|（(?:资料图片?|资料照片)）"
)
CAPTION_END = re.compile(
    rf"(?:（(?:资料图片?|资料照片|效果图|示意图|AI生成图?|{CREDIT})）"
    rf"|(?:（(?:资料图片?|资料照片|效果图)）|[。 ])[ ]*{CREDIT})$"
)
CAPTION_START = re.compile(
    r"(?:图为|图中为|上图|下图|左图|右图|[▲△▼↑↓◀▶]|图[①-⑨0-9一二三]|图片说明)"
)
CAPTION_LENGTH = 160
ROLE = (
    r"(?:首席|见习|实习|高级|资深|特约|特派|全媒体|融媒体)*"
    r"(?:记者|通讯员|评论员|撰稿人?|撰文|编辑|实习生|作者|主笔|采写|整理|统筹)"
)
NAME = r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] {1,3}[\u4e00-\u9fff]"
NAMES = rf"(?:{NAME})(?:(?: +|、|，|/|／)(?:{NAME}))*"
BYLINE = re.compile(
    rf"[（【\[]?(?:文|文字|采写|撰文|整理)[ ]*[/：／丨|][ ]*"
    rf"(?:[^，。：]{{0,14}}{ROLE}[ ：]*)?{NAMES}.{{0,20}}"
    rf"|[（【\[■□●◆◎▌]*[ ]*[^，。：；（）]{{0,16}}?{ROLE}[ ：/]+{NAMES}"
    rf"(?:[ ；，/]+[^，。：；]{{0,12}}?{ROLE}[ ：/]+{NAMES})*[ ]*"
    r"(?:文|摄|文/图|采写|报道|整理)?[）】\]]?"
    r"|[■□◆◎▌☐][^，。；：！？]{1,30}"
    r"|[（]?作者(?:系|为|单位|是|：|简介).{2,60}"
)
HEADING_LENGTH = 42
WRAPPED_SHARE = 0.5
WRAP_LIMIT = 60
SLACK = 2
LISTED_LENGTH = 60
PARAGRAPH_LIMIT = 2000  # characters


def read_units(text: str) -> list[Unit]:
    """All units in order; together their spans are the whole text."""
    lines, lead = _lines(text)
    if not lines:
        return []
    width = _wrap_width(lines)
    _recognise(lines, width)
    units = [piece for unit in _joined(lines, width) for piece in _short_enough(unit)]
    if lead:
        units[0].spans[0] = (0, units[0].spans[0][1])
    return units


def cut(unit: Unit, position: int) -> tuple[Unit, Unit]:
    """Two units: `text[:position]` and the rest, with their own characters."""
    left, right = cut_at(unit, [position])
    return left, right


def cut_at(unit: Unit, positions: list[int]) -> list[Unit]:
    """Cut before each of some positions, in order; together the parts own what the unit owned."""
    parts = []
    spans = iter(unit.spans)
    start, end = next(spans)
    bounds = [0, *positions, len(unit.text)]
    for left, right in pairwise(bounds):
        limit = unit.origin[right] if right < len(unit.text) else None
        owned: list[tuple[int, int]] = []
        while limit is None or end <= limit:
            owned.append((start, end))
            following = next(spans, None)
            if following is None:
                break
            start, end = following
        if limit is not None and start < limit:
            owned.append((start, limit))
            start = limit
        text, origin = trim(unit.text[left:right], unit.origin[left:right])
        parts.append(Unit(unit.shape, text, origin, owned, unit.level, unit.bold, unit.blanks))
    return parts


def trim(text: str, origin: list[int]) -> tuple[str, list[int]]:
    """Without blanks at either end."""
    left = len(text) - len(text.lstrip(BLANK))
    right = len(text.rstrip(BLANK))
    return text[left:right], origin[left:right]


def _lines(text: str) -> tuple[list[_Line], int]:
    """Lines with words in them, each up to the start of the next; and where the first begins."""
    lines: list[_Line] = []
    lead = blanks = 0
    for match in re.finditer(r"[^\n]*\n|[^\n]+$", text):
        start, end = match.span()
        line = _read_line(match.group(), start, end, blanks)
        if line is None:
            blanks += 1
            if lines:
                lines[-1].end = end
            else:
                lead = end
        else:
            blanks = 0
            lines.append(line)
    return lines, lead


def _read_line(raw: str, start: int, end: int, blanks: int) -> _Line | None:
    content, origin = trim(raw, list(range(start, end)))
    if not content:
        return None
    indented = raw[:2] == "\u3000\u3000" or raw.startswith("    ")
    level, bold = 0, False
    if heading := MARKDOWN.match(content):
        level = len(heading.group(1))
        content, origin = content[heading.end() :], origin[heading.end() :]
    if "**" in content:
        bold = content.startswith("**") and content.endswith("**") and len(content) > 4
        bold = bold and content.count("**") == 2
        marks = {place for one in re.finditer(r"\*\*", content) for place in range(*one.span())}
        kept = [number for number in range(len(content)) if number not in marks]
        stripped = "".join(content[number] for number in kept)
        if stripped.strip(BLANK):
            content, origin = trim(stripped, [origin[number] for number in kept])
    return _Line(start, end, content, origin, level, bold, blanks, indented)


def _wrap_width(lines: list[_Line]) -> int:
    """How many characters the copy's lines were broken at; 0 if a line is a paragraph."""
    plain = [line for line in lines if not line.level and len(line.text) >= 10]
    if len(plain) < 8:
        return 0
    open_ended = sum(line.folded[-1] not in TERMINAL for line in plain)
    if open_ended < WRAPPED_SHARE * len(plain):
        return 0
    lengths = sorted(len(line.text) for line in plain)
    width = lengths[len(lengths) * 3 // 4]
    full = sum(abs(length - width) <= SLACK for length in lengths)
    return width if width <= WRAP_LIMIT and full >= 0.3 * len(lengths) else 0


def _recognise(lines: list[_Line], width: int) -> None:
    """Say which lines are rules, captions, bylines, marked headings; leave the rest open."""
    for line in lines:
        if RULE.fullmatch(line.text):
            line.shape = Shape.RULE
        elif line.level or (line.bold and not _is_turn(line.folded)):
            line.shape = Shape.HEADING
        elif _is_byline(line.folded):
            line.shape = Shape.BYLINE
    for number, line in enumerate(lines):
        if line.shape not in (None, Shape.BYLINE) or len(line.text) > CAPTION_LENGTH:
            continue
        if CREDIT_LINE.fullmatch(line.folded):
            line.shape = Shape.CAPTION
            _take_caption_above(lines, number, width)
        elif CAPTION_END.search(line.folded):
            line.shape = Shape.CAPTION
            if width and not CAPTION_START.match(line.folded):
                _take_caption_above(lines, number, width)
        elif CAPTION_START.match(line.folded) and not width and line.folded[-1] in "。）":
            line.shape = Shape.CAPTION
        elif (
            width
            and line.shape is None
            and CAPTION_START.match(line.folded)
            and (len(line.text) >= width - SLACK or line.folded[-1] in "。）")
        ):
            _take_caption_below(lines, number, width)


def _is_turn(folded: str) -> bool:
    """A question in bold, with the name of who asks: no heading."""
    return bool(LABEL.match(folded)) and folded[-1] in "。！？”"


def _is_byline(folded: str) -> bool:
    """Names behind a role or a sign; a subhead behind a sign is none."""
    match = BYLINE.fullmatch(folded)
    if not match or CAPTION_END.search(folded):
        return False
    last = re.search(rf"(?:{NAME})$", folded)
    return folded[0] not in "■□◆◎▌☐●" or bool(last and is_name(tidy_name(last.group())))


def _take_caption_above(lines: list[_Line], number: int, width: int) -> None:
    """The words over a credit that stands alone, or the earlier lines of a wrapped caption."""
    if lines[number].blanks:
        return
    taken = 0
    above = number - 1
    while above >= 0 and taken < 4 and lines[above].shape is None:
        line = lines[above]
        complete = line.folded[-1] in "。！？”" and not (width and taken == 0)
        if taken and line.folded[-1] in TERMINAL:
            return
        if not width and len(line.text) > 80:
            return
        starts = bool(CAPTION_START.match(line.folded)) or line.blanks > 0
        if width and not starts and not _caption_begins(lines, above, number):
            return
        line.shape = Shape.CAPTION
        taken += 1
        if starts or (not width and complete):
            return
        above -= 1


def _caption_begins(lines: list[_Line], above: int, number: int) -> bool:
    """Whether a caption of a few lines starts at or above `above`: after a blank, or with 图为."""
    for index in range(above, max(above - 4, -1), -1):
        line = lines[index]
        if line.shape is not None:
            return index < above
        if line.blanks or CAPTION_START.match(line.folded):
            return True
        if index < above and line.folded[-1] in TERMINAL:
            return False
    return above == number - 1 and lines[above].folded[-1] in TERMINAL


def _take_caption_below(lines: list[_Line], number: int, width: int) -> None:
    """A wrapped caption from 图为 to the end of its sentence."""
    for index in range(number, min(number + 4, len(lines))):
        if index > number and lines[index].blanks:
            return
        lines[index].shape = Shape.CAPTION
        if len(lines[index].text) < width - SLACK or lines[index].folded[-1] in "。）":
            return


def _joined(lines: list[_Line], width: int) -> Iterator[Unit]:
    """Units in order of their first character; captions and rules stand where they stood."""
    waiting: list[Unit] = []  # captions met while a sentence is still open
    open_unit: Unit | None = None
    open_line: _Line | None = None
    for line in lines:
        if line.shape in (Shape.CAPTION, Shape.RULE):
            unit = _unit(line, line.shape)
            last = waiting[-1] if waiting else None
            goes_on = last and line.shape == last.shape == Shape.CAPTION and not line.blanks
            if goes_on and len(last.text) < CAPTION_LENGTH:
                _extend(last, line)
            else:
                waiting.append(unit)
            continue
        if open_unit and open_line and _goes_on(open_unit, open_line, line, width, bool(waiting)):
            _extend(open_unit, line)
            open_line = line
            continue
        if open_unit:
            yield _shaped(open_unit)
        yield from waiting
        waiting = []
        open_unit, open_line = _unit(line, line.shape or Shape.TEXT), line
    if open_unit:
        yield _shaped(open_unit)
    yield from waiting


def _short_enough(unit: Unit) -> list[Unit]:
    """A paragraph that never ends, cut at its sentences, or anywhere: work stays linear."""
    positions, start = [], 0
    while len(unit.text) - start > PARAGRAPH_LIMIT:
        limit = start + PARAGRAPH_LIMIT
        stop = max(unit.folded.rfind(mark, start + 1, limit) for mark in "。！？；")
        start = stop + 1 if stop > 0 else limit
        positions.append(start)
    return cut_at(unit, positions) if positions else [unit]


def _goes_on(unit: Unit, last: _Line, line: _Line, width: int, interrupted: bool) -> bool:
    """Whether a line carries on the sentence that the unit breaks off in."""
    if unit.folded.endswith("——") or line.folded.startswith("——"):
        return False
    if unit.shape != Shape.TEXT or line.shape is not None or len(unit.text) > PARAGRAPH_LIMIT:
        return False
    if LABEL.match(line.folded) and unit.folded[-1] in TERMINAL:
        return False
    if LIST_HEAD.match(line.folded) or (LIST_HEAD.match(unit.folded) and width == 0):
        return False
    if unit.folded[-1] != "、" and not _is_open(unit.folded):
        if COLUMNS.search(last.text) and not SENTENCE_INSIDE.search(last.folded):
            return False
        if _is_listed(unit.folded) and _is_listed(line.folded):
            return False
    ended = last.folded[-1] in TERMINAL and not _is_open(unit.folded)
    if width:
        if len(last.text) >= width - SLACK:
            if not line.blanks:
                return not (ended and line.indented)
            return not ended or last.folded[-1] in "；："
        if not line.blanks and not interrupted and _is_short_line(unit, last, line, width):
            return False
        return not ended and _breaks_off(unit.folded)
    if ended or (line.indented and not line.blanks and not _breaks_off(unit.folded)):
        return False
    return _breaks_off(unit.folded)


def _is_listed(folded: str) -> bool:
    """A line of a guest list: a name and a title, nothing else."""
    if len(folded) > LISTED_LENGTH or SENTENCE_INSIDE.search(folded):
        return False
    return any(looks_like_title(title) for _, title in people_in(folded))


def _is_short_line(unit: Unit, last: _Line, line: _Line, width: int) -> bool:
    """A line that stops early although the next follows at once: a heading or a list."""
    return len(unit.text) == len(last.text) and not SENTENCE_INSIDE.search(unit.folded)


def _breaks_off(folded: str) -> bool:
    """Whether text without a full stop is a sentence broken off rather than a heading."""
    if folded[-1] in TERMINAL:
        return _is_open(folded) and len(folded) < 400 and folded[-1] not in "。！？”"
    return (
        len(folded) > HEADING_LENGTH
        or _opens_a_turn(folded)
        or bool(SENTENCE_INSIDE.search(folded[:-1]))
        or bool(SAID.search(folded))
        or bool(ENUMERATED.match(folded))
        or (len(folded) > 10 and folded[-1] in DANGLING)
        or _is_open(folded)
    )


def _opens_a_turn(folded: str) -> bool:
    """高远：…… or 主持人：……: a heading has no name before its colon."""
    label = LABEL.match(folded)
    if not label:
        return False
    name = tidy_name(label.group()[:-1])
    return is_name(name) or name in ("主持人", "记者")


def _is_open(folded: str) -> bool:
    """An opening quote or bracket that is never closed."""
    return folded.count("“") > folded.count("”") or folded.count("（") > folded.count("）")


def _shaped(unit: Unit) -> Unit:
    """A unit of text is a heading if it is short and no sentence."""
    text = unit.folded
    if unit.shape == Shape.TEXT and len(text) <= HEADING_LENGTH:
        if LABEL.match(text) and text[-1] in "。！？；":
            return unit
        no_sentence = text[-1] not in "。；，、：" and not SENTENCE_INSIDE.search(text[:-1])
        asks = text[0] == "（" or (
            text[-1] in "！？" and ("“" in text or "：" in text or SAID.search(text))
        )
        if no_sentence and not asks and not _breaks_off(text) and not ENUMERATED.match(text):
            unit.shape = Shape.HEADING
    return unit


def _unit(line: _Line, shape: Shape) -> Unit:
    return Unit(
        shape, line.text, line.origin, [(line.start, line.end)], line.level, line.bold, line.blanks
    )


def _extend(unit: Unit, line: _Line) -> None:
    unit.text += line.text
    unit.origin.extend(line.origin)
    unit.folded = fold(unit.text)
    if unit.spans[-1][1] == line.start:
        unit.spans[-1] = (unit.spans[-1][0], line.end)
    else:
        unit.spans.append((line.start, line.end))
