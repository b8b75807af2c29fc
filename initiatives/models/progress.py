"""What associations report, and what the speakers answer: shown beside a verdict, never one."""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate, now

from ..enums import ContactOutcome, ReportStatus
from .assessments import AppendOnlyError, Assessment
from .people import Organisation

__all__ = ["Contact", "ProgressReport", "Reply"]


RELIED_ON = "请其回应之后已经发布了判定，这一条不能再改；有新的回应，请另记一条。"


class ProgressReportQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Only what an editor has accepted ever leaves the newsroom."""
        return self.filter(status=ReportStatus.ACCEPTED)


class ProgressReport(models.Model):
    """A value or a note for one commitment at one date. 会员自报 until an editor verifies it."""

    commitment = models.ForeignKey(
        "initiatives.Commitment",
        verbose_name="承诺",
        on_delete=models.PROTECT,
        related_name="reports",
    )
    as_of = models.DateField("截至日期")
    value = models.DecimalField(
        "数值", max_digits=20, decimal_places=4, null=True, blank=True, help_text="与承诺同一单位"
    )
    note = models.CharField("说明", max_length=300, blank=True)
    reporter = models.ForeignKey(
        Organisation,
        verbose_name="申报单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
        help_text="由编辑部自己查到的数据留空",
    )
    source_url = models.URLField("网址", blank=True, max_length=500)
    status = models.CharField(
        "状态", max_length=20, choices=ReportStatus.choices, default=ReportStatus.SUBMITTED
    )
    verified = models.BooleanField(
        "编辑部已核实", default=False, help_text="未核实的数据公开时标为“会员自报”。"
    )
    submitted_at = models.DateTimeField("申报时间", default=now, editable=False)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = "进展申报"
        verbose_name_plural = "进展申报"
        ordering = ["as_of", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(note=""),
                name="report_says_something",
                violation_error_message="数值和说明至少填一项。",
            ),
            models.CheckConstraint(
                condition=Q(verified=False) | Q(status=ReportStatus.ACCEPTED),
                name="report_verified_is_accepted",
                violation_error_message="只有已采用的申报才能标为已核实。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment.code} {self.as_of:%Y-%m-%d}"

    @property
    def provenance(self) -> str:
        """How far the value can be trusted, as a reader sees it."""
        return "编辑部核实" if self.verified else "会员自报"


class Reply(models.Model):
    """An invitation to answer, and the answer in the speaker's own words."""

    commitment = models.ForeignKey(
        "initiatives.Commitment",
        verbose_name="承诺",
        on_delete=models.PROTECT,
        related_name="replies",
    )
    invited_on = models.DateField("请其回应日期")
    channel = models.CharField("方式", max_length=60, blank=True, help_text="例如：书面函、电话")
    responder = models.CharField("回应人", max_length=80, blank=True)
    replied_on = models.DateField("回应日期", null=True, blank=True)
    text = models.TextField("回应原话", blank=True, help_text="照录，不改写。")

    class Meta:
        verbose_name = "回应"
        verbose_name_plural = "回应"
        ordering = ["invited_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True, text="")
                | (Q(replied_on__isnull=False) & ~Q(text="")),
                name="reply_has_text_and_day",
                violation_error_message="有回应时，回应日期和原话都要填。",
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True) | Q(replied_on__gte=models.F("invited_on")),
                name="reply_follows_invitation",
                violation_error_message="回应日期不能早于请其回应的日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment.code} {self.invited_on:%Y-%m-%d}"

    @property
    def is_relied_on(self) -> bool:
        """A verdict was published after the invitation: what it rests on stays as it was."""
        return (
            Assessment.objects.published()
            .filter(commitment=self.commitment_id, published_at__date__gte=self.invited_on)
            .exists()
        )

    def clean(self) -> None:
        super().clean()
        if self._alters_what_stands():
            raise ValidationError(RELIED_ON)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._alters_what_stands():
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.is_relied_on:
            raise AppendOnlyError
        return super().delete(*args, **kwargs)

    def _alters_what_stands(self) -> bool:
        """An answer may still be filled in where there was none; nothing else may change."""
        saved = Reply.objects.filter(pk=self.pk).first() if self.pk else None
        if saved is None or not saved.is_relied_on:
            return False
        fixed = ["commitment_id", "invited_on", "channel"]
        if saved.replied_on:
            fixed += ["responder", "replied_on", "text"]
        return any(getattr(self, name) != getattr(saved, name) for name in fixed)


class Contact(models.Model):
    """One attempt to hear how a commitment stands. The newsroom's own log, never public."""

    commitment = models.ForeignKey(
        "initiatives.Commitment",
        verbose_name="承诺",
        on_delete=models.CASCADE,
        related_name="contacts",
    )
    contacted_on = models.DateField("联系日期", default=localdate)
    channel = models.CharField("方式", max_length=60, help_text="例如：电话、微信、书面函")
    whom = models.CharField("联系了谁", max_length=80, blank=True)
    outcome = models.CharField(
        "结果",
        max_length=20,
        choices=ContactOutcome.choices,
        default=ContactOutcome.NO_ANSWER,
    )
    note = models.CharField("说了什么", max_length=300, blank=True, help_text="只供编辑部看")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登记人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "联系记录"
        verbose_name_plural = "联系记录"
        ordering = ["-contacted_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.commitment.code} {self.contacted_on:%Y-%m-%d} {self.channel}"
