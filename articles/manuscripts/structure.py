"""Units into articles: titles, kickers, columns, bylines, guest lists, sections."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from .bylines import Entry, read_byline
from .guest_lists import people_in
from .layout import ROLE, Shape, Unit, cut
from .people import looks_like_title
from .understanding import BlockKind, Kind, Role

__all__ = ["Part", "Piece", "read_parts"]

GUEST_HEADER = re.compile(
    r"[●■◆▲【\[“]*(?:本期|本场|对话|与会|圆桌|参会|论坛|出席|访谈|特邀|主讲|特约|受访|讨论|座谈)?"
    r"(?:嘉宾|代表|专家|与谈人|发言人|对话人|访谈对象|受访者|委员|人物)(?:名单|介绍|阵容)?[】\]”]*(?P<rest>[：].*)?"
)
MODERATOR_HEADER = re.compile(
    r"[●■◆▲【\[]*(?:本期|本场|圆桌)?(?:主持人?|主持|策划主持)[】\]]*(?P<rest>(?:[：/ ]).*)?"
)
HOST_BEHIND = re.compile(r"(?<=[。；， ])(?:本期|本场)?主持人?：")
COLUMN_WORDS = (
    r"(?:圆桌会?|圆桌派|会客厅?|访谈录?|对话|观察|时评|论坛|瞭望|面对面|沙龙|茶座|茶话会|议事厅|会议室|快评|"
    r"锐评|短评|评论|漫笔|随笔|札记|札谈|热线|现场|一线|调查|视点|视线|视界|纵横|论语|时论|走笔|谈|说|话题|"
    r"问答|讲堂|夜话|笔谈|之声|潮评|评弹|声音|议政|连线|专栏|专题|特刊|周刊|关注|聚焦|解读|说法|民声|眼|论道)"
)
COLUMN = re.compile(
    r"[【\[■●◆▌|·《]+[ ]?(?P<boxed>[^】\]》]{2,16})[】\]》]"
    rf"|[■●◆▌ ]*(?P<plain>[^，。：；！？“” 的■●◆▌]{{0,8}}{COLUMN_WORDS}(?:[·|｜][^，。 ·]{{1,6}})?)"
    r"(?: [^，。]{1,8})?"
    r"|栏目[：](?P<named>.{2,16})"
)
DASHES = ("——", "—", "――", "--")
TAIL_BYLINE = re.compile(rf"[（][^（），。]{{0,10}}{ROLE}[ ：]+[\u4e00-\u9fff 、：]{{2,80}}[）]$")
LEAD_BYLINE = re.compile(
    r"(?:本报|新华社|本刊|本网)?[^，。（）]{0,8}讯[ ]?"
    rf"[（][^（），。]{{0,10}}{ROLE}[ ：]+[\u4e00-\u9fff 、：]{{2,80}}[）]"
)
HEADS = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.SUBHEADING)
SIGN_BEFORE_HEADING = re.compile(r"[▌▎■□◆◇●○▲△★☆|｜▶►]+[ \u3000]*")
FRONT = (Shape.HEADING, Shape.BYLINE, Shape.RULE)


@dataclass(eq=False)
class Piece:
    """A unit and what it is in its article."""

    kind: BlockKind
    unit: Unit


@dataclass
class Part:
    """One article, its pieces in order; paragraphs are still narration."""

    kind: Kind | None = None  # None: only what is said in it can tell
    title: str | None = None
    kicker: str | None = None
    column: str | None = None
    entries: list[Entry] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    has_guest_list: bool = False
    has_moderator: bool = False
    signed: bool = False


def read_parts(units: list[Unit]) -> list[Part]:
    """Cut a manuscript into articles and name what stands around their text."""
    units = list(_with_bylines_cut_out(units))
    _mark_lists(units)
    _mark_titles(units)
    starts = _article_starts(units)
    bounds = [*starts, len(units)]
    return [_read_part(units[begin:end]) for begin, end in pairwise(bounds)]


def _mark_titles(units: list[Unit]) -> None:
    """A short line over a byline is a heading, even if it asks twice or has a colon."""
    for number, unit in enumerate(units[:-1]):
        short = (
            unit.shape == Shape.TEXT and len(unit.text) <= 40 and unit.folded[-1] not in "。，；"
        )
        under = number == 0 or units[number - 1].shape in (Shape.HEADING, Shape.RULE)
        if short and under and not unit.list_role and units[number + 1].shape == Shape.BYLINE:
            unit.shape = Shape.HEADING


def _with_bylines_cut_out(units: list[Unit]) -> Iterator[Unit]:
    """A byline in brackets at either end of a paragraph stands alone."""
    for unit in units:
        if GUEST_HEADER.match(unit.folded) and (host := HOST_BEHIND.search(unit.folded)):
            guests, unit = cut(unit, host.start())
            yield guests
        if unit.shape != Shape.TEXT:
            yield unit
            continue
        if (lead := LEAD_BYLINE.match(unit.folded)) and lead.end() < len(unit.text):
            head, unit = cut(unit, lead.end())
            head.shape = Shape.BYLINE
            yield head
        if (tail := TAIL_BYLINE.search(unit.folded)) and tail.start() > 0:
            body, end = cut(unit, tail.start())
            end.shape = Shape.BYLINE
            yield body
            yield end
        else:
            yield unit


def _mark_lists(units: list[Unit]) -> None:
    """Find the lists of people: under 嘉宾 or 主持人, or by the look of two lines and more."""
    role: Role | None = None
    for number, unit in enumerate(units):
        if header := _header(unit):
            role = header[0]
            unit.heads_list, unit.list_role = True, role.value
        elif role and not unit.level and not unit.bold and people_in(unit.folded):
            unit.list_role = role.value
        elif unit.shape != Shape.CAPTION:
            role = None
            if _lists_a_person(unit) and number + 1 < len(units):
                if not _lists_a_person(units[number + 1]):
                    continue
                role = Role.GUEST
                unit.list_role = role.value
                above = units[number - 1] if number else None
                if above and above.shape == Shape.HEADING and len(above.text) <= 8:
                    above.heads_list, above.list_role = True, role.value


def _lists_a_person(unit: Unit) -> bool:
    """A line like 职务 姓名, by its own look: two columns, or a sign before it."""
    text = unit.folded.strip()
    if unit.level or unit.bold or unit.shape not in (Shape.HEADING, Shape.TEXT):
        return False
    if len(text) > 70 or not re.search(r" |^[●■◆▲▶·•○◇]", text):
        return False
    people = people_in(text)
    return len(people) == 1 and bool(people[0][1]) and looks_like_title(people[0][1])


def _header(unit: Unit) -> tuple[Role, str] | None:
    """嘉宾 or 主持人 at the head of a list, with what stands behind the colon."""
    if unit.shape == Shape.CAPTION:
        return None
    text = unit.folded.strip()
    for pattern, role in ((GUEST_HEADER, Role.GUEST), (MODERATOR_HEADER, Role.MODERATOR)):
        match = pattern.fullmatch(text)
        if not match:
            continue
        rest = (match["rest"] or "").lstrip("：/ ").strip()
        if rest and not people_in(rest):
            continue
        if rest and len(rest) > 30 and not re.search(r"[；、]", rest):
            continue
        return role, rest
    return None


def _article_starts(units: list[Unit]) -> list[int]:
    """Where articles begin: at the headings over a byline, a guest list, a kicker, after a rule."""
    if not units:
        return []
    starts = [0]
    levels = {unit.level for unit in units if unit.level}
    top = min(levels) if len(levels) > 1 else 0
    tops = [number for number, unit in enumerate(units) if top and unit.level == top]
    position = 0
    while position < len(units):
        if units[position].shape not in FRONT and not units[position].list_role:
            position += 1
            continue
        end = _front_end(units, position)
        begin = _opening(units, position, end, tops if len(tops) > 1 else [])
        if begin is not None and begin > 0 and _has_text(units[starts[-1] : begin]):
            starts.append(begin)
        position = max(end, position + 1)
    return starts


def _has_text(units: list[Unit]) -> bool:
    return any(unit.shape == Shape.TEXT for unit in units)


def _front_end(units: list[Unit], position: int) -> int:
    """After the run of headings, bylines, rules and guest lists that begins here."""
    while position < len(units):
        unit = units[position]
        if not (unit.list_role or unit.shape in FRONT or unit.shape == Shape.CAPTION):
            return position
        position += 1
    return position


def _opening(units: list[Unit], begin: int, end: int, tops: list[int]) -> int | None:
    """Where in a run of front matter a new article opens; None if it is only a subhead."""
    run = units[begin:end]
    shapes = [unit.shape for unit in run]
    first = next((n for n, shape in enumerate(shapes) if shape == Shape.HEADING), None)
    if first is None:
        return None
    for number, unit in enumerate(run):
        if begin + number in tops:
            return begin + _kicker_before(run, number)
        if number > first and (unit.shape == Shape.BYLINE or unit.list_role):
            return begin + first
    if begin == 0:
        return 0
    if any(shape in (Shape.RULE, Shape.BYLINE) for shape in shapes[:first]):
        return begin + first
    if (
        len(run) > first + 1
        and run[first].folded.endswith(DASHES)
        and run[first + 1].shape == Shape.HEADING
    ):
        return begin + first
    if _column(run[first]) and run[first].folded[0] in "【[■" and len(run) > first + 1:
        return begin + first
    return None


def _kicker_before(run: list[Unit], number: int) -> int:
    while number > 0 and run[number - 1].shape == Shape.HEADING and not run[number - 1].level:
        number -= 1
    return number


def _column(unit: Unit) -> str | None:
    match = COLUMN.fullmatch(unit.folded)
    if not match or len(unit.text) > 20:
        return None
    for group in ("boxed", "plain", "named"):
        if match[group]:
            start, end = match.span(group)
            return unit.text[start:end].strip()
    return None


def _read_part(units: list[Unit]) -> Part:
    part = Part()
    position = 0
    while position < len(units) and units[position].shape in (Shape.RULE, Shape.CAPTION):
        _add(part, units[position])
        position += 1
    front = _front_end(units, position)
    _read_front(part, units[position:front], followed_by_text=front < len(units))
    _read_body(part, units[front:])
    _bare_headings(part)
    if part.has_guest_list or part.has_moderator:
        part.kind = Kind.ROUNDTABLE
    elif part.signed:
        part.kind = Kind.COMMENTARY
    return part


def _bare_headings(part: Part) -> None:
    """A sign before a heading is layout, not words."""
    for piece in part.pieces:
        if piece.kind not in HEADS:
            continue
        unit = piece.unit
        sign = SIGN_BEFORE_HEADING.match(unit.text)
        if sign and sign.end() < len(unit.text):
            unit.text, unit.origin = unit.text[sign.end() :], unit.origin[sign.end() :]
        if piece.kind == BlockKind.TITLE:
            part.title = unit.text


def _add(part: Part, unit: Unit, kind: BlockKind | None = None) -> None:
    if kind is None:
        kind = {
            Shape.CAPTION: BlockKind.CAPTION,
            Shape.BYLINE: BlockKind.BYLINE,
            Shape.HEADING: BlockKind.HEADING,
            Shape.RULE: BlockKind.NARRATION,
        }.get(unit.shape, BlockKind.NARRATION)
    part.pieces.append(Piece(kind, unit))


def _read_front(part: Part, units: list[Unit], followed_by_text: bool) -> None:
    """Headings up to the first byline or guest list are title, kicker and column."""
    heads: list[Unit] = []
    after: list[Unit] = []
    below_names = False
    for unit in units:
        if unit.list_role:
            _read_list_line(part, unit)
            below_names = True
        elif unit.shape == Shape.BYLINE:
            _read_byline(part, unit)
            below_names = True
        else:
            _add(part, unit)
            if unit.shape == Shape.HEADING:
                (after if below_names else heads).append(unit)
    _name_heads(part, heads, after, followed_by_text)


def _read_list_line(part: Part, unit: Unit) -> None:
    """The head of a list of people, with or without names behind it, or one of its lines."""
    role = Role(unit.list_role)
    words = unit.folded
    if unit.heads_list:
        header = _header(unit)
        words = header[1] if header else ""
        part.has_guest_list = part.has_guest_list or role == Role.GUEST
        part.has_moderator = part.has_moderator or role == Role.MODERATOR
    elif role == Role.GUEST:
        part.has_guest_list = True
    part.entries += [_entry(name, title, role) for name, title in people_in(words)]
    _add(part, unit, BlockKind.BYLINE)


def _entry(name: str, title: str, role: Role) -> Entry:
    if role == Role.GUEST and re.fullmatch(rf"(?:本报|[^，。]{{0,10}}报)?{ROLE}", title):
        role = Role.REPORTER
    return Entry(name, title, role)


def _name_heads(part: Part, heads: list[Unit], after: list[Unit], followed_by_text: bool) -> None:
    """Title, kicker and column among the headings at the top; the rest are sections."""
    kinds = {id(piece.unit): piece for piece in part.pieces}
    rest = []
    for unit in heads:
        column = _column(unit)
        if column and part.column is None and len(heads) > 1:
            part.column = column
            kinds[id(unit)].kind = BlockKind.COLUMN
        elif unit.folded.endswith(DASHES) and len(heads) > 1:
            part.kicker = _undashed(unit.text)
            kinds[id(unit)].kind = BlockKind.KICKER
        elif unit.folded.startswith(DASHES):
            kinds[id(unit)].kind = BlockKind.SUBHEADING
        else:
            rest.append(unit)
    if not rest and after:
        rest, after = [after[0]], after[1:]
    if rest:
        title, sections = _choose_title(part, rest, bool(after) or _has_list(part))
        kinds[id(title)].kind = BlockKind.TITLE
        part.title = title.text
        for unit in rest[: len(rest) - len(sections)]:
            if unit is not title:
                kinds[id(unit)].kind = BlockKind.KICKER
                part.kicker = part.kicker or _undashed(unit.text)
        after = [*sections, *after]
    for unit in after:
        column = _column(unit)
        if column and part.column is None and unit.folded[0] in "【[■":
            part.column = column
            kinds[id(unit)].kind = BlockKind.COLUMN
    headings = [kinds[id(unit)] for unit in after if kinds[id(unit)].kind == BlockKind.HEADING]
    _pair_headings(headings)


def _has_list(part: Part) -> bool:
    return bool(part.entries)


def _choose_title(part: Part, heads: list[Unit], closed: bool) -> tuple[Unit, list[Unit]]:
    """The title, and the heads after it that open the first section."""
    if len(heads) == 1:
        return heads[0], []
    marked = [unit for unit in heads if unit.level]
    if marked and len(marked) < len(heads):
        title = marked[0]
    elif marked and len({unit.level for unit in marked}) > 1:
        title = min(marked, key=lambda unit: unit.level)
    elif closed and len(heads) == 2:
        title = heads[1]
    else:
        title = heads[0]
    place = heads.index(title)
    return title, heads[place + 1 :]


def _undashed(text: str) -> str:
    return text.rstrip("—―- ").strip() or text


def _pair_headings(pieces: list[Piece]) -> None:
    """Of two headings that follow each other, the second is the subheading."""
    for number, piece in enumerate(pieces):
        if number % 2 and pieces[number - 1].kind == BlockKind.HEADING:
            deeper = piece.unit.level == 0 or piece.unit.level >= pieces[number - 1].unit.level
            if deeper:
                piece.kind = BlockKind.SUBHEADING


def _read_body(part: Part, units: list[Unit]) -> None:
    run: list[Piece] = []
    for unit in units:
        if unit.list_role:
            _read_list_line(part, unit)
        elif unit.shape == Shape.BYLINE:
            _read_byline(part, unit)
        else:
            _add(part, unit)
        if unit.shape == Shape.HEADING and not unit.list_role:
            run.append(part.pieces[-1])
        elif unit.shape == Shape.TEXT:
            _pair_headings(run)
            run = []
    _pair_headings(run)


def _read_byline(part: Part, unit: Unit) -> None:
    _add(part, unit, BlockKind.BYLINE)
    byline = read_byline(unit.folded)
    part.signed = part.signed or byline.signed
    part.column = part.column or byline.column
    for entry in byline.entries:
        known = [one for one in part.entries if one.name == entry.name]
        if not any(one.role in (entry.role, Role.MODERATOR, Role.AUTHOR) for one in known):
            part.entries.append(entry)
    authors = [entry for entry in part.entries if entry.role == Role.AUTHOR]
    if byline.about_author and authors and not authors[-1].title:
        authors[-1].title = byline.about_author
