"""One spelling for everything that should find each other. Plain Python.

`賽力斯ＡＢ` and `赛力斯ab` are the same to a reader: full-width becomes half-width, traditional
becomes simplified character by character, capitals become small.
"""

import unicodedata
from functools import cache

import opencc

__all__ = ["fold", "fold_with_places"]


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


class _Spelling(dict[int, str]):
    """Worked out once per character, for `str.translate`."""

    def __missing__(self, codepoint: int) -> str:
        letters = unicodedata.normalize("NFKC", chr(codepoint)).casefold()
        spelt = "".join(map(self._spell, letters))
        self[codepoint] = spelt
        return spelt

    def _spell(self, letter: str) -> str:
        if letter.isspace():
            return " "
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs"):
            return ""
        # Han characters only: a single one is never converted by its neighbours.
        return _simplifier().convert(letter) if letter > "\u2e7f" else letter


SPELLING = _Spelling()


def fold(text: str) -> str:
    """The text as it is compared: blanks of any kind and length are one, none at the ends."""
    return " ".join(text.translate(SPELLING).split())


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """`fold`, and for each of its characters the index of the one in `text` that it came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for spelt in SPELLING[ord(letter)]:
            if spelt == " " and (not folded or folded[-1] == " "):
                continue
            folded.append(spelt)
            places.append(place)
    if folded and folded[-1] == " ":
        folded.pop()
        places.pop()
    return "".join(folded), places
