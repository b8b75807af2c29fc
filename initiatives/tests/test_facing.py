"""What became of a promise that was made twice: the difference, and what faces what."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..enums import Comparator, DeadlinePrecision, Shift
from ..facing import Change, Pair, Said, compare, pair_up
from ..templatetags.facing import SHAPES, change_words, facing_title
from ..vocabulary import VOCABULARY

MILLION = Said("at_least", Decimal(1_000_000), "辆", dt.date(2027, 12, 31), "year", "年产量")
LIMIT = Said("at_most", Decimal(5), "个工作日", None, "none", "答复时限")
SHARE = Said("at_least", Decimal(95), "%", None, "none", "岸电使用率")
OPPOSITE = {
    Shift.RAISED: Shift.LOWERED,
    Shift.NUMBER_ADDED: Shift.NUMBER_DROPPED,
    Shift.POSTPONED: Shift.BROUGHT_FORWARD,
    Shift.DEADLINE_ADDED: Shift.DEADLINE_DROPPED,
    Shift.SAME_NUMBER: Shift.SAME_NUMBER,
    Shift.SAME_DEADLINE: Shift.SAME_DEADLINE,
    Shift.INCOMPARABLE: Shift.INCOMPARABLE,
}
OPPOSITE |= {other: one for one, other in OPPOSITE.items()}
OF_THE_NUMBER = {
    Shift.RAISED,
    Shift.LOWERED,
    Shift.SAME_NUMBER,
    Shift.NUMBER_ADDED,
    Shift.NUMBER_DROPPED,
    Shift.INCOMPARABLE,
}


def words(earlier: Said, later: Said) -> list[str]:
    return [change_words(change) for change in compare(earlier, later)]


def until(day: dt.date, precision: str = "day") -> Said:
    return Said(deadline=day, deadline_precision=precision)


def test_methodology_explains_every_shift_and_each_has_a_sign():
    assert ("前后两次说法", Shift) in VOCABULARY
    assert all(shift.label and shift.description and SHAPES[shift] for shift in Shift)


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        (MILLION, replace(MILLION, target=Decimal(1_200_000)), "调高 20万辆（20%）"),
        (MILLION, replace(MILLION, target=Decimal(999_999)), "调低 1 辆"),
        (MILLION, replace(MILLION, target=Decimal("1000000.0000")), "数字未变"),
        (MILLION, replace(MILLION, comparator="equal"), "数字未变"),
        (MILLION, replace(MILLION, unit=" 辆　", metric="年 产量"), "数字未变"),
        (MILLION, replace(MILLION, target=None, unit="", comparator=""), "不再提数字"),
        (replace(MILLION, target=None, unit="", comparator=""), MILLION, "新提数字"),
        (MILLION, replace(MILLION, metric=""), "数字未变"),
        (MILLION, replace(MILLION, metric="年销量"), "口径不同不比较"),
        (MILLION, replace(MILLION, unit="万辆", target=Decimal(90)), "口径不同不比较"),
        (MILLION, replace(MILLION, comparator="increase_by"), "口径不同不比较"),
        (MILLION, replace(MILLION, comparator="at_most"), "口径不同不比较"),
        (replace(MILLION, target=Decimal(0)), replace(MILLION, target=Decimal(3)), "调高 3 辆"),
        (LIMIT, replace(LIMIT, target=Decimal(3)), "调低 2 个工作日（40%，加严）"),
        (LIMIT, replace(LIMIT, target=Decimal(15)), "调高 10 个工作日（200%，放宽）"),
        (SHARE, replace(SHARE, target=Decimal(90)), "调低 5 个百分点"),
        (SHARE, replace(SHARE, target=Decimal("95.5"), unit="％"), "调高 0.5 个百分点"),
        (
            Said("at_least", Decimal(-5), "亿元"),
            Said("at_least", Decimal(5), "亿元"),
            "调高 10 亿元（200%）",
        ),
    ],
)
def test_numbers_are_compared_only_where_they_measure_the_same(earlier, later, said):
    assert words(earlier, later)[0] == said


def test_what_was_never_given_is_not_compared():
    assert compare(Said(), Said()) == []
    assert words(Said(), until(dt.date(2027, 5, 1))) == ["新设期限"]
    assert words(until(dt.date(2027, 5, 1)), Said()) == ["不再提期限"]


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        (("2026-12-31", "year"), ("2027-12-31", "year"), "推迟一年"),
        (("2026-12-31", "year"), ("2028-12-31", "plan"), "推迟两年"),
        (("2040-12-31", "year"), ("2026-12-31", "year"), "提前 14 年"),
        (("2026-12-31", "year"), ("2026-12-31", "day"), "期限未变"),
        (("2026-06-30", "month"), ("2026-09-30", "month"), "推迟 3 个月"),
        (("2026-06-30", "quarter"), ("2026-03-31", "quarter"), "提前 3 个月"),
        (("2026-02-28", "month"), ("2028-02-29", "month"), "推迟两年"),
        (("2026-12-31", "year"), ("2027-06-30", "month"), "推迟 6 个月"),
        (("2026-12-31", "year"), ("2026-09-30", "month"), "提前 3 个月"),
        (("2026-06-30", "day"), ("2026-05-16", "day"), "提前 45 天"),
        (("2026-06-15", "day"), ("2026-09-15", "day"), "推迟 3 个月"),
        (("2026-06-15", "day"), ("2027-06-15", "day"), "推迟一年"),
        (("2026-06-15", "day"), ("2027-06-16", "day"), "推迟 366 天"),
        (("2026-06-15", "day"), ("2026-09-30", "month"), "推迟 3 个多月"),
        (("2026-06-15", "day"), ("2026-06-30", "month"), "推迟 15 天"),
        (("2026-09-30", "month"), ("2026-06-15", "day"), "提前 3 个多月"),
    ],
)
def test_deadlines_differ_as_exactly_as_they_were_named(earlier, later, said):
    one, other = (
        until(dt.date.fromisoformat(day), precision) for day, precision in (earlier, later)
    )
    assert words(one, other) == [said]


def test_a_year_means_its_last_day_before_it_is_saved_too():
    assert words(until(dt.date(2026, 3, 1), "year"), until(dt.date(2026, 12, 31))) == ["期限未变"]


targets = st.none() | st.decimals(
    min_value=Decimal("-9999999999999999"),
    max_value=Decimal("9999999999999999"),
    places=4,
    allow_nan=False,
)
pledges = st.builds(
    Said,
    comparator=st.sampled_from(Comparator.values),
    target=targets,
    unit=st.sampled_from(["辆", " 辆", "%", "％", "亿元"]),
    deadline=st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)),
    deadline_precision=st.sampled_from(
        [one for one in DeadlinePrecision if one != DeadlinePrecision.NONE]
    ),
    metric=st.sampled_from(["", "年产量", "年 产量", "年销量"]),
)


@given(pledges, pledges)
def test_whatever_happens_one_way_is_undone_the_other_way(earlier, later):
    forth, back = compare(earlier, later), compare(later, earlier)
    assert [OPPOSITE[change.shift] for change in forth] == [change.shift for change in back]
    for there, here in zip(forth, back, strict=True):
        assert (there.amount, there.span) == (here.amount, here.span)
        assert there.stricter is here.stricter or there.stricter is not here.stricter is not None


@given(pledges)
def test_nothing_changes_when_the_same_is_said_again(said):
    assert {change.shift for change in compare(said, said)} <= {
        Shift.SAME_NUMBER,
        Shift.SAME_DEADLINE,
    }


@given(pledges, pledges)
def test_each_axis_is_spoken_of_once_and_always_in_words(earlier, later):
    changes = compare(earlier, later)
    assert [change.shift in OF_THE_NUMBER for change in changes] in (
        [],
        [True],
        [False],
        [True, False],
    )
    for change in changes:
        assert change_words(change).startswith(str(change.shift.label))
        assert change.amount is None or change.amount > 0
        assert change.percentage is None or change.percentage > 0


@given(pledges, pledges, pledges)
def test_two_postponements_make_a_later_deadline(first, second, third):
    moved = {
        change.shift
        for one, other in pairwise((first, second, third))
        for change in compare(one, other)
        if change.shift not in OF_THE_NUMBER
    }
    if moved == {Shift.POSTPONED} and second.deadline:
        assert first.due < second.due < third.due
        assert Shift.POSTPONED in {change.shift for change in compare(first, third)}


@dataclass(frozen=True)
class Row:
    """As much of a commitment as pairs are made of."""

    pk: int
    said_on: dt.date
    metric: str = "年产量"
    unit: str = "辆"
    supersedes_id: int | None = None
    comparator: str = "at_least"
    target: Decimal | None = Decimal(1)
    deadline: dt.date | None = None
    deadline_precision: str = "none"


def row(pk: int, year: int, **fields) -> Row:
    return Row(pk, dt.date(year, 3, 1), **fields)


def keys(rows: list[Row]) -> list[tuple[int, int, bool]]:
    return [(pair.earlier.pk, pair.later.pk, pair.declared) for pair in pair_up(rows)]


def test_a_chain_is_told_pair_by_pair_in_order():
    assert keys([row(3, 2025), row(1, 2023), row(2, 2024)]) == [(1, 2, False), (2, 3, False)]


def test_the_chain_last_spoken_of_comes_first():
    rows = [row(1, 2020), row(2, 2021), row(3, 2019, metric="税收"), row(4, 2025, metric="税 收")]
    assert keys(rows) == [(3, 4, False), (1, 2, False)]


def test_without_a_metric_or_on_the_same_day_nothing_faces():
    assert keys([row(1, 2023, metric=""), row(2, 2024, metric="")]) == []
    assert keys([row(1, 2023), row(2, 2023)]) == []
    assert keys([row(1, 2023), row(2, 2024, unit="台")]) == []
    assert keys([]) == []


def test_what_an_editor_declared_comes_before_what_only_looks_alike():
    rows = [row(1, 2023), row(2, 2024), row(3, 2025, supersedes_id=1)]
    assert keys(rows) == [(1, 3, True)]
    assert keys([row(1, 2023), row(2, 2024, metric="税收", supersedes_id=1)]) == [(1, 2, True)]


def test_a_link_to_something_unseen_or_later_is_no_pair():
    assert keys([row(2, 2024, supersedes_id=1)]) == []
    assert keys([row(1, 2025, metric=""), row(2, 2024, metric="", supersedes_id=1)]) == []


def test_two_numbers_on_one_day_face_only_the_same_deadline():
    near, far = dt.date(2026, 12, 31), dt.date(2030, 12, 31)
    first = [row(1, 2023, deadline=near), row(2, 2023, deadline=far)]
    assert keys([*first, row(3, 2024, deadline=far)]) == [(2, 3, False)]
    assert keys([*first, row(3, 2024, deadline=dt.date(2028, 12, 31))]) == []
    assert keys([*first, row(3, 2024, deadline=far), row(4, 2024, deadline=far)]) == []


@given(
    st.lists(
        st.builds(
            Row,
            pk=st.integers(1, 30),
            said_on=st.dates(dt.date(2023, 1, 1), dt.date(2023, 1, 9)),
            metric=st.sampled_from(["", "年产量", "税收"]),
            supersedes_id=st.none() | st.integers(1, 30),
            deadline=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 3)),
        ),
        unique_by=lambda row: row.pk,
    )
)
def test_nothing_faces_more_than_one_before_it_and_one_after_it(rows):
    pairs = pair_up(rows)
    assert all(pair.earlier.said_on < pair.later.said_on for pair in pairs)
    for side in ([pair.earlier for pair in pairs], [pair.later for pair in pairs]):
        assert len(side) == len(set(side))
    assert pairs == pair_up(reversed(rows))


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        ("2025-10-19", "2026-10-09", "去年说／今年说"),
        ("2024-10-19", "2025-10-09", "2024年说／2025年说"),
        ("2023-10-19", "2026-10-09", "2023年说／2026年说"),
        ("2026-03-01", "2026-10-09", "2026年3月说／2026年10月说"),
        ("2026-10-01", "2026-10-09", "2026年10月1日说／2026年10月9日说"),
    ],
)
def test_last_year_is_said_only_while_it_is_last_year(before, after, title, monkeypatch):
    monkeypatch.setattr("initiatives.templatetags.facing.localdate", lambda: dt.date(2026, 11, 23))
    days = [dt.date.fromisoformat(day) for day in (before, after)]
    assert facing_title(Pair(*(Row(key, day) for key, day in enumerate(days)))) == title


def test_a_change_is_a_plain_value():
    assert compare(MILLION, MILLION) == [Change(Shift.SAME_NUMBER), Change(Shift.SAME_DEADLINE)]
