"""Every address of the site, in one place; see the design for which are promised to stay."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from .admin_language import script_catalogue
from .health import healthz
from .pages import serve
from .uploads import serve_upload

# Wagtail's own page view stands aside for ours; its log-in for private pages comes before both.
private_pages = [row for row in wagtail_urls.urlpatterns if row.name != "wagtail_serve"]
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    # In place of Wagtail's own at the same address: with what it has not yet translated.
    path("admin/jsi18n/", script_catalogue),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("members/", include("initiatives.members.urls")),
    path("", include("initiatives.sharing.urls")),
    path("", include("articles.sharing.urls")),
    path("reply/", include("initiatives.right_of_reply.urls")),
    path("", include("initiatives.calendars.urls")),
    path("", include("home.feeds.urls")),
    path("", include("home.machine_urls")),
    path("", include("home.open_data.urls")),
    path("", include("home.api.urls")),
    *([path("media/<path:path>", serve_upload)] if settings.SERVES_MEDIA else []),
    # What readers see: in Chinese at the address itself, in English under /en/.
    *i18n_patterns(
        path("", include("initiatives.urls")),
        path("", include("articles.urls")),
        path("", include("home.urls")),
        path("", include(private_pages)),
        re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
        prefix_default_language=False,
    ),
]

handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"
