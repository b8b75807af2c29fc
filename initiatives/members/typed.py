"""A report typed on a page: the same checks as a row of a workbook, asked about at once."""

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from portal.templatetags.typography import plain_number

from ..enums import UNDECIDED_VERDICTS, Grade, RowState
from ..finding import KEY_FORM
from ..models import Commitment, Organisation, ProgressReport
from ..notices import submitted
from ..returns.forms import ReportForm
from ..returns.problems import CheckedRow, Problem
from ..returns.single import submit_single
from .access import AssociationView
from .reports import question_about, reports_of

__all__ = ["ReportNew"]

FIELDS = tuple(ReportForm._meta.fields)


class ReportNew(AssociationView):
    """A report typed by hand: new, or in place of an earlier one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        commitment = self._commitment(request.GET.get("commitment", ""))
        earlier = self._earlier(commitment, request.GET.get("report", ""))
        typed = _as_typed(earlier) if earlier else {"as_of": "", "value": ""}
        return self._page(commitment, typed, None, earlier=earlier)

    def post(self, request: HttpRequest) -> HttpResponse:
        commitment = self._commitment(request.POST.get("commitment", ""))
        typed = {name: request.POST.get(name, "") for name in FIELDS}
        confirmed = request.POST.getlist("confirmed")
        row, report = submit_single(self.association, request.user, commitment, typed, confirmed)
        if report is None:
            return self._page(commitment, typed, row, confirmed=confirmed)
        submitted(report)
        messages.success(request, "已提交。编辑部审核以后才会公开。")
        return redirect("members:report", report.pk)

    def _commitment(self, code: str) -> Commitment:
        """One of the members' public promises; a decided one is still explained on the page."""
        members = Organisation.objects.represented_by(self.association)
        rows = Commitment.objects.public().filter(organisation__in=members).with_verdict()
        # A code with a NUL in it would be an error in PostgreSQL.
        wanted = code if code.isprintable() else ""
        return get_object_or_404(rows.select_related("organisation"), code=wanted)

    def _earlier(self, commitment: Commitment, key: str) -> ProgressReport | None:
        if not KEY_FORM.fullmatch(key):
            return None
        return reports_of(self.association).filter(commitment=commitment, pk=key).first()

    def _same(self, row: CheckedRow | None) -> ProgressReport | None:
        """What had been sent before, when it says just that."""
        if row is None or row.state != RowState.UNCHANGED:
            return None
        return reports_of(self.association).get(pk=row.previous_id)

    def _page(
        self,
        commitment: Commitment,
        typed: dict[str, str],
        row: CheckedRow | None,
        *,
        earlier: ProgressReport | None = None,
        confirmed: list[str] | None = None,
    ) -> HttpResponse:
        problems = row.problems if row else []
        form = ReportForm(initial=typed, unit=commitment.unit)
        fields = [(form[name], [one for one in problems if one.field == name]) for name in FIELDS]
        for field, found in fields:
            _point_out(field, found)
        context = {
            "commitment": commitment,
            "is_open": commitment.verdict in UNDECIDED_VERDICTS,
            "earlier": earlier,
            "question": question_about(earlier),
            "fields": fields,
            "elsewhere": [one for one in problems if one.field not in FIELDS],
            "same": self._same(row),
            "confirmed": confirmed or [],
            "row": row,
        }
        status = 422 if row else 200
        return render(self.request, "members/report_new.html", context, status=status)


def _point_out(field: BoundField, problems: list[Problem]) -> None:
    """Tie what is wrong to its field, for those who hear the page."""
    named = [f"{field.auto_id}_problem{place}" for place in range(len(problems))]
    field.field.widget.attrs["aria-describedby"] = " ".join([f"{field.auto_id}_helptext", *named])
    if any(one.grade == Grade.MUST for one in problems):
        field.field.widget.attrs["aria-invalid"] = "true"


def _as_typed(report: ProgressReport) -> dict[str, str]:
    """What a person would have typed."""
    return {
        "as_of": report.as_of.isoformat(),
        "value": plain_number(report.value).replace(",", ""),
        "note": report.note,
        "source_url": report.source_url,
        "filled_by": report.filled_by,
    }
