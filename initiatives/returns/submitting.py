"""Sending in what is ready, or giving up what is not."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.timezone import now

from ..enums import ReturnState, RowState
from ..models import Return, ReturnRow
from .claims import drop_file
from .tasks import submit_return

__all__ = ["discard", "submit"]

SENDABLE = (ReturnState.CHECKED, ReturnState.SUBMITTED)


def submit(batch: Return, user: AbstractBaseUser) -> bool:
    """Have the ready rows sent; False when there are none, or somebody has just pressed it."""
    ready = ReturnRow.objects.filter(batch=batch, state=RowState.READY)
    with transaction.atomic():
        begun = ready.exists() and Return.objects.filter(pk=batch.pk, state__in=SENDABLE).update(
            state=ReturnState.SUBMITTING,
            total_rows=ready.count(),
            done_rows=0,
            worker=None,
            heartbeat=now(),
            attempts=0,
        )
    if begun:
        submit_return.enqueue(batch.pk, user.pk)
    return bool(begun)


def discard(batch: Return) -> None:
    """Give up what was not sent; what was sent stays, with its rows."""
    with transaction.atomic():
        batch = Return.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.state == ReturnState.SUBMITTING:
            return
        batch.rows.exclude(state=RowState.SUBMITTED).delete()
        sent = batch.rows.exists()
        batch.state = ReturnState.SUBMITTED if sent else ReturnState.DISCARDED
        batch.worker = None
        if not sent:
            drop_file(batch)
        batch.save()
