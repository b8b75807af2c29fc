"""What falls due when: commitments in the columns of a timeline. Plain Python.

The columns are quarters where everything lies within three years, else years; empty ones between
the first and the last are kept, because a gap says something too.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Period", "Timeline", "lay_out"]

MOST_QUARTERS = 12
# Beyond so many columns only those with something in them are shown.
MOST_YEARS = 15


@dataclass
class Period:
    """A quarter, or a year when `quarter` is None; `has_today` marks the present one."""

    year: int
    quarter: int | None
    has_today: bool
    commitments: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Timeline:
    """The columns, and how many commitments have no deadline at all."""

    periods: list[Period]
    without_deadline: int

    @property
    def dated(self) -> list[Any]:
        return [commitment for period in self.periods for commitment in period.commitments]


def lay_out(commitments: Iterable[Any], today: dt.date) -> Timeline:
    """File each commitment by its `deadline`."""
    rows = list(commitments)
    dated = sorted(
        (row for row in rows if row.deadline), key=lambda row: (row.deadline, row.pk or 0)
    )
    if not dated:
        return Timeline([], len(rows))
    first, last = _quarter(dated[0].deadline), _quarter(dated[-1].deadline)
    by_quarter = last - first < MOST_QUARTERS
    keys = (
        range(first, last + 1)
        if by_quarter
        else range(dated[0].deadline.year, dated[-1].deadline.year + 1)
    )
    now = _quarter(today) if by_quarter else today.year
    periods = {key: _period(key, key == now, by_quarter=by_quarter) for key in keys}
    for row in dated:
        key = _quarter(row.deadline) if by_quarter else row.deadline.year
        periods[key].commitments.append(row)
    shown = list(periods.values())
    if len(shown) > MOST_YEARS:
        shown = [period for period in shown if period.commitments]
    return Timeline(shown, len(rows) - len(dated))


def _quarter(day: dt.date) -> int:
    """Quarters since the year 0."""
    return day.year * 4 + (day.month - 1) // 3


def _period(key: int, has_today: bool, *, by_quarter: bool) -> Period:
    return Period(key // 4, key % 4 + 1, has_today) if by_quarter else Period(key, None, has_today)
