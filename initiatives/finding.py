"""Finding people, organisations and commitments by what an editor or an association types.

Plain conditions on the rows themselves: the search index holds nothing of drafts, and what they
narrow down is already a short list.
"""

import re

from django.db.models import Q

__all__ = ["KEY_FORM", "matches"]

# A primary key as an address or a form names it, small enough for every database.
KEY_FORM = re.compile(r"[1-9][0-9]{0,17}")

LETTERS = re.compile(r"[a-z]{1,40}")


def matches(text: str, fields: tuple[str, ...], pinyin: tuple[str, ...] = ()) -> Q:
    """Every word of `text` stands in one of the fields, or is the sound of one.

    The sound may be written `wang zhi jie`, `wangzhijie`, or as initials, `wzj`.
    """
    condition = Q()
    for word in text.split():
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        letters = word.lower().replace("'", "")
        if LETTERS.fullmatch(letters):
            for field in pinyin:
                anywhere |= Q(**{f"{field}__iregex": _sound(letters)})
        condition &= anywhere
    return condition


def _sound(letters: str) -> str:
    """A pattern over syllables parted by blanks: run together, or the first letter of each."""
    together = " ?".join(letters)
    initials = "[a-z]* ".join(letters)
    return f"(^| )({together}|{initials})"
