"""A running portal with the demo in it, and a browser: what each journey starts from."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from home.demo.accounts import ACCOUNTS
from portal.tests.databases import MigratedDatabase
from portal.tests.postgres import free_port

from .camera import Camera

STARTING_SECONDS = 60
SPEAKER = "王志杰"
PHONE = {"width": 390, "height": 844}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys go to one worker: setting a portal up takes longer than most of them."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("portal"))


def _wait_until_healthy(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5)
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"门户没有启动：\n{log.read_text()[-3000:]}")


@dataclass(frozen=True)
class PortalSite:
    """Where it is served, who may log in (user name and password), and one person on record.

    `environment`: what another process needs to work on the same database.
    """

    url: str
    accounts: dict[str, tuple[str, str]]
    person: str
    environment: dict[str, str]


@pytest.fixture(scope="session")
def portal_site(
    tmp_path_factory: pytest.TempPathFactory, migrated_database: MigratedDatabase
) -> Iterator[PortalSite]:
    """A portal served as `make run` serves it, on a database of its own."""
    folder = tmp_path_factory.mktemp("portal")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": migrated_database.copy(folder),
        "VAR_DIR": str(folder),
    }
    subprocess.run(
        [sys.executable, "manage.py", "load_demo"],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    port, log = free_port(), folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}", server, log)
        accounts = {account.key: (account.username, account.password) for account in ACCOUNTS}
        yield PortalSite(f"http://127.0.0.1:{port}", accounts, SPEAKER, environment)
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Camera:
    """Into the folder that PICTURES names; otherwise the pictures are taken and forgotten."""
    wanted = os.environ.get("PICTURES")
    return Camera(Path(wanted) if wanted else tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """Of one module: as long as it runs, so does an event loop, and Django asks no database."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path, args=CHROMIUM_ARGUMENTS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A window of an editor's size; a test that fails in the page's own scripts fails."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())  # as an editor would: yes, leave
    yield page
    context.close()
    assert not errors, errors


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A reader's, once with scripts and once without."""
    context = browser.new_context(
        viewport=PHONE, has_touch=True, locale="zh-CN", java_script_enabled=request.param
    )
    context.has_scripts = request.param
    yield context.new_page()
    context.close()
