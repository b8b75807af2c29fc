"""What readers sent: to be looked at, used or laid aside; never edited, never deleted."""

from django.http import HttpResponse
from django.urls import reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.conflicts import GuardedEditMixin

from ..enums import TipState
from ..filters import SourceTipFilterSet
from ..models import SourceTip
from ..permissions import reads_tips
from ..tips.panels import SOURCE_TIP_FORM
from ..worklists import Worklist
from .listing import DayColumn, PlainSearch

__all__ = ["SourceTipViewSet", "tip_worklists"]

EXCERPT = 40


def gist(tip: SourceTip) -> str:
    """The beginning of what was said, or the address."""
    said = tip.text or tip.url
    return said if len(said) <= EXCERPT else f"{said[:EXCERPT]}…"


class SourceTipIndexView(PlainSearch, IndexView):
    queryset = SourceTip.objects.select_related("commitment", "handled_by")
    text_fields = ("code", "commitment__summary", "url", "text", "note")

    def get_delete_url(self, instance: SourceTip) -> None:
        return None


class SourceTipEditView(GuardedEditMixin, EditView):
    """Whoever decides about it is on record."""

    def form_valid(self, form) -> HttpResponse:
        form.instance.handled_by = self.request.user
        return super().form_valid(form)


class SourceTipViewSet(ModelViewSet):
    """Nothing is added here but by readers."""

    model = SourceTip
    name = "tips"
    icon = "info-circle"
    menu_label = "线索"
    menu_order = 133
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = SourceTipIndexView
    edit_view_class = SourceTipEditView
    filterset_class = SourceTipFilterSet
    edit_handler = SOURCE_TIP_FORM
    ordering = ["-received_at", "-pk"]
    list_display = [
        TitleColumn(
            "code",
            label="承诺",
            accessor=lambda tip: tip.commitment or tip.code,
            get_url=lambda tip: reverse("tips:edit", args=[tip.pk]),
        ),
        Column("said", label="内容", accessor=gist),
        Column("state", label="状态", accessor="get_state_display", sort_key="state"),
        DayColumn("received_at", label="收到时间", sort_key="received_at"),
        Column("handled_by", label="经手人", accessor=lambda tip: tip.handled_by or "—"),
    ]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        return {
            **super().get_common_view_kwargs(**kwargs),
            "add_url_name": None,
            "delete_url_name": None,
        }

    def get_urlpatterns(self) -> list:
        return [row for row in super().get_urlpatterns() if row.name not in ("add", "delete")]


def tip_worklists() -> list[Worklist]:
    """Those that nobody has looked at."""
    return [
        Worklist(
            "待看的线索",
            "tips:index",
            SourceTipViewSet.icon,
            90,
            allowed=reads_tips,
            count=lambda user: SourceTip.objects.waiting().count(),
            query=lambda user: {"state": TipState.OPEN.value},
        )
    ]
