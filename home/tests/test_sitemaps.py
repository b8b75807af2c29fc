"""What search engines are told, and what they are asked to leave alone."""

import datetime as dt
import re

import pytest
from django.utils.timezone import localdate
from wagtail.models import PageViewRestriction

from articles.models import RoundtablePage
from articles.tests.factories import RoundtablePageFactory
from home.sitemaps import SITEMAPS
from home.tests.populate import populate
from initiatives.models import Commitment, InitiativePage, Organisation, Person
from initiatives.tests.factories import CommitmentFactory, publish_verdict

pytestmark = pytest.mark.django_db


def located(client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml"
    return re.findall(r"<loc>http://127.0.0.1:8000([^<]+)</loc>", response.content.decode())


def test_the_index_leads_to_sitemaps_and_they_to_everything_public(client, populated):
    sitemaps = re.findall(
        r"<loc>[^<]+(/sitemap-[^<]+)</loc>", client.get("/sitemap.xml").content.decode()
    )
    assert len(sitemaps) == len(SITEMAPS)
    found = {path for address in sitemaps for path in located(client, address)}
    for thing in (
        *Person.objects.public(),
        *Organisation.objects.public(),
        *Commitment.objects.public(),
    ):
        assert thing.get_absolute_url() in found
    for page in (*RoundtablePage.objects.live(), *InitiativePage.objects.live()):
        assert page.url in found
    assert {"/", "/commitments/", "/methodology/", "/corrections/"} <= found
    assert {"/roundtables/", "/commentaries/", "/initiatives/"} <= found
    for path in sorted(found)[::5]:
        assert client.get(path).status_code == 200, path


def test_drafts_and_private_pages_are_not_located(client):
    draft = RoundtablePageFactory(live=False, edition_date=localdate())
    private = RoundtablePageFactory(edition_date=localdate())
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    shown = RoundtablePageFactory(edition_date=localdate())
    for address in ("/sitemap-articles.xml", "/sitemap-news.xml"):
        paths = located(client, address)
        assert shown.url in paths
        assert not {draft.url, private.url} & set(paths)


def test_news_are_of_today_and_yesterday(client):
    today = localdate()
    pages = [
        RoundtablePageFactory(title=f"第{days}天", edition_date=today - dt.timedelta(days))
        for days in range(4)
    ]
    RoundtablePageFactory(edition_date=today + dt.timedelta(1))
    assert located(client, "/sitemap-news.xml") == [page.url for page in pages[:2]]
    html = client.get("/sitemap-news.xml").content.decode()
    assert "<news:title>第0天</news:title>" in html
    assert f"<news:publication_date>{today:%Y-%m-%d}" in html


def test_a_verdict_is_a_change_of_its_page(client):
    commitment = CommitmentFactory()
    later = dt.datetime(2027, 1, 2, tzinfo=dt.UTC)
    publish_verdict(commitment, published_at=later)
    assert "<lastmod>2027-01-02" in client.get("/sitemap-commitments.xml").content.decode()


def test_robots_are_shown_the_way_and_the_closed_doors(client, settings):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text
    for closed in ("/members/", "/commitments/?*&", "/data/*?"):
        assert f"Disallow: {closed}\n" in text
    settings.IS_PUBLIC = False
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_sitemaps_cost_the_same_with_more_content(client, populated, django_assert_max_num_queries):
    addresses = [f"/sitemap-{section}.xml" for section in (*SITEMAPS, "news")] + ["/sitemap.xml"]

    def count() -> list[int]:
        found = []
        for address in addresses:
            with django_assert_max_num_queries(20) as queries:
                client.get(address)
            found.append(len(queries))
        return found

    count()
    few = count()
    populate(3)
    assert count() == few


@pytest.mark.parametrize(
    "address", ["/sitemap-nothing.xml", "/sitemap-people.xml?p=99", "/sitemap-people.xml?p=x"]
)
def test_a_sitemap_that_is_none_is_not_found(client, address):
    assert client.get(address).status_code == 404
