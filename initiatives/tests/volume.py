"""Many commitments at once, without a revision each, for tests of what a listing costs."""

import datetime as dt

from django.utils.timezone import localdate

from portal.tests.factories import UserFactory

from ..enums import DeadlinePrecision, ReportStatus, SourceState, Verdict
from ..models import Assessment, Commitment, Contact, ProgressReport, Reply
from .factories import (
    CommitmentFactory,
    InitiativePageFactory,
    ProgressReportFactory,
    ReplyFactory,
)

__all__ = ["LONG_AGO", "many_commitments", "on_every_worklist"]

LONG_AGO = dt.date(2024, 1, 10)


def many_commitments(number: int, **fields) -> list[Commitment]:
    """Of one speaker, said long ago, half of them overdue."""
    template, start = CommitmentFactory(said_on=LONG_AGO), Commitment.objects.count()
    fields = {
        "speaker": template.speaker,
        "organisation": template.organisation,
        "said_on": LONG_AGO,
        "summary": "建成示例生产线",
        "quote": "我们要建成示例生产线。",
        "deadline_precision": DeadlinePrecision.DAY,
        **fields,
    }
    return Commitment.objects.bulk_create(
        Commitment(
            code=f"C-1999-{start + index:05d}",
            **{"deadline": localdate() + dt.timedelta(days=30 if index % 2 else -30)} | fields,
        )
        for index in range(number)
    )


def on_every_worklist(number: int) -> None:
    """Each of them lost its source, is proposed to be behind, and was reported on and asked."""
    commitments = many_commitments(
        number,
        source_page=InitiativePageFactory(),
        source_state=SourceState.BROKEN,
        responsible=UserFactory(),
    )
    by = UserFactory()
    Assessment.objects.bulk_create(
        Assessment(commitment=one, verdict=Verdict.BEHIND, reason="慢了", proposed_by=by)
        for one in commitments
    )
    ProgressReport.objects.bulk_create(
        ProgressReportFactory.build(commitment=one, status=ReportStatus.SUBMITTED)
        for one in commitments
    )
    Reply.objects.bulk_create(ReplyFactory.build(commitment=one) for one in commitments)
    Contact.objects.bulk_create(
        Contact(commitment=one, channel="电话", recorded_by=by) for one in commitments
    )
