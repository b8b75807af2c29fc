"""What was merged into another never comes back: one rule for drafts, forms and stored bodies.

Old revisions, forms that are still open and the bodies of articles may name the one given up.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver

__all__ = ["Mergeable", "MergeableQuerySet", "resolve", "resolve_children"]


class MergeableQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(live=True)

    def on_record(self) -> Self:
        """Drafts too, but none that was merged into another."""
        return self.filter(merged_into__isnull=True)

    def successors(self, keys: Iterable[int | None]) -> dict[int, int]:
        """By the key of each that was merged away, the key of the one kept. One query at most."""
        wanted = set(keys) - {None}
        if not wanted:
            return {}
        merged = self.filter(pk__in=wanted, merged_into__isnull=False)
        return dict(merged.order_by().values_list("pk", "merged_into_id"))


class Mergeable(models.Model):
    """May turn out to be the same as another on record; see `initiatives.merging`.

    The one that is given up stays as a row nobody meets, so that old revisions still find their
    way (`resolved`) and a merge can be undone.
    """

    merged_into = models.ForeignKey(
        "self",
        verbose_name="已并入",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_from",
    )

    class Meta:
        abstract = True

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet:
        return super().get_indexed_objects().filter(merged_into__isnull=True)

    @property
    def resolved(self) -> Self:
        """Itself, or the one it was merged into."""
        return self.merged_into or self

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whoever saves what they read before a merge does not undo it, nor publish it again."""
        with transaction.atomic():
            saved = type(self)._base_manager.select_for_update(no_key=True).filter(pk=self.pk)
            for merged_into_id in saved.values_list("merged_into_id", flat=True):
                self.merged_into_id = merged_into_id
                self.live = self.live and merged_into_id is None
            super().save(*args, **kwargs)

    def unique_error_message(
        self, model_class: type[models.Model], unique_check: tuple[str, ...]
    ) -> ValidationError:
        """Whoever meets the name of one that no listing shows is told where it went."""
        wanted = {name: getattr(self, name) for name in unique_check}
        taken = model_class.objects.filter(merged_into__isnull=False, **wanted).first()
        if taken is None:
            return super().unique_error_message(model_class, unique_check)
        return ValidationError(
            f"“{taken}”用过这个，已并入“{taken.merged_into}”，请用那一条；要另用，先撤销合并。",
            code="unique",
        )

    def with_content_json(self, content: dict) -> Self:
        """A revision as an object: what was merged is no matter of revisions."""
        revised = super().with_content_json(content)
        revised.merged_into_id = self.merged_into_id
        resolve([revised])
        return revised


def links_of(model: type[models.Model]) -> list[models.ForeignKey]:
    """Its foreign keys to what may be merged."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name != "merged_into"
        and isinstance(field, models.ForeignKey)
        and issubclass(field.related_model, Mergeable)
    ]


def hold(model: type[Mergeable], keys: Iterable[int | None]) -> None:
    """Until the transaction ends, let nobody give these up; others may name them too meanwhile.

    PostgreSQL checks foreign keys as late as at commit: by itself it would let a merge overtake.
    """
    wanted = sorted(set(keys) - {None})
    if not wanted or connection.vendor != "postgresql" or not connection.in_atomic_block:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE",  # noqa: S608 (our own table)
            [wanted],
        )


def resolve(rows: Sequence[models.Model]) -> list[models.Model]:
    """Let the foreign keys of rows of one model lead to those kept; tells which rows changed.

    One query for each foreign key, however many rows; inside a transaction merges then wait.
    """
    changed = []
    for link in links_of(type(rows[0])) if rows else []:
        keys = [getattr(row, link.attname) for row in rows]
        hold(link.related_model, keys)
        found = link.related_model.objects.successors(keys)
        for row, key in zip(rows, keys, strict=True):
            if key in found:
                setattr(row, link.attname, found[key])
                changed.append(row)
    return changed


def resolve_children(parent: models.Model, relation: str, *unique: str) -> None:
    """The same for the rows of a form; none of them twice afterwards, as `unique` tells."""
    rows = list(getattr(parent, relation).all())
    changed = {id(row) for row in resolve(rows)}
    if not changed:
        return
    first: dict[tuple, models.Model] = {}
    for row in sorted(rows, key=lambda row: id(row) in changed):
        first.setdefault(tuple(getattr(row, name) for name in unique), row)
    staying = {id(row) for row in first.values()}
    setattr(parent, relation, [row for row in rows if id(row) in staying])


def links_saved(
    model: type[models.Model], raw: bool, update_fields: Collection[str] | None
) -> list[models.ForeignKey]:
    """Those of `links_of` that a save writes."""
    if raw:
        return []
    return [
        link
        for link in links_of(model)
        if update_fields is None or {link.name, link.attname} & set(update_fields)
    ]


@receiver(pre_save, dispatch_uid="initiatives.keep_merges_waiting")
def keep_merges_waiting(
    sender: type[models.Model],
    instance: models.Model,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Nobody gives up what a row is just about to name."""
    for link in links_saved(sender, raw, update_fields):
        hold(link.related_model, [getattr(instance, link.attname)])


@receiver(post_save, dispatch_uid="initiatives.follow_merges")
def follow_merges(
    sender: type[models.Model],
    instance: models.Model,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Whoever saves what they chose before a merge gets the one kept.

    After the save: by then a merge at the same moment is done, or will see the row.
    """
    links = links_saved(sender, raw, update_fields)
    if not links:
        return
    stale = Q(*((f"{link.name}__merged_into__isnull", False) for link in links), _connector=Q.OR)
    saved = sender._base_manager.filter(pk=instance.pk)
    if not saved.filter(stale).exists():
        return
    resolve([instance])
    try:
        with transaction.atomic():
            saved.update(**{link.attname: getattr(instance, link.attname) for link in links})
    except IntegrityError:
        # The one kept stands there already.
        saved.delete()
