"""What every page type of the portal shares: its address, and a short way to it."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from .slugs import PinyinPageMixin
from .visibility import in_private_section

__all__ = ["NewsroomPageMixin", "serve"]


class NewsroomPageMixin(PinyinPageMixin):
    """Pinyin addresses, and no second look at restrictions that routing has already read.

    `read_with`: what the page points to and always shows, fetched together with it.
    """

    known_open = False
    read_with: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction] | list:
        return [] if self.known_open else super().get_view_restrictions()


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, after finding the page by its whole address.

    Wagtail walks the tree, two queries a level; one look at `url_path` finds the same page.
    Everything after that (hooks, restrictions, the page's own view) is Wagtail's.
    """
    request._wagtail_route_for_request = _route(path)
    return wagtail_serve(request, path)


def _route(path: str) -> RouteResult | None:
    for root in Site.get_site_root_paths():
        page = (
            Page.objects.live()
            .annotate(is_private=in_private_section())
            .filter(url_path=root.root_path + path)
            .first()
        )
        if page is not None:
            specific = _specific(page)
            specific.known_open = not page.is_private
            return RouteResult(specific)
    return None


def _specific(page: Page) -> Page:
    """The page as what it is, with what it always shows, in one query."""
    model = page.specific_class
    related = getattr(model, "read_with", ())
    return (
        model._base_manager.select_related(*related).get(pk=page.pk) if related else page.specific
    )
