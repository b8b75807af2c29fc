"""A candidate becomes quotes with one number each, every one of them words of the text."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..manuscripts.quotes import quotes_of, summary_of
from ..manuscripts.understanding import Candidate, Target

LIMIT = 500


def cut(text: str, *numbers: str, limit: int = LIMIT):
    targets = [Target(Decimal(1), "辆", "at_least", number) for number in numbers]
    candidate = Candidate("c1", 0, len(text), targets=targets)
    return quotes_of(text, candidate, limit)


def words(text: str, *numbers: str, limit: int = LIMIT) -> list[str]:
    return [text[one.start : one.end] for one in cut(text, *numbers, limit=limit) if one.marked]


@pytest.mark.parametrize(
    ("text", "numbers", "expected"),
    [
        ("我们要建成新工厂。", [], ["我们要建成新工厂。"]),
        ("产量要超百万辆。", ["超百万辆"], ["产量要超百万辆。"]),
        (
            "到2027年，产量达到500万辆，产值突破5000亿元。",
            ["500万辆", "5000亿元"],
            ["到2027年，产量达到500万辆", "产值突破5000亿元。"],
        ),
        (
            "建成换电站100座、充电桩5000根。",
            ["100座", "5000根"],
            ["建成换电站100座", "充电桩5000根。"],
        ),
        (
            "产能达到50万辆，其中，出口、内销10万辆；力争到2030年，产值突破500亿元。",
            ["50万辆", "10万辆", "500亿元"],
            ["产能达到50万辆", "其中，出口、内销10万辆", "力争到2030年，产值突破500亿元。"],
        ),
        (
            "“达到500万辆，”他说，“产值5000亿元。”",
            ["500万辆", "5000亿元"],
            ["“达到500万辆", "他说，“产值5000亿元。”"],
        ),
    ],
)
def test_a_sentence_is_cut_between_its_numbers(text, numbers, expected):
    assert words(text, *numbers) == expected


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("形成500亿元+470亿元产能。", ["500亿元", "470亿元"]),
        ("产量增长20%。", ["20%", "增长20%"]),
        ("产量增长20%。", ["20%", "不在句中的数"]),
    ],
)
def test_what_cannot_be_cut_is_quoted_twice_and_marked_once(text, numbers):
    quotes = cut(text, *numbers)
    assert [(one.start, one.end, one.marked) for one in quotes] == [
        (0, len(text), True),
        (0, len(text), False),
    ]


def test_a_very_long_sentence_is_clipped_around_its_number():
    text = "前面的话，" * 60 + "产量超百万辆，" + "后面的话，" * 60
    (quote,) = cut(text, "超百万辆", limit=100)
    assert quote.clipped
    found = text[quote.start : quote.end]
    assert "产量超百万辆" in found
    assert len(found) <= 100


def test_a_long_stretch_without_a_stop_is_clipped_around_its_number_too():
    text = "字" * 400 + "超百万辆" + "字" * 400
    (quote,) = cut(text, "超百万辆")
    assert "超百万辆" in text[quote.start : quote.end]
    assert quote.end - quote.start == LIMIT


@given(
    st.text("字，。；、”“ 1\n", max_size=60),
    st.integers(0, 60),
    st.integers(0, 60),
    st.lists(st.text("字1，", max_size=3), max_size=4),
    st.integers(5, 40),
)
def test_quotes_are_words_of_the_candidate_and_their_marks_never_overlap(
    text, start, end, numbers, limit
):
    targets = [Target(Decimal(1), "辆", "at_least", number) for number in numbers]
    quotes = quotes_of(text, Candidate("c1", start, end, targets=targets), limit)
    marked = [one for one in quotes if one.marked]
    for quote in quotes:
        assert start <= quote.start <= quote.end <= min(end, len(text))
        assert quote.end - quote.start <= limit
    for one, other in pairwise(marked):
        assert one.end <= other.start
    if quotes and numbers:
        assert len(quotes) == len(numbers)


@pytest.mark.parametrize(
    ("quote", "number", "summary"),
    [
        ("董事长王示例表示，到2027年，产量要超百万辆。", "超百万辆", "到2027年，产量要超百万辆"),
        ("“我们要建成新工厂。”", None, "我们要建成新工厂"),
        ("全力推动“渝车出海”。", None, "全力推动“渝车出海”"),
        ("。", None, "。"),
        ("很长的话" * 20, None, "很长的话" * 10),
    ],
)
def test_a_summary_is_the_clause_with_the_number(quote, number, summary):
    target = Target(Decimal(1), "辆", "at_least", number) if number else None
    assert summary_of(quote, target, 40) == summary
