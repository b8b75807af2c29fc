"""How an article is passed on."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import override

from initiatives.sharing.cards import LANGUAGE
from portal.sharing import shared

from ..linked_data import news_article
from ..models import ArticlePage
from ..sharing.cards import article_card

register = template.Library()


@register.inclusion_tag("portal/includes/sharing.html", takes_context=True)
def share_article(context: Context, page: ArticlePage) -> dict[str, Any]:
    """A draft that was never saved has no picture."""
    newsroom = context.get("newsroom")
    with override(LANGUAGE):
        data = news_article(page, newsroom)
        path = reverse("article_card", args=[page.pk]) if page.pk else ""
    return shared(
        context,
        title=page.title,
        description=page.search_description or page.standfirst,
        card=article_card(page, getattr(newsroom, "name", "")),
        card_path=path,
        published=page.edition_date,
        data=data,
    )
