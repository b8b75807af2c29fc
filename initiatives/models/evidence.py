"""The sources behind a verdict, frozen together with it."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey

from ..enums import AssessmentStatus, EvidenceLevel
from .assessments import AppendOnlyError, Assessment

__all__ = ["Evidence"]


class EvidenceQuerySet(models.QuerySet):
    def frozen(self) -> Self:
        """Behind a published assessment."""
        return self.filter(assessment__status=AssessmentStatus.PUBLISHED)

    def bulk_create(
        self, objs: Iterable["Evidence"], *, update_conflicts: bool = False, **kwargs: Any
    ) -> list["Evidence"]:
        rows = list(objs)
        behind = Assessment.objects.filter(pk__in={row.assessment_id for row in rows})
        if update_conflicts or behind.published().exists():
            raise AppendOnlyError
        return super().bulk_create(rows, **kwargs)

    def update(self, **kwargs: Any) -> int:
        if self.frozen().exists():
            raise AppendOnlyError
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.frozen().exists():
            raise AppendOnlyError
        return super().delete()

    def best_first(self) -> Self:
        return self.order_by("level", "pk")


class Evidence(models.Model):
    """A source for or against, behind one assessment. Frozen together with it."""

    assessment = ParentalKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    level = models.PositiveSmallIntegerField("等级", choices=EvidenceLevel.choices)
    supports = models.BooleanField("支持承诺已推进", default=True, help_text="不勾选表示反面依据。")
    title = models.CharField("依据", max_length=150, help_text="文件、数据或采访的名称")
    publisher = models.CharField("发布者", max_length=80, blank=True)
    published_on = models.DateField("发布日期", null=True, blank=True)
    url = models.URLField("网址", blank=True, max_length=500)
    archive_url = models.URLField(
        "存档网址",
        blank=True,
        max_length=500,
        help_text="这份资料的存档副本（网页存档服务或本报自存的），原网址失效时读者还能查到",
    )
    archived_on = models.DateField("存档日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "依据"
        verbose_name_plural = "依据"
        ordering = ["level", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(archive_url="", archived_on__isnull=True)
                | (~Q(archive_url="") & Q(archived_on__isnull=False)),
                name="evidence_archive_has_its_day",
                violation_error_message="存档网址与存档日期要一起填。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.get_level_display()}）"

    def clean(self) -> None:
        super().clean()
        if self.archived_on and self.archived_on > localdate():
            raise ValidationError({"archived_on": "存档日期不能晚于今天。"})
        if self.archived_on and self.published_on and self.archived_on < self.published_on:
            raise ValidationError({"archived_on": "存档日期不能早于这份资料的发布日期。"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_when_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_when_published()
        return super().delete(*args, **kwargs)

    def _refuse_when_published(self) -> None:
        """Neither added to a published assessment nor taken away from one."""
        behind = Assessment.objects.filter(
            Q(pk=self.assessment_id) | Q(evidence__pk=self.pk, evidence__isnull=False)
        )
        if behind.published().exists():
            raise AppendOnlyError
