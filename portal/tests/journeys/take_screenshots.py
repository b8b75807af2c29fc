"""The pictures of docs/editors.md, taken from a portal with the demo in it.

`python -m portal.tests.journeys.take_screenshots http://127.0.0.1:8000 docs/images`
"""

import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from articles import evaluation
from home.demo.accounts import ACCOUNTS

from .editor_steps import add_guest, add_statement, log_in, mark_sentence, open_new_roundtable

SENTENCE = "到2027年，我们的年产量要超过100万辆。"
SPEAKER = "葛维（示例）"
MANUSCRIPT = Path(evaluation.__file__).with_name("manuscripts") / "smart-home-edition.txt"
COLOURS = 64
SETTLE = 900  # milliseconds


class Camera:
    """Saves what the window shows, small enough for a page of documentation."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder

    def take(self, name: str) -> None:
        self.page.wait_for_timeout(SETTLE)
        path = self.folder / f"{name}.png"
        self.page.screenshot(path=path)
        Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def take_all(page: Page, site: str, folder: Path) -> None:
    camera = Camera(page, folder)
    editor = next(account for account in ACCOUNTS if account.key == "editor")
    log_in(page, site, editor.username, editor.password)
    camera.take("dashboard")
    page.goto(f"{site}/admin/snippets/initiatives/commitment/")
    camera.take("ledger")
    page.locator("td.title a, td a").first.click()
    camera.take("commitment")
    page.get_by_role("link", name="提出新的判定").click()
    camera.take("assessment")
    page.goto(f"{site}/admin/reports/broken-sources/")
    camera.take("broken-sources")
    page.goto(f"{site}/admin/manuscripts/new/")
    page.locator("[name=file]").set_input_files(MANUSCRIPT)
    page.locator("[name=published]").fill("2026-04-02")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="导入并核对").click()
    page.locator(".desk-sentence mark").first.click()
    camera.take("desk")
    open_new_roundtable(page, site, "示例圆桌：写给手册", "2025-09-29")
    add_guest(page, SPEAKER, "董事长")
    text = add_statement(page, SPEAKER, f"脚跟已经站稳。{SENTENCE}谢谢大家。")
    camera.take("statement")
    mark_sentence(page, text, SENTENCE)
    camera.take("mark")


def main(site: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        take_all(context.new_page(), site.rstrip("/"), folder)
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
