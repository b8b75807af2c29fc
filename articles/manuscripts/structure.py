"""Units into articles: titles, kickers, columns, bylines, guest lists, sections."""

import re
from dataclasses import dataclass, field

from .layout import ROLE, Shape, Unit, cut
from .people import HAN, is_name, looks_like_title, tidy_name
from .understanding import BlockKind, Kind, Role

__all__ = ["Entry", "Part", "Piece", "read_parts"]

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
    rf"[【\[■●◆▌|·《“]+[ ]?(?P<boxed>[^】\]》”]{{2,16}})[】\]》”]|[■●◆▌ ]*(?P<plain>[^，。：；！？“” 的■●◆▌]{{0,8}}{COLUMN_WORDS}(?:[·|｜][^，。 ·]{{1,6}})?)(?: [^，。]{{1,8}})?"
    r"|栏目[：](?P<named>.{2,16})"
)
SIGNED = re.compile(r"[■□◆◎▌☐●]+[ ]*(?P<words>.+)")
ROLE_AND_NAMES = re.compile(
    rf"(?P<title>[^，。：；（）\s]{{0,16}}?{ROLE})[ ：/]+"
    rf"(?P<names>(?:(?!{HAN}{{0,6}}{ROLE}[ ：/]){HAN}{{1,4}}(?:[ 、/，]+|$|(?=[^\u4e00-\u9fff])))+)"
)
ABOUT_AUTHOR = re.compile(r"（?作者(?:系|为|是|单位：|简介：|：)(?P<title>.+?)）?")
SPLIT_NAMES = re.compile(r"[ 、，/]+")
DASHES = ("——", "—", "――", "--")
BULLET = re.compile(r"^(?:[●■◆▲▶·•○◇*-]+|[（]?\d{1,2}[.、）．]|[①-⑳])[ ]*")
LABELLED = re.compile(r"(?P<label>[^，。！？；：“”]{1,36})：")
COMMENTATOR = re.compile(r"评论员|主笔|撰稿|时评人|作者|论员")
TAIL_BYLINE = re.compile(rf"[（](?:[^（），。]{{0,10}}{ROLE}[ ：]+(?:{HAN}{{1,4}}[ 、]*)+)+(?:整理|采写|报道)?[）]$")
LEAD_BYLINE = re.compile(
    rf"(?:本报|新华社|本刊|本网)?[^，。（）]{{0,8}}讯[ ]?[（](?:[^（），。]{{0,10}}{ROLE}[ ：]+(?:{HAN}{{1,4}}[ 、]*)+)+[）]"
)
HEADS = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.SUBHEADING)
CRAFTS = ("整理", "采写", "摄影", "报道", "文图", "撰文", "供图", "编辑", "记者", "通讯员")
SIGN_BEFORE_HEADING = re.compile(r"[▌▎■□◆◇●○▲△★☆|｜▶►]+[ \u3000]*")
FRONT = (Shape.HEADING, Shape.BYLINE, Shape.RULE)


@dataclass
class Entry:
    """Somebody named outside the running text."""

    name: str
    title: str
    role: Role


@dataclass
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
    return [
        _read_part(units[begin:end]) for begin, end in zip(bounds, bounds[1:], strict=False)
    ]


def _mark_titles(units: list[Unit]) -> None:
    """A short line over a byline is a heading, even if it asks twice or has a colon."""
    for number, unit in enumerate(units[:-1]):
        short = unit.shape == Shape.TEXT and len(unit.text) <= 40 and unit.folded[-1] not in "。，；"
        under = number == 0 or units[number - 1].shape in (Shape.HEADING, Shape.RULE)
        if short and under and not unit.list_role and units[number + 1].shape == Shape.BYLINE:
            unit.shape = Shape.HEADING


def _with_bylines_cut_out(units: list[Unit]):
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
        elif role and not unit.level and not unit.bold and _people_in(unit.folded):
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
    people = _people_in(text)
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
        if rest and not _people_in(rest):
            continue
        if rest and len(rest) > 30 and not re.search(r"[；、]", rest):
            continue
        return role, rest
    return None


def _article_starts(units: list[Unit]) -> list[int]:
    """Where articles begin: at the headings over a byline, a guest list, a kicker, after a rule."""
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
    part.entries += [_entry(name, title, role) for name, title in _people_in(words)]
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
        for unit in rest:
            if unit is not title and unit not in sections:
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


def _choose_title(
    part: Part, heads: list[Unit], closed: bool
) -> tuple[Unit, list[Unit]]:
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
    """Reporters, or the author of a signed column with the column's name."""
    _add(part, unit, BlockKind.BYLINE)
    text = unit.folded.strip("（）【】[] ")
    if about := ABOUT_AUTHOR.fullmatch(text):
        _describe_author(part, about["title"])
        return
    found = list(ROLE_AND_NAMES.finditer(text))
    if found:
        for match in found:
            title = match["title"].lstrip("■□◆◎▌●☐ /")
            for name in _split_names(match["names"]):
                author = bool(COMMENTATOR.search(title)) and "记者" not in title
                part.signed = part.signed or author
                role = Role.AUTHOR if author else Role.REPORTER
                _join(part, Entry(name, "" if title == "作者" else title, role))
        return
    if signed := SIGNED.fullmatch(text):
        words = [word for word in re.split(r"[ ：|｜/]+", signed["words"]) if word]
        names = _split_names(" ".join(words))
        authors = [name for name in names if is_name(name)]
        if authors:
            last = authors[-1]
            column = [word for word in words if word not in last and tidy_name(word) != last]
            if column and part.column is None:
                part.column = column[0]
            part.signed = True
            _join(part, Entry(last, "", Role.AUTHOR))
        elif part.column is None:
            part.column = words[0] if words else None
        return
    names = _split_names(re.sub(r"^(?:文|文字|采写|撰文|作者)[ ]*[/：丨|]?[ ]*", "", text))
    for name in names:
        if is_name(name):
            part.signed = True
            _join(part, Entry(name, "", Role.AUTHOR))


def _describe_author(part: Part, title: str) -> None:
    authors = [entry for entry in part.entries if entry.role == Role.AUTHOR]
    part.signed = True
    title = title.strip("。 ")
    if authors and not authors[-1].title:
        authors[-1].title = title
    elif is_name(tidy_name(title)):
        _join(part, Entry(tidy_name(title), "", Role.AUTHOR))


def _join(part: Part, entry: Entry) -> None:
    known = [one for one in part.entries if one.name == entry.name]
    if not any(one.role in (entry.role, Role.MODERATOR, Role.AUTHOR) for one in known):
        part.entries.append(entry)


def _split_names(text: str) -> list[str]:
    """Names separated by blanks; 王 芳 with a blank inside is one name."""
    words = [word for word in SPLIT_NAMES.split(text.strip()) if word]
    names: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        following = words[position + 1] if position + 1 < len(words) else ""
        if len(word) == 1 and len(following) == 1:
            names.append(word + following)
            position += 2
            continue
        if len(word) > 1 and word not in CRAFTS:
            names.append(word)
        position += 1
    return names


def _people_in(folded: str) -> list[tuple[str, str]]:
    """(name, title) of everybody in a line of a guest list; [] if it is no such line."""
    text = folded.strip().rstrip("。；")
    if not text or len(text) > 400 or re.search(r"[。！？]", text):
        return []
    entries = re.split(r"[；]", text)
    found = []
    for entry in entries:
        entry = BULLET.sub("", entry.strip())
        if not entry:
            continue
        person = _person_in(entry)
        if person:
            found.append(person)
            continue
        several = [_person_in(one.strip()) for one in re.split(r"(?<=）)[、，]|(?<=[）])", entry) if one.strip()]
        if not several or None in several:
            return []
        found += several
    return found


def _person_in(entry: str) -> tuple[str, str] | None:
    """Name and title in either order, with blanks, a colon, a comma, brackets or nothing between."""
    bracket = re.fullmatch(rf"(?P<name>{HAN}{{2,4}}|{HAN} +{HAN})[ ]*[（](?P<title>[^（）]{{2,60}}(?:（[^（）]*）)?)[）]", entry)
    if bracket and is_name(tidy_name(bracket["name"])):
        return tidy_name(bracket["name"]), bracket["title"]
    words = [word for word in re.split(r"[ |｜]+|：|——|，", entry) if word]
    words = _rejoined(words)
    if len(words) >= 2:
        if is_name(words[-1]) and (looks_like_title("".join(words[:-1])) or not is_name(words[0])):
            return words[-1], "".join(words[:-1])
        if is_name(words[0]):
            title = "".join(words[1:])
            return (words[0], title) if looks_like_title(title) or len(title) > 3 else None
        return None
    if len(words) == 1 and len(words[0]) > 5:
        for length in (4, 3, 2):
            name, title = words[0][-length:], words[0][:-length]
            if is_name(name) and looks_like_title(title):
                return name, title
    if len(words) == 1 and is_name(words[0]) and len(words[0]) <= 4:
        return words[0], ""
    return None


def _rejoined(words: list[str]) -> list[str]:
    """王 芳 back to 王芳, at either end of a line."""
    if len(words) >= 2 and len(words[0]) == len(words[1]) == 1:
        words = [words[0] + words[1], *words[2:]]
    if len(words) >= 2 and len(words[-1]) == len(words[-2]) == 1:
        words = [*words[:-2], words[-2] + words[-1]]
    return words
