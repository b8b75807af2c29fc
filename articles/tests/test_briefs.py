"""The sheet an interviewer takes along: who, what was promised, how it stands, what to ask."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import make_aware

from articles.briefs import GuestBrief, briefs_for
from articles.enums import AppearanceRole
from articles.models import RoundtablePage
from initiatives.enums import CommitmentKind, EvidenceLevel, ReportStatus, SourceState, Verdict
from initiatives.models import Commitment, Evidence
from initiatives.tests.factories import (
    AssessmentFactory,
    CommitmentFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    PersonFactory,
    ProgressReportFactory,
    ReplyFactory,
    publish_verdict,
)
from portal.tests.factories import UserFactory

from .factories import AppearanceFactory, CommentaryPageFactory, RoundtablePageFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)
COMING = dt.date(2026, 12, 1)


def address(page_id: int) -> str:
    return reverse("interview_brief", args=[page_id])


def shown(client: Client, page: RoundtablePage, group: str = "编辑") -> str:
    client.force_login(UserFactory(group=group))
    response = client.get(address(page.pk))
    assert response.status_code == 200
    return response.content.decode()


def coming_page(**fields) -> RoundtablePage:
    """A table that is still a draft."""
    return RoundtablePageFactory(**{"live": False, "edition_date": COMING, **fields})


def guest(page: RoundtablePage, **fields):
    """A guest of that page, as a person."""
    return AppearanceFactory(page=page, **fields).person


def only(page: RoundtablePage) -> GuestBrief:
    [brief] = briefs_for(page, TODAY)
    return brief


def grounds(brief: GuestBrief) -> list[str]:
    return [question.ground for entry in brief.pending for question in entry.questions]


@pytest.mark.parametrize("group", ["记者", "编辑", "主编"])
def test_whoever_may_edit_the_article_gets_the_brief(client, group):
    page = coming_page(title="港口怎么变绿")
    guest(page)
    assert "港口怎么变绿" in shown(client, page, group)


@pytest.mark.parametrize("group", ["协会", None])
def test_the_association_and_whoever_is_in_no_group_are_refused(client, group):
    client.force_login(UserFactory(group=group))
    response = client.get(address(coming_page().pk))
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


def test_anonymous_readers_are_sent_to_the_login(client):
    response = client.get(address(coming_page().pk))
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


def test_who_may_enter_the_admin_but_not_edit_the_page_is_refused(client):
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    response = client.get(address(coming_page().pk))
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")


@pytest.mark.parametrize("key", [987654, 10**30])
def test_an_article_that_does_not_exist_is_not_found(client, key):
    client.force_login(UserFactory(group="编辑"))
    assert client.get(address(key)).status_code == 404


def test_a_page_that_is_no_article_has_no_brief(client):
    client.force_login(UserFactory(group="编辑"))
    assert client.get(address(RoundtablePageFactory().get_parent().pk)).status_code == 404


def test_guests_and_authors_get_a_sheet_and_those_who_ask_do_not():
    page = coming_page()
    speaking = [guest(page), guest(page)]
    guest(page, role=AppearanceRole.MODERATOR)
    guest(page, role=AppearanceRole.REPORTER)
    assert [brief.person for brief in briefs_for(page, TODAY)] == speaking
    column = CommentaryPageFactory()
    author = guest(column, role=AppearanceRole.AUTHOR)
    assert [brief.person for brief in briefs_for(column, TODAY)] == [author]


def test_nobody_gets_two_sheets():
    page = coming_page()
    person = guest(page)
    guest(page, person=person, role=AppearanceRole.AUTHOR)
    assert len(briefs_for(page, TODAY)) == 1


def test_the_guest_list_is_that_of_the_latest_draft(client):
    page = RoundtablePageFactory()
    gone, added = guest(page), PersonFactory()
    draft = RoundtablePage.objects.get(pk=page.pk)
    draft.appearances = [
        draft.appearances.model(person=added, title="新任局长", role=AppearanceRole.GUEST)
    ]
    draft.save_revision()
    text = shown(client, page)
    assert added.name in text
    assert "新任局长" in text
    assert gone.name not in text


def test_an_article_without_guests_says_what_to_do(client):
    assert "还没有嘉宾" in shown(client, coming_page())


def test_the_title_is_that_of_the_day_and_names_the_organisation_once(client):
    port = OrganisationFactory(name="海湾港务集团有限公司", short_name="海湾港务")
    page = coming_page()
    guest(page, title="时任总调度", organisation=port)
    guest(page, title="海湾港务董事长", organisation=port)
    first, second = briefs_for(page, TODAY)
    assert first.introduction == "海湾港务集团有限公司　时任总调度"
    assert second.introduction == "海湾港务董事长"


def test_a_commitment_stands_there_with_all_that_is_known_about_it(client):
    page = coming_page()
    person = guest(page)
    table = RoundtablePageFactory(title="去年的圆桌")
    one = NumberCommitmentFactory(
        speaker=person,
        source_page=table,
        source_state=SourceState.BROKEN,
        baseline=200_000,
        baseline_on=dt.date(2024, 12, 31),
        accumulates=True,
        quote="到2027年，我们年产量要超百万辆。",
    )
    publish_verdict(
        one,
        Verdict.BEHIND,
        level=EvidenceLevel.OFFICIAL,
        reason="上半年产量低于时间进度。",
        evidence__title="产销快报",
        evidence__publisher="市统计局",
        evidence__published_on=dt.date(2026, 7, 15),
        published_at=make_aware(dt.datetime(2026, 8, 1, 9)),
    )
    ProgressReportFactory(commitment=one, as_of=dt.date(2026, 3, 31), value=400_000)
    ReplyFactory(commitment=one, invited_on=dt.date(2026, 10, 24), channel="书面函")
    text = " ".join(shown(client, page).split())
    for words in (
        one.code,
        "到2027年，我们年产量要超百万辆。",
        "2025年9月28日，《去年的圆桌》<strong>（出处失效）</strong>",
        "年产量 ≥ 100万辆（原话“超百万辆”）；2024年12月31日起点 20万辆",
        "2027年12月31日（原话“到2027年”）",
        "进度滞后，2026年8月1日：上半年产量低于时间进度。",
        "官方数据：产销快报，市统计局，2026年7月15日",
        "2026年3月31日 40万辆，会员自报；按时间进度，今天应到约",
        "2026年10月24日请其回应（书面函），尚未回应",
    ):
        assert words in text
    assert grounds(only(page)) == ["未予回应", "落后于进度", "判定不利", "出处失效"]


def test_what_the_rules_are_told_is_what_stands_on_record():
    page = coming_page()
    one = NumberCommitmentFactory(
        speaker=guest(page),
        number_text="",
        kind=CommitmentKind.CONDITIONAL,
        comparator="at_most",
        deadline=dt.date(2026, 12, 31),
    )
    publish_verdict(one, level=EvidenceLevel.SELF_REPORT)
    ProgressReportFactory(commitment=one, value=None, note="正在统计")
    promise = only(page).pending[0].promise
    assert promise.goal == "100万辆以内"
    assert promise.ceiling
    assert promise.conditional
    assert promise.due_soon
    assert promise.only_self_reported
    assert not promise.setback
    assert promise.readings == ()
    assert promise.unanswered_since is None


def test_reports_nobody_has_accepted_stay_out():
    page = coming_page()
    one = NumberCommitmentFactory(speaker=guest(page))
    ProgressReportFactory(commitment=one, status=ReportStatus.SUBMITTED)
    assert only(page).pending[0].latest is None


def test_drafts_of_commitments_stay_out():
    page = coming_page()
    CommitmentFactory(speaker=guest(page), live=False)
    assert not only(page).pending


def test_the_nearest_deadline_stands_first_and_none_last():
    page = coming_page()
    person = guest(page)
    none = CommitmentFactory(speaker=person)
    far = NumberCommitmentFactory(speaker=person)
    near = NumberCommitmentFactory(speaker=person, deadline=dt.date(2026, 1, 1))
    assert [entry.commitment for entry in only(page).pending] == [near, far, none]


def test_words_taken_back_name_those_that_replaced_them(client):
    page = coming_page()
    person = guest(page)
    old = NumberCommitmentFactory(speaker=person)
    NumberCommitmentFactory(
        speaker=person, supersedes=old, said_on=dt.date(2026, 9, 1), summary="2028年产量80万辆"
    )
    brief = only(page)
    asked = {entry.commitment.pk: entry.questions[0] for entry in brief.pending}
    assert asked[old.pk].ground == "说法已改"
    assert "2026年9月1日改成了“2028年产量80万辆”" in asked[old.pk].text
    assert "后来改口" in shown(client, page)


def test_a_successor_that_is_only_a_draft_is_not_mentioned():
    page = coming_page()
    old = NumberCommitmentFactory(speaker=guest(page))
    NumberCommitmentFactory(speaker=old.speaker, supersedes=old, live=False)
    assert only(page).pending[0].successor is None


def test_what_was_decided_since_the_last_appearance_is_named_briefly(client):
    page = coming_page()
    person = guest(page)
    guest(RoundtablePageFactory(edition_date=dt.date(2026, 6, 1), title="六月圆桌"), person=person)
    before, since = CommitmentFactory(speaker=person), CommitmentFactory(speaker=person)
    for one, month in ((before, 5), (since, 7)):
        publish_verdict(one, Verdict.KEPT, published_at=make_aware(dt.datetime(2026, month, 4, 12)))
    brief = only(page)
    assert [entry.commitment for entry in brief.settled] == [since]
    assert "2026年7月4日判为“已兑现”。接下来的目标是多少" in brief.settled[0].question.text
    text = shown(client, page)
    assert "上次见报：2026年6月1日《六月圆桌》" in text
    assert "没有未了的承诺。" in text


def test_articles_that_come_later_or_are_drafts_are_no_last_appearance():
    page = coming_page()
    person = guest(page)
    guest(RoundtablePageFactory(edition_date=COMING + dt.timedelta(days=1)), person=person)
    guest(RoundtablePageFactory(live=False), person=person)
    assert only(page).heard is None


def test_the_unratable_is_settled_too():
    page = coming_page()
    publish_verdict(CommitmentFactory(speaker=guest(page)), Verdict.UNRATABLE)
    brief = only(page)
    assert not brief.pending
    assert "查得到的数" in brief.settled[0].question.text


def test_a_proposal_nobody_approved_decides_nothing():
    page = coming_page()
    one = CommitmentFactory(speaker=guest(page))
    AssessmentFactory(commitment=one, verdict=Verdict.KEPT)
    assert [entry.commitment for entry in only(page).pending] == [one]


def test_a_guest_without_commitments_gets_a_first_question(client):
    page = coming_page(title="港口怎么变绿")
    guest(page, organisation=OrganisationFactory(name="海湾港务集团"))
    text = shown(client, page)
    assert "没有登记过承诺。" in text
    assert "就“港口怎么变绿”，海湾港务集团准备做成哪一件事？" in text


def test_a_draft_without_a_date_still_has_its_brief(client):
    page = RoundtablePageFactory()
    guest(page)
    draft = RoundtablePage.objects.get(pk=page.pk)
    draft.edition_date = None
    draft.save_revision(clean=False)
    assert "没有登记过承诺。" in shown(client, page)


def test_the_names_of_records_are_escaped(client):
    page = coming_page(title="<b>粗</b>")
    CommitmentFactory(speaker=guest(page), quote="<script>1</script>", summary="<i>斜</i>")
    text = shown(client, page)
    assert "<script>1</script>" not in text
    assert "<i>斜</i>" not in text


def crowded_page(size: int) -> RoundtablePage:
    """So many guests, so many commitments each, with everything that can hang on them."""
    page = coming_page()
    for _ in range(size):
        person = guest(page, organisation=OrganisationFactory())
        guest(RoundtablePageFactory(), person=person)
        table = RoundtablePageFactory()
        for number in range(size):
            one = NumberCommitmentFactory(speaker=person, source_page=table)
            ReplyFactory(commitment=one)
            ProgressReportFactory(commitment=one)
            if number % 2:
                publish_verdict(one, Verdict.IN_PROGRESS)
    return page


@pytest.mark.once
def test_two_guests_cost_as_much_as_twenty(client):
    few, many = crowded_page(2), crowded_page(20)
    counts = []
    client.force_login(UserFactory(group="编辑"))
    client.get(address(few.pk))
    for page in (few, many):
        with CaptureQueriesContext(connection) as queries:
            client.get(address(page.pk))
        counts.append(len(queries))
    assert Commitment.objects.count() == 404
    assert Evidence.objects.exists()
    assert counts[0] == counts[1]
    assert counts[0] < 40


@pytest.mark.parametrize("name", ["wagtailadmin_pages:edit", "wagtailadmin_explore"])
def test_the_way_in_is_offered_on_articles(client, name):
    page = RoundtablePageFactory()
    client.force_login(UserFactory(group="编辑"))
    assert address(page.pk) in client.get(reverse(name, args=[page.pk])).content.decode()
    listing = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    assert address(page.pk) in client.get(listing).content.decode()


def test_the_way_in_is_not_offered_on_other_pages(client):
    index = RoundtablePageFactory().get_parent()
    client.force_login(UserFactory(group="编辑"))
    text = client.get(reverse("wagtailadmin_pages:edit", args=[index.pk])).content.decode()
    assert address(index.pk) not in text
