"""What readers can follow and take away: on every page its own feed, calendar and table."""

import csv
import re
from html import escape, unescape
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from wagtail.models import PageViewRestriction

from articles.models import RoundtablePage
from initiatives.ledger.explorer import Explorer
from initiatives.merging import merge
from initiatives.models import Commitment, InitiativePage, Person, Topic
from initiatives.outlets import Outlets, outlets_of
from initiatives.tests.factories import (
    CommitmentFactory,
    InitiativePageFactory,
    OrganisationFactory,
    PersonFactory,
)
from portal.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SECTIONS = ["roundtables", "commentaries", "initiatives", "corrections"]
EVERYTHING = "/feeds/all/"
LEDGER = "/feeds/commitments/"


def announced(html: str) -> list[str]:
    """Feeds that a browser or a feed reader finds by itself."""
    form = r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">'
    head = html[: html.index("</head>")]
    return [unescape(href) for href in re.findall(form, head)]


def offered(html: str) -> Outlets:
    """What the page shows, by the kind that each link says it is."""
    shown = html.partition('<ul class="follow__ways"')[2].partition("</ul>")[0]
    by_kind = {
        kind: unescape(href) for href, kind in re.findall(r'href="([^"]+)" type="([^"]+)"', shown)
    }
    if calendar := by_kind.get("text/calendar"):
        assert f'href="webcal://127.0.0.1:8000{escape(calendar)}"' in shown
    kinds = ("application/atom+xml", "text/calendar", "text/csv")
    assert set(by_kind) <= set(kinds)
    return Outlets(*(by_kind.get(kind, "") for kind in kinds))


def seen(client: Client, address: str) -> tuple[list[str], Outlets]:
    html = client.get(address).content.decode()
    assert html.count('class="follow"') <= 1, address
    return announced(html), offered(html)


def explored(query: str) -> Explorer:
    return Explorer(QueryDict(query), "/commitments/")


def ways(kind: str, slug: str, parameter: str) -> Outlets:
    return Outlets(
        f"/feeds/{kind}/{slug}/",
        f"/calendar/{kind}/{slug}.ics",
        f"/data/commitments.csv?{parameter}={slug}",
    )


def expected() -> dict[str, Outlets]:
    """By page, what it offers."""
    commitment = Commitment.objects.filter(organisation__isnull=False, deadline=None).first()
    dated = Commitment.objects.filter(deadline__isnull=False).first()
    person, organisation = commitment.speaker, commitment.organisation
    initiative = InitiativePage.objects.first()
    return {
        "/": Outlets(EVERYTHING),
        **{f"/{section}/": Outlets(f"/feeds/{section}/") for section in SECTIONS},
        person.get_absolute_url(): ways("people", person.slug, "speaker"),
        organisation.get_absolute_url(): ways("organisations", organisation.slug, "organisation"),
        initiative.url: ways("initiatives", initiative.slug, "initiative"),
        commitment.get_absolute_url(): Outlets(f"/feeds/commitments/{commitment.code}/"),
        dated.get_absolute_url(): Outlets(
            f"/feeds/commitments/{dated.code}/", f"/calendar/commitments/{dated.code}.ics"
        ),
        "/commitments/": Outlets(LEDGER, "/calendar/commitments.ics", "/data/commitments.csv"),
    }


def test_every_page_announces_and_offers_its_own(client, populated):
    for address, outlets in expected().items():
        own = [outlets.feed] if outlets.feed != EVERYTHING else []
        for page in (address, f"/en{address}"):
            assert seen(client, page) == ([EVERYTHING, *own], outlets), page


def test_all_that_is_offered_is_there(client, populated):
    kinds = {"feed": "application/atom+xml", "calendar": "text/calendar", "table": "text/csv"}
    for outlets in expected().values():
        for name, kind in kinds.items():
            if address := getattr(outlets, name):
                response = client.get(address)
                assert response.status_code == 200, address
                assert response["Content-Type"].startswith(kind), address


def test_every_other_page_announces_all_that_is_new(client, populated):
    article = RoundtablePage.objects.first().url
    for address in (
        article,
        "/people/",
        "/organisations/",
        "/search/",
        "/methodology/",
        "/nowhere/",
    ):
        assert seen(client, address) == ([EVERYTHING], Outlets()), address


def test_the_addresses_cost_no_query(populated, django_assert_num_queries):
    commitment = Commitment.objects.select_related("speaker", "organisation").first()
    subjects = (commitment, commitment.speaker, commitment.organisation)
    with django_assert_num_queries(0):
        assert all(outlets_of(subject).feed for subject in subjects)


@pytest.mark.parametrize(
    ("asked", "kept", "order"),
    [
        ("", [], []),
        ("verdict=unchecked&verdict=kept", [("verdict", "unchecked"), ("verdict", "kept")], []),
        ("number=yes&sort=said&page=2&view=table", [("number", "yes")], []),
        ("sort=due&view=table", [], [("sort", "due")]),
        ("q=示例&kind=number&year=this", [("kind", "number"), ("year", "this"), ("q", "示例")], []),
        ("verdict=xyz&speaker=nobody&since=month&q=", [("since", "month")], []),
        ("since=2026-01-05&sort=updated", [("since", "2026-01-05")], [("sort", "updated")]),
    ],
)
def test_calendar_and_table_carry_exactly_the_filters_in_force(populated, asked, kept, order):
    explorer = explored(asked)
    for address, path, parameters in (
        (explorer.calendar, "/calendar/commitments.ics", kept),
        (explorer.table, "/data/commitments.csv", kept + order),
    ):
        assert address == (f"{path}?{urlencode(parameters)}" if parameters else path)


@pytest.mark.parametrize(
    "asked",
    ["", "number=yes&sort=due", "verdict=unchecked&sort=updated", "q=示例&schedule=not_due"],
)
def test_they_hold_what_the_page_finds_in_its_order(client, populated, asked):
    explorer = explored(asked)
    found = list(Explorer(QueryDict(asked), "/commitments/").page)
    answer = client.get(explorer.table)
    table = b"".join(answer).decode("utf-8-sig")
    assert [row["code"] for row in csv.DictReader(table.splitlines())] == [c.code for c in found]
    calendar = client.get(explorer.calendar).content.decode()
    due = {commitment.code for commitment in found if commitment.deadline}
    assert set(re.findall(r"^UID:(.+)@", calendar, re.M)) == due
    html = client.get(f"/commitments/?{asked}").content.decode()
    assert offered(html) == Outlets(explorer.feed, explorer.calendar, explorer.table)


def test_the_ledger_is_followed_with_the_filters_in_force(client, populated):
    speaker = f"speaker={Commitment.objects.first().speaker.slug}"
    for asked, feed in (
        (f"sort=due&{speaker}&view=table", f"{LEDGER}?{speaker}"),
        ("verdict=unchecked&since=year", f"{LEDGER}?verdict=unchecked&since=year"),
        ("view=table", LEDGER),
    ):
        heads, outlets = seen(client, f"/commitments/?{asked}")
        assert heads == [EVERYTHING, feed], asked
        assert outlets.feed in (feed, ""), asked
        assert client.get(feed).status_code == 200, asked


def test_the_page_says_what_is_filtered_and_what_is_not(client, populated):
    topic = Topic.objects.first()
    html = client.get(f"/commitments/?topic={topic.slug}").content.decode()
    assert "只含现在筛出的这些" in html
    assert f"<title>承诺簿：{topic.name}（" in html
    assert "只含现在筛出的这些" not in client.get("/commitments/").content.decode()


def test_where_nothing_is_found_or_promised_there_is_nothing_to_take_away(client, populated):
    assert offered(client.get("/commitments/?q=查无此言").content.decode()) == Outlets()
    for nobody in (PersonFactory(), OrganisationFactory()):
        kind = "people" if isinstance(nobody, Person) else "organisations"
        feed = f"/feeds/{kind}/{nobody.slug}/"
        assert seen(client, nobody.get_absolute_url()) == ([EVERYTHING, feed], Outlets(feed))
    bare = InitiativePageFactory()
    assert seen(client, bare.url)[1] == Outlets(f"/feeds/initiatives/{bare.slug}/")


def test_a_draft_is_offered_nowhere(client, populated):
    person, organisation = PersonFactory(live=False), OrganisationFactory(live=False)
    drafts = (
        person,
        organisation,
        CommitmentFactory(live=False),
        Commitment(),
        InitiativePageFactory(live=False),
    )
    assert [outlets_of(draft) for draft in drafts] == [Outlets()] * len(drafts)
    commitment = CommitmentFactory(speaker=person, organisation=organisation)
    for address in (
        commitment.get_absolute_url(),
        f"/commitments/?speaker={person.slug}",
        f"/commitments/?organisation={organisation.slug}",
    ):
        html = client.get(address).content.decode()
        for slug in (person.slug, organisation.slug):
            assert f"/{slug}" not in html, address
            assert f"={slug}" not in html.replace(f"?{address.partition('?')[2]}", ""), address


def test_what_was_merged_is_offered_as_the_one_kept(client, populated):
    kept, lost = PersonFactory(), PersonFactory()
    CommitmentFactory(speaker=lost)
    old = lost.get_absolute_url()
    merge(kept, lost, UserFactory(group="编辑"))
    lost.refresh_from_db()
    assert outlets_of(lost) == Outlets()
    new = client.get(old).headers["Location"]
    assert seen(client, new)[1] == ways("people", kept.slug, "speaker")
    asked = f"?speaker={kept.slug}"
    assert seen(client, f"/commitments/?speaker={lost.slug}")[1] == Outlets(
        f"{LEDGER}{asked}", f"/calendar/commitments.ics{asked}", f"/data/commitments.csv{asked}"
    )
    for address in ("/data/commitments.csv", "/calendar/commitments.ics", "/api/v1/commitments/"):
        answers = [client.get(f"{address}?speaker={one.slug}") for one in (lost, kept)]
        assert [answer.status_code for answer in answers] == [200, 200], address
        assert len({answer.getvalue().count(b"C-20") for answer in answers}) == 1


def test_a_private_page_offers_nothing_even_to_those_who_may_read_it(admin_client, populated):
    page = InitiativePageFactory()
    CommitmentFactory(initiatives=[page])
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert admin_client.get(page.url).status_code == 200
    assert seen(admin_client, page.url) == ([EVERYTHING], Outlets())
    heads, _outlets = seen(admin_client, f"/commitments/?initiative={page.slug}")
    assert heads == [EVERYTHING, LEDGER]
    assert admin_client.get(f"/feeds/initiatives/{page.slug}/").status_code == 404
