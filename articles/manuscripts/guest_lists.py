"""Lines of a guest list: who, with which title."""

import re

from .people import HAN, is_name, looks_like_title, tidy_name

__all__ = ["people_in"]

NICKNAME = re.compile(rf"[老小阿]{HAN}")
BULLET = re.compile(r"^(?:[●■◆▲▶·•○◇*-]+|[（]?\d{1,2}[.、）．]|[①-⑳])[ ]*")


def people_in(folded: str) -> list[tuple[str, str]]:
    """(name, title) of everybody in a line of a guest list; [] if it is no such line."""
    text = folded.strip().rstrip("。；")
    words = _rejoined([word for word in text.split(" ") if word])
    if len(words) > 2 and looks_like_title(words[0]) and all(map(is_name, words[1:])):
        return [(name, words[0]) for name in words[1:]]
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
        several = [
            _person_in(one.strip())
            for one in re.split(r"(?<=）)[、，]|(?<=[）])", entry)
            if one.strip()
        ]
        if not several or None in several:
            return []
        found += several
    return found


def _person_in(entry: str) -> tuple[str, str] | None:
    """Name and title in either order; blanks, a colon, a comma, brackets or nothing between."""
    bracket = re.fullmatch(
        rf"(?P<name>{HAN}{{2,4}}|{HAN} +{HAN})[ ]*"
        r"[（](?P<title>[^（）]{2,60}(?:（[^（）]*）)?)[）]",
        entry,
    )
    if bracket and is_name(tidy_name(bracket["name"])):
        return tidy_name(bracket["name"]), bracket["title"]
    words = [word for word in re.split(r"[ |｜]+|：|——|，", entry) if word]
    words = _rejoined(words)
    if len(words) >= 2:
        if is_name(words[-1]) and (looks_like_title("".join(words[:-1])) or not is_name(words[0])):
            return words[-1], "".join(words[:-1])
        if is_name(words[0]) or NICKNAME.fullmatch(words[0]):
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
