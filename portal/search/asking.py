"""How the portal itself searches: the same whichever backend the settings name.

Our own backend takes any condition of a queryset. Others know only the fields they were told of;
what they find is put through the queryset's conditions afterwards.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from modelsearch.backends.base import BaseSearchResults
from wagtail.search.backends import get_search_backend

from .backend import SearchBackend
from .reading import has_drafts

__all__ = ["Found", "find", "matching", "suggest"]

# Of a backend elsewhere: more hits than anybody reads, few enough for one condition.
MOST_FOREIGN_HITS = 1000


@dataclass(frozen=True)
class Found:
    """Some of what was found, best first, each with a `search_score`; and how many in all."""

    items: list[Any]
    total: int


def find(queryset: QuerySet, query: str, start: int = 0, stop: int = 20) -> Found:
    """Those of the queryset that say it."""
    return _ask("search", queryset, query, start, stop)


def suggest(queryset: QuerySet, query: str, most: int) -> list[Any]:
    """Those whose name is being typed, best first."""
    return _ask("autocomplete", queryset, query, 0, most).items


def matching(queryset: QuerySet, query: str) -> QuerySet:
    """Those that say it, open to further conditions and in the queryset's own order."""
    backend = get_search_backend()
    if isinstance(backend, SearchBackend):
        return backend.search(query, queryset).as_queryset()
    return queryset.filter(pk__in=[hit.pk for hit in _foreign(backend.search, queryset, query)])


def _ask(method: str, queryset: QuerySet, query: str, start: int, stop: int) -> Found:
    backend = get_search_backend()
    ask = getattr(backend, method)
    if isinstance(backend, SearchBackend):
        results = ask(query, queryset)[start:stop].annotate_score("search_score")
        return Found(list(results), results.total())
    scores = {hit.pk: hit.search_score for hit in _foreign(ask, queryset, query)}
    objects = queryset.order_by().in_bulk(scores)
    found = [objects[key] for key in scores if key in objects]
    for instance in found:
        instance.search_score = scores[instance.pk]
    return Found(found[start:stop], len(found))


def _foreign(ask: Any, queryset: QuerySet, query: str) -> BaseSearchResults:
    public = queryset.model._default_manager.all()
    if has_drafts(queryset.model):
        public = public.filter(live=True)
    return ask(query, public)[:MOST_FOREIGN_HITS].annotate_score("search_score")
