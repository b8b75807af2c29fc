"""What every test relies on: a browser, where it is needed, and no silent skips in CI."""

import os
import shutil
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.utils import translation
from pytest_django import DjangoDbBlocker

from portal.fonts import font_in_use
from portal.tests.databases import MigratedDatabase, on_postgresql
from portal.tests.indexing import kept_index, let_index_rest

IN_CI = os.environ.get("CI") == "true"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# A test that uses one of these meets a database without the marker saying so.
DATABASE_FIXTURES = {"db", "transactional_db", "portal_site"}

# A busy machine is slow without being wrong.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What says nothing about the database at hand is left out, not skipped.

    On SQLite: what needs PostgreSQL. On PostgreSQL: what has just run on SQLite and asks no
    database, or asks it nothing that other tests don't.
    """
    leave_out = _runs_once if on_postgresql() else _needs_postgresql
    left_out = [item for item in items if leave_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not leave_out(item)]


def _needs_postgresql(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgresql") is not None


def _runs_once(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return True
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgresql"))
    return not marked and DATABASE_FIXTURES.isdisjoint(item.fixturenames)


def _refuse_skips(report: pytest.TestReport | pytest.CollectReport) -> None:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"CI runs every test, but this one was skipped: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """With CI=true a skipped test is a failed test."""
    report = yield
    _refuse_skips(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    """With CI=true a skipped module is a failed module."""
    report = yield
    _refuse_skips(report)
    return report


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MigratedDatabase:
    """What every database of this run is a copy of."""
    own = tmp_path_factory.getbasetemp()
    return MigratedDatabase(own if worker_id == "master" else own.parent)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    migrated_database: MigratedDatabase,
) -> None:
    """Each worker works on a copy instead of migrating for itself."""
    with django_db_blocker.unblock():
        migrated_database.lend()


@pytest.fixture(autouse=True)
def _empty_caches() -> None:
    """Keys of one test's rows must not be met again in the next one's."""
    for name in settings.CACHES:
        caches[name].clear()


@pytest.fixture(autouse=True)
def _in_chinese() -> None:
    """A request under /en/ leaves its thread in English; the next test asks in Chinese again."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True, scope="session")
def _private_files_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests upload lies in a folder of their own."""
    settings.PRIVATE_ROOT = tmp_path_factory.mktemp("private")


@pytest.fixture(autouse=True, scope="session")
def _search_index_at_rest() -> None:
    """Few tests search; keeping the index costs the others half of what they write."""
    let_index_rest()


@pytest.fixture
def search_index() -> Iterator[None]:
    """What is saved can be found, as outside of tests."""
    with kept_index():
        yield


@pytest.fixture
def queued_tasks(settings) -> None:
    """Tasks wait for a worker, as in production.

    Run at once, inside the transaction that asked for them, two of them may lock the rows of the
    search index against each other.
    """
    settings.TASKS = {
        name: {"BACKEND": "django_tasks_db.DatabaseBackend"} for name in ("default", "imports")
    }


@pytest.fixture
def chinese_font() -> str:
    """What the portal's own pictures are drawn with."""
    found = font_in_use()
    if not found:
        pytest.skip("没有找到中文字体：安装 fonts-noto-cjk，跳过分享图的测试。")
    return found


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The machine's own Chromium; CHROMIUM=/path/to/it chooses another."""
    installed = filter(None, map(shutil.which, CHROMIUM_NAMES))
    found = os.environ.get("CHROMIUM") or next(installed, None)
    if not found:
        pytest.skip("没有找到 Chromium：安装 chromium，或用 CHROMIUM=路径 指明，跳过浏览器测试。")
    return found
