"""WCAG 2.2 AA by axe in a real browser, light and dark, phone and desk; and no outside request."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.once

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}
LOOKS = {
    "light-phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
    "dark-desk": {"color_scheme": "dark", "viewport": {"width": 1440, "height": 900}},
}
FIXED = [
    "/",
    "/roundtables/",
    "/commentaries/",
    "/initiatives/",
    "/people/",
    "/organisations/",
    "/commitments/",
    "/commitments/?verdict=xyz&q=不存在的词",
    "/search/",
    "/search/?q=汽车",
    "/methodology/",
    "/corrections/",
    "/no-such-page/",
]
# On an index page, the first links of this form lead to pages of this type.
FOUND = {
    "/roundtables/": r"^/roundtables/[^/]+/$",
    "/commentaries/": r"^/commentaries/[^/]+/$",
    "/initiatives/": r"^/initiatives/[^/]+/$",
    "/people/": r"^/people/[^/]+/$",
    "/organisations/": r"^/organisations/[^/]+/$",
    "/commitments/": r"^/commitments/C-[^/]+/$",
    "/commitments/?verdict=behind": r"^/commitments/C-[^/]+/$",
    "/commitments/?verdict=not_kept": r"^/commitments/C-[^/]+/$",
}
EACH = 3


@pytest.fixture(params=LOOKS, scope="module")
def reader(request, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**LOOKS[request.param], reduced_motion="reduce")
    page = context.new_page()
    page.outside = []
    page.on("request", lambda sent: page.outside.append(sent.url))
    page.problems = []
    page.on("console", lambda message: page.problems.append((message.type, message.text)))
    yield page
    context.close()


def _addresses(page: Page, site: str) -> list[str]:
    """Every fixed address, and a few pages of every type."""
    addresses = list(FIXED)
    for index, form in FOUND.items():
        page.goto(site + index)
        links = page.eval_on_selector_all("main a", "all => all.map(a => a.pathname)")
        fitting = dict.fromkeys(link for link in links if re.match(form, link))
        assert fitting, f"{index} 没有指向 {form} 的链接"
        addresses += list(fitting)[:EACH]
    return list(dict.fromkeys(addresses))


def test_axe_finds_nothing_on_any_public_page(portal_site, reader: Page):
    found = []
    for address in _addresses(reader, portal_site.url):
        reader.goto(portal_site.url + address)
        for violation in Axe().run(reader, options=RULES).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            found.append((address, violation["id"], nodes))
    assert not found, found


def test_pages_fit_the_screen_and_ask_nobody_else(portal_site, reader: Page):
    host = urlsplit(portal_site.url).netloc
    for address in _addresses(reader, portal_site.url):
        reader.goto(portal_site.url + address)
        assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert {urlsplit(url).netloc for url in reader.outside if not url.startswith("data:")} == {host}
    assert not [text for kind, text in reader.problems if kind == "error" and "404" not in text]
