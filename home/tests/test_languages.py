"""The interface in English under /en/: by the address alone, at the same addresses."""

import re

import pytest
from wagtail.contrib.redirects.models import Redirect

from articles.models import CommentaryPage, RoundtablePage
from home.models import NewsroomSettings
from home.tests.populate import populate
from initiatives.models import Commitment, InitiativePage
from portal.stylesheets import STYLESHEET

pytestmark = pytest.mark.django_db

CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"')
OTHER = re.compile(r'<a class="masthead__language" href="([^"]+)" lang="([^"]+)"')


@pytest.fixture
def commitment() -> Commitment:
    populate()
    return Commitment.objects.public().first()


def test_the_address_decides_and_not_what_the_browser_prefers(client, commitment):
    for path, accepted, expected in (
        ("/", "en", "zh-Hans"),
        ("/en/", "zh-CN", "en"),
        (commitment.get_absolute_url(), "en", "zh-Hans"),
    ):
        answer = client.get(path, headers={"accept-language": accepted})
        assert f'<html lang="{expected}">' in answer.content.decode(), path
        assert "Accept-Language" not in answer.headers.get("Vary", ""), path


def test_a_reader_in_english_stays_in_english(client, commitment):
    for path in ("/en/", "/en/commitments/", f"/en{commitment.get_absolute_url()}"):
        html = client.get(path).content.decode()
        links = re.findall(r'<a[^>]+href="(/[^"]*)"[^>]*>', html)
        switch = OTHER.search(html).group(1)
        assert links
        elsewhere = {link for link in links if not link.startswith("/en/")} - {switch}
        # A picture has no language, a feed, a calendar and a file of the open data neither.
        for link in elsewhere:
            assert re.match(r"/(feeds|calendar|data)/.|.*\.png$", link), (path, link)


def test_each_page_names_itself_and_its_other_language(client, commitment):
    path = commitment.get_absolute_url()
    root = "http://127.0.0.1:8000"
    both = [("zh-Hans", f"{root}{path}"), ("en", f"{root}/en{path}")]
    for address, own in zip((path, f"/en{path}"), both, strict=True):
        html = client.get(address).content.decode()
        assert CANONICAL.findall(html) == [own[1]]
        assert ALTERNATE.findall(html) == both


def test_filters_follow_into_the_other_language_but_belong_to_no_canonical_address(client):
    html = client.get("/commitments/?verdict=kept&page=2&q=港口").content.decode()
    switch, language = OTHER.search(html).groups()
    assert language == "en"
    assert switch.startswith("/en/commitments/?verdict=kept&amp;page=2&amp;q=")
    assert CANONICAL.findall(html) == ["http://127.0.0.1:8000/commitments/?page=2"]


def test_what_is_not_for_readers_has_one_language_only(client):
    assert client.get("/en/admin/").status_code == 404
    assert client.get("/en/members/login/").status_code == 404


@pytest.mark.parametrize("path", ["/no-such-page/", "/en/no-such-page/", "/en/commitments/C-1-9/"])
def test_nothing_at_an_address_is_a_404_in_either_language(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "text/html" in answer.headers["Content-Type"]


def test_an_old_address_leads_on_in_the_language_it_was_asked_in(client, commitment):
    new = commitment.speaker.get_absolute_url()
    Redirect.add_redirect("/people/lao-di-zhi/", redirect_to=new)
    for old in ("/people/lao-di-zhi/", "/people/lao-di-zhi/?page=2"):
        assert client.get(old).headers["Location"] == new
        assert client.get(f"/en{old}").headers["Location"] == f"/en{new}"
    elsewhere = "https://example.cn/"
    Redirect.add_redirect("/ban-zou/", redirect_to=elsewhere)
    assert client.get("/en/ban-zou/").headers["Location"] == elsewhere


def test_the_foot_names_licence_and_filing_numbers_with_their_registers(client):
    newsroom = NewsroomSettings.load()
    newsroom.news_licence = "互联网新闻信息服务许可证 50120200001"
    newsroom.icp_number = "渝ICP备12345678号"
    newsroom.police_number = "渝公网安备 50010302000001号"
    newsroom.save()
    html = client.get("/accessibility/").content.decode()
    assert "<li>互联网新闻信息服务许可证 50120200001</li>" in html
    assert '<a href="https://beian.miit.gov.cn/" rel="nofollow noopener external">渝ICP备' in html
    assert "https://beian.mps.gov.cn/#/query/webSearch?code=50010302000001" in html
    assert 'rel="license noopener external">CC BY 4.0</a>' in html


def test_a_foot_without_filing_numbers_has_no_empty_places(client):
    assert "foot__filings" not in client.get("/accessibility/").content.decode()


def scripts_of(html: str) -> list[str]:
    """Where they come from, in their order; a data block is no script."""
    tags = [tag for tag in re.findall(r"<script[^>]*>", html) if "application/ld+json" not in tag]
    return [re.search(r'src="/static/([^"?]+)', tag)[1] for tag in tags]


def test_every_page_asks_for_one_stylesheet_and_hardly_any_script(client, commitment):
    """One module at most; where parts of the page are swapped, htmx before it."""
    ordinary = [
        *("/", "/roundtables/", "/commentaries/", "/initiatives/", "/people/", "/organisations/"),
        *("/methodology/", "/corrections/", "/accessibility/", "/no-such-page/", "/en/"),
        commitment.get_absolute_url(),
        f"{commitment.get_absolute_url()}embed/",
        f"{commitment.get_absolute_url()}source/",
        commitment.speaker.get_absolute_url(),
        commitment.organisation.get_absolute_url(),
        RoundtablePage.objects.first().url,
        CommentaryPage.objects.first().url,
        InitiativePage.objects.first().url,
    ]
    swapping = ["/commitments/", "/commitments/?verdict=kept", "/search/", "/search/?q=示例"]
    for path in [*ordinary, *swapping]:
        html = client.get(path).content.decode()
        assert re.findall(r'rel="stylesheet" href="([^"]+)"', html) == [f"/static/{STYLESHEET}"]
        scripts = scripts_of(html)
        if path in swapping:
            assert re.fullmatch(r"django_htmx/htmx[\w.-]*\.js", scripts.pop(0)), path
        assert len(scripts) <= 1, (path, scripts)
        for module in scripts:
            assert f'<script type="module" src="/static/{module}"></script>' in html, path
