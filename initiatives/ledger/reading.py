"""The public ledger as columns: read in a fixed number of queries, kept until something changes."""

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from itertools import count
from operator import itemgetter
from threading import Lock
from typing import Any

from django.db.models import Max, Min, Value
from django.utils.timezone import get_current_timezone, localdate

from ..enums import EvidenceLevel, Verdict
from ..models import Assessment, Commitment
from ..models.news import PUBLISHED_AT, news
from ..schedule import schedule_state
from .columns import Columns, Things, Words, since
from .fields import SINCE_WORDS, since_day
from .filters import NO_EVIDENCE
from .freshness import version
from .silence import is_silent, left_unanswered

__all__ = ["columns_of_today", "read_columns"]

FIELDS = (
    "pk",
    "speaker_id",
    "organisation_id",
    "kind",
    "deadline",
    "deadline_precision",
    "target",
    "own_hour",
)
NOT_JUDGED = (Verdict.UNCHECKED.value, None, None)


def read_columns(today: dt.date) -> Columns:
    """All public commitments, the newest said first.

    The rules are those that `CommitmentQuerySet` and `LedgerFilterSet` put in SQL; a parity test
    holds them together.
    """
    rows = Commitment.objects.public().annotate(own_hour=PUBLISHED_AT).values_list(*FIELDS)
    keys, speakers, organisations, kinds, deadlines, precisions, targets, hours = (
        zip(*rows, strict=True) if (rows := list(rows)) else [()] * len(FIELDS)
    )
    places = dict(zip(keys, count(), strict=False))
    judged = _judged()
    verdicts, fulfilled, levels = (
        zip(*(judged.get(key, NOT_JUDGED) for key in keys), strict=True) if keys else ((), (), ())
    )
    schedules = [
        schedule_state(*known, today).value
        for known in zip(deadlines, precisions, fulfilled, strict=True)
    ]
    newest = _newest()
    updated = [max(hour, newest.get(key, hour)) for key, hour in zip(keys, hours, strict=True)]
    topics, initiatives = _belonging(places)
    zone = get_current_timezone()
    updated_on = [moment.astimezone(zone).date() for moment in updated]
    return Columns(
        keys=keys,
        facets={
            "verdict": Words(verdicts),
            "schedule": Words(schedules),
            "evidence": Words([_evidence(level) for level in levels]),
            "kind": Words(kinds),
            "topic": Things(len(keys), topics),
            "organisation": Things(len(keys), _owned(organisations)),
            "initiative": Things(len(keys), initiatives),
            "speaker": Things(len(keys), _owned(speakers)),
            "year": Words([str(day.year) if day else "" for day in deadlines]),
            "number": Words(["no" if target is None else "yes" for target in targets]),
            "silent": Words(_silent(keys, verdicts, schedules)),
        },
        updated_on=updated_on,
        recent={word: since(updated_on, since_day(word, today)) for word in SINCE_WORDS},
        orders={
            "due": _sorted([day or dt.date.max for day in deadlines]),
            "updated": _sorted(updated, newest_first=True),
        },
    )


def _judged() -> dict[int, tuple[str, dt.date | None, int | None]]:
    """By commitment: the current verdict, the day of fulfilment, the best evidence's level."""
    judged: dict[int, tuple[str, dt.date | None, int | None]] = {}
    rows = Assessment.objects.current().annotate(level=Min("evidence__level"))
    for key, *known in rows.values_list("commitment_id", "verdict", "fulfilled_on", "level"):
        judged.setdefault(key, tuple(known))
    return judged


def _newest() -> dict[int, dt.datetime]:
    """By commitment, the hour of the newest thing that became known about it."""
    first, *others = (
        rows.order_by().values_list("commitment_id").annotate(hour=Max("news_at"))
        for rows in news()
    )
    newest: dict[int, dt.datetime] = {}
    for key, hour in first.union(*others, all=True):
        newest[key] = max(hour, newest.get(key, hour))
    return newest


def _belonging(places: dict[int, int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The topics and the initiatives of the rows, as pairs of key and place."""
    links = [
        (name, Commitment._meta.get_field(name).remote_field.through, f"{column}_id")
        for name, column in (("topics", "topic"), ("initiatives", "initiativepage"))
    ]
    first, second = (
        through.objects.order_by().values_list(column, "commitment_id", Value(name))
        for name, through, column in links
    )
    pairs: dict[str, list[tuple[int, int]]] = {"topics": [], "initiatives": []}
    for thing, key, name in first.union(second, all=True):
        if key in places:
            pairs[name].append((thing, places[key]))
    return pairs["topics"], pairs["initiatives"]


def _owned(owners: Iterable[int | None]) -> Iterable[tuple[int, int]]:
    return ((owner, place) for place, owner in enumerate(owners) if owner is not None)


def _silent(keys: Sequence[int], verdicts: Sequence[str], schedules: Sequence[str]) -> list[str]:
    asked = left_unanswered(Commitment.objects.public().order_by())
    unanswered = set(asked.values_list("pk", flat=True))
    return [
        "yes" if key in unanswered and is_silent(verdict, schedule) else ""
        for key, verdict, schedule in zip(keys, verdicts, schedules, strict=True)
    ]


def _evidence(level: int | None) -> str:
    return NO_EVIDENCE if level is None else EvidenceLevel(level).name.lower()


def _sorted(values: list[Any], *, newest_first: bool = False) -> list[int]:
    """Places by value; among equals the newest said stays first."""
    order = sorted(enumerate(values), key=itemgetter(1), reverse=newest_first)
    return [place for place, _value in order]


class Keeper:
    """One set of columns for all threads of the process; who finds it stale makes it anew.

    Whoever comes meanwhile is given the former one rather than made to wait.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.kept: tuple[Hashable, Columns] | None = None

    def get(self) -> Columns:
        # Noted before reading: what changes meanwhile is only read once more.
        now = version(), localdate()
        kept = self.kept
        if kept and kept[0] == now:
            return kept[1]
        if not self.lock.acquire(blocking=kept is None):
            return kept[1]
        try:
            if self.kept is None or self.kept[0] != now:
                self.kept = now, read_columns(now[1])
            return self.kept[1]
        finally:
            self.lock.release()


columns_of_today = Keeper().get
