"""The schedule axis: each state, and that SQL and Python never disagree."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.enums import DeadlinePrecision, ScheduleState, Verdict
from initiatives.models import Assessment, Commitment
from initiatives.schedule import DUE_SOON_DAYS, period_end, period_start, schedule_state
from initiatives.tests.factories import CommitmentFactory, publish_verdict
from portal.tests.factories import UserFactory

from .volume import many_commitments

TODAY = dt.date(2026, 6, 15)
DATED = [precision for precision in DeadlinePrecision if precision != DeadlinePrecision.NONE]
days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("deadline", "precision", "fulfilled_on", "expected"),
    [
        (None, "none", None, ScheduleState.OPEN_ENDED),
        (dt.date(2026, 6, 14), "day", None, ScheduleState.OVERDUE),
        (TODAY, "day", None, ScheduleState.DUE_SOON),
        (TODAY + dt.timedelta(DUE_SOON_DAYS), "day", None, ScheduleState.DUE_SOON),
        (TODAY + dt.timedelta(DUE_SOON_DAYS + 1), "day", None, ScheduleState.NOT_DUE),
        (dt.date(2026, 12, 31), "year", dt.date(2025, 12, 31), ScheduleState.DONE_EARLY),
        (dt.date(2026, 12, 31), "year", dt.date(2026, 1, 1), ScheduleState.DONE_ON_TIME),
        (dt.date(2026, 12, 31), "year", dt.date(2027, 1, 1), ScheduleState.DONE_LATE),
        (dt.date(2026, 6, 30), "quarter", dt.date(2026, 3, 31), ScheduleState.DONE_EARLY),
        (dt.date(2026, 6, 30), "quarter", dt.date(2026, 4, 1), ScheduleState.DONE_ON_TIME),
        (dt.date(2026, 6, 30), "month", dt.date(2026, 5, 31), ScheduleState.DONE_EARLY),
        (dt.date(2026, 6, 30), "day", dt.date(2026, 6, 29), ScheduleState.DONE_EARLY),
        (dt.date(2026, 6, 30), "day", dt.date(2026, 6, 30), ScheduleState.DONE_ON_TIME),
    ],
)
def test_each_state_at_its_borders(deadline, precision, fulfilled_on, expected):
    assert schedule_state(deadline, precision, fulfilled_on, TODAY) == expected


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("day", dt.date(2028, 2, 10)),
        ("month", dt.date(2028, 2, 29)),
        ("quarter", dt.date(2028, 3, 31)),
        ("year", dt.date(2028, 12, 31)),
        ("plan", dt.date(2028, 12, 31)),
    ],
)
def test_a_deadline_is_the_last_day_of_the_period_named(precision, expected):
    assert period_end(dt.date(2028, 2, 10), precision) == expected


@pytest.mark.parametrize("precision", DATED)
def test_the_last_day_of_the_calendar_is_a_deadline_too(precision):
    assert period_end(dt.date.max, precision) == dt.date.max


@given(days, st.sampled_from(DATED))
def test_a_period_holds_its_day_and_ends_just_before_the_next(day, precision):
    start, end = period_start(day, precision), period_end(day, precision)
    assert start <= day <= end
    assert period_end(end, precision) == end
    assert period_start(start, precision) == start


@pytest.mark.django_db
def test_sql_and_python_agree_on_every_combination():
    """Every row is written straight: the rules of judging refuse days to come."""
    distances = (None, -400, -40, 0, 1, 40)
    for precision in DATED:
        for days_away in (-400, -1, 0, 1, 89, 90, 91, 400):
            deadline = period_end(TODAY + dt.timedelta(days_away), precision)
            rows = many_commitments(len(distances), deadline=deadline, deadline_precision=precision)
            _keep(
                {
                    row: deadline + dt.timedelta(distance)
                    for row, distance in zip(rows, distances, strict=True)
                    if distance is not None
                }
            )
    CommitmentFactory()
    rows = Commitment.objects.with_verdict().with_schedule(TODAY)
    assert len(rows.filter(current_fulfilled_on__isnull=False)) == 5 * 8 * 5
    seen = set()
    for row in rows:
        expected = schedule_state(
            row.deadline, row.deadline_precision, row.current_fulfilled_on, TODAY
        )
        assert row.current_schedule == expected, (row.deadline, row.deadline_precision)
        seen.add(expected)
    assert seen == set(ScheduleState)


def _keep(days: dict[Commitment, dt.date]) -> None:
    """Publish that they are kept, on these days."""
    proposer, approver = UserFactory(), UserFactory()
    Assessment.objects.bulk_create(
        Assessment(
            commitment=commitment,
            verdict=Verdict.KEPT,
            reason="已经建成。",
            fulfilled_on=day,
            proposed_by=proposer,
            approved_by=approver,
            status="published",
            published_at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
        )
        for commitment, day in days.items()
    )


@pytest.mark.django_db
def test_only_a_kept_promise_counts_as_done():
    commitment = CommitmentFactory(deadline=dt.date(2025, 12, 31), deadline_precision="year")
    assert commitment.schedule == ScheduleState.OVERDUE
    publish_verdict(commitment, Verdict.PARTLY_KEPT)
    assert Commitment.objects.get().schedule == ScheduleState.OVERDUE
    publish_verdict(commitment, Verdict.KEPT, fulfilled_on=dt.date(2025, 11, 1))
    assert Commitment.objects.get().schedule == ScheduleState.DONE_ON_TIME
