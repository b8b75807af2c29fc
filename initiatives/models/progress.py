"""What associations report: shown beside a verdict, never one."""

from operator import attrgetter
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.private_files import private_storage, unguessable_path

from ..enums import DecisionKind, ReportStatus, ReturnState
from .assessments import AppendOnlyError, Assessment
from .people import Organisation

__all__ = ["Decision", "EvidenceFile", "ProgressReport"]


# What makes two reports versions of one.
SAME_VERSION = ("association_id", "commitment_id", "reporter_id", "as_of")

ENDINGS = {
    ReportStatus.REPLACED: _("已由新的申报更替"),
    ReportStatus.WITHDRAWN: _("申报方已撤回"),
}


def evidence_path(instance: "EvidenceFile", name: str) -> str:
    """Nothing of what the uploader wrote ends up in the path."""
    return unguessable_path("evidence", name)


class ProgressReportQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Only what an editor has accepted, and nothing has replaced, counts."""
        return self.filter(status=ReportStatus.ACCEPTED)

    def once_public(self) -> Self:
        """With what was accepted and no longer stands: struck through in the history, not gone."""
        return self.filter(accepted_at__isnull=False)

    def of_association(self, association: Organisation) -> Self:
        """All that one association has sent in; nobody else's."""
        return self.filter(association=association)

    def versions_of(self, report: "ProgressReport") -> Self:
        """All that one association has sent for the same commitment, member and date."""
        return self.filter(**dict(zip(SAME_VERSION, report.version_key, strict=True)))

    def later_versions(self) -> Self:
        """In a subquery: what came after the report that the outer query is at."""
        same = {name: OuterRef(name) for name in SAME_VERSION}
        return self.filter(**same, version__gt=OuterRef("version"))

    def newest_versions(self) -> Self:
        """One for each commitment, member and date."""
        return self.filter(replaced_by__isnull=True)

    def sent_in(self) -> Self:
        """Without what is still on its way: a return is there as a whole, or not at all."""
        return self.exclude(batch__state=ReturnState.SUBMITTING)

    def awaiting_review(self) -> Self:
        """Sent in completely, and nobody has decided."""
        return self.sent_in().filter(status=ReportStatus.SUBMITTED)

    def relied_on(self) -> Self:
        """A verdict was published after they were accepted: nobody can take that back."""
        since = Assessment.objects.published().filter(
            commitment=OuterRef("commitment"), published_at__gte=OuterRef("accepted_at")
        )
        return self.filter(Exists(since), accepted_at__isnull=False)

    def latest_values_of(self, commitment: Any) -> Self:
        """Public values of one commitment (or of an `OuterRef`), the newest first."""
        values = self.public().filter(commitment=commitment, value__isnull=False)
        return values.order_by("-as_of", "-pk")

    def with_last_decision(self) -> Self:
        """Annotate `last_decision_id`, 0 for none: what a reviewer had seen when deciding."""
        newest = Decision.objects.filter(report=OuterRef("pk")).order_by("-pk")
        return self.annotate(last_decision_id=Coalesce(Subquery(newest.values("pk")[:1]), Value(0)))


class ProgressReport(models.Model):
    """A value or a note for one commitment at one date. 会员自报 until an editor verifies it.

    The same commitment, member and date sent in again with other words is a new version; the old
    one stays. The newsroom's own findings have no association.
    """

    commitment = models.ForeignKey(
        "initiatives.Commitment",
        verbose_name="承诺",
        on_delete=models.PROTECT,
        related_name="reports",
    )
    as_of = models.DateField("数据日期")
    value = models.DecimalField(
        "完成值", max_digits=20, decimal_places=4, null=True, blank=True, help_text="与承诺同一单位"
    )
    note = models.CharField("进展说明", max_length=300, blank=True)
    reporter = models.ForeignKey(
        Organisation,
        verbose_name="会员单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
        help_text="由编辑部自己查到的数据留空",
    )
    source_url = models.URLField("佐证链接", blank=True, max_length=500)
    filled_by = models.CharField("填报人", max_length=40, blank=True)
    association = models.ForeignKey(
        Organisation,
        verbose_name="申报协会",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="submitted_reports",
    )
    batch = models.ForeignKey(
        "initiatives.Return",
        verbose_name="申报批次",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="提交人",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    submitted_at = models.DateTimeField("申报时间", default=now, editable=False)
    # What the association confirmed though it looked odd: a list of sentences.
    warnings = models.JSONField("提示", default=list, blank=True, editable=False)
    version = models.PositiveSmallIntegerField("版次", default=1, editable=False)
    replaces = models.OneToOneField(
        "self",
        verbose_name="更替的上一版",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )
    status = models.CharField(
        "状态", max_length=20, choices=ReportStatus.choices, default=ReportStatus.SUBMITTED
    )
    accepted_at = models.DateTimeField("采用时间", null=True, blank=True, editable=False)
    verified = models.BooleanField(
        "编辑部已核实", default=False, help_text="未核实的数据公开时标为“会员自报”。"
    )
    verification = models.CharField(
        "核实依据", max_length=300, blank=True, help_text="凭什么核实的，公开刊出"
    )
    verification_url = models.URLField("核实依据的网址", blank=True, max_length=500)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = "进展申报"
        verbose_name_plural = "进展申报"
        ordering = ["as_of", "pk"]
        permissions = [("review_progressreport", "可以审核会员申报")]
        indexes = [models.Index(fields=["status", "submitted_at"], name="report_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(note=""),
                name="report_says_something",
                violation_error_message="完成值和进展说明至少填一项。",
            ),
            models.CheckConstraint(
                condition=Q(verified=False) | Q(accepted_at__isnull=False),
                name="report_verified_is_accepted",
                violation_error_message="只有已采用的申报才能标为已核实。",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.ACCEPTED) | Q(accepted_at__isnull=False),
                name="report_accepted_has_its_hour",
                violation_error_message="已采用的申报必须有采用时间。",
            ),
            models.CheckConstraint(
                condition=Q(batch__isnull=True) | Q(association__isnull=False),
                name="report_of_a_batch_has_an_association",
                violation_error_message="批次里的申报必须有申报协会。",
            ),
            models.CheckConstraint(
                condition=Q(association__isnull=True) | Q(reporter__isnull=False),
                name="report_of_an_association_names_the_member",
                violation_error_message="协会的申报必须写明会员单位。",
            ),
            models.UniqueConstraint(
                fields=["association", "commitment", "reporter", "as_of", "version"],
                condition=Q(association__isnull=False),
                name="unique_report_version",
                violation_error_message="同一承诺、会员和日期已经申报过。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment.code} {self.as_of:%Y-%m-%d}"

    @property
    def provenance(self) -> str:
        """How far the value can be trusted, as a reader sees it."""
        return gettext("编辑部已核实") if self.verified else gettext("会员自报")

    @property
    def version_key(self) -> tuple:
        """The same for all versions of one report."""
        return attrgetter(*SAME_VERSION)(self)

    @property
    def stands(self) -> bool:
        """Accepted, and nothing has come after it."""
        return self.status == ReportStatus.ACCEPTED

    @property
    def ending(self) -> str:
        """Why it no longer stands, as a reader is told; empty while it does."""
        return "" if self.stands else str(ENDINGS.get(self.status, _("编辑部已收回")))

    @property
    def is_relied_on(self) -> bool:
        """A verdict was published after it was accepted: the decision can't be taken back."""
        return ProgressReport.objects.filter(pk=self.pk).relied_on().exists()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.status == ReportStatus.ACCEPTED and self.accepted_at is None:
            self.accepted_at = now()
        super().save(*args, **kwargs)


class Decision(models.Model):
    """What was done about a report, with the reason as the association reads it; append-only."""

    report = models.ForeignKey(
        ProgressReport, verbose_name="申报", on_delete=models.PROTECT, related_name="decisions"
    )
    kind = models.CharField("决定", max_length=20, choices=DecisionKind.choices)
    reason = models.CharField("理由", max_length=300, blank=True)
    # Field → value as text, before and after; only of 修改后采用.
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="经手人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField("时间", default=now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "审核决定"
        verbose_name_plural = "审核决定"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.report} {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError


class EvidenceFile(models.Model):
    """A document behind a report, for the newsroom's eyes: never at a public address."""

    report = models.ForeignKey(
        ProgressReport,
        verbose_name="申报",
        on_delete=models.PROTECT,
        related_name="evidence_files",
    )
    file = models.FileField("文件", storage=private_storage, upload_to=evidence_path)
    name = models.CharField("文件名", max_length=120)
    media_type = models.CharField("类型", max_length=40)
    size = models.PositiveIntegerField("字节")
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="上传人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    added_at = models.DateTimeField("上传时间", default=now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "佐证文件"
        verbose_name_plural = "佐证文件"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "digest"],
                name="unique_evidence_file",
                violation_error_message="这个文件已经传过。",
            )
        ]

    def __str__(self) -> str:
        return self.name
