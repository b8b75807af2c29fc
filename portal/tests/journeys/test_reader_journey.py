"""A reader with a phone, with and without scripts: from the front page to a sentence and back."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.once

PHONE = {"width": 390, "height": 844}


def test_a_reader_goes_from_a_sentence_to_its_record_and_back(portal_site, phone: Page):
    """Home → roundtable → sentence → commitment → speaker → facing → initiative → permalink."""
    phone.goto(portal_site.url)
    phone.get_by_role("link", name=re.compile("港口“智”变")).click()
    expect(phone.locator(".article__title")).to_be_visible()

    phone.locator(".places__guest", has_text="葛维").click()
    expect(phone.locator(".turn:target .turn__who")).to_be_in_viewport()
    sentence = phone.locator("mark.pledge", has_text="岸电使用率").first
    address, words = sentence.get_attribute("id"), sentence.inner_text()
    number = sentence.get_attribute("data-note")
    sentence.locator(".pledge__ref a").click()
    note = phone.locator(f"#note-{number}")
    if phone.context.has_scripts:
        expect(note).to_have_attribute("open", "")
    else:
        note.locator("summary").click()
    note.locator(".note__body a").first.click()

    expect(phone).to_have_url(re.compile(r"/commitments/C-\d{4}-\d{4,}/$"))
    assert phone.locator(".promise__quote").inner_text() in words
    expect(phone.locator(".ruling .seal")).to_be_visible()
    commitment = phone.url
    phone.locator(".promise__who a").first.click()

    expect(phone).to_have_url(re.compile(r"/people/[a-z0-9-]+/$"))
    facing = phone.locator(".repeated").first
    expect(facing.locator(".facing__side")).to_have_count(2)
    expect(facing.locator(".shift").first).to_contain_text("调低")
    phone.locator(".section", has_text="行动档案").locator(".plain a").first.click()

    expect(phone).to_have_url(re.compile(r"/initiatives/[a-z0-9-]+/$"))
    expect(phone.locator(".reach__row")).to_have_count(3)
    phone.locator(".data summary", has_text="怎样合计").click()
    expect(phone.locator(".reach .data table")).to_contain_text("已含在")
    row = phone.locator(f'.ledger__what a[href="{commitment.removeprefix(portal_site.url)}"]')
    row.click()
    phone.locator(".promise__source").click()

    expect(phone).to_have_url(re.compile(r"/roundtables/[a-z0-9-]+/#[0-9a-f-]{36}$"))
    expect(phone.locator("mark:target")).to_be_in_viewport()
    phone.goto(f"{portal_site.url}/q/{address}/")
    expect(phone.locator("mark:target")).to_have_id(address)
    if phone.context.has_scripts:
        wash = "mark => getComputedStyle(mark).backgroundColor"
        assert phone.locator("mark:target").evaluate(wash) != "rgba(0, 0, 0, 0)"


def test_an_article_prints_with_its_commitments_and_short_addresses(
    portal_site, browser: Browser, tmp_path: Path
):
    page = browser.new_page()
    page.goto(portal_site.url)
    page.locator(".front__title a").click()
    page.emulate_media(media="print")
    host = portal_site.url.partition("://")[2]
    for gone in (".sections", ".places", ".masthead__language", ".turn__notes"):
        assert not page.locator(gone).first.is_visible(), gone
    printed = page.locator(".promises .for-print")
    assert printed.count() == page.locator(".promises .ledger__row").count() > 0
    expect(printed.first).to_be_visible()
    assert re.fullmatch(r".+/commitments/C-\d{4}-\d{4}/", printed.first.inner_text())
    assert host.partition(":")[0] in printed.first.inner_text()
    page.pdf(path=tmp_path / "article.pdf")
    assert (tmp_path / "article.pdf").stat().st_size > 10_000
    page.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Another site on this machine: its address, and the folder it serves."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", tmp_path
        server.shutdown()


def test_a_card_in_another_page_grows_to_its_content(portal_site, browser: Browser, elsewhere):
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{portal_site.url}/commitments/?verdict=not_kept")
    page.locator(".ledger__what a").first.click()
    code = page.locator("#embed-code").input_value()
    site, folder = elsewhere
    # The code names the site's own address; here it is served at another port.
    code = re.sub(r"https?://[^/]+", portal_site.url, code)
    (folder / "index.html").write_text(f"<!DOCTYPE html><body>{code}</body>", encoding="utf-8")
    page.goto(site)
    card = page.frame_locator("iframe")
    expect(card.locator(".embed__quote")).to_be_visible()
    wanted = card.locator("html").evaluate("root => Math.ceil(root.getBoundingClientRect().height)")
    expect(page.locator("iframe")).to_have_attribute("height", str(wanted))
    page.close()


def test_a_reader_copies_the_citation_with_the_day(portal_site, browser: Browser):
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{portal_site.url}/commitments/?verdict=kept")
    page.locator(".ledger__what a").first.click()
    page.get_by_role("button", name="复制引文").click()
    expect(page.locator("[data-announces]")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"\[EB/OL\].*\[\d{4}-\d{2}-\d{2}\].*/commitments/C-", copied), copied
    context.close()


README_PICTURES = {
    "readers-front": ("/", 1440, "light"),
    "readers-roundtable": ("roundtable", 1440, "light"),
    "readers-commitment": ("commitment", 390, "light"),
    "readers-person": ("person", 390, "dark"),
}


@pytest.mark.parametrize("name", README_PICTURES)
def test_the_readme_shows_what_readers_see(portal_site, browser: Browser, camera, name):
    where, width, scheme = README_PICTURES[name]
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto(portal_site.url)
    if where == "roundtable":
        page.get_by_role("link", name=re.compile("港口“智”变")).click()
        page.locator(".turn", has_text="岸电使用率").first.scroll_into_view_if_needed()
        page.evaluate("document.querySelector('mark.pledge').scrollIntoView({block: 'center'})")
    elif where != "/":
        page.goto(f"{portal_site.url}/commitments/?verdict=on_track")
        page.locator(".ledger__what a" if where == "commitment" else ".ledger__who a").first.click()
    assert f"docs/images/{name}.png" in Path("README.md").read_text(encoding="utf-8")
    camera.take(page, name, width, 900 if width > 1000 else 844)
    page.close()
