"""A promise is judged by two people, its sentence corrected, and what was judged open again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .camera import Camera
from .editor_steps import (
    add_correction,
    add_guest,
    add_statement,
    approve,
    fill_in_new_commitment,
    log_in,
    mark_sentence,
    open_new_roundtable,
    open_page,
    propose,
    publish,
    select_text,
)

# What it clicks through is tested on either database by itself.
pytestmark = pytest.mark.once

TITLE = "示例圆桌：一年之后"
SENTENCE = "到2027年，我们要建成12座换电站。"
CORRECTED = "到2027年，我们要建成10座换电站。"
SUMMARY = "建成12座换电站"
REASON = "一年里没有一座开工，企业没有公布新的时间表。"
CORRECTION = "“建成12座换电站”应为“建成10座换电站”，编辑部转写有误。"


@pytest.fixture
def chief_page(browser: Browser, portal_site) -> Iterator[Page]:
    """The chief editor at another computer."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    page = context.new_page()
    log_in(page, portal_site.url, *portal_site.accounts["chief"])
    yield page
    context.close()


def test_a_verdict_takes_two_people_and_a_correction_reopens_it(
    portal_site, browser_page: Page, chief_page: Page, camera: Camera
):
    page, base_url = browser_page, portal_site.url
    log_in(page, base_url, *portal_site.accounts["editor"])
    camera.take(page, "dashboard")

    open_new_roundtable(page, base_url, TITLE, "2025-09-29")
    add_guest(page, portal_site.person, "示例换电董事长")
    add_statement(page, portal_site.person, f"先说结论。{SENTENCE}请大家监督。")
    publish(page)

    open_page(page, base_url, TITLE)
    editor = page.locator("[data-contentpath=text] .public-DraftEditor-content")
    dialog = mark_sentence(page, editor, SENTENCE)
    fill_in_new_commitment(dialog, summary=SUMMARY)
    assert "出处已在本文确认" in publish(page)

    open_page(page, base_url, TITLE)
    page.goto(page.url.replace("/pages/", "/articles/").replace("/edit/", "/brief/"))
    expect(page.locator("main")).to_contain_text(SENTENCE)
    camera.take(page, "brief")
    page.goto(f"{base_url}/admin/calendar/?month=2026-12")
    camera.take(page, "calendar")

    page.goto(f"{base_url}/admin/snippets/initiatives/commitment/?q={SUMMARY}")
    camera.take(page, "ledger")
    page.get_by_role("link", name=re.compile(r"C-2025-\d+")).first.click()
    code = re.search(r"C-2025-\d{4}", page.locator("main").inner_text()).group()
    camera.take(page, "commitment")
    page.get_by_role("link", name="提出新的判定").click()
    camera.take(page, "assessment")
    page.go_back()
    said = propose(
        page, verdict="停滞", reason=REASON, level="编辑部核实", evidence="记者实地走访三处选址"
    )
    assert "已提出判定" in said

    proposal = f"main a[href*='/admin/assessments/inspect/']:has-text('{code}')"
    page.locator(proposal).first.click()
    expect(page.get_by_role("link", name="核准……")).to_have_count(0)
    page.goto(page.url.replace("/inspect/", "/approve/"))
    expect(page.locator(".messages")).to_contain_text("不能自己核准")

    chief_page.goto(f"{base_url}/admin/reports/overdue/")
    chief_page.locator("tbody [data-bulk-action-checkbox]").first.check()
    expect(chief_page.get_by_role("link", name=re.compile("安排跟进"))).to_be_visible()
    camera.take(chief_page, "worklist")
    chief_page.goto(f"{base_url}/admin/")
    chief_page.locator(".yn-duty", has_text="待批判定").click()
    chief_page.get_by_role("link", name=re.compile(code)).click()
    camera.take(chief_page, "proposal")
    assert "已核准并发布" in approve(chief_page)

    page.goto(f"{base_url}/commitments/{code}/")
    expect(page.locator("main")).to_contain_text("停滞")
    expect(page.locator("main")).to_contain_text(REASON)

    open_page(page, base_url, TITLE)
    editor = page.locator("[data-contentpath=text] .public-DraftEditor-content")
    select_text(editor, "12座")
    page.keyboard.type("10座")
    expect(editor).to_contain_text(CORRECTED)
    add_correction(page, "2025-10-09", CORRECTION)
    camera.take(page, "correction")
    assert "回到待核查" in publish(page)

    page.goto(f"{base_url}/commitments/{code}/")
    main = page.locator("main")
    expect(main).to_contain_text("待核查")
    expect(main).to_contain_text("更正了这句话")
    expect(main).to_contain_text(REASON)
    page.goto(f"{base_url}/corrections/")
    expect(page.locator("main")).to_contain_text(CORRECTION)
    expect(page.locator("main")).to_contain_text(TITLE)
