"""What the fictional association sent in about its members, and what the newsroom made of it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.timezone import get_current_timezone

from initiatives.enums import DecisionKind, ReportStatus
from initiatives.models import Commitment, Decision, Organisation, ProgressReport, Representative
from portal.models import User

from . import records

__all__ = ["file_reports", "represent"]

OFFICE_HOUR = 15  # when a day's papers go out, Asia/Shanghai
DAYS_TO_SEND = DAYS_TO_READ = 2
# What must have been decided for a report to stand where it does.
DECISIONS = {
    ReportStatus.ACCEPTED: DecisionKind.ACCEPTED,
    ReportStatus.REPLACED: DecisionKind.ACCEPTED,
    ReportStatus.WITHDRAWN: DecisionKind.ACCEPTED,
}
# What happened to it after it had been accepted.
ENDINGS = {
    ReportStatus.REPLACED: DecisionKind.REPLACED,
    ReportStatus.WITHDRAWN: DecisionKind.WITHDRAWN,
}


def represent(user: User, association: Organisation) -> None:
    """Let somebody report in an association's name."""
    Representative.objects.get_or_create(user=user, defaults={"association": association})


def file_reports(
    commitment: Commitment,
    reports: Iterable[records.Report],
    organisations: Mapping[str, Organisation],
    users: Mapping[str, User],
) -> None:
    """In the order in which they were sent."""
    latest: dict[dt.date, ProgressReport] = {}
    for record in reports:
        report = _report(commitment, record, organisations.get(record.association))
        before = latest.get(record.as_of)
        if before is not None:
            report.replaces, report.version = before, before.version + 1
        if report.association:
            report.submitted_by = users["association"]
        report.full_clean()
        report.save()
        latest[record.as_of] = report
        if report.association:
            _decide(report, record, users)


def _report(
    commitment: Commitment, record: records.Report, association: Organisation | None
) -> ProgressReport:
    sent = _moment(record.as_of + dt.timedelta(days=DAYS_TO_SEND))
    was_accepted = record.status in DECISIONS
    return ProgressReport(
        commitment=commitment,
        as_of=record.as_of,
        value=record.value,
        note=record.note,
        association=association,
        reporter=commitment.organisation if association else None,
        filled_by="示例填报人" if association else "",
        status=record.status,
        verified=bool(record.verification),
        verification=record.verification,
        submitted_at=sent,
        accepted_at=sent + dt.timedelta(days=DAYS_TO_READ) if was_accepted else None,
    )


def _decide(report: ProgressReport, record: records.Report, users: Mapping[str, User]) -> None:
    kind = record.decision or DECISIONS.get(report.status)
    decided = report.submitted_at + dt.timedelta(days=DAYS_TO_READ)
    if kind:
        Decision.objects.create(
            report=report, kind=kind, reason=record.reason, by=users["editor"], at=decided
        )
    if report.status in ENDINGS:
        Decision.objects.create(
            report=report,
            kind=ENDINGS[report.status],
            by=users["association"],
            at=decided + dt.timedelta(days=1),
        )


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(OFFICE_HOUR), get_current_timezone())
