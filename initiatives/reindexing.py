"""The search index after many rows were changed at once, without the signals of `save()`."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django_tasks import task
from wagtail.search.backends import get_search_backends
from wagtail.search.index import class_is_indexed
from wagtail.search.models import IndexEntry

__all__ = ["reindex"]


def reindex(model: type[Model], keys: Iterable[int]) -> None:
    """Have the index forget these rows, and take up those that are still to be found."""
    wanted = sorted(keys)
    if wanted and class_is_indexed(model):
        reindex_rows.enqueue(model._meta.label, wanted)


@task()
def reindex_rows(label: str, keys: list[int]) -> None:
    """The same, in the worker's time; a fixed number of queries."""
    model = apps.get_model(label)
    entries = IndexEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    entries.filter(object_id__in=[str(key) for key in keys]).delete()
    related = [
        field.field_name
        for field in model.search_fields
        if hasattr(field, "fields") and model._meta.get_field(field.field_name).many_to_one
    ]
    found = model.get_indexed_objects().filter(pk__in=keys).select_related(*related)
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(model, list(found))
