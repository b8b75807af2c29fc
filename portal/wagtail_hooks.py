"""The admin in the newsroom's own looks and language."""

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry

from .conflicts import answer_stale_form
from .editorial_log import editorial_log_paths, lead_to_editorial_log
from .pinyin import slugify_pinyin
from .rich_text import OpenPageLinkHandler

# Links to Wagtail's own documentation and menus without anything an editor needs.
HIDDEN_MENU_ITEMS = {"help", "snippets"}
LONGEST_TITLE = 255


def pinyin_slug(request: HttpRequest) -> JsonResponse:
    """The pinyin an empty slug field would be filled with; a hint, so not made unique."""
    return JsonResponse({"slug": slugify_pinyin(request.GET.get("text", "")[:LONGEST_TITLE])})


@hooks.register("register_admin_urls")
def register_pinyin_slug() -> list:
    return [path("pinyin-slug/", pinyin_slug, name="pinyin_slug")]


hooks.register("register_admin_urls", editorial_log_paths)
hooks.register("construct_reports_menu", lead_to_editorial_log)

hooks.register("before_edit_page", answer_stale_form, order=-10)
hooks.register("before_edit_snippet", answer_stale_form, order=-10)


@hooks.register("register_rich_text_features", order=10)
def register_open_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(OpenPageLinkHandler)


@hooks.register("insert_global_admin_css")
def admin_stylesheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin/admin.css"))


@hooks.register("insert_editor_js")
def pinyin_slug_script() -> str:
    return format_html(
        '<script type="module" src="{}"></script>', static("portal/admin/pinyin-slug.js")
    )


@hooks.register("construct_main_menu")
def hide_what_editors_do_not_need(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_MENU_ITEMS]
