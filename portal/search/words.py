"""What somebody typed, as words to look for; what a text is filed under. Plain Python.

Chinese has no blanks between words, so a text is filed under each character and each pair of
neighbours: whoever looks for a word looks for all pairs in it, and then whether the word itself
stands there. Nothing a reader can type is an operator.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from .folding import fold

__all__ = ["LONGEST_WORD", "MOST_WORDS", "Word", "pairs", "split", "tokens"]

LONGEST_WORD = 60
MOST_WORDS = 10
# So many pairs narrow a search down; the rest is for the comparison with the text.
MOST_PAIRS = 24

QUOTED = re.compile(r'["“”„«»「」『』]')
RUN = re.compile(r"[^\W_]+")
SOUND = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Word:
    """`text` is folded; `may_be_sound`: it can be the pinyin of something."""

    text: str

    @property
    def may_be_sound(self) -> bool:
        return SOUND.fullmatch(self.text) is not None

    @property
    def tokens(self) -> list[str]:
        """What every text with the word in it is filed under; empty for bare punctuation."""
        return pairs(self.text)[:MOST_PAIRS]


def split(query: str) -> list[Word]:
    """The words of a query, each once: between blanks, or whole between quotation marks.

    A quotation mark without its other half quotes the rest.
    """
    found: dict[str, None] = {}
    for number, part in enumerate(QUOTED.split(query)):
        folded = fold(part)
        for text in [folded] if number % 2 else folded.split():
            if text:
                found[text[:LONGEST_WORD]] = None
    return [Word(text) for text in list(found)[:MOST_WORDS]]


def pairs(folded: str) -> list[str]:
    """Neighbouring letters and digits, in order; a lonely one stands for itself."""
    found: dict[str, None] = {}
    for run in RUN.findall(folded):
        if len(run) == 1:
            found[run] = None
        for place in range(len(run) - 1):
            found[run[place : place + 2]] = None
    return list(found)


def tokens(folded: str) -> set[str]:
    """Everything a folded text is filed under: its letters and its pairs."""
    found: set[str] = set()
    for run in RUN.findall(folded):
        found.update(run)
        found.update(map("".join, pairwise(run)))
    return found
