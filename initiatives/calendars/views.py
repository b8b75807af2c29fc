"""`/calendar/….ics`: all due dates, or those of one person, organisation, initiative, topic, or
of a single commitment."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from ..asking import Refused, asked_for
from ..models import Commitment
from ..subjects import SUBJECTS, Moved
from .due import dated, due
from .events import calendar_of

__all__ = ["CommitmentCalendarView", "LedgerCalendarView", "SubjectCalendarView"]


@method_decorator([csrf_exempt, conditional_page], name="dispatch")
class CalendarView(View):
    """The same address gives the same bytes until something changes, so 304 is often enough."""

    http_method_names = ["get", "head"]

    def answer(self, events: QuerySet[Commitment], name: str) -> HttpResponse:
        content = calendar_of(events, name, self.request.get_full_path())
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="commitments.ics"'
        return response


class LedgerCalendarView(CalendarView):
    """With the filters of the ledger."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            asked = asked_for(request.GET, Commitment.objects.public())
        except Refused as refused:
            return refused.as_text()
        return self.answer(due(asked.commitments, localdate()), "承诺到期日")


class SubjectCalendarView(CalendarView):
    """Of one that every reader may see, with the filters of the ledger; a former address leads to
    the present one.
    """

    def get(self, request: HttpRequest, kind: str, slug: str) -> HttpResponse:
        subject = SUBJECTS[kind]
        try:
            found = subject.get(slug)
            asked = asked_for(request.GET, subject.commitments(found))
        except Refused as refused:
            return refused.as_text()
        except Moved as moved:
            return redirect("calendar_of", kind, moved.slug, permanent=True)
        name = getattr(found, "name", None) or found.title
        return self.answer(due(asked.commitments, localdate()), f"{name}：承诺到期日")


class CommitmentCalendarView(CalendarView):
    """One due date, however long it is past; without a deadline there is nothing to put down."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        events = dated(Commitment.objects.public().filter(code=code))
        if not events:
            raise Http404
        return self.answer(events, f"{events[0].summary}：承诺到期日")
