"""From a query of Wagtail's to conditions on the index."""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from modelsearch.backends.base import BaseSearchQueryCompiler
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search import index

from .entries import SearchEntry, says
from .reading import has_drafts
from .token_table import read_mapped
from .words import Word, split

__all__ = ["AutocompleteCompiler", "Compiler"]

EVERYTHING, NOTHING = ~Q(pk__in=[]), Q(pk__in=[])


class Compiler(BaseSearchQueryCompiler):
    """What `queryset.search(…)` finds: all words, anywhere in the text."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    column = "text"
    field_class = index.SearchField

    def check(self) -> None:
        """Any condition and any order will do: both are left to the database."""

    def entries(self) -> QuerySet[SearchEntry]:
        """The entries of objects in the queryset that fit, with their score."""
        read_mapped(self.queryset.db)
        kinds = get_descendants_content_types_pks(self.queryset.model)
        found = SearchEntry.objects.filter(
            _condition(self.query, self.column), content_type__in=kinds
        )
        if self.fields or not _wants_nothing_but_public(self.queryset):
            candidates = self._in_fields(self.queryset) if self.fields else self.queryset
            # Asked of each hit: SQLite would begin with a list of all candidates.
            found = found.filter(Exists(candidates.order_by().filter(pk=OuterRef("object_id"))))
        return found.with_score(words_of(self.query))

    def drafts(self) -> QuerySet:
        """Unpublished objects that fit. The index knows nothing of them: their columns are read.

        There are few, and only editors ask for them.
        """
        model = self.queryset.model
        if not has_drafts(model) or _wants_public(self.queryset):
            return self.queryset.none()
        drafts = self.queryset.filter(live=False)
        return self._in_fields(drafts, self.fields or self._columns())

    def _in_fields(self, queryset: QuerySet, fields: list[str] | None = None) -> QuerySet:
        """Those with every word in one of these columns."""
        for word in words_of(self.query):
            anywhere = Q()
            for name in fields or self.fields:
                anywhere |= Q(**{f"{name}__icontains": word.text})
            queryset = queryset.filter(anywhere)
        return queryset

    def _columns(self) -> list[str]:
        """The searched fields that are columns."""
        model = self.queryset.model
        return [
            field.field_name
            for field in model.get_search_fields()
            if isinstance(field, self.field_class) and _has_column(model, field.field_name)
        ]


class AutocompleteCompiler(Compiler):
    """What `queryset.autocomplete(…)` finds: all words, in what is completed while typing."""

    column = "suggest"
    field_class = index.AutocompleteField


def words_of(query: SearchQuery) -> list[Word]:
    """The words that somebody hopes to see."""
    if isinstance(query, PlainText | Fuzzy):
        return split(query.query_string)
    if isinstance(query, Phrase):
        return split(f'"{query.query_string}"')
    if isinstance(query, And | Or):
        return [word for part in query.subqueries for word in words_of(part)]
    if isinstance(query, Boost):
        return words_of(query.subquery)
    return []


def _condition(query: SearchQuery, column: str) -> Q:
    """A condition on entries; a query without a word in it finds nothing."""
    if isinstance(query, MatchAll):
        return EVERYTHING
    if isinstance(query, Not):
        return ~_condition(query.subquery, column)
    if isinstance(query, Boost):
        return _condition(query.subquery, column)
    if isinstance(query, And | Or):
        join = and_ if isinstance(query, And) else or_
        parts = (_condition(part, column) for part in query.subqueries)
        return reduce(join, parts, Q()) or NOTHING
    words = words_of(query)
    if not words:
        return NOTHING
    if getattr(query, "operator", "and") == "or":
        return reduce(or_, (says([word], column) for word in words))
    return says(words, column)


def _has_column(model: type[models.Model], name: str) -> bool:
    try:
        return model._meta.get_field(name).concrete
    except FieldDoesNotExist:
        return False


def _wants_public(queryset: QuerySet) -> bool:
    """Whether the queryset says itself that it wants no drafts."""
    return any(_is_live(condition, queryset.model) for condition in queryset.query.where.children)


def _wants_nothing_but_public(queryset: QuerySet) -> bool:
    """Then every entry of its model will do: the index holds nothing else."""
    if queryset.query.where.negated or queryset.query.combinator:
        return False
    conditions = queryset.query.where.children
    if not has_drafts(queryset.model):
        return not conditions
    return bool(conditions) and all(_is_live(one, queryset.model) for one in conditions)


def _is_live(condition: Any, model: type[models.Model]) -> bool:
    column = getattr(getattr(condition, "lhs", None), "target", None)
    return column == model._meta.get_field("live") and condition.rhs is True
