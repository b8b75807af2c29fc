"""Text tables: which encoding, which delimiter, then row by row in bounded memory."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from .formulas import unguard
from .limits import (
    HEADING_ROWS,
    KEY_HEADING,
    LAST_ROW,
    MAX_CELL,
    MAX_COLUMNS,
)
from .refusals import WorkbookRefused, too_many_columns, too_many_rows
from .table import RawRow

__all__ = ["detect_delimiter", "detect_encoding", "read_rows"]

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
DELIMITERS = ",\t;"
CHUNK = 1 << 20
SAMPLE = 1 << 16
MAX_LINE = 200_000
MAX_LINES_OF_A_ROW = 2_000
# As the csv module has it, unless some other code in the process has told it otherwise.
LONGEST_FIELD = 131_072

SAVE_AGAIN = "请用 Excel 打开，另存为“CSV UTF-8（逗号分隔）”或 XLSX 再上传。"


def detect_encoding(path: Path) -> str:
    """What a byte order mark says, else strict UTF-8, else GB18030: no guess by statistics."""
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if start.startswith(mark)), "")
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        if _decodes(path, encoding):
            return encoding
    raise WorkbookRefused(
        "这个文件不是 UTF-8、UTF-16 或 GB18030（GBK）编码的文字，无法读取。" + SAVE_AGAIN
    )


def detect_delimiter(sample: str) -> str:
    """The one under which a row of headings appears, else the one that makes the evenest rows."""
    return max(DELIMITERS, key=lambda delimiter: _evidence(sample, delimiter))


def read_rows(file: TextIO, delimiter: str) -> Iterator[RawRow]:
    """Number every row as Excel does, leave out the empty ones, stop at what is too much."""
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        lines.of_this_row = 0
        number += 1
        try:
            texts = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _malformed(number, str(error)) from error
        if max(map(len, texts), default=0) > LONGEST_FIELD:
            raise _field_too_long(number)
        cells = [_cell(text) for text in texts]
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            continue
        if number > LAST_ROW:
            raise too_many_rows(number)
        if len(cells) > MAX_COLUMNS:
            raise too_many_columns(number, len(cells) - 1)
        yield RawRow(number, tuple(cells))


def _cell(text: str) -> str | None:
    if not text or text.isspace():
        return None
    return unguard(text[: MAX_CELL + 2])[: MAX_CELL + 1]


def _decodes(path: Path, encoding: str) -> bool:
    """Whether every byte is valid; a NUL means that this is no text at all."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                return False
            if "\0" in text:
                raise WorkbookRefused(
                    "文件里有空字符（NUL），不是正常的表格文字：可能已经损坏，或者后缀不对。"
                    + SAVE_AGAIN
                )
            if not chunk:
                return True


class _Lines:
    """Lines for the csv module, never longer and never more for one row than a table needs."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.read = 0
        self.of_this_row = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.file.readline(MAX_LINE)
        if not line:
            raise StopIteration
        self.read += 1
        self.of_this_row += 1
        if len(line) == MAX_LINE or self.of_this_row > MAX_LINES_OF_A_ROW:
            raise WorkbookRefused(
                f"第 {self.read} 行附近有一行长得不像表格：可能少了一个引号或换行。" + SAVE_AGAIN
            )
        return line


def _malformed(number: int, reason: str) -> WorkbookRefused:
    if "field larger" in reason:
        return _field_too_long(number)
    return WorkbookRefused(
        f"第 {number} 行的双引号没有成对，后面的内容会错位。"
        "文字里的双引号要写成两个，或者" + SAVE_AGAIN
    )


def _field_too_long(number: int) -> WorkbookRefused:
    return WorkbookRefused(
        f"第 {number} 行有一个单元格的文字太长，可能少了一个引号。请改短或补上引号再上传。"
    )


def _evidence(sample: str, delimiter: str) -> tuple[bool, int, int]:
    """Is there a heading; how many rows are equally wide (more than one cell); how wide."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if row:
                rows.append(row)
            if len(rows) == HEADING_ROWS:
                break
    except csv.Error:
        pass
    if not rows:
        return False, 0, 0
    headed = max((len(row) for row in rows if _is_heading(row)), default=0)
    width, count = Counter(map(len, rows)).most_common(1)[0]
    return headed > 1, count if width > 1 else 0, headed or width


def _is_heading(row: list[str]) -> bool:
    return any(cell.strip(" \u3000*\r\n") == KEY_HEADING for cell in row)
