"""Every address of the site, in one place; see the design for which are promised to stay."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from .admin_language import script_catalogue
from .health import healthz
from .pages import serve

uploads = [path("media/<path:path>", serve_file, {"document_root": settings.MEDIA_ROOT})]
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    # In place of Wagtail's own at the same address: with what it has not yet translated.
    path("admin/jsi18n/", script_catalogue),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("initiatives.urls")),
    path("", include("articles.urls")),
    path("", include("home.urls")),
    *(uploads if settings.SERVES_MEDIA else []),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]

handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"
