"""出版日历: what is printed, scheduled, due and to be checked in a month.

Only what the user may see in the admin's own listings, in a fixed number of queries.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    Model,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
    Window,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import get_current_timezone, localdate, localtime, now
from wagtail.models import DraftStateMixin, Page, Revision
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import get_snippet_models

from initiatives.enums import UNDECIDED_VERDICTS
from initiatives.models import Commitment, Mergeable, Person

from .models import ArticlePage

__all__ = ["HANDFUL", "Day", "Entry", "Group", "Kind", "Month", "kinds_seen_by"]

# Of one kind on one day; the others are folded away, or behind a link.
HANDFUL = 5
LISTING = ("add", "change", "delete", "view")
WEEKDAYS = "一二三四五六日"
# A time was set, but no version was approved for it.
UNAPPROVED = "未批准"
# Whose name is printed together with another record's.
NAMED_WITH = {Person: ("organisation",)}


class Kind(TextChoices):
    """What may stand on a day, in the order in which it stands there."""

    EDITION = "edition", "见报"
    GO_LIVE = "go_live", "定时发布"
    EXPIRE = "expire", "定时撤下"
    DEADLINE = "deadline", "承诺到期"
    CHECK = "check", "下次核查"


@dataclass(frozen=True)
class Entry:
    """One line on one day. `state` says in words how it stands; `waiting` stands out."""

    kind: Kind
    title: str
    state: str
    url: str
    time: str = ""
    waiting: bool = False


@dataclass
class Group:
    """All of one kind on one day: the first handful, and the way to the others."""

    kind: Kind
    entries: list[Entry] = field(default_factory=list)
    total: int = 0
    total_waiting: int = 0
    list_url: str = ""

    @property
    def shown(self) -> list[Entry]:
        return self.entries[:HANDFUL]

    @property
    def folded(self) -> list[Entry]:
        """The others, as far as they were fetched."""
        return self.entries[HANDFUL:]


@dataclass
class Day:
    """A day of the month with what stands on it."""

    date: dt.date
    is_today: bool
    by_kind: dict[Kind, Group] = field(default_factory=dict)

    @property
    def weekday(self) -> str:
        return f"星期{WEEKDAYS[self.date.weekday()]}"

    @property
    def groups(self) -> list[Group]:
        return [self.by_kind[kind] for kind in Kind if kind in self.by_kind]

    def add(self, entry: Entry) -> Group:
        group = self.by_kind.setdefault(entry.kind, Group(entry.kind))
        group.entries.append(entry)
        return group


def lists(user: AbstractBaseUser, model: type[Model]) -> bool:
    """Whether the admin's listing of that model is open to this user."""
    return ModelPermissionPolicy(model).user_has_any_permission(user, LISTING)


def scheduled_models(user: AbstractBaseUser) -> list[type[Model]]:
    """Snippets that can be published at a set time, and that this user may list."""
    return [
        model
        for model in get_snippet_models()
        if issubclass(model, DraftStateMixin) and lists(user, model)
    ]


def kinds_seen_by(user: AbstractBaseUser) -> list[Kind]:
    """Pages are for those who may explore them, commitments for those who may list them."""
    pages = PagePermissionPolicy().explorable_root_instance(user) is not None
    scheduled = pages or bool(scheduled_models(user))
    commitments = lists(user, Commitment)
    allowed = {
        Kind.EDITION: pages,
        Kind.GO_LIVE: scheduled,
        Kind.EXPIRE: scheduled,
        Kind.DEADLINE: commitments,
        Kind.CHECK: commitments,
    }
    return [kind for kind in Kind if allowed[kind]]


class Month:
    """Every day of a month, filled with what this user may see.

    `mine`: of commitments only those that the user is responsible for.
    """

    def __init__(
        self, first: dt.date, user: AbstractBaseUser, kinds: Iterable[Kind], mine: bool = False
    ) -> None:
        self.first, self.user, self.kinds, self.mine = first, user, set(kinds), mine
        self.last = first.replace(day=calendar.monthrange(first.year, first.month)[1])

    @cached_property
    def days(self) -> list[Day]:
        today = localdate()
        dates = [self.first + dt.timedelta(days=number) for number in range(self.last.day)]
        self.on = {date: Day(date, date == today) for date in dates}
        if Kind.EDITION in self.kinds and self.explores:
            self.add_editions()
        if self.kinds & {Kind.GO_LIVE, Kind.EXPIRE}:
            self.add_schedules()
        if Kind.DEADLINE in self.kinds:
            self.add_deadlines(today)
        if Kind.CHECK in self.kinds:
            self.add_checks(today)
        return list(self.on.values())

    @property
    def is_empty(self) -> bool:
        return not any(day.by_kind for day in self.days)

    @cached_property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """From the first instant of the month to the last."""
        zone = get_current_timezone()
        begin = dt.datetime.combine(self.first, dt.time.min, zone)
        return begin, dt.datetime.combine(self.last, dt.time.max, zone)

    @cached_property
    def explores(self) -> bool:
        return PagePermissionPolicy().explorable_root_instance(self.user) is not None

    @property
    def explorable(self) -> QuerySet[Page]:
        return PagePermissionPolicy().explorable_instances(self.user)

    def page_urls(self, pages: Iterable[Page]) -> dict[int, str]:
        """Of those that this user may edit; the others are named without a link."""
        editable = PagePermissionPolicy().instances_user_has_permission_for(self.user, "change")
        keys = editable.filter(pk__in=[page.pk for page in pages]).values_list("pk", flat=True)
        return {key: reverse("wagtailadmin_pages:edit", args=[key]) for key in keys}

    def snippet_urls(self, rows: Iterable[Model], model: type[Model]) -> dict[int, str]:
        if not ModelPermissionPolicy(model).user_has_permission(self.user, "change"):
            return {}
        name = model.snippet_viewset.get_url_name("edit")
        return {row.pk: reverse(name, args=[row.pk]) for row in rows}

    def add_editions(self) -> None:
        """Articles on the day they are printed: a draft where its newest version puts it."""
        begin, end = self.first, self.last
        written = Q(live=True) | Q(latest_revision=None)
        articles = list(
            ArticlePage.objects.filter(pk__in=self.explorable.values("pk"))
            .annotate(planned=KeyTextTransform("edition_date", "latest_revision__content"))
            .filter(
                written & Q(edition_date__range=(begin, end))
                | ~written & Q(planned__range=(begin.isoformat(), end.isoformat()))
            )
            .order_by("-live", "title", "pk")
        )
        urls = self.page_urls(articles)
        for page in articles:
            drafted = not page.live and page.latest_revision_id
            date = dt.date.fromisoformat(page.planned) if drafted else page.edition_date
            state = f"{page.page_type_display_name}，{'已发布' if page.live else '草稿'}"
            url = urls.get(page.pk, "")
            self.on[date].add(Entry(Kind.EDITION, page.get_admin_display_title(), state, url))

    def add_schedules(self) -> None:
        """Pages and snippets that go live or are withdrawn by the clock, by the hour."""
        approved = self.approved_moments()
        found: list[tuple[dt.datetime, Entry]] = []
        if self.explores:
            moments = approved.get(Page, {})
            pages = self.timed(self.explorable, moments)
            found += self.timed_entries(pages, moments, self.page_urls(pages))
        for model in scheduled_models(self.user):
            rows = model.objects.select_related(*NAMED_WITH.get(model, ()))
            if issubclass(model, Mergeable):
                rows = rows.on_record()
            moments = approved.get(model, {})
            rows = self.timed(rows, moments)
            found += self.timed_entries(rows, moments, self.snippet_urls(rows, model))
        for moment, entry in sorted(found, key=lambda pair: pair[0]):
            if entry.kind in self.kinds:
                self.on[localtime(moment).date()].add(entry)

    def approved_moments(self) -> dict[type[Model], dict[int, dt.datetime]]:
        """When approved versions go live in this month, by model and key."""
        models = [Page, *scheduled_models(self.user)]
        types = ContentType.objects.get_for_models(*models)
        rows = Revision.objects.filter(
            approved_go_live_at__range=self.moments, base_content_type__in=types.values()
        ).values_list("base_content_type", "object_id", "approved_go_live_at")
        found: dict[type[Model], dict[int, dt.datetime]] = {}
        models_by_type = {kind.pk: model for model, kind in types.items()}
        for kind, key, moment in rows:
            found.setdefault(models_by_type[kind], {})[int(key)] = moment
        return found

    def timed(self, rows: QuerySet, approved: dict[int, dt.datetime]) -> list[Model]:
        named = Q(go_live_at__range=self.moments) | Q(expire_at__range=self.moments)
        return list(rows.filter(named | Q(pk__in=approved)).order_by("pk"))

    def timed_entries(
        self, rows: list[Model], approved: dict[int, dt.datetime], urls: dict[int, str]
    ) -> Iterator[tuple[dt.datetime, Entry]]:
        begin, end = self.moments
        for row in rows:
            url = urls.get(row.pk, "")
            if row.pk in approved:
                yield timed_entry(Kind.GO_LIVE, row, approved[row.pk], "待发布", url)
            elif row.go_live_at and begin <= row.go_live_at <= end:
                published = "已发布" if row.live else "未发布"
                state = published if row.go_live_at <= now() else UNAPPROVED
                yield timed_entry(Kind.GO_LIVE, row, row.go_live_at, state, url)
            if row.expire_at and begin <= row.expire_at <= end:
                coming = "待撤下" if row.live or row.pk in approved else "未发布"
                state = "已撤下" if row.expired else coming
                yield timed_entry(Kind.EXPIRE, row, row.expire_at, state, url)

    @property
    def commitments(self) -> QuerySet[Commitment]:
        """Those undecided stand first."""
        found = Commitment.objects.with_verdict().annotate(
            undecided=Case(
                When(current_verdict__in=UNDECIDED_VERDICTS, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )
        return found.filter(responsible=self.user) if self.mine else found

    def add_deadlines(self, today: dt.date) -> None:
        """A day may have thousands (31 December): the database counts them, a handful is read."""
        same_day = [F("deadline")]
        in_order = [F("undecided").desc(), F("code").asc()]
        rows = self.commitments.filter(deadline__range=(self.first, self.last)).annotate(
            place=Window(RowNumber(), partition_by=same_day, order_by=in_order),
            total=Window(Count("pk"), partition_by=same_day),
            total_waiting=Window(
                Count(Case(When(undecided=True, then=F("pk")))), partition_by=same_day
            ),
        )
        if not self.mine:
            rows = rows.filter(place__lte=HANDFUL)
        rows = list(rows.order_by("deadline", "place"))
        urls = self.snippet_urls(rows, Commitment)
        for row in rows:
            state = standing(row, row.undecided and row.deadline < today, "已逾期")
            url = urls.get(row.pk, "")
            group = self.on[row.deadline].add(
                Entry(Kind.DEADLINE, str(row), state, url, waiting=row.undecided)
            )
            group.total, group.total_waiting = row.total, row.total_waiting
            if not self.mine and row.total > HANDFUL:
                group.list_url = due_on(row.deadline)

    def add_checks(self, today: dt.date) -> None:
        rows = list(
            self.commitments.filter(next_check__range=(self.first, self.last)).order_by(
                "next_check", "-undecided", "code"
            )
        )
        urls = self.snippet_urls(rows, Commitment)
        for row in rows:
            missed = row.next_check < today and (row.last_checked or dt.date.min) < row.next_check
            url = urls.get(row.pk, "")
            self.on[row.next_check].add(
                Entry(Kind.CHECK, str(row), standing(row, missed, "还没有查"), url, waiting=missed)
            )


def timed_entry(
    kind: Kind, row: Model, moment: dt.datetime, state: str, url: str
) -> tuple[dt.datetime, Entry]:
    """With its moment, so that entries of several models can be put in order."""
    if isinstance(row, Page):
        title, what = row.get_admin_display_title(), row.page_type_display_name
    else:
        title, what = str(row), row._meta.verbose_name
    hour = f"{localtime(moment):%H:%M}"
    entry = Entry(kind, title, f"{what}，{state}", url, hour, waiting=state == UNAPPROVED)
    return moment, entry


def standing(commitment: Commitment, late: bool, said: str) -> str:
    """Its verdict, whether it is late, whether readers see it."""
    parts = [str(commitment.verdict.label)]
    if late:
        parts.append(said)
    if not commitment.live:
        parts.append("草稿")
    return "，".join(parts)


def due_on(day: dt.date) -> str:
    """The ledger, narrowed down to one deadline."""
    address = reverse("wagtailsnippets_initiatives_commitment:list")
    return f"{address}?{urlencode({'deadline_from': day, 'deadline_to': day})}"
