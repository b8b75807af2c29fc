"""The worklists as reports: filtered, searched, exported, and worked off many at a time."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F, Q, QuerySet
from django.urls import path, reverse
from django.utils.timezone import localdate
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from ..enums import AssessmentStatus, ContactOutcome
from ..models import Assessment, Commitment
from ..permissions import awaiting_approval_by, can_approve_assessments
from ..worklists import (
    DUE_SOON,
    OVERDUE,
    SILENT_MONTHS,
    UNCHECKED,
    Worklist,
    commitment_counts,
    silent,
    standing,
)
from .listing import DayColumn, PlainSearch, PlainSheets
from .progress import COMMITMENT_FIELDS, COMMITMENT_SOUNDS
from .worklist_filters import (
    MONTHS,
    ProposalFilterSet,
    SilentFilterSet,
    WorklistFilterSet,
)

__all__ = ["CommitmentWorklistView", "worklist_paths", "worklists"]


def in_days(deadline: dt.date | None, today: dt.date) -> str:
    """How far away a deadline is, in words."""
    if deadline is None:
        return "—"
    days = (deadline - today).days
    if days == 0:
        return "今天到期"
    return f"还有 {days} 天" if days > 0 else f"已过 {-days} 天"


def edit_commitment(commitment: Commitment) -> str:
    return reverse("wagtailsnippets_initiatives_commitment:edit", args=[commitment.pk])


def last_contact(commitment: Commitment) -> str:
    """When somebody last tried to hear from the speaker, and what came of it."""
    if not commitment.last_contact_on:
        return "还没联系过"
    outcome = ContactOutcome(commitment.last_contact_outcome).label
    return f"{commitment.last_contact_on:%Y-%m-%d} {outcome}"


class CommitmentWorklistView(PlainSearch, PlainSheets, ReportView):
    """Commitments that await something; `condition` says what."""

    template_name = "initiatives/admin/worklist.html"
    header_icon = "list-ul"
    condition: Q
    filterset_class = WorklistFilterSet
    permission_policy = ModelPermissionPolicy(Commitment)
    any_permission_required = ["change", "view"]
    text_fields = ("code", "summary", "quote", "speaker__name", "organisation__name")
    pinyin_fields = ("speaker__pinyin",)
    list_export = [
        "code",
        "summary",
        "quote",
        "speaker.name",
        "speaker_title",
        "organisation",
        "said_on",
        "deadline",
        "verdict.label",
        "schedule.label",
        "responsible",
        "next_check",
        "heard_on",
        "last_contact_on",
    ]
    export_headings = {
        "speaker.name": "承诺人",
        "verdict.label": "判定",
        "schedule.label": "期限状态",
        "heard_on": "最近一次有消息",
        "last_contact_on": "最近一次联系",
    }
    verbose_name_plural = "待办的承诺"

    @property
    def columns(self) -> list[Column]:
        today = localdate()
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            TitleColumn(
                "title",
                label="承诺",
                accessor=str,
                get_url=edit_commitment,
                get_title_id=lambda row: f"snippet_{row.pk}_title",
                sort_key="code",
            ),
            Column("speaker", label="承诺人", accessor="speaker.name", sort_key="speaker__pinyin"),
            DayColumn("deadline", label="期限", sort_key="deadline"),
            Column("days", label="离期限", accessor=lambda row: in_days(row.deadline, today)),
            *self.own_columns(),
            Column(
                "responsible",
                label="负责编辑",
                accessor=lambda row: row.responsible or "—",
                sort_key="responsible__username",
            ),
            DayColumn("next_check", label="下次核查", sort_key="next_check"),
        ]

    def own_columns(self) -> list[Column]:
        return [
            Column("verdict", label="判定", accessor="verdict.label", sort_key="current_verdict")
        ]

    def get_condition(self) -> Q:
        return self.condition

    def get_base_queryset(self) -> QuerySet[Commitment]:
        return (
            standing()
            .filter(self.get_condition())
            .select_related("speaker", "organisation", "responsible")
            .order_by(F("deadline").asc(nulls_last=True), "code")
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "bulk_model": Commitment._meta}


class UncheckedView(CommitmentWorklistView):
    page_title = "待核查"
    index_url_name, index_results_url_name = "worklist_unchecked", "worklist_unchecked_results"
    condition = UNCHECKED

    def own_columns(self) -> list[Column]:
        return [DayColumn("said_on", label="说话日期", sort_key="said_on")]


class DueSoonView(CommitmentWorklistView):
    page_title = "90 日内到期"
    index_url_name, index_results_url_name = "worklist_due_soon", "worklist_due_soon_results"
    condition = DUE_SOON


class OverdueView(CommitmentWorklistView):
    page_title = "已逾期未判定"
    index_url_name, index_results_url_name = "worklist_overdue", "worklist_overdue_results"
    condition = OVERDUE


class SilentView(CommitmentWorklistView):
    page_title = "无回音"
    index_url_name, index_results_url_name = "worklist_silent", "worklist_silent_results"
    filterset_class = SilentFilterSet

    def get_condition(self) -> Q:
        wanted = self.request.GET.get("months")
        months = int(wanted) if wanted in dict(MONTHS) else SILENT_MONTHS
        return silent(localdate(), months)

    def own_columns(self) -> list[Column]:
        return [
            DayColumn("heard_on", label="最近一次有消息", sort_key="heard_on"),
            Column("contact", label="最近一次联系", accessor=last_contact),
        ]


class ProposalsView(PlainSearch, PlainSheets, ReportView):
    """Verdicts that nobody has decided about."""

    page_title = "待批判定"
    header_icon = "clipboard-list"
    index_url_name, index_results_url_name = "worklist_proposals", "worklist_proposals_results"
    filterset_class = ProposalFilterSet
    permission_policy = ModelPermissionPolicy(Assessment)
    any_permission_required = ["view", "approve"]
    text_fields = (*COMMITMENT_FIELDS, "reason")
    pinyin_fields = COMMITMENT_SOUNDS
    default_ordering = "proposed_at"
    list_export = [
        "commitment.code",
        "commitment.summary",
        "get_verdict_display",
        "reason",
        "proposed_by",
        "proposed_at",
    ]
    export_headings = {
        "commitment.code": "编号",
        "commitment.summary": "摘要",
        "get_verdict_display": "拟判",
    }
    columns = [
        TitleColumn(
            "commitment",
            label="承诺",
            accessor="commitment",
            get_url=lambda row: reverse("assessments:inspect", args=[row.pk]),
        ),
        Column("verdict", label="拟判", accessor="get_verdict_display", sort_key="verdict"),
        Column("reason", label="理由"),
        Column("proposed_by", label="提出人", sort_key="proposed_by__username"),
        DayColumn("proposed_at", label="提出时间", sort_key="proposed_at"),
    ]
    verbose_name_plural = "待批的判定"

    def get_base_queryset(self) -> QuerySet[Assessment]:
        return Assessment.objects.filter(status=AssessmentStatus.PROPOSED).select_related(
            "commitment", "proposed_by"
        )


VIEWS = (
    UncheckedView,
    DueSoonView,
    OverdueView,
    SilentView,
    ProposalsView,
)


def worklist_paths() -> list:
    """Two addresses for each: the page, and its lines alone while filtering."""
    found = []
    for view in VIEWS:
        slug = view.index_url_name.removeprefix("worklist_").replace("_", "-")
        address = f"reports/{slug}/"
        found += [
            path(address, view.as_view(), name=view.index_url_name),
            path(
                f"{address}results/",
                view.as_view(results_only=True),
                name=view.index_results_url_name,
            ),
        ]
    return found


def sees(view: type[ReportView]) -> Any:
    """Whether a user may open that report."""

    def allowed(user: AbstractBaseUser) -> bool:
        return view.permission_policy.user_has_any_permission(user, view.any_permission_required)

    return allowed


def number_of_proposals(user: AbstractBaseUser) -> int:
    """Those that wait for this user; for those who approve nothing, all."""
    if can_approve_assessments(user):
        return awaiting_approval_by(user).count()
    return Assessment.objects.filter(status=AssessmentStatus.PROPOSED).count()


def worklists() -> list[Worklist]:
    """In the order of the menu; others add 待审申报, 待审读的回应 and 出处失效."""

    def of_commitments(view: type[ReportView], key: str, order: int, **more: Any) -> Worklist:
        return Worklist(
            view.page_title,
            view.index_url_name,
            view.header_icon,
            order,
            allowed=sees(view),
            count=lambda user: commitment_counts()[key],
            **more,
        )

    return [
        of_commitments(UncheckedView, "unchecked", 10),
        of_commitments(DueSoonView, "due_soon", 20),
        of_commitments(OverdueView, "overdue", 30, urgent=True),
        of_commitments(SilentView, "silent", 40),
        Worklist(
            ProposalsView.page_title,
            ProposalsView.index_url_name,
            ProposalsView.header_icon,
            60,
            allowed=sees(ProposalsView),
            count=number_of_proposals,
            urgent=True,
            query=lambda user: {"mine": "me"} if can_approve_assessments(user) else {},
        ),
    ]
