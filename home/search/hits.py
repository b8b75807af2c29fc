"""One list of what was found, whatever it is: by relevance, then by date."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.template.defaultfilters import truncatechars
from django.utils.functional import cached_property

from portal.search.asking import Found, find
from portal.search.highlighting import EXCERPT, excerpt, highlight

from .kinds import BY_KEY, KINDS, Kind

__all__ = ["LENGTH", "Hit", "by_rank", "look_up"]

LENGTH = 20
# Of all kinds together: whoever leafs further is better served by one of them.
MOST_TOGETHER = 100


@dataclass(frozen=True)
class Hit:
    """One thing found, with the words of the query marked in it."""

    kind: Kind
    thing: Any
    query: str

    @cached_property
    def title(self) -> str:
        return highlight(self._called, self.query)

    @cached_property
    def excerpt(self) -> str:
        """Where else the words stand; of an article found by its guests, how it begins."""
        return excerpt(self.kind.texts(self.thing), self.query) or self._opening

    @property
    def reason(self) -> str:
        """Of what is not called so: where the words stand."""
        return "" if "<mark>" in self.title else excerpt(self.kind.texts(self.thing), self.query)

    @property
    def _opening(self) -> str:
        opening = getattr(self.thing, self.kind.opening) if self.kind.opening else ""
        return truncatechars(opening, EXCERPT)

    @property
    def address(self) -> str:
        """Pages know theirs by another name."""
        return getattr(self.thing, "url", None) or self.thing.get_absolute_url()

    @property
    def template(self) -> str:
        return f"home/search/{self.kind.key}.html"

    @property
    def rank(self) -> tuple[float, dt.date]:
        day = getattr(self.thing, "search_day", None)
        return self.thing.search_score, day or dt.date.min

    @property
    def _called(self) -> str:
        return getattr(self.thing, self.kind.title)


@dataclass(frozen=True)
class Results:
    """`hits`: those of one page; `counts`: how many of each kind there are."""

    hits: list[Hit]
    counts: dict[Kind, int]
    page: Page

    kind: Kind | None
    most: int = MOST_TOGETHER

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def shown(self) -> int:
        """How many there are of what was asked for."""
        return self.counts[self.kind] if self.kind else self.total

    @property
    def commitments(self) -> int:
        return self.counts[BY_KEY["commitments"]]


def by_rank(hits: list[Hit]) -> list[Hit]:
    """The best first; among equals the newest, then in the order of the kinds."""
    return sorted(hits, key=lambda hit: hit.rank, reverse=True)


def look_up(query: str, kind: Kind | None, year: int | None, number: int) -> Results:
    """Page `number` of one kind, or of all; the last one when there are fewer."""
    if kind is None:
        return _together(query, year, number)
    found = _page(kind, query, year, number)
    page = Paginator(range(found.total), LENGTH).get_page(number)
    if page.number != number:
        found = _page(kind, query, year, page.number)
    counts = {
        other: found.total if other is kind else find(other.in_year(year), query, 0, 0).total
        for other in KINDS
    }
    return Results([Hit(kind, thing, query) for thing in found.items], counts, page, kind)


def _page(kind: Kind, query: str, year: int | None, number: int) -> Found:
    start = (number - 1) * LENGTH
    return find(kind.in_year(year), query, start, start + LENGTH)


def _together(query: str, year: int | None, number: int) -> Results:
    """The best of each kind, put in one order."""
    stop = min(max(number, 1) * LENGTH, MOST_TOGETHER)
    found: dict[Kind, Found] = {kind: find(kind.in_year(year), query, 0, stop) for kind in KINDS}
    hits = [Hit(kind, thing, query) for kind in KINDS for thing in found[kind].items]
    hits = by_rank(hits)
    counts = {kind: each.total for kind, each in found.items()}
    page = Paginator(range(min(sum(counts.values()), MOST_TOGETHER)), LENGTH).get_page(number)
    start = (page.number - 1) * LENGTH
    return Results(hits[start : start + LENGTH], counts, page, None)
