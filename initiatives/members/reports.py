"""What was sent in, report by report: looked at, added to, withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import TemplateView

from portal.private_files import hand_out

from ..enums import OPEN_REPORTS, STANDING_REPORTS, DecisionKind, ReportStatus
from ..models import EvidenceFile, Organisation, ProgressReport
from ..notices import submitted
from ..permissions import can_read_evidence
from ..reviewing import withdraw
from .access import AssociationView, PrivatePage, UploadView, to_login
from .evidence import MAX_BYTES, MAX_FILES, add_evidence, evidence_of

__all__ = [
    "Evidence",
    "ReportEvidence",
    "ReportPage",
    "ReportWithdraw",
    "Reports",
    "question_about",
    "reports_of",
]

PAGE_LENGTH = 50


def reports_of(association: Organisation) -> QuerySet[ProgressReport]:
    """With all that a line about one shows."""
    return ProgressReport.objects.of_association(association).select_related(
        "commitment", "reporter", "batch"
    )


class Reports(AssociationView, TemplateView):
    """Every report in its newest version, by status if wanted."""

    template_name = "members/reports.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        status = self.request.GET.get("status", "")
        reports = reports_of(self.association).newest_versions().order_by("-submitted_at", "-pk")
        if status in ReportStatus.values:
            reports = reports.filter(status=status)
        page = Paginator(reports, PAGE_LENGTH).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "status": status if status in ReportStatus.values else "",
            "statuses": [one for one in ReportStatus if one != ReportStatus.REPLACED],
        }


class OneReport(AssociationView):
    """Any version of any report of this association; others are not found."""

    def report(self, pk: int) -> ProgressReport:
        return get_object_or_404(reports_of(self.association), pk=pk)


class ReportPage(OneReport):
    """What was sent, in every version, and what the newsroom said to it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return report_page(request, self.report(pk))


class ReportEvidence(UploadView, OneReport):
    """Takes documents for a report; several at once."""

    longest_request = 2 * MAX_BYTES + 1024 * 1024

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.report(pk)
        outcome = add_evidence(report, request.FILES.getlist("files"), request.user)
        if outcome.kept:
            messages.success(request, f"收到 {len(outcome.kept)} 个文件。")
            if report.status == ReportStatus.QUERIED:
                # The question is answered by it: awaiting review again.
                submitted(report)
        if outcome.refused or not outcome.kept:
            report.refresh_from_db()
            refused = outcome.refused or [("没有选文件", "请先选文件，再点上传。")]
            return report_page(request, report, refused, status=422)
        return redirect("members:report", pk)


class ReportWithdraw(OneReport):
    """Asks why, and says what follows, before it takes a report back."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(self.report(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.report(pk)
        reason = request.POST.get("reason", "").strip()
        try:
            withdraw(report, request.user, reason)
        except ValidationError as error:
            report.refresh_from_db()
            return self._page(report, reason, " ".join(error.messages), status=422)
        messages.success(request, "已撤回。")
        return redirect("members:report", pk)

    def _page(
        self, report: ProgressReport, reason: str = "", fault: str = "", status: int = 200
    ) -> HttpResponse:
        context = {
            "report": report,
            "may": report.status in STANDING_REPORTS,
            "reason": reason,
            "fault": fault,
        }
        return render(self.request, "members/report_withdraw.html", context, status=status)


class Evidence(PrivatePage):
    """A document, as a download, for those who sent it and those who review it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_login(request)
        found = get_object_or_404(EvidenceFile.objects.select_related("report"), pk=pk)
        if not can_read_evidence(request.user, found):
            raise Http404
        try:
            file = found.file.open()
        except FileNotFoundError as error:
            raise Http404 from error
        return hand_out(file, found.name, found.media_type)


def report_page(
    request: HttpRequest,
    report: ProgressReport,
    refused: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Also where a refused document is explained."""
    versions = list(
        reports_of(report.association)
        .versions_of(report)
        .prefetch_related("decisions")
        .order_by("-version")
    )
    context = {
        "report": report,
        "versions": versions,
        "is_newest": versions[0].pk == report.pk,
        "question": question_about(report),
        "evidence": evidence_of(report),
        "takes_evidence": report.status in OPEN_REPORTS,
        "may_withdraw": report.status in STANDING_REPORTS,
        "refused": refused or [],
        "most_files": MAX_FILES,
        "most_bytes": 2 * MAX_BYTES,
        "most_megabytes": MAX_BYTES // 1024 // 1024,
    }
    return render(request, "members/report.html", context, status=status)


def question_about(report: ProgressReport | None) -> str:
    """What the newsroom wants to know about it, while nobody has answered."""
    if report is None or report.status != ReportStatus.QUERIED:
        return ""
    asked = report.decisions.filter(kind=DecisionKind.QUERIED).first()
    return asked.reason if asked else ""
