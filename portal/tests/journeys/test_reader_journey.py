"""A reader with a phone: from the front page to a sentence, to who said it, and back."""

import re

from playwright.sync_api import Browser, expect

PHONE = {"width": 390, "height": 844}


def test_a_reader_goes_from_a_sentence_to_its_speaker_and_back(portal_site, browser: Browser):
    context = browser.new_context(viewport=PHONE, has_touch=True, locale="zh-CN")
    page = context.new_page()
    page.goto(portal_site.url)
    page.locator(".front__title a").click()
    expect(page.locator(".article__title")).to_be_visible()

    sentence = page.locator("mark.pledge").first
    words = sentence.inner_text()
    address = sentence.get_attribute("id")
    page.locator(".pledge__ref a").first.click()
    note = page.locator(".note").first
    expect(note).to_have_attribute("open", "")
    note.locator(".note__body a").first.click()

    expect(page).to_have_url(re.compile(r"/commitments/C-\d{4}-\d{4,}/$"))
    quote = page.locator(".promise__quote").inner_text()
    assert quote in words
    expect(page.locator(".ruling .seal")).to_be_visible()

    page.locator(".promise__who a").first.click()
    expect(page).to_have_url(re.compile(r"/people/[a-z0-9-]+/$"))
    expect(page.locator(".ledger__row").first).to_be_visible()
    name = page.locator("h1").inner_text()

    page.locator(".section", has_text="行动档案").locator("a").first.click()
    expect(page).to_have_url(re.compile(r"/initiatives/[a-z0-9-]+/$"))
    row = page.locator(".ledger__row", has_text=name).first
    row.locator(".ledger__what a").click()
    page.locator(".promise__source").click()

    expect(page).to_have_url(re.compile(r"/roundtables/[a-z0-9-]+/#[0-9a-f-]{36}$"))
    target = page.locator("mark:target")
    expect(target).to_be_in_viewport()
    page.goto(f"{portal_site.url}/q/{address}/")
    expect(page.locator("mark:target")).to_have_id(address)
    context.close()


def test_pages_are_complete_without_scripts(portal_site, browser: Browser):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(portal_site.url)
    page.locator(".front__title a").click()
    note = page.locator(".note").first
    note.locator("summary").click()
    note.locator(".note__body a").first.click()
    expect(page.locator(".promise__quote")).to_be_visible()
    page.goto(f"{portal_site.url}/commitments/")
    page.select_option("[name=verdict]", "unchecked")
    page.get_by_role("button", name="筛选").click()
    expect(page).to_have_url(re.compile("verdict=unchecked"))
    context.close()
