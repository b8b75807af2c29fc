"""Lines of Chinese: none too wide, no mark where it must not stand, nothing lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.typesetting import NOT_FIRST, NOT_LAST, break_lines, fit


def measure(text: str) -> float:
    """Chinese characters are twice as wide as Latin ones."""
    return sum(1 if character.isascii() else 2 for character in text)


def test_no_line_begins_with_a_closing_mark():
    assert break_lines("今年要建成，明年要用好。", 10, measure) == [
        "今年要建",
        "成，明年要",
        "用好。",
    ]


def test_no_line_ends_with_an_opening_mark():
    assert break_lines("建起“产业大脑”来", 6, measure) == ["建起", "“产业", "大脑”", "来"]


@pytest.mark.parametrize("number", ["1,280.5", "95.3%", "C-2025-0001"])
def test_numbers_and_codes_are_not_torn(number):
    assert any(number in line for line in break_lines(f"产量达到{number}万标箱", 12, measure))


def test_what_does_not_fit_ends_with_an_ellipsis():
    assert fit("一二三四五六七八九十，百千万", 8, 2, measure) == ["一二三四", "五六七…"]
    assert fit("一二三，四五六七八", 8, 1, measure) == ["一二三…"]


def test_lines_are_of_nearly_one_width():
    assert fit("一二三四五六七八九", 16, 3, measure) == ["一二三四五", "六七八九"]


def test_nothing_is_no_line():
    assert fit("", 10, 3, measure) == []


texts = st.text(alphabet="一二三四五，。“”（）12.%ab ", max_size=60)


@given(texts, st.integers(8, 40))
def test_every_character_is_in_some_line_and_marks_stand_where_they_may(text, width):
    lines = break_lines(text, width, measure)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for before, after in pairwise(lines):
        assert before[-1] not in NOT_LAST
        assert after[0] not in NOT_FIRST


@given(texts, st.integers(8, 40), st.integers(1, 5))
def test_what_is_fitted_has_at_most_so_many_lines(text, width, most):
    assert len(fit(text, width, most, measure)) <= most
