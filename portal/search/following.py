"""The index follows what is published and withdrawn, beyond what saving tells it."""

from typing import Any

from django.db.models import Model
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.search.backends import get_search_backends
from wagtail.search.index import insert_or_update_object
from wagtail.signals import page_published, page_unpublished, unpublished

from .backend import SearchBackend

__all__ = ["forget", "take_up"]


@receiver([unpublished, page_unpublished])
def forget(instance: Model, **kwargs: Any) -> None:
    """At once, with the withdrawal itself: the queue of tasks may be long, or stand still."""
    for backend in get_search_backends(with_auto_update=True):
        if isinstance(backend, SearchBackend):
            backend.delete(instance)


@receiver(page_published)
def take_up(instance: Page, **kwargs: Any) -> None:
    """Once more, now that its rows of guests, goals and corrections are stored as well."""
    insert_or_update_object(instance)
