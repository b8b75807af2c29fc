"""One thing that is new: an article, a promise, a verdict, a report, an answer, a correction.

Each function costs one query, however much there is; all give the newest first.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.timezone import make_aware

from articles.models import ArticlePage, Correction
from initiatives.models import Assessment, Commitment, InitiativePage, ProgressReport, Reply
from initiatives.models.news import PUBLISHED_AT
from portal.templatetags.typography import plain_number

__all__ = [
    "BEGINNING",
    "MOST",
    "Entry",
    "answers",
    "articles",
    "corrections",
    "initiatives",
    "newest",
    "promises",
    "reports",
    "unique_id",
    "verdicts",
]

MOST = 50
# What was put into the database without ever being published comes last on every database.
NEWEST = F("last_published_at").desc(nulls_last=True)
# Of what was put into the database without ever being published by hand.
BEGINNING = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Entry:
    """`key` never changes and is never used again; `link` is a path of this site."""

    key: str
    title: str
    link: str
    updated: dt.datetime
    summary: str
    author: str = ""
    category: str = ""


def unique_id(key: str) -> str:
    """A tag URI (RFC 4151): it outlives changes of slugs."""
    return f"tag:{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname},2025:{key}"


def newest(*kinds: Iterable[Entry]) -> list[Entry]:
    """Of all kinds together."""
    entries = [entry for kind in kinds for entry in kind]
    return sorted(entries, key=lambda entry: (entry.updated, entry.key), reverse=True)[:MOST]


def articles(pages: QuerySet[ArticlePage]) -> list[Entry]:
    """As printed: an article is as new as its last publication."""
    rows = pages.visible().order_by(NEWEST, "-edition_date", "-pk")[:MOST]
    return [
        Entry(
            key=f"page/{page.pk}",
            title=page.title,
            link=page.url,
            updated=page.last_published_at or _morning(page.edition_date),
            summary=page.standfirst,
            category="稿件",
        )
        for page in rows
    ]


def initiatives(pages: QuerySet[InitiativePage]) -> list[Entry]:
    rows = pages.visible().order_by(NEWEST, "-pk")[:MOST]
    return [
        Entry(
            key=f"page/{page.pk}",
            title=page.title,
            link=page.url,
            updated=page.last_published_at or page.first_published_at or BEGINNING,
            summary=page.summary,
            category="行动档案",
        )
        for page in rows
    ]


def promises(commitments: QuerySet[Commitment]) -> list[Entry]:
    """What was promised."""
    rows = (
        commitments.select_related("speaker")
        .annotate(published_at=PUBLISHED_AT)
        .order_by("-published_at", "-pk")[:MOST]
    )
    return [
        Entry(
            key=f"commitment/{row.code}",
            title=f"{row.speaker.name}承诺：{row.summary}",
            link=row.get_absolute_url(),
            updated=row.published_at,
            summary=_words(row),
            author=row.speaker.name,
            category="承诺",
        )
        for row in rows
    ]


def verdicts(commitments: QuerySet[Commitment]) -> list[Entry]:
    """How they were judged, each verdict once."""
    rows = (
        Assessment.objects.published()
        .filter(commitment__in=commitments)
        .select_related("commitment__speaker")
        .order_by("-published_at", "-pk")[:MOST]
    )
    return [
        Entry(
            key=f"assessment/{row.pk}",
            title=f"{row.commitment.speaker.name}“{row.commitment.summary}”："
            f"判为{row.get_verdict_display()}",
            link=row.commitment.get_absolute_url(),
            updated=row.published_at,
            summary="\n".join([row.reason, _words(row.commitment)]),
            category=row.get_verdict_display(),
        )
        for row in rows
    ]


def reports(commitments: QuerySet[Commitment]) -> list[Entry]:
    """Progress that the newsroom has accepted."""
    rows = (
        ProgressReport.objects.public()
        .filter(commitment__in=commitments)
        .select_related("commitment__speaker")
        .order_by("-accepted_at", "-pk")[:MOST]
    )
    return [
        Entry(
            key=f"report/{row.pk}",
            title=f"{row.commitment.speaker.name}“{row.commitment.summary}”：进展（{row.provenance}）",
            link=row.commitment.get_absolute_url(),
            updated=row.accepted_at,
            summary="\n".join(filter(None, [_value(row), row.note])),
            category=row.provenance,
        )
        for row in rows
    ]


def answers(commitments: QuerySet[Commitment]) -> list[Entry]:
    """What those judged say to it."""
    rows = (
        Reply.objects.filter(commitment__in=commitments, replied_on__isnull=False)
        .exclude(text="")
        .select_related("commitment__speaker")
        .order_by("-replied_on", "-pk")[:MOST]
    )
    return [
        Entry(
            key=f"reply/{row.pk}",
            title=f"{row.commitment.speaker.name}“{row.commitment.summary}”：承诺方回应",
            link=row.commitment.get_absolute_url(),
            updated=_morning(row.replied_on),
            summary=row.text,
            author=row.responder,
            category="回应",
        )
        for row in rows
    ]


def corrections() -> list[Entry]:
    return [
        Entry(
            key=f"correction/{row.pk}",
            title=f"更正：{row.page.title}",
            link=row.page.url,
            updated=_morning(row.corrected_on),
            summary=row.text,
            category="更正",
        )
        for row in Correction.objects.public()[:MOST]
    ]


def _morning(day: dt.date) -> dt.datetime:
    """Of something known by its day only."""
    return make_aware(dt.datetime.combine(day, dt.time()))


def _words(row: Commitment) -> str:
    lines = [
        f"“{row.quote}”",
        f"数字：{row.number_text}" if row.number_text else "",
        f"期限：{row.deadline:%Y-%m-%d}" if row.deadline else "",
    ]
    return "\n".join(filter(None, lines))


def _value(row: ProgressReport) -> str:
    if row.value is None:
        return ""
    return f"{row.as_of:%Y-%m-%d}：{plain_number(row.value)}{row.commitment.unit}"
