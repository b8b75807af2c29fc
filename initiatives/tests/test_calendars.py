"""Due dates as calendars, read back by the library that programs read them with."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar, Event

from initiatives.calendars import due
from initiatives.calendars.due import LOOKING_BACK
from initiatives.enums import Verdict
from initiatives.models import Commitment
from initiatives.tests.factories import (
    CommitmentFactory,
    InitiativePageFactory,
    OrganisationFactory,
    PersonFactory,
    TopicFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db

SOON = dt.date.today() + dt.timedelta(40)


def dated(**fields) -> Commitment:
    return CommitmentFactory(deadline=SOON, deadline_precision="day", **fields)


def read(client: Client, address: str) -> list[Event]:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(response.content)
    assert calendar["X-WR-CALNAME"].endswith("到期日")
    return calendar.events


def test_an_event_says_who_promised_what_and_how_it_stands(client):
    commitment = dated(
        summary="建成，第一条；“示例”线", quote="我们要" + "建" * 200 + "。", number_text="超百万辆"
    )
    publish_verdict(commitment, Verdict.ON_TRACK)
    (event,) = read(client, "/calendar/commitments.ics")
    assert event["UID"] == f"{commitment.code}@127.0.0.1"
    assert (event.start, event.end) == (SOON, SOON + dt.timedelta(1))
    assert commitment.speaker.name in event["SUMMARY"]
    assert commitment.summary in event["SUMMARY"]
    for said in (commitment.quote, "超百万辆", "按期推进", "编辑部核实"):
        assert said in event["DESCRIPTION"], said
    assert event["URL"].endswith(f"/commitments/{commitment.code}/")
    assert event["CATEGORIES"].to_ical().decode() == "按期推进"


def test_a_year_named_alone_is_its_last_day_and_says_so(client):
    year = SOON.year + 1
    CommitmentFactory(deadline=dt.date(year, 3, 1), deadline_precision="year")
    (event,) = read(client, "/calendar/commitments.ics")
    assert event.start == dt.date(year, 12, 31)
    assert "年底前" in event["SUMMARY"]


def test_what_changes_counts_up_and_what_does_not_stays_the_same(client):
    commitment = dated()
    commitment.save_revision().publish()
    address = "/calendar/commitments.ics"
    before = client.get(address)
    again = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 304
    (first,) = read(client, address)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    publish_verdict(commitment, Verdict.BEHIND, published_at=later)
    assert client.get(address, headers={"If-None-Match": before["ETag"]}).status_code == 200
    (second,) = read(client, address)
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["LAST-MODIFIED"].dt > first["LAST-MODIFIED"].dt
    commitment.refresh_from_db()
    commitment.unpublish()
    assert read(client, address) == []


def test_each_has_a_calendar_of_its_own(client):
    speaker = PersonFactory(organisation=OrganisationFactory())
    topic, initiative = TopicFactory(), InitiativePageFactory()
    mine = dated(speaker=speaker, topics=[topic], initiatives=[initiative])
    dated()
    for address in (
        f"/calendar/people/{speaker.slug}.ics",
        f"/calendar/organisations/{speaker.organisation.slug}.ics",
        f"/calendar/topics/{topic.slug}.ics",
        f"/calendar/initiatives/{initiative.slug}.ics",
        f"/calendar/commitments.ics?speaker={speaker.slug}",
    ):
        (event,) = read(client, address)
        assert mine.code in event["UID"], address


def test_one_commitment_has_a_calendar_however_long_it_is_past(client):
    past = CommitmentFactory(
        said_on=dt.date(2020, 1, 1), deadline=dt.date(2021, 6, 1), deadline_precision="day"
    )
    dated(speaker=past.speaker)
    (event,) = read(client, f"/calendar/commitments/{past.code}.ics")
    assert (event.start, event["UID"]) == (dt.date(2021, 6, 1), f"{past.code}@127.0.0.1")
    page = client.get(past.get_absolute_url()).content.decode()
    assert f'href="/calendar/commitments/{past.code}.ics"' in page


def test_what_has_no_deadline_or_is_no_readers_business_has_no_calendar(client):
    without = CommitmentFactory()
    for code in (without.code, dated(live=False).code, "C-1999-0001"):
        assert client.get(f"/calendar/commitments/{code}.ics").status_code == 404, code
    assert ".ics" not in client.get(without.get_absolute_url()).content.decode()


def test_only_what_is_public_and_not_long_past_is_in_it(client):
    dated(live=False)
    CommitmentFactory(
        said_on=dt.date(2020, 1, 1),
        deadline=SOON - LOOKING_BACK - dt.timedelta(60),
        deadline_precision="day",
    )
    CommitmentFactory()
    draft = PersonFactory(live=False)
    assert read(client, "/calendar/commitments.ics") == []
    for address in (f"people/{draft.slug}", "people/nobody", "topics/nothing", "others/x"):
        assert client.get(f"/calendar/{address}.ics").status_code == 404


def test_what_is_to_come_is_never_crowded_out_by_what_is_past(client, monkeypatch):
    monkeypatch.setattr(due, "MOST_EVENTS", 3)
    today = dt.date.today()
    for days in (-300, -200, -1, 5, 700):
        CommitmentFactory(
            said_on=dt.date(2020, 1, 1),
            deadline=today + dt.timedelta(days),
            deadline_precision="day",
        )
    found = [event.start for event in read(client, "/calendar/commitments.ics")]
    assert found == [today + dt.timedelta(days) for days in (-1, 5, 700)]


def test_days_beyond_any_calendar_and_before_its_beginning_break_none(client):
    far = CommitmentFactory(deadline=dt.date(9999, 12, 31), deadline_precision="day")
    Commitment.objects.filter(pk=far.pk).update(
        said_on="2011-01-01", first_published_at=None, last_published_at=None
    )
    far.speaker.__class__.objects.update(last_published_at=None)
    (event,) = read(client, "/calendar/commitments.ics")
    assert (event.start, event["SEQUENCE"]) == (dt.date(9999, 12, 31), 0)


def test_a_speakers_new_name_is_a_new_version_of_the_event(client):
    commitment = dated()
    (before,) = read(client, "/calendar/commitments.ics")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)):
        speaker = commitment.speaker
        speaker.name = "改了名的人"
        speaker.save_revision().publish()
    (after,) = read(client, "/calendar/commitments.ics")
    assert "改了名的人" in after["SUMMARY"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_subjects_calendar_takes_the_ledgers_filters(client):
    commitment = dated()
    publish_verdict(commitment, Verdict.BEHIND)
    own = f"/calendar/people/{commitment.speaker.slug}.ics"
    assert len(read(client, f"{own}?verdict=behind")) == 1
    assert read(client, f"{own}?verdict=kept") == []
    assert client.get(f"{own}?colour=red").status_code == 400


def test_a_former_address_leads_to_the_present_one(client):
    person = PersonFactory()
    former = person.slug
    person.slug = "new-name"
    person.save_revision().publish()
    answer = client.get(f"/calendar/people/{former}.ics")
    assert (answer.status_code, answer["Location"]) == (301, "/calendar/people/new-name.ics")


@pytest.mark.parametrize("asked", ["verdict=xyz", "topic=%E5%A5%BD", "since=abc", "colour=red"])
def test_what_is_asked_wrongly_is_refused_in_words(client, asked):
    answer = client.get(f"/calendar/commitments.ics?{asked}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert asked.partition("=")[0] in answer.content.decode()
    assert client.post("/calendar/commitments.ics").status_code == 405


def test_twenty_events_cost_what_two_do(client, django_assert_num_queries):
    for _ in range(2):
        publish_verdict(dated())
    speaker = dated().speaker
    own = f"/calendar/people/{speaker.slug}.ics"
    client.get(own)
    with django_assert_num_queries(2):
        client.get(own)
    for _ in range(6):
        publish_verdict(dated(speaker=speaker))
    with django_assert_num_queries(2):
        client.get(own)
    for address in ("/calendar/commitments.ics", f"/calendar/commitments/{dated().code}.ics"):
        with django_assert_num_queries(1):
            client.get(address)
