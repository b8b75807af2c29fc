"""What programs that follow the newspaper are given."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles.models import Appearance, RoundtablePage
from home.tests.populate import populate
from initiatives.models import Commitment, InitiativePage, Topic
from initiatives.tests.factories import (
    AssessmentFactory,
    CommitmentFactory,
    PersonFactory,
    ProgressReportFactory,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SECTIONS = ["all", "roundtables", "commentaries", "initiatives", "commitments", "corrections"]


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
        assert feed.findtext(f"{ATOM}id").endswith(address)
        assert feed.findtext(f"{ATOM}title")
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
