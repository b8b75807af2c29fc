"""The workbook that an association fills in: prefilled, locked where it must stay, explained."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from .columns import COLUMNS, PROBLEMS_HEADING, Column
from .formulas import RUNS, guard
from .instructions import instructions
from .limits import SHEET_NAME
from .table import RawRow, column_letter

__all__ = ["About", "Line", "Stamp", "read_stamp", "write_csv", "write_workbook"]

HELP_SHEET = "填写说明"
TEMPLATE_VERSION = 1
HEADING_ROW, FIRST_ROW = 2, 3
STAMP = re.compile(r"模板第(\d+)版\s*([\w-]+)\s*(\d{4}-\d\d-\d\d)")
EXCEL_EPOCH = dt.date(1899, 12, 30)
NAMES_LENGTH = 250  # what Excel takes as a list written into the rule itself
CELL_LENGTH = 32_767
COMMENT_SIZE = {"width": 320, "height": 110}
INK, PAPER = "1B1A17", "F3EFE6"
# By grade: fill of the cell. The words are in the comment and in the last column.
GRADE_FILLS = {"must": "F6C9C4", "confirm": "F7E3B0"}
GRADE_LABELS = {"must": "必须修改", "confirm": "请确认"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row going out: what the newsroom knows, then what the association has filled in."""

    code: str
    member: str
    summary: str = ""
    target: Decimal | str | None = None
    unit: str = ""
    deadline: dt.date | str | None = None
    last_value: Decimal | str | None = None
    last_as_of: dt.date | str | None = None
    as_of: dt.date | str | None = None
    value: Decimal | str | None = None
    note: str = ""
    source_url: str = ""
    filled_by: str = ""

    @property
    def cells(self) -> tuple:
        """In the order of the columns."""
        return tuple(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True)
class About:
    """For whom the workbook is: `key` names the association in the stamp, `names` fill it in."""

    association: str
    key: str
    day: dt.date
    newsroom: str
    names: Sequence[str] = ()

    @property
    def title(self) -> str:
        return (
            f"会员承诺进展申报表　{self.association}　"
            f"模板第{TEMPLATE_VERSION}版 {self.key} {self.day.isoformat()}"
        )


@dataclass(frozen=True)
class Stamp:
    """What a workbook says about itself."""

    version: int
    key: str
    day: dt.date


# Line number from 0 → key of a column → (grade, message).
Problems = Mapping[int, Mapping[str, tuple[str, str]]]


def read_stamp(rows: Iterable[RawRow]) -> Stamp | None:
    """The stamp of our own template, where there is one."""
    for row in rows:
        for cell in row.cells:
            if isinstance(cell, str) and (match := STAMP.search(cell)):
                try:
                    day = dt.date.fromisoformat(match[3])
                except ValueError:
                    return None
                return Stamp(int(match[1]), match[2], day)
    return None


def write_csv(target: BinaryIO, lines: Iterable[Line]) -> None:
    """The same columns as plain text, as Excel on a Chinese machine opens them."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading for column in COLUMNS])
    writer.writerows([_as_text(cell) for cell in line.cells] for line in lines)
    text.flush()
    text.detach()


def write_workbook(
    target: BinaryIO, lines: Iterable[Line], about: About, problems: Problems | None = None
) -> None:
    """Row by row, so that its size costs no memory; `problems` are coloured and commented."""
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.lastModifiedBy = about.newsroom
    book.properties.title = f"会员承诺进展申报表　{about.association}"
    styles = _Styles(book)
    sheet = book.create_sheet(SHEET_NAME)
    _lay_out(sheet, about, with_problems=problems is not None)
    sheet.append([styles.cell(sheet, about.title, "title")])
    headings = [styles.cell(sheet, column.heading, "heading") for column in COLUMNS]
    if problems is not None:
        headings.append(styles.cell(sheet, PROBLEMS_HEADING, "heading"))
    sheet.append(headings)
    for number, line in enumerate(lines):
        sheet.append(list(_line_cells(sheet, styles, line, (problems or {}).get(number, {}))))
    _write_help(book, styles, about)
    book.save(target)


def _line_cells(
    sheet, styles: "_Styles", line: Line, problems: Mapping[str, tuple[str, str]]
) -> Iterator[Cell]:
    for column, value in zip(COLUMNS, line.cells, strict=True):
        kind = "locked" if column.locked else "open"
        problem = problems.get(column.key)
        cell = styles.cell(sheet, value, f"{kind}-{problem[0]}" if problem else kind)
        if problem:
            cell.comment = Comment(f"{GRADE_LABELS[problem[0]]}：{problem[1]}", "", **COMMENT_SIZE)
        yield cell
    if problems:
        said = "；".join(f"{GRADE_LABELS[grade]}：{words}" for grade, words in problems.values())
        yield styles.cell(sheet, said, "locked")


def _lay_out(sheet, about: About, *, with_problems: bool) -> None:
    """Widths, what may be changed, what may be typed, how it prints."""
    for index, column in enumerate(COLUMNS):
        sheet.column_dimensions[column_letter(index)].width = column.width
    if with_problems:
        sheet.column_dimensions[column_letter(len(COLUMNS))].width = 48
    sheet.freeze_panes = f"B{FIRST_ROW}"
    sheet.protection.sheet = True
    for allowed in ("sort", "autoFilter", "formatColumns", "formatRows"):
        setattr(sheet.protection, allowed, False)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    for index, column in enumerate(COLUMNS):
        rule = _validation(column, about)
        if rule is not None:
            letter = column_letter(index)
            rule.add(f"{letter}{FIRST_ROW}:{letter}1048576")
            sheet.data_validations.append(rule)


def _validation(column: Column, about: About) -> DataValidation | None:
    """Excel asks before it takes something odd, but takes it: the check after upload decides."""
    rule = None
    if column.key == "as_of":
        first, last = dt.date(2000, 1, 1), about.day + dt.timedelta(days=366)
        rule = DataValidation(
            "date",
            operator="between",
            formula1=str((first - EXCEL_EPOCH).days),
            formula2=str((last - EXCEL_EPOCH).days),
            prompt="数据截至哪一天，如 2026-09-30",
            error="请填日期，如 2026-09-30。",
        )
    elif column.key == "value":
        rule = DataValidation(
            "decimal",
            operator="between",
            formula1="-9999999999999999",
            formula2="9999999999999999",
            prompt="只填数字，单位与“单位”一栏相同；没有数字就填“进展说明”",
            error="请只填数字，单位见“单位”一栏。",
        )
    elif column.key in ("note", "source_url"):
        rule = DataValidation(
            "textLength",
            operator="lessThanOrEqual",
            formula1="300" if column.key == "note" else "500",
            prompt="最多 300 字" if column.key == "note" else "以 http 开头的网址，可不填",
            error="太长了。",
        )
    elif column.key == "filled_by":
        names = ",".join(name for name in about.names if not set(name) & set(',"'))
        if names and len(names) <= NAMES_LENGTH:
            rule = DataValidation("list", formula1=f'"{names}"', prompt="选一个，或直接填写")
            rule.showErrorMessage = False
    if rule is not None:
        rule.promptTitle, rule.errorTitle = column.heading, column.heading
        rule.showInputMessage, rule.errorStyle, rule.allow_blank = True, "warning", True
        if rule.error:
            rule.showErrorMessage = True
    return rule


def _write_help(book: Workbook, styles: "_Styles", about: About) -> None:
    sheet = book.create_sheet(HELP_SHEET)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 90
    sheet.protection.sheet = True
    for heading, words in instructions(about.newsroom):
        row = [styles.cell(sheet, heading, "heading"), styles.cell(sheet, words, "words")]
        sheet.append(row)


class _Styles:
    """One cell of each look; the others borrow its style."""

    def __init__(self, book: Workbook) -> None:
        self.looks: dict[str, Cell] = {}
        sheet = book.create_sheet("styles")
        line = Side(style="thin", color="D9D3C7")
        wrapped = Alignment(wrap_text=True, vertical="top")
        for name in (
            "title",
            "heading",
            "words",
            *(
                f"{kind}{grade}"
                for kind in ("locked", "open")
                for grade in ("", *(f"-{grade}" for grade in GRADE_FILLS))
            ),
        ):
            cell = WriteOnlyCell(sheet)
            kind, _, grade = name.partition("-")
            bold = name in ("title", "heading")
            cell.font = Font(name="宋体", size=14 if name == "title" else 11, bold=bold, color=INK)
            cell.protection = Protection(locked=kind != "open")
            if name != "title":
                cell.alignment = wrapped
                cell.border = Border(bottom=line)
            if grade or kind in ("locked", "heading"):
                cell.fill = PatternFill("solid", fgColor=GRADE_FILLS.get(grade, PAPER))
            self.looks[name] = cell
        book.remove(sheet)

    def cell(self, sheet, value: object, look: str) -> Cell:
        """A cell that looks like that; text in it never runs."""
        made = WriteOnlyCell(sheet)
        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub("", value)[:CELL_LENGTH]
        made.value = value or (None if value == "" else value)
        made._style = copy(self.looks[look]._style)
        if isinstance(value, dt.date):
            made.number_format = "yyyy-mm-dd"
        elif isinstance(value, Decimal):
            made.number_format = "#,##0.####"
        elif isinstance(value, str) and value:
            made.data_type = "s"
            if RUNS.match(value):
                made.quotePrefix = True
        return made


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guard(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else format(cell, "f")
