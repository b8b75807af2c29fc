"""What the newsroom told an association: messages, and decisions with their reasons."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import CharField, QuerySet, Value

from ..enums import DecisionKind, ReportStatus
from ..models import Decision, Message, Organisation, ProgressReport

__all__ = ["OWN_DECISIONS", "Word", "awaiting_answer", "inbox"]

PAGE_LENGTH = 30
# What the association did itself is no news to it.
OWN_DECISIONS = (DecisionKind.REPLACED, DecisionKind.WITHDRAWN)


@dataclass(frozen=True)
class Word:
    """One of the two; nobody's name is on it."""

    message: Message | None = None
    decision: Decision | None = None


def awaiting_answer(association: Organisation) -> QuerySet[ProgressReport]:
    """Reports that the newsroom asked to add to, the oldest question first; with the question."""
    return (
        ProgressReport.objects.of_association(association)
        .newest_versions()
        .filter(status=ReportStatus.QUERIED)
        .select_related("commitment", "reporter")
        .prefetch_related("decisions")
        .order_by("submitted_at", "pk")
    )


def inbox(association: Organisation, wanted: str | None, *, length: int = PAGE_LENGTH) -> Page:
    """One page of messages and decisions, newest first; four queries."""
    messages = Message.objects.filter(association=association).order_by()
    decisions = (
        Decision.objects.filter(report__association=association)
        .exclude(kind__in=OWN_DECISIONS)
        .order_by()
    )
    both = _index(messages, "message").union(_index(decisions, "decision"), all=True)
    page = Paginator(both.order_by("-at", "-id"), length).get_page(wanted)
    rows = [(kind, key) for _, key, kind in page.object_list]
    found = {
        "message": messages.select_related("batch"),
        "decision": decisions.select_related("report__commitment", "report__reporter"),
    }
    words = {
        (kind, one.pk): Word(**{kind: one})
        for kind, rows_of_kind in found.items()
        for one in rows_of_kind.filter(pk__in=[key for its, key in rows if its == kind])
    }
    page.object_list = [words[row] for row in rows if row in words]
    return page


def _index(rows: QuerySet, kind: str) -> QuerySet:
    return rows.annotate(word=Value(kind, output_field=CharField())).values_list("at", "id", "word")
