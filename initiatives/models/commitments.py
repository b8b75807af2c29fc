"""One verifiable statement about the future by one speaker."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import OuterRef, Prefetch, Q, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page
from wagtail.search import index

from portal.search.fields import SoundField

from ..enums import (
    UNDECIDED_VERDICTS,
    CommitmentKind,
    Comparator,
    DeadlinePrecision,
    EvidenceLevel,
    ScheduleState,
    SourceState,
    Verdict,
)
from ..facing import Pair, pair_up
from ..schedule import period_end, schedule_case, schedule_state
from ..superseding import contradictions, still_free
from ..timeline import Event, timeline
from .assessments import Assessment
from .codes import CodeCounter
from .drawn_progress import DrawnProgress
from .evidence import Evidence
from .initiatives import InitiativePage
from .mergeable import resolve
from .news import last_news
from .people import Organisation, Person, PublishableSnippet, Topic
from .progress import ProgressReport
from .quantities import NUMBER
from .replies import Reply

__all__ = ["Commitment"]

NEIGHBOURS = 6
# Kept by the system, not by the editor's form: a revision must not bring old values back.
SYSTEM_FIELDS = (
    "code",
    "source_page_id",
    "source_mark",
    "source_state",
    "last_checked",
    "next_check",
    "responsible_id",
)


class CommitmentQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(live=True)

    def with_verdict(self) -> Self:
        """Annotate what the current assessment says: verdict, day of fulfilment, best evidence."""
        current = Assessment.objects.current().filter(commitment=OuterRef("pk"))
        evidence = Evidence.objects.best_first().filter(
            assessment=OuterRef("current_assessment_id")
        )
        return self.annotate(
            current_assessment_id=Subquery(current.values("pk")[:1]),
            current_verdict=Coalesce(
                Subquery(current.values("verdict")[:1]), Value(Verdict.UNCHECKED)
            ),
            current_fulfilled_on=Subquery(current.values("fulfilled_on")[:1]),
            current_evidence_level=Subquery(evidence.values("level")[:1]),
        )

    def with_schedule(self, today: dt.date | None = None) -> Self:
        """Annotate `current_schedule`; needs `with_verdict()` before it."""
        return self.annotate(current_schedule=schedule_case(today or localdate()))

    def with_latest_report(self) -> Self:
        """Annotate the newest public value: `latest_value`, `latest_as_of`, `latest_verified`."""
        latest = ProgressReport.objects.latest_values_of(OuterRef("pk"))
        return self.annotate(
            latest_value=Subquery(latest.values("value")[:1]),
            latest_as_of=Subquery(latest.values("as_of")[:1]),
            latest_verified=Subquery(latest.values("verified")[:1]),
        )

    def with_verified_value(self) -> Self:
        """Annotate the newest public value that the newsroom has verified, and its date."""
        verified = ProgressReport.objects.latest_values_of(OuterRef("pk")).filter(verified=True)
        return self.annotate(
            verified_value=Subquery(verified.values("value")[:1]),
            verified_as_of=Subquery(verified.values("as_of")[:1]),
        )

    def with_updated(self) -> Self:
        """Annotate `updated_at`: when readers last got something new about it."""
        return self.annotate(updated_at=last_news())

    def reportable_by(self, association: Organisation, today: dt.date | None = None) -> Self:
        """What an association may report about: its members' public promises, still undecided."""
        members = Organisation.objects.represented_by(association, today)
        return (
            self.public()
            .filter(organisation__in=members)
            .with_verdict()
            .filter(current_verdict__in=UNDECIDED_VERDICTS)
        )

    def due_within(self, days: int, today: dt.date | None = None) -> Self:
        """Deadlines from today on, nearest first."""
        today = today or localdate()
        return self.filter(deadline__range=(today, today + dt.timedelta(days=days))).order_by(
            "deadline", "pk"
        )

    def said_beside(self, commitment: "Commitment") -> Self:
        """Others from the same article, a handful."""
        return self.filter(
            source_page__isnull=False, source_page=commitment.source_page_id
        ).exclude(pk=commitment.pk)[:NEIGHBOURS]

    def facing(self) -> list[Pair]:
        """One speaker's promises in pairs, with where each stands; one query more."""
        return _with_public_marks(pair_up(self))

    def for_listing(self) -> Self:
        """All that a ledger line shows, in one query."""
        return self.select_related("speaker", "organisation", "source_page").with_verdict()

    def verdict_counts(self) -> dict[Verdict, int]:
        """How many stand at each verdict, every verdict included, in the order of the enum."""
        rows = (
            self.order_by()
            .with_verdict()
            .values_list("current_verdict")
            .annotate(number=models.Count("pk"))
        )
        found = dict(rows)
        return {verdict: found.get(verdict.value, 0) for verdict in Verdict}


class Commitment(DrawnProgress, index.Indexed, PublishableSnippet):
    """A verbatim sentence, at most one number, a deadline, and where it was said."""

    code = models.CharField("编号", max_length=20, unique=True, editable=False)
    summary = models.CharField("摘要", max_length=120, help_text="编辑部的一句话概括")
    quote = models.TextField(
        "原话", max_length=500, help_text="与文章中标记的句子一字不差；一句话有两个数字，记两项。"
    )
    speaker = models.ForeignKey(
        Person, verbose_name="承诺人", on_delete=models.PROTECT, related_name="commitments"
    )
    speaker_title = models.CharField("当日职务", max_length=150, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="代表机构",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commitments",
    )
    said_on = models.DateField("说话日期")
    source_page = models.ForeignKey(
        Page,
        verbose_name="出处文章",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    source_mark = models.UUIDField("出处标记", null=True, blank=True, editable=False, unique=True)
    source_state = models.CharField(
        "出处状态",
        max_length=10,
        choices=SourceState.choices,
        default=SourceState.NONE,
        editable=False,
        db_index=True,
    )
    kind = models.CharField(
        "类型", max_length=20, choices=CommitmentKind.choices, default=CommitmentKind.MILESTONE
    )
    metric = models.CharField("指标", max_length=80, blank=True, help_text="例如：年销量")
    comparator = models.CharField("比较", max_length=20, choices=Comparator.choices, blank=True)
    target = models.DecimalField("目标值", **NUMBER, help_text="普通数字：500万写作 5000000")
    unit = models.CharField("单位", max_length=20, blank=True, help_text="例如：辆、亿元、%")
    number_text = models.CharField("数字原文", max_length=40, blank=True, help_text="如“超百万辆”")
    baseline = models.DecimalField("起点值", **NUMBER)
    baseline_on = models.DateField("起点日期", null=True, blank=True)
    accumulates = models.BooleanField(
        "逐步累积", default=False, help_text="数值随时间累积，可与时间进度比较。"
    )
    deadline = models.DateField(
        "期限", null=True, blank=True, help_text="只说到年的，按当年12月31日；保存时自动取整。"
    )
    deadline_precision = models.CharField(
        "期限精度",
        max_length=10,
        choices=DeadlinePrecision.choices,
        default=DeadlinePrecision.NONE,
    )
    deadline_text = models.CharField("期限原文", max_length=40, blank=True)
    initiatives = ParentalManyToManyField(
        InitiativePage, verbose_name="行动档案", blank=True, related_name="commitments"
    )
    topics = ParentalManyToManyField(
        Topic, verbose_name="主题", blank=True, related_name="commitments"
    )
    note = models.CharField(
        "编者说明", max_length=200, blank=True, help_text="公开刊出，例如：引语为转述"
    )
    last_checked = models.DateField("最近核查", null=True, blank=True, editable=False)
    next_check = models.DateField("下次核查", null=True, blank=True, editable=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="负责编辑",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="responsible_for",
    )
    supersedes = models.OneToOneField(
        "self",
        verbose_name="取代的旧承诺",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successor",
        help_text="同一位承诺人后来改了说法时，选从前的那一项；两句话会并列刊出。",
    )

    search_fields = [
        index.SearchField("code", boost=2),
        index.SearchField("summary", boost=2),
        index.SearchField("quote"),
        index.SearchField("metric"),
        index.SearchField("speaker_title"),
        index.SearchField("note"),
        index.SearchField("organisation_names"),
        index.AutocompleteField("code"),
        index.AutocompleteField("summary"),
        index.AutocompleteField("quote"),
        index.RelatedFields("speaker", [index.SearchField("name"), SoundField("sounds")]),
        index.FilterField("live"),
        index.FilterField("speaker_id"),
    ]

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "承诺"
        verbose_name_plural = "承诺"
        ordering = ["-said_on", "code"]
        indexes = [
            models.Index(fields=["deadline", "id"], name="commitment_deadline"),
            models.Index(fields=["-said_on", "code"], name="commitment_said"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(unit=""),
                name="commitment_target_needs_unit",
                violation_error_message="填了目标值，就要填单位。",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True, comparator="")
                | (Q(target__isnull=False) & ~Q(comparator="")),
                name="commitment_target_needs_comparator",
                violation_error_message="目标值与比较方式（≥、≤、=、增长）要一起填。",
            ),
            models.CheckConstraint(
                condition=~Q(kind=CommitmentKind.NUMBER) | Q(target__isnull=False),
                name="commitment_number_needs_target",
                violation_error_message="类型为“数量指标”时要填目标值。",
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True, baseline_on__isnull=True)
                | Q(baseline__isnull=False, baseline_on__isnull=False, target__isnull=False),
                name="commitment_baseline_needs_date_and_target",
                violation_error_message="起点值与起点日期要一起填，并且先要有目标值。",
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True, deadline_precision=DeadlinePrecision.NONE)
                | (Q(deadline__isnull=False) & ~Q(deadline_precision=DeadlinePrecision.NONE)),
                name="commitment_deadline_needs_precision",
                violation_error_message="期限与期限精度要一起填；没有期限的，精度选“无”。",
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | Q(deadline__gte=models.F("said_on")),
                name="commitment_deadline_is_in_the_future",
                violation_error_message="期限不能早于说话日期。",
            ),
            models.CheckConstraint(
                condition=~Q(source_state=SourceState.INTACT)
                | Q(source_page__isnull=False, source_mark__isnull=False),
                name="commitment_intact_source_has_page_and_mark",
                violation_error_message="出处有效的承诺必须有文章和标记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.summary}" if self.code else self.summary

    def get_absolute_url(self) -> str:
        return reverse("commitment_detail", args=[self.code])

    @property
    def search_day(self) -> dt.date:
        """What dates it among equally good hits."""
        return self.said_on

    @property
    def organisation_names(self) -> list[str]:
        """What it may be found by beside its own words."""
        return self.organisation.public_names if self.organisation else []

    @property
    def has_number(self) -> bool:
        return self.target is not None

    @cached_property
    def current_assessment(self) -> Assessment | None:
        """The assessment that decides; one query when it isn't prefetched by the caller."""
        return self.assessments.current().first() if self.pk else None

    @property
    def verdict(self) -> Verdict:
        """How it stands; free when the queryset came `with_verdict()`."""
        if "current_verdict" in self.__dict__:
            return Verdict(self.current_verdict)
        current = self.current_assessment
        return Verdict(current.verdict) if current else Verdict.UNCHECKED

    @property
    def fulfilled_on(self) -> dt.date | None:
        """The day it was done; None unless the current verdict is 已兑现."""
        if "current_fulfilled_on" in self.__dict__:
            return self.current_fulfilled_on
        current = self.current_assessment
        return current.fulfilled_on if current else None

    @property
    def evidence_level(self) -> EvidenceLevel | None:
        """The best source behind the current verdict."""
        if "current_evidence_level" in self.__dict__:
            level = self.current_evidence_level
            return EvidenceLevel(level) if level else None
        current = self.current_assessment
        return current.best_evidence_level if current else None

    @property
    def schedule(self) -> ScheduleState:
        """Where it stands against its deadline today."""
        return schedule_state(
            self.deadline, self.deadline_precision, self.fulfilled_on, localdate()
        )

    @cached_property
    def public_initiatives(self) -> list[InitiativePage]:
        """What it is made for; in a preview, what the form has chosen."""
        chosen = self.initiatives.values_list("id", flat=True)
        return list(InitiativePage.objects.visible().filter(pk__in=chosen).order_by("title"))

    @cached_property
    def neighbours(self) -> list["Commitment"]:
        """Others made at the same table."""
        return list(Commitment.objects.public().for_listing().said_beside(self))

    @cached_property
    def public_marks(self) -> list[models.Model]:
        """Where its sentence stands, in articles that every reader may open.

        Read in one query with those of what it faces: whoever shows one shows the other.
        """
        if not self.pk:
            return []
        _with_public_marks(self._pairs, self)
        return self.__dict__["public_marks"]

    @cached_property
    def _pairs(self) -> list[Pair]:
        if not self.pk:
            return []
        others = Commitment.objects.public().filter(speaker=self.speaker_id).exclude(pk=self.pk)
        return [pair for pair in pair_up([self, *others]) if self in pair.both]

    @property
    def facing(self) -> list[Pair]:
        """What was said before it and after it, with where it all stands; two queries.

        In a preview the form's own words face the others.
        """
        _ = self.public_marks  # and those of the others with it
        return self._pairs

    @property
    def reworded(self) -> list[Pair]:
        """Facing what an editor found to supersede it, once readers may see that: one at most."""
        return [pair for pair in self.facing if pair.declared and pair.earlier == self]

    @cached_property
    def history(self) -> list[Assessment]:
        """Published assessments with their evidence, the current one first."""
        return list(self.assessments.current().prefetch_related("evidence")) if self.pk else []

    @cached_property
    def reports_on_record(self) -> list[ProgressReport]:
        """What an editor has accepted, with what no longer stands; oldest first."""
        if not self.pk:
            return []
        return list(self.reports.once_public().select_related("reporter", "association"))

    @property
    def public_reports(self) -> list[ProgressReport]:
        """What counts: accepted, and standing."""
        return [report for report in self.reports_on_record if report.stands]

    @cached_property
    def answers(self) -> list[Reply]:
        """Invitations to answer, and the answers."""
        return list(self.replies.select_related("link")) if self.pk else []

    @cached_property
    def corrections(self) -> list[models.Model]:
        """Of public articles in which its sentence stands or stood, the newest first."""
        if not self.pk:
            return []
        articles = self.marks.model._meta.get_field("page").related_model
        told = articles._meta.get_field("corrections").related_model.objects.public()
        return list(told.filter(page__marks__commitment=self.pk).distinct())

    @cached_property
    def events(self) -> list[Event]:
        """Its whole life, newest first."""
        said = Event(self.said_on, "said", self)
        return timeline(said, self.history, self.reports_on_record, self.answers, self.reworded)

    def get_preview_template(self, request, mode_name) -> str:
        return "initiatives/commitment_detail.html"

    def clean(self) -> None:
        super().clean()
        self._round_deadline()
        found = contradictions(self)
        if self.deadline and self.said_on and self.deadline < self.said_on:
            found["deadline"] = "期限不能早于说话日期。"
        if found:
            raise ValidationError(found)

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[Self]:
        """With what is read of others."""
        return super().get_indexed_objects().select_related("organisation")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._round_deadline()
        if not self.code:
            with transaction.atomic():
                self.code = CodeCounter.next_code(self.said_on.year)
                super().save(*args, **kwargs)
            return
        super().save(*args, **kwargs)

    @classmethod
    def from_serializable_data(cls, data: dict, *args: Any, **kwargs: Any) -> Self:
        """A draft's claim to supersede lapses once another was quicker, or nothing is there."""
        if not still_free(cls, data.get("supersedes"), data.get("pk")):
            data = data | {"supersedes": None}
        return super().from_serializable_data(data, *args, **kwargs)

    def with_content_json(self, content: dict) -> Self:
        """A revision as an object, with what the system keeps as it is in the database now."""
        revised = super().with_content_json(content)
        kept = Commitment.objects.filter(pk=self.pk).values(*SYSTEM_FIELDS).first() or {}
        for name, value in kept.items():
            setattr(revised, name, value)
        resolve([revised])
        return revised

    def _round_deadline(self) -> None:
        if self.deadline:
            self.deadline = period_end(self.deadline, self.deadline_precision)


def _with_public_marks(pairs: list[Pair], *others: Commitment) -> list[Pair]:
    """In one query; which articles there are, only another app knows."""
    rows = [*others, *(row for pair in pairs for row in pair.both)]
    marks = Commitment._meta.get_field("marks").related_model.objects.public()
    prefetch_related_objects(rows, Prefetch("marks", queryset=marks, to_attr="public_marks"))
    return pairs
