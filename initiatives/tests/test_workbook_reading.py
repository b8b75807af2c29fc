"""Honest tables in every form in which Excel, WPS and people on Windows save them."""

import contextlib
import csv
import datetime as dt
import io
import string
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..workbooks.delimited import detect_delimiter
from ..workbooks.file_names import suffix_of
from ..workbooks.formulas import unguard
from ..workbooks.limits import HEADING_ROWS, KEY_HEADING, LAST_ROW
from ..workbooks.reading import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    WorkbookRefused,
    clean_file_name,
    read_sheet,
)
from ..workbooks.table import Formula, RawRow
from .raw_workbooks import HEADED, MAIN, pack, parts_of, sheet_of, text_cell

HEADINGS = ["承诺编号", "会员单位", "完成值"]


def read(path: Path, name: str = "进展申报.xlsx") -> list[tuple]:
    with read_sheet(path, name) as sheet:
        return [(row.number, row.cells) for row in sheet.rows]


def save(path: Path, **sheets: list[list]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def write_text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


# Workbooks


def test_every_kind_of_cell_of_a_workbook_comes_as_what_it_is(tmp_path):
    moment = dt.datetime(2025, 9, 30, 8, 5, 6)
    day, hour = dt.date(2025, 9, 30), dt.time(8, 5)
    values = ["C-2025-0001", 320, 320.5, -7, True, day, moment, hour, None, "3.5万", 0]
    rows = read(save(tmp_path / "表.xlsx", 进展申报=[HEADINGS, values]))
    assert rows == [(1, tuple(HEADINGS)), (2, tuple(values))]
    assert [type(cell) for cell in rows[1][1]][:4] == [str, int, float, int]


def test_a_formula_comes_as_a_formula_and_not_as_what_it_shows(tmp_path):
    sheet = sheet_of(
        HEADED + '<row r="2"><c r="A2"><f>1+&quot;x&quot;</f><v>2</v></c><c r="B2"><v>5</v></c>'
        '<c r="C2" t="str"><f>A2</f><v>typed?</v></c></row>'
        '<row r="9"><c r="D9"><f>SUM(A1:A2)</f></c></row>'
    )
    assert read(pack(tmp_path / "a.xlsx", parts_of(sheet)))[1:] == [
        (2, (Formula('=1+"x"'), 5, Formula("=A2"))),
        (9, (None, None, None, Formula("=SUM(A1:A2)"))),
    ]


def test_formulas_of_openpyxl_are_found_too_and_those_of_other_sheets_do_not_matter(tmp_path):
    path = save(tmp_path / "a.xlsx", 说明=[["=1+1"]], 进展申报=[HEADINGS, ["C-1", "甲", "=1+1"]])
    assert read(path)[1] == (2, ("C-1", "甲", Formula("=1+1")))


def test_a_formula_with_a_prefixed_tag_is_found(tmp_path):
    sheet = sheet_of(HEADED + '<row r="2"><c r="A2"><f>1</f><v>2</v></c></row>')
    prefixed = sheet.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    path = pack(tmp_path / "a.xlsx", parts_of(prefixed))
    assert read(path) == [(1, (KEY_HEADING,)), (2, (Formula("=1"),))]


def test_an_error_in_a_cell_comes_as_its_text(tmp_path):
    sheet = sheet_of(HEADED + '<row r="2"><c r="B2" t="e"><v>#N/A</v></c></row>')
    assert read(pack(tmp_path / "a.xlsx", parts_of(sheet)))[1] == (2, (None, "#N/A"))


def test_cells_and_rows_without_a_place_follow_one_another(tmp_path):
    sheet = sheet_of(
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row r="4"><c r="C4"><v>3</v></c><c><f>1</f><v>4</v></c></row><row><c><v>5</v></c></row>'
    )
    assert read(pack(tmp_path / "a.xlsx", parts_of(sheet))) == [
        (1, (1, 2)),
        (4, (None, None, 3, Formula("=1"))),
        (5, (5,)),
    ]


def test_text_in_several_styles_is_one_text_without_its_reading_aid(tmp_path):
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>示例</t></r><r><rPr><b/></rPr><t>汽车</t></r>'
        '<rPh sb="0" eb="1"><t>shi</t></rPh></si></sst>'
    )
    row = '<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    parts = parts_of(sheet_of(HEADED + row)) | {"xl/sharedStrings.xml": strings}
    assert read(pack(tmp_path / "a.xlsx", parts))[1] == (2, ("示例汽车",))


def test_the_strict_form_of_a_workbook_is_read_too(tmp_path):
    formats = "http://schemas.openxmlformats.org"
    strict = {
        name: content.replace(
            f"{formats}/spreadsheetml/2006", "http://purl.oclc.org/ooxml/spreadsheetml"
        ).replace(f"{formats}/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
        for name, content in parts_of(sheet_of(HEADED)).items()
    }
    assert read(pack(tmp_path / "a.xlsx", strict)) == [(1, (KEY_HEADING,))]


def test_rows_keep_the_numbers_that_excel_shows(tmp_path):
    rows = [[], ["", "标题"], [], HEADINGS, [None, None, None, " "], ["C-1", None, 3, None, None]]
    path = save(tmp_path / "a.xlsx", 进展申报=rows)
    assert read(path) == [(2, (None, "标题")), (4, tuple(HEADINGS)), (6, ("C-1", None, 3))]


def test_the_sheet_with_our_headings_is_read_wherever_it_stands(tmp_path):
    path = save(
        tmp_path / "a.xlsx", 填写说明=[["请填"]], 第二张=[["标题"], HEADINGS], 第三张=[["x"]]
    )
    with read_sheet(path, "a.xlsx") as sheet:
        assert (sheet.name, sheet.kind, sheet.encoding) == ("第二张", "xlsx", "")


def test_the_sheet_with_our_name_is_read_even_if_its_headings_are_others(tmp_path):
    path = save(tmp_path / "a.xlsx", 填写说明=[["请填"]], 进展申报=[["编号", "值"]])
    assert read(path) == [(1, ("编号", "值"))]


def test_a_sheet_that_only_speaks_of_our_headings_is_not_chosen(tmp_path):
    help_text = [["请不要改动灰底的“承诺编号”等各列。"]]
    path = save(tmp_path / "a.xlsx", 填写说明=help_text, 进展申报=[], 上报=[["承诺编号 *", "值"]])
    assert read(path) == [(1, ("承诺编号 *", "值"))]


def test_without_our_headings_the_first_sheet_with_content_is_read(tmp_path):
    path = save(tmp_path / "a.xlsx", 空=[], 甲=[["编号"]], 乙=[["其他"]])
    assert read(path) == [(1, ("编号",))]


def test_headings_far_below_do_not_choose_a_sheet(tmp_path):
    low = [["x"]] * HEADING_ROWS + [HEADINGS]
    path = save(tmp_path / "a.xlsx", 甲=[["编号"]], 乙=low)
    assert read(path) == [(1, ("编号",))]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_not_read(tmp_path, state):
    seen = sheet_of(f'<row r="1">{text_cell("A1", "看得见")}</row>')
    path = pack(tmp_path / "a.xlsx", parts_of(sheet_of(HEADED), seen, states=[state]))
    assert read(path) == [(1, ("看得见",))]


def test_a_workbook_without_a_visible_sheet_is_refused(tmp_path):
    path = pack(tmp_path / "a.xlsx", parts_of(sheet_of(HEADED), states=["hidden"]))
    with pytest.raises(WorkbookRefused, match="没有可见的工作表"):
        read(path)


def test_an_empty_sheet_and_headings_alone_are_read_as_they_are(tmp_path):
    assert read(save(tmp_path / "a.xlsx", 进展申报=[])) == []
    assert read(save(tmp_path / "b.xlsx", 进展申报=[HEADINGS])) == [(1, tuple(HEADINGS))]


def test_a_dimension_that_lies_changes_nothing(tmp_path):
    rows = HEADED + f'<row r="2">{text_cell("B2", "甲")}</row>'
    for dimension in ["A1", "A1:XFD1048576", "ZZ9:A1"]:
        path = pack(tmp_path / "a.xlsx", parts_of(sheet_of(rows, dimension)))
        assert read(path) == [(1, (KEY_HEADING,)), (2, (None, "甲"))]


def test_text_longer_than_a_cell_may_be_is_cut_one_character_beyond(tmp_path):
    book = save(tmp_path / "a.xlsx", 进展申报=[HEADINGS, ["字" * (MAX_CELL + 50)]])
    text = write_text(tmp_path / "a.csv", f"{KEY_HEADING},x\n{'字' * (MAX_CELL + 50)},y\n")
    for path in (book, text):
        assert len(read(path)[1][1][0]) == MAX_CELL + 1


def test_a_path_with_spaces_and_chinese_is_no_obstacle(tmp_path):
    folder = tmp_path / "上 报 --x; $(y)"
    folder.mkdir()
    assert read(save(folder / "-表 格.xlsx", 进展申报=[HEADINGS])) == [(1, tuple(HEADINGS))]


def test_a_workbook_called_csv_and_a_text_called_xlsx_are_read_for_what_they_are(tmp_path):
    book = save(tmp_path / "a.xlsx", 进展申报=[HEADINGS]).rename(tmp_path / "a.csv")
    assert read(book, "a.csv") == [(1, tuple(HEADINGS))]
    text = write_text(tmp_path / "b.xlsx", "承诺编号,会员单位,完成值\n")
    assert read(text, "b.xlsx") == [(1, tuple(HEADINGS))]


def test_a_reader_that_leaves_early_leaves_no_process_behind(tmp_path, monkeypatch):
    started = []

    class Watched(subprocess.Popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    rows = [HEADINGS, *[[f"C-{n}", "甲" * 50, n] for n in range(3000)]]
    with read_sheet(save(tmp_path / "a.xlsx", 进展申报=rows), "a.xlsx") as sheet:
        assert next(sheet.rows) == RawRow(1, tuple(HEADINGS))
        assert started[0].poll() is None
    assert started[0].poll() is not None


# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_of_every_encoding_and_delimiter_is_read(tmp_path, encoding, delimiter):
    text = f"承诺编号{delimiter}完成值\r\nC-1{delimiter}３５％\r\n"
    path = write_text(tmp_path / "a.csv", text, encoding)
    assert read(path, "a.csv") == [(1, ("承诺编号", "完成值")), (2, ("C-1", "３５％"))]


def test_the_sheet_tells_how_a_text_was_understood(tmp_path):
    path = write_text(tmp_path / "a.csv", "承诺编号;完成值\n", "gbk")
    with read_sheet(path, r"C:\上报\九月.csv") as sheet:
        assert (sheet.name, sheet.kind) == ("九月", "csv")
        assert (sheet.encoding, sheet.delimiter) == ("gb18030", ";")


def test_utf16_of_the_other_byte_order_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xfe\xff" + "承诺编号\t值\n".encode("utf-16-be"))
    assert read(path, "a.txt") == [(1, ("承诺编号", "值"))]


def test_line_breaks_and_delimiters_inside_quotes_belong_to_the_cell(tmp_path):
    path = write_text(tmp_path / "a.csv", '承诺编号,说明\r\nC-1,"一,二\r\n""三"";四"\r\nC-2,五\r\n')
    assert read(path)[1:] == [(2, ("C-1", '一,二\r\n"三";四')), (3, ("C-2", "五"))]


def test_the_delimiter_is_that_of_the_headings_not_the_most_frequent_sign():
    assert detect_delimiter("说明：一,二,三,四\n承诺编号;单位\nC-1;1,5\n") == ";"
    assert detect_delimiter('"a;b;c",d\n"e;f;g",h\n') == ","
    assert detect_delimiter("编号\t值\nC-1\t1,200\nC-2\t1,300\n") == "\t"
    assert detect_delimiter("只有一列\n甲\n") == ","
    assert detect_delimiter("") == ","


def test_empty_rows_and_columns_of_a_text_are_left_out_but_counted(tmp_path):
    path = write_text(tmp_path / "a.csv", "\n,,\n承诺编号,值,,\n \t,　,\nC-1,,2,,,\n\n")
    assert read(path) == [(3, ("承诺编号", "值")), (5, ("C-1", None, "2"))]


def test_the_apostrophe_that_keeps_a_formula_from_running_is_taken_off(tmp_path):
    path = write_text(tmp_path / "a.csv", "承诺编号,值\n'=1,'90后,'+1,'-1,'@x,\"'\t1\",\"'\r1\"\n")
    assert read(path)[1][1] == ("=1", "'90后", "+1", "-1", "@x", "\t1", "\r1")


def test_a_formula_in_a_text_stays_text(tmp_path):
    path = write_text(tmp_path / "a.csv", "承诺编号,值\n=1+1,'=cmd|' /C calc'!A0\n")
    assert read(path)[1] == (2, ("=1+1", "=cmd|' /C calc'!A0"))


# What counts as empty is left out on both sides; a NUL is refused elsewhere.
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=6)


@given(ROWS, st.sampled_from(",\t;"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_whatever_table_the_csv_module_writes_comes_back_equal(
    tmp_path_factory, rows, delimiter, encoding
):
    written = io.StringIO(newline="")
    headed = [["承诺编号", "值"], *rows]
    csv.writer(written, delimiter=delimiter).writerows(headed)
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(written.getvalue().encode(encoding))
    assert read(path, "any.csv") == [
        (number, cells) for number, row in enumerate(headed, 1) if (cells := as_read(row))
    ]


def as_read(row: list[str]) -> tuple:
    cells = [unguard(text) if text.strip() else None for text in row]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


@given(st.binary(max_size=200))
def test_whatever_bytes_are_uploaded_are_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(content)
    with contextlib.suppress(WorkbookRefused):
        read(path, "any.csv")


# Limits


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_widest_table_is_read_and_one_column_more_is_refused(tmp_path, kind):
    def table(width: int) -> Path:
        path = tmp_path / f"{width}.{kind}"
        if kind == "csv":
            return write_text(path, ",".join(["承诺编号", *["x"] * (width - 1)]))
        return save(path, 进展申报=[["承诺编号", *["x"] * (width - 1)]])

    assert len(read(table(MAX_COLUMNS))[0][1]) == MAX_COLUMNS
    with pytest.raises(WorkbookRefused, match=r"BI1 单元格.*最多 60 列"):
        read(table(MAX_COLUMNS + 1))


def test_the_longest_table_is_read_and_one_row_more_is_refused(tmp_path):
    rows = "承诺编号,值\n" + "C-1,2\n" * (LAST_ROW - 1)
    path = write_text(tmp_path / "a.csv", rows)
    with read_sheet(path, "a.csv") as sheet:
        assert sum(1 for _ in sheet.rows) == LAST_ROW
    with pytest.raises(WorkbookRefused, match=f"第 {LAST_ROW + 1} 行还有内容.*{MAX_ROWS:,} 行"):
        read(write_text(path, rows + "C-1,2\n"))


@pytest.mark.parametrize("number", [LAST_ROW + 1, 100_100, 1_048_576])
def test_a_workbook_with_content_beyond_the_last_row_is_refused(tmp_path, number):
    row = f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>'
    path = pack(tmp_path / "a.xlsx", parts_of(sheet_of(HEADED + row)))
    with pytest.raises(WorkbookRefused, match=f"第 {number} 行还有内容"):
        read(path)


def test_the_last_row_of_a_workbook_is_read(tmp_path):
    row = f'<row r="{LAST_ROW}"><c r="A{LAST_ROW}"><v>1</v></c></row>'
    path = pack(tmp_path / "a.xlsx", parts_of(sheet_of(HEADED + row)))
    assert read(path)[-1] == (LAST_ROW, (1,))


# Names


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("九月进展.xlsx", "九月进展.xlsx"),
        ("../../etc/passwd", "passwd"),
        (r"C:\用户\九月.csv", "九月.csv"),
        ("九月\u202excod.xlsx", "九月xcod.xlsx"),
        ("a\0b\r\nc\x7f\u200b.csv", "abc.csv"),
        ("CON.xlsx", "_CON.xlsx"),
        ("nul", "_nul"),
        ("com1.csv", "_com1.csv"),
        ('a<b>:"c|?*.csv', "a_b___c___.csv"),
        (" .. ", "未命名"),
        ("", "未命名"),
        ("上报/", "未命名"),
        (".xlsx", "xlsx"),
        ("e\u0301.csv", "\u00e9.csv"),
    ],
)
def test_a_file_name_keeps_what_tells_and_loses_what_misleads(given, shown):
    assert clean_file_name(given) == shown


@given(st.text(max_size=400))
def test_any_file_name_becomes_a_short_plain_one(name):
    clean = clean_file_name(name)
    assert clean
    assert len(clean.encode()) <= 180
    assert not set(clean) & set('/\\\0<>:"|?*\u202e' + string.whitespace.replace(" ", ""))
    assert clean_file_name(clean) == clean


def test_a_long_name_keeps_its_suffix():
    assert clean_file_name("长" * 300 + ".xlsx").endswith("长.xlsx")
    assert suffix_of("a/b.XLSM") == ".xlsm"
    assert suffix_of("abc") == ""
