"""The ledger (承诺簿) in the editors' admin."""

from django.db.models import QuerySet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from ..choosers import CommitmentChooserViewSet
from ..filters import CommitmentFilterSet
from ..models import Commitment
from ..panels import COMMITMENT_FORM
from .listing import DayColumn, PlainSearch, StatusColumn

__all__ = ["CommitmentViewSet"]


class CommitmentIndexView(PlainSearch, IndexView):
    text_fields = (
        "code",
        "summary",
        "quote",
        "speaker__name",
        "speaker_title",
        "organisation__name",
        "organisation__short_name",
    )
    pinyin_fields = ("speaker__pinyin",)


class CommitmentViewSet(SnippetViewSet):
    """Every commitment with its verdict, schedule and source at a glance."""

    model = Commitment
    icon = "list-ul"
    menu_label = "承诺簿"
    menu_order = 110
    add_to_admin_menu = True
    # A copy would carry another commitment's code, source and words.
    copy_view_enabled = False
    index_view_class = CommitmentIndexView
    filterset_class = CommitmentFilterSet
    edit_handler = COMMITMENT_FORM
    chooser_viewset_class = CommitmentChooserViewSet
    list_display = [
        "code",
        "summary",
        Column("speaker", label="承诺人", accessor="speaker.name", sort_key="speaker__pinyin"),
        Column("verdict", label="判定", accessor="verdict.label", sort_key="current_verdict"),
        Column(
            "schedule", label="期限状态", accessor="schedule.label", sort_key="current_schedule"
        ),
        DayColumn("deadline", label="期限", sort_key="deadline"),
        Column(
            "source",
            label="出处",
            accessor="get_source_state_display",
            sort_key="source_state",
        ),
        StatusColumn("live", label="状态", sort_key="live"),
    ]
    list_export = [
        "code",
        "summary",
        "quote",
        "speaker.name",
        "speaker_title",
        "organisation",
        "said_on",
        "verdict.label",
        "schedule.label",
        "deadline",
        "get_source_state_display",
    ]
    export_headings = {
        "speaker.name": "承诺人",
        "verdict.label": "判定",
        "schedule.label": "期限状态",
        "get_source_state_display": "出处状态",
    }

    def get_queryset(self, request) -> QuerySet[Commitment]:
        return Commitment.objects.for_listing().with_schedule()
