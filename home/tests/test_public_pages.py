"""What holds for every public address: cost, privacy, caching, headers, wrong input."""

import re
import time
from urllib.parse import quote

import pytest
from django.core import signing
from django.core.cache import caches
from django.test import Client

from articles.models import Appearance, CommentaryPage, Mark, RoundtablePage
from home.models import HomePage
from home.tests.factories import StandardPageFactory
from home.tests.populate import populate
from initiatives.models import Commitment, InitiativePage, Organisation, Person

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
MOST_QUERIES_TO_FIND = 15
# A data block is no script.
INLINE = re.compile(
    r"<script(?![^>]*(\ssrc=|application/ld.json))[^>]*>|<style|\sstyle=|\son\w+=|javascript:",
    re.I,
)
# What a browser would fetch from elsewhere; a link that somebody follows is none of that.
FETCHED = re.compile(
    r"""(?:src|action|poster|srcset)="(https?:)?//"""
    r"""|<link\s+rel="(?!canonical|alternate)[^>]*href="(https?:)?//""",
    re.I,
)

WRONG_INPUT = [
    "page=abc",
    "page=-1",
    "page=99999999999999999999",
    "verdict=xyz",
    "verdict=kept&verdict=not_kept",
    "schedule=%E5%A5%BD",
    "year=99999999",
    "year=-1",
    "topic=' OR 1=1",
    "organisation=不存在",
    "initiative=1;drop",
    "q=%00",
    "verdict=%00",
    "q=" + "言" * 4000,
    "verdict=" + "x" * 10_000,
    "q=%22%22%27%25_",
    "q=%FF%FE",
    "&&&=%",
]


def addresses() -> dict[str, int]:
    """One address of every kind of public page, and how many queries it may cost."""
    commitment = Commitment.objects.filter(reports__isnull=False).first()
    guest = Appearance.objects.filter(role="guest").first().person
    ordinary = [
        "/",
        "/roundtables/",
        RoundtablePage.objects.first().url,
        "/commentaries/",
        CommentaryPage.objects.first().url,
        "/initiatives/",
        InitiativePage.objects.first().url,
        "/people/",
        guest.get_absolute_url(),
        "/organisations/",
        commitment.organisation.get_absolute_url(),
        commitment.get_absolute_url(),
        f"{commitment.get_absolute_url()}embed/",
        f"{commitment.get_absolute_url()}source/",
        f"/en{commitment.get_absolute_url()}",
        f"/en{guest.get_absolute_url()}",
        "/methodology/",
        "/corrections/",
        "/accessibility/",
        "/data/",
        "/api/v1/",
        StandardPageFactory().url,
    ]
    finding = ["/commitments/", "/commitments/?verdict=unchecked&schedule=open_ended&q=示例"]
    finding.append("/search/?q=示例")
    return dict.fromkeys(ordinary, MOST_QUERIES) | dict.fromkeys(finding, MOST_QUERIES_TO_FIND)


@pytest.fixture
def pages(populated: None) -> dict[str, int]:
    return addresses()


def count(client: Client, address: str, asserting, most: int) -> int:
    with asserting(most) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def test_every_page_costs_the_same_with_ten_times_the_content(
    client, pages, django_assert_max_num_queries
):
    for address in pages:
        client.get(address)  # sizes of pictures are made at the first look
    caches["renditions"].clear()
    few = {
        address: count(client, address, django_assert_max_num_queries, most)
        for address, most in pages.items()
    }
    populate(9)
    for address in pages:
        client.get(address)
    caches["renditions"].clear()
    many = {
        address: count(client, address, django_assert_max_num_queries, most)
        for address, most in pages.items()
    }
    assert many == few


def test_public_pages_set_no_cookie_and_carry_no_token(client, pages):
    for address in pages:
        response = client.get(address)
        html = response.content.decode()
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
        assert "csrf" not in html.lower(), address


def test_public_pages_are_the_same_for_an_editor_and_a_stranger(
    client, admin_client, pages, monkeypatch
):
    # The form for tips carries the second it was opened in: stop the clock that signs it.
    moment = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: moment)
    for address in pages:
        assert client.get(address).content == admin_client.get(address).content, address


def test_public_pages_have_nothing_inline_and_ask_nobody_else(client, pages):
    for address in pages:
        html = client.get(address).content.decode()
        assert not INLINE.search(html), (address, INLINE.search(html))
        assert not FETCHED.search(html), (address, FETCHED.search(html))


def test_pictures_come_in_modern_formats_with_their_sizes(client, pages):
    html = client.get(RoundtablePage.objects.first().url).content.decode()
    for kind in ("image/avif", "image/webp"):
        assert f'type="{kind}"' in html
    pictures = re.findall(r"<img[^>]*>", html)
    assert pictures
    for picture in pictures:
        assert re.search(r'\swidth="\d+"', picture), picture
        assert re.search(r'\sheight="\d+"', picture), picture
        assert " alt=" in picture, picture


def test_public_policy_allows_nothing_unsafe(client, pages):
    for address in [*pages, "/no-such-page/"]:
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "unsafe" not in policy, address
        assert "default-src 'none'" in policy, address


@pytest.mark.parametrize("query", WRONG_INPUT)
def test_wrong_input_never_breaks_a_public_page(client, pages, query):
    for address in pages:
        path = address.split("?")[0]
        response = client.get(f"{path}?{query}")
        assert response.status_code in (200, 400, 404), (path, query)


@pytest.mark.parametrize(
    "path",
    [
        "/people/%00/",
        "/people/" + "x" * 5000 + "/",
        "/commitments/C-2025-9999/",
        "/commitments/" + quote("承诺") + "/",
        "/q/not-a-uuid/",
        "/q/00000000-0000-4000-8000-000000000000/",
        "/roundtables/../../etc/passwd",
        "/organisations/%F0%9F%98%80/",
        "/initiatives/no-such-initiative/",
    ],
)
def test_addresses_of_nothing_answer_404_in_chinese(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "查无此页" in response.content.decode()


def test_unknown_filter_values_are_ignored_aloud(client, pages):
    html = client.get("/commitments/?verdict=xyz").content.decode()
    assert "不认识这个值" in html
    assert f"共 {Commitment.objects.public().count()} 项" in html


def test_server_error_page_needs_no_database(client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("示例错误")

    monkeypatch.setattr(HomePage, "serve", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "暂时不能显示" in response.content.decode()


def test_every_internal_link_on_every_page_leads_somewhere(client, pages):
    links: set[str] = set()
    for address in pages:
        html = client.get(address).content.decode()
        links |= {
            link.split("#")[0]
            for link in re.findall(r'<a[^>]+href="(/[^"]*)"', html)
            if not link.startswith("/static/")
        }
    for link in sorted(links - {""}):
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_models_of_the_fixture_are_all_there(pages):
    assert Mark.objects.present().exists()
    assert Person.objects.exists()
    assert Organisation.objects.exists()
