"""Other kinds of file under a table's name: each is told by its own."""

import csv

import pytest

from ..workbooks.reading import read_sheet
from .raw_workbooks import PLAIN, bytes_of, pack, refusal_of, saved


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "0 字节"),
        (b"%PDF-1.7\n1 0 obj", "这是 PDF 文件"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "这是 PNG 图片"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "这是 JPG 图片"),
        (b"Rar!\x1a\x07\x01\0", "这是 RAR 压缩包"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "这是 7z 压缩包"),
        (b"\x1f\x8b\x08\0", "这是 GZ 压缩包"),
        (b"\n<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "这是网页"),
        ("\ufeff<?xml version='1.0'?><Workbook/>".encode(), "这是网页"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版的 .xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "打开密码",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word"),
        (b"PK\5\6" + bytes(18), "里面没有表格"),
        (b"MZ\x90\0\3\0\0\0", "不是 UTF-8"),
        (b"\xff\xff\xff\xff\xff", "不是 UTF-8"),
        (bytes(5000), "空字符"),
    ],
)
def test_another_kind_of_file_called_xlsx_is_told_by_its_name(tmp_path, content, told):
    path = saved(tmp_path / "a.xlsx", content)
    assert told in refusal_of(path)
    assert told in refusal_of(path, "a.csv")


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("word/document.xml", "这是 Word 文档"),
        ("ppt/presentation.xml", "这是演示文稿"),
        ("xl/workbook.bin", "XLSB"),
        ("进展申报.xlsx", "请先解压"),
        ("photo.jpg", "里面没有表格"),
    ],
)
def test_another_kind_of_archive_is_told_by_its_name(tmp_path, part, told):
    assert told in refusal_of(pack(tmp_path / "a.xlsx", {part: "<a/>"}))


def test_an_open_document_is_told_by_its_name(tmp_path):
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}
    assert "OpenDocument" in refusal_of(pack(tmp_path / "a.xlsx", parts))


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/s.xml"])
def test_macros_are_refused(tmp_path, part):
    assert "文件里有宏" in refusal_of(pack(tmp_path / "a.xlsx", PLAIN | {part: "<a/>"}))


def test_a_workbook_with_the_suffix_of_macros_is_refused(tmp_path):
    assert "带宏的工作簿" in refusal_of(pack(tmp_path / "a", PLAIN), "九月.XLSM")


@pytest.mark.parametrize("part", ["xl/embeddings/book.xlsx", "xl/externalLinks/externalLink1.xml"])
def test_embedded_files_and_links_to_others_are_never_opened(tmp_path, part):
    link = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    content = bytes_of(PLAIN) if part.endswith("xlsx") else link
    with read_sheet(pack(tmp_path / "a.xlsx", PLAIN | {part: content}), "a.xlsx") as sheet:
        assert [row.number for row in sheet.rows] == [1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('承诺编号,值\nC-1,"没有结尾\nC-2,3\n', "第 2 行的双引号没有成对"),
        ('承诺编号,值\n"双碳"目标,3\n', "第 2 行的双引号没有成对"),
        ("承诺编号,值\n" + "x" * 200_001 + "\n", "不像表格"),
        ("承诺编号,值\n" + "," * 1_000_000, "不像表格"),
        ("承诺编号,值\n" + '"a\n",' * 3_000 + "\n", "不像表格"),
        ("承诺编号,值\n" + "," * 100 + "x\n", "第 2 行第 101 列"),
        ('承诺编号,值\n"' + "字" * 140_000 + '"\n', "文字太长"),
    ],
)
def test_a_text_that_is_no_table_is_refused_with_the_line(tmp_path, text, told):
    assert told in refusal_of(saved(tmp_path / "a.csv", text.encode()), "a.csv")


def test_a_cell_is_too_long_whatever_the_csv_module_was_told(tmp_path):
    """The limit of the csv module belongs to the whole process: any library may have raised it."""
    before = csv.field_size_limit(10_000_000)
    try:
        told = refusal_of(saved(tmp_path / "a.csv", f'承诺编号,值\n"{"字" * 140_000}"\n'.encode()))
    finally:
        csv.field_size_limit(before)
    assert "文字太长" in told
