"""Which of an article's corrections speak of one commitment, judged by their words alone.

Plain Python. A correction names no commitment; it concerns one when it names its speaker or its
code, or repeats a piece of its sentence between quotation marks. The rest is shown folded away:
it may still matter, and only a reader can tell.
"""

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["concerns", "sort_out"]

QUOTED = re.compile(r"[“「『]([^”」』]+)[”」』]")
REMARK = re.compile(r"[（(].*?[）)]")
SHORTEST_PIECE = 5


def concerns(text: str, *, code: str, speaker: str, sentences: Iterable[str]) -> bool:
    """Whether a correction's text speaks of that commitment."""
    name = REMARK.sub("", speaker).strip()
    if code in text or (len(name) > 1 and name in text):
        return True
    said = ["".join(sentence.split()) for sentence in sentences]
    pieces = ("".join(piece.split()) for piece in QUOTED.findall(text))
    return any(
        piece in sentence or sentence in piece
        for piece in pieces
        if len(piece) >= SHORTEST_PIECE
        for sentence in said
        if sentence
    )


def sort_out(commitment: Any, corrections: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """Those that concern it, and the others, each in the order given."""
    sentences = [
        commitment.quote,
        *(one.judged.get("quote", "") for one in commitment.history),
        *(mark.sentence for mark in commitment.public_marks),
    ]
    name = commitment.speaker.name
    own: list[Any] = []
    others: list[Any] = []
    for one in corrections:
        found = concerns(one.text, code=commitment.code, speaker=name, sentences=sentences)
        (own if found else others).append(one)
    return own, others
