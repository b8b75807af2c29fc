"""Two people or organisations on record who are one: what a merge moves, and the merge itself.

Undoing it is in `initiatives.parting`. Every refusal is a `ValidationError` in Chinese.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey, Model, QuerySet
from modelcluster.fields import ParentalKey
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.search.following import forget

from .enums import OrganisationKind
from .models import Commitment, Membership, Merge, Mergeable, Organisation, Person
from .reindexing import names_changed, reindex

__all__ = [
    "MERGE_ACTION",
    "UNDO_ACTION",
    "Fill",
    "Move",
    "Plan",
    "in_bodies",
    "label_of",
    "lock_both",
    "log_on_both",
    "merge",
    "named_rows",
    "plan_merge",
    "references_to",
]

MERGE_ACTION = "initiatives.merge"
UNDO_ACTION = "initiatives.undo_merge"
# What the one kept may take over where it has nothing itself.
FILLABLE = {
    Person: ("title", "organisation", "portrait", "biography"),
    Organisation: ("short_name", "description", "website", "logo"),
}
CHANGED = "预览之后又有改动，请按下面的新预览重新确认。"
GONE = "其中一条记录已被删除，不能合并。"
Record = Person | Organisation


@dataclass(frozen=True)
class Move:
    """Rows of one kind that lead to the one given up by one foreign key."""

    link: ForeignKey
    rows: list[Model]
    twins: list[Model]

    @property
    def heading(self) -> str:
        return f"{self.link.model._meta.verbose_name}（{self.link.verbose_name}）"


@dataclass(frozen=True)
class Fill:
    """What the one kept lacks and the other has."""

    name: str
    label: str
    value: Any


@dataclass(frozen=True)
class Plan:
    """All that a merge would change, as it is shown before it is confirmed."""

    kept: Record
    lost: Record
    moves: list[Move]
    fills: list[Fill]
    articles: list[Page]  # whose bodies name the one given up
    objections: list[str]

    @cached_property
    def digest(self) -> str:
        """Of all that is shown; another digest means that something was changed since."""
        moved = [
            (label_of(move.link), [row.pk for row in move.rows], [row.pk for row in move.twins])
            for move in self.moves
        ]
        records = [
            (one.pk, one.live, one.slug, one.latest_revision_id, str(one))
            for one in (self.kept, self.lost)
        ]
        filled = [(fill.name, str(fill.value)) for fill in self.fills]
        articles = [page.pk for page in self.articles]
        shown = [records, moved, filled, articles, self.objections]
        return sha256(repr(shown).encode()).hexdigest()


def label_of(link: ForeignKey) -> str:
    """As `Merge.moved` names it: `initiatives.commitment.speaker`."""
    return f"{link.model._meta.label_lower}.{link.name}"


def links_to(model: type[Mergeable]) -> list[ForeignKey]:
    """Every foreign key that leads to this model, of whatever app, those of `+` included."""
    relations = [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.one_to_many
    ]
    return sorted(relations, key=label_of)


def plan_merge(kept: Record, lost: Record, user: AbstractBaseUser) -> Plan:
    """What would move, be filled in, and what stands against it. A fixed number of queries."""
    moves = [_move(link, kept, lost) for link in links_to(type(kept))] if kept != lost else []
    return Plan(
        kept=kept,
        lost=lost,
        moves=[move for move in moves if move.rows or move.twins],
        fills=_fills(kept, lost),
        articles=_articles(lost),
        objections=_objections(kept, lost, user),
    )


def merge(
    kept: Record,
    lost: Record,
    user: AbstractBaseUser,
    *,
    fill: Collection[str] = (),
    seen: str = "",
) -> Merge:
    """Give up `lost` for `kept`, in one piece; `seen` is the digest of the preview.

    `fill` names the fields that the one kept takes over; those it has already stay.
    """
    with transaction.atomic():
        kept, lost = lock_both(kept, lost)
        for link in links_to(type(kept)):
            rows = _leading_to(link, lost).order_by("pk").select_for_update(no_key=True)
            list(rows.values_list("pk"))
        plan = plan_merge(kept, lost, user)
        if seen and seen != plan.digest:
            raise ValidationError(CHANGED, code="changed")
        if plan.objections:
            raise ValidationError(plan.objections)
        done = Merge(
            content_type=ContentType.objects.get_for_model(kept),
            kept_id=kept.pk,
            lost_id=lost.pk,
            merged_by=user,
            moved={"live": lost.live, **_move_all(plan)},
        )
        done.moved["filled"] = _fill(plan, fill, user)
        done.moved["references"] = _refer(kept, lost)
        done.moved["redirects"] = _redirect(kept, lost)
        type(lost).objects.filter(pk=lost.pk).update(live=False, merged_into=kept)
        done.save()
        forget(lost)
        reindex([kept, lost])
        reindex(row for move in plan.moves for row in (*move.rows, *move.twins))
        if done.moved["filled"]:
            names_changed.send(type(kept), instance=kept)
        log_on_both(MERGE_ACTION, kept, lost, user)
    return done


def lock_both(kept: Record, lost: Record) -> tuple[Record, Record]:
    """Both as they are now; nothing new can lead to `lost` until the transaction ends."""
    found = {}
    for one in sorted((kept, lost), key=lambda one: one.pk):
        rows = type(one).objects.select_for_update(no_key=one.pk == kept.pk)
        found[one.pk] = rows.filter(pk=one.pk).first()
    if None in found.values():
        raise ValidationError(GONE)
    return found[kept.pk], found[lost.pk]


def log_on_both(action: str, kept: Record, lost: Record, user: AbstractBaseUser) -> None:
    data = {
        "kept": {"id": kept.pk, "title": str(kept)},
        "lost": {"id": lost.pk, "title": str(lost)},
    }
    for one in (kept, lost):
        log(one, action, user=user, data=data)


def named_rows(model: type[Model]) -> QuerySet:
    """With all that their names are made of."""
    named = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and issubclass(field.related_model, (Page, Mergeable, Commitment))
        and field.name not in ("merged_into", "supersedes")
    ]
    return model._base_manager.select_related(*named).order_by("pk")


def references_to(record: Record) -> QuerySet[ReferenceIndex]:
    """Wagtail's record of who names it, bodies of articles included."""
    return ReferenceIndex.get_references_to(record)


def in_bodies(references: QuerySet[ReferenceIndex]) -> set[int]:
    """The keys of pages that name somebody in their bodies."""
    bodies = references.filter(model_path__startswith="body.")
    return {int(key) for key in bodies.values_list("object_id", flat=True)}


def _articles(lost: Record) -> list[Page]:
    return list(Page.objects.filter(pk__in=in_bodies(references_to(lost))).order_by("pk"))


def _leading_to(link: ForeignKey, record: Record) -> QuerySet:
    return link.model._base_manager.filter(**{link.name: record.pk})


def _move(link: ForeignKey, kept: Record, lost: Record) -> Move:
    """Twins are rows that may not stand there twice, and do already for the one kept."""
    found = list(named_rows(link.model).filter(**{link.name: lost.pk}))
    twins = set()
    for others in _unique_with(link):
        taken = set(_leading_to(link, kept).values_list(*others)) if found else set()
        twins |= {row.pk for row in found if tuple(getattr(row, name) for name in others) in taken}
    return Move(
        link,
        [row for row in found if row.pk not in twins],
        [row for row in found if row.pk in twins],
    )


def _unique_with(link: ForeignKey) -> list[list[str]]:
    """Of each rule of uniqueness that a foreign key is part of, the other columns."""
    options = link.model._meta
    rules = [rule.fields for rule in options.total_unique_constraints] + [*options.unique_together]
    return [
        [options.get_field(name).attname for name in rule if name != link.name]
        for rule in rules
        if link.name in rule
    ]


def _fills(kept: Record, lost: Record) -> list[Fill]:
    """A draft's fields are those that were saved last."""
    source = lost if lost.live else lost.get_latest_revision_as_object()
    return [
        Fill(name, str(type(kept)._meta.get_field(name).verbose_name), getattr(source, name))
        for name in FILLABLE[type(kept)]
        if getattr(source, name) and not getattr(kept, name)
    ]


def _objections(kept: Record, lost: Record, user: AbstractBaseUser) -> list[str]:
    if kept == lost:
        return ["不能与自己合并，请另选一条。"]
    found = [f"“{one}”已经并入“{one.merged_into}”。" for one in (kept, lost) if one.merged_into_id]
    for one in (kept, lost):
        lock = one.get_lock()
        if lock and lock.for_user(user):
            found.append(f"“{one}”已被锁定（或已定时发布），请先解锁。")
        elif one.workflow_in_progress:
            found.append(f"“{one}”正在审核，请先结束审核。")
    if lost.live and not kept.live:
        found.append(f"“{lost}”已发布，而“{kept}”还是草稿：请先发布“{kept}”，或改为保留另一条。")
    if isinstance(kept, Organisation):
        found += _objections_of_members(kept, lost)
    return found


def _objections_of_members(kept: Organisation, lost: Organisation) -> list[str]:
    found = []
    both = [kept.pk, lost.pk]
    if Membership.objects.filter(association__in=both, member__in=both).exists():
        found.append(
            "一家是另一家的会员，合并后协会会成为自己的会员。"
            "如果确是同一家，请先在协会的“会员”里删去这一条。"
        )
    has_members = Membership.objects.filter(association=lost).exists()
    if has_members and kept.kind != OrganisationKind.ASSOCIATION:
        found.append(f"“{lost}”有会员，而“{kept}”的类别不是协会：请先改正类别。")
    return found


def _move_all(plan: Plan) -> dict[str, Any]:
    """Which rows moved, by foreign key; those removed, with all their fields."""
    moved: dict[str, Any] = {"removed": []}
    for move in plan.moves:
        rows = move.link.model._base_manager
        if move.twins:
            moved["removed"] += json.loads(serializers.serialize("json", move.twins))
            with disable_reference_index_auto_update():
                rows.filter(pk__in=[row.pk for row in move.twins]).delete()
        if move.rows:
            moved[label_of(move.link)] = [row.pk for row in move.rows]
            _leading_to(move.link, plan.lost).update(**{move.link.name: plan.kept})
    return moved


def _fill(plan: Plan, names: Collection[str], user: AbstractBaseUser) -> dict[str, Any]:
    """Take over the fields chosen, in the draft that is being worked on as well."""
    values = {fill.name: fill.value for fill in plan.fills if fill.name in names}
    kept = plan.kept
    draft = kept.get_latest_revision_as_object()
    if values:
        type(kept).objects.filter(pk=kept.pk).update(**values)
    if draft is not kept:
        for name, value in values.items():
            setattr(draft, name, getattr(draft, name) or value)
        _adopt(draft, plan.moves)
        draft.save_revision(user=user, clean=False)
    return {name: getattr(value, "pk", value) for name, value in values.items()}


def _adopt(draft: Record, moves: list[Move]) -> None:
    """Rows that belong to a draft's form would be deleted when it is published without them."""
    for move in moves:
        if not isinstance(move.link, ParentalKey):
            continue
        children = getattr(draft, move.link.remote_field.get_accessor_name())
        for others in _unique_with(move.link):
            taken = {tuple(getattr(row, name) for name in others) for row in children.all()}
            missing = [
                row
                for row in move.rows
                if tuple(getattr(row, name) for name in others) not in taken
            ]
            children.add(*missing)


def _refer(kept: Record, lost: Record) -> list[int]:
    """Who named the one given up, names the one kept."""
    references = references_to(lost)
    found = list(references.order_by("pk").values_list("pk", flat=True))
    references.update(to_object_id=str(kept.pk))
    return found


def _redirect(kept: Record, lost: Record) -> list[int]:
    """The old address leads to the new one; tells which older ones led to it before."""
    if not (lost.live or lost.first_published_at):
        return []
    older = Redirect.objects.filter(redirect_link=lost.get_absolute_url())
    found = list(older.order_by("pk").values_list("pk", flat=True))
    kept._redirect_from(lost.slug)
    return found
