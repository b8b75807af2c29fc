"""Why something cannot be deleted: what still stands on it, said so that an editor can act."""

from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page, ReferenceIndex

from .models import Commitment

__all__ = ["obstacles_to_deletion", "refuse"]

MOST_NAMED = 5


def obstacles_to_deletion(objects: Iterable[Model]) -> list[str]:
    """One sentence for each object that is still needed; empty when all of them may go."""
    return [
        f"不能删除“{item}”：{named(holders)}还用着它。请先改掉那里，或取消发布代替删除。"
        for item in objects
        if (holders := holders_of(item))
    ]


def refuse(request: HttpRequest, objects: Iterable[Model], back_to: str) -> HttpResponse | None:
    """Say why something cannot be deleted, and go back to where it is listed."""
    obstacles = obstacles_to_deletion(objects)
    if not obstacles:
        return None
    for obstacle in obstacles:
        messages.error(request, obstacle)
    return redirect(back_to)


def holders_of(item: Model) -> list[str]:
    """What would break, as `圆桌《…》` or `承诺 C-2025-0007 …`."""
    found = [named_thing(holder) for holder in protecting(item)]
    if isinstance(item, Commitment):
        found += [named_thing(holder) for holder in marking(item)]
    return list(dict.fromkeys(found))


def protecting(item: Model) -> list[Model]:
    """Rows whose foreign key forbids the deletion, of the object or of any page below it."""
    doomed: QuerySet | list = [item]
    if isinstance(item, Page):
        doomed = Page.objects.descendant_of(item, inclusive=True)
    try:
        Collector(using=DEFAULT_DB_ALIAS, origin=item).collect(doomed)
    except ProtectedError as error:
        return sorted(error.protected_objects, key=str)
    except RestrictedError as error:
        return sorted(error.restricted_objects, key=str)
    return []


def marking(commitment: Commitment) -> list[Model]:
    """Pages and snippets that mark a sentence with this commitment."""
    groups = ReferenceIndex.get_references_to(commitment).group_by_source_object()
    return [source for source, _ in groups if source is not None]


def named(holders: list[str]) -> str:
    shown = "、".join(holders[:MOST_NAMED])
    return f"{shown} 等 {len(holders)} 处" if len(holders) > MOST_NAMED else f"{shown} "


def named_thing(holder: Model) -> str:
    page = getattr(holder, "page", None)
    if isinstance(page, Page):
        holder = page
    if getattr(holder, "merged_into_id", None):
        kind = holder._meta.verbose_name
        return f"并入它的{kind}《{holder}》（先在“合并记录”里撤销合并）"
    title = holder.specific_deferred if isinstance(holder, Page) else holder
    return f"{title._meta.verbose_name}《{title}》"
