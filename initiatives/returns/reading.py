"""Reading a kept file, row by row, into rows that were checked."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ..enums import ReturnState
from ..workbooks.reading import WorkbookRefused, read_sheet
from ..workbooks.table import Cell
from .checking import KEPT, RowChecker
from .claims import ClaimLost, claim, fail, hold, release
from .storing import store_rows

__all__ = ["ROWS_AT_ONCE", "read"]

# One transaction each: what a killed worker loses at most, and how finely progress is told.
ROWS_AT_ONCE = 2000
UNREADABLE = (ReturnState.WAITING, ReturnState.READING)

Mapped = tuple[int, dict[str, Cell]]


def read(key: int, *, rows_at_once: int = ROWS_AT_ONCE) -> None:
    """Read and check a whole file. Begun anew after a worker was killed: nothing was sent yet."""
    token = claim(key, UNREADABLE)
    if token is None:
        return
    try:
        _read(key, token, rows_at_once)
    except WorkbookRefused as refusal:
        _give_up(key, token, refusal.message)
    except ClaimLost:
        return


def _read(key: int, token: UUID, rows_at_once: int) -> None:
    with transaction.atomic():
        batch = hold(key, token)
        batch.rows.all().delete()
        batch.state, batch.done_rows, batch.total_rows = ReturnState.READING, 0, None
        batch.save()
    # Another process unpacks the file, a thread listens to it, and this one asks the database.
    with ThreadPoolExecutor(max_workers=1) as pool:
        listening = pool.submit(_mapped_rows, Path(batch.file.path), batch.name, batch.mapping)
        checker = RowChecker(batch.association, today=localdate())
        rows = listening.result()
    with transaction.atomic():
        batch = hold(key, token)
        batch.total_rows = len(rows)
        batch.save()
    remaining = iter(rows)
    while chunk := list(islice(remaining, rows_at_once)):
        found = [checker.check(number, cells) for number, cells in chunk]
        with transaction.atomic():
            batch = hold(key, token)
            store_rows(batch, found)
            batch.done_rows += len(found)
            batch.save()
    with transaction.atomic():
        release(hold(key, token), ReturnState.CHECKED)


def _mapped_rows(path: Path, name: str, mapping: dict) -> list[Mapped]:
    """Only the columns that are kept; few enough to wait in memory until they are checked."""
    columns = {int(index): key for index, key in mapping["columns"].items() if key in KEPT}
    first = mapping["heading_row"] + 1
    with read_sheet(path, name) as sheet:
        return [
            (row.number, cells)
            for row in sheet.rows
            if row.number >= first and any((cells := _cells(row.cells, columns)).values())
        ]


def _cells(cells: tuple[Cell, ...], columns: Mapping[int, str]) -> dict[str, Cell]:
    return {key: cells[index] for index, key in columns.items() if index < len(cells)}


def _give_up(key: int, token: UUID, reason: str) -> None:
    """What was read before the trouble is of no use to anybody."""
    with suppress(ClaimLost), transaction.atomic():
        fail(hold(key, token), reason)
