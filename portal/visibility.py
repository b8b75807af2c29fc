"""Which pages every reader may open: defined once, in SQL, for lists, counts and addresses."""

from typing import Self

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

__all__ = ["PublicPageQuerySet", "in_private_section", "page_manager"]


def in_private_section() -> Exists:
    """True for a page that is restricted itself or stands below one that is."""
    same_branch = Substr(OuterRef("path"), 1, Length("page__path"))
    return Exists(PageViewRestriction.objects.filter(page__path=same_branch))


class PublicPageQuerySet(PageQuerySet):
    """Wagtail's `live().public()` in one query instead of two."""

    def visible(self) -> Self:
        """Published, and in no private section."""
        return self.filter(~in_private_section(), live=True)


def page_manager(queryset_class: type[PublicPageQuerySet] = PublicPageQuerySet) -> PageManager:
    """The `objects` of a page model, with `visible()` and the queryset's own methods."""
    return PageManager.from_queryset(queryset_class)()
