"""编辑记录: Wagtail's report of its log, in which one can ask for any colleague.

Wagtail's own offers only those who have worked on pages.
"""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports.audit_logging import (
    LogEntriesView,
    SiteHistoryReportFilterSet,
    get_users_for_filter,
)

from .models import User

__all__ = ["EditorialLogView", "editorial_log_paths", "lead_to_editorial_log"]

WAGTAILS_OWN = "site-history"


class EditorialLogFilterSet(SiteHistoryReportFilterSet):
    def get_users_queryset(self) -> QuerySet[User]:
        return get_users_for_filter(self.request.user)


class EditorialLogView(LogEntriesView):
    """Who did what, and when: pages, snippets, verdicts, contacts, manuscripts."""

    page_title = "编辑记录"
    filterset_class = EditorialLogFilterSet
    index_url_name = "editorial_log"
    index_results_url_name = "editorial_log_results"


def editorial_log_paths() -> list:
    return [
        path("reports/editorial-log/", EditorialLogView.as_view(), name="editorial_log"),
        path(
            "reports/editorial-log/results/",
            EditorialLogView.as_view(results_only=True),
            name="editorial_log_results",
        ),
    ]


def lead_to_editorial_log(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """In the reports menu, in the place of Wagtail's own."""
    for item in menu_items:
        if item.name == WAGTAILS_OWN:
            item.label, item.url = EditorialLogView.page_title, reverse("editorial_log")
