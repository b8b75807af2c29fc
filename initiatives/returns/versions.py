"""From checked rows to reports: new ones, and new versions of what was sent before."""

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.timezone import now

from ..enums import OPEN_REPORTS, DecisionKind, ReportStatus
from ..models import Decision, Organisation, ProgressReport, Return
from .problems import CheckedRow

__all__ = ["file_reports"]


@transaction.atomic
def file_reports(
    rows: Sequence[CheckedRow],
    *,
    association: Organisation,
    user: AbstractBaseUser | None,
    batch: Return | None = None,
) -> list[ProgressReport]:
    """Save what was checked, in the order of the rows; a fixed number of queries.

    What an older version said while nobody had decided about it is replaced at once; one that was
    accepted stands until this one is. Raises `IntegrityError` when somebody else was quicker with
    the same commitment, member and date.
    """
    moment = now()
    earlier = [row.previous_id for row in rows if row.previous_id]
    undecided = ProgressReport.objects.filter(pk__in=earlier, status__in=OPEN_REPORTS)
    keys = list(undecided.select_for_update().order_by("pk").values_list("pk", flat=True))
    ProgressReport.objects.filter(pk__in=keys).update(status=ReportStatus.REPLACED)
    Decision.objects.bulk_create(
        Decision(report_id=key, kind=DecisionKind.REPLACED, by=user, at=moment) for key in keys
    )
    return ProgressReport.objects.bulk_create(
        ProgressReport(
            commitment_id=row.commitment_id,
            reporter_id=row.member_id,
            association=association,
            batch=batch,
            as_of=row.as_of,
            value=row.value,
            note=row.note,
            source_url=row.source_url,
            filled_by=row.filled_by,
            warnings=row.warnings,
            version=row.previous_version + 1,
            replaces_id=row.previous_id,
            submitted_by=user,
            submitted_at=moment,
        )
        for row in rows
    )
