"""The newsroom's log of whom it asked: kept by everybody, put right by editors, never public."""

import csv
import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import ModelLogEntry

from portal.models import User
from portal.tests.factories import UserFactory

from ..enums import ContactOutcome
from ..models import Commitment, Contact
from .factories import CommitmentFactory, ContactFactory, PersonFactory, publish_verdict

pytestmark = pytest.mark.django_db

SECRET = "机密甲乙丙"


def login(client: Client, role: str) -> User:
    user = UserFactory(group=role)
    client.force_login(user)
    return user


@pytest.fixture
def editor(client: Client) -> User:
    return login(client, "编辑")


def call(about: Commitment, **changes) -> dict:
    """A filled-in form."""
    return {
        "commitment": about.pk,
        "contacted_on": "2026-03-02",
        "channel": "电话",
        "whom": "宣传处",
        "outcome": "promised",
        "note": "下周给数字",
        **changes,
    }


def url(name: str, *args) -> str:
    return reverse(f"contacts:{name}", args=args)


def listed(client: Client, **filters) -> list[Contact]:
    return list(client.get(url("index"), filters).context["object_list"])


def edit_url(commitment: Commitment) -> str:
    return reverse("wagtailsnippets_initiatives_commitment:edit", args=[commitment.pk])


def standing(client: Client, commitment: Commitment) -> str:
    return client.get(edit_url(commitment)).content.decode()


def queries(client: Client, address: str) -> int:
    """How many the second visit asks: the first one fills the caches."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def actions() -> list[str]:
    entries = ModelLogEntry.objects.filter(content_type__model="contact").order_by("pk")
    return list(entries.values_list("action", flat=True))


@pytest.mark.parametrize("role", ["记者", "编辑", "主编"])
def test_every_role_lists_reads_and_adds(client, role):
    user, contact = login(client, role), ContactFactory(note=SECRET)
    assert listed(client) == [contact]
    assert SECRET in client.get(url("inspect", contact.pk)).content.decode()
    assert client.get(url("add")).status_code == 200
    assert client.post(url("add"), call(contact.commitment)).status_code == 302
    assert Contact.objects.latest("pk").recorded_by == user


@pytest.mark.parametrize("role", ["编辑", "主编"])
def test_editors_change_and_delete(client, role):
    login(client, role)
    contact = ContactFactory()
    assert client.get(url("edit", contact.pk)).status_code == 200
    data = call(contact.commitment, note="改过")
    assert client.post(url("edit", contact.pk), data).status_code == 302
    contact.refresh_from_db()
    assert contact.note == "改过"
    assert client.post(url("delete", contact.pk)).status_code == 302
    assert not Contact.objects.exists()


def test_reporters_neither_change_nor_delete(client):
    login(client, "记者")
    contact = ContactFactory()
    for name in ("edit", "delete"):
        assert client.get(url(name, contact.pk)).status_code == 302
        data = call(contact.commitment, note="改过")
        assert client.post(url(name, contact.pk), data).status_code == 302
    contact.refresh_from_db()
    assert contact.note == ""
    page = client.get(url("index")).content.decode()
    assert url("edit", contact.pk) not in page
    assert url("inspect", contact.pk) in page


@pytest.mark.parametrize("name", ["index", "add", "edit", "delete", "inspect", "history"])
def test_an_association_reaches_none_of_it(client, name):
    login(client, "协会")
    contact = ContactFactory()
    address = url(name) if name in ("index", "add") else url(name, contact.pk)
    for response in (client.get(address), client.post(address, call(contact.commitment))):
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")
    assert Contact.objects.count() == 1


def test_whoever_recorded_it_stays_recorded(client, editor):
    contact = ContactFactory()
    first = contact.recorded_by
    client.post(url("edit", contact.pk), call(contact.commitment, recorded_by=editor.pk))
    contact.refresh_from_db()
    assert contact.recorded_by == first


@pytest.mark.parametrize("given", ["{}", "0", "-1", "abc", "9" * 30, "{}x", "²"])
def test_the_commitment_is_prefilled_from_the_address_and_nonsense_ignored(client, editor, given):
    commitment = CommitmentFactory()
    response = client.get(url("add"), {"commitment": given.format(commitment.pk)})
    assert response.status_code == 200
    assert (commitment.code in response.content.decode()) is (given == "{}")
    assert response.context["form"]["contacted_on"].value() == localdate()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"contacted_on": "2999-01-01"}, "联系日期不能晚于今天。"),
        ({"contacted_on": "昨天"}, "输入一个有效的日期。"),
        ({"contacted_on": ""}, "必需字段"),
        ({"commitment": ""}, "必需字段"),
        ({"commitment": "999999"}, "选择一个有效的选项"),
        ({"commitment": "abc"}, "必需字段"),
        ({"channel": "话" * 61}, "确保该变量包含不超过 60 字符"),
        ({"outcome": "xyz"}, "xyz 不在可用的选项中"),
        ({"note": "话" * 301}, "确保该变量包含不超过 300 字符"),
    ],
)
@pytest.mark.parametrize("view", ["add", "edit"])
def test_what_is_wrong_is_said_in_chinese(client, editor, view, changes, message):
    contact = ContactFactory(note="原来")
    address = url("add") if view == "add" else url("edit", contact.pk)
    response = client.post(address, call(contact.commitment, **changes))
    assert response.status_code == 200
    said = "".join(str(errors) for errors in response.context["form"].errors.values())
    assert message in said
    assert Contact.objects.get().note == "原来"


def test_a_call_made_today_is_accepted(client, editor):
    today = localdate()
    client.post(url("add"), call(CommitmentFactory(), contacted_on=today.isoformat()))
    assert Contact.objects.get().contacted_on == today


def test_all_that_is_done_to_it_is_in_the_log(client, editor):
    commitment = CommitmentFactory()
    client.post(url("add"), call(commitment))
    contact = Contact.objects.get()
    client.post(url("edit", contact.pk), call(commitment, note="改过"))
    client.post(url("delete", contact.pk))
    assert actions() == ["wagtail.create", "wagtail.edit", "wagtail.delete"]
    assert {entry.user for entry in ModelLogEntry.objects.all()} >= {editor}


def test_the_log_is_filtered_by_outcome_person_and_day(client, editor):
    early = ContactFactory(contacted_on=dt.date(2026, 1, 5), outcome=ContactOutcome.ANSWERED)
    late = ContactFactory(contacted_on=dt.date(2026, 3, 5))
    assert listed(client) == [late, early]
    assert listed(client, outcome="answered") == [early]
    assert listed(client, recorded_by=late.recorded_by_id) == [late]
    assert listed(client, contacted_on_from="2026-02-01") == [late]
    assert listed(client, contacted_on_to="2026-02-01") == [early]


@pytest.mark.parametrize(
    "filters",
    [
        {"outcome": "x"},
        {"recorded_by": "x"},
        {"recorded_by": "9" * 30},
        {"contacted_on_from": "x"},
        {"p": "x"},
        {"q": "z" * 500},
        {"ordering": "x"},
    ],
)
def test_odd_filters_break_nothing(client, editor, filters):
    ContactFactory()
    assert client.get(url("index"), filters).status_code == 200


@pytest.mark.parametrize("query", ["C-2025", "生产线", "王志杰", "wzj", "宣传处", "下周", "电话"])
def test_a_call_is_found_by_commitment_speaker_and_words(client, editor, query):
    commitment = CommitmentFactory(speaker=PersonFactory(name="王志杰"))
    contact = ContactFactory(commitment=commitment, whom="宣传处", note="下周给数字")
    assert listed(client, q=query) == [contact]
    assert listed(client, q="没有这样的话") == []


def test_the_log_is_exported_with_everything_written_down(client, editor):
    contact = ContactFactory(note="下周给数字")
    response = client.get(url("index"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    headings, row = csv.reader(text.splitlines())
    assert headings[:4] == ["编号", "承诺", "联系日期", "方式"]
    assert {contact.commitment.code, "2026-02-20", "没有回音", "下周给数字"} <= set(row)
    assert client.get(url("index"), {"export": "xlsx"}).status_code == 200


def test_the_listing_asks_as_much_for_twenty_rows_as_for_two(client, editor):
    ContactFactory.create_batch(2)
    for_two = queries(client, url("index"))
    ContactFactory.create_batch(18)
    assert queries(client, url("index")) == for_two


def test_the_commitments_form_shows_the_last_five_calls_who_is_responsible_and_when(client, editor):
    responsible = UserFactory(last_name="程核查")
    commitment = CommitmentFactory(responsible=responsible, next_check=dt.date(2026, 12, 3))
    for day in range(1, 7):
        ContactFactory(
            commitment=commitment,
            contacted_on=dt.date(2026, 2, day),
            note=f"第{day}次",
            outcome=ContactOutcome.PROMISED,
        )
    ContactFactory(note=SECRET)
    page = standing(client, commitment)
    for words in (
        "程核查",
        "2026年12月3日",
        "2026-02-06",
        "第2次",
        "电话",
        "办公室主任",
        "答应答复",
    ):
        assert words in page
    assert "第1次" not in page
    assert SECRET not in page
    assert f"{url('add')}?commitment={commitment.pk}" in page


def test_a_reporter_finds_the_way_to_the_log_beside_the_commitment(client):
    login(client, "记者")
    contact = ContactFactory(note=SECRET)
    page = standing(client, contact.commitment)
    assert SECRET in page
    assert "登记联系" in page
    assert "登记请其回应" not in page


def test_the_commitments_form_asks_as_much_for_twenty_calls_as_for_two(client, editor):
    commitment = CommitmentFactory(responsible=UserFactory())
    ContactFactory.create_batch(2, commitment=commitment)
    for_two = queries(client, edit_url(commitment))
    ContactFactory.create_batch(18, commitment=commitment)
    assert queries(client, edit_url(commitment)) == for_two


def test_what_somebody_said_on_the_telephone_is_on_no_public_page(client):
    commitment = ContactFactory(note=SECRET, whom=f"处长{SECRET}", channel=f"信{SECRET}").commitment
    publish_verdict(commitment)
    addresses = [
        "/",
        "/commitments/",
        commitment.get_absolute_url(),
        commitment.speaker.get_absolute_url(),
        commitment.organisation.get_absolute_url(),
        f"/commitments/?q={commitment.code}",
        f"/search/?q={commitment.speaker.name}",
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert SECRET not in response.content.decode()
    found = client.get("/commitments/", {"q": SECRET}).content.decode()
    assert commitment.code not in found
