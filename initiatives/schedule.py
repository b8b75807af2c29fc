"""The schedule axis, defined once: in Python for one commitment, in SQL for many.

Both halves stand here side by side, and a parity test holds them together. A commitment is
done when its current verdict is 已兑现; the day it was done is the assessment's `fulfilled_on`.
"""

import datetime as dt
from calendar import monthrange

from django.db.models import Case, CharField, Expression, F, Q, Value, When
from django.db.models.functions import TruncMonth, TruncQuarter, TruncYear

from .enums import DeadlinePrecision, ScheduleState

DUE_SOON_DAYS = 90
QUARTER_MONTHS = 3


def period_start(deadline: dt.date, precision: str) -> dt.date:
    """The first day of the period that the deadline ends: done before it is done early."""
    match precision:
        case DeadlinePrecision.MONTH:
            return deadline.replace(day=1)
        case DeadlinePrecision.QUARTER:
            first_month = (deadline.month - 1) // QUARTER_MONTHS * QUARTER_MONTHS + 1
            return deadline.replace(month=first_month, day=1)
        case DeadlinePrecision.YEAR | DeadlinePrecision.PLAN:
            return deadline.replace(month=1, day=1)
    return deadline


def period_end(deadline: dt.date, precision: str) -> dt.date:
    """The last day of the period named: `2027` means 31 December 2027."""
    start = period_start(deadline, precision)
    match precision:
        case DeadlinePrecision.MONTH:
            months = 1
        case DeadlinePrecision.QUARTER:
            months = QUARTER_MONTHS
        case DeadlinePrecision.YEAR | DeadlinePrecision.PLAN:
            return start.replace(month=12, day=31)
        case _:
            return deadline
    month = start.month + months - 1
    return start.replace(month=month, day=monthrange(start.year, month)[1])


def schedule_state(
    deadline: dt.date | None, precision: str, fulfilled_on: dt.date | None, today: dt.date
) -> ScheduleState:
    """Where a commitment stands on `today`; `fulfilled_on` is None unless it was kept."""
    if deadline is None:
        return ScheduleState.OPEN_ENDED
    if fulfilled_on is not None:
        if fulfilled_on > deadline:
            return ScheduleState.DONE_LATE
        if fulfilled_on < period_start(deadline, precision):
            return ScheduleState.DONE_EARLY
        return ScheduleState.DONE_ON_TIME
    if deadline < today:
        return ScheduleState.OVERDUE
    if deadline <= today + dt.timedelta(days=DUE_SOON_DAYS):
        return ScheduleState.DUE_SOON
    return ScheduleState.NOT_DUE


def schedule_case(today: dt.date, fulfilled_on: str = "current_fulfilled_on") -> Expression:
    """`schedule_state` as SQL, over a queryset annotated with the day of fulfilment."""
    done = Q(**{f"{fulfilled_on}__isnull": False})
    start = Case(
        When(deadline_precision=DeadlinePrecision.MONTH, then=TruncMonth("deadline")),
        When(deadline_precision=DeadlinePrecision.QUARTER, then=TruncQuarter("deadline")),
        When(
            deadline_precision__in=[DeadlinePrecision.YEAR, DeadlinePrecision.PLAN],
            then=TruncYear("deadline"),
        ),
        default=F("deadline"),
    )
    soon = today + dt.timedelta(days=DUE_SOON_DAYS)
    return Case(
        When(deadline__isnull=True, then=Value(ScheduleState.OPEN_ENDED)),
        When(
            done & Q(**{f"{fulfilled_on}__gt": F("deadline")}), then=Value(ScheduleState.DONE_LATE)
        ),
        When(done & Q(**{f"{fulfilled_on}__lt": start}), then=Value(ScheduleState.DONE_EARLY)),
        When(done, then=Value(ScheduleState.DONE_ON_TIME)),
        When(deadline__lt=today, then=Value(ScheduleState.OVERDUE)),
        When(deadline__lte=soon, then=Value(ScheduleState.DUE_SOON)),
        default=Value(ScheduleState.NOT_DUE),
        output_field=CharField(),
    )
