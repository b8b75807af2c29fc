"""One stylesheet made of many: found as any static file, made anew when a part changes."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from portal.stylesheets import STYLESHEET, StylesheetFinder


@pytest.fixture
def parts(settings, tmp_path: Path) -> list[Path]:
    source = tmp_path / "source"
    source.mkdir()
    settings.STATICFILES_DIRS = [source]
    settings.PUBLIC_STYLESHEETS = ["first.css", "second.css"]
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "collected"
    finders.get_finder.cache_clear()
    files = [source / "first.css", source / "second.css"]
    for number, file in enumerate(files):
        file.write_text(f"/* 第{number}份 */", encoding="utf-8")
    yield files
    finders.get_finder.cache_clear()


def _found() -> str:
    return Path(finders.find(STYLESHEET)).read_text(encoding="utf-8")


def test_the_parts_stand_in_the_order_of_the_settings(parts):
    assert _found() == "/* 第0份 */\n/* 第1份 */"


def test_a_changed_part_changes_the_whole(parts):
    _found()
    parts[1].write_text("/* 新的 */", encoding="utf-8")
    assert _found() == "/* 第0份 */\n/* 新的 */"


def test_it_is_collected_as_any_static_file(parts, settings):
    call_command("collectstatic", verbosity=0, interactive=False)
    collected = settings.STATIC_ROOT / STYLESHEET
    assert collected.read_text(encoding="utf-8") == "/* 第0份 */\n/* 第1份 */"


def test_a_part_that_is_missing_is_named(parts, settings):
    settings.PUBLIC_STYLESHEETS = ["first.css", "no-such.css"]
    assert [error.msg for error in StylesheetFinder().check()] == [
        "PUBLIC_STYLESHEETS 中的 no-such.css 不存在"
    ]


def test_other_files_are_left_to_the_other_finders():
    assert StylesheetFinder().find("portal/css/site.css") == []
