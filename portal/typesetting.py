"""Chinese text in lines of a given width, by the rules of composition. Plain Python.

No line begins with a closing mark or ends with an opening one, and no number or Latin word is
torn (标点避头尾, GB/T 15834).
"""

import re
from collections.abc import Callable

__all__ = ["break_lines", "fit"]

NOT_FIRST = "，。、；：？！…”’）》〉」』】〕％%‰·—～"
NOT_LAST = "“‘（《〈「『【〔≥≤"
PIECE = re.compile(r"[0-9A-Za-z.,+\-%‰/]+|\s+|.", re.S)
IDLE_SPACE = re.compile(rf" (?=[{re.escape(NOT_FIRST)}])|(?<=[{re.escape(NOT_LAST)}]) ")
ELLIPSIS = "…"

Measure = Callable[[str], float]


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """Lines no wider than `width` by `measure`, but for one piece that is wider by itself."""
    lines: list[str] = []
    line = ""
    for piece in _unbreakable(text):
        if line and measure(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def fit(text: str, width: float, most_lines: int, measure: Measure) -> list[str]:
    """At most so many lines, nearly of one width; what doesn't fit gives way to an ellipsis."""
    lines = break_lines(text, width, measure)
    if len(lines) <= most_lines:
        return _balanced(text, width, len(lines), measure)
    last = lines[most_lines - 1]
    while last and (measure(last + ELLIPSIS) > width or last[-1] in NOT_FIRST + NOT_LAST):
        last = last[:-1]
    return [*lines[: most_lines - 1], last + ELLIPSIS]


def _balanced(text: str, width: float, number: int, measure: Measure) -> list[str]:
    """As many lines in the narrowest column: no last line is left with one character."""
    narrow, wide = 0.0, float(width)
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        lines = break_lines(text, middle, measure)
        if len(lines) > number or any(measure(line) > width for line in lines):
            narrow = middle
        else:
            wide = middle
    return break_lines(text, wide, measure)


def _unbreakable(text: str) -> list[str]:
    """Words, numbers and characters with the marks that must stay with them."""
    pieces: list[str] = []
    for piece in PIECE.findall(IDLE_SPACE.sub("", " ".join(text.split()))):
        if pieces and (piece[0] in NOT_FIRST or pieces[-1][-1] in NOT_LAST):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
