"""The picture of an article that every reader may open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import View

from portal.png import digest_of, newsroom_name, png_response
from portal.share_images import draw_card

from ..models import ArticlePage
from .cards import article_card

__all__ = ["ArticleCard"]


class ArticleCard(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = get_object_or_404(ArticlePage.objects.visible(), pk=pk).specific
        card = article_card(page, newsroom_name(request))
        return png_response(request, digest_of(card), lambda: draw_card(card))
