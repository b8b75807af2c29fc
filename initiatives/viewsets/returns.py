"""The workbooks that associations sent in: what became of each, a word about it, the way back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from ..enums import ReportStatus
from ..filters import ReturnFilterSet
from ..members.fates import fates_of
from ..models import Decision, Message, ProgressReport, Return
from ..notices import decided, message_sent
from ..permissions import can_review_reports, reads_reports, represented_association
from ..review_forms import MessageForm, TakeBackForm
from ..reviewing import objections_to_taking_back, take_back
from .listing import DayColumn, PlainSearch, PlainSheets
from .menu import menu_item_for

__all__ = ["ReturnViewSet"]

RECENT = 50


def returns_sent_in() -> QuerySet[Return]:
    """Those of which something was submitted; what is still being filled in is not ours to see."""
    sent = ProgressReport.objects.filter(batch=OuterRef("pk"))
    batches = Return.objects.filter(Exists(sent)).with_report_counts()
    return batches.select_related("association", "uploaded_by")


class StatusCount(Column):
    """How many of a return's reports stand at one status."""

    def __init__(self, status: ReportStatus) -> None:
        super().__init__(f"{status}_reports", label=status.label)


class ReturnsView(PlainSearch, PlainSheets, ReportView):
    """Newest first, with what became of the rows."""

    page_title = "申报批次"
    header_icon = "table"
    index_url_name, index_results_url_name = "returns:index", "returns:index_results"
    filterset_class = ReturnFilterSet
    permission_policy = ModelPermissionPolicy(ProgressReport)
    any_permission_required = ["view", "change"]
    text_fields = ("name", "association__name")
    pinyin_fields = ("association__pinyin",)
    default_ordering = "-uploaded_at"
    verbose_name_plural = "申报批次"
    list_export = ["association", "name", "uploaded_at", "get_state_display"]
    export_headings = {"get_state_display": "状态"}
    columns = [
        TitleColumn("name", label="文件", get_url=lambda row: detail_url(row)),
        Column("association", label="协会", sort_key="association__pinyin"),
        DayColumn("uploaded_at", label="上传日期", sort_key="uploaded_at"),
        Column("uploaded_by", label="上传人", accessor=lambda row: row.uploaded_by or "—"),
        Column("rows", label="行数", accessor=lambda row: row.fate.total),
        StatusCount(ReportStatus.SUBMITTED),
        StatusCount(ReportStatus.QUERIED),
        StatusCount(ReportStatus.ACCEPTED),
        StatusCount(ReportStatus.REJECTED),
        Column("kept", label="协会手中", accessor=lambda row: row.fate.waiting),
    ]

    def get_base_queryset(self) -> QuerySet[Return]:
        return returns_sent_in()

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(with_fates(object_list))


def with_fates(batches: Any) -> list[Return]:
    """Each carries its `fate`; two queries, however many."""
    batches = list(batches)
    for batch, fate in zip(batches, fates_of(batches), strict=True):
        batch.fate = fate
    return batches


def detail_url(batch: Return) -> str:
    return reverse("returns:detail", args=[batch.pk])


class OfOneReturn(WagtailAdminTemplateMixin):
    """A page about one return that was sent in."""

    header_icon = "table"
    batch: Return
    allowed = staticmethod(reads_reports)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.allowed(request.user):
            raise PermissionDenied
        self.batch = get_object_or_404(returns_sent_in(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.batch)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "主页"},
            {"url": reverse("returns:index"), "label": "申报批次"},
            {"url": detail_url(self.batch), "label": str(self.batch)},
        ]

    @property
    def may_review(self) -> bool:
        """Has the rank for it, and doesn't report for that association."""
        own = represented_association(self.request.user)
        return can_review_reports(self.request.user) and own != self.batch.association

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"batch": self.batch, "fate": fates_of([self.batch])[0]}
        return super().get_context_data(**kwargs) | context


class ReturnView(OfOneReturn, TemplateView):
    """What became of it, what was said about it, and the ways on."""

    template_name = "initiatives/admin/return.html"
    page_title = "申报批次"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A word to the association."""
        if not self.may_review:
            raise PermissionDenied
        association = self.batch.association
        message = Message(association=association, batch=self.batch, by=request.user)
        form = MessageForm(request.POST, instance=message)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        with transaction.atomic():
            message_sent(form.save())
        messages.success(request, f"已留言给{association}。")
        return redirect(detail_url(self.batch))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decisions = Decision.objects.filter(report__batch=self.batch)
        return {
            "form": MessageForm(),
            "may_review": self.may_review,
            "ways": self._ways(),
            "messages_sent": self.batch.messages.select_related("by"),
            "decisions": decisions.select_related("report__commitment", "by")[:RECENT],
            "decision_count": decisions.count(),
            "recent": RECENT,
            **super().get_context_data(**kwargs),
        }

    def _ways(self) -> list[tuple[str, int, str]]:
        """To the rows at each status: label, number, address."""
        address = reverse("reviewing:index")

        def way(status: ReportStatus) -> str:
            query = {"batch": self.batch.pk}
            if status != ReportStatus.SUBMITTED:
                query["status"] = status.value
            return f"{address}?{urlencode(query)}"

        counted = [(one, getattr(self.batch, f"{one}_reports")) for one in ReportStatus]
        return [(one.label, number, way(one)) for one, number in counted if number]


class TakeBackView(OfOneReturn, FormView):
    """Everything that was decided about a return, undone; says first what stands against it."""

    template_name = "initiatives/admin/return_take_back.html"
    page_title = "收回整批决定"
    form_class = TakeBackForm
    allowed = staticmethod(can_review_reports)

    def form_valid(self, form: TakeBackForm) -> HttpResponse:
        try:
            decisions = take_back(self.batch, self.request.user, form.cleaned_data["reason"])
        except ValidationError as error:
            for message in error.messages:
                form.add_error(None, message)
            return self.form_invalid(form)
        decided(decisions, but=self.request.user)
        messages.success(self.request, f"已收回 {len(decisions)} 行的决定，重新待审。")
        return redirect(detail_url(self.batch))

    def form_invalid(self, form: TakeBackForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "objections": objections_to_taking_back(self.batch),
            "may_review": self.may_review,
            "back_url": detail_url(self.batch),
            **super().get_context_data(**kwargs),
        }


class ReturnViewSet(ViewSet):
    """Addresses of the returns, and their entry in the menu."""

    name = "returns"
    icon = "table"
    menu_label = "申报批次"
    menu_item_class = menu_item_for(reads_reports)

    def get_urlpatterns(self) -> list:
        return [
            path("", ReturnsView.as_view(), name="index"),
            path("results/", ReturnsView.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", ReturnView.as_view(), name="detail"),
            path("<int:pk>/take-back/", TakeBackView.as_view(), name="take_back"),
        ]
