"""Proposing, reading, approving and returning verdicts in the editors' admin."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.timezone import localdate
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView, InspectView
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log, registry

from portal.conflicts import GuardedEditMixin

from ..filters import AssessmentFilterSet
from ..forms import ConfirmationForm, RejectionForm
from ..judging import (
    PROPOSE_ACTION,
    REJECT_ACTION,
    digest_of,
    objections_to_publishing,
    publish_assessment,
    reject_assessment,
)
from ..models import AppendOnlyError, Assessment
from ..panels import ASSESSMENT_FORM
from ..permissions import (
    can_approve_assessment,
    can_approve_assessments,
    can_revise_assessment,
)
from .listing import DayColumn, PlainSearch
from .progress import COMMITMENT_FIELDS, COMMITMENT_SOUNDS, AboutCommitment

__all__ = ["AssessmentViewSet"]


class AssessmentIndexView(PlainSearch, IndexView):
    """A row opens the assessment to read, whoever proposed it."""

    queryset = Assessment.objects.select_related("commitment", "proposed_by", "approved_by")
    text_fields = (*COMMITMENT_FIELDS, "reason")
    pinyin_fields = COMMITMENT_SOUNDS

    def get_edit_url(self, instance: Assessment) -> None:
        return None

    def get_list_more_buttons(self, instance: Assessment) -> list:
        return []


class AssessmentCreateView(AboutCommitment, CreateView):
    """Propose a verdict; the proposer is whoever is logged in."""

    success_message = "已提出判定：%(object)s。另一位编辑或主编核准后生效。"

    def get_initial_form_instance(self) -> Assessment:
        return Assessment(proposed_by=self.request.user)

    def save_instance(self) -> Assessment:
        assessment = self.form.save()
        log(assessment, PROPOSE_ACTION, user=self.request.user)
        return assessment

    def get_success_buttons(self) -> list:
        return []


class AssessmentEditView(GuardedEditMixin, EditView):
    """Put one's own open proposal right before somebody decides about it."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.object = self.get_object()
        if not can_revise_assessment(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self) -> Assessment:
        try:
            return super().save_instance()
        except AppendOnlyError as error:
            # Approved between opening the form and saving it.
            raise PermissionDenied from error


class AssessmentInspectView(InspectView):
    """Everything about one assessment, and the way to decide about it."""

    template_name = "initiatives/admin/assessment_inspect.html"
    page_title = "判定"

    def get_fields(self) -> list:
        return []

    def get_edit_url(self) -> str | None:
        if can_revise_assessment(self.request.user, self.object):
            return super().get_edit_url()
        return None

    def get_context_data(self, **kwargs) -> dict:
        return {**super().get_context_data(**kwargs), **account_of(self.object, self.request)}


def account_of(assessment: Assessment, request: HttpRequest) -> dict:
    """What an approver reads before deciding."""
    rejection = registry.get_logs_for_instance(assessment).filter(action=REJECT_ACTION).first()
    return {
        "assessment": assessment,
        "commitment": assessment.commitment,
        "replies": assessment.commitment.replies.all(),
        "evidence": assessment.evidence.all(),
        "rejection": rejection,
        "rejection_reason": rejection.data.get("reason", "") if rejection else "",
        "can_decide": can_approve_assessment(request.user, assessment),
    }


class DecisionView(BaseObjectMixin, WagtailAdminTemplateMixin, FormView):
    """A page that shows the proposal once more and asks for confirmation."""

    model = Assessment
    header_icon = "clipboard-list"
    inspect_url_name = index_url_name = None

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not can_approve_assessment(request.user, self.object):
            if self.object.proposed_by_id == request.user.pk:
                messages.error(request, "提出判定的人不能自己核准或退回，请另一位编辑或主编处理。")
                return redirect(self.inspect_url)
            if can_approve_assessments(request.user) and not self.object.is_published:
                verdict = self.object.get_verdict_display()
                messages.error(request, f"“{verdict}”须由主编核准或退回。")
                return redirect(self.inspect_url)
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def inspect_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "主页"},
            {"url": reverse(self.index_url_name), "label": "判定"},
            {"url": self.inspect_url, "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs) -> dict:
        return {
            **super().get_context_data(**kwargs),
            **account_of(self.object, self.request),
            "inspect_url": self.inspect_url,
        }

    def form_valid(self, form) -> HttpResponse:
        try:
            self.decide(form)
        except ValidationError as error:
            for message in error.messages:
                messages.error(self.request, message)
            return redirect(self.inspect_url)
        messages.success(self.request, self.success_message.format(self.object))
        return redirect(self.index_url_name)


class ApproveView(DecisionView):
    page_title = "核准判定"
    template_name = "initiatives/admin/assessment_approve.html"
    form_class = ConfirmationForm
    success_message = "已核准并发布：{}。"

    def decide(self, form) -> None:
        publish_assessment(self.object, self.request.user, seen=form.cleaned_data["seen"])

    def get_initial(self) -> dict:
        return {**super().get_initial(), "seen": digest_of(self.object)}

    def get_context_data(self, **kwargs) -> dict:
        return {
            **super().get_context_data(**kwargs),
            "objections": objections_to_publishing(self.object, self.request.user, localdate()),
        }


class RejectView(DecisionView):
    page_title = "退回判定"
    template_name = "initiatives/admin/assessment_reject.html"
    form_class = RejectionForm
    success_message = "已退回：{}。"

    def decide(self, form) -> None:
        reject_assessment(self.object, self.request.user, form.cleaned_data["reason"])


class AssessmentViewSet(ModelViewSet):
    """Append-only: nothing here deletes, and only an open proposal of one's own is edited."""

    model = Assessment
    name = "assessments"
    icon = "clipboard-list"
    menu_label = "判定"
    menu_order = 120
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = AssessmentIndexView
    add_view_class = AssessmentCreateView
    edit_view_class = AssessmentEditView
    inspect_view_class = AssessmentInspectView
    filterset_class = AssessmentFilterSet
    edit_handler = ASSESSMENT_FORM
    ordering = ["-proposed_at", "-pk"]
    list_display = [
        "commitment",
        Column("verdict", label="判定", accessor="get_verdict_display", sort_key="verdict"),
        Column("status", label="状态", accessor="get_status_display", sort_key="status"),
        Column(
            "proposed_by",
            label="提出人",
            accessor=lambda row: row.proposed_by or "按计划发布",
            sort_key="proposed_by__username",
        ),
        DayColumn("proposed_at", label="提出时间", sort_key="proposed_at"),
        Column(
            "approved_by",
            label="核准人",
            accessor=lambda row: row.approved_by or ("因更正" if row.is_reopening else "—"),
            sort_key="approved_by__username",
        ),
        DayColumn("published_at", label="发布时间", sort_key="published_at"),
    ]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return {**super().get_common_view_kwargs(**kwargs), "delete_url_name": None}

    @property
    def approve_view(self):
        return self.construct_view(ApproveView, inspect_url_name=self.get_url_name("inspect"))

    @property
    def reject_view(self):
        return self.construct_view(RejectView, inspect_url_name=self.get_url_name("inspect"))

    def get_urlpatterns(self) -> list:
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
        return [
            *kept,
            path("approve/<int:pk>/", self.approve_view, name="approve"),
            path("reject/<int:pk>/", self.reject_view, name="reject"),
        ]
