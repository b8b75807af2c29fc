"""All that is known about an association's commitments before its rows are checked.

A fixed number of queries, however many commitments and reports there are; plain tuples, since an
association may have tens of thousands.
"""

import datetime as dt
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from ..enums import UNDECIDED_VERDICTS, Comparator, ReportStatus
from ..models import Commitment, Organisation, ProgressReport

__all__ = ["Knowledge", "Known", "Sent", "know"]

SPOKEN_AGAINST = (ReportStatus.REJECTED, ReportStatus.WITHDRAWN, ReportStatus.REPLACED)


@dataclass(frozen=True, slots=True)
class Known:
    """A commitment of a member; `open` while it has no final verdict."""

    pk: int
    code: str
    unit: str
    target: Decimal | None
    comparator: str
    baseline: Decimal | None
    baseline_on: dt.date | None
    accumulates: bool
    said_on: dt.date
    member_id: int
    member: str
    member_short: str
    open: bool

    @property
    def falls_are_progress(self) -> bool:
        """Whether the number is meant to go down."""
        if self.baseline is not None and self.target is not None and self.baseline != self.target:
            return self.target < self.baseline
        return self.comparator == Comparator.AT_MOST


@dataclass(frozen=True, slots=True)
class Sent:
    """The newest version of what this association sent for a commitment and a date."""

    pk: int
    version: int
    status: str
    value: Decimal | None
    note: str
    source_url: str

    def says(self, value: Decimal | None, note: str, source_url: str) -> bool:
        return (self.value, self.note, self.source_url) == (value, note, source_url)


class Knowledge:
    """Commitments by code, what was sent by key, and the values of each commitment in time."""

    def __init__(self) -> None:
        self.commitments: dict[str, Known] = {}
        self.sent: dict[tuple[int, dt.date], Sent] = {}
        self._days: dict[int, list[tuple[dt.date, Decimal]]] = defaultdict(list)

    def add_value(self, commitment: int, day: dt.date, value: Decimal | None) -> None:
        if value is not None:
            insort(self._days[commitment], (day, value))

    def before(self, commitment: int, day: dt.date) -> tuple[dt.date, Decimal] | None:
        """The last value earlier than that day."""
        days = self._days.get(commitment, [])
        place = bisect_left(days, day, key=_day)
        return days[place - 1] if place else None

    def after(self, commitment: int, day: dt.date) -> tuple[dt.date, Decimal] | None:
        """The first value later than that day."""
        days = self._days.get(commitment, [])
        place = bisect_right(days, day, key=_day)
        return days[place] if place < len(days) else None

    def latest(self, commitment: int) -> tuple[dt.date, Decimal] | None:
        days = self._days.get(commitment)
        return days[-1] if days else None


def know(
    association: Organisation, *, today: dt.date, codes: Collection[str] | None = None
) -> Knowledge:
    """Look everything up; `codes` leaves out all but a few commitments. Three queries.

    The members are fetched, not nested: before a bulk load is analysed, PostgreSQL takes the nested
    query for tiny and loops over everything.
    """
    known = Knowledge()
    represented = Organisation.objects.represented_by(association, today)
    members = list(represented.values_list("pk", flat=True))
    mine = Commitment.objects.public().filter(organisation__in=members)
    if codes is not None:
        mine = mine.filter(code__in=codes)
    rows = mine.with_verdict().order_by()
    for *values, name, short, verdict in rows.values_list(
        "pk",
        "code",
        "unit",
        "target",
        "comparator",
        "baseline",
        "baseline_on",
        "accumulates",
        "said_on",
        "organisation_id",
        "organisation__name",
        "organisation__short_name",
        "current_verdict",
    ).iterator(chunk_size=5000):
        one = Known(*values, name, short, verdict in UNDECIDED_VERDICTS)
        known.commitments[one.code] = one
        known.add_value(one.pk, one.baseline_on, one.baseline)
    _add_reports(known, mine, association)
    return known


def _add_reports(known: Knowledge, mine, association: Organisation) -> None:
    """Old versions are told apart here: in SQL that is a join of a large table with itself."""
    reports = (
        ProgressReport.objects.filter(commitment__in=mine.values("pk"))
        .filter(Q(association=association) | Q(status=ReportStatus.ACCEPTED))
        .order_by()
    )
    for pk, commitment, day, version, status, value, note, url, sender in reports.values_list(
        "pk",
        "commitment_id",
        "as_of",
        "version",
        "status",
        "value",
        "note",
        "source_url",
        "association_id",
    ).iterator(chunk_size=5000):
        if sender != association.pk:
            known.add_value(commitment, day, value)
            continue
        before = known.sent.get((commitment, day))
        if before is None or before.version < version:
            known.sent[commitment, day] = Sent(pk, version, status, value, note, url)
    for (commitment, day), sent in known.sent.items():
        if sent.status not in SPOKEN_AGAINST:
            known.add_value(commitment, day, sent.value)


def _day(pair: tuple[dt.date, Decimal]) -> dt.date:
    return pair[0]
