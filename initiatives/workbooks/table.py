"""What a spreadsheet is once it is read: numbered rows of plain cells. No Django here."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Cell", "Formula", "RawRow", "Sheet", "column_letter"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that computes; what it would show is not trusted. `text` begins with `=`."""

    text: str


Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | Formula | None


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file; `number` counts from 1, as Excel shows it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass
class Sheet:
    """The rows of one sheet, read as they are asked for. `kind` is xlsx or csv.

    `encoding` and `delimiter` say how a text file was understood; both are empty for a workbook.
    """

    name: str
    kind: str
    rows: Iterator[RawRow]
    encoding: str = ""
    delimiter: str = ""


def column_letter(index: int) -> str:
    """Excel's name of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
