"""Keeping commitments and the sentences they come from together, at every publish.

A commitment's source is one marked sentence of one article. It is intact while that sentence
stands in the published article word for word as the commitment quotes it, and broken (出处失效)
from the publish that drops or alters it until an editor restores the words, marks them again,
or corrects the quote.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_unpublished, published

from initiatives.enums import SourceState
from initiatives.judging import reopen
from initiatives.models import Commitment
from initiatives.reopening import publisher_of

from .marks import MarkedSentence, marks_in, same_words
from .models import ArticlePage, Mark

__all__ = [
    "SourceReport",
    "broken_by_draft",
    "broken_sources",
    "commitments_said_in",
    "settle_commitments",
    "sync_page",
]

SOURCE_FIELDS = ("source_page_id", "source_mark", "source_state")


@dataclass
class SourceReport:
    """What a sync changed, and what is still to be settled."""

    adopted: list[Commitment] = field(default_factory=list)
    broken: list[Commitment] = field(default_factory=list)
    restored: list[Commitment] = field(default_factory=list)


@dataclass(frozen=True)
class Rewording:
    """A marked sentence that stands in the article with other words than before."""

    commitment_id: int
    mark: UUID
    before: str
    now: str


def sync_page(page: ArticlePage, by: AbstractBaseUser | None = None) -> SourceReport:
    """Rebuild the marks of an article from what readers see now, and judge every source anew.

    A judged commitment whose sentence was corrected goes back to 待核查, by whoever published it.
    `page` is the specific page. The same few queries for one mark and for a hundred; a few more
    for each commitment that has to be judged again.
    """
    with transaction.atomic():
        # Of two publishes at the same moment, the later one writes down what both left behind.
        Page.objects.select_for_update(no_key=True).get(pk=page.pk)
        page = type(page).objects.get(pk=page.pk)
        sentences = marks_in(page.body) if page.live else []
        known = _lock_commitments(page, sentences)
        touched, reworded = _rebuild_marks(
            page, [one for one in sentences if one.commitment_id in known]
        )
        _reopen_reworded(page, reworded, by)
        return settle_commitments(Q(pk__in=known | touched) | Q(source_page=page))


def settle_commitments(which: Q) -> SourceReport:
    """Judge the sources of some commitments by the marks that stand in published articles."""
    report = SourceReport()
    with transaction.atomic():
        commitments = list(
            Commitment.objects.filter(which).select_for_update(of=("self",)).order_by("pk")
        )
        marks = _marks_by_commitment(commitments)
        taken = _taken_by_others(commitments, marks)
        changed = []
        for commitment in commitments:
            before = tuple(getattr(commitment, name) for name in SOURCE_FIELDS)
            _settle(commitment, [row for row in marks[commitment.pk] if row.uuid not in taken])
            if tuple(getattr(commitment, name) for name in SOURCE_FIELDS) != before:
                changed.append(commitment)
                _note(report, commitment, was_broken=before[2] == SourceState.BROKEN)
        if changed:
            Commitment.objects.bulk_update(
                changed, ["source_page", "source_mark", "source_state"], batch_size=100
            )
    return report


def broken_sources(page: Page) -> list[Commitment]:
    """Commitments whose sentence should stand in this article and doesn't."""
    return list(
        Commitment.objects.filter(source_page=page, source_state=SourceState.BROKEN)
        .select_related("speaker")
        .order_by("code")
    )


def broken_by_draft(page: ArticlePage) -> list[Commitment]:
    """Commitments that would lose their source if this draft were published."""
    sentences = defaultdict(list)
    for sentence in marks_in(page.body):
        sentences[sentence.commitment_id].append(sentence.text)
    return [
        commitment
        for commitment in Commitment.objects.filter(
            source_page=page, source_state=SourceState.INTACT
        ).order_by("code")
        if not any(same_words(text, commitment.quote) for text in sentences[commitment.pk])
    ]


def commitments_said_in(pages: Iterable[Page]) -> list[Commitment]:
    """Commitments that would lose their article if these pages, and all below, were deleted."""
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(source_page__path__startswith=page.path)
    return list(Commitment.objects.filter(below).order_by("code"))


def _lock_commitments(page: ArticlePage, sentences: list[MarkedSentence]) -> set[int]:
    """All that may change, in one order and before any mark, so that no two publishes deadlock."""
    concerned = (
        Q(pk__in={one.commitment_id for one in sentences})
        | Q(pk__in=Mark.objects.filter(page=page).values("commitment"))
        | Q(source_page=page)
    )
    rows = Commitment.objects.filter(concerned).order_by("pk").select_for_update()
    return set(rows.values_list("pk", flat=True))


def _rebuild_marks(
    page: ArticlePage, sentences: list[MarkedSentence]
) -> tuple[set[int], list[Rewording]]:
    """Write down the marks of this publish; returns the commitments of every mark that changed,
    and what was worded anew.

    A uuid once public is never forgotten: its row stays, with `present=False`.
    """
    rows = {row.uuid: row for row in Mark.objects.filter(page=page)}
    new, changed, touched, reworded = [], [], set(), []
    for position, sentence in enumerate(sentences):
        values = {
            "commitment_id": sentence.commitment_id,
            "sentence": sentence.text,
            "context": sentence.context,
            "position": position,
            "present": True,
        }
        row = rows.pop(sentence.uuid, None)
        if row is None:
            new.append(Mark(page=page, uuid=sentence.uuid, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            touched.add(row.commitment_id)
            if not same_words(row.sentence, sentence.text):
                reworded.append(Rewording(row.commitment_id, row.uuid, row.sentence, sentence.text))
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    gone = [row for row in rows.values() if row.present]
    touched.update(row.commitment_id for row in gone)
    Mark.objects.bulk_create(new, batch_size=100)
    if changed:
        fields = ["commitment", "sentence", "context", "position", "present"]
        Mark.objects.bulk_update(changed, fields, batch_size=100)
    if gone:
        Mark.objects.filter(pk__in=[row.pk for row in gone]).update(present=False)
    return touched, reworded


def _reopen_reworded(
    page: ArticlePage, reworded: list[Rewording], by: AbstractBaseUser | None
) -> None:
    """Only where the sentence is the commitment's source: another article proves nothing."""
    sources = dict(
        Commitment.objects.filter(
            pk__in=[one.commitment_id for one in reworded], source_page=page
        ).values_list("source_mark", "pk")
        if reworded
        else ()
    )
    for one in reworded:
        if sources.get(one.mark) == one.commitment_id:
            reason = f"《{page.title}》更正了这句话：原作“{one.before}”，现作“{one.now}”。"
            reopen(one.commitment_id, reason, by)


def _marks_by_commitment(commitments: list[Commitment]) -> defaultdict[int, list[Mark]]:
    found = defaultdict(list)
    for row in (
        Mark.objects.present()
        .filter(commitment__in=commitments, page__live=True)
        .order_by("page_id", "position")
    ):
        found[row.commitment_id].append(row)
    return found


def _taken_by_others(commitments: list[Commitment], marks: dict[int, list[Mark]]) -> set[UUID]:
    """Marks that are already the source of a commitment they no longer name."""
    uuids = {row.uuid for rows in marks.values() for row in rows}
    owners = dict(Commitment.objects.filter(source_mark__in=uuids).values_list("source_mark", "pk"))
    return {
        row.uuid
        for rows in marks.values()
        for row in rows
        if owners.get(row.uuid, row.commitment_id) != row.commitment_id
    }


def _settle(commitment: Commitment, marks: list[Mark]) -> None:
    """Decide where one commitment was said, and whether the words still stand there.

    The present source first, then the same article, then any other with the same words.
    """
    faithful = [row for row in marks if same_words(row.sentence, commitment.quote)]
    faithful.sort(
        key=lambda row: (
            row.uuid != commitment.source_mark,
            row.page_id != commitment.source_page_id,
        )
    )
    if faithful:
        _set_source(commitment, faithful[0], SourceState.INTACT)
    elif commitment.source_page_id:
        commitment.source_state = SourceState.BROKEN
    elif marks:
        _set_source(commitment, marks[0], SourceState.BROKEN)


def _set_source(commitment: Commitment, mark: Mark, state: SourceState) -> None:
    commitment.source_page_id = mark.page_id
    commitment.source_mark = mark.uuid
    commitment.source_state = state


def _note(report: SourceReport, commitment: Commitment, was_broken: bool) -> None:
    if commitment.source_state == SourceState.BROKEN:
        report.broken.append(commitment)
    elif was_broken:
        report.restored.append(commitment)
    else:
        report.adopted.append(commitment)


@receiver([page_published, page_unpublished], dispatch_uid="articles.sync_published_page")
def sync_published_page(
    sender: type, instance: Page, revision: Revision | None = None, **kwargs: Any
) -> None:
    """Pages published or withdrawn: by hand, on schedule, by review or by a command."""
    if isinstance(instance, ArticlePage):
        sync_page(instance, by=publisher_of(revision))


@receiver(published, dispatch_uid="articles.settle_published_commitment")
def settle_published_commitment(sender: type, instance: Any, **kwargs: Any) -> None:
    """A corrected quote may settle, or break, a commitment's source."""
    if isinstance(instance, Commitment):
        settle_commitments(Q(pk=instance.pk))
