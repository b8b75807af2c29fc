"""What a reviewer compares: the promise, what was known before, and what is sent in now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Prefetch, QuerySet

from portal.templatetags.typography import plain_number

from .enums import OPEN_REPORTS, Comparator, Verdict
from .models import Commitment, Decision, EvidenceFile, Organisation, ProgressReport
from .permissions import can_review_reports
from .progress import expected_value
from .review_forms import DecisionForm

__all__ = ["ReviewRow", "for_review", "form_for", "rows_of"]

# A steady pace is no measurement: no more digits than one would say aloud.
ROUGH = 100


@dataclass(frozen=True)
class Pace:
    """How much of the time had passed on the day of the report, and what a steady pace makes it."""

    expected: Decimal
    passed: int


@dataclass
class ReviewRow:
    """One report with all that its reviewer looks at; `notice` says why it was left alone.

    `typed`: the reason that a reviewer wrote who came too late.
    """

    report: ProgressReport
    last: ProgressReport | None = None
    versions: list[ProgressReport] = field(default_factory=list)
    pace: Pace | None = None
    form: DecisionForm | None = None
    notice: str = ""
    typed: str = ""

    @property
    def commitment(self) -> Commitment:
        return self.report.commitment

    @property
    def verdict(self) -> Verdict:
        return self.commitment.verdict

    @property
    def decisions(self) -> list[Decision]:
        """Oldest first, as one reads a correspondence."""
        return list(reversed(self.report.decisions.all()))

    @property
    def evidence(self) -> list[EvidenceFile]:
        """Documents that came with this version or another one of the same."""
        reports = sorted([self.report, *self.versions], key=lambda one: one.pk)
        return [file for one in reports for file in one.evidence_files.all()]

    @property
    def difference(self) -> Decimal | None:
        if self.last is None or self.report.value is None:
            return None
        return self.report.value - self.last.value

    @property
    def shift(self) -> str:
        """In words: `多 50,000 辆`, `少 2 个百分点`, `与上次相同`."""
        if self.difference is None:
            return ""
        if not self.difference:
            return "与上次相同"
        unit = self.commitment.unit
        unit = "个百分点" if unit == "%" else unit
        more = "多" if self.difference > 0 else "少"
        return f"比上次{more} {plain_number(abs(self.difference))} {unit}".strip()

    @property
    def share(self) -> Decimal | None:
        """Per cent of the target; of a limit that says nothing."""
        if self.commitment.comparator == Comparator.AT_MOST:
            return None
        target, value = self.commitment.target, self.report.value
        return round(value / target * 100, 1) if target and value is not None else None

    @property
    def is_open(self) -> bool:
        return self.report.status in OPEN_REPORTS


def for_review(reports: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
    """All that a row shows of a report itself, in a fixed number of queries."""
    commitments = Commitment.objects.with_verdict().select_related("speaker", "organisation")
    return (
        reports.with_last_decision()
        .select_related("association", "reporter", "batch", "submitted_by")
        .prefetch_related(
            Prefetch("commitment", commitments),
            Prefetch("decisions", Decision.objects.select_related("by")),
            "evidence_files",
        )
    )


def rows_of(reports: Iterable[ProgressReport]) -> list[ReviewRow]:
    """In the same order; two queries more, however many."""
    reports = list(reports)
    around = defaultdict(list)
    known = ProgressReport.objects.filter(commitment__in={one.commitment_id for one in reports})
    for one in known.order_by("as_of", "version", "pk").prefetch_related("evidence_files"):
        around[one.commitment_id].append(one)
    return [_row(report, around[report.commitment_id]) for report in reports]


def form_for(
    row: ReviewRow,
    user: AbstractBaseUser,
    own: Organisation | None,
    data: Mapping[str, str] | None = None,
) -> DecisionForm | None:
    """None where this user has nothing to decide; `own` is the association they report for."""
    if not row.is_open or not can_review_reports(user):
        return None
    if own is not None and row.report.association_id == own.pk:
        return None
    return DecisionForm(row.report, data=data)


def _row(report: ProgressReport, around: list[ProgressReport]) -> ReviewRow:
    """`around`: all reports about the same promise, oldest first."""
    public = [one for one in around if one.stands and one.value is not None and one != report]
    before = [one for one in public if one.as_of <= report.as_of]
    versions = [one for one in around if _is_version(one, report)] if report.association_id else []
    return ReviewRow(report, before[-1] if before else None, versions, _pace(report, public))


def _is_version(one: ProgressReport, report: ProgressReport) -> bool:
    return one != report and one.version_key == report.version_key


def _pace(report: ProgressReport, public: list[ProgressReport]) -> Pace | None:
    """From where the picture begins too: the baseline, or the first value that is public."""
    commitment = report.commitment
    if not commitment.accumulates or commitment.target is None or commitment.deadline is None:
        return None
    known: list[tuple[dt.date, Decimal]] = [(one.as_of, one.value) for one in public]
    if commitment.baseline is not None:
        known.append((commitment.baseline_on, commitment.baseline))
    known = [one for one in known if one[0] < report.as_of]
    if not known:
        return None
    (start, baseline), end = min(known), commitment.deadline
    if start >= end:
        return None
    day = min(report.as_of, end)
    expected = expected_value(baseline, commitment.target, start, end, day)
    return Pace(
        round(expected, 0 if abs(expected) >= ROUGH else 1),
        round((day - start).days * 100 / (end - start).days),
    )
