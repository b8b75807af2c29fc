"""Commitments as all-day events on the day they are due (RFC 5545), through icalendar.

The same commitments give the same bytes: nothing in them tells when they were asked for.
"""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from portal.addresses import absolute_url

from ..enums import DeadlinePrecision
from ..models import Commitment

__all__ = ["calendar_of"]

# SEQUENCE counts from here, in minutes: late enough to stay small, before anything was published.
BEGINNING = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)
REFRESH = dt.timedelta(hours=12)
BY_THE_END = {
    DeadlinePrecision.DAY: "",
    DeadlinePrecision.MONTH: "（月底前）",
    DeadlinePrecision.QUARTER: "（季末前）",
    DeadlinePrecision.YEAR: "（年底前）",
    DeadlinePrecision.PLAN: "（规划期末前）",
}


def calendar_of(commitments: Iterable[Commitment], name: str, address: str) -> bytes:
    """`commitments`: as `due()` and `dated()` give them, in any order."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//commitment-portal//calendar//ZH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("url", absolute_url(address))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for commitment in sorted(commitments, key=lambda one: (one.deadline, one.code)):
        calendar.add_component(_event(commitment))
    return calendar.to_ical()


def _event(commitment: Commitment) -> Event:
    event = Event()
    event.add("uid", f"{commitment.code}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}")
    event.add("dtstamp", commitment.changed_at)
    event.add("last-modified", commitment.changed_at)
    minutes = (commitment.changed_at - BEGINNING).total_seconds() // 60
    event.add("sequence", max(0, int(minutes)))
    # Without an end it lasts that day.
    event.add("dtstart", commitment.deadline)
    event.add("transp", "TRANSPARENT")
    event.add("summary", _summary(commitment))
    event.add("description", _description(commitment))
    event.add("url", absolute_url(commitment.get_absolute_url()))
    event.add("categories", [commitment.verdict.label])
    return event


def _summary(commitment: Commitment) -> str:
    about_when = BY_THE_END[DeadlinePrecision(commitment.deadline_precision)]
    return f"到期{about_when}：{commitment.speaker.name} {commitment.summary}"


def _description(commitment: Commitment) -> str:
    lines = [
        f"原话：“{commitment.quote}”",
        f"{commitment.speaker.name}，{commitment.said_on:%Y-%m-%d}",
        f"期限原文：{commitment.deadline_text}" if commitment.deadline_text else "",
        f"数字：{commitment.number_text}" if commitment.number_text else "",
        f"判定：{commitment.verdict.label}",
        f"依据：{level.label}" if (level := commitment.evidence_level) else "",
        absolute_url(commitment.get_absolute_url()),
    ]
    return "\n".join(filter(None, lines))
