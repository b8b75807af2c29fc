"""The dashboard and the lists behind it, and the forms to download."""

from tempfile import TemporaryFile
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from ..enums import RETURNS_AT_WORK, ReturnState
from ..models import Return
from ..returns.exporting import file_name, write_template
from .access import AssociationView
from .fates import fates_of
from .inbox import awaiting_answer, inbox
from .ledger import Ledger, members_with_counts, quarter_name

__all__ = ["Commitments", "Home", "Messages", "Roll", "Template"]

SHOWN_COMMITMENTS = 10
SHOWN_MEMBERS = 18
SHOWN_RETURNS = SHOWN_WORDS = SHOWN_QUESTIONS = 5
ROLL_LENGTH = 60
UNFINISHED = (*RETURNS_AT_WORK, ReturnState.MAPPING, ReturnState.CHECKED)
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class Home(AssociationView, TemplateView):
    """What awaits them, then what is due, then what became of what they sent."""

    template_name = "members/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = self.association
        ledger = Ledger(mine, {})
        members = members_with_counts(mine)
        returns = Return.objects.of_association(mine).kept()
        unfinished = returns.filter(state__in=UNFINISHED)
        questions = awaiting_answer(mine)
        return super().get_context_data(**kwargs) | {
            "questions": questions[:SHOWN_QUESTIONS],
            "question_count": questions.count(),
            "unfinished": fates_of(unfinished[:SHOWN_RETURNS]),
            "counts": ledger.counts(),
            "quarter": quarter_name(ledger.today),
            "due": ledger.page(SHOWN_COMMITMENTS),
            "today": ledger.today,
            "members": members[:SHOWN_MEMBERS],
            "member_count": members.count(),
            "returns": fates_of(returns[:SHOWN_RETURNS]),
            "words": inbox(mine, None, length=SHOWN_WORDS),
        }


class Commitments(AssociationView, TemplateView):
    """Every open promise of every member."""

    template_name = "members/commitments.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ledger = Ledger(self.association, self.request.GET.dict())
        return super().get_context_data(**kwargs) | {
            "ledger": ledger,
            "quarter": quarter_name(ledger.today),
            "page_obj": ledger.page(),
            "today": ledger.today,
        }


class Roll(AssociationView, TemplateView):
    """The members, with how much is open and how much is still to be reported."""

    template_name = "members/roll.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        members = members_with_counts(self.association)
        page = Paginator(members, ROLL_LENGTH).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "quarter": quarter_name(localdate()),
        }


class Messages(AssociationView, TemplateView):
    """All that the newsroom said; what awaits an answer first."""

    template_name = "members/messages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        questions = awaiting_answer(self.association)
        return super().get_context_data(**kwargs) | {
            "questions": questions[:SHOWN_QUESTIONS],
            "question_count": questions.count(),
            "page_obj": inbox(self.association, self.request.GET.get("page")),
        }


class Template(AssociationView):
    """The form to fill in, made afresh: every open promise with its last value."""

    suffix = "xlsx"

    def get(self, request: HttpRequest) -> FileResponse:
        # Closed by the response once it is sent.
        target = TemporaryFile()  # noqa: SIM115
        write_template(target, self.association, self.suffix)
        target.seek(0)
        name = file_name(self.association, localdate(), self.suffix)
        return FileResponse(
            target, as_attachment=True, filename=name, content_type=MEDIA_TYPES[self.suffix]
        )
