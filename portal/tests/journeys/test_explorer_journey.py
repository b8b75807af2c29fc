"""A reader in the explorer of commitments, with and without scripts."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.once


def test_a_reader_filters_the_ledger_and_reads_in_english(portal_site, phone: Page):
    phone.goto(f"{portal_site.url}/commitments/")
    everything = phone.locator("#ledger-status").inner_text()
    phone.locator(".choices__drawer > summary").click()
    phone.locator("#verdict-kept").check()
    if not phone.context.has_scripts:
        phone.get_by_role("button", name="看结果").click()
    expect(phone).to_have_url(re.compile("verdict=kept"))
    expect(phone.locator("#ledger-status")).not_to_have_text(everything)
    shown = phone.locator(".ledger__row").count()
    phone.get_by_role("link", name="English").click()
    expect(phone).to_have_url(re.compile("/en/commitments/.*verdict=kept"))
    expect(phone.locator(".ledger__row")).to_have_count(shown)
    expect(phone.locator(".ledger__state .seal").first).to_have_text("Kept")
    phone.locator(".ledger__what a").first.click()
    expect(phone).to_have_url(re.compile("/en/commitments/C-"))


def test_the_explorer_swaps_without_losing_the_reader(portal_site, browser: Browser):
    """The address follows, the focus stays, the number is announced, back works."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    loads = []
    page.on("load", lambda _page: loads.append(1))
    page.goto(f"{portal_site.url}/commitments/")
    everything = page.locator("#ledger-status").inner_text()
    page.locator("#more-topic > summary").click()
    page.locator("#verdict-too_early").check()
    expect(page).to_have_url(re.compile(r"\?verdict=too_early$"))
    expect(page.locator("#ledger-status")).not_to_have_text(everything)
    expect(page.locator("#verdict-too_early")).to_be_focused()
    page.locator("#verdict-unchecked").check()
    expect(page.locator("#more-topic")).to_have_attribute("open", "")
    page.locator("#chip-1").click()
    expect(page).to_have_url(re.compile(r"\?verdict=too_early$"))
    page.locator("#chip-1").click()
    expect(page).to_have_url(re.compile("/commitments/$"))
    expect(page.locator("#found-head")).to_be_focused()
    page.go_back()
    expect(page.locator("#verdict-too_early")).to_be_checked()
    page.fill("#id_q", "示例")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?verdict=too_early&q="))
    assert len(loads) == 1


def test_nothing_that_is_chosen_quickly_is_lost(portal_site, browser: Browser):
    """However slow the answers come: what was ticked meanwhile, and words not yet sent."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route("**/commitments/?*", lambda route: (time.sleep(0.3), route.continue_()))
    page.goto(f"{portal_site.url}/commitments/")
    for verdict in ("unchecked", "too_early", "kept"):
        page.locator(f"#verdict-{verdict}").check()
    expect(page).to_have_url(re.compile(r"\?verdict=unchecked&verdict=too_early&verdict=kept$"))
    page.locator("#id_q").press_sequentially("示例")
    page.locator("#kind-number").check()
    expect(page).to_have_url(re.compile(r"verdict=kept&kind=number&q=[^&]+$"))
    expect(page.locator("#kind-number")).to_be_checked()
    before = page.evaluate("history.length")
    page.fill("#id_q", "")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"verdict=kept&kind=number$"))
    assert page.evaluate("history.length") == before + 1


def test_a_small_screen_shows_the_answer_when_it_is_asked_for(portal_site, phone: Page):
    phone.goto(f"{portal_site.url}/commitments/")
    phone.locator(".choices__drawer > summary").tap()
    phone.locator("#verdict-kept").check()
    button = phone.get_by_role("button", name="看结果")
    expect(button).to_be_in_viewport()
    if phone.context.has_scripts:
        expect(phone.locator("#choices-total")).not_to_have_text(re.compile("67"))
    button.tap()
    expect(phone).to_have_url(re.compile("verdict=kept"))
    expect(phone.locator("#verdict-kept")).to_be_hidden()
    if phone.context.has_scripts:
        expect(phone.locator("#found-head")).to_be_in_viewport()
