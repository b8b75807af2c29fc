"""采访提纲: what every guest of an article has promised so far, and what to ask about it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page, PagePermissionTester

from initiatives.enums import (
    DECIDED_VERDICTS,
    UNDECIDED_VERDICTS,
    CommitmentKind,
    Comparator,
    EvidenceLevel,
    ScheduleState,
    SourceState,
    Verdict,
)
from initiatives.models import (
    Assessment,
    Commitment,
    Evidence,
    Organisation,
    Person,
    ProgressReport,
    Reply,
)
from initiatives.progress import Reading
from initiatives.questions import (
    Promise,
    Question,
    Revision,
    first_question,
    follow_up_question,
    questions_about,
)
from initiatives.viewsets.worklists import in_days
from portal.templatetags.typography import big_number

from .enums import AppearanceRole
from .models import Appearance, ArticlePage
from .release import LARGEST_KEY

__all__ = [
    "BriefView",
    "GuestBrief",
    "OpenCommitment",
    "SettledCommitment",
    "brief_buttons",
    "briefs_for",
]

# Who speaks in their own name; moderators and reporters ask.
SPEAKING = (AppearanceRole.GUEST, AppearanceRole.AUTHOR)
SETTLED_VERDICTS = (*DECIDED_VERDICTS, Verdict.UNRATABLE)
SETBACKS = (Verdict.BEHIND, Verdict.STALLED)
GOALS = {
    Comparator.AT_LEAST: "{}以上",
    Comparator.AT_MOST: "{}以内",
    Comparator.EQUAL: "{}",
    Comparator.INCREASE_BY: "增长{}",
}


@dataclass(frozen=True)
class OpenCommitment:
    """One commitment nobody has decided about, with all that an interviewer wants at hand."""

    commitment: Commitment
    assessment: Assessment | None
    reports: list[ProgressReport]
    replies: list[Reply]
    today: dt.date

    @property
    def time_left(self) -> str:
        return in_days(self.commitment.deadline, self.today)

    @property
    def evidence(self) -> list[Evidence]:
        return list(self.assessment.evidence.all()) if self.assessment else []

    @cached_property
    def latest(self) -> ProgressReport | None:
        """The last report of any sort: a value, or words."""
        return self.reports[-1] if self.reports else None

    @property
    def reply(self) -> Reply | None:
        """The last invitation, with its answer where there is one."""
        return self.replies[-1] if self.replies else None

    @property
    def successor(self) -> Commitment | None:
        """What the same speaker said later instead, once it is published."""
        later = getattr(self.commitment, "successor", None)
        return later if later and later.live else None

    @property
    def goal(self) -> str:
        """The number as it was said; in our own words where nobody noted that."""
        one = self.commitment
        if one.number_text or one.target is None:
            return one.number_text
        return GOALS[one.comparator].format(f"{big_number(one.target)}{one.unit}")

    @cached_property
    def promise(self) -> Promise:
        """The same as plain facts, for the rules."""
        one, last, later = self.commitment, self.reply, self.successor
        judged = None if one.verdict == Verdict.UNCHECKED else self.assessment
        broken = one.source_state == SourceState.BROKEN and one.source_page
        return Promise(
            today=self.today,
            said_on=one.said_on,
            summary=one.summary,
            figure=big_number,
            metric=one.metric,
            goal=self.goal,
            target=one.target,
            unit=one.unit,
            ceiling=one.comparator == Comparator.AT_MOST,
            growth=one.comparator == Comparator.INCREASE_BY,
            accumulates=one.accumulates,
            baseline=one.baseline,
            baseline_on=one.baseline_on,
            deadline=one.deadline,
            due_soon=one.current_schedule == ScheduleState.DUE_SOON,
            conditional=one.kind == CommitmentKind.CONDITIONAL,
            ongoing=one.kind == CommitmentKind.ONGOING,
            policy=one.kind == CommitmentKind.SUPPORT,
            readings=tuple(
                Reading(row.as_of, row.value, row.verified, row.provenance)
                for row in self.reports
                if row.value is not None
            ),
            verdict=one.verdict.label if judged else "",
            verdict_on=localtime(judged.published_at).date() if judged else None,
            reason=judged.reason if judged else "",
            setback=one.verdict in SETBACKS,
            only_self_reported=one.evidence_level == EvidenceLevel.SELF_REPORT,
            unanswered_since=last.invited_on if last and not last.replied_on else None,
            revision=Revision(later.said_on, later.summary) if later else None,
            broken_source=one.source_page.title if broken else "",
        )

    @property
    def pace(self) -> Decimal | None:
        """What a steady pace would have reached by now."""
        return self.promise.pace_on(self.today)

    @property
    def questions(self) -> list[Question]:
        return questions_about(self.promise)


@dataclass(frozen=True)
class SettledCommitment:
    """One that was decided since the guest was last heard."""

    commitment: Commitment
    assessment: Assessment

    @property
    def question(self) -> Question:
        verdict = self.commitment.verdict
        outcome = {Verdict.KEPT: "kept", Verdict.UNRATABLE: "unclear"}.get(verdict, "missed")
        decided = localtime(self.assessment.published_at).date()
        return follow_up_question(self.commitment.summary, verdict.label, decided, outcome)


@dataclass(frozen=True)
class GuestBrief:
    """One guest's sheet. `heard` is when they last spoke in the paper; `known`: has promised."""

    person: Person
    title: str
    organisation: Organisation | None
    heard: Appearance | None
    pending: list[OpenCommitment]
    settled: list[SettledCommitment]
    known: bool
    subject: str

    @property
    def introduction(self) -> str:
        """Organisation and title; the title alone where it begins with the organisation."""
        name = self.organisation.display_name if self.organisation else ""
        if not name or self.title.startswith((name, self.organisation.name)):
            return self.title
        return f"{self.organisation.name}　{self.title}".strip()

    @property
    def first_question(self) -> Question:
        """For whom no open commitment gives a reason to ask."""
        speaks_for = self.organisation.display_name if self.organisation else "您"
        return first_question(speaks_for, self.subject)


def briefs_for(page: ArticlePage, today: dt.date) -> list[GuestBrief]:
    """A sheet for everybody who speaks in `page`, in printed order. `page` may be a draft.

    The same few queries for two guests and for twenty.
    """
    rows = first_of_each(row for row in page.appearances.all() if row.role in SPEAKING)
    people = Person.objects.select_related("organisation").in_bulk(row.person_id for row in rows)
    organisations = Organisation.objects.in_bulk({row.organisation_id for row in rows} - {None})
    said = by_speaker(Commitment.objects.public().filter(speaker__in=people), today)
    keys = [one.pk for commitments in said.values() for one in commitments]
    assessments = Assessment.objects.prefetch_related("evidence").in_bulk(
        one.current_assessment_id
        for commitments in said.values()
        for one in commitments
        if one.current_assessment_id
    )
    reports = by_commitment(ProgressReport.objects.public(), keys)
    replies = by_commitment(Reply.objects.all(), keys)
    heard = last_heard(page, people, today)

    def brief(row: Appearance) -> GuestBrief:
        person, before = people[row.person_id], heard.get(row.person_id)
        made = said.get(row.person_id, [])
        return GuestBrief(
            person=person,
            title=row.title or person.title,
            organisation=organisations.get(row.organisation_id) or person.organisation,
            heard=before,
            pending=[
                OpenCommitment(
                    one,
                    assessments.get(one.current_assessment_id),
                    reports.get(one.pk, []),
                    replies.get(one.pk, []),
                    today,
                )
                for one in made
                if one.verdict in UNDECIDED_VERDICTS
            ],
            settled=[
                SettledCommitment(one, assessments[one.current_assessment_id])
                for one in made
                if one.verdict in SETTLED_VERDICTS
                and decided_since(assessments[one.current_assessment_id], before)
            ],
            known=bool(made),
            subject=page.title,
        )

    return [brief(row) for row in rows if row.person_id in people]


def first_of_each(rows: Iterable[Appearance]) -> list[Appearance]:
    """Nobody twice, although somebody may be guest and author."""
    found: dict[int, Appearance] = {}
    for row in rows:
        found.setdefault(row.person_id, row)
    return list(found.values())


def by_speaker(commitments: QuerySet[Commitment], today: dt.date) -> dict[int, list[Commitment]]:
    """With verdict, schedule and source; what falls due first stands first."""
    found: dict[int, list[Commitment]] = {}
    rows = (
        commitments.with_verdict()
        .with_schedule(today)
        .select_related("source_page", "supersedes", "successor")
        .order_by("deadline", "said_on", "code")
    )
    for one in sorted(rows, key=lambda one: one.deadline is None):
        found.setdefault(one.speaker_id, []).append(one)
    return found


def by_commitment(rows: QuerySet, keys: list[int]) -> dict[int, list]:
    """In the order of the model: oldest first."""
    found: dict[int, list] = {}
    for row in rows.filter(commitment__in=keys):
        found.setdefault(row.commitment_id, []).append(row)
    return found


def last_heard(page: ArticlePage, people: Iterable[int], today: dt.date) -> dict[int, Appearance]:
    """When each was last in a published article other than this one, not after it."""
    rows = Appearance.objects.public().filter(
        person__in=people,
        role__in=SPEAKING,
        page__edition_date__lte=page.edition_date or today,
    )
    found: dict[int, Appearance] = {}
    for row in rows.exclude(page=page.pk):
        found.setdefault(row.person_id, row)
    return found


def decided_since(assessment: Assessment, heard: Appearance | None) -> bool:
    """After they were last in the paper; ever, when they never were."""
    decided = localtime(assessment.published_at).date()
    return heard is None or decided >= heard.page.edition_date


def may_prepare(user: AbstractBaseUser, page: Page) -> bool:
    """Whoever may edit the article in the admin."""
    return PagePermissionTester(user, page).can_edit()


def brief_buttons(page: Page, user: AbstractBaseUser, **kwargs: Any) -> Iterator[Button]:
    """The way in, from an article's header and from its line in a listing."""
    if issubclass(page.specific_class or Page, ArticlePage) and may_prepare(user, page):
        address = reverse("interview_brief", args=[page.pk])
        yield Button(BriefView.page_title, address, icon_name=BriefView.header_icon, priority=12)


class BriefView(WagtailAdminTemplateMixin, TemplateView):
    """The sheets to be printed, one page for each guest. Read only."""

    template_name = "articles/admin/brief.html"
    page_title = "采访提纲"
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if kwargs["page_id"] > LARGEST_KEY:
            raise Http404
        found = get_object_or_404(ArticlePage.objects.specific(), pk=kwargs["page_id"])
        if not may_prepare(request.user, found):
            raise PermissionDenied
        self.article = found.get_latest_revision_as_object()
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "主页"},
            {"url": self.edit_url, "label": self.article.title},
            {"url": "", "label": self.page_title},
        ]

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.article.pk])

    def get_context_data(self, **kwargs) -> dict:
        today = localdate()
        return super().get_context_data(**kwargs) | {
            "article": self.article,
            "briefs": briefs_for(self.article, today),
            "edit_url": self.edit_url,
            "today": today,
        }
