"""A worker that can be killed: `python -m portal.tests.journeys.return_worker STEP` in a portal.

Steps: `prepare ROWS` makes an association and uploads its workbook; `work KEY` reads it and then
sends it, some rows at a time; `count KEY` tells what there is of it, as JSON.
"""

import datetime as dt
import io
import json
import sys

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402

from initiatives.enums import ReturnState, RowState  # noqa: E402
from initiatives.models import ProgressReport, Return  # noqa: E402
from initiatives.returns import claims, reading, receiving, resuming, sending  # noqa: E402
from initiatives.tests.factories import (  # noqa: E402
    MembershipFactory,
    NumberCommitmentFactory,
    PersonFactory,
    RepresentativeFactory,
)
from initiatives.workbooks.writing import Line, write_csv  # noqa: E402

ROWS_AT_ONCE = 5


class NeverRun:
    """In place of the task: the work is done by the step `work`."""

    @staticmethod
    def enqueue(*args: object) -> None:
        pass


def prepare(rows: str) -> None:
    representative = RepresentativeFactory()
    membership = MembershipFactory(association=representative.association)
    speaker = PersonFactory(organisation=membership.member)
    made = [NumberCommitmentFactory(speaker=speaker) for _ in range(int(rows))]
    target = io.BytesIO()
    lines = [Line(one.code, "", as_of=dt.date(2026, 9, 30), value="300000") for one in made]
    write_csv(target, lines)
    receiving.read_return = NeverRun
    file = SimpleUploadedFile("申报.csv", target.getvalue())
    batch = receiving.receive(representative.association, representative.user, file)
    print(json.dumps(batch.pk))


def work(key: str) -> None:
    """As the queue would have it, once the worker before has been silent for long enough."""
    claims.SILENCE = resuming.SILENCE = dt.timedelta(0)
    batch = Return.objects.get(pk=key)
    print("working", flush=True)
    reading.read(batch.pk, rows_at_once=ROWS_AT_ONCE)
    Return.objects.filter(pk=key, state=ReturnState.CHECKED).update(state=ReturnState.SUBMITTING)
    sending.send(batch.pk, batch.uploaded_by_id, rows_at_once=ROWS_AT_ONCE)


def count(key: str) -> None:
    batch = Return.objects.get(pk=key)
    reports = ProgressReport.objects.filter(batch=batch)
    told = {
        "state": batch.state,
        "rows": batch.rows.count(),
        "numbers": batch.rows.values("number").distinct().count(),
        "sent": batch.rows.filter(state=RowState.SUBMITTED).count(),
        "reports": reports.count(),
        "commitments": reports.values("commitment").distinct().count(),
        "linked": batch.rows.filter(report__batch=batch).count(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    {"prepare": prepare, "work": work, "count": count}[sys.argv[1]](sys.argv[2])
