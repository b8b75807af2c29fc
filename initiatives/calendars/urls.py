"""Addresses that calendars subscribe to: promised to stay."""

from django.urls import path, register_converter

from ..subjects import SUBJECTS
from .views import CommitmentCalendarView, LedgerCalendarView, SubjectCalendarView


class KindConverter:
    regex = "|".join(SUBJECTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "subject")

urlpatterns = [
    path("calendar/commitments.ics", LedgerCalendarView.as_view(), name="calendar"),
    path(
        "calendar/commitments/<slug:code>.ics",
        CommitmentCalendarView.as_view(),
        name="commitment_calendar",
    ),
    path(
        "calendar/<subject:kind>/<slug:slug>.ics", SubjectCalendarView.as_view(), name="calendar_of"
    ),
]
