"""Undoing a merge: what it moved goes back, as far as it still stands where the merge put it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.utils.timezone import now
from modelcluster.fields import ParentalKey
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex, RevisionMixin

from .merging import (
    UNDO_ACTION,
    Move,
    in_bodies,
    lock_both,
    log_on_both,
    named_rows,
    references_to,
)
from .models import Merge, Organisation, Person, resolve
from .reindexing import names_changed, reindex

__all__ = ["Parting", "plan_undo", "undo"]

MOST_NAMED = 20
Record = Person | Organisation


@dataclass(frozen=True)
class Parting:
    """What undoing a merge puts back, and what it has to leave as it is."""

    kept: Record | None
    lost: Record | None
    moves: list[Move]
    restored: list[Model]
    emptied: list[str]
    left: list[str]
    objections: list[str]


def plan_undo(merge: Merge) -> Parting:
    """A fixed number of queries, however much was moved."""
    kept, lost = merge.kept, merge.lost
    objections = _objections(merge, kept, lost)
    if objections:
        return Parting(kept, lost, [], [], [], [], objections)
    left: list[str] = []
    moves = _moves(merge, left)
    restored = _restored(merge, left)
    emptied = _emptied(merge, kept, left)
    left += _worked_on_since(merge, moves)
    return Parting(kept, lost, moves, restored, emptied, left, objections)


def undo(merge: Merge, user: AbstractBaseUser) -> Parting:
    """Part the two again, in one piece; tells what it could not put back."""
    with transaction.atomic():
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        if merge.kept and merge.lost:
            lock_both(merge.kept, merge.lost)
            merge.refresh_from_db()
        parting = plan_undo(merge)
        if parting.objections:
            raise ValidationError(parting.objections)
        kept, lost = parting.kept, parting.lost
        type(lost).objects.filter(pk=lost.pk).update(live=merge.moved["live"], merged_into=None)
        lost.refresh_from_db()
        for move in parting.moves:
            rows = move.link.model._base_manager.filter(pk__in=[row.pk for row in move.rows])
            rows.update(**{move.link.name: lost})
        for model, rows in _by_model(parting.restored).items():
            resolve(rows)
            model._base_manager.bulk_create(rows, ignore_conflicts=True)
        _give_back(parting, user)
        _redirect_no_more(merge, kept, lost)
        _refer_again(merge, kept, lost)
        merge.undone_by, merge.undone_at = user, now()
        merge.save(update_fields=["undone_by", "undone_at"])
        reindex([kept, lost, *parting.restored])
        reindex(row for move in parting.moves for row in move.rows)
        if parting.emptied:
            names_changed.send(type(kept), instance=kept)
        log_on_both(UNDO_ACTION, kept, lost, user)
    return parting


def _objections(merge: Merge, kept: Record | None, lost: Record | None) -> list[str]:
    if merge.undone_at:
        return ["这次合并已经撤销过了。"]
    if kept is None or lost is None:
        return ["其中一条记录已被删除，不能撤销。"]
    if kept.merged_into_id:
        return [f"“{kept}”后来又并入了“{kept.merged_into}”，请先撤销那一次合并。"]
    if lost.merged_into_id != kept.pk:
        return [f"“{lost}”已不在“{kept}”名下，不能撤销。"]
    return []


def _moves(merge: Merge, left: list[str]) -> list[Move]:
    """Rows that still lead to the one kept."""
    moves = []
    for label, keys in merge.moved.items():
        if "." not in label:
            continue
        link = _link(label)
        found = list(named_rows(link.model).filter(pk__in=keys))
        standing = [row for row in found if getattr(row, link.attname) == merge.kept_id]
        changed = [row for row in found if getattr(row, link.attname) != merge.kept_id]
        name = link.model._meta.verbose_name
        left += [f"{name}“{row}”的{link.verbose_name}后来改过，保持现状。" for row in changed]
        if gone := len(keys) - len(found):
            left.append(f"{name}有 {gone} 条后来已删除。")
        if standing:
            moves.append(Move(link, standing, []))
    return moves


def _link(label: str) -> ForeignKey:
    model, field = label.rsplit(".", 1)
    return apps.get_model(model)._meta.get_field(field)


def _restored(merge: Merge, left: list[str]) -> list[Model]:
    """Rows that the merge removed and that still have their place."""
    rows = [one.object for one in serializers.deserialize("python", merge.moved["removed"])]
    found = []
    for model, group in _by_model(rows).items():
        taken = set(
            model._base_manager.filter(pk__in=[row.pk for row in group]).values_list(
                "pk", flat=True
            )
        )
        missing = [_missing(field, group) for field in model._meta.concrete_fields]
        for row in group:
            lost = any(value in gone for gone, value in zip(missing, _values(row), strict=True))
            if row.pk in taken or lost:
                left.append(f"{model._meta.verbose_name}有一条已没有地方放回，未恢复。")
            else:
                found.append(row)
    return found


def _by_model(rows: Iterable[Model]) -> dict[type[Model], list[Model]]:
    groups = defaultdict(list)
    for row in rows:
        groups[type(row)].append(row)
    return groups


def _values(row: Model) -> list[Any]:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def _missing(field: Any, rows: list[Model]) -> set[int]:
    """Keys of a foreign key that lead nowhere any more."""
    if not isinstance(field, ForeignKey):
        return set()
    keys = {getattr(row, field.attname) for row in rows} - {None}
    there = field.related_model._base_manager.filter(pk__in=keys)
    return keys - set(there.values_list("pk", flat=True))


def _emptied(merge: Merge, kept: Record, left: list[str]) -> list[str]:
    """Fields that the one kept took over and nobody has changed since."""
    found = []
    for name, value in merge.moved["filled"].items():
        field = kept._meta.get_field(name)
        if getattr(kept, field.attname) == value:
            found.append(name)
        else:
            left.append(f"“{kept}”的{field.verbose_name}后来改过，保持现状。")
    return found


def _worked_on_since(merge: Merge, moves: list[Move]) -> list[str]:
    """Drafts saved after the merge name the one kept, whatever is put back now."""
    found: list[Model] = []
    pages = in_bodies(_references(merge))
    for move in moves:
        if issubclass(move.link.model, RevisionMixin):
            rows = move.link.model._base_manager.filter(
                pk__in=[row.pk for row in move.rows],
                latest_revision__created_at__gt=merge.merged_at,
            )
            found += rows
        pages |= {row.page_id for row in move.rows if hasattr(row, "page_id")}
    found += _changed(merge, pages)
    if not found:
        return []
    names = "、".join(f"“{one}”" for one in found[:MOST_NAMED])
    more = f"等 {len(found)} 处" if len(found) > MOST_NAMED else ""
    return [f"合并之后又保存过，草稿或正文里仍是“{merge.kept}”，请打开核对：{names}{more}。"]


def _changed(merge: Merge, pages: set[int]) -> QuerySet[Page]:
    """Those of the pages that were saved or published after the merge."""
    since = merge.merged_at
    return Page.objects.filter(
        Q(latest_revision_created_at__gt=since) | Q(last_published_at__gt=since), pk__in=pages
    )


def _give_back(parting: Parting, user: AbstractBaseUser) -> None:
    """Fields taken over, and rows of a form, leave the one kept, its draft too."""
    kept = parting.kept
    kept.refresh_from_db()
    empty = {name: kept._meta.get_field(name).get_default() for name in parting.emptied}
    if empty:
        type(kept).objects.filter(pk=kept.pk).update(**empty)
    draft = kept.get_latest_revision_as_object()
    if draft is kept:
        return
    for name, value in empty.items():
        if getattr(draft, name) == getattr(kept, name):
            setattr(draft, name, value)
    for move in parting.moves:
        if isinstance(move.link, ParentalKey):
            relation = move.link.remote_field.get_accessor_name()
            gone = {row.pk for row in move.rows}
            rows = [row for row in getattr(draft, relation).all() if row.pk not in gone]
            setattr(draft, relation, rows)
    draft.save_revision(user=user, clean=False)


def _redirect_no_more(merge: Merge, kept: Record, lost: Record) -> None:
    """The old address shows its own page again; what led there before the merge does so too."""
    old, new = lost.get_absolute_url(), kept.get_absolute_url()
    path = Redirect.normalise_path(old)
    Redirect.objects.filter(old_path=path, redirect_link=new).delete()
    older = Redirect.objects.filter(pk__in=merge.moved["redirects"], redirect_link=new)
    older.update(redirect_link=old)


def _refer_again(merge: Merge, kept: Record, lost: Record) -> None:
    """Bodies published since name the one kept, and go on doing so."""
    pages = _changed(merge, in_bodies(_references(merge))).values_list("pk", flat=True)
    rewritten = Q(model_path__startswith="body.", object_id__in=[str(key) for key in pages])
    references = _references(merge) & references_to(kept)
    references.exclude(rewritten).update(to_object_id=str(lost.pk))


def _references(merge: Merge) -> QuerySet[ReferenceIndex]:
    return ReferenceIndex.objects.filter(pk__in=merge.moved["references"])
