"""What somebody typed, as words to look for; what a text is filed under. Plain Python.

Chinese has no blanks between words, so a text is filed under each character and each pair of
neighbours: whoever looks for a word looks for all pairs in it, and then whether the word itself
stands there. Nothing a reader can type is an operator.
"""

import re
from dataclasses import dataclass
from operator import add

from .folding import fold

__all__ = ["LONGEST_WORD", "MOST_WORDS", "Word", "pairs", "split", "tokens"]

LONGEST_WORD = 60
# Of single letters with blanks between them more fit into no query that is taken.
MOST_WORDS = 30
# So many pairs narrow a search down; the rest is for the comparison with the text.
MOST_PAIRS = 24

QUOTED = re.compile(r'["“”„«»「」『』]')
RUN = re.compile(r"[^\W_]+")
SOUND = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
# What keyboards put around a word; whoever means it puts it between quotation marks.
AROUND = ",.;:!?()[]'‘’。、《》〈〉【】〔〕…—"


@dataclass(frozen=True)
class Word:
    """`text` is folded."""

    text: str

    @property
    def sound(self) -> str:
        """As pinyin run together, if it can be some: `chang'an`, `zhu-hua-rong`; else empty."""
        return re.sub("['’-]", "", self.text) if SOUND.fullmatch(self.text) else ""

    @property
    def is_token(self) -> bool:
        """Then everything that is filed under it says it; a sound may be what was filed."""
        return self.tokens == [self.text] and not self.sound

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
        bare = (word.strip(AROUND) or word for word in folded.split())
        for text in [folded] if number % 2 else bare:
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
        found.update(map(add, run, run[1:]))
    return found
