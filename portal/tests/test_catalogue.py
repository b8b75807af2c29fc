"""The English interface is complete: every word of a public page is in the catalogue."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

ROOT = settings.BASE_DIR
CATALOGUE = Path("portal", "locale", "en", "LC_MESSAGES")
TOOLS = ("xgettext", "msgfmt", "msgcat", "msgattrib", "msgunfmt")
APPS = ("portal", "initiatives", "articles", "home")
UNREAD = shutil.ignore_patterns("static", "migrations", "tests", "__pycache__", "evaluation")
PUBLIC = [
    *ROOT.glob("portal/templates/*.html"),
    *ROOT.glob("portal/templates/portal/includes/*.html"),
    *ROOT.glob("initiatives/templates/initiatives/*.html"),
    *ROOT.glob("initiatives/templates/initiatives/includes/*.html"),
    *ROOT.glob("initiatives/templates/initiatives/tips/*.html"),
    *ROOT.glob("articles/templates/articles/*.html"),
    *ROOT.glob("articles/templates/articles/includes/*.html"),
    *ROOT.glob("home/templates/home/*.html"),
]
CHINESE = re.compile(r"[\u4e00-\u9fff。；！？]")
# Between these, text is the catalogue's, or nobody reads it.
BEGINS = {"blocktranslate": "endblocktranslate", "comment": "endcomment"}


@pytest.fixture(scope="module")
def gettext_tools() -> None:
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        pytest.skip(f"没有找到 gettext 的 {missing[0]}：apt-get install gettext，跳过译文检查。")


def words_outside_the_catalogue(source: str) -> list[str]:
    found, until = [], ""
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.token_type is TokenType.BLOCK else ""
        if until:
            until = "" if name == until else until
        elif name in BEGINS:
            until = BEGINS[name]
        elif token.token_type is TokenType.TEXT and CHINESE.search(token.contents):
            found.append(token.contents.strip())
        elif name not in ("translate", "") and CHINESE.search(token.contents):
            found.append(token.contents)
    return found


def test_what_is_outside_is_seen():
    assert words_outside_the_catalogue("<p>承诺</p>") == ["<p>承诺</p>"]
    assert words_outside_the_catalogue('{% include "a.html" with empty="没有" %}')
    assert not words_outside_the_catalogue(
        '{% translate "承诺" %}{% comment %}旁注{% endcomment %}'
    )
    assert not words_outside_the_catalogue("{% blocktranslate %}第一页{% endblocktranslate %}")


@pytest.mark.parametrize("template", PUBLIC, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_public_template_speaks_chinese_by_itself(template: Path):
    assert words_outside_the_catalogue(template.read_text(encoding="utf-8")) == []


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    answer = subprocess.run(
        command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def entries(path: Path) -> str:
    """The catalogue without what depends on where and when its words were found."""
    whole = run("msgcat", "--no-location", "--sort-output", path)
    return re.sub(r'"POT-Creation-Date: .*"\n', "", whole)


def test_the_catalogue_has_every_word_and_no_other(gettext_tools, tmp_path: Path):
    for app in APPS:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=UNREAD)
    shutil.copy(ROOT / "manage.py", tmp_path)
    made = ("makemessages", "-l", "en", "--no-obsolete", "-v", "0")
    run(sys.executable, "manage.py", *made, cwd=tmp_path, VAR_DIR=str(tmp_path / "var"))
    assert entries(tmp_path / CATALOGUE / "django.po") == entries(ROOT / CATALOGUE / "django.po")


def test_nothing_in_the_catalogue_is_untranslated_or_doubtful(gettext_tools):
    catalogue = ROOT / CATALOGUE / "django.po"
    assert run("msgattrib", "--untranslated", "--no-location", catalogue) == ""
    assert run("msgattrib", "--only-fuzzy", "--no-location", catalogue) == ""


def test_the_compiled_catalogue_is_the_one_that_is_read(gettext_tools, tmp_path: Path):
    run("msgfmt", "--check-format", "-o", tmp_path / "django.mo", ROOT / CATALOGUE / "django.po")
    compiled = run("msgunfmt", "--sort-output", ROOT / CATALOGUE / "django.mo")
    assert compiled == run("msgunfmt", "--sort-output", tmp_path / "django.mo")
