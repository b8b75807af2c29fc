"""A reader on a phone finds a sentence, narrows the ledger down, and takes it home."""

import csv
import io
import re
from pathlib import Path

import pytest
from icalendar import Calendar, Event
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.once


def test_from_a_name_by_its_sound_to_a_file_at_home(portal_site, phone: Page):
    phone.goto(f"{portal_site.url}/")
    phone.get_by_role("link", name="查找", exact=True).click()
    _find_a_person(phone)
    _find_what_was_said(phone)
    _narrow_down(phone)
    _take_home(phone)


def _find_a_person(phone: Page) -> None:
    """By pinyin: at once as a suggestion, or as the first result."""
    words = phone.locator("#q")
    words.tap()
    words.press_sequentially("zhurh", delay=30)
    if phone.context.has_scripts:
        suggestion = phone.locator(".suggestions__list a").first
        expect(suggestion).to_contain_text("朱华荣")
        suggestion.tap()
    else:
        words.press("Enter")
        expect(phone).to_have_url(re.compile(r"/search/\?q=zhurh"))
        phone.locator(".hit__title a").first.tap()
    expect(phone.locator("h1")).to_have_text("朱华荣")


def _find_what_was_said(phone: Page) -> None:
    phone.get_by_role("link", name="查找", exact=True).tap()
    phone.fill("#q", "汽车")
    phone.get_by_role("button", name="查找").tap()
    expect(phone).to_have_url(re.compile(r"/search/\?q="))
    expect(phone.locator(".hit__excerpt mark").first).to_have_text("汽车")
    phone.get_by_role("link", name=re.compile("^承诺 ")).tap()
    expect(phone).to_have_url(re.compile("kind=commitments"))
    phone.locator(".hit__title a").first.tap()
    expect(phone).to_have_url(re.compile("/commitments/C-"))
    phone.go_back()
    phone.get_by_role("link", name="在承诺簿里筛选这些承诺").tap()
    expect(phone).to_have_url(re.compile(r"/commitments/\?q="))


def _narrow_down(phone: Page) -> None:
    """By two facets, then to the table."""
    everything = _number_found(phone)
    phone.locator(".choices__drawer > summary").tap()
    _choose(phone, phone.locator("#verdict-unchecked"), "verdict=unchecked")
    some = _number_found(phone)
    assert 0 < some < everything
    _choose(phone, phone.locator("#kind-number"), "kind=number")
    few = _number_found(phone)
    assert 0 < few < some
    phone.locator("#view-table").tap()
    expect(phone.locator(".sheet tbody tr")).to_have_count(few)
    expect(phone).to_have_url(re.compile("verdict=unchecked&kind=number&q=.*&view=table"))


def _number_found(phone: Page) -> int:
    return int(re.search(r"\d+", phone.locator("#found-head").inner_text())[0])


def _choose(phone: Page, choice: Locator, asked: str) -> None:
    """A choice takes effect at once, or with the button."""
    if not phone.context.has_scripts and not choice.is_visible():
        phone.locator(".choices__drawer > summary").tap()
    choice.check()
    if not phone.context.has_scripts:
        phone.locator(".choices__actions button").tap()
    expect(phone).to_have_url(re.compile(asked))
    expect(phone.locator("#ledger-status")).to_have_text(re.compile(r"\d"))


def _take_home(phone: Page) -> None:
    """The calendar and the table of what was found hold exactly that; a commitment has its own."""
    codes = phone.eval_on_selector_all(
        ".sheet tbody th a", "all => all.map(a => a.pathname.split('/').at(-2))"
    )
    rows = _download(phone, phone.locator('.follow a[href*=".csv"]'))
    found = list(csv.DictReader(io.StringIO(rows.decode("utf-8-sig"))))
    assert [row["code"] for row in found] == codes
    assert {(row["verdict"], row["kind"]) for row in found} == {("unchecked", "number")}
    assert all(row["data_filter"].startswith("verdict=unchecked&kind=number&q=") for row in found)
    events = _events(phone)
    assert events
    assert {str(event["UID"]).partition("@")[0] for event in events} <= set(codes)
    due = str(events[0]["UID"]).partition("@")[0]
    phone.locator(f'.sheet tbody th a[href$="/{due}/"]').tap()
    expect(phone).to_have_url(re.compile(f"/commitments/{due}/"))
    own = _events(phone)
    assert [event["UID"] for event in own] == [events[0]["UID"]]
    assert due.encode() in _fetched(phone, phone.locator('.follow a[href^="/feeds/"]'))


def _events(phone: Page) -> list[Event]:
    link = phone.locator('.follow a[type="text/calendar"]')
    return Calendar.from_ical(_fetched(phone, link)).events


def _download(phone: Page, link: Locator) -> bytes:
    with phone.expect_download() as started:
        link.tap()
    return Path(started.value.path()).read_bytes()


def _fetched(phone: Page, link: Locator) -> bytes:
    """What a calendar or a reader of feeds gets at the address that the link shows."""
    response = phone.request.get(link.evaluate("link => link.href"))
    assert response.status == 200
    return response.body()


def test_suggestions_are_walked_through_by_keys(portal_site, browser: Browser):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{portal_site.url}/search/")
    words, links = page.locator("#q"), page.locator(".suggestions__list a")
    words.press_sequentially("长安")
    expect(links.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(words).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.last).to_be_focused()
    page.keyboard.press("Escape")
    expect(links).to_have_count(0)
    expect(words).to_be_focused()
    expect(words).to_have_value("长安")
