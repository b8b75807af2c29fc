"""Reads one workbook in a process of its own, which may be killed.

Frames go to standard output: four bytes of length, then JSON, which runs nothing in whoever reads
it. No Django here, and nothing that is slow to import: the child starts anew for every file.
"""

import datetime as dt
import gc
import json
import math
import posixpath
import resource
import signal
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

import python_calamine

from .archive import DAMAGED, TOO_MUCH, Archive
from .limits import (
    HEADING_ROWS,
    KEY_HEADING,
    LAST_ROW,
    MAX_CELL,
    MAX_COLUMNS,
    SHEET_NAME,
)
from .markup import Oddity, find_oddities
from .refusals import SAVE_AS_XLSX, WorkbookRefused, too_many_columns, too_many_rows

MEMORY = 300 * 1024 * 1024
CPU_SECONDS = 20
BATCH = 128
LARGEST_WHOLE_NUMBER = 1e15
MAX_SHEETS = 100

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

DAMAGE = (
    ElementTree.ParseError,
    EOFError,
    KeyError,
    NotImplementedError,
    OverflowError,
    StopIteration,
    ValueError,
    expat.ExpatError,
    python_calamine.CalamineError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)

Row = tuple[int, list[Any]]


@lru_cache(maxsize=4096, typed=True)
def _moment(value: Any) -> dict[str, str]:
    """What JSON has no word for; the reader's `_thing` is its counterpart."""
    return {type(value).__name__: value.isoformat()}


ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_moment
)


def main(path: Path) -> None:
    """Send the rows of the right sheet, or the reason why not."""
    _limit_resources()
    gc.disable()
    try:
        with path.open("rb") as file:
            archive = Archive(file)
            name, rows = _chosen_sheet(path, archive)
        _send(["sheet", name])
        batch: list[Row] = []
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                _send(["rows", batch])
                batch = []
        _send(["rows", batch])
        _send(["end", None])
    except WorkbookRefused as refusal:
        _send(["refused", refusal.message])
    except MemoryError:
        _send(["refused", TOO_MUCH])
    except DAMAGE:
        _send(["refused", DAMAGED])


def _limit_resources() -> None:
    """The kernel holds these even if a library is taken over by what it reads."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        _, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (limit, limit))


def _send(frame: list[Any]) -> None:
    data = ENCODER.encode(frame).encode()
    sys.stdout.buffer.write(struct.pack(">I", len(data)) + data)
    sys.stdout.buffer.flush()


def _chosen_sheet(path: Path, archive: Archive) -> tuple[str, Iterator[Row]]:
    """The first visible sheet with our headings, else the first with content, else the first."""
    book = python_calamine.CalamineWorkbook.from_path(path)
    visible = _visible_sheets(archive)
    if not visible:
        raise WorkbookRefused("工作簿里没有可见的工作表。请取消隐藏要上报的那一张，保存后再上传。")
    refusal = None
    filled = ""
    for name, part in visible.items():
        try:
            sheet = _Sheet(book, name, part, archive)
        except WorkbookRefused as error:
            refusal = refusal or error
            continue
        if sheet.is_empty:
            continue
        if name == SHEET_NAME or sheet.is_headed:
            return name, sheet.rows()
        filled = filled or name
    if refusal and not filled:
        raise refusal
    name = filled or next(iter(visible))
    return name, _Sheet(book, name, visible[name], archive).rows()


def _visible_sheets(archive: Archive) -> dict[str, str]:
    """Name and part of each worksheet that a reader of the workbook sees, in its order."""
    book = next(iter(_targets(archive, "", "/officeDocument").values()))
    targets = _targets(archive, book, "/worksheet")
    sheets = [e for e in _tree(archive, book).iter() if e.tag.endswith("}sheet")]
    if len(sheets) > MAX_SHEETS:
        raise WorkbookRefused(
            f"工作簿里有超过 {MAX_SHEETS} 张工作表，没有读取。请只留要上报的那一张。"
        )
    if len({sheet.get("name") for sheet in sheets}) < len(sheets):
        raise WorkbookRefused(DAMAGED)
    visible = {}
    for sheet in sheets:
        part = targets.get(sheet.get(RELATION) or sheet.get(STRICT_RELATION))
        if part and sheet.get("state", "visible") == "visible":
            visible[sheet.attrib["name"]] = part
    return visible


def _targets(archive: Archive, source: str, kind: str) -> dict[str, str]:
    """The parts of one kind that a part (or, if empty, the archive) refers to, by their id."""
    folder, name = posixpath.split(source)
    relations = _tree(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        relation.attrib["Id"]: posixpath.normpath(
            posixpath.join("/", folder, relation.attrib["Target"].lower())
        ).lstrip("/")
        for relation in relations
        if relation.get("Type", "").endswith(kind)
    }


def _tree(archive: Archive, part: str) -> ElementTree.Element:
    """Safe: parts with a DOCTYPE have been refused."""
    return ElementTree.fromstring(b"".join(archive.unpack(part)))  # noqa: S314


class _Sheet:
    """One sheet: the fast reader's rows, with what it passes over laid on top."""

    def __init__(
        self, book: python_calamine.CalamineWorkbook, name: str, part: str, archive: Archive
    ) -> None:
        odd = part in archive.odd_parts
        self.oddities = find_oddities(archive.unpack(part)) if odd else {}
        self.sheet = book.get_sheet_by_name(name)

    @property
    def is_empty(self) -> bool:
        return self.sheet.start is None and not self.oddities

    @property
    def is_headed(self) -> bool:
        """Whether a cell of the first rows says which column names the commitment."""
        for number, cells in self.rows():
            if number > HEADING_ROWS:
                return False
            if any(isinstance(cell, str) and _is_key(cell) for cell in cells):
                return True
        return False

    def rows(self) -> Iterator[Row]:
        """Rows with content, under their own numbers, without empty cells at the end."""
        indent = [None] * self.sheet.start[1] if self.sheet.start else []
        number = 0
        for number, values in enumerate(self.sheet.iter_rows(), 1):
            cells = indent + [_plain(value) for value in values]
            if number in self.oddities:
                _lay_over(cells, self.oddities[number])
            yield from _row(number, cells)
        for later in sorted(later for later in self.oddities if later > number):
            yield from _row(later, _lay_over([], self.oddities[later]))


def _is_key(cell: str) -> bool:
    """`承诺编号`, `承诺编号 *`; not a sentence about it."""
    return KEY_HEADING in cell and len(cell.strip()) <= 2 * len(KEY_HEADING)


def _row(number: int, cells: list[Any]) -> Iterator[Row]:
    """The row if there is anything in it; refused if it stands beyond what is read."""
    while cells and cells[-1] is None:
        cells.pop()
    if not cells:
        return
    if number > LAST_ROW:
        raise too_many_rows(number)
    if len(cells) > MAX_COLUMNS:
        raise too_many_columns(number, len(cells) - 1)
    yield number, cells


def _lay_over(cells: list[Any], oddities: dict[int, Oddity]) -> list[Any]:
    for column, (text, is_formula) in oddities.items():
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = {"formula": text} if is_formula else text
    return cells


def _plain(value: Any) -> Any:
    """A whole number as such, blank text as nothing, text no longer than anyone reads."""
    kind = type(value)
    if kind is str:
        if not value or value.isspace():
            return None
        if "\0" in value:
            raise WorkbookRefused("单元格里有空字符（NUL），文件可能已经损坏。" + SAVE_AS_XLSX)
        return value if len(value) <= MAX_CELL else value[: MAX_CELL + 1]
    if kind is float:
        if value.is_integer() and abs(value) < LARGEST_WHOLE_NUMBER:
            return int(value)
        return value if math.isfinite(value) else str(value)
    return str(value) if kind is dt.timedelta else value
