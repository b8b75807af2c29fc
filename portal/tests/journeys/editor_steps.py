"""What an editor does in the admin, one function per step, for journeys in a real browser."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, TimeoutError, expect

__all__ = [
    "add_correction",
    "add_guest",
    "add_statement",
    "approve",
    "fill_in_new_commitment",
    "log_in",
    "mark_sentence",
    "open_new_roundtable",
    "open_page",
    "prefilled",
    "propose",
    "publish",
    "select_text",
]

SELECT_TEXT = """
(editor, wanted) => {
  const node = [...editor.querySelectorAll("[data-text=true]")]
    .map((span) => span.firstChild)
    .find((text) => text?.data?.includes(wanted));
  const start = node.data.indexOf(wanted);
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, start + wanted.length);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}
"""
DIALOG = ".modal-body"
PUBLISHED = re.compile(r"/admin/pages/\d+/$")


def log_in(page: Page, base_url: str, username: str, password: str) -> None:
    """Reach the dashboard through the login form."""
    page.goto(f"{base_url}/admin/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.click("form button[type=submit]")
    expect(page).to_have_url(f"{base_url}/admin/")


def open_new_roundtable(page: Page, base_url: str, title: str, edition_date: str) -> None:
    """An empty roundtable under 圆桌, with its title and date filled in."""
    _open_index(page, base_url)
    page.locator("a[href$='/add_subpage/']:visible").first.click()
    page.fill("[name=title]", title)
    page.fill("[name=edition_date]", edition_date)


def open_page(page: Page, base_url: str, title: str) -> None:
    """Open a roundtable in the editor, from the list of roundtables."""
    _open_index(page, base_url)
    page.locator("main").get_by_role("link", name=title, exact=True).first.click()
    expect(page.locator("[name=title]")).to_have_value(title)


def add_guest(page: Page, name: str, title: str = "") -> None:
    """List a person among those who took part, with the title of that day."""
    number = int(page.input_value("[name=appearances-TOTAL_FORMS]"))
    page.click("#id_appearances-ADD")
    _choose_person(page, page.locator(f"#id_appearances-{number}-person-chooser"), name)
    page.fill(f"[name=appearances-{number}-title]", title)


def add_statement(page: Page, speaker: str, text: str) -> Locator:
    """Append a turn of one speaker to the body; returns its text editor."""
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.locator("[role=option]", has_text="发言").first.click()
    statement = page.locator("[data-contentpath=body] [data-contentpath=text]").last
    chooser = page.locator("[data-contentpath=body] [data-contentpath=speaker]").last
    _choose_person(page, chooser, speaker)
    editor = statement.locator(".public-DraftEditor-content")
    editor.click()
    page.keyboard.type(text)
    expect(editor).to_contain_text(text)
    return editor


def select_text(editor: Locator, text: str) -> None:
    """Select part of one paragraph, as with the mouse."""
    editor.evaluate(SELECT_TEXT, text)
    editor.page.wait_for_timeout(200)  # Draft.js listens to selectionchange with a delay


def mark_sentence(page: Page, editor: Locator, sentence: str) -> Locator:
    """Select a sentence and press 承诺; returns the dialog."""
    select_text(editor, sentence)
    page.locator("button.Draftail-ToolbarButton[name=COMMITMENT]:visible").first.click()
    dialog = page.locator(DIALOG)
    expect(dialog.get_by_role("tab", name="新建承诺")).to_be_visible()
    return dialog


def fill_in_new_commitment(dialog: Locator, **fields: str) -> None:
    """Complete the prefilled form of the second tab and save; the mark is set."""
    dialog.get_by_role("tab", name="新建承诺").click()
    form = dialog.locator(".new-commitment")
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.get_by_role("button", name="新建并标记").click()
    expect(dialog).to_have_count(0)


def prefilled(dialog: Locator) -> Mapping[str, str]:
    """What the new commitment's form says before anybody typed into it."""
    dialog.get_by_role("tab", name="新建承诺").click()
    form = dialog.locator(".new-commitment")
    names = ("quote", "summary", "speaker", "speaker_title", "organisation", "said_on")
    return {name: form.locator(f"[name={name}]").input_value() for name in names}


def publish(page: Page) -> str:
    """Publish what is in the editor; returns what the admin says to that."""
    # The text editor hands its text to the form every 250 ms, then the form saves itself: on a
    # busy machine a click in the middle of that is answered with “leave this page?”.
    page.wait_for_timeout(1000)
    for patience in (10_000, 30_000):
        expect(page.locator(".w-autosave-indicator__state--saving")).to_be_hidden(timeout=20_000)
        page.locator("footer .w-dropdown__toggle").first.click()
        page.locator("[name=action-publish]").click()
        try:
            page.wait_for_url(PUBLISHED, timeout=patience)
        except TimeoutError:
            continue  # the form was saving itself after all; an editor presses once more
        return page.locator(".messages").inner_text()
    raise AssertionError(f"没有发布：{page.url}")


def add_correction(page: Page, day: str, text: str) -> None:
    """Append a public correction to the article in the editor."""
    number = int(page.input_value("[name=corrections-TOTAL_FORMS]"))
    page.click("#id_corrections-ADD")
    page.fill(f"[name=corrections-{number}-corrected_on]", day)
    page.keyboard.press("Tab")  # out of the calendar that the field opens
    wording = page.locator(f"[name=corrections-{number}-text]")
    wording.click()
    wording.fill(text)
    wording.evaluate("element => element.scrollIntoView({block: 'center'})")


def propose(page: Page, *, verdict: str, reason: str, level: str, evidence: str) -> str:
    """Fill in a verdict with one piece of evidence; returns what the admin says to that."""
    page.get_by_role("link", name="提出新的判定").click()
    page.select_option("[name=verdict]", label=verdict)
    page.fill("[name=reason]", reason)
    page.select_option("[name=evidence-0-level]", label=level)
    page.fill("[name=evidence-0-title]", evidence)
    page.locator("footer button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/admin/assessments/$"))
    return page.locator(".messages").inner_text()


def approve(page: Page) -> str:
    """From the page of a proposal to the verdict; returns what the admin says."""
    page.get_by_role("link", name="核准……").click()
    page.get_by_role("button", name="核准并发布").click()
    page.wait_for_url(re.compile(r"/admin/assessments/$"))
    return page.locator(".messages").inner_text()


def _choose_person(page: Page, chooser: Locator, name: str) -> None:
    chooser.locator("[data-chooser-action-choose]:visible").first.click()
    dialog = page.locator(DIALOG)
    dialog.locator("[name=q]").fill(name)
    dialog.locator("a[data-chooser-modal-choice]", has_text=name).first.click()
    expect(dialog).to_have_count(0)


def _open_index(page: Page, base_url: str) -> None:
    """The list of roundtables: a title in the list above it opens the editor, so go by address."""
    page.goto(f"{base_url}/admin/pages/")
    title = page.locator("main").get_by_role("link", name="圆桌", exact=True).first
    page.goto(base_url + title.get_attribute("href").removesuffix("edit/"))
