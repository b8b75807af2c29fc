"""A page of what was found, ranked once in the index and fetched by primary key."""

from collections import OrderedDict
from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from modelsearch.backends.base import BaseSearchResults

__all__ = ["Results"]


class Results(BaseSearchResults):
    """Drafts first, for those who may see them; then by score, then by date."""

    supports_facet = True
    _total: int | None = None

    def total(self) -> int:
        """How many were found in all, however few of them are asked for.

        Free after the results, when they were ranked and some are there.
        """
        if self._total is None:
            self._total = self._whole_count()
        return self._total

    def as_queryset(self) -> QuerySet:
        """Everything found, in no order: for further conditions."""
        compiler = self.query_compiler
        found = Q(pk__in=compiler.entries().values("object_id"))
        drafts = compiler.drafts()
        if not drafts.query.is_empty():
            found |= Q(pk__in=drafts.order_by().values("pk"))
        return compiler.queryset.filter(found)

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """How many were found of each value, the most frequent first."""
        rows = self.as_queryset().order_by().values(field_name).annotate(count=Count("pk"))
        return OrderedDict(
            (row[field_name], row["count"]) for row in rows.order_by("-count", field_name)
        )

    def _do_search(self) -> list[Any]:
        compiler = self.query_compiler
        if not compiler.order_by_relevance:
            found = self.as_queryset()
            ordered = found if found.ordered else found.order_by("-pk")
            return list(ordered[self.start : self.stop])
        drafts = compiler.drafts()
        if drafts.query.is_empty():
            return self._ranked(self.start, self.stop)
        before = drafts.count()
        found = list(drafts.order_by("-pk")[self.start : self.stop])
        stop = None if self.stop is None else max(0, self.stop - before)
        return found + self._ranked(max(0, self.start - before), stop)

    def _do_count(self) -> int:
        count = self._whole_count()
        stop = count if self.stop is None else min(count, self.stop)
        return max(0, stop - self.start)

    def _whole_count(self) -> int:
        drafts = self.query_compiler.drafts()
        found = self.query_compiler.entries().count()
        return found if drafts.query.is_empty() else found + drafts.count()

    def _ranked(self, start: int, stop: int | None) -> list[Any]:
        if stop is not None and start >= stop:
            return []
        rows = self.query_compiler.entries().annotate(in_all=Window(Count("*"))).best_first()
        ranked = list(rows.values_list("object_id", "score", "in_all")[start:stop])
        scores = {key: score for key, score, _ in ranked}
        if (ranked or not start) and stop != 0 and self.query_compiler.drafts().query.is_empty():
            self._total = ranked[0][2] if ranked else 0
        objects = self.query_compiler.queryset.order_by().in_bulk(scores)
        found = [objects[key] for key in scores if key in objects]
        if self._score_field:
            for instance in found:
                setattr(instance, self._score_field, scores[instance.pk])
        return found
