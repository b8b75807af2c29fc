"""Editorial verdicts: proposed by one, approved by another, never changed."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.timezone import now
from modelcluster.models import ClusterableModel

from ..enums import AssessmentOrigin, AssessmentStatus, EvidenceLevel, NewsroomRole, Verdict

__all__ = ["AppendOnlyError", "Assessment", "same_substance", "substance_of"]

REASON_LENGTH = 200


class AppendOnlyError(Exception):
    """Somebody tried to change or delete a published assessment; a newer one is the way."""

    def __init__(self) -> None:
        super().__init__("已发布的判定不能修改或删除，请另提一次新的判定。")


def substance_of(commitment: Any) -> dict[str, str]:
    """What a verdict is about: the words, the number and the deadline, as they stand now."""
    number = commitment.target
    if number is not None:
        number = f"{commitment.comparator} {Decimal(number).normalize():f} {commitment.unit}"
    return {
        "quote": commitment.quote,
        "number": number or "",
        "deadline": str(commitment.deadline or ""),
    }


def same_substance(before: dict[str, str], now: dict[str, str]) -> bool:
    """Whether nothing but white space differs; verdicts older than the record say nothing."""
    return not before or all(
        "".join(before[key].split()) == "".join(now[key].split()) for key in now
    )


class AssessmentQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(status=AssessmentStatus.PUBLISHED)

    def newest_first(self) -> Self:
        """THE order that decides which verdict is current: newest first, ties by id."""
        return self.order_by("-published_at", "-pk")

    def current(self) -> Self:
        """Published ones, the current one first."""
        return self.published().newest_first()

    def bulk_create(
        self, objs: Iterable["Assessment"], *, update_conflicts: bool = False, **kwargs: Any
    ) -> list["Assessment"]:
        if update_conflicts:
            raise AppendOnlyError
        return super().bulk_create(objs, **kwargs)

    def update(self, **kwargs: Any) -> int:
        if self.published().exists():
            raise AppendOnlyError
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.published().exists():
            raise AppendOnlyError
        return super().delete()


class Assessment(ClusterableModel):
    """A dated verdict on one commitment. Append-only once published."""

    commitment = models.ForeignKey(
        "initiatives.Commitment",
        verbose_name="承诺",
        on_delete=models.PROTECT,
        related_name="assessments",
    )
    verdict = models.CharField("判定", max_length=20, choices=Verdict.choices)
    reason = models.CharField(
        "理由",
        max_length=REASON_LENGTH,
        help_text=f"不超过 {REASON_LENGTH} 字，公开刊出。只写查到了什么、凭什么这样判。",
    )
    fulfilled_on = models.DateField(
        "兑现日期", null=True, blank=True, help_text="判“已兑现”时必填：做到的那一天。"
    )
    would_change = models.CharField(
        "怎样会改变这个判定",
        max_length=REASON_LENGTH,
        blank=True,
        help_text="可不填，公开刊出。出现什么就会改判，例如：区里公布第三季度产量。"
        "系统按判定、数字和期限另列一般的几条。",
    )
    status = models.CharField(
        "状态",
        max_length=20,
        choices=AssessmentStatus.choices,
        default=AssessmentStatus.PROPOSED,
        editable=False,
    )
    origin = models.CharField(
        "由来",
        max_length=20,
        choices=AssessmentOrigin.choices,
        default=AssessmentOrigin.EDITORIAL,
        editable=False,
    )
    judged = models.JSONField(
        "所判的承诺",
        default=dict,
        blank=True,
        editable=False,
        help_text="发布判定时承诺的原话、数字与期限。",
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="提出人",
        null=True,
        on_delete=models.PROTECT,
        related_name="proposed_assessments",
        editable=False,
    )
    proposed_at = models.DateTimeField("提出时间", default=now, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="核准人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="approved_assessments",
        editable=False,
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True, editable=False)
    # As they were at publication: people change desks, the record doesn't. Empty: 未记录.
    proposer_role = models.CharField(
        "提出人角色", max_length=20, choices=NewsroomRole.choices, blank=True, editable=False
    )
    approver_role = models.CharField(
        "核准人角色", max_length=20, choices=NewsroomRole.choices, blank=True, editable=False
    )
    method = models.CharField(
        "方法版本", max_length=10, blank=True, editable=False, help_text="判定依照的方法说明"
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "判定"
        verbose_name_plural = "判定"
        ordering = ["-proposed_at", "-pk"]
        permissions = [
            ("approve_assessment", "可以核准判定"),
            ("approve_grave_assessment", "可以核准“未兑现”与“停滞”"),
        ]
        indexes = [
            models.Index(
                fields=["commitment", "-published_at", "-id"],
                condition=Q(status=AssessmentStatus.PUBLISHED),
                name="assessment_current",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(approved_by=F("proposed_by")),
                name="assessment_approver_is_another_person",
                violation_error_message="提出判定的人不能自己核准。",
            ),
            models.CheckConstraint(
                condition=~Q(status=AssessmentStatus.PUBLISHED)
                | Q(published_at__isnull=False)
                & (Q(approved_by__isnull=False) | Q(origin=AssessmentOrigin.CORRECTION)),
                name="assessment_published_by_somebody",
                violation_error_message="发布的判定必须有核准人和发布时间。",
            ),
            models.CheckConstraint(
                condition=Q(origin=AssessmentOrigin.EDITORIAL, proposed_by__isnull=False)
                | Q(origin=AssessmentOrigin.CORRECTION, verdict=Verdict.UNCHECKED),
                name="assessment_by_somebody_or_reopened",
                violation_error_message="判定须有提出人；因更正而生的只能是“待核查”。",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.KEPT, fulfilled_on__isnull=False)
                | (~Q(verdict=Verdict.KEPT) & Q(fulfilled_on__isnull=True)),
                name="assessment_kept_has_its_day",
                violation_error_message="“已兑现”须填兑现日期，其他判定不填。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment.code} {self.get_verdict_display()}"

    @property
    def is_published(self) -> bool:
        return self.status == AssessmentStatus.PUBLISHED

    @property
    def is_reopening(self) -> bool:
        """A return to 待核查 because of a correction: nobody's judgement."""
        return self.origin == AssessmentOrigin.CORRECTION

    @property
    def best_evidence_level(self) -> EvidenceLevel | None:
        """The strongest source listed; reads prefetched evidence."""
        levels = [evidence.level for evidence in self.evidence.all()]
        return EvidenceLevel(min(levels)) if levels else None

    def clean(self) -> None:
        super().clean()
        if (self.verdict == Verdict.KEPT) != bool(self.fulfilled_on):
            raise ValidationError({"fulfilled_on": "“已兑现”须填兑现日期，其他判定不填。"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            self._refuse_when_published()
            if self.status == AssessmentStatus.PROPOSED:
                self.judged = substance_of(self.commitment)
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            self._refuse_when_published()
            return super().delete(*args, **kwargs)

    def _refuse_when_published(self) -> None:
        """By the database's word, after waiting for whoever is deciding about it just now."""
        saved = Assessment.objects.select_for_update().filter(pk=self.pk)
        if AssessmentStatus.PUBLISHED in saved.values_list("status", flat=True):
            raise AppendOnlyError
