"""Any uploaded table, opened by what is in it: the one way in for uploads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .delimited import SAMPLE, detect_delimiter, detect_encoding, read_rows
from .file_names import clean_file_name, suffix_of
from .limits import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS
from .refusals import SAVE_AS_XLSX, WorkbookRefused, too_large
from .spreadsheets import open_workbook
from .table import Sheet

__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "WorkbookRefused",
    "clean_file_name",
    "read_sheet",
]

HEAD = 1024
ZIP = (b"PK\3\4", b"PK\5\6")
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_KINDS = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "PNG 图片",
    b"\xff\xd8\xff": "JPG 图片",
    b"GIF8": "GIF 图片",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf\x27\x1c": "7z 压缩包",
    b"\x1f\x8b": "GZ 压缩包",
    b"{\\rtf": "RTF 文档",
}
WEB_PAGE = ("<!doctype", "<html", "<head", "<body", "<meta", "<table", "<style", "<?xml")
MACRO_SUFFIXES = {".xlsm", ".xltm", ".xlam"}

PLEASE = "请上传 XLSX 或 CSV 表格。"


@contextmanager
def read_sheet(path: Path, name: str) -> Iterator[Sheet]:
    """The sheet to be reported from. Raises WorkbookRefused here or while its rows are read.

    `name` is the file's name as uploaded; the content decides what the file is.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    _refuse_what_is_no_table(path, suffix_of(name), head)
    if head.startswith(ZIP):
        with open_workbook(path) as (title, rows):
            yield Sheet(name=title, kind="xlsx", rows=rows)
        return
    encoding = detect_encoding(path)
    with path.open(encoding=encoding, newline="") as text:
        sample = text.read(SAMPLE)
    _refuse_web_page(sample)
    delimiter = detect_delimiter(sample)
    with path.open(encoding=encoding, newline="") as text:
        title = Path(clean_file_name(name)).stem
        yield Sheet(title, "csv", read_rows(text, delimiter), encoding, delimiter)


def _refuse_what_is_no_table(path: Path, suffix: str, head: bytes) -> None:
    size = path.stat().st_size
    if not size:
        raise WorkbookRefused("文件是空的（0 字节）。请确认保存成功后再上传。")
    if size > MAX_BYTES:
        raise too_large(size)
    if suffix in MACRO_SUFFIXES:
        raise WorkbookRefused("带宏的工作簿（.xlsm）为安全起见不接收。" + SAVE_AS_XLSX)
    if head.startswith(OLE2):
        raise WorkbookRefused(_about_ole2(path))
    for start, kind in OTHER_KINDS.items():
        if head.startswith(start):
            raise WorkbookRefused(f"这是 {kind}，不是表格。{PLEASE}")


def _about_ole2(path: Path) -> str:
    """Encrypted workbooks and the formats of before 2007 share a container."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "工作簿设了打开密码，无法读取。请在 Excel 里取消密码，另存后再上传。"
    if "WordDocument".encode("utf-16-le") in content:
        return f"这是旧版 Word 文档（.doc），不是表格。{PLEASE}"
    return "这是旧版的 .xls（或 WPS 的 .et）工作簿，无法读取。" + SAVE_AS_XLSX


def _refuse_web_page(sample: str) -> None:
    if sample.lstrip("\ufeff \r\n\t").lower().startswith(WEB_PAGE):
        raise WorkbookRefused("这是网页（HTML、XML）文件，只是后缀改成了表格。" + SAVE_AS_XLSX)
