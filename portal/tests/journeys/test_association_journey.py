"""A return: out as a workbook, back filled in, mended on the page, reviewed, and in public."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from initiatives.workbooks.columns import COLUMNS

from .camera import Camera
from .editor_steps import log_in

# What it clicks through is tested on either database by itself.
pytestmark = pytest.mark.once

COLUMN = {column.key: number for number, column in enumerate(COLUMNS, 1)}
FIRST_ROW = 3
YESTERDAY = dt.date.today() - dt.timedelta(days=1)
# Summary of a commitment → what the association types: 元 for 万元, a fall, a number that is none.
PRICE = "单台无人集卡的价格降到60万元以下"
SHORE_POWER = "码头岸电使用率提高到90%"
CONSULTING = "中小船东的咨询5个工作日内答复"
TYPED = {
    PRICE: {"value": 710000, "note": "第三批合同的均价"},
    SHORE_POWER: {"value": 70, "note": "两个码头停用改造"},
    CONSULTING: {"value": "约6", "note": "按工单系统统计"},
}
NOTE = TYPED[PRICE]["note"]


@pytest.fixture
def association_page(browser: Browser) -> Iterator[Page]:
    """Somebody at the association, at a window of their own."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", accept_downloads=True
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, errors


def enter(page: Page, base_url: str, username: str, password: str) -> None:
    page.goto(f"{base_url}/members/")
    expect(page).to_have_url(re.compile(r"/members/login/\?next=/members/"))
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(f"{base_url}/members/")


def fill_in(path: Path) -> None:
    """As somebody would in Excel: only the cells that are open."""
    book = openpyxl.load_workbook(path)
    sheet = book["进展申报"]
    for number in range(FIRST_ROW, sheet.max_row + 1):
        typed = TYPED.get(sheet.cell(number, COLUMN["summary"]).value)
        if typed:
            for key, value in {"as_of": YESTERDAY, "filled_by": "示例填报人", **typed}.items():
                cell = sheet.cell(number, COLUMN[key])
                assert not cell.protection.locked
                cell.value = value
    book.save(path)


def row_of(page: Page, words: str) -> Locator:
    """One row of the workbook, where it is put right."""
    return page.locator(".mend > li", has_text=words)


def decide(page: Page, words: str, decision: str, reason: str = "") -> None:
    """One row of the editors' page."""
    row = page.locator("[data-review-row]", has_text=words)
    row.locator("label", has_text=re.compile(f"^{decision}$")).click()
    if reason:
        row.get_by_label("理由").fill(reason)


def open_record(page: Page, base_url: str, summary: str) -> None:
    """As any reader: through the explorer, by the words that the workbook names it with."""
    page.goto(f"{base_url}/commitments/")
    page.get_by_role("searchbox", name="查找").fill(summary)
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".chip")).to_contain_text(summary)
    # The chip is a link with the same words: it would take them back.
    page.locator(".ledger__what").get_by_role("link", name=summary).click()
    expect(page).to_have_url(re.compile(r"/commitments/C-\d{4}-\d{4,}/$"))
    expect(page.locator(".promise__quote")).to_be_visible()


def test_a_quarters_return_from_the_download_to_the_public_page(
    portal_site, browser_page: Page, association_page: Page, camera: Camera, tmp_path: Path
):
    page, base_url = association_page, portal_site.url
    enter(page, base_url, *portal_site.accounts["association"])
    camera.take(page, "members-home")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel 表").click()
    path = tmp_path / download.value.suggested_filename
    assert path.name.startswith("进展申报表-海湾港口协会")
    download.value.save_as(path)
    fill_in(path)

    page.get_by_role("link", name="上传填好的表").click()
    page.set_input_files("input[type=file]", path)
    camera.take(page, "members-upload")
    page.get_by_role("button", name="上传并检查").click()
    expect(page.locator("h1")).to_contain_text("进展申报表", timeout=20_000)
    expect(page.locator(".kinds")).to_contain_text("数值看不懂")
    camera.take(page, "members-check")
    wrong = row_of(page, CONSULTING)
    expect(wrong).to_contain_text("“约6”不是一个确定的数")
    wrong.get_by_label("完成值").fill("6")
    slip = row_of(page, PRICE)
    expect(slip).to_contain_text("是不是按“元”填了？")
    slip.get_by_label("完成值").fill("71")
    fall = row_of(page, SHORE_POWER)
    expect(fall).to_contain_text("累计数不应倒退")
    fall.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="保存这一页的改动").click()
    expect(page.locator("main")).to_contain_text("已保存：3 行没有问题了")
    page.get_by_role("button", name="提交 3 行").click()
    expect(page.locator("main")).to_contain_text("待审", timeout=20_000)
    camera.take(page, "members-sent")

    desk = browser_page
    log_in(desk, base_url, *portal_site.accounts["editor"])
    desk.goto(f"{base_url}/admin/returns/")
    camera.take(desk, "returns")
    desk.locator("main").get_by_role("link", name=path.name).first.click()
    desk.get_by_role("link", name=re.compile("审核")).first.click()
    camera.take(desk, "review")
    decide(desk, PRICE, "采用")
    decide(desk, CONSULTING, "请补充", reason="请附工单系统的导出表。")
    desk.get_by_role("button", name="保存本页的决定").click()
    expect(desk.locator(".messages")).to_contain_text(re.compile("已保存：.*采用 1 行"))

    page.goto(f"{base_url}/members/")
    expect(page.locator("main")).to_contain_text("请附工单系统的导出表。")
    open_record(page, base_url, PRICE)
    event = page.locator(".event--report", has_text=NOTE)
    expect(event).to_contain_text("71万元")
    expect(event).to_contain_text("会员自报")
    expect(event).not_to_contain_text("编辑部已核实")
    expect(page.locator(".progress")).to_contain_text("71")
    page.locator(".progress").scroll_into_view_if_needed()
    camera.take(page, "members-public")
    open_record(page, base_url, SHORE_POWER)
    expect(page.locator("main")).not_to_contain_text("两个码头停用改造")
