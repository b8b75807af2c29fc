"""What became of every row of an uploaded workbook."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from ..enums import ReportStatus, RowState
from ..models import ProgressReport, Return, ReturnRow

__all__ = ["Fate", "fates_of"]


@dataclass(frozen=True)
class Fate:
    """A return with its rows by state, and the reports they became by status."""

    batch: Return
    rows: dict[str, int]
    reports: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())

    @property
    def parts(self) -> list[tuple[str, int]]:
        """Labels with counts that add up to `total`: rows not sent by state, sent ones by status.

        One whose report has since gone elsewhere is 已提交.
        """
        decided = [(status.label, self.reports.get(status, 0)) for status in ReportStatus]
        sent = self.rows.get(RowState.SUBMITTED, 0)
        rest = [(RowState.SUBMITTED.label, sent - sum(number for _, number in decided))]
        waiting = [
            (state.label, self.rows.get(state, 0))
            for state in RowState
            if state != RowState.SUBMITTED
        ]
        return [(label, number) for label, number in decided + rest + waiting if number > 0]

    @property
    def waiting(self) -> int:
        """Rows that somebody has to put right or to confirm."""
        return self.rows.get(RowState.BLOCKED, 0) + self.rows.get(RowState.CONFIRM, 0)


def fates_of(batches: Iterable[Return]) -> list[Fate]:
    """In the same order; two queries, however many."""
    batches = list(batches)
    rows = _counted(ReturnRow.objects.filter(batch__in=batches), "state")
    reports = _counted(
        ProgressReport.objects.filter(row__batch__in=batches), "status", "row__batch"
    )
    return [Fate(batch, rows[batch.pk], reports[batch.pk]) for batch in batches]


def _counted(rows, field: str, batch: str = "batch") -> dict[int, dict[str, int]]:
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    grouped = rows.order_by().values_list(batch, field).annotate(number=Count("pk"))
    for key, value, number in grouped:
        counted[key][value] = number
    return counted
