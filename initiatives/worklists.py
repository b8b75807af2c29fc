"""What awaits the newsroom, defined once: the menu, the front page and the reports read it here."""

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.db.models import Count, DateField, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.timezone import localdate
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from .enums import (
    UNDECIDED_VERDICTS,
    ContactOutcome,
    ReportStatus,
    ScheduleState,
    Verdict,
)
from .models import Assessment, Commitment, Contact, ProgressReport, Reply

__all__ = [
    "DUE_SOON",
    "OVERDUE",
    "SILENT_MONTHS",
    "UNCHECKED",
    "Worklist",
    "WorklistMenu",
    "commitment_counts",
    "silent",
    "standing",
    "worklists_for",
]

SILENT_MONTHS = 6
COUNTS_KEY, COUNTS_SECONDS = "worklist-counts", 60
UNDECIDED = Q(current_verdict__in=UNDECIDED_VERDICTS)
UNCHECKED = Q(current_verdict=Verdict.UNCHECKED)
DUE_SOON = UNDECIDED & Q(current_schedule=ScheduleState.DUE_SOON)
OVERDUE = UNDECIDED & Q(current_schedule=ScheduleState.OVERDUE)


def silent(today: dt.date, months: int = SILENT_MONTHS) -> Q:
    """Nothing heard for so many months, or nothing since the deadline passed."""
    since_due = Q(deadline__lt=today, heard_on__lte=F("deadline"))
    return UNDECIDED & (Q(heard_on__lt=months_before(today, months)) | since_due)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months ago, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def standing(today: dt.date | None = None) -> QuerySet[Commitment]:
    """Published commitments with all that the conditions above ask about.

    `heard_on` is the last sign from the speaker's side: the sentence itself, a report that was
    not turned down, an answer in public or to a call.
    """

    def latest(rows: QuerySet, day: str) -> Subquery:
        newest = rows.filter(commitment=OuterRef("pk")).order_by(f"-{day}")
        return Subquery(newest.values(day)[:1], output_field=DateField())

    def or_said(rows: QuerySet, day: str) -> Coalesce:
        return Coalesce(latest(rows, day), F("said_on"))

    contacts = Contact.objects.filter(commitment=OuterRef("pk")).order_by("-contacted_on", "-pk")
    reports = ProgressReport.objects.exclude(status=ReportStatus.REJECTED)
    reported = reports.annotate(came_on=TruncDate("submitted_at"))
    return (
        Commitment.objects.public()
        .with_verdict()
        .with_schedule(today)
        .annotate(
            heard_on=Greatest(
                or_said(reported, "came_on"),
                or_said(Reply.objects.filter(replied_on__isnull=False), "replied_on"),
                or_said(Contact.objects.filter(outcome=ContactOutcome.ANSWERED), "contacted_on"),
            ),
            last_contact_on=Subquery(contacts.values("contacted_on")[:1]),
            last_contact_outcome=Subquery(contacts.values("outcome")[:1]),
        )
    )


def commitment_counts() -> dict[str, int]:
    """How long each worklist of commitments is; one query a minute, or after a change."""
    return cache.get_or_set(COUNTS_KEY, _count_commitments, COUNTS_SECONDS)


def _count_commitments() -> dict[str, int]:
    today = localdate()
    conditions = {
        "unchecked": UNCHECKED,
        "due_soon": DUE_SOON,
        "overdue": OVERDUE,
        "silent": silent(today),
    }
    return standing(today).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in conditions.items()}
    )


@receiver([post_save, post_delete], dispatch_uid="initiatives.forget_worklist_counts")
def forget_worklist_counts(sender: type[Model], **kwargs: Any) -> None:
    """An editor who has just done something sees it in the menu."""
    if sender in (Assessment, Commitment, Contact, ProgressReport, Reply):
        cache.delete(COUNTS_KEY)


def nothing_more(user: AbstractBaseUser) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Worklist:
    """One list of things to be done; `urgent` is set in vermilion when it isn't empty.

    Registered through the hook `register_worklist`. `query` narrows the list down to what is
    counted for this user.
    """

    label: str
    url_name: str
    icon: str
    order: int
    allowed: Callable[[AbstractBaseUser], bool]
    count: Callable[[AbstractBaseUser], int]
    urgent: bool = False
    query: Callable[[AbstractBaseUser], Mapping[str, str]] = nothing_more

    def url_for(self, user: AbstractBaseUser) -> str:
        address, query = reverse(self.url_name), self.query(user)
        return f"{address}?{urlencode(query)}" if query else address


def worklists_for(user: AbstractBaseUser) -> list[Worklist]:
    """What this user may see, in order."""
    return [worklist for worklist in registered_worklists() if worklist.allowed(user)]


def registered_worklists() -> list[Worklist]:
    """Of all apps, in order; each hook returns a list."""
    found = [one for register in hooks.get_hooks("register_worklist") for one in register()]
    return sorted(found, key=lambda worklist: worklist.order)


class WorklistMenuItem(MenuItem):
    """A worklist with its length in the label, where everybody can read it."""

    def __init__(self, worklist: Worklist) -> None:
        self.worklist = worklist
        super().__init__(
            worklist.label,
            reverse(worklist.url_name),
            name=worklist.url_name.replace("_", "-"),
            icon_name=worklist.icon,
            order=worklist.order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return self.worklist.allowed(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        number = self.worklist.count(request.user)
        return LinkMenuItem(
            self.name,
            f"{self.label}（{number}）" if number else self.label,
            self.worklist.url_for(request.user),
            icon_name=self.icon_name,
            classname=self.classname,
            attrs=self.attrs,
        )


class WorklistMenu(Menu):
    """All registered worklists, in a menu of their own."""

    @cached_property
    def registered_menu_items(self) -> list[MenuItem]:
        return [WorklistMenuItem(worklist) for worklist in registered_worklists()]
