"""What programs that follow the newspaper are given."""

import datetime as dt
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from django.utils.http import http_date

from articles.models import Appearance, RoundtablePage
from articles.tests.factories import RoundtablePageFactory
from home.feeds.entries import MOST
from home.tests.populate import populate
from initiatives.enums import Verdict
from initiatives.models import Commitment, InitiativePage, Topic
from initiatives.tests.factories import (
    AssessmentFactory,
    CommitmentFactory,
    PersonFactory,
    ProgressReportFactory,
    ReplyFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SECTIONS = ["all", "roundtables", "commentaries", "initiatives", "commitments", "corrections"]
QUICKLY = dt.timedelta(seconds=5)


def addresses() -> list[str]:
    commitment = Commitment.objects.filter(reports__isnull=False).first()
    return [
        *(f"/feeds/{section}/" for section in SECTIONS),
        f"/feeds/people/{Appearance.objects.filter(role='guest').first().person.slug}/",
        f"/feeds/organisations/{commitment.organisation.slug}/",
        f"/feeds/initiatives/{InitiativePage.objects.first().slug}/",
        f"/feeds/topics/{Topic.objects.first().slug}/",
        f"/feeds/commitments/{commitment.code}/",
    ]


def read(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(feed: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


def test_every_feed_has_what_atom_requires(client, populated):
    for address in addresses():
        feed = read(client, address)
        assert feed.findtext(f"{ATOM}id").startswith("tag:127.0.0.1,2025:feed/")
        assert feed.findtext(f"{ATOM}title")
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        assert feed.find(f"{ATOM}link[@rel='self']").get("href").endswith(address)
        entries = feed.findall(f"{ATOM}entry")
        assert entries, address
        keys = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(keys)) == len(keys)
        assert all(key.startswith("tag:127.0.0.1,2025:") for key in keys)
        hours = [dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) for entry in entries]
        assert hours == sorted(hours, reverse=True)
        assert dt.datetime.fromisoformat(feed.findtext(f"{ATOM}updated")) == hours[0]
        for entry in entries:
            link = entry.find(f"{ATOM}link").get("href")
            assert link.startswith("http://127.0.0.1"), link
            assert client.get(link.partition("8000")[2] or "/").status_code == 200, link


def test_what_was_promised_judged_reported_and_answered_is_told(client, populated):
    commitment = Commitment.objects.filter(reports__isnull=False).first()
    told = titles(read(client, f"/feeds/commitments/{commitment.code}/"))
    name = commitment.speaker.name
    assert f"{name}承诺：{commitment.summary}" in told
    assert any("判为" in title for title in told)
    assert any("进展（会员自报）" in title for title in told)


def test_words_are_no_markup_and_keep_their_lines(client):
    commitment = CommitmentFactory(quote="若 a<b 且 R&D<5%", number_text="5%")
    ProgressReportFactory(commitment=commitment, note="<img src=x onerror=alert(1)>")
    feed = read(client, f"/feeds/commitments/{commitment.code}/")
    told = {entry.findtext(f"{ATOM}summary") for entry in feed.findall(f"{ATOM}entry")}
    assert "<p>“若 a&lt;b 且 R&amp;D&lt;5%”<br>数字：5%</p>" in told
    assert any("&lt;img src=x onerror=alert(1)&gt;" in text for text in told)
    assert not any("<img" in text for text in told)


def test_the_ledger_is_followed_with_its_filters(client, populated):
    behind = publish_verdict(CommitmentFactory(), Verdict.BEHIND).commitment
    feed = read(client, "/feeds/commitments/?verdict=behind")
    assert {entry.find(f"{ATOM}link").get("href") for entry in feed.findall(f"{ATOM}entry")} == {
        f"http://127.0.0.1:8000{behind.get_absolute_url()}"
    }
    assert feed.findtext(f"{ATOM}id").endswith("feed/commitments?verdict=behind")
    assert feed.find(f"{ATOM}link[@rel='alternate']").get("href").endswith("?verdict=behind")
    refused = client.get("/feeds/commitments/?verdict=nonsense")
    assert (refused.status_code, "参数 verdict" in refused.content.decode()) == (400, True)


def test_a_feed_keeps_its_name_when_its_address_changes(client):
    person = PersonFactory()
    before = read(client, f"/feeds/people/{person.slug}/").findtext(f"{ATOM}id")
    person.slug = "new-name"
    person.save_revision().publish()
    assert read(client, "/feeds/people/new-name/").findtext(f"{ATOM}id") == before


def test_what_is_entered_late_reaches_those_who_only_ask_for_what_is_new(client):
    commitment = CommitmentFactory()
    address = f"/feeds/commitments/{commitment.code}/"
    later = http_date((dt.datetime.now(dt.UTC) + QUICKLY).timestamp())
    ReplyFactory(
        commitment=commitment, invited_on="2026-01-01", replied_on="2026-01-05", text="在做。"
    )
    answer = client.get(address, headers={"If-Modified-Since": later})
    assert answer.status_code == 200
    assert "承诺方回应" in answer.content.decode()


def test_a_feed_without_entries_is_the_same_each_time(client):
    address = f"/feeds/people/{PersonFactory().slug}/"
    first = client.get(address)
    with time_machine.travel(dt.datetime.now(dt.UTC) + QUICKLY):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_what_was_never_published_does_not_crowd_out_what_was(client):
    for _ in range(MOST + 1):
        RoundtablePageFactory()
    RoundtablePage.objects.update(last_published_at=None)
    RoundtablePageFactory(title="刚刚发布").save_revision().publish()
    for address in ("/feeds/roundtables/", "/feeds/all/"):
        assert titles(read(client, address))[0] == "刚刚发布", address


def test_the_same_feed_is_not_sent_twice(client, populated):
    first = client.get("/feeds/all/")
    again = client.get("/feeds/all/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not first.cookies
    CommitmentFactory()
    assert client.get("/feeds/all/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_nothing_unpublished_is_in_any_feed(client, populated):
    secret = "机密甲乙"
    commitment = Commitment.objects.filter(reports__isnull=False).first()
    CommitmentFactory(summary=secret, speaker=commitment.speaker, live=False)
    AssessmentFactory(commitment=commitment, reason=secret)
    ProgressReportFactory(commitment=commitment, note=secret, status="submitted")
    page = RoundtablePage.objects.first()
    page.title = secret
    page.save_revision()
    for address in addresses():
        assert secret not in client.get(address).content.decode(), address
    draft = PersonFactory(live=False)
    for address in (f"people/{draft.slug}", "people/nobody", "nothing", "commitments/C-1999-0001"):
        assert client.get(f"/feeds/{address}/").status_code == 404, address


def test_a_former_address_leads_to_the_present_one(client):
    person = PersonFactory()
    former = person.slug
    person.slug = "new-name"
    person.save_revision().publish()
    answer = client.get(f"/feeds/people/{former}/")
    assert (answer.status_code, answer["Location"]) == (301, "/feeds/people/new-name/")


def test_a_feed_costs_the_same_with_ten_times_the_content(
    client, populated, django_assert_max_num_queries
):
    wanted = addresses()

    def count() -> dict[str, int]:
        found = {}
        for address in wanted:
            with django_assert_max_num_queries(10) as queries:
                client.get(address)
            found[address] = len(queries)
        return found

    count()
    few = count()
    populate(4)
    assert count() == few
