"""What happened to a commitment since it was made, in one line of time, newest first."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime

from .facing import Pair

__all__ = ["Event", "timeline"]


@dataclass(frozen=True)
class Event:
    """One dated thing: `kind` chooses the template, `item` is the record itself."""

    day: dt.date
    kind: str
    item: Any


def timeline(
    said: Event,
    assessments: Iterable[Any],
    reports: Iterable[Any],
    replies: Iterable[Any],
    reworded: Iterable[Pair],
) -> list[Event]:
    """Assessments, reports, invitations, answers, other words, down to the day it was said."""
    events = [
        *(Event(localtime(row.published_at).date(), "assessment", row) for row in assessments),
        *(Event(row.as_of, "report", row) for row in reports),
        *(Event(row.invited_on, "invitation", row) for row in replies),
        *(Event(row.replied_on, "reply", row) for row in replies if row.replied_on),
        *(
            Event(localtime(row.mail.received_at).date(), "withheld", row)
            for row in replies
            if row.mail and row.mail.withheld_reason
        ),
        *(Event(pair.later.said_on, "reworded", pair) for pair in reworded),
    ]
    return [*sorted(events, key=lambda event: event.day, reverse=True), said]
