"""Keeping the index: it holds what is published, and nothing of drafts."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models, router, transaction
from modelsearch.backends.base import BaseIndex
from wagtail.search.index import get_indexed_models

from .entries import SearchEntry
from .reading import Contents, has_drafts, is_public, read
from .token_table import TokenTable
from .words import tokens

__all__ = ["Index", "Rebuilder"]

BATCH = 1000
COLUMNS = ("heading", "text", "suggest", "sounds", "day")
# What changes with every publication and withdrawal.
STAMP = ("live", "last_published_at")


class Index(BaseIndex):
    """One for all models, in the database beside them. Primary keys are whole numbers."""

    def add_items(self, model: type[models.Model], items: Iterable[models.Model]) -> None:
        """Take up what is published; forget what no longer is. The same queries for many."""
        if not model.get_search_fields():
            return
        kind = ContentType.objects.get_for_model(model)
        with transaction.atomic(using=self._alias):
            given = {item.pk: item for item in items}
            there = self._as_they_are(model, given)
            known = {key: read(item) for key, item in there.items() if is_public(item)}
            self._forget(
                SearchEntry.objects.filter(content_type=kind, object_id__in=given.keys() - known)
            )
            self._store(kind, known)

    def _as_they_are(
        self, model: type[models.Model], given: dict[int, models.Model]
    ) -> dict[int, models.Model]:
        """Those that are still there; read anew, if they were published or withdrawn since.

        Until the transaction ends nobody can do either: whoever tries waits for the index, and
        comes after it.
        """
        names = [name for name in STAMP if name in {one.name for one in model._meta.get_fields()}]
        owner = model._meta.get_field(names[0]).model if names else model
        rows = owner._base_manager.filter(pk__in=given).order_by("pk")
        held = rows.using(self._alias).select_for_update(no_key=True).values_list("pk", *names)
        stamps = {key: stamp for key, *stamp in held}
        late = [
            key
            for key, stamp in stamps.items()
            if stamp != [getattr(given[key], name) for name in names]
        ]
        anew = model._default_manager.using(self._alias).in_bulk(late) if late else {}
        return {key: anew.get(key, given[key]) for key in stamps}

    def delete_item(self, item: models.Model) -> None:
        """Called for the most specific class of an object."""
        kind = ContentType.objects.get_for_model(item)
        self._forget(SearchEntry.objects.filter(content_type=kind, object_id=item.pk))

    def reset(self) -> None:
        SearchEntry.objects.all()._raw_delete(using=self._alias)
        self._tokens.clear()

    def forget_strangers(self) -> None:
        """Entries whose object has gone, was unpublished, or is no longer to be searched."""
        kinds = []
        for model in get_indexed_models():
            kind = ContentType.objects.get_for_model(model)
            kinds.append(kind)
            entries = SearchEntry.objects.filter(content_type=kind)
            public = model._default_manager.filter(pk=models.OuterRef("object_id"))
            if has_drafts(model):
                public = public.filter(live=True)
            self._forget(entries.filter(~models.Exists(public)))
        self._forget(SearchEntry.objects.exclude(content_type__in=kinds))

    def tidy(self) -> None:
        """After many changes."""
        self._tokens.tidy()

    @property
    def _alias(self) -> str:
        return router.db_for_write(SearchEntry)

    @property
    def _tokens(self) -> TokenTable:
        return TokenTable(self._alias)

    def _forget(self, entries: models.QuerySet[SearchEntry]) -> None:
        found = list(entries.values_list("pk", flat=True))
        for start in range(0, len(found), BATCH):
            keys = found[start : start + BATCH]
            self._tokens.forget(keys)
            SearchEntry.objects.filter(pk__in=keys)._raw_delete(using=self._alias)

    def _store(self, kind: ContentType, known: dict[int, Contents]) -> None:
        rows = SearchEntry.objects.bulk_create(
            [
                SearchEntry(
                    content_type=kind,
                    object_id=key,
                    **{column: getattr(contents, column) for column in COLUMNS},
                )
                for key, contents in known.items()
            ],
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=COLUMNS,
        )
        self._tokens.put([(row.pk, _filed_under(row)) for row in rows])


def _filed_under(entry: SearchEntry) -> set[str]:
    return tokens(f"{entry.text}\n{entry.sounds}")


class Rebuilder:
    """For Wagtail's commands. Nothing is emptied first: readers find things all the while."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def start(self) -> Index:
        self.index.forget_strangers()
        return self.index

    def finish(self) -> None:
        self.index.tidy()
