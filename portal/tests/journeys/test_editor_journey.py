"""An editor logs in, creates a roundtable, marks a sentence, publishes, and sees it in public."""

import pytest
from playwright.sync_api import Page, expect

from .camera import Camera
from .editor_steps import (
    add_guest,
    add_statement,
    fill_in_new_commitment,
    log_in,
    mark_sentence,
    open_new_roundtable,
    open_page,
    prefilled,
    publish,
    select_text,
)

# What it clicks through is tested on either database by itself.
pytestmark = pytest.mark.once

TITLE = "示例圆桌：编辑的一天"
POST = "示例汽车董事长"
SENTENCE = "到2027年，我们的年产量要超过100万辆。"


def test_an_editor_marks_a_sentence_and_a_reader_sees_it(
    portal_site, browser_page: Page, camera: Camera
):
    page, base_url = browser_page, portal_site.url
    log_in(page, base_url, *portal_site.accounts["editor"])

    open_new_roundtable(page, base_url, TITLE, "2025-09-29")
    add_guest(page, portal_site.person, POST)
    editor = add_statement(page, portal_site.person, f"脚跟已经站稳。{SENTENCE}谢谢大家。")
    camera.take(page, "statement")
    dialog = mark_sentence(page, editor, SENTENCE)
    camera.take(page, "mark")
    first = prefilled(dialog)
    assert first["quote"] == SENTENCE
    assert first["speaker"]
    assert first["speaker_title"] == POST
    assert first["said_on"] == "2025-09-29"
    fill_in_new_commitment(
        dialog,
        summary="年产量超过100万辆",
        kind="number",
        comparator="at_least",
        target="1000000",
        unit="辆",
    )
    in_editor = editor.locator(".commitment-mark")
    expect(in_editor).to_have_text(SENTENCE)
    permalink = in_editor.get_attribute("data-commitment-mark")
    assert "出处已在本文确认" in publish(page)

    page.get_by_role("link", name="实时查看").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    in_public = page.locator(f"[id='{permalink}']")
    expect(in_public).to_be_visible()
    expect(in_public).to_contain_text(SENTENCE)
    article = page.url
    page.goto(f"{base_url}/q/{permalink}/")
    expect(page).to_have_url(f"{article}#{permalink}")

    open_page(page, base_url, TITLE)
    editor = page.locator("[data-contentpath=text] .public-DraftEditor-content")
    select_text(editor, "100万")
    page.keyboard.type("90万")
    expect(editor).to_contain_text("90万")
    assert "出处失效" in publish(page)
    page.goto(f"{base_url}/admin/reports/broken-sources/")
    expect(page.locator("main")).to_contain_text("90万")
    camera.take(page, "broken-sources")
