"""Where everything is, for search engines (sitemaps.org), and what is news (two days)."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page

from articles.models import ArticlePage, CommentaryIndexPage, RoundtableIndexPage
from initiatives.models import (
    Commitment,
    InitiativeIndexPage,
    InitiativePage,
    Organisation,
    Person,
)
from portal.addresses import absolute_url
from portal.visibility import PublicPageQuerySet

from .models import HomePage, MethodologyPage, NewsroomSettings, StandardPage

__all__ = ["SITEMAPS", "news", "robots"]

# What Google still takes for news.
NEWS_DAYS, MOST_NEWS = 2, 1000
# Lists and forms: nothing that would not be found behind them.
CLOSED = ("/admin/", "/members/", "/reply/", "/documents/", "/search/", "/en/search/", "/q/")
# Filters put together in every way: no end of pages and files, and nothing new in them.
ENDLESS = (
    "/commitments/?*&",
    "/en/commitments/?*&",
    "/feeds/*?",
    "/data/*?",
    "/calendar/*?",
    "/api/*?",
)


class NewsroomSitemap(Sitemap):
    """Addresses with the site's own host, whatever the request was sent to."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.WAGTAILADMIN_BASE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc


class PageSitemap(NewsroomSitemap):
    """Pages that every reader may open."""

    pages: tuple[type[Any], ...] = ()

    def items(self) -> list[Any]:
        return list(PublicPageQuerySet(Page).visible().type(*self.pages).order_by("pk"))

    def location(self, item: Any) -> str:
        return urlsplit(item.url).path

    def lastmod(self, item: Any) -> dt.datetime | None:
        return item.last_published_at


class ArticleSitemap(PageSitemap):
    pages = (ArticlePage,)


class InitiativeSitemap(PageSitemap):
    pages = (InitiativePage,)


class StandingSitemap(PageSitemap):
    """What the newspaper says of itself, and its lists."""

    pages = (
        HomePage,
        RoundtableIndexPage,
        CommentaryIndexPage,
        InitiativeIndexPage,
        MethodologyPage,
        StandardPage,
    )
    lists = (
        "person_list",
        "organisation_list",
        "commitment_list",
        "correction_list",
        "accessibility",
        "open_data",
        "api",
    )

    def items(self) -> list[Any]:
        return [*super().items(), *self.lists]

    def location(self, item: Any) -> str:
        return reverse(item) if isinstance(item, str) else super().location(item)

    def lastmod(self, item: Any) -> dt.datetime | None:
        return None if isinstance(item, str) else super().lastmod(item)


class RecordSitemap(NewsroomSitemap):
    """Snippets with an address of their own; only what the address needs is read."""

    address = ""

    def location(self, item: tuple[str, dt.datetime | None]) -> str:
        return reverse(self.address, args=[item[0]])

    def lastmod(self, item: tuple[str, dt.datetime | None]) -> dt.datetime | None:
        return item[1]


class PersonSitemap(RecordSitemap):
    address = "person_detail"

    def items(self) -> QuerySet:
        return Person.objects.public().order_by("pk").values_list("slug", "last_published_at")


class OrganisationSitemap(RecordSitemap):
    address = "organisation_detail"

    def items(self) -> QuerySet:
        public = Organisation.objects.public().order_by("pk")
        return public.values_list("slug", "last_published_at")


class CommitmentSitemap(RecordSitemap):
    address = "commitment_detail"

    def items(self) -> QuerySet:
        public = Commitment.objects.public().order_by("pk").with_updated()
        return public.values_list("code", "updated_at")


SITEMAPS = {
    "articles": ArticleSitemap,
    "initiatives": InitiativeSitemap,
    "people": PersonSitemap,
    "organisations": OrganisationSitemap,
    "commitments": CommitmentSitemap,
    "pages": StandingSitemap,
}


@csrf_exempt
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The articles of today and yesterday, none of a later edition."""
    today = localdate()
    days = (today - dt.timedelta(NEWS_DAYS - 1), today)
    recent = ArticlePage.objects.visible().filter(edition_date__range=days)
    context = {
        "newsroom": NewsroomSettings.load(),
        "articles": [(absolute_url(page.url), page) for page in recent.newest_first()[:MOST_NEWS]],
    }
    return render(request, "home/news_sitemap.xml", context, content_type="application/xml")


@csrf_exempt
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A site that is not for the public is for no robot either."""
    lines = ["User-agent: *"]
    if settings.IS_PUBLIC:
        lines += [f"Disallow: {path}" for path in (*CLOSED, *ENDLESS)]
        lines += [f"Sitemap: {absolute_url('/sitemap.xml')}"]
        lines += [f"Sitemap: {absolute_url('/sitemap-news.xml')}"]
    else:
        lines.append("Disallow: /")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
