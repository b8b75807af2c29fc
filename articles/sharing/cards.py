"""What a shared link of an article looks like."""

from django.utils.translation import override

from initiatives.sharing.cards import LANGUAGE
from portal.share_images import ShareImage
from portal.templatetags.typography import cn_date

from ..models import ArticlePage

__all__ = ["article_card"]


def article_card(page: ArticlePage, newsroom: str) -> ShareImage:
    """The headline, who speaks or writes, and when it was printed."""
    with override(LANGUAGE):
        people = page.guests or page.bylines
        section = page.get_format_display() if hasattr(page, "format") else "评论"
        return ShareImage(
            newsroom=newsroom,
            label=f"{section} · {cn_date(page.edition_date)}",
            words=page.title,
            name="　".join(row.person.name for row in people),
            facts=page.column,
        )
