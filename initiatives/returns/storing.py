"""Thousands of rows at once, in one statement: the ORM's own way costs more than reading them."""

import json
from collections.abc import Iterable

from django.db import connection

from ..models import Return, ReturnRow
from .problems import CheckedRow

__all__ = ["rewrite_rows", "store_rows"]

FIELDS = (
    "batch_id",
    "number",
    "cells",
    "problems",
    "confirmed",
    "state",
    "change",
    "commitment_id",
    "as_of",
    "value",
    "previous_id",
)
TABLE = ReturnRow._meta.db_table
# Made once: json.dumps would make one for every row.
ENCODER = json.JSONEncoder(ensure_ascii=False)
DIGITS = ReturnRow._meta.get_field("value").max_digits
PLACES = ReturnRow._meta.get_field("value").decimal_places


def store_rows(batch: Return, rows: Iterable[CheckedRow]) -> None:
    """Rows that were read for the first time."""
    names = ", ".join(FIELDS)
    values = [
        (batch.pk, row.number, _json(row.cells), _problems(row), "[]", *_meaning(row))
        for row in rows
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {TABLE} ({names}) FROM STDIN") as copy:
                for one in values:
                    copy.write_row(one)
            return
        marks = ", ".join(["%s"] * len(FIELDS))
        cursor.executemany(f"INSERT INTO {TABLE} ({names}) VALUES ({marks})", values)  # noqa: S608


def rewrite_rows(rows: Iterable[tuple[int, CheckedRow, list[str], int | None]]) -> None:
    """Rows that were checked anew: key, what was found, what is confirmed, the report it became."""
    assigned = ", ".join(f"{name} = %s" for name in (*FIELDS[2:], "report_id"))
    statement = f"UPDATE {TABLE} SET {assigned} WHERE id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [
                (
                    _json(row.cells),
                    _problems(row),
                    _json(confirmed),
                    *_meaning(row),
                    report,
                    key,
                )
                for key, row, confirmed, report in rows
            ],
        )


def _meaning(row: CheckedRow) -> tuple:
    return (
        row.state.value,
        row.change and row.change.value,
        row.commitment_id,
        connection.ops.adapt_datefield_value(row.as_of),
        connection.ops.adapt_decimalfield_value(row.value, DIGITS, PLACES),
        row.previous_id,
    )


def _problems(row: CheckedRow) -> str:
    return _json([problem.as_dict() for problem in row.problems]) if row.problems else "[]"


def _json(value: object) -> str:
    return ENCODER.encode(value)
