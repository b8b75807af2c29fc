"""Making reports of what is ready: each row checked once more, and sent exactly once."""

from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from portal.models import User

from ..enums import ReturnState, RowState
from ..models import Return
from ..workbooks.values import read_code
from .checking import RowChecker
from .claims import ClaimLost, claim, hold, release
from .storing import rewrite_rows
from .versions import file_reports

__all__ = ["ROWS_AT_ONCE", "send"]

ROWS_AT_ONCE = 500
ATTEMPTS = 3


def send(key: int, user_key: int | None, *, rows_at_once: int = ROWS_AT_ONCE) -> bool:
    """Make reports of the ready rows; taken up again after a worker was killed.

    A row with a report is done: row and report are written in one transaction. Returns whether
    all is sent now, and there is something to tell: also when a killed worker had made the reports.
    """
    token = claim(key, [ReturnState.SUBMITTING])
    if token is None:
        return False
    user = User.objects.filter(pk=user_key).first()
    made = 0
    try:
        while (sent := _send_some(key, token, user, rows_at_once)) is not None:
            made += sent
        with transaction.atomic():
            batch = hold(key, token)
            taken_up = batch.attempts > 1 and batch.reports.exists()
            release(batch, ReturnState.SUBMITTED, submitted_at=now())
    except ClaimLost:
        return False
    return bool(made) or taken_up


def _send_some(key: int, token: UUID, user: AbstractBaseUser | None, number: int) -> int | None:
    """The next rows, in one transaction; None when all are done."""
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return _try_to_send(hold(key, token), user, number)
        except IntegrityError:
            # Somebody typed one of them on the page meanwhile; checked anew, that is seen.
            if attempt + 1 == ATTEMPTS:
                raise
    return None


def _try_to_send(batch: Return, user: AbstractBaseUser | None, number: int) -> int | None:
    rows = list(batch.rows.filter(state=RowState.READY).order_by("number")[:number])
    if not rows:
        return None
    codes = {read_code(row.cells.get("code")) for row in rows}
    checker = RowChecker(batch.association, today=localdate(), codes=codes)
    checked = [checker.check(row.number, row.cells, row.confirmed) for row in rows]
    ready = [row for row in checked if row.state == RowState.READY]
    reports = file_reports(ready, association=batch.association, user=user, batch=batch)
    for row in ready:
        row.state = RowState.SUBMITTED
    made = dict(zip((row.number for row in ready), (report.pk for report in reports), strict=True))
    rewrite_rows(
        (row.pk, found, row.confirmed, made.get(row.number))
        for row, found in zip(rows, checked, strict=True)
    )
    batch.done_rows += len(rows)
    batch.save()
    return len(ready)
