"""Cells that the fast reader would pass over: formulas, errors, and what stands far outside.

It gives a formula's last result as if it had been typed, an error as nothing, and makes room for
every cell between the first and the furthest.
"""

import re
from collections.abc import Iterable
from xml.parsers import expat

from .limits import LAST_ROW, MAX_CELL, MAX_COLUMNS
from .refusals import WorkbookRefused, too_many_columns, too_many_rows

__all__ = ["MAX_ODDITIES", "Oddity", "find_oddities"]

MAX_ODDITIES = 200_000
REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,9})$")

# What stands in the cell, and whether it is a formula.
Oddity = tuple[str, bool]


def find_oddities(markup: Iterable[bytes]) -> dict[int, dict[int, Oddity]]:
    """By row (from 1) and column (from 0). Raises WorkbookRefused for a cell far outside."""
    walk = _Walk()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    for piece in markup:
        parser.Parse(piece)
    parser.Parse(b"", True)
    return walk.found


class _Walk:
    """Follows the positions of cells as Excel does: as written, or one on from the last."""

    def __init__(self) -> None:
        self.found: dict[int, dict[int, Oddity]] = {}
        self.count = 0
        self.row = 0
        self.column = -1
        self.kind = ""
        self.formula: str | None = None
        self.value = ""
        self.inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() and len(number) < 10 else self.row + 1
            self.column = -1
        elif tag == "c":
            self._place(attributes.get("r", ""))
            self.kind = attributes.get("t", "")
            self.formula = None
            self.value = ""
        elif tag in ("f", "v", "t"):
            self.inside = tag
            if tag == "f":
                self.formula = "="

    def text(self, text: str) -> None:
        if self.inside == "f":
            self.formula = f"{self.formula}{text}"[: MAX_CELL + 1]
        elif self.inside and len(self.value) <= MAX_CELL:
            self.value += text

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == self.inside:
            self.inside = ""
        elif tag == "c":
            self._leave()

    def _place(self, reference: str) -> None:
        written = REFERENCE.match(reference)
        if not written:
            self.column += 1
            return
        self.column = -1
        for letter in written[1].upper():
            self.column = (self.column + 1) * 26 + ord(letter) - 65
        self.row = int(written[2])

    def _leave(self) -> None:
        if self.formula is None and not self.value.strip():
            return
        if self.column >= MAX_COLUMNS:
            raise too_many_columns(self.row, self.column)
        if self.row > LAST_ROW:
            raise too_many_rows(self.row)
        if self.formula is None and self.kind != "e":
            return
        self.count += 1
        if self.count > MAX_ODDITIES:
            raise WorkbookRefused(
                f"表里有超过 {MAX_ODDITIES:,} 个公式，没有读取。"
                "请全选复制，再“选择性粘贴”为数值，保存后上传。"
            )
        self.found.setdefault(self.row, {})[self.column] = (
            (self.value, False) if self.formula is None else (self.formula, True)
        )
