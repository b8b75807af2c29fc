"""Addresses for robots: outside the languages of the readers."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from .sitemaps import SITEMAPS, news, robots

urlpatterns = [
    path("robots.txt", robots),
    path("sitemap.xml", require_safe(index), {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}),
    path("sitemap-news.xml", news),
    path(
        "sitemap-<slug:section>.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"
    ),
]
