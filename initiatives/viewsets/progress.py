"""Progress reports in the editors' admin."""

from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.conflicts import GuardedEditMixin

from ..filters import ProgressReportFilterSet
from ..finding import KEY_FORM
from ..models import Commitment, ProgressReport
from ..panels import PROGRESS_REPORT_FORM
from .listing import DayColumn, PlainSearch

__all__ = ["AboutCommitment", "ProgressReportViewSet"]

COMMITMENT_FIELDS = ("commitment__code", "commitment__summary", "commitment__speaker__name")
COMMITMENT_SOUNDS = ("commitment__speaker__pinyin",)


class AboutCommitment:
    """For a create view: `?commitment=12` fills in the commitment."""

    def get_initial(self) -> dict:
        key = self.request.GET.get("commitment", "")
        commitment = Commitment.objects.filter(pk=key).first() if KEY_FORM.fullmatch(key) else None
        return {**super().get_initial(), **({"commitment": commitment} if commitment else {})}


class ProgressReportIndexView(PlainSearch, IndexView):
    queryset = ProgressReport.objects.select_related("commitment", "reporter")
    text_fields = (*COMMITMENT_FIELDS, "reporter__name", "note")
    pinyin_fields = (*COMMITMENT_SOUNDS, "reporter__pinyin")


class ProgressReportCreateView(AboutCommitment, CreateView):
    """登记一次进展."""


class ProgressReportEditView(GuardedEditMixin, EditView):
    """Deciding about what was sent in."""


class ProgressReportViewSet(ModelViewSet):
    """What associations report; an editor decides whether it is used."""

    model = ProgressReport
    name = "progress-reports"
    icon = "order"
    menu_label = "进展申报"
    menu_order = 135
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = ProgressReportIndexView
    add_view_class = ProgressReportCreateView
    edit_view_class = ProgressReportEditView
    filterset_class = ProgressReportFilterSet
    edit_handler = PROGRESS_REPORT_FORM
    ordering = ["-as_of", "-pk"]
    list_display = [
        "commitment",
        DayColumn("as_of", label="截至日期", sort_key="as_of"),
        Column("value", label="数值", sort_key="value"),
        Column("reporter", label="申报单位", sort_key="reporter__pinyin"),
        Column("status", label="状态", accessor="get_status_display", sort_key="status"),
        BooleanColumn("verified", label="已核实", sort_key="verified"),
    ]
