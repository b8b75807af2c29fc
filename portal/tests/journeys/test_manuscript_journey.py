"""A manuscript is uploaded, corrected at the desk, made into drafts, published, and read."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .camera import Camera
from .editor_steps import log_in, publish

# What it clicks through is tested on either database by itself.
pytestmark = pytest.mark.once

EDITION = Path(__file__).parents[3] / "articles/evaluation/manuscripts/smart-home-edition.txt"
TITLE = "从“单品智能”到“全屋会想” 家电之城再出发"
GUEST, OLD_POST, POST = "成海", "海棠智家集团党委书记、总裁", "海棠智家集团总裁"
PROMISE = "集团今年三季度上线“海棠大脑”家居大模型"
UNWANTED = "此外，每年研发投入占营业收入的比重不低于６％。"


def test_a_manuscript_becomes_a_published_roundtable(
    portal_site, browser_page: Page, camera: Camera
):
    page, base_url = browser_page, portal_site.url
    log_in(page, base_url, *portal_site.accounts["editor"])

    upload(page, base_url, EDITION, published="2026-04-02")
    expect(page.get_by_label("文章", exact=False).first).to_be_visible()
    expect(statement(page, PROMISE)).to_have_attribute("data-kind", "statement")
    expect(page.locator("mark", has_text=PROMISE)).to_be_visible()

    page.locator(".desk-sentence mark").first.click()
    camera.take(page, "desk")
    correct_post(page)
    correct_number(page)
    drop_with_the_keyboard(page)
    page.reload()  # leaving and coming back keeps the work
    expect(card(page, "#desk-people", GUEST)).to_contain_text(POST)
    expect(card(page, "#desk-commitments", PROMISE)).to_contain_text("3500万户")
    expect(page.locator("mark", has_text=UNWANTED)).to_have_count(0)

    create_drafts(page)
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    editor = page.url
    page.goto(re.sub(r"/edit/.*$", "/view_draft/", editor))
    expect(page.get_by_role("heading", level=1)).to_contain_text("家电之城再出发")
    expect(page.get_by_text(PROMISE).first).to_be_visible()

    page.goto(editor)
    assert "还是草稿" in publish(page)
    page.get_by_role("link", name="核对并一并发布").click()
    expect(page.get_by_role("link", name=GUEST)).to_be_visible()
    page.get_by_role("button", name="全部发布").click()
    expect(page.locator(".messages")).to_contain_text(re.compile(r"已发布 \d+ 项承诺"))

    page.goto(f"{base_url}/roundtables/")
    page.locator("main").get_by_role("link", name=re.compile("家电之城再出发")).first.click()
    read_it(page)


def upload(page: Page, base_url: str, file: Path, published: str) -> None:
    """Through the menu, as an editor finds it."""
    page.goto(f"{base_url}/admin/")
    page.get_by_role("link", name="导入稿件").click()
    page.get_by_role("link", name="导入新稿件").first.click()
    page.locator("[name=file]").set_input_files(file)
    page.locator("[name=published]").fill(published)
    page.keyboard.press("Escape")  # the calendar that the field opens
    page.get_by_role("button", name="导入并核对").click()
    page.wait_for_url(re.compile(r"/admin/manuscripts/\d+/$"))


def statement(page: Page, words: str) -> Locator:
    return page.locator("[data-block]", has_text=words).first


def card(page: Page, within: str, words: str) -> Locator:
    return page.locator(f"{within} > .desk-card", has_text=words).first


def saved(page: Page) -> None:
    expect(page.locator("[data-desk-status]")).to_contain_text("已保存")


def correct_post(page: Page) -> None:
    guest = card(page, "#desk-people", GUEST)
    expect(guest).to_contain_text(OLD_POST)
    guest.locator("summary", has_text="修改").click()
    guest.get_by_label("见报职务").fill(POST)
    guest.get_by_role("button", name="保存").click()
    saved(page)
    expect(card(page, "#desk-people", GUEST)).not_to_contain_text(OLD_POST)


def correct_number(page: Page) -> None:
    promise = card(page, "#desk-commitments", PROMISE)
    promise.locator("summary", has_text="改数字").click()
    promise.get_by_label("数值").first.fill("3500万")
    promise.get_by_role("button", name="保存").click()
    expect(card(page, "#desk-commitments", PROMISE)).to_contain_text("3500万户")


def drop_with_the_keyboard(page: Page) -> None:
    sentence = page.locator(".desk-sentence", has_text=UNWANTED)
    sentence.focus()
    page.keyboard.press("c")
    expect(page.locator("mark", has_text=UNWANTED)).to_have_count(0)


def create_drafts(page: Page) -> None:
    page.get_by_role("link", name="创建草稿").first.click()
    expect(page.get_by_text("3 篇文章")).to_be_visible()
    page.get_by_role("button", name="创建草稿").click()
    page.wait_for_url(re.compile(r"/admin/manuscripts/\d+/$"))
    expect(page.get_by_text("这一篇已经建了草稿")).to_be_visible()


def read_it(page: Page) -> None:
    """What a reader sees: who speaks, the marked sentence, the commitment behind it."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("家电之城再出发")
    expect(page.get_by_text(POST).first).to_be_visible()
    marked = page.locator("[id]", has_text=PROMISE).last
    expect(marked).to_be_visible()
    page.locator("a[href*='/commitments/C-']").first.click()
    expect(page.locator("main")).to_contain_text("待核查")
    page.go_back()
    page.locator("a[href*='/people/']", has_text=GUEST).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(GUEST)
