"""What awaits the newsroom: who is on which list, and what can be done about many at once."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.log_actions import registry

from portal.tests.factories import UserFactory

from ..enums import ContactOutcome, DeadlinePrecision, ReportStatus, Verdict
from ..following_up import FOLLOW_UP_ACTION
from ..models import Commitment, Contact
from ..worklists import months_before
from .factories import (
    AssessmentFactory,
    CommitmentFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    ProgressReportFactory,
    ReplyFactory,
    publish_verdict,
)
from .volume import LONG_AGO

pytestmark = pytest.mark.django_db

LISTS = [
    "worklist_unchecked",
    "worklist_due_soon",
    "worklist_overdue",
    "worklist_silent",
    "worklist_proposals",
    "broken_sources",
]


@pytest.fixture
def editor(client: Client) -> Client:
    client.user = UserFactory(group="编辑")
    client.force_login(client.user)
    return client


def listed(client: Client, name: str, **filters) -> list:
    return list(client.get(reverse(name), filters).context["object_list"])


def due_in(days: int, **fields) -> Commitment:
    deadline = localdate() + dt.timedelta(days=days)
    return CommitmentFactory(
        deadline=deadline,
        deadline_precision=DeadlinePrecision.DAY,
        **{"said_on": LONG_AGO, **fields},
    )


def test_unchecked_are_the_published_ones_nobody_judged(editor):
    waiting = CommitmentFactory()
    CommitmentFactory(live=False)
    publish_verdict(CommitmentFactory(), Verdict.TOO_EARLY)
    assert listed(editor, "worklist_unchecked") == [waiting]


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (0, "worklist_due_soon"),
        (90, "worklist_due_soon"),
        (91, None),
        (-1, "worklist_overdue"),
        (-400, "worklist_overdue"),
    ],
)
def test_deadlines_near_and_passed_are_listed_until_it_is_decided(editor, days, name):
    commitment = due_in(days)
    for one in ["worklist_due_soon", "worklist_overdue"]:
        assert listed(editor, one) == ([commitment] if one == name else [])
    publish_verdict(commitment, Verdict.PARTLY_KEPT)
    assert listed(editor, "worklist_due_soon") == listed(editor, "worklist_overdue") == []


class TestSilence:
    """Nobody has heard from the speaker for months, or since the deadline passed."""

    def test_a_sentence_just_said_is_not_silence(self, editor):
        CommitmentFactory(said_on=localdate())
        assert listed(editor, "worklist_silent") == []

    def test_half_a_year_without_a_word_is(self, editor):
        silent = CommitmentFactory(said_on=LONG_AGO)
        assert listed(editor, "worklist_silent") == [silent]

    @pytest.mark.parametrize(
        "sign",
        [
            lambda one: ProgressReportFactory(commitment=one, status=ReportStatus.SUBMITTED),
            lambda one: ReplyFactory(commitment=one, replied_on=localdate(), text="在办"),
            lambda one: Contact.objects.create(
                commitment=one, channel="电话", outcome=ContactOutcome.ANSWERED
            ),
        ],
    )
    def test_a_report_an_answer_or_a_call_breaks_it(self, editor, sign):
        sign(CommitmentFactory(said_on=LONG_AGO))
        assert listed(editor, "worklist_silent") == []

    @pytest.mark.parametrize(
        "sign",
        [
            lambda one: ProgressReportFactory(commitment=one, status=ReportStatus.REJECTED),
            lambda one: ReplyFactory(commitment=one, invited_on=localdate()),
            lambda one: Contact.objects.create(
                commitment=one, channel="电话", outcome=ContactOutcome.NO_ANSWER
            ),
        ],
    )
    def test_what_was_turned_down_or_not_answered_does_not(self, editor, sign):
        silent = CommitmentFactory(said_on=LONG_AGO)
        sign(silent)
        assert listed(editor, "worklist_silent") == [silent]

    def test_nothing_since_the_deadline_is_silence_even_when_it_was_yesterday(self, editor):
        yesterday = due_in(-1, said_on=localdate() - dt.timedelta(days=30))
        due_in(1, said_on=localdate() - dt.timedelta(days=30))
        assert listed(editor, "worklist_silent") == [yesterday]

    def test_the_months_can_be_chosen_and_nonsense_means_six(self, editor):
        silent = CommitmentFactory(said_on=months_before(localdate(), 7))
        assert listed(editor, "worklist_silent", months="12") == []
        for months in ["3", "6", "", "x", "-1", "9" * 50]:
            assert listed(editor, "worklist_silent", months=months) == [silent]

    def test_the_last_contact_is_shown(self, editor):
        silent = CommitmentFactory(said_on=LONG_AGO)
        assert "还没联系过" in editor.get(reverse("worklist_silent")).content.decode()
        Contact.objects.create(
            commitment=silent, channel="电话", contacted_on=dt.date(2026, 1, 2), outcome="promised"
        )
        assert "2026-01-02 答应答复" in editor.get(reverse("worklist_silent")).content.decode()

    def test_what_is_decided_is_nobodys_worry(self, editor):
        publish_verdict(CommitmentFactory(said_on=LONG_AGO), Verdict.KEPT)
        assert listed(editor, "worklist_silent") == []


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (dt.date(2026, 11, 23), 6, dt.date(2026, 5, 23)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 31), 2, dt.date(2025, 11, 30)),
        (dt.date(2026, 5, 1), 24, dt.date(2024, 5, 1)),
    ],
)
def test_months_are_counted_back_by_the_calendar(day, months, earlier):
    assert months_before(day, months) == earlier


def test_a_list_is_narrowed_down_by_whose_it_is_and_what_it_is_about(editor):
    organisation = OrganisationFactory()
    mine = due_in(10, responsible=editor.user, organisation=organisation)
    nobodys = due_in(20)
    other = due_in(30, responsible=UserFactory(group="编辑"))
    name = "worklist_due_soon"
    assert listed(editor, name, mine="me") == [mine]
    assert listed(editor, name, mine="nobody") == [nobodys]
    assert listed(editor, name, responsible=other.responsible_id) == [other]
    assert listed(editor, name, organisation=organisation.pk) == [mine]
    assert listed(editor, name, q=nobodys.speaker.name) == [nobodys]
    assert listed(editor, name) == [mine, nobodys, other]
    assert listed(editor, name, ordering="-deadline") == [other, nobodys, mine]
    assert listed(editor, name, due_year=mine.deadline.year)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        {"mine": "x", "responsible": "abc", "due_year": "9" * 30, "topics": "-1"},
        {"q": "%'\"("},
        {"ordering": "password"},
        {"p": "999"},
        {"organisation": "9" * 30},
        {"initiatives": "9" * 30},
        {"initiatives": "²"},
    ],
)
def test_nonsense_in_the_address_breaks_no_list(editor, name, query):
    due_in(-3)
    assert editor.get(reverse(name), query).status_code == 200


def test_proposals_are_listed_for_those_who_may_approve_them(editor):
    own = AssessmentFactory(proposed_by=editor.user)
    grave = AssessmentFactory(verdict=Verdict.STALLED)
    ordinary = AssessmentFactory()
    publish_verdict(CommitmentFactory())
    assert set(listed(editor, "worklist_proposals")) == {own, grave, ordinary}
    assert listed(editor, "worklist_proposals", mine="me") == [ordinary]
    chief = Client()
    chief.force_login(UserFactory(group="主编"))
    assert set(listed(chief, "worklist_proposals", mine="me")) == {own, grave, ordinary}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("role", "sees"),
    [("记者", True), ("编辑", True), ("主编", True), ("协会", False), (None, False)],
)
def test_who_sees_a_worklist(client, name, role, sees):
    if role:
        client.force_login(UserFactory(group=role))
    expected = 200 if sees else 302
    assert client.get(reverse(name)).status_code == expected
    assert client.get(reverse(f"{name}_results")).status_code == expected


def test_the_menu_carries_the_numbers(editor):
    due_in(-3)
    AssessmentFactory()
    page = editor.get("/admin/").content.decode()
    for label in ["待核查（2）", "已逾期未判定（1）", "待批判定（1）", '"90 日内到期"']:
        assert label.encode("unicode_escape").decode() in page or label in page


def test_the_numbers_follow_what_an_editor_does(editor):
    commitment = due_in(-3)
    page = editor.get("/admin/")
    publish_verdict(commitment, Verdict.PARTLY_KEPT)
    panels = {panel.name: panel for panel in page.context["panels"]}
    numbers = {
        duty.label: duty.number for duty in panels["newsroom_duties"].get_context_data()["duties"]
    }
    assert numbers["已逾期未判定"] == 0


@pytest.mark.parametrize("name", LISTS)
def test_every_worklist_is_exported_for_excel(editor, name):
    due_in(-3, quote="=1+1 我们要做到", responsible=editor.user)
    due_in(3)
    AssessmentFactory(reason="=HYPERLINK()")
    response = editor.get(reverse(name), {"export": "csv"})
    body = b"".join(response.streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert not [heading for heading in rows[0] if heading.isascii()], rows[0]
    response = editor.get(reverse(name), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert sheet.max_row == len(rows)
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


class TestManyAtOnce:
    """What the ticked rows of a worklist can be told together."""

    def address(self, action: str, *commitments: Commitment) -> str:
        base = reverse("wagtail_bulk_action", args=["initiatives", "commitment", action])
        return f"{base}?{'&'.join(f'id={one.pk}' for one in commitments)}"

    def test_somebody_is_made_responsible_and_the_next_check_set(self, editor):
        commitments = CommitmentFactory.create_batch(3)
        colleague, day = UserFactory(group="编辑"), localdate() + dt.timedelta(days=30)
        address = self.address("follow_up", *commitments)
        page = editor.get(address).content.decode()
        assert all(one.code in page for one in commitments)
        editor.post(address, {"responsible": colleague.pk, "next_check": day})
        for one in commitments:
            one.refresh_from_db()
            assert (one.responsible, one.next_check) == (colleague, day)
            entry = registry.get_logs_for_instance(one).get(action=FOLLOW_UP_ACTION)
            assert entry.user == editor.user

    def test_what_is_left_empty_stays(self, editor):
        commitment = CommitmentFactory(responsible=editor.user)
        day = localdate()
        editor.post(self.address("follow_up", commitment), {"next_check": day})
        commitment.refresh_from_db()
        assert (commitment.responsible, commitment.next_check) == (editor.user, day)

    def test_a_draft_published_later_does_not_bring_the_old_editor_back(self, editor):
        commitment = CommitmentFactory()
        revision = commitment.save_revision()
        editor.post(self.address("follow_up", commitment), {"responsible": editor.user.pk})
        revision.publish()
        assert Commitment.objects.get(pk=commitment.pk).responsible == editor.user

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            ({}, "请选负责编辑"),
            ({"next_check": "2020-01-01"}, "不能早于今天"),
            ({"responsible": "999999"}, "选择一个有效的选项"),
            ({"next_check": "昨天"}, "输入一个有效的日期"),
        ],
    )
    def test_wrong_input_is_answered_in_chinese_and_changes_nothing(self, editor, data, told):
        commitment = CommitmentFactory()
        response = editor.post(self.address("follow_up", commitment), data)
        assert told in response.content.decode()
        commitment.refresh_from_db()
        assert (commitment.responsible, commitment.next_check) == (None, None)

    def test_one_call_is_logged_for_all(self, editor):
        commitments = CommitmentFactory.create_batch(2)
        data = {
            "contacted_on": localdate(),
            "channel": "电话",
            "whom": "办公室",
            "outcome": "no_answer",
        }
        editor.post(self.address("log_contact", *commitments), data)
        assert {contact.commitment for contact in Contact.objects.all()} == set(commitments)
        assert {contact.recorded_by for contact in Contact.objects.all()} == {editor.user}

    def test_a_call_tomorrow_is_refused(self, editor):
        data = {
            "contacted_on": localdate() + dt.timedelta(days=1),
            "channel": "电话",
            "outcome": "no_answer",
        }
        page = editor.post(self.address("log_contact", CommitmentFactory()), data)
        assert "不能晚于今天" in page.content.decode()
        assert not Contact.objects.exists()

    @pytest.mark.parametrize("ids", ["", "id=abc", "id=-1", "id=999999", f"id={'9' * 40}"])
    @pytest.mark.parametrize("action", ["follow_up", "log_contact"])
    def test_nobody_ticked_is_not_found(self, editor, action, ids):
        address = reverse("wagtail_bulk_action", args=["initiatives", "commitment", action])
        assert editor.get(f"{address}?{ids}").status_code == 404
        assert editor.post(f"{address}?{ids}", {"next_check": localdate()}).status_code == 404

    @pytest.mark.parametrize("action", ["follow_up", "log_contact"])
    def test_an_association_is_refused(self, client, action):
        client.force_login(UserFactory(group="协会"))
        address = self.address(action, CommitmentFactory())
        assert client.post(address, {"next_check": localdate()}).status_code == 302
        assert not Contact.objects.exists()

    def test_who_may_not_change_commitments_may_not_follow_up(self, client):
        user = UserFactory(group="记者")
        user.groups.get().permissions.filter(codename="change_commitment").delete()
        client.force_login(user)
        commitment = CommitmentFactory()
        address = self.address("follow_up", commitment)
        assert "你的角色不能" in client.get(address).content.decode()
        client.post(address, {"next_check": localdate()})
        commitment.refresh_from_db()
        assert commitment.next_check is None


def test_a_list_shows_the_footer_with_what_can_be_done(editor):
    due_in(-3)
    page = editor.get(reverse("worklist_overdue")).content.decode()
    for words in ["安排跟进", "登记联系", "已过 3 天"]:
        assert words in page


def test_number_commitments_are_listed_like_all_others(editor):
    number = NumberCommitmentFactory()
    assert listed(editor, "worklist_unchecked") == [number]
