"""What a killed worker left behind goes back to the queue; what fails again and again is told."""

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from ..enums import RETURNS_AT_WORK, ReturnState
from ..models import Return
from .claims import SILENCE, fail, release
from .tasks import read_return, submit_return

__all__ = ["resume_stalled"]

MOST_ATTEMPTS = 3
GAVE_UP = "读取时系统中断了几次。请重新上传；再不行，请把文件发给编辑部。"


def resume_stalled() -> int:
    """Enqueue again what nobody works on; returns how many. Safe to run at any time, twice."""
    silent = now() - SILENCE
    stalled = Return.objects.filter(
        Q(heartbeat__lt=silent) | Q(heartbeat=None, uploaded_at__lt=silent),
        state__in=RETURNS_AT_WORK,
    )
    resumed = 0
    for key in list(stalled.order_by("pk").values_list("pk", flat=True)):
        # Whoever changes the row first has it: a second run at the same moment changes none.
        if stalled.filter(pk=key).update(heartbeat=now(), worker=None):
            resumed += _resume(Return.objects.get(pk=key))
    return resumed


def _resume(batch: Return) -> int:
    if batch.attempts >= MOST_ATTEMPTS:
        _give_up(batch)
        return 0
    if batch.state == ReturnState.SUBMITTING:
        submit_return.enqueue(batch.pk, batch.uploaded_by_id)
    else:
        read_return.enqueue(batch.pk)
    return 1


@transaction.atomic
def _give_up(batch: Return) -> None:
    """Reports that were made stay; the rows that were not sent can be sent again."""
    if batch.state != ReturnState.SUBMITTING:
        fail(batch, GAVE_UP)
    elif batch.reports.exists():
        release(batch, ReturnState.SUBMITTED, submitted_at=now())
    else:
        release(batch, ReturnState.CHECKED)
