"""Where something can be followed and taken away: addresses of feeds, calendars and tables.

They are written once here and cost no query. None has a language: what they hold is the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode

from .models import Commitment, InitiativePage, Organisation, Person
from .subjects import SUBJECTS

__all__ = ["Outlets", "calendar_address", "feed_address", "outlets_of", "table_address"]

KINDS = {Person: "people", Organisation: "organisations", InitiativePage: "initiatives"}


@dataclass(frozen=True)
class Outlets:
    """Addresses; empty where there is none."""

    feed: str = ""
    calendar: str = ""
    table: str = ""


def feed_address(filters: Mapping[str, list[str]]) -> str:
    """What is new about the commitments that some filters of the ledger find."""
    return _with_filters(reverse("ledger_feed"), filters)


def calendar_address(filters: Mapping[str, list[str]]) -> str:
    """When the commitments that some filters of the ledger find fall due."""
    return _with_filters(reverse("calendar"), filters)


def table_address(filters: Mapping[str, list[str]]) -> str:
    """The same commitments as a file of the open data, in the order of `sort`."""
    return _with_filters(reverse("open_data_file", args=["commitments", "csv"]), filters)


def outlets_of(subject: Model) -> Outlets:
    """None of a draft and none of a private page: nobody could open them."""
    is_commitment = isinstance(subject, Commitment)
    name = subject.code if is_commitment else subject.slug
    if not name or not subject.live or not getattr(subject, "known_open", True):
        return Outlets()
    if is_commitment:
        return Outlets(
            feed=reverse("commitment_feed", args=[name]),
            calendar=reverse("commitment_calendar", args=[name]) if subject.deadline else "",
        )
    kind = KINDS[type(subject)]
    return Outlets(
        feed=reverse("subject_feed", kwargs={"kind": kind, "slug": name}),
        calendar=reverse("calendar_of", args=[kind, name]),
        table=table_address({SUBJECTS[kind].parameter: [name]}),
    )


def _with_filters(path: str, filters: Mapping[str, list[str]]) -> str:
    given = {name: values for name, values in filters.items() if values}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path
