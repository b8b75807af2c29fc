"""One report's own page: every version, every decision, the way to verifying it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models import Decision, Organisation, ProgressReport
from ..notices import decided
from ..permissions import (
    can_propose_assessment,
    can_review_reports,
    reads_reports,
    represented_association,
)
from ..review_forms import DecisionForm, VerificationForm
from ..review_rows import ReviewRow, for_review, form_for, rows_of
from ..reviewing import verify

__all__ = ["ReviewedReportView"]


@method_decorator(never_cache, name="dispatch")
class ReviewedReportView(WagtailAdminTemplateMixin, TemplateView):
    """To read for the whole newsroom, to decide and to verify for its reviewers."""

    template_name = "initiatives/admin/review_report.html"
    page_title = "会员申报"
    header_icon = "order"
    report: ProgressReport

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not reads_reports(request.user):
            raise PermissionDenied
        self.report = self._load(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def _load(self, pk: int) -> ProgressReport:
        return get_object_or_404(for_review(ProgressReport.objects.sent_in()), pk=pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_review_reports(request.user):
            raise PermissionDenied
        act = {"decide": self._decide, "verify": self._verify}.get(request.POST.get("act", ""))
        return act() if act else self._show(status=400)

    def _decide(self) -> HttpResponse:
        form = DecisionForm(self.report, data=self.request.POST)
        if form.is_valid() and form.chosen == form.LATER:
            form.add_error("decision", "请先选定一种决定。")
        if not form.is_valid():
            return self._show(form=form, status=422)
        try:
            decision = form.apply(self.request.user)
        except ValidationError as error:
            return self._refused(error)
        return self._done(decision)

    def _verify(self) -> HttpResponse:
        form = VerificationForm(self.request.POST, instance=self._load(self.report.pk))
        if not form.is_valid():
            return self._show(verification=form, status=422)
        told = form.cleaned_data
        try:
            decision = verify(
                self.report,
                self.request.user,
                seen=told["seen"],
                source=told["verification"],
                url=told["verification_url"],
            )
        except ValidationError as error:
            return self._refused(error)
        return self._done(decision)

    def _done(self, decision: Decision) -> HttpResponse:
        decided([decision], but=self.request.user)
        messages.success(self.request, f"已保存：{decision.get_kind_display()}。")
        return redirect(self.request.path)

    def _refused(self, error: ValidationError) -> HttpResponse:
        """Show what has become of it meanwhile, with all that was typed."""
        for message in error.messages:
            messages.error(self.request, message)
        self.report = self._load(self.report.pk)
        typed = self.request.POST.copy()
        for name in ("seen", f"r{self.report.pk}-seen"):
            typed[name] = str(self.report.last_decision_id)
        if typed["act"] == "verify":
            return self._show(verification=VerificationForm(typed), status=409)
        return self._show(form=DecisionForm(self.report, data=typed), status=409)

    def _show(self, status: int, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=status)

    def get_page_subtitle(self) -> str:
        return str(self.report)

    def get_breadcrumbs_items(self) -> list[dict]:
        items = [
            {"url": reverse("wagtailadmin_home"), "label": "主页"},
            {"url": reverse("reviewing:index"), "label": "待审申报"},
        ]
        if self.report.batch:
            url = reverse("returns:detail", args=[self.report.batch_id])
            items.append({"url": url, "label": self.report.batch.name})
        return [*items, {"url": "", "label": str(self.report)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        own = represented_association(user)
        row = rows_of([self.report])[0]
        allowed = form_for(row, user, own)
        row.form = (kwargs.pop("form", None) or allowed) if allowed else None
        return {
            "verification": self._verification(user, own),
            "row": row,
            "others": self._others(row),
            "can_propose": can_propose_assessment(user),
            **super().get_context_data(**kwargs),
        }

    def _verification(self, user: Any, own: Organisation | None) -> VerificationForm | None:
        report = self.report
        if not report.stands or report.verified or not can_review_reports(user):
            return None
        if own is not None and own.pk == report.association_id:
            return None
        return VerificationForm(initial={"seen": report.last_decision_id})

    def _others(self, row: ReviewRow) -> list[ProgressReport]:
        """What was reported about the same promise at other dates or by others, newest first."""
        same = {one.pk for one in row.versions} | {row.report.pk}
        known = ProgressReport.objects.sent_in().filter(commitment=row.report.commitment_id)
        others = known.exclude(pk__in=same).select_related("association", "reporter")
        return list(others.order_by("-as_of", "-pk")[:20])
