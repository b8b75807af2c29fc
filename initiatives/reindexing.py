"""The search index after rows were changed without the signals of their own `save()`."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.dispatch import Signal, receiver
from django_tasks import task
from modelcluster.fields import ParentalKey
from wagtail.models import Page
from wagtail.search.backends import get_search_backends
from wagtail.search.index import class_is_indexed, insert_or_update_object
from wagtail.signals import published, unpublished

from .models import Organisation, Person

__all__ = ["names_changed", "reindex"]

# Somebody's names are others than before, and nothing was published; with `instance`.
names_changed = Signal()


def reindex(rows: Iterable[Model]) -> None:
    """Have the index take up these rows anew, and forget those that have gone.

    Rows that are part of a page stand for the page.
    """
    wanted: dict[type[Model], set[int]] = {}
    for row in rows:
        wanted.setdefault(type(row), set()).add(row.pk)
        for field in row._meta.get_fields():
            if isinstance(field, ParentalKey) and issubclass(field.related_model, Page):
                wanted.setdefault(field.related_model, set()).add(getattr(row, field.attname))
    for model, keys in wanted.items():
        if class_is_indexed(model):
            reindex_rows.enqueue(model._meta.label, sorted(keys))


@task()
def reindex_rows(label: str, keys: list[int]) -> None:
    """The same, in the worker's time; a fixed number of queries for snippets that are there."""
    model = apps.get_model(label)
    if issubclass(model, Page):
        for page in Page.objects.filter(pk__in=keys).specific():
            insert_or_update_object(page)
        return
    related = [
        field.field_name
        for field in model.search_fields
        if hasattr(field, "fields") and model._meta.get_field(field.field_name).many_to_one
    ]
    found = model.get_indexed_objects().filter(pk__in=keys).select_related(*related).in_bulk()
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(model, list(found.values()))
        for key in set(keys) - found.keys():
            backend.delete(model(pk=key))


@receiver([published, unpublished, names_changed], sender=Person)
@receiver([published, unpublished, names_changed], sender=Organisation)
def follow_a_name(instance: Person | Organisation, **kwargs: Any) -> None:
    """What is found by somebody's name is found by the new one, or by none any more."""
    reindex(instance.commitments.only("pk"))
    if isinstance(instance, Organisation):
        reindex(instance.people.only("pk"))
