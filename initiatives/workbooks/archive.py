"""A workbook as the zip archive it is: opened only after every byte of it has been looked at."""

import codecs
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from .refusals import SAVE_AS_XLSX, WorkbookRefused

__all__ = ["Archive"]

MAX_UNPACKED = 256 * 1024 * 1024
MAX_RATIO = 200
RATIO_COUNTS_FROM = 8 * 1024 * 1024
MAX_ENTRIES = 1_000
MAX_DIRECTORY = 256 * 1024
CHUNK = 1 << 20
OVERLAP = 64

LOCAL_HEADER = struct.Struct("<4s22xHH")
END_RECORD = struct.Struct("<4s8xI")
LONGEST_END = 22 + 0xFFFF

MARKUP = (".xml", ".rels", ".vml")
SPREADSHEETS = (".xlsx", ".xls", ".csv", ".et")
READABLE_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
DECLARED_ENCODING = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")
FORBIDDEN_MARKUP = re.compile(rb"<!(?:DOCTYPE|ENTITY)")

# A formula, an error, something far to the right (BI and beyond) or far below (row 100,100 on):
# a sheet with one of these is gone through cell by cell before it is read.
WITH_CONTENT = rb"[^<>/]*>(?=[^<]|<[^/])"
ODD_CELLS = tuple(
    re.compile(pattern)
    for pattern in (
        rb"<f[\s/>]",
        rb":f[\s/>]",
        rb"t=[\"']e[\"']",
        rb"r=[\"'](?:[A-Z]{3}|[C-Z][A-Z]|B[I-Z])\d" + WITH_CONTENT,
        rb"r=[\"'][A-Z]{1,3}(?:[2-9]\d{5}|1[1-9]\d{4}|10[1-9]\d{3}|100[1-9]\d\d|\d{7})"
        + WITH_CONTENT,
    )
)

DAMAGED = "文件不完整或已损坏，打不开。请用 Excel 打开原文件另存为 XLSX，再重新上传。"
BOMB = "文件解压后异常庞大，不像正常的表格，没有读取。请把要上报的内容复制到新下载的表里再上传。"
TOO_MUCH = (
    "表格展开后的内容太多，没有读取。多半是给整行、整列设了格式或填了内容："
    "请把要上报的部分复制到新下载的表里再上传。"
)


class Archive:
    """The parts of a workbook. Opening one reads it through once, in pieces, and keeps nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.parts = self._listed()
        self.odd_parts: set[str] = set()
        _refuse_other_kinds(set(self.parts))
        self._refuse_tricks()
        unpacked = 0
        for name, info in self.parts.items():
            unpacked += self._look_through(name, info, unpacked)

    def unpack(self, name: str) -> Iterator[bytes]:
        """The content of one part, whatever sizes the archive claims; `name` in small letters."""
        info = self.parts[name]
        self.file.seek(info.header_offset)
        mark, name_length, extra_length = LOCAL_HEADER.unpack(self._exactly(LOCAL_HEADER.size))
        if mark != b"PK\3\4":
            raise zipfile.BadZipFile(name)
        self._exactly(name_length + extra_length)
        left = info.compress_size
        if info.compress_type == zipfile.ZIP_STORED:
            while left:
                piece = self._exactly(min(left, CHUNK))
                left -= len(piece)
                yield piece
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        waiting = b""
        while not inflater.eof:
            if not waiting:
                waiting = self._exactly(min(left, CHUNK))
                left -= len(waiting)
            piece = inflater.decompress(waiting, CHUNK)
            if not waiting and not piece:
                raise EOFError(name)
            waiting = inflater.unconsumed_tail
            yield piece

    def _listed(self) -> dict[str, zipfile.ZipInfo]:
        """The directory; a huge one is refused before it is read."""
        size = self.file.seek(0, 2)
        self.file.seek(max(0, size - LONGEST_END))
        end = self.file.read()
        at = end.rfind(b"PK\5\6")
        if at < 0 or len(end) < at + END_RECORD.size:
            raise zipfile.BadZipFile
        if END_RECORD.unpack_from(end, at)[1] > MAX_DIRECTORY:
            raise WorkbookRefused(_too_many_parts())
        with zipfile.ZipFile(self.file) as archive:
            infos = archive.infolist()
            self.directory_at = archive.start_dir
        if len(infos) > MAX_ENTRIES:
            raise WorkbookRefused(_too_many_parts())
        parts = {info.filename.lower(): info for info in infos}
        if len(parts) < len(infos):
            raise WorkbookRefused(
                "文件内部有重名的部分，不是 Excel 保存出来的样子。" + SAVE_AS_XLSX
            )
        return parts

    def _refuse_tricks(self) -> None:
        """Paths that climb, parts that share bytes, passwords, packing that Excel never uses."""
        end = 0
        for info in sorted(self.parts.values(), key=lambda info: info.header_offset):
            steps = re.split(r"[/\\]", info.orig_filename)
            if ".." in steps or steps[0].endswith(":") or not steps[0]:
                raise WorkbookRefused("文件内部的路径不正常，没有读取。" + SAVE_AS_XLSX)
            if info.header_offset < end:
                raise WorkbookRefused(BOMB)
            end = info.header_offset + LOCAL_HEADER.size + info.compress_size
            if info.flag_bits & 0x1:
                raise WorkbookRefused(
                    "文件设了密码，无法读取。请在 Excel 里取消密码，另存后再上传。"
                )
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise WorkbookRefused("文件不是 Excel 保存出来的样子，没有读取。" + SAVE_AS_XLSX)
        if end > self.directory_at:
            raise WorkbookRefused(BOMB)

    def _look_through(self, name: str, info: zipfile.ZipInfo, before: int) -> int:
        """Refuse what must not be there, note the oddities; returns the unpacked size."""
        unpacked = checksum = 0
        markup = name.endswith(MARKUP)
        tail = b""
        for piece in self.unpack(name):
            if markup:
                _check_markup(piece, is_start=not unpacked)
                window = tail + piece
                if FORBIDDEN_MARKUP.search(window):
                    raise WorkbookRefused(
                        "文件里有外部实体声明（DOCTYPE），不是 Excel 保存出来的样子，没有读取。"
                        + SAVE_AS_XLSX
                    )
                if name not in self.odd_parts and any(odd.search(window) for odd in ODD_CELLS):
                    self.odd_parts.add(name)
                tail = window[-OVERLAP:]
            unpacked += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * info.compress_size:
                raise WorkbookRefused(BOMB)
            if before + unpacked > MAX_UNPACKED:
                raise WorkbookRefused(TOO_MUCH)
        if checksum != info.CRC or unpacked != info.file_size:
            raise zipfile.BadZipFile(name)
        return unpacked

    def _exactly(self, size: int) -> bytes:
        data = self.file.read(size)
        if len(data) < size:
            raise EOFError
        return data


def _check_markup(piece: bytes, *, is_start: bool) -> None:
    """Only what the scan understands may pass: markup in ASCII-compatible bytes."""
    if is_start:
        start = piece.removeprefix(codecs.BOM_UTF8).lstrip()
        declared = DECLARED_ENCODING.match(start)
        if not start.startswith(b"<") or (
            declared and declared[1].lower() not in READABLE_ENCODINGS
        ):
            raise WorkbookRefused("文件内部的编码不是 UTF-8，无法读取。" + SAVE_AS_XLSX)
    if b"\0" in piece:
        raise WorkbookRefused("文件里有空字符（NUL），可能已经损坏。" + SAVE_AS_XLSX)
    if len(piece) == CHUNK and b"<" not in piece:
        raise WorkbookRefused(
            "有一个单元格的文字长得不正常（上百万字），没有读取。请删掉或改短后再上传。"
        )


def _refuse_other_kinds(names: set[str]) -> None:
    """Tell what else it is, if it is no workbook, or one that can't be read here."""
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise WorkbookRefused(
            "文件里有宏，为安全起见不接收。请用 Excel 打开，另存为不含宏的“Excel 工作簿"
            "（*.xlsx）”再上传。"
        )
    if any(re.fullmatch(r"xl/workbook\d*\.xml", name) for name in names):
        return
    if "xl/workbook.bin" in names:
        raise WorkbookRefused("这是 XLSB 二进制工作簿，无法读取。" + SAVE_AS_XLSX)
    if "mimetype" in names and "content.xml" in names:
        raise WorkbookRefused("这是 OpenDocument（ODS、ODT）文件，无法读取。" + SAVE_AS_XLSX)
    if "word/document.xml" in names:
        raise WorkbookRefused("这是 Word 文档，不是表格。请上传 XLSX 或 CSV 表格。")
    if "ppt/presentation.xml" in names:
        raise WorkbookRefused("这是演示文稿，不是表格。请上传 XLSX 或 CSV 表格。")
    if any(name.endswith(SPREADSHEETS) for name in names):
        raise WorkbookRefused("这是压缩包，表格在里面。请先解压，再上传里面的 XLSX 或 CSV 文件。")
    raise WorkbookRefused("这是压缩包，里面没有表格。请上传 XLSX 或 CSV 文件。")


def _too_many_parts() -> str:
    return (
        f"文件内部有上千个部分（最多 {MAX_ENTRIES:,} 个），不像正常的表格，没有读取。"
        "请把要上报的内容复制到新下载的表里再上传。"
    )
