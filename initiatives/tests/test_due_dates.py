"""What falls due when: every dated commitment in exactly one column."""

import datetime as dt
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from initiatives.due_dates import MOST_QUARTERS, MOST_YEARS, lay_out

TODAY = dt.date(2026, 11, 23)


def due(*days: dt.date | None) -> list[SimpleNamespace]:
    return [SimpleNamespace(deadline=day, pk=number) for number, day in enumerate(days, 1)]


def columns(*days) -> list[tuple]:
    timeline = lay_out(due(*days), TODAY)
    return [(one.year, one.quarter, len(one.commitments)) for one in timeline.periods]


def test_near_deadlines_are_filed_by_quarter_with_the_gaps():
    assert columns(dt.date(2026, 12, 31), dt.date(2027, 9, 30)) == [
        (2026, 4, 1),
        (2027, 1, 0),
        (2027, 2, 0),
        (2027, 3, 1),
    ]


def test_far_ones_are_filed_by_year():
    assert columns(dt.date(2025, 12, 31), dt.date(2030, 6, 30), dt.date(2030, 1, 1)) == [
        (2025, None, 1),
        (2026, None, 0),
        (2027, None, 0),
        (2028, None, 0),
        (2029, None, 0),
        (2030, None, 2),
    ]


def test_today_is_told_where_it_lies_between():
    timeline = lay_out(due(dt.date(2026, 1, 1), dt.date(2027, 1, 1)), TODAY)
    assert [one.has_today for one in timeline.periods] == [False, False, False, True, False]


def test_without_a_deadline_there_is_no_column_but_a_count():
    timeline = lay_out(due(None, None), TODAY)
    assert (timeline.periods, timeline.without_deadline) == ([], 2)


def test_centuries_between_do_not_make_hundreds_of_columns():
    assert columns(dt.date(1949, 10, 1), dt.date(2049, 10, 1)) == [(1949, None, 1), (2049, None, 1)]


days = st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)) | st.none()


@given(st.lists(days, max_size=30))
def test_every_commitment_is_somewhere_once(deadlines):
    timeline = lay_out(due(*deadlines), TODAY)
    assert len(timeline.dated) + timeline.without_deadline == len(deadlines)
    assert [one.deadline for one in timeline.dated] == sorted(filter(None, deadlines))
    filled = sum(bool(one.commitments) for one in timeline.periods)
    assert len(timeline.periods) <= max(MOST_YEARS, MOST_QUARTERS, filled)
