"""The schedule axis: each state, and that SQL and Python never disagree."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.enums import DeadlinePrecision, ScheduleState, Verdict
from initiatives.models import Assessment, Commitment
from initiatives.schedule import DUE_SOON_DAYS, period_end, period_start, schedule_state
from initiatives.tests.factories import AssessmentFactory, CommitmentFactory, publish_verdict

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
    deadlines = [TODAY + dt.timedelta(days) for days in (-400, -1, 0, 1, 89, 90, 91, 400)]
    for precision in DATED:
        for deadline in deadlines:
            CommitmentFactory(
                deadline=deadline, deadline_precision=precision, said_on=dt.date(2020, 1, 1)
            )
            for distance in (-400, -40, 0, 1, 40):
                done = CommitmentFactory(
                    deadline=deadline, deadline_precision=precision, said_on=dt.date(2020, 1, 1)
                )
                _keep(done, done.deadline + dt.timedelta(distance))
    CommitmentFactory()
    rows = Commitment.objects.with_verdict().with_schedule(TODAY)
    seen = set()
    for row in rows:
        expected = schedule_state(
            row.deadline, row.deadline_precision, row.current_fulfilled_on, TODAY
        )
        assert row.current_schedule == expected, (row.deadline, row.deadline_precision)
        seen.add(expected)
    assert seen == set(ScheduleState)


def _keep(commitment: Commitment, day: dt.date) -> None:
    """A published 已兑现, written straight: the rules of judging refuse days to come."""
    proposed = AssessmentFactory(
        commitment=commitment, verdict=Verdict.KEPT, fulfilled_on=day, evidence=False
    )
    Assessment.objects.filter(pk=proposed.pk).update(
        status="published",
        approved_by=AssessmentFactory(evidence=False).proposed_by,
        published_at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
    )


@pytest.mark.django_db
def test_only_a_kept_promise_counts_as_done():
    commitment = CommitmentFactory(deadline=dt.date(2025, 12, 31), deadline_precision="year")
    assert commitment.schedule == ScheduleState.OVERDUE
    publish_verdict(commitment, Verdict.PARTLY_KEPT)
    assert Commitment.objects.get().schedule == ScheduleState.OVERDUE
    publish_verdict(commitment, Verdict.KEPT, fulfilled_on=dt.date(2025, 11, 1))
    assert Commitment.objects.get().schedule == ScheduleState.DONE_ON_TIME
