"""Bylines: 本报记者 甲 乙 通讯员 丙, ■栏目 作者, （作者系……）."""

import re
from dataclasses import dataclass, field

from .layout import ROLE
from .people import HAN, is_name, tidy_name
from .understanding import Role

__all__ = ["Byline", "Entry", "read_byline"]

SIGNED = re.compile(r"[■□◆◎▌☐●]+[ ]*(?P<words>.+)")
ROLE_AND_NAMES = re.compile(
    rf"(?P<title>[^，。：；（）\s]{{0,16}}?{ROLE})[ ：/]+"
    rf"(?P<names>(?:(?!{HAN}{{0,6}}{ROLE}[ ：/]){HAN}{{1,4}}(?:[ 、/，]+|$|(?=[^\u4e00-\u9fff])))+)"
)
ABOUT_AUTHOR = re.compile(r"（?作者(?:系|为|是|单位：|简介：|：)(?P<title>.+?)）?")
WRITTEN_BY = re.compile(r"^(?:文|文字|采写|撰文|作者)[ ]*[/：丨|]?[ ]*")
COMMENTATOR = re.compile(r"评论员|主笔|撰稿|时评人|作者|论员")
SPLIT_NAMES = re.compile(r"[ 、，/]+")
CRAFTS = ("整理", "采写", "摄影", "报道", "文图", "撰文", "供图", "编辑", "记者", "通讯员")


@dataclass
class Entry:
    """Somebody named outside the running text."""

    name: str
    title: str
    role: Role


@dataclass
class Byline:
    """What one byline says. `signed`: the article is somebody's own word, a column."""

    entries: list[Entry] = field(default_factory=list)
    column: str | None = None
    signed: bool = False
    about_author: str = ""


def read_byline(folded: str) -> Byline:
    """Reporters, or the author of a signed column with the column's name."""
    text = folded.strip("（）【】[] ")
    if about := ABOUT_AUTHOR.fullmatch(text):
        return _about_author(about["title"].strip("。 "))
    if found := list(ROLE_AND_NAMES.finditer(text)):
        return _with_roles(found)
    if signed := SIGNED.fullmatch(text):
        return _signed(signed["words"])
    authors = [name for name in _split_names(WRITTEN_BY.sub("", text)) if is_name(name)]
    return Byline([Entry(name, "", Role.AUTHOR) for name in authors], signed=bool(authors))


def _about_author(words: str) -> Byline:
    """（作者系某校教授）, or 作者：李岚."""
    if is_name(tidy_name(words)):
        return Byline([Entry(tidy_name(words), "", Role.AUTHOR)], signed=True)
    return Byline(signed=True, about_author=words)


def _with_roles(found: list[re.Match[str]]) -> Byline:
    byline = Byline()
    for match in found:
        title = match["title"].lstrip("■□◆◎▌●☐ /")
        author = bool(COMMENTATOR.search(title)) and "记者" not in title
        byline.signed = byline.signed or author
        role = Role.AUTHOR if author else Role.REPORTER
        byline.entries += [
            Entry(name, "" if title == "作者" else title, role)
            for name in _split_names(match["names"])
        ]
    return byline


def _signed(line: str) -> Byline:
    """A column and its author behind a sign; either may be missing."""
    words = [word for word in re.split(r"[ ：|｜/]+", line) if word]
    authors = [name for name in _split_names(" ".join(words)) if is_name(name)]
    if not authors:
        return Byline(column=words[0] if words else None)
    last = authors[-1]
    column = [word for word in words if word not in last and tidy_name(word) != last]
    return Byline([Entry(last, "", Role.AUTHOR)], column[0] if column else None, signed=True)


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
