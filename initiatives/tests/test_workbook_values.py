"""What people type into cells, as they type it."""

import datetime as dt
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..workbooks.columns import COLUMNS
from ..workbooks.headings import find_headings, propose, read_choice
from ..workbooks.table import Formula, RawRow
from ..workbooks.values import (
    CellProblem,
    display,
    read_code,
    read_date,
    read_number,
    read_text,
    read_url,
)

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.builds(Formula, st.text(max_size=10)),
    st.from_regex(r"[+-]?\d{1,20}([.,]\d{1,6})?[万亿%辆]{0,3}"),
    st.from_regex(r"\d{4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?"),
)


@pytest.mark.parametrize(
    ("cell", "unit", "number"),
    [
        (12000, "辆", "12000"),
        (0.1 + 0.2, "%", "0.3"),
        (33.33333333, "%", "33.3333"),
        ("12,000", "辆", "12000"),
        ("１，２８０．５", "个", "1280.5"),
        ("1 280", "个", "1280"),
        ("1.2万", "辆", "12000"),
        ("1.2 万 辆", "辆", "12000"),
        ("1.2万", "万辆", "1.2"),
        ("12000辆", "万辆", "1.2"),
        ("3.5亿", "元", "350000000"),
        ("３５％", "%", "35"),
        ("35 %", "%", "35"),
        ("500万千瓦时", "千瓦时", "5000000"),
        ("-5", "%", "-5"),
    ],
)
def test_numbers_are_read_in_the_unit_of_the_commitment(cell, unit, number):
    assert read_number(cell, unit) == Decimal(number)


@pytest.mark.parametrize(
    ("cell", "unit", "words"),
    [
        ("约1.2万", "辆", "不是一个确定的数"),
        ("10-12", "个", "不是一个确定的数"),
        ("12000台", "辆", "单位与承诺的单位“辆”不同"),
        ("35%", "辆", "单位与承诺的单位“辆”不同"),
        ("1.2亿", "万辆", "单位说不准"),
        ("3个", "", "没有数字单位"),
        ("12,34", "个", "不是数字"),
        ("1e5", "个", "不是数字"),
        (float("nan"), "个", "不是数字"),
        (True, "个", "不是数字"),
        (10**17, "个", "太大"),
        ("=SUM(A1:A3)", "个", "公式“=SUM(A1:A3)”"),
        (Formula("=A1"), "个", "公式“=A1”"),
    ],
)
def test_what_is_no_number_says_why_and_how_to_mend_it(cell, unit, words):
    with pytest.raises(CellProblem) as caught:
        read_number(cell, unit)
    assert words in caught.value.message
    assert caught.value.fix


@pytest.mark.parametrize(
    "cell",
    [
        "2025/11/30",
        "2025-11-30",
        "2025.11.30",
        "2025年11月30日",
        "２０２５年１１月３０日",
        "20251130",
        "2025.11",
        "2025年11月",
        "2025年11月底",
        "11/30/2025",
        "30/11/2025",
        45991,
        45991.0,
        2025.11,
        dt.datetime(2025, 11, 30, 9, 30),
        dt.date(2025, 11, 30),
    ],
)
def test_dates_are_read_however_they_are_written(cell):
    assert read_date(cell) == dt.date(2025, 11, 30)


def test_a_quarter_is_its_last_day():
    for cell in ("2025年第三季度", "2025年三季度", "2025Q3", "2025年3季度"):
        assert read_date(cell) == dt.date(2025, 9, 30)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2025-02-30", "没有“2025-02-30”这一天"),
        ("2025/13/1", "没有“2025/13/1”这一天"),
        ("3/4/2025", "分不清"),
        (2025.1, "一月还是十月"),
        ("2025年", "只有年份"),
        ("明年", "不是日期"),
        ("1899-12-31", "2000 年到 2100 年"),
        (dt.time(1), "不是日期"),
        ("=TODAY()", "公式"),
    ],
)
def test_what_is_no_date_says_why(cell, words):
    with pytest.raises(CellProblem, match=words):
        read_date(cell)


def test_text_is_one_line_without_what_cannot_be_seen():
    assert read_text("  两个\u200b工厂\r\n已\x00投产 ", 300) == "两个工厂 已投产"
    assert read_text(12.0, 300) == "12"
    with pytest.raises(CellProblem, match="有 301 个字，最多 300 个"):
        read_text("字" * 301, 300)


@pytest.mark.parametrize(
    "cell", ["javascript:alert(1)", "//server/share", "http://x", "a b", "ftp://a.cn"]
)
def test_only_addresses_on_the_web_are_links(cell):
    with pytest.raises(CellProblem, match="不是网址"):
        read_url(cell)


def test_an_address_without_its_beginning_is_proposed_with_it():
    with pytest.raises(CellProblem) as caught:
        read_url("www.example.com/a")
    assert caught.value.fix == "是不是 https://www.example.com/a？"


@pytest.mark.parametrize(
    "cell", ["c-2025-0007", "Ｃ－２０２５－０００７", "C20250007", "C 2025 0007"]
)
def test_codes_are_known_in_any_dress(cell):
    assert read_code(cell) == "C-2025-0007"


@given(CELLS, st.sampled_from(["", "辆", "万辆", "%", "千瓦时", "个百分点"]))
def test_whatever_stands_in_a_cell_is_read_or_refused_in_words(cell, unit):
    for read in (lambda: read_number(cell, unit), lambda: read_date(cell), lambda: read_url(cell)):
        with suppress(CellProblem):
            read()
    read_code(cell)


@given(CELLS)
def test_a_cell_shown_as_text_reads_as_the_same_value(cell):
    """What is corrected on the page starts from the text."""
    for reader in (read_number, read_date):
        try:
            value = reader(cell)
        except CellProblem:
            continue
        assert reader(display(cell)) == value


def rows(*texts):
    return [RawRow(number, cells) for number, cells in enumerate(texts, 1)]


def test_headings_are_found_below_a_title_and_blank_rows():
    table = rows(
        ("2026年三季度会员进展", None),
        ("制表：李某",),
        ("编号", "", "完成数\n（万辆）", "统计日期 *", "备注"),
        (1,),
    )
    headings = find_headings(table)
    assert headings.number == 3
    matches = {match.heading: match for match in propose(headings.texts, {})}
    assert {match.key for match in matches.values()} == {"code", "value", "as_of", "note"}
    assert matches["完成数\n（万辆）"].unit == "万辆"
    assert find_headings(rows(("甲", "乙"), ("备注", "x"))) is None


def test_headings_that_nobody_knows_are_still_headings():
    table = rows(("三季度汇总表（示例）", None, None), ("序", "指标", "做到多少"), ("1", "a", "3"))
    assert find_headings(table).texts == ("序", "指标", "做到多少")
    assert find_headings(rows(("1", "2", "3"), ("甲", "甲", "乙"))) is None


def test_what_was_put_right_once_is_remembered_and_no_column_is_taken_twice():
    texts = ("承诺编号", "数据日期", "产量", "完成值", "完成值的说明")
    matches = propose(texts, {"产量": "value", "完成值": ""})
    assert [(match.key, match.found) for match in matches[:4]] == [
        ("code", "exact"),
        ("as_of", "exact"),
        ("value", "remembered"),
        ("", ""),
    ]
    keys = [match.key for match in propose(("日期", "统计日期", "数据日期"), {})]
    assert keys == ["", "", "as_of"]


def test_a_guess_says_that_it_is_one():
    [match] = propose(("承诺编码",), {})
    assert (match.key, match.is_guess) == ("code", True)


@given(st.dictionaries(st.text(max_size=3), st.text(max_size=8)))
def test_a_choice_of_columns_from_outside_is_complete_or_refused(chosen):
    columns, problems = read_choice(("a", "b", "c"), chosen)
    assert problems or {"code", "as_of"} <= set(columns.values())
    assert set(columns.values()) <= {column.key for column in COLUMNS}


def test_a_choice_of_columns_says_what_is_missing_or_double():
    _, problems = read_choice(("a", "b", "c"), {"0": "code", "1": "code", "2": "nonsense"})
    assert "“承诺编号”选了两次，请只留一列。" in problems
    assert "C 列选的项目不存在，请重新选。" in problems
    assert "还没有指明哪一列是“数据日期”。" in problems
    columns, problems = read_choice(("a", "b", "c"), {"0": "code", "1": "as_of", "2": "note"})
    assert (columns, problems) == ({0: "code", 1: "as_of", 2: "note"}, [])
