"""WCAG 2.2 AA by axe in a real browser: every page type and state, two widths, two themes.

And what else only a browser sees: nothing sticks out or jumps, nobody else is asked, pages are
small, the keyboard reaches everything.
"""

import gzip
import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.once

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {
    "runOnly": {"type": "tag", "values": WCAG},
    # Beyond the letter of WCAG: one h1, no level left out, everything within a landmark.
    "rules": {
        name: {"enabled": True}
        for name in ("heading-order", "page-has-heading-one", "region", "landmark-unique")
    },
}
COLOURS_ONLY = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
WIDTHS = {"phone": 390, "desk": 1440}
# As wide as a desk at 400 %.
NARROWEST = 320
HEAVIEST = 100_000  # bytes, compressed, without pictures
SHIFT = """() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntries().reduce((sum, shift) => sum + shift.value, 0))
).observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 50))"""

FIXED = [
    "/",
    "/roundtables/",
    "/commentaries/",
    "/initiatives/",
    "/people/",
    "/organisations/",
    "/commitments/",
    "/commitments/?verdict=xyz&q=不存在的词",
    "/commitments/?view=table&sort=due",
    "/data/",
    "/api/v1/",
    "/en/data/",
    "/search/",
    "/search/?q=汽车",
    "/methodology/",
    "/corrections/",
    "/accessibility/",
    "/no-such-page/",
    "/en/",
    "/en/commitments/",
    "/en/methodology/",
]
# On an index page, the first links of this form lead to pages of this type.
FOUND = {
    "/roundtables/": (r"^/roundtables/[^/]+/$", 3),
    "/commentaries/": (r"^/commentaries/[^/]+/$", 1),
    "/initiatives/": (r"^/initiatives/an-dian[^/]+/$", 1),
    "/people/": (r"^/people/ge-wei[^/]+/$", 1),
    "/organisations/": (r"^/organisations/[^/]+/$", 1),
    "/commitments/": (r"^/commitments/C-[^/]+/$", 1),
    "/commitments/?verdict=unchecked": (r"^/commitments/C-[^/]+/$", 1),
    "/commitments/?verdict=on_track": (r"^/commitments/C-[^/]+/$", 1),
    "/commitments/?verdict=not_kept": (r"^/commitments/C-[^/]+/$", 1),
    "/en/commitments/?verdict=on_track": (r"^/en/commitments/C-[^/]+/$", 1),
}


@dataclass
class Findings:
    """What was wrong, by address."""

    violations: list[tuple] = field(default_factory=list)
    too_wide: list[tuple] = field(default_factory=list)
    jumping: list[tuple] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def strained(portal_site) -> list[str]:
    """Pages with far more in them than is usual, and pages with nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "portal.tests.journeys.stress"],
        cwd=settings.BASE_DIR,
        env=portal_site.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def addresses(portal_site, browser: Browser, strained: list[str]) -> list[str]:
    """Every fixed address, and a few pages of every type."""
    page = browser.new_page()
    found = FIXED + strained
    for index, (form, number) in FOUND.items():
        page.goto(portal_site.url + index)
        links = page.eval_on_selector_all("main a", "all => all.map(a => a.pathname)")
        fitting = dict.fromkeys(link for link in links if re.match(form, link))
        assert fitting, f"{index} 没有指向 {form} 的链接"
        found = found + list(fitting)[:number]
    commitment = next(one for one in found if one.startswith("/commitments/C-"))
    page.close()
    return list(dict.fromkeys([*found, f"{commitment}source/", f"{commitment}embed/"]))


@pytest.fixture(params=WIDTHS, scope="module")
def findings(
    request, portal_site, browser: Browser, addresses: list[str], strained: list[str]
) -> Iterator[Findings]:
    width = WIDTHS[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    page, found = context.new_page(), Findings()
    page.on("request", lambda sent: found.asked.add(urlsplit(sent.url).netloc))
    page.on(
        "console",
        lambda said: found.problems.append(said.text) if said.type == "error" else None,
    )
    for address in addresses:
        page.goto(portal_site.url + address)
        _look(page, address, width, strained, found)
    yield found
    context.close()


def _look(page: Page, address: str, width: int, strained: list[str], found: Findings) -> None:
    shift = page.evaluate(SHIFT)
    if shift > 0.01:
        found.jumping.append((address, shift))
    if address in strained:
        # So many of the same parts would only take axe long.
        _fit(page, address, width, found)
        return
    _check(page, address, RULES, found)
    if width == WIDTHS["desk"]:
        # Which colours stand on which does not depend on the width.
        page.emulate_media(color_scheme="dark")
        _check(page, f"{address} (dark)", COLOURS_ONLY, found)
        page.emulate_media(color_scheme="light")
    _fit(page, address, width, found)


def _fit(page: Page, address: str, width: int, found: Findings) -> None:
    for narrower in (width, NARROWEST) if width == WIDTHS["phone"] else (width,):
        page.set_viewport_size({"width": narrower, "height": 900})
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.too_wide.append((address, narrower))
    page.set_viewport_size({"width": width, "height": 900})


def _check(page: Page, address: str, rules: dict, found: Findings) -> None:
    options = rules | {"resultTypes": ["violations"]}
    for violation in Axe().run(page, options=options).response["violations"]:
        nodes = [node["html"][:160] for node in violation["nodes"][:3]]
        found.violations.append((address, violation["id"], nodes))


def test_axe_finds_nothing_on_any_public_page(findings: Findings):
    assert not findings.violations, findings.violations


def test_pages_fit_the_screen(findings: Findings):
    assert not findings.too_wide


def test_nothing_jumps_while_a_page_loads(findings: Findings):
    assert not findings.jumping


def test_pages_ask_nobody_else_and_report_no_error(findings: Findings, portal_site):
    assert findings.asked == {urlsplit(portal_site.url).netloc}
    assert not [text for text in findings.problems if "404" not in text]


def test_no_page_is_heavy(portal_site, addresses: list[str]):
    """The page, its one stylesheet and its one script, as they would travel."""
    heaviest = 0
    for address in addresses:
        try:
            html = urllib.request.urlopen(portal_site.url + urllib.request.quote(address, "/?=&"))
        except urllib.error.HTTPError as error:
            html = error
        text = html.read().decode()
        parts = re.findall(r'(?:stylesheet" href|<script type="module" src)="([^"]+)"', text)
        assert len(parts) <= 2 or "styleguide" in address, (address, parts)
        whole = [text.encode(), *(_fetched(portal_site.url + part) for part in parts)]
        heaviest = max(heaviest, sum(len(gzip.compress(part)) for part in whole))
    assert heaviest < HEAVIEST


def _fetched(address: str) -> bytes:
    return urllib.request.urlopen(address).read()


def test_the_keyboard_reaches_everything_in_its_order(portal_site, browser: Browser):
    """The way in past the navigation, a visible focus at every stop, and no trap."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(portal_site.url)
    page.locator(".front__title a").click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    links = set(page.eval_on_selector_all("main a[href]", "all => all.map(a => a.href)"))
    reached = set()
    for _stop in range(len(links) * 4):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => {
                const it = document.activeElement, style = getComputedStyle(it);
                const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
                return {href: it.href, foot: !!it.closest("footer.foot"), seen};
            }"""
        )
        if where["foot"]:
            break
        assert where["seen"], where
        reached.add(where["href"])
    else:
        pytest.fail("Tab 走不出正文。")
    assert links <= reached
    page.close()
