"""Progress reports in the editors' admin."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.conflicts import GuardedEditMixin

from ..enums import ReportStatus
from ..filters import ProgressReportFilterSet
from ..finding import KEY_FORM
from ..models import Commitment, ProgressReport
from ..panels import PROGRESS_REPORT_FORM
from .listing import DayColumn, PlainSearch

__all__ = ["AboutCommitment", "ProgressReportViewSet"]

COMMITMENT_FIELDS = ("commitment__code", "commitment__summary", "commitment__speaker__name")
COMMITMENT_SOUNDS = ("commitment__speaker__pinyin",)


class AboutCommitment:
    """For a create view: `?commitment=12` fills in the commitment."""

    def get_initial(self) -> dict:
        key = self.request.GET.get("commitment", "")
        commitment = Commitment.objects.filter(pk=key).first() if KEY_FORM.fullmatch(key) else None
        return {**super().get_initial(), **({"commitment": commitment} if commitment else {})}


class ProgressReportIndexView(PlainSearch, IndexView):
    """Everything on record; what an association sent in opens where it is reviewed."""

    queryset = ProgressReport.objects.sent_in().select_related(
        "commitment", "reporter", "association"
    )
    text_fields = (*COMMITMENT_FIELDS, "reporter__name", "note")
    pinyin_fields = (*COMMITMENT_SOUNDS, "reporter__pinyin")

    def get_edit_url(self, instance: ProgressReport) -> str | None:
        if is_newsrooms_own(instance):
            return super().get_edit_url(instance)
        return review_url(instance)

    def get_delete_url(self, instance: ProgressReport) -> str | None:
        return super().get_delete_url(instance) if is_newsrooms_own(instance) else None


class ProgressReportCreateView(AboutCommitment, CreateView):
    """What the newsroom has found out is decided by registering it."""

    def get_initial_form_instance(self) -> ProgressReport:
        return ProgressReport(status=ReportStatus.ACCEPTED)

    def form_valid(self, form: forms.ModelForm) -> HttpResponse:
        form.instance.accepted_at = now()
        form.instance.submitted_by = self.request.user
        return super().form_valid(form)


class OnlyNewsroomsOwn:
    """Leads away from what was sent in: that is decided about, never edited or deleted."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        report = self.get_object()
        if not is_newsrooms_own(report):
            messages.info(request, "会员申报在这里审核，不能直接修改或删除。")
            return redirect(review_url(report))
        return super().dispatch(request, *args, **kwargs)


class ProgressReportEditView(OnlyNewsroomsOwn, GuardedEditMixin, EditView):
    """Putting the newsroom's own entry right."""


class ProgressReportDeleteView(OnlyNewsroomsOwn, DeleteView):
    """Not behind a published verdict."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.get_object().is_relied_on:
            messages.error(request, "这条进展公开之后已经发布了判定，不能删除。")
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)


def is_newsrooms_own(report: ProgressReport) -> bool:
    return report.association_id is None and report.stands


def review_url(report: ProgressReport) -> str:
    return reverse("reviewing:report", args=[report.pk])


class ProgressReportViewSet(ModelViewSet):
    """Values on record. The newsroom adds its own here; what is sent in is reviewed elsewhere."""

    model = ProgressReport
    name = "progress-reports"
    icon = "order"
    menu_label = "进展申报"
    menu_order = 135
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = ProgressReportIndexView
    add_view_class = ProgressReportCreateView
    edit_view_class = ProgressReportEditView
    delete_view_class = ProgressReportDeleteView
    filterset_class = ProgressReportFilterSet
    edit_handler = PROGRESS_REPORT_FORM
    ordering = ["-as_of", "-pk"]
    list_display = [
        "commitment",
        DayColumn("as_of", label="截至日期", sort_key="as_of"),
        Column("value", label="数值", sort_key="value"),
        Column("reporter", label="申报单位", sort_key="reporter__pinyin"),
        Column("status", label="状态", accessor="get_status_display", sort_key="status"),
        BooleanColumn("verified", label="已核实", sort_key="verified"),
    ]
