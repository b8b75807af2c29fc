"""Rows of a return as the check page shows them, and what somebody put right in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict

from ..enums import Grade, RowState
from ..models import Return, ReturnRow
from ..returns.correcting import CORRECTABLE_KEYS
from ..returns.problems import Problem
from ..workbooks.columns import BY_KEY

__all__ = ["Cell", "Changes", "Line", "lines", "read_changes", "rows_wanted"]

LONG_KEYS = ("note", "source_url")


@dataclass(frozen=True)
class Cell:
    """One cell that may be put right: its heading, its text, and what is wrong with it."""

    row: int
    key: str
    text: str
    problems: tuple[Problem, ...]

    @property
    def heading(self) -> str:
        return BY_KEY[self.key].heading

    @property
    def name(self) -> str:
        """Of its input, and its address on the page."""
        return f"r{self.row}-{self.key}"

    @property
    def must_change(self) -> bool:
        return any(one.grade == Grade.MUST for one in self.problems)

    @property
    def is_long(self) -> bool:
        return self.key in LONG_KEYS

    @property
    def described_by(self) -> str:
        return " ".join(f"{self.name}_problem{place}" for place in range(len(self.problems)))


@dataclass(frozen=True)
class Line:
    """A row: the cells with problems first, and the others."""

    row: ReturnRow
    faulty: tuple[Cell, ...]
    others: tuple[Cell, ...]

    @property
    def ticks(self) -> str:
        """The name of its boxes for what somebody stands by."""
        return f"c{self.row.number}"


@dataclass
class Changes:
    """What a page of corrections asks for; `overtaken` names cells that changed meanwhile."""

    cells: dict[int, dict[str, str]] = field(default_factory=dict)
    confirmed: dict[int, list[str]] = field(default_factory=dict)
    overtaken: list[str] = field(default_factory=list)


def rows_wanted(batch: Return, state: str, kind: str) -> QuerySet[ReturnRow]:
    """In one state, or those with problems, perhaps of one kind; with all that a line shows."""
    rows = batch.rows.order_by("number")
    if state in RowState.values:
        rows = rows.filter(state=state)
    else:
        # 必须修改 comes first by its name, too.
        rows = rows.with_problems().order_by("state", "number")
        if kind:
            # The same words in SQLite's text and in PostgreSQL's own JSON.
            rows = rows.annotate(found=Cast("problems", TextField())).filter(
                found__contains=f'"kind": "{kind}"'
            )
    return rows.select_related("commitment__organisation", "previous", "report").prefetch_related(
        "report__decisions"
    )


def lines(rows: Iterable[ReturnRow]) -> list[Line]:
    """Ready for the template."""
    return [_line(row) for row in rows]


def _line(row: ReturnRow) -> Line:
    found = [Problem.from_dict(one) for one in row.problems]
    cells = [
        Cell(
            row.number,
            key,
            _on_one_line(row.cells.get(key, "")),
            tuple(one for one in found if one.field == key and one.kind not in row.confirmed),
        )
        for key in CORRECTABLE_KEYS
    ]
    return Line(
        row,
        tuple(cell for cell in cells if cell.problems),
        tuple(cell for cell in cells if not cell.problems),
    )


def read_changes(batch: Return, posted: QueryDict) -> Changes:
    """Compare with what the page had shown, so that nobody undoes what somebody else has done."""
    wanted = _numbers(posted)
    changes = Changes()
    for row in batch.rows.filter(number__in=wanted).exclude(state=RowState.SUBMITTED):
        cells = _changed_cells(row, posted, changes.overtaken)
        if cells:
            changes.cells[row.number] = cells
        # A tick speaks of the value that it stood beside.
        about = {one["kind"]: one["field"] for one in row.problems}
        ticked = [
            kind
            for kind in posted.getlist(f"c{row.number}")
            if kind in about and about[kind] not in cells
        ]
        if ticked:
            changes.confirmed[row.number] = ticked
    return changes


def _changed_cells(row: ReturnRow, posted: Mapping[str, Any], overtaken: list[str]) -> dict:
    cells = {}
    for key in CORRECTABLE_KEYS:
        name = f"r{row.number}-{key}"
        typed, shown = posted.get(name), posted.get(f"was-{name}")
        if typed is None or shown is None:
            continue
        typed, shown = _on_one_line(typed), _on_one_line(shown)
        now = _on_one_line(row.cells.get(key, ""))
        if typed in (shown, now):
            continue
        if now != shown:
            overtaken.append(f"第 {row.number} 行的{BY_KEY[key].heading}")
            continue
        cells[key] = typed
    return cells


def _numbers(posted: Iterable[str]) -> set[int]:
    """Rows that the form speaks of, by the names of its fields."""
    found = set()
    for name in posted:
        number = name.removeprefix("was-")[1:].partition("-")[0]
        if name[:1] in ("r", "c") and number.isascii() and number.isdigit() and len(number) < 8:
            found.add(int(number))
    return found


def _on_one_line(text: str) -> str:
    """As an input of one line holds it; browsers rewrite line breaks, databases refuse NUL."""
    return " ".join(text.replace("\0", "").split())
