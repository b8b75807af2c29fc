"""A table as a workbook for people: Chinese headings and labels, and a sheet that explains them.

openpyxl makes the workbook and all of its form; only the rows are written by hand, straight into
the archive while it goes out: a hundred thousand of them would take openpyxl half a minute before
the first byte.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from .about import About
from .columns import Column, Kind, Row, Table

__all__ = ["write_xlsx"]

CELL_LENGTH = 32_767
WORDS_BETWEEN = "；"
WIDTHS = {Kind.TEXT: 22, Kind.ADDRESS: 30, Kind.WORDS: 24}
WIDE = {"quote": 60, "summary": 40, "reason": 50, "text": 60, "code": 14}
NARROW = 12
DATE_FORMAT, MOMENT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
DATA_SHEET = "xl/worksheets/sheet1.xml"
END_OF_ROWS = b"</sheetData>"


def write_xlsx(table: Table, rows: Iterable[Row], about: About) -> Iterator[bytes]:
    """The archive, as far as it is ready."""
    form, styles = _form(table, about)
    cells = [_writer(column, styles) for column in table.columns]
    out = Outlet()
    with ZipFile(form) as source, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name != DATA_SHEET:
                archive.writestr(name, content)
                continue
            head, tail = content.split(END_OF_ROWS)
            with archive.open(name, "w", force_zip64=True) as sheet:
                sheet.write(head)
                for row in rows:
                    written = (write(value) for write, value in zip(cells, row, strict=True))
                    sheet.write(f"<row>{''.join(written)}</row>".encode())
                    if out.is_worth_sending:
                        yield out.take()
                sheet.write(END_OF_ROWS + tail)
    yield out.take()


class Outlet(io.RawIOBase):
    """A file that can only be written to: what has not gone out yet."""

    PORTION = 65_536

    def __init__(self) -> None:
        self.pending = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.pending += content
        return len(content)

    @property
    def is_worth_sending(self) -> bool:
        return len(self.pending) >= self.PORTION

    def take(self) -> bytes:
        taken = bytes(self.pending)
        self.pending.clear()
        return taken


def _form(table: Table, about: About) -> tuple[io.BytesIO, dict[Kind, int]]:
    """The workbook without its rows, and the number of the style for days and for hours."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = table.title
    _head(sheet, [column.title for column in table.columns])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}1"
    for number, column in enumerate(table.columns, 1):
        width = WIDE.get(column.name) or WIDTHS.get(column.kind, NARROW)
        sheet.column_dimensions[get_column_letter(number)].width = width
    notes = workbook.create_sheet("说明")
    for line in _told(table, about):
        notes.append(line)
    notes.append([])
    notes.append(["列名", "机器用的列名", "说明", "取值"])
    for cell in notes[notes.max_row]:
        cell.font = Font(bold=True)
    for column in table.columns:
        words = [str(label) for label in column.choices.values()]
        notes.append([column.title, column.name, column.about, "、".join(words)])
    for letter, width in zip("ABCD", (20, 22, 60, 60), strict=True):
        notes.column_dimensions[letter].width = width
    styles = {}
    for kind, number_format in ((Kind.DATE, DATE_FORMAT), (Kind.MOMENT, MOMENT_FORMAT)):
        # A cell of this form, so that the form has a number.
        notes.cell(1, 5).number_format = number_format
        styles[kind] = notes.cell(1, 5).style_id
    content = io.BytesIO()
    workbook.save(content)
    return content, styles


def _head(sheet: Worksheet, titles: list[str]) -> None:
    sheet.append(titles)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="center")
    sheet.freeze_panes = "B2"


def _told(table: Table, about: About) -> list[list[str]]:
    return [
        [f"{about.newsroom}　{table.title}"],
        [table.about],
        ["数据截至", about.as_of.isoformat()],
        ["筛选", about.filter or "全部公开的数据"],
        ["在承诺簿里看", about.in_the_ledger],
        ["许可", about.licence],
        ["许可全文", about.licence_url],
    ]


def _writer(column: Column, styles: dict[Kind, int]) -> Callable[[Any], str]:
    """How a value of this column is written; text is never a formula, whatever it begins with."""

    def day(value: dt.date) -> str:
        moment = value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value
        return f'<c s="{styles[column.kind]}"><v>{to_excel(moment)}</v></c>'

    def number(value: Decimal | int) -> str:
        return f"<c><v>{value}</v></c>"

    def yes_or_no(value: bool) -> str:
        return text("是" if value else "否")

    def words(value: list[str]) -> str:
        return text(WORDS_BETWEEN.join(value))

    def text(value: Any) -> str:
        told = ILLEGAL_CHARACTERS_RE.sub("", column.label(value))[:CELL_LENGTH]
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(told)}</t></is></c>'

    write = {
        Kind.DATE: day,
        Kind.MOMENT: day,
        Kind.NUMBER: number,
        Kind.INTEGER: number,
        Kind.BOOLEAN: yes_or_no,
        Kind.WORDS: words,
    }.get(column.kind, text)
    return lambda value: "<c/>" if value is None else write(value)
