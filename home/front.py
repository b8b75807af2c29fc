"""What the front page shows, gathered in a fixed number of queries."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Case, QuerySet, Value, When, prefetch_related_objects
from django.utils.timezone import localdate

from articles.models import CommentaryPage, Mark, RoundtablePage
from initiatives.enums import Verdict
from initiatives.models import Assessment, Commitment, InitiativePage
from portal.models import NewsImage

__all__ = ["FrontPage", "Month"]

MONTHS_AHEAD = 6
DUE_SHOWN = 12
VOICES = 3
MARKS_READ = 40
ROUNDTABLES = 4
INITIATIVES = 12
VERDICTS = 4
VERDICTS_READ = 12


@dataclass
class Month:
    """One month of the timeline, and what falls due in it."""

    first_day: dt.date
    commitments: list[Commitment] = field(default_factory=list)


class FrontPage:
    """Each part is read once, when the template comes to it."""

    def __init__(self, lead_id: int | None) -> None:
        self.lead_id = lead_id

    @cached_property
    def roundtables(self) -> list[RoundtablePage]:
        """The lead first: the one chosen, or the newest."""
        chosen = Case(When(pk=self.lead_id, then=Value(0)), default=Value(1))
        rows = RoundtablePage.objects.visible().order_by(chosen, "-edition_date", "-pk")
        return list(rows.select_related("lead_image")[:ROUNDTABLES])

    @property
    def lead(self) -> RoundtablePage | None:
        return self.roundtables[0] if self.roundtables else None

    @property
    def others(self) -> list[RoundtablePage]:
        return self.roundtables[1:]

    @cached_property
    def lead_marks(self) -> list[Mark]:
        """The lead's marked sentences with their commitments and speakers."""
        if self.lead is None:
            return []
        marks = Mark.objects.present().filter(page=self.lead, commitment__live=True)
        with_speakers = marks.select_related("commitment__speaker__portrait")
        return list(with_speakers.order_by("position")[:MARKS_READ])

    @cached_property
    def voices(self) -> list[Mark]:
        """One sentence each of the first few speakers; who named a number comes first."""
        by_speaker: dict[int, Mark] = {}
        for mark in sorted(self.lead_marks, key=lambda mark: not mark.commitment.has_number):
            by_speaker.setdefault(mark.commitment.speaker_id, mark)
        voices = list(by_speaker.values())[:VOICES]
        self._prefetch_renditions([mark.commitment.speaker.portrait for mark in voices])
        return voices

    def _prefetch_renditions(self, pictures: list[NewsImage | None]) -> None:
        """One query for the sizes of every picture above the fold."""
        shown = list(filter(None, [*pictures, self.lead.lead_image]))
        if shown:
            prefetch_related_objects(shown, "renditions")

    @cached_property
    def commentary(self) -> CommentaryPage | None:
        return CommentaryPage.objects.visible().newest_first().first()

    @cached_property
    def latest_verdicts(self) -> list[Assessment]:
        """The newest of each commitment, newest first."""
        newest = (
            Assessment.objects.published()
            .newest_first()
            .filter(commitment__in=Commitment.objects.public())
            .select_related("commitment__speaker")[:VERDICTS_READ]
        )
        by_commitment: dict[int, Assessment] = {}
        for assessment in newest:
            by_commitment.setdefault(assessment.commitment_id, assessment)
        return list(by_commitment.values())[:VERDICTS]

    @cached_property
    def verdicts(self) -> dict[Verdict, int]:
        return Commitment.objects.public().verdict_counts()

    @cached_property
    def months(self) -> list[Month]:
        """This month and the next ones, empty ones too."""
        today = localdate()
        starts = [_month_after(today, step) for step in range(MONTHS_AHEAD)]
        months = {start: Month(start) for start in starts}
        days = (_month_after(today, MONTHS_AHEAD) - today).days - 1
        due = Commitment.objects.public().due_within(days, today).select_related("speaker")
        for commitment in due[:DUE_SHOWN]:
            months[commitment.deadline.replace(day=1)].commitments.append(commitment)
        return list(months.values())

    @property
    def is_anything_due(self) -> bool:
        return any(month.commitments for month in self.months)

    @cached_property
    def initiatives(self) -> QuerySet[InitiativePage]:
        return InitiativePage.objects.visible().order_by("-first_published_at", "pk")[:INITIATIVES]


def _month_after(day: dt.date, months: int) -> dt.date:
    """The first day of the month that lies `months` after `day`'s."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)
