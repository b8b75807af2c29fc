"""Registration of what articles add to the admin; the work is done in the modules named."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import source_messages
from .adopting import AdoptSentenceAction
from .briefs import BriefView, brief_buttons
from .calendar_view import CalendarMenuItem, CalendarView
from .desk import urls as desk_urls
from .editorial_log import register_desk_actions
from .marking import ReadingMarkChooserViewSet
from .permissions import can_import
from .release import ReleaseView
from .reports import BrokenSourcesView, worklists
from .rich_text import register_commitment_feature

hooks.register("register_rich_text_features", register_commitment_feature)

hooks.register("before_publish_page", source_messages.remember_sources)
hooks.register("after_publish_page", source_messages.tell_what_publishing_did)
hooks.register("after_edit_page", source_messages.tell_what_draft_breaks)
hooks.register("before_edit_page", source_messages.warn_on_opening)
hooks.register("before_delete_page", source_messages.forbid_deleting_sources)
hooks.register("before_bulk_action", source_messages.forbid_deleting_sources_in_bulk)


@hooks.register("register_admin_viewset")
def mark_chooser() -> ReadingMarkChooserViewSet:
    return ReadingMarkChooserViewSet("mark_chooser", url_prefix="mark-chooser")


@hooks.register("register_icons")
def icons(icons: list[str]) -> list[str]:
    return [*icons, "articles/icons/commitment.svg"]


@hooks.register("register_admin_urls")
def report_urls() -> list:
    view = BrokenSourcesView.as_view()
    return [
        path("reports/broken-sources/", view, name="broken_sources"),
        path(
            "reports/broken-sources/results/",
            BrokenSourcesView.as_view(results_only=True),
            name="broken_sources_results",
        ),
    ]


@hooks.register("register_admin_urls")
def release_address() -> list:
    return [path("articles/<int:page_id>/release/", ReleaseView.as_view(), name="release_drafts")]


hooks.register("register_log_actions", register_desk_actions)
hooks.register("register_bulk_action", AdoptSentenceAction)
hooks.register("register_worklist", worklists)


@hooks.register("register_admin_urls")
def desk_addresses() -> list:
    return [path("manuscripts/", include(desk_urls))]


class ImportMenuItem(MenuItem):
    """Shown to those who may bring in manuscripts."""

    def is_shown(self, request) -> bool:
        return can_import(request.user)


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    return ImportMenuItem(
        "导入稿件",
        reverse("manuscripts"),
        name="manuscripts",
        icon_name="doc-full-inverse",
        order=105,
    )


@hooks.register("register_admin_urls")
def brief_address() -> list:
    return [path("articles/<int:page_id>/brief/", BriefView.as_view(), name="interview_brief")]


hooks.register("register_page_header_buttons", brief_buttons)
hooks.register("register_page_listing_more_buttons", brief_buttons)


@hooks.register("register_admin_urls")
def calendar_address() -> list:
    return [path("calendar/", CalendarView.as_view(), name="edition_calendar")]


@hooks.register("register_admin_menu_item")
def calendar_menu_item() -> MenuItem:
    return CalendarMenuItem(
        CalendarView.page_title,
        reverse("edition_calendar"),
        name="edition-calendar",
        icon_name=CalendarView.header_icon,
        order=106,
    )
