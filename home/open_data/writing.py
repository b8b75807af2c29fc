"""A table as a file, piece by piece: never more of it in memory than some rows."""

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from initiatives.workbooks.formulas import guard

from .about import About
from .columns import Row, Table
from .workbook import write_xlsx

__all__ = ["WRITERS", "json_value"]

# So that Excel takes it for UTF-8; readers of CSV expect and drop it.
BYTE_ORDER_MARK = "\ufeff"
BETWEEN_WORDS = ";"
# Rows that go out together.
PORTION = 500
# Stands in every row: a file without types has no other place that programs don't stumble over.
ABOUT_COLUMNS = ("data_licence", "data_as_of", "data_filter")


def portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    portion: list[Row] = []
    for row in rows:
        portion.append(row)
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion


class Echo:
    """A file for the writer of CSV that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def csv_value(value: Any) -> str:
    """Numbers and dates as the standards write them; text that no spreadsheet would run."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return guard(value)
        case Decimal():
            return f"{value.normalize():f}"
        case list():
            return guard(BETWEEN_WORDS.join(value))
        case dt.date():
            return value.isoformat()
    return str(value)


def write_csv(table: Table, rows: Iterable[Row], about: About) -> Iterator[bytes]:
    writer = csv.writer(Echo())
    heading = [*(column.name for column in table.columns), *ABOUT_COLUMNS]
    yield (BYTE_ORDER_MARK + writer.writerow(heading)).encode()
    told = [csv_value(value) for value in (about.licence, about.as_of, about.filter)]
    for portion in portions(rows):
        lines = (writer.writerow([*map(csv_value, row), *told]) for row in portion)
        yield "".join(lines).encode()


def json_value(value: Any) -> Any:
    """Numbers without a fraction are whole; dates and times as ISO 8601 writes them."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dt.date():
            return value.isoformat()
    return value


def write_json(table: Table, rows: Iterable[Row], about: About) -> Iterator[bytes]:
    names = [column.name for column in table.columns]
    head = {
        "table": table.name,
        "title": table.title,
        "publisher": about.newsroom,
        "licence": {"name": about.licence, "url": about.licence_url},
        "as_of": about.as_of.isoformat(),
        "filter": about.filter,
        "url": about.address_of(table, "json"),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "rows": ['
    between = "\n"
    for portion in portions(rows):
        texts = (
            json.dumps(dict(zip(names, map(json_value, row), strict=True)), ensure_ascii=False)
            for row in portion
        )
        if joined := ",\n".join(texts):
            yield f"{between}{joined}".encode()
            between = ",\n"
    yield b"\n]}\n"


WRITERS: dict[str, Callable[[Table, Iterable[Row], About], Iterator[bytes]]] = {
    "csv": write_csv,
    "json": write_json,
    "xlsx": write_xlsx,
}
