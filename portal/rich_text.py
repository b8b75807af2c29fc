"""Links to pages inside rich text, as every reader may follow them."""

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .visibility import in_private_section

__all__ = ["OpenPageLinkHandler"]


class OpenPageLinkHandler(PageLinkHandler):
    """One query however many links; no link to a draft or a private page."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Page | None]:
        wanted = [attrs.get("id", "") for attrs in attrs_list]
        keys = {int(key) for key in wanted if key.isascii() and key.isdigit()}
        pages = Page.objects.live().filter(~in_private_section()).in_bulk(keys)
        return [pages.get(int(key)) if key.isascii() and key.isdigit() else None for key in wanted]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        return [
            f'<a href="{escape(page.url)}">' if page else "<a>" for page in cls.get_many(attrs_list)
        ]
