"""The month at a glance: what stands on which day, for whom, and what it costs."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime, make_aware
from wagtail.models import GroupPagePermission

from articles.calendar_view import month_of
from articles.edition_calendar import HANDFUL, Entry, Kind
from articles.models import RoundtablePage
from initiatives.enums import DeadlinePrecision, Verdict
from initiatives.models import Commitment
from initiatives.tests.factories import CommitmentFactory, PersonFactory, publish_verdict
from portal.tests.factories import UserFactory

from .factories import CommentaryPageFactory, RoundtablePageFactory

pytestmark = [pytest.mark.django_db]

TODAY = "2026-11-23 12:00+08:00"
ADDRESS = "/admin/calendar/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def editor(client: Client) -> Client:
    client.user = UserFactory(group="编辑")
    client.force_login(client.user)
    return client


def on(client: Client, day: str, **query) -> list[Entry]:
    """What stands on a day."""
    month = client.get(ADDRESS, {"month": day[:7], **query}).context["month"]
    found = next(one for one in month.days if f"{one.date}" == day)
    return [entry for group in found.groups for entry in group.entries]


def told(client: Client, day: str, **query) -> list[tuple[str, str, str]]:
    return [(entry.kind.label, entry.title, entry.state) for entry in on(client, day, **query)]


def due(day: dt.date, **fields) -> Commitment:
    return CommitmentFactory(deadline=day, deadline_precision=DeadlinePrecision.DAY, **fields)


def moment(day: int, hour: int = 6, minute: int = 0) -> dt.datetime:
    return make_aware(dt.datetime(2026, 11, day, hour, minute))


def scheduled(record, at: dt.datetime):
    """Approved, and waiting for its hour."""
    record.go_live_at = at
    record.save_revision().publish()
    return record


@pytest.mark.parametrize("group", ["记者", "编辑", "主编"])
def test_the_newsroom_reads_the_calendar_and_finds_it_in_the_menu(client, group):
    client.force_login(UserFactory(group=group))
    assert client.get(ADDRESS).status_code == 200
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert '"name": "edition-calendar"' in home
    assert reverse("edition_calendar") == ADDRESS


@pytest.mark.parametrize("group", ["协会", None])
def test_the_association_is_refused(client, group):
    client.force_login(UserFactory(group=group))
    response = client.get(ADDRESS)
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


def test_anonymous_readers_are_sent_to_the_login(client):
    response = client.get(ADDRESS)
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


def admin_user(*codenames: str):
    user = UserFactory()
    names = ["access_admin", *codenames]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def test_who_may_list_nothing_is_refused_and_has_no_menu_item(client):
    client.force_login(admin_user())
    response = client.get(ADDRESS)
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "edition-calendar" not in home


def test_who_may_only_look_at_commitments_sees_those_without_links(client):
    due(dt.date(2026, 11, 30), summary="建成码头")
    RoundtablePageFactory(edition_date=dt.date(2026, 11, 30))
    client.force_login(admin_user("view_commitment"))
    [entry] = on(client, "2026-11-30")
    assert entry.kind == Kind.DEADLINE
    assert entry.url == ""
    kinds = client.get(ADDRESS).context["form"]["kind"].field.choices
    assert "edition" not in dict(kinds)


def test_who_may_edit_one_article_only_sees_nothing_of_its_neighbours(client):
    mine = RoundtablePageFactory(edition_date=dt.date(2026, 11, 30))
    other = RoundtablePageFactory(edition_date=dt.date(2026, 11, 30))
    scheduled(other, moment(29))
    group = Group.objects.create(name="外聘")
    GroupPagePermission.objects.create(
        group=group, page=mine, permission=Permission.objects.get(codename="change_page")
    )
    user = admin_user()
    user.groups.add(group)
    client.force_login(user)
    assert [entry.title for entry in on(client, "2026-11-30")] == [mine.title]
    assert on(client, "2026-11-29") == []


def test_articles_stand_on_their_edition_day(editor):
    RoundtablePageFactory(title="圆桌甲", edition_date=dt.date(2026, 11, 30))
    page = CommentaryPageFactory(title="评论乙", edition_date=dt.date(2026, 11, 30), live=False)
    RoundtablePageFactory(edition_date=dt.date(2026, 12, 1))
    assert told(editor, "2026-11-30") == [
        ("见报", "圆桌甲", "圆桌，已发布"),
        ("见报", "评论乙", "评论，草稿"),
    ]
    assert on(editor, "2026-11-30")[1].url == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_draft_stands_where_its_newest_version_puts_it(editor):
    page = RoundtablePageFactory(edition_date=dt.date(2026, 11, 2), live=False)
    draft = RoundtablePage.objects.get(pk=page.pk)
    draft.edition_date, draft.title = dt.date(2026, 11, 26), "改期的圆桌"
    draft.save_revision()
    assert told(editor, "2026-11-26") == [("见报", "改期的圆桌", "圆桌，草稿")]
    assert on(editor, "2026-11-02") == []


def test_a_published_article_stays_on_the_day_it_was_printed(editor):
    page = RoundtablePageFactory(edition_date=dt.date(2026, 11, 2))
    draft = RoundtablePage.objects.get(pk=page.pk)
    draft.edition_date = dt.date(2026, 11, 26)
    draft.save_revision()
    assert len(on(editor, "2026-11-02")) == 1
    assert on(editor, "2026-11-26") == []


def test_a_draft_without_a_day_stands_nowhere(editor):
    page = RoundtablePageFactory(edition_date=dt.date(2026, 11, 2), live=False)
    page.edition_date = None
    page.save_revision(clean=False)
    assert on(editor, "2026-11-02") == []


def test_what_is_scheduled_stands_on_its_day_with_its_hour(editor):
    page = RoundtablePageFactory(title="早报圆桌", live=False)
    scheduled(page, moment(27, 6, 30))
    person = PersonFactory(name="林港", live=False, organisation=None, title="")
    scheduled(person, moment(27, 5))
    assert told(editor, "2026-11-27") == [
        ("定时发布", "林港", "人物，待发布"),
        ("定时发布", "早报圆桌", "圆桌，待发布"),
    ]
    first, second = on(editor, "2026-11-27")
    assert (first.time, second.time) == ("05:00", "06:30")
    assert first.url == reverse("wagtailsnippets_initiatives_person:edit", args=[person.pk])


def test_a_new_version_of_a_published_page_stands_on_its_day(editor):
    page = RoundtablePageFactory(title="改版")
    page.save_revision().publish()
    scheduled(page, moment(28))
    assert told(editor, "2026-11-28") == [("定时发布", "改版", "圆桌，待发布")]


def test_a_time_that_nobody_approved_stands_out(editor):
    RoundtablePageFactory(title="没批的", live=False, go_live_at=moment(28))
    [entry] = on(editor, "2026-11-28")
    assert entry.state == "圆桌，未批准"
    assert entry.waiting


def test_what_went_live_by_the_clock_is_remembered(editor):
    RoundtablePageFactory(title="已出", go_live_at=moment(3))
    assert told(editor, "2026-11-03") == [("定时发布", "已出", "圆桌，已发布")]


def test_what_is_withdrawn_stands_on_its_day(editor):
    RoundtablePageFactory(title="将撤", expire_at=moment(25, 23, 30))
    RoundtablePageFactory(title="撤了", expire_at=moment(5), live=False, expired=True)
    due(dt.date(2027, 1, 1), summary="撤下的承诺", expire_at=moment(26))
    assert told(editor, "2026-11-25") == [("定时撤下", "将撤", "圆桌，待撤下")]
    assert told(editor, "2026-11-05") == [("定时撤下", "撤了", "圆桌，已撤下")]
    [entry] = on(editor, "2026-11-26")
    assert entry.title.endswith("撤下的承诺")


def test_the_day_is_that_of_the_newsrooms_clock(editor):
    RoundtablePageFactory(expire_at=moment(1, 0, 30))
    RoundtablePageFactory(expire_at=moment(30, 23, 59))
    assert len(on(editor, "2026-11-01")) == 1
    assert len(on(editor, "2026-11-30")) == 1
    assert localtime(moment(1, 0, 30)).day == 1


def test_deadlines_stand_with_their_verdict_and_the_undecided_stand_out(editor):
    kept = due(dt.date(2026, 11, 10), summary="甲")
    late = due(dt.date(2026, 11, 10), summary="乙")
    draft = due(dt.date(2026, 11, 30), summary="丙", live=False)
    publish_verdict(kept, Verdict.KEPT)
    assert told(editor, "2026-11-10") == [
        ("承诺到期", f"{late.code} 乙", "待核查，已逾期"),
        ("承诺到期", f"{kept.code} 甲", "已兑现"),
    ]
    assert [entry.waiting for entry in on(editor, "2026-11-10")] == [True, False]
    assert told(editor, "2026-11-30") == [("承诺到期", f"{draft.code} 丙", "待核查，草稿")]


def test_the_next_check_stands_on_its_day_and_one_missed_stands_out(editor):
    coming = CommitmentFactory(summary="甲", next_check=dt.date(2026, 11, 24))
    missed = CommitmentFactory(summary="乙", next_check=dt.date(2026, 11, 20))
    done = CommitmentFactory(
        summary="丙", next_check=dt.date(2026, 11, 20), last_checked=dt.date(2026, 11, 21)
    )
    assert told(editor, "2026-11-24") == [("下次核查", f"{coming.code} 甲", "待核查")]
    assert told(editor, "2026-11-20") == [
        ("下次核查", f"{missed.code} 乙", "待核查，还没有查"),
        ("下次核查", f"{done.code} 丙", "待核查"),
    ]


def test_mine_are_the_commitments_that_i_am_responsible_for(editor):
    day = dt.date(2026, 11, 30)
    mine = due(day, responsible=editor.user, next_check=day)
    due(day, responsible=UserFactory(), next_check=day)
    due(day)
    assert {entry.title for entry in on(editor, f"{day}", mine="on")} == {str(mine)}
    assert len(on(editor, f"{day}")) == 5


def test_only_the_kinds_ticked_are_shown(editor):
    day = dt.date(2026, 11, 30)
    due(day, next_check=day)
    RoundtablePageFactory(edition_date=day, expire_at=moment(30), go_live_at=moment(30))
    for kind in Kind:
        assert {entry.kind for entry in on(editor, f"{day}", kind=kind)} == {kind}
    assert {entry.kind for entry in on(editor, f"{day}", kind=["check", "edition"])} == {
        Kind.CHECK,
        Kind.EDITION,
    }


def test_a_day_with_eighty_deadlines_shows_a_handful_and_the_way_to_the_ledger(editor):
    day = dt.date(2026, 12, 31)
    decided = [due(day) for _ in range(3)]
    for one in decided:
        publish_verdict(one, Verdict.UNRATABLE)
    for _ in range(77):
        due(day)
    response = editor.get(ADDRESS, {"month": "2026-12"})
    assert len(on(editor, "2026-12-31")) == HANDFUL
    assert all(entry.waiting for entry in on(editor, "2026-12-31"))
    text = response.content.decode()
    assert "当日到期共 80 项，77 项未判定" in text
    [group] = response.context["month"].days[-1].groups
    assert urlsplit(group.list_url).query == "deadline_from=2026-12-31&deadline_to=2026-12-31"
    due(dt.date(2026, 12, 30))
    listing = editor.get(group.list_url)
    assert listing.context["paginator"].count == 80


def test_my_own_eighty_are_folded_on_the_page_since_the_ledger_has_everybodys(editor):
    for _ in range(80):
        due(dt.date(2026, 12, 31), responsible=editor.user)
    text = editor.get(ADDRESS, {"month": "2026-12", "mine": "on"}).content.decode()
    assert "另有 75 项" in text
    assert "当日到期共" not in text
    assert text.count("yn-entry--deadline") == 80


def test_a_week_begins_on_monday_and_today_is_marked(editor):
    text = editor.get(ADDRESS).content.decode()
    assert "2026年11月" in text
    assert text.count('aria-current="date"') == 1
    assert '<li class="yn-day yn-day--7 yn-day--bare">' in text  # the first of November, a Sunday
    assert "yn-day--1 yn-day--today" in text
    assert text.index("<span>一</span>") < text.index("<span>日</span>")


def test_the_months_beside_keep_what_was_chosen(editor):
    response = editor.get(ADDRESS, {"month": "2026-12", "kind": "check", "mine": "on"})
    assert response.context["previous_url"] == "?month=2026-11&kind=check&mine=on"
    assert response.context["next_url"] == "?month=2027-01&kind=check&mine=on"
    assert editor.get(ADDRESS).context["previous_url"] == "?month=2026-10"


@pytest.mark.parametrize(
    ("month", "missing", "there"),
    [("1900-01", "previous_url", "next_url"), ("2199-12", "next_url", "previous_url")],
)
def test_the_calendar_has_a_beginning_and_an_end(editor, month, missing, there):
    response = editor.get(ADDRESS, {"month": month})
    assert response.status_code == 200
    assert response.context["problems"] == []
    assert response.context[missing] == ""
    assert response.context[there]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-12", dt.date(2026, 12, 1)),
        ("2026-2", dt.date(2026, 2, 1)),
        ("2026年2月", dt.date(2026, 2, 1)),
        ("２０２６－０２", dt.date(2026, 2, 1)),
        (" 2026/02 ", dt.date(2026, 2, 1)),
    ],
)
def test_a_month_may_be_written_as_people_write_it(written, day):
    assert month_of(written) == day


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("下个月", "看不懂月份“下个月”，请写成 2026-11 这样。"),
        ("2026-13", "没有 13 月，请写成 2026-11 这样。"),
        ("2026-00", "没有 0 月，请写成 2026-11 这样。"),
        ("1899-12", "日历只有 1900 年到 2199 年。"),
        ("2200-01", "日历只有 1900 年到 2199 年。"),
        ("0000-01", "日历只有 1900 年到 2199 年。"),
        ("²⁰²⁶-11x", "看不懂月份"),
        ("9" * 500, "月份太长，请写成 2026-11 这样。"),
        ("<script>", "看不懂月份"),
    ],
)
def test_a_month_nobody_understands_is_said_and_the_present_one_shown(editor, written, said):
    response = editor.get(ADDRESS, {"month": written})
    assert response.status_code == 200
    assert response.context["month"].first == dt.date(2026, 11, 1)
    assert any(problem.startswith(said) for problem in response.context["problems"])
    assert "<script>”" not in response.content.decode()


def test_a_kind_nobody_knows_is_said_and_left_out(editor):
    due(dt.date(2026, 11, 30))
    response = editor.get(ADDRESS, {"kind": ["deadline", "wedding"]})
    assert response.context["problems"] == ["日历里没有“wedding”这一类，已忽略。"]
    assert [entry.kind for entry in on(editor, "2026-11-30", kind=["deadline", "wedding"])] == [
        Kind.DEADLINE
    ]


def test_an_empty_month_says_so(editor):
    assert "这个月没有安排。" in editor.get(ADDRESS, {"month": "1950-05"}).content.decode()


def fill(number: int, month: int) -> None:
    """So many of every kind, all over the month."""
    for index in range(number):
        day = dt.date(2026, month, index % 28 + 1)
        at = make_aware(dt.datetime(2026, month, index % 28 + 1, 6))
        page = RoundtablePageFactory(edition_date=day, live=False)
        scheduled(page, at)
        RoundtablePageFactory(edition_date=day, expire_at=at)
        scheduled(PersonFactory(live=False), at)
        publish_verdict(due(day, next_check=day))


@pytest.mark.once
@time_machine.travel("2026-06-01 12:00+08:00", tick=False)
def test_two_entries_cost_as_much_as_two_hundred(editor):
    fill(2, 7)
    fill(34, 8)
    counts = []
    editor.get(ADDRESS)
    for month in ("2026-07", "2026-08"):
        with CaptureQueriesContext(connection) as queries:
            response = editor.get(ADDRESS, {"month": month})
        counts.append(len(queries))
        entries = sum(
            group.total or len(group.entries)
            for day in response.context["month"].days
            for group in day.groups
        )
    assert entries >= 200
    assert counts[0] == counts[1]
    assert counts[0] < 40
