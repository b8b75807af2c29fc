"""Addresses for robots: outside the languages of the readers."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from .sitemaps import SITEMAPS, news, robots

read_index, read_sitemap = (csrf_exempt(require_safe(view)) for view in (index, sitemap))

urlpatterns = [
    path("robots.txt", robots),
    path("sitemap.xml", read_index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}),
    path("sitemap-news.xml", news),
    path("sitemap-<slug:section>.xml", read_sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
