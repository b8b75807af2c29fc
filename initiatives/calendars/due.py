"""Which commitments stand in a calendar, with all that their events show."""

import datetime as dt

from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest

from ..models import Assessment, Commitment
from ..models.news import PUBLISHED_AT

__all__ = ["LOOKING_BACK", "MOST_EVENTS", "dated", "due"]

# What fell due long ago needs no reminder.
LOOKING_BACK = dt.timedelta(366)
# Some hundred kilobytes; who wants more takes the open data.
MOST_EVENTS = 1000


def due(commitments: QuerySet[Commitment], today: dt.date) -> QuerySet[Commitment]:
    """`MOST_EVENTS` of them, in one query: what is still to come, the nearest first, then what is
    past, the latest first.
    """
    to_come = Case(When(deadline__gte=today, then="deadline"))
    return (
        dated(commitments)
        .filter(deadline__gte=today - LOOKING_BACK)
        .order_by(to_come.asc(nulls_last=True), "-deadline", "code")[:MOST_EVENTS]
    )


def dated(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Those with a deadline.

    `changed_at`: when what an event shows last changed: words, verdict, the speaker's name. It
    never goes back: published verdicts stay, and publishing again is later.
    """
    verdicts = Assessment.objects.published().filter(commitment=OuterRef("pk"))
    newest = Subquery(verdicts.order_by("-published_at").values("published_at")[:1])
    return (
        commitments.filter(deadline__isnull=False)
        .select_related("speaker")
        .with_verdict()
        .annotate(
            changed_at=Greatest(
                PUBLISHED_AT,
                Coalesce(newest, PUBLISHED_AT),
                Coalesce("speaker__last_published_at", PUBLISHED_AT),
            )
        )
    )
