"""Who was asked how a commitment stands, and what became of it; the newsroom's own log."""

from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.conflicts import GuardedEditMixin

from ..filters import ContactFilterSet
from ..models import Contact
from ..panels import CONTACT_FORM
from .listing import DayColumn, PlainSearch
from .progress import COMMITMENT_FIELDS, COMMITMENT_SOUNDS, AboutCommitment

__all__ = ["ContactViewSet"]


class ContactIndexView(PlainSearch, IndexView):
    queryset = Contact.objects.select_related("commitment", "recorded_by")
    text_fields = (*COMMITMENT_FIELDS, "channel", "whom", "note")
    pinyin_fields = COMMITMENT_SOUNDS


class ContactCreateView(AboutCommitment, CreateView):
    """Whoever is logged in has asked."""

    def get_initial_form_instance(self) -> Contact:
        return Contact(recorded_by=self.request.user)


class ContactEditView(GuardedEditMixin, EditView):
    """Putting a record right."""


class ContactViewSet(ModelViewSet):
    """Every attempt to hear from somebody. 记者 add to it; 编辑 put it right."""

    model = Contact
    name = "contacts"
    icon = "comment"
    menu_label = "联系记录"
    menu_order = 132
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "commitment",
        "contacted_on",
        "channel",
        "whom",
        "outcome",
        "note",
        "recorded_by",
    ]
    index_view_class = ContactIndexView
    add_view_class = ContactCreateView
    edit_view_class = ContactEditView
    filterset_class = ContactFilterSet
    edit_handler = CONTACT_FORM
    ordering = ["-contacted_on", "-pk"]
    list_display = [
        "commitment",
        DayColumn("contacted_on", label="联系日期", sort_key="contacted_on"),
        Column("channel", label="方式"),
        Column("whom", label="联系了谁"),
        Column("outcome", label="结果", accessor="get_outcome_display", sort_key="outcome"),
        Column("recorded_by", label="登记人"),
    ]
    list_export = [
        "commitment.code",
        "commitment.summary",
        "contacted_on",
        "channel",
        "whom",
        "get_outcome_display",
        "note",
        "recorded_by",
    ]
    export_headings = {
        "commitment.code": "编号",
        "commitment.summary": "承诺",
        "get_outcome_display": "结果",
    }
