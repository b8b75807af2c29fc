"""去年说／今年说: what became of a promise when the same speaker made it again.

No models here: rows are anything with the attributes of a commitment.
"""

import datetime as dt
import unicodedata
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any, Self

from django.utils.translation import gettext, ngettext, pgettext_lazy

from portal.templatetags.typography import cn_date, cn_month

from .enums import Comparator, DeadlinePrecision, Shift
from .schedule import period_end

__all__ = ["Change", "Pair", "Said", "compare", "pair_up"]

# Numbers of one family may be subtracted from each other.
FAMILIES = {
    Comparator.AT_LEAST: "reach",
    Comparator.EQUAL: "reach",
    Comparator.AT_MOST: "stay below",
    Comparator.INCREASE_BY: "grow",
}
# 95% → 90% is 5 points lower, not 5%; a share of a share would only mislead.
POINTS = {"%": "个百分点", "个百分点": "个百分点", "百分点": "个百分点", "‰": "个千分点"}
TENTH = Decimal("0.1")
YEARS = (
    "",
    pgettext_lazy("几年", "一"),
    pgettext_lazy("几年", "两"),
    pgettext_lazy("几年", "三"),
    pgettext_lazy("几年", "四"),
    pgettext_lazy("几年", "五"),
    pgettext_lazy("几年", "六"),
    pgettext_lazy("几年", "七"),
    pgettext_lazy("几年", "八"),
    pgettext_lazy("几年", "九"),
    pgettext_lazy("几年", "十"),
)


def fold(text: str) -> str:
    """The same words however they were typed: no white space, no full-width forms.

    Case stays: MW is not mW.
    """
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True)
class Said:
    """What can be measured of one promise."""

    comparator: str = ""
    target: Decimal | None = None
    unit: str = ""
    deadline: dt.date | None = None
    deadline_precision: str = DeadlinePrecision.NONE
    metric: str = ""

    @classmethod
    def of(cls, row: Any) -> Self:
        """From a commitment."""
        return cls(**{name: getattr(row, name) for name in cls.__dataclass_fields__})

    @property
    def due(self) -> dt.date | None:
        """The last day of the period named."""
        return self.deadline and period_end(self.deadline, self.deadline_precision)

    def measures_as(self, other: Self) -> bool:
        """A metric that was not written down contradicts none."""
        metrics = {fold(self.metric), fold(other.metric)} - {""}
        return (
            len(metrics) < 2
            and fold(self.unit) == fold(other.unit)
            and FAMILIES.get(self.comparator) == FAMILIES.get(other.comparator)
        )


@dataclass(frozen=True)
class Change:
    """One thing that became of the number or the deadline. `amount` is never negative."""

    shift: Shift
    amount: Decimal | None = None
    unit: str = ""
    percentage: Decimal | None = None
    span: str = ""
    stricter: bool | None = None

    @property
    def demand(self) -> str:
        """What a change means where the number is a limit: less is more."""
        if self.stricter is None:
            return ""
        return gettext("加严") if self.stricter else gettext("放宽")


def compare(earlier: Said, later: Said) -> list[Change]:
    """The number first, then the deadline; empty when neither was ever given."""
    changes = (_number_change(earlier, later), _deadline_change(earlier, later))
    return [change for change in changes if change]


def _number_change(earlier: Said, later: Said) -> Change | None:
    if earlier.target is None:
        return None if later.target is None else Change(Shift.NUMBER_ADDED)
    if later.target is None:
        return Change(Shift.NUMBER_DROPPED)
    if not earlier.measures_as(later):
        return Change(Shift.INCOMPARABLE)
    before, after = Decimal(earlier.target), Decimal(later.target)
    if before == after:
        return Change(Shift.SAME_NUMBER)
    points = POINTS.get(fold(later.unit), "")
    return Change(
        Shift.RAISED if after > before else Shift.LOWERED,
        amount=abs(after - before),
        unit=points or later.unit,
        percentage=None if points else _percentage(before, after),
        stricter=after < before if later.comparator == Comparator.AT_MOST else None,
    )


def _percentage(before: Decimal, after: Decimal) -> Decimal | None:
    """Of the earlier number, to a tenth; None where that says nothing."""
    if not before:
        return None
    return (abs(after - before) / abs(before) * 100).quantize(TENTH) or None


def _deadline_change(earlier: Said, later: Said) -> Change | None:
    before, after = earlier.due, later.due
    if before is None:
        return None if after is None else Change(Shift.DEADLINE_ADDED)
    if after is None:
        return Change(Shift.DEADLINE_DROPPED)
    if before == after:
        return Change(Shift.SAME_DEADLINE)
    exact = earlier.deadline_precision == later.deadline_precision == DeadlinePrecision.DAY
    return Change(
        Shift.POSTPONED if after > before else Shift.BROUGHT_FORWARD,
        span=_span(min(before, after), max(before, after), exact),
    )


def _span(first: dt.date, last: dt.date, exact: bool) -> str:
    """`一年`, `9 个月`, `45 天`; days only between deadlines that both named the day."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if first.day == last.day or (_ends_month(first) and _ends_month(last)):
        years, rest = divmod(months, 12)
        if rest:
            return ngettext("%(number)s 个月", "%(number)s 个月", months) % {"number": months}
        number = YEARS[years] if years < len(YEARS) else f"{years} "
        return ngettext("%(number)s年", "%(number)s年", years) % {"number": number}
    full = months - (last.day < first.day)
    if exact or not full:
        days = (last - first).days
        return ngettext("%(number)s 天", "%(number)s 天", days) % {"number": days}
    return ngettext("%(number)s 个多月", "%(number)s 个多月", full) % {"number": full}


def _ends_month(day: dt.date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


@dataclass(frozen=True)
class Pair:
    """Two promises of one speaker that face each other.

    `declared`: an editor found that the later supersedes the earlier; else both only measure
    the same.
    """

    earlier: Any
    later: Any
    declared: bool = False

    @cached_property
    def changes(self) -> list[Change]:
        return compare(Said.of(self.earlier), Said.of(self.later))

    @property
    def both(self) -> tuple[Any, Any]:
        return self.earlier, self.later

    def headings(self, today: dt.date) -> tuple[str, str]:
        """`去年说`, `今年说` as long as that is true; else as much of the days as differs."""
        before, after = self.earlier.said_on, self.later.said_on
        if (before.year + 1, after.year) == (today.year, today.year):
            return gettext("去年说"), gettext("今年说")
        if before.year != after.year:
            days = (f"{before.year}", f"{after.year}")
            return tuple(gettext("%(year)s年说") % {"year": year} for year in days)
        name = cn_month if before.month != after.month else cn_date
        return tuple(gettext("%(day)s说") % {"day": name(day)} for day in (before, after))


def pair_up(commitments: Iterable[Any]) -> list[Pair]:
    """One speaker's commitments in pairs, chain after chain, the one last spoken of first.

    Nothing faces more than one before it and one after it; what an editor declared comes first.
    Whoever may not be seen must not be among the commitments.
    """
    rows = sorted(commitments, key=lambda row: (row.said_on, row.pk))
    pairs: dict[int, Pair] = {}
    answering: set[int] = set()
    for pair in (*_declared(rows), *_alike(rows)):
        if pair.earlier.pk not in pairs and pair.later.pk not in answering:
            pairs[pair.earlier.pk] = pair
            answering.add(pair.later.pk)
    chains = [list(_chain(key, pairs)) for key in pairs if key not in answering]
    chains.sort(key=lambda chain: (chain[-1].later.said_on, chain[-1].later.pk), reverse=True)
    return [pair for chain in chains for pair in chain]


def _declared(rows: list[Any]) -> Iterator[Pair]:
    known = {row.pk: row for row in rows}
    for later in rows:
        earlier = known.get(later.supersedes_id)
        if earlier and earlier.said_on < later.said_on:
            yield Pair(earlier, later, declared=True)


def _alike(rows: list[Any]) -> Iterator[Pair]:
    """The same metric and unit on the next day it was spoken of.

    Where one day has several such numbers, only those for the same deadline: which of the others
    answers which is an editor's to say.
    """
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        if metric := fold(row.metric):
            groups[metric, fold(row.unit)].append(row)
    for group in groups.values():
        days = [list(day) for _, day in groupby(group, key=lambda row: row.said_on)]
        for before, after in pairwise(days):
            if len(before) == len(after) == 1:
                yield Pair(before[0], after[0])
                continue
            sooner, newer = _by_deadline(before), _by_deadline(after)
            for deadline in sooner.keys() & newer.keys():
                yield Pair(sooner[deadline], newer[deadline])


def _by_deadline(rows: list[Any]) -> dict[dt.date | None, Any]:
    """Those that alone have their deadline."""
    found: dict[dt.date | None, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.deadline].append(row)
    return {deadline: same[0] for deadline, same in found.items() if len(same) == 1}


def _chain(key: int, pairs: dict[int, Pair]) -> Iterator[Pair]:
    while pair := pairs.get(key):
        yield pair
        key = pair.later.pk
