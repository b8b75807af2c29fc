"""Dates, numbers and names as a Chinese newspaper prints them."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.templatetags.typography import (
    big_number,
    cn_date,
    han_date,
    plain_number,
    spread_name,
    unlocalised,
    weekday,
)


def test_dates_in_the_masthead_and_in_text():
    day = dt.date(2025, 9, 30)
    assert han_date(day) == "二〇二五年九月三十日"
    assert han_date(dt.date(2026, 11, 21)) == "二〇二六年十一月二十一日"
    assert weekday(day) == "星期二"
    assert cn_date(day) == "2025年9月30日"
    assert cn_date(None) == ""


def test_a_moment_is_dated_in_shanghai():
    assert cn_date(dt.datetime(2025, 12, 31, 16, 30, tzinfo=dt.UTC)) == "2026年1月1日"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("5000000.0000"), "500万"),
        (Decimal("953200"), "95.32万"),
        (Decimal("953"), "953"),
        (Decimal("1000"), "1000"),
        (Decimal("12.60"), "12.6"),
        (Decimal("120000000"), "1.2亿"),
        (Decimal("123456"), "123,456"),
        (0, "0"),
        (Decimal("-20000"), "-2万"),
        (None, ""),
    ],
)
def test_numbers_as_printed(value, text):
    assert big_number(value) == text


def test_plain_numbers_lose_their_zeros_only_behind_the_point():
    assert plain_number(Decimal("100.5000")) == "100.5"
    assert plain_number(Decimal("1000")) == "1,000"
    assert unlocalised(1234.56) == "1234.6"


def test_two_character_names_are_spread_and_escaped():
    assert spread_name("印奇") == '<span class="spread">印奇</span>'
    assert spread_name("王志杰") == "王志杰"
    assert "<b" not in spread_name("<b")
