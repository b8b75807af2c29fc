"""The queue of what associations sent in: compared row by row, decided a page at a time."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from ..enums import ReportStatus
from ..filters import ReviewFilterSet
from ..finding import KEY_FORM
from ..models import Decision, ProgressReport
from ..notices import decided
from ..permissions import can_review_reports, reads_reports, represented_association
from ..review_forms import DecisionForm
from ..review_rows import ReviewRow, for_review, form_for, rows_of
from ..reviewing import accept_unremarkable
from ..worklists import Worklist
from .listing import PlainSearch, PlainSheets
from .menu import menu_item_for
from .progress import COMMITMENT_FIELDS, COMMITMENT_SOUNDS
from .reviewed_report import ReviewedReportView

__all__ = ["ReviewViewSet", "review_worklists"]

PAGE_LENGTH = 50


class PageOfDecisions:
    """What one press of the button does: each row on its own, so that none takes others along."""

    def __init__(self, request: HttpRequest, keys: Iterable[str]) -> None:
        self.request, self.user = request, request.user
        self.accepts_rest = "accept_rest" in request.POST
        self.own = represented_association(request.user)
        wanted = [int(key) for key in keys if KEY_FORM.fullmatch(key)][:PAGE_LENGTH]
        self.keys = list(dict.fromkeys(wanted))
        self.decisions: list[Decision] = []
        self.notices: dict[int, str] = {}
        self.faulty: set[int] = set()

    def save(self) -> None:
        for report in self._reports():
            form = DecisionForm(report, data=self.request.POST)
            try:
                self._decide(report, form)
            except ValidationError as error:
                self.notices[report.pk] = " ".join(error.messages)
        decided(self.decisions, but=self.user)

    def _decide(self, report: ProgressReport, form: DecisionForm) -> None:
        if form.chosen == form.LATER and not self.accepts_rest:
            return
        if not form.is_valid():
            self.faulty.add(report.pk)
        elif form.chosen != form.LATER:
            self.decisions.append(form.apply(self.user))
        elif form.may_be_accepted_unseen and report.status == ReportStatus.SUBMITTED:
            seen = form.cleaned_data["seen"]
            self.decisions.append(accept_unremarkable(report, self.user, seen=seen))

    @property
    def is_complete(self) -> bool:
        """Everything that was chosen is done."""
        return not (self.notices or self.faulty)

    def remaining(self) -> list[ReviewRow]:
        """What was on the page and isn't done, with all that was typed."""
        done = {one.report_id for one in self.decisions}
        rows = rows_of(one for one in self._reports() if one.pk not in done)
        for row in rows:
            row.notice = self.notices.get(row.report.pk, "")
            row.typed = self.request.POST.get(f"r{row.report.pk}-reason", "")
            row.form = form_for(row, self.user, self.own, data=self._data_for(row.report))
        return rows

    def _reports(self) -> list[ProgressReport]:
        found = {
            one.pk: one
            for one in for_review(ProgressReport.objects.sent_in().filter(pk__in=self.keys))
        }
        return [found[key] for key in self.keys if key in found]

    def _data_for(self, report: ProgressReport) -> Any:
        """Whoever has read what the other one did may decide on top of it."""
        if report.pk not in self.notices:
            return self.request.POST
        data = self.request.POST.copy()
        data[f"r{report.pk}-seen"] = str(report.last_decision_id)
        return data

    def tell(self) -> None:
        kinds = Counter(one.get_kind_display() for one in self.decisions)
        if kinds:
            parts = "，".join(f"{kind} {number} 行" for kind, number in kinds.items())
            messages.success(self.request, f"已保存：{parts}。")
        if self.notices:
            text = f"{len(self.notices)} 行没有保存，原因写在行内；你填的都还在。"
            messages.warning(self.request, text)
        if self.faulty:
            messages.error(self.request, f"{len(self.faulty)} 行填得不全，请补上再保存。")
        if not kinds and self.is_complete:
            messages.info(self.request, "没有选定任何一行，什么也没有改。")


@method_decorator(never_cache, name="dispatch")
class ReviewView(PlainSearch, PlainSheets, ReportView):
    """Everything that awaits a decision, the oldest first, or what a filter asks for."""

    template_name = "initiatives/admin/review.html"
    results_template_name = "initiatives/admin/review_results.html"
    page_title = "待审申报"
    header_icon = "order"
    index_url_name, index_results_url_name = "reviewing:index", "reviewing:index_results"
    filterset_class = ReviewFilterSet
    permission_policy = ModelPermissionPolicy(ProgressReport)
    any_permission_required = ["view", "change"]
    paginate_by = PAGE_LENGTH
    columns = [Column("commitment", label="承诺")]
    text_fields = (*COMMITMENT_FIELDS, "reporter__name", "association__name", "note")
    pinyin_fields = (*COMMITMENT_SOUNDS, "reporter__pinyin", "association__pinyin")
    verbose_name_plural = "待审的申报"
    list_export = [
        "commitment.code",
        "commitment.summary",
        "association",
        "reporter",
        "as_of",
        "value",
        "commitment.unit",
        "note",
        "source_url",
        "filled_by",
        "get_status_display",
        "submitted_at",
    ]
    export_headings = {
        "commitment.code": "编号",
        "commitment.summary": "摘要",
        "commitment.unit": "单位",
        "get_status_display": "状态",
    }

    def get_base_queryset(self) -> QuerySet[ProgressReport]:
        reports = ProgressReport.objects.sent_in().order_by("submitted_at", "pk")
        if self.is_export:
            return reports.select_related("commitment", "association", "reporter")
        return for_review(reports)

    def decorate_paginated_queryset(self, object_list: Iterable[ProgressReport]) -> Any:
        if self.is_export:
            return object_list
        own = represented_association(self.request.user)
        rows = rows_of(object_list)
        for row in rows:
            row.typed = self.request.POST.get(f"r{row.report.pk}-reason", "")
            row.form = form_for(row, self.request.user, own)
        return rows

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_review_reports(request.user):
            raise PermissionDenied
        page = PageOfDecisions(request, request.POST.getlist("row"))
        page.save()
        page.tell()
        if page.is_complete:
            return redirect(request.get_full_path())
        self.object_list = self.get_filtered_queryset()
        context = self.get_context_data(is_incomplete=True)
        context["object_list"] = page.remaining()
        return self.render_to_response(context, status=422)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.copy()
        for name in ("_w_filter_fragment", "export"):
            query.pop(name, None)
        return {
            **super().get_context_data(*args, **kwargs),
            "may_decide": can_review_reports(self.request.user),
            "page_url": f"{self.index_url}?{query.urlencode()}" if query else self.index_url,
        }


class ReviewViewSet(ViewSet):
    """The queue, and each report's own page."""

    name = "reviewing"
    icon = "order"
    menu_label = "待审申报"
    menu_item_class = menu_item_for(reads_reports)

    def get_urlpatterns(self) -> list:
        return [
            path("", ReviewView.as_view(), name="index"),
            path("results/", ReviewView.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", ReviewedReportView.as_view(), name="report"),
        ]


def review_worklists() -> list[Worklist]:
    """What nobody has decided about."""
    return [
        Worklist(
            ReviewView.page_title,
            ReviewView.index_url_name,
            ReviewView.header_icon,
            70,
            allowed=reads_reports,
            count=lambda user: ProgressReport.objects.awaiting_review().count(),
        )
    ]
