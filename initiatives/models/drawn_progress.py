"""The picture of a commitment's number, from what readers may know of it."""

from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext

from ..progress import NARROW, WIDE, Frame, ProgressPicture, Reading, Revision, draw_progress

__all__ = ["DrawnProgress"]


class DrawnProgress:
    """Of a commitment: its public reports, its baseline and its former targets."""

    @cached_property
    def progress(self) -> ProgressPicture | None:
        """The picture of the number; None when there is nothing to draw."""
        return self._draw_progress(WIDE)

    @cached_property
    def narrow_progress(self) -> ProgressPicture | None:
        """The same for a phone."""
        return self._draw_progress(NARROW)

    def _draw_progress(self, frame: Frame) -> ProgressPicture | None:
        readings = [
            Reading(report.as_of, report.value, report.verified, report.provenance)
            for report in self.public_reports
            if report.value is not None
        ]
        if self.baseline is not None:
            readings.append(Reading(self.baseline_on, self.baseline, True, gettext("起点")))
        return draw_progress(
            readings,
            self.target,
            self.deadline,
            localdate(),
            steady=self.accumulates,
            frame=frame,
            revisions=self._former_targets(),
        )

    def _former_targets(self) -> list[Revision]:
        """What an editor found it to have taken the place of, where the number can be compared."""
        earlier = (pair.earlier for pair in self.facing if pair.declared and pair.later == self)
        return [
            Revision(one.said_on, one.target, one.deadline)
            for one in earlier
            if one.target is not None
            and one.deadline
            and (one.metric, one.unit, one.comparator) == (self.metric, self.unit, self.comparator)
        ]
