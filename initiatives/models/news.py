"""When readers learnt something about a commitment: one rule for feeds, explorer and exports."""

from django.db.models import DateTimeField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest

from .assessments import Assessment
from .progress import ProgressReport
from .replies import Reply

__all__ = ["PUBLISHED_AT", "last_news", "news"]


def _morning(day: str) -> Cast:
    """A day as an hour: midnight in UTC, eight o'clock in China."""
    return Cast(day, DateTimeField())


# The row's own publication, the first thing that is new about it.
PUBLISHED_AT = Coalesce("last_published_at", "first_published_at", _morning("said_on"))


def last_news() -> Greatest:
    """Of each commitment: its own publication, or what has become known of it since."""

    def newest(rows: QuerySet) -> Coalesce:
        of_this = rows.filter(commitment=OuterRef("pk")).order_by("-news_at")
        return Coalesce(Subquery(of_this.values("news_at")[:1]), PUBLISHED_AT)

    return Greatest(PUBLISHED_AT, *map(newest, news()))


def news() -> list[QuerySet]:
    """What else readers learn about commitments, each with its hour as `news_at`.

    Published verdicts, accepted reports, answers; of an answer only the day is known.
    """
    return [
        Assessment.objects.published().annotate(news_at=F("published_at")),
        ProgressReport.objects.public().annotate(news_at=F("accepted_at")),
        Reply.objects.filter(replied_on__isnull=False).annotate(news_at=_morning("replied_on")),
    ]
