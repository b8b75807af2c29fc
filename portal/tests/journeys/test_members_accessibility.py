"""WCAG 2.2 AA where associations report and organisations answer, in every state of a return."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from .test_accessibility import WCAG

pytestmark = pytest.mark.once

RULES = {"runOnly": {"type": "tag", "values": WCAG}}
LOOKS = {
    "light-phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
    "dark-desk": {"color_scheme": "dark", "viewport": {"width": 1440, "height": 900}},
}

PAGES = [
    "",
    "commitments/",
    "roll/",
    "messages/",
    "upload/",
    "returns/",
    "reports/",
    "password/",
    "password/reset/",
]
# One row each: ready, to be mended, to be confirmed, left blank; headings of one's own.
MIXED = """承诺编号,数据日期,完成值,进展说明
{0},2026-09-30,,有进展
{1},2026-02-30,约5,
{2},2099-01-01,,x
{3},,,
"""
OWN = "承诺编码,日期,产量\n{0},2026-09-30,5\n"
INVITE = """
from django.utils.timezone import localdate
from initiatives.models import Commitment, Reply
from initiatives.right_of_reply.rules import invite
from portal.models import User
reply = Reply.objects.create(commitment=Commitment.objects.first(), invited_on=localdate())
print(invite(reply, User.objects.first(), expires_on=localdate()).partition("/reply/")[2])
"""


@pytest.fixture(params=LOOKS)
def reporter(request, browser: Browser, portal_site) -> Iterator[Page]:
    context = browser.new_context(**LOOKS[request.param], reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{portal_site.url}/members/login/")
    username, password = portal_site.accounts["association"]
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.click("form button[type=submit]")
    expect(page).to_have_url(f"{portal_site.url}/members/")
    yield page
    context.close()


def faults(page: Page) -> list:
    """What axe finds on the page as it is, and whether it is wider than the screen."""
    found = [
        (page.url, violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in Axe().run(page, options=RULES).response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append((page.url, "wider than the screen"))
    return found


def upload(page: Page, base_url: str, text: str) -> None:
    page.goto(f"{base_url}/members/upload/")
    file = {"name": "表.csv", "mimeType": "text/csv", "buffer": text.encode("utf-8-sig")}
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.locator("h1")).not_to_contain_text("上传")


def test_axe_finds_nothing_in_the_associations_area(portal_site, reporter: Page):
    page, base_url = reporter, portal_site.url
    found = []
    for address in PAGES:
        page.goto(f"{base_url}/members/{address}")
        found += faults(page)
    page.goto(f"{base_url}/members/commitments/")
    codes = page.locator(".book__code").all_inner_texts()
    page.goto(f"{base_url}/members/reports/new/?commitment={codes[0]}")
    found += faults(page)
    page.locator("main form button[type=submit]").click()
    found += faults(page)
    upload(page, base_url, OWN.format(*codes))
    found += faults(page)
    upload(page, base_url, MIXED.format(*codes))
    found += faults(page)
    page.goto(f"{page.url}discard/")
    found += faults(page)
    page.goto(f"{base_url}/members/reports/")
    page.locator("main a[href*='/members/reports/']").first.click()
    found += faults(page)
    assert not found, found


def test_axe_finds_nothing_where_an_organisation_answers(portal_site, reporter: Page):
    page = reporter
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", INVITE],
        cwd=settings.BASE_DIR,
        env=portal_site.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    page.goto(f"{portal_site.url}/reply/{made.stdout.strip()}")
    found = faults(page)
    page.click("main form button[value=preview]")
    expect(page.locator("[role=alert]")).to_be_visible()
    found += faults(page)
    page.fill("[name=text]", "设备已到货。")
    page.fill("[name=signature]", "办公室主任")
    page.check("[name=entitled]")
    page.click("main form button[value=preview]")
    found += faults(page)
    page.click("main form button[value=send]")
    expect(page.locator("h1")).to_have_text("已收到你的回应")
    found += faults(page)
    assert not found, found
