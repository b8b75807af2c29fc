"""Who works on a return: one worker at a time, and never one that was given up for dead.

Every transaction of a worker begins with `hold`, so that one that was slow, not dead, can't write
after another has taken its place.
"""

import datetime as dt
from collections.abc import Collection
from functools import partial
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import now

from ..enums import ReturnState
from ..models import Return

__all__ = ["SILENCE", "ClaimLost", "claim", "drop_file", "fail", "hold", "release"]

# No sign of life for so long means that the worker is gone.
SILENCE = dt.timedelta(seconds=60)


class ClaimLost(Exception):
    """Another worker has it now, or its association gave it up."""


def claim(key: int, states: Collection[ReturnState]) -> UUID | None:
    """Take a return that waits for a worker; None when it doesn't, or somebody is at it.

    An attempt is a worker that began: waiting in a long queue is none.
    """
    token, moment = uuid4(), now()
    free = Q(worker=None) | Q(heartbeat=None) | Q(heartbeat__lt=moment - SILENCE)
    taken = Return.objects.filter(free, pk=key, state__in=states).update(
        worker=token, heartbeat=moment, attempts=F("attempts") + 1
    )
    return token if taken else None


def hold(key: int, token: UUID) -> Return:
    """The return, locked for this transaction. Raises `ClaimLost`."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("hold() locks a row: only inside a transaction.")
    batch = Return.objects.select_for_update(of=("self",)).filter(pk=key, worker=token).first()
    if batch is None:
        raise ClaimLost
    batch.heartbeat = now()
    return batch


def release(batch: Return, state: ReturnState, **changes: object) -> None:
    """The work is done: nobody holds it any more. Inside the transaction of `hold`."""
    batch.state, batch.worker, batch.heartbeat, batch.attempts = state, None, None, 0
    for name, value in changes.items():
        setattr(batch, name, value)
    batch.save()


def fail(batch: Return, reason: str) -> None:
    """Of a file that could not be read only the reason is kept. Inside a transaction."""
    batch.rows.all().delete()
    drop_file(batch)
    release(batch, ReturnState.FAILED, failure=reason[:300], done_rows=0)


def drop_file(batch: Return) -> None:
    """The file goes once nothing speaks of it; the caller saves. Inside a transaction."""
    storage, name = batch.file.storage, batch.file.name
    batch.file = ""
    if name:
        transaction.on_commit(partial(storage.delete, name), robust=True)
