"""Cells put right on the page, and oddities that somebody stands by."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.utils.timezone import localdate

from ..enums import ReturnState, RowState
from ..models import Return, ReturnRow
from ..workbooks.columns import FILL_KEYS
from ..workbooks.limits import MAX_CELL
from ..workbooks.values import read_code
from .checking import RowChecker
from .problems import KINDS
from .storing import rewrite_rows

__all__ = ["CORRECTABLE_KEYS", "MOST_ROWS", "correct"]

MOST_ROWS = 200
CORRECTABLE_KEYS = ("code", "member", *FILL_KEYS)
CORRECTABLE = (ReturnState.CHECKED, ReturnState.SUBMITTED)


@transaction.atomic
def correct(
    batch: Return,
    changes: Mapping[int, Mapping[str, str]],
    confirmed: Mapping[int, Collection[str]],
) -> list[ReturnRow]:
    """Row number → key → text, and row number → kinds; anything else in them is ignored.

    Checks those rows anew, together with the rows that say the same thing as one of them, before
    or after: a row is no longer 重复 once its twin has gone. Returns the rows as they are now.
    """
    batch = Return.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state not in CORRECTABLE:
        return []
    numbers = sorted({*changes, *confirmed})[:MOST_ROWS]
    waiting = batch.rows.exclude(state=RowState.SUBMITTED)
    touched = {row.number: row for row in waiting.filter(number__in=numbers)}
    old_keys = _keys(touched.values())
    for number, row in touched.items():
        row.cells |= {
            key: text[:MAX_CELL]
            for key, text in changes.get(number, {}).items()
            if key in CORRECTABLE_KEYS
        }
        stood_by = {*row.confirmed, *confirmed.get(number, ())} & KINDS.keys()
        row.confirmed = (
            sorted(stood_by)
            if number not in changes
            else sorted({*confirmed.get(number, ())} & KINDS.keys())
        )
    _check_anew(batch, list(touched.values()))
    touched_keys = [row.pk for row in touched.values()]
    twins = old_keys | _keys(batch.rows.filter(pk__in=touched_keys))
    if twins:
        others = _others(waiting.filter(_any_of(twins)), touched)
        _check_anew(batch, list(waiting.filter(number__in={*touched, *others})))
    return list(batch.rows.filter(pk__in=touched_keys).order_by("number"))


def _check_anew(batch: Return, rows: Collection[ReturnRow]) -> None:
    codes = {read_code(row.cells.get("code")) for row in rows}
    checker = RowChecker(batch.association, today=localdate(), codes=codes)
    ordered = sorted(rows, key=lambda row: row.number)
    rewrite_rows(
        (row.pk, checker.check(row.number, row.cells, row.confirmed), row.confirmed, None)
        for row in ordered
    )


def _others(twins: QuerySet[ReturnRow], touched: Collection[int]) -> set[int]:
    """Numbers of the twins to check: the first of each kind decides, the rest only quote it."""
    untouched = twins.exclude(number__in=touched).order_by()
    first = untouched.values("commitment_id", "as_of").annotate(first=Min("number"))
    near = untouched.order_by("number").values_list("number", flat=True)[:MOST_ROWS]
    return {*first.values_list("first", flat=True), *near}


def _keys(rows: Collection[ReturnRow]) -> set[tuple]:
    """What these rows speak of: commitment and date."""
    return {(row.commitment_id, row.as_of) for row in rows if row.commitment_id and row.as_of}


def _any_of(keys: Collection[tuple]) -> Q:
    found = Q()
    for commitment, day in keys:
        found |= Q(commitment_id=commitment, as_of=day)
    return found
