"""The association's workbooks: who may send them, and what became of each row."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import now

from portal.private_files import private_storage, unguessable_path

from ..enums import OrganisationKind, ReturnState, RowChange, RowState
from .commitments import Commitment
from .people import Organisation
from .progress import ProgressReport

__all__ = ["ColumnMapping", "Message", "Representative", "Return", "ReturnRow"]


def workbook_path(instance: "Return", name: str) -> str:
    """Nothing of what the uploader wrote ends up in the path."""
    return unguessable_path("returns", name)


class Representative(models.Model):
    """A person's log-in to `/members/`, in the name of one association."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="用户",
        on_delete=models.CASCADE,
        related_name="representative",
    )
    association = models.ForeignKey(
        Organisation,
        verbose_name="协会",
        on_delete=models.PROTECT,
        related_name="representatives",
        limit_choices_to={"kind": OrganisationKind.ASSOCIATION},
    )
    phone = models.CharField("电话", max_length=40, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "协会账号"
        verbose_name_plural = "协会账号"
        ordering = ["association__pinyin", "pk"]

    def __str__(self) -> str:
        return f"{self.association} {self.user}"


class ColumnMapping(models.Model):
    """Which of an association's own headings stands for which column, as its people put it right.

    `columns`: heading as written → key of a column, or "" for a column to leave out.
    """

    association = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="column_mapping"
    )
    columns = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "列名对照"
        verbose_name_plural = "列名对照"

    def __str__(self) -> str:
        return str(self.association)


class ReturnQuerySet(models.QuerySet):
    def of_association(self, association: Organisation) -> Self:
        """All that one association has uploaded; nobody else's."""
        return self.filter(association=association)

    def kept(self) -> Self:
        return self.exclude(state=ReturnState.DISCARDED)

    def with_report_counts(self) -> Self:
        """Annotate `<status>_reports` for every status of a report."""
        statuses = ProgressReport._meta.get_field("status").choices
        return self.annotate(
            **{
                f"{status}_reports": Count(
                    "reports", filter=Q(reports__status=status), distinct=True
                )
                for status, _ in statuses
            }
        )


class Return(models.Model):
    """One uploaded workbook, from the file to the decision about its last row."""

    association = models.ForeignKey(
        Organisation, verbose_name="协会", on_delete=models.PROTECT, related_name="returns"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="上传人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_at = models.DateTimeField("上传时间", default=now)
    file = models.FileField("文件", storage=private_storage, upload_to=workbook_path)
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("摘要值", max_length=64)
    state = models.CharField(
        "状态", max_length=20, choices=ReturnState.choices, default=ReturnState.WAITING
    )
    # Why it could not be read; shown to the association.
    failure = models.CharField("原因", max_length=300, blank=True)
    # {"headings": [...], "heading_row": 2, "columns": {"0": "code", ...}, "found": {"0": "exact"}}
    mapping = models.JSONField("列的对应", default=dict, blank=True)
    total_rows = models.PositiveIntegerField("行数", null=True, blank=True)
    done_rows = models.PositiveIntegerField("已处理", default=0)
    # Who works on it: changes hands when a worker dies, and the dead one's late writes are refused.
    worker = models.UUIDField(null=True, blank=True, editable=False)
    heartbeat = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)

    objects = ReturnQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "申报批次"
        verbose_name_plural = "申报批次"
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["state", "heartbeat"], name="return_at_work")]

    def __str__(self) -> str:
        return f"{self.name}（{self.uploaded_at:%Y-%m-%d}）"

    def get_absolute_url(self) -> str:
        return reverse("members:return", args=[self.pk])

    @property
    def row_counts(self) -> dict[RowState, int]:
        """How many rows stand in each state, every state included; one query."""
        rows = self.rows.order_by().values_list("state").annotate(number=Count("pk"))
        found = dict(rows)
        return {state: found.get(state.value, 0) for state in RowState}


class ReturnRowQuerySet(models.QuerySet):
    def with_problems(self) -> Self:
        return self.filter(state__in=[RowState.BLOCKED, RowState.CONFIRM])


class ReturnRow(models.Model):
    """One row as it was read, what is wrong with it, and the report it became."""

    batch = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("行号", help_text="如 Excel 所示")
    # Key of a column → what the cell says, as text.
    cells = models.JSONField(default=dict)
    # [{"field": "value", "grade": "must", "kind": "unit_slip", "message": …, "fix": …}]
    problems = models.JSONField(default=list)
    state = models.CharField("状态", max_length=10, choices=RowState.choices)
    change = models.CharField("比较", max_length=10, choices=RowChange.choices, blank=True)
    # The kinds of problems that the association has looked at and stands by.
    confirmed = models.JSONField(default=list)
    commitment = models.ForeignKey(
        Commitment, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    as_of = models.DateField("数据日期", null=True)
    value = models.DecimalField("完成值", max_digits=20, decimal_places=4, null=True)
    # What stood before for the same commitment, member and date; None for a new one.
    previous = models.ForeignKey(
        ProgressReport, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    report = models.OneToOneField(
        ProgressReport, null=True, on_delete=models.SET_NULL, related_name="row"
    )

    objects = ReturnRowQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "申报行"
        verbose_name_plural = "申报行"
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="unique_return_row"),
            models.CheckConstraint(
                condition=~Q(state=RowState.SUBMITTED) | Q(report__isnull=False),
                name="submitted_row_has_a_report",
            ),
        ]
        indexes = [models.Index(fields=["batch", "state", "number"], name="return_row_state")]

    def __str__(self) -> str:
        return f"{self.batch} 第 {self.number} 行"


class Message(models.Model):
    """A word from the newsroom to one association, shown on its dashboard."""

    association = models.ForeignKey(
        Organisation, verbose_name="协会", on_delete=models.CASCADE, related_name="messages"
    )
    batch = models.ForeignKey(
        Return,
        verbose_name="申报批次",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="messages",
    )
    text = models.CharField("留言", max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="留言人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField("时间", default=now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "留言"
        verbose_name_plural = "留言"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.text
