"""`manage.py import_manuscript`: what is printed, what is written, what is refused."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.models import Page

from initiatives.models import Commitment, Person
from initiatives.tests.factories import PersonFactory

from ..intake import take_in
from ..manuscripts.reading import read_paste
from ..models import Manuscript, RoundtablePage
from .understandings import DAY

COPY = """## 示例圆桌：抓住新风口

嘉宾

星河示例集团董事长\t王示例
远山示例银行行长\t李示例

主持人

本报记者\t杨示例

## 产业基础

星河示例集团董事长王示例表示：“产业基础已经打好。到2027年，我们的年产量将超过100万辆。”

远山示例银行行长李示例说：“明年，我们将新增贷款500亿元，支持企业转型升级。”
"""
PUBLISHED = ["--published", "2025-09-29"]
KEYS = ["kind", "title", "kicker", "column", "participants", "sections", "statements"]
KEYS += ["commitments", "warnings"]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "稿件.txt"
    path.write_text(COPY, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_manuscript", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert refused.value.returncode == 1
    return str(refused.value)


def in_shell(*arguments: str, stdin: bytes = b"", **environment: str):
    """As somebody at a terminal runs it, with no database at all."""
    return subprocess.run(
        [sys.executable, "manage.py", "import_manuscript", *arguments],
        cwd=settings.BASE_DIR,
        input=stdin,
        capture_output=True,
        env={**os.environ, "DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3", **environment},
        check=False,
    )


def answer_of(text: str) -> dict:
    answer = json.loads(text)
    assert list(answer) == ["encoding", "articles"]
    return answer


@pytest.mark.parametrize(
    "environment", [{}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}]
)
def test_a_dry_run_prints_one_object_and_needs_no_database(file, environment):
    done = in_shell(file, *PUBLISHED, "--dry-run", "--json", **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    (article,) = answer_of(done.stdout.decode("utf-8"))["articles"]
    assert list(article) == KEYS
    assert "王示例".encode() in done.stdout
    assert [one["name"] for one in article["participants"]] == ["王示例", "李示例", "杨示例"]


def test_a_file_may_come_through_standard_input_in_any_encoding():
    stdin = COPY.replace("\n", "\r\n").encode("gb18030")
    done = in_shell("-", *PUBLISHED, "--dry-run", "--json", stdin=stdin)
    assert answer_of(done.stdout.decode())["encoding"] == "gb18030"


def test_a_refusal_is_one_line_without_a_traceback():
    done = in_shell("/nowhere.txt", *PUBLISHED, "--dry-run", "--json")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "CommandError: 没有找到文件“/nowhere.txt”，请检查路径。\n"


@pytest.mark.parametrize(
    "day", ["2025-02-30", "29.9.2025", "20250929", "2025-W40-1", "", "二〇二五"]
)
def test_a_wrong_day_is_refused(file, day):
    assert "请写成 2025-09-29 这样的日期" in refusal(file, "--published", day)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "文件是空的"),
        (b" \n ", "没有文字"),
        (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
        (b"\xff\xff\xff", "第 1 行认不出文字"),
        (b"a" * 6_000_000, "太大了：有 5.8 MB，最多 5 MB"),
    ],
)
def test_a_file_that_is_no_manuscript_is_refused(tmp_path, content, message):
    path = tmp_path / "稿件.txt"
    path.write_bytes(content)
    assert message in refusal(str(path), *PUBLISHED, "--dry-run")


def test_what_cannot_be_opened_is_refused(tmp_path, monkeypatch, file):
    assert "是文件夹" in refusal(str(tmp_path), *PUBLISHED)

    def refuse(*arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "读不了文件" in refusal(file, *PUBLISHED)


@pytest.mark.parametrize("person", ["张伟", "张伟=", "=3", "张伟=0", "张伟=老张"])
def test_a_decision_that_says_nothing_is_refused(file, person):
    assert "请写成“张伟=12”或“张伟=new”" in refusal(file, *PUBLISHED, "--person", person)


def test_a_dry_run_tells_what_was_understood(file):
    told = run(file, *PUBLISHED, "--dry-run")
    assert "编码 utf-8，1 篇：" in told
    assert "《示例圆桌：抓住新风口》" in told
    assert "什么都没有写" in told


@pytest.mark.django_db
def test_a_dry_run_writes_nothing(file):
    run(file, *PUBLISHED, "--dry-run")
    run(file, *PUBLISHED, "--dry-run", "--json")
    assert not Manuscript.objects.exists()


@pytest.mark.django_db
def test_drafts_are_created_and_named_with_their_addresses(file):
    told = run(file, *PUBLISHED)
    page = RoundtablePage.objects.get()
    assert f"建了草稿：《{page.title}》{settings.WAGTAILADMIN_BASE_URL}" in told
    assert f"/pages/{page.pk}/edit/" in told
    assert "新人物 3 位、新机构 2 家、承诺 2 项" in told
    assert (Person.objects.count(), Commitment.objects.count()) == (3, 2)
    manuscript = Manuscript.objects.get()
    assert (manuscript.name, manuscript.encoding, manuscript.owner) == ("稿件.txt", "utf-8", None)


@pytest.mark.django_db
def test_json_is_the_only_thing_on_standard_output(file):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_manuscript", file, *PUBLISHED, "--json", stdout=out, stderr=err)
    assert len(answer_of(out.getvalue())["articles"]) == 1
    assert "建了草稿" in err.getvalue()
    assert RoundtablePage.objects.count() == 1


@pytest.mark.django_db
def test_the_same_file_twice_creates_nothing_twice(file, tmp_path):
    run(file, *PUBLISHED)
    pages = Page.objects.count()
    copy = tmp_path / "另存.txt"
    copy.write_bytes(COPY.replace("\n", "\r\n").encode("gb18030"))
    for again in (file, str(copy)):
        assert "已经导入过：《示例圆桌：抓住新风口》" in run(again, *PUBLISHED)
    assert Page.objects.count() == pages
    assert Manuscript.objects.count() == 1
    assert (Person.objects.count(), Commitment.objects.count()) == (3, 2)


@pytest.mark.django_db
def test_an_ambiguous_name_stops_everything_and_leaves_the_manuscript_for_the_desk(file):
    other = PersonFactory(name="王示例", title="校长", organisation__name="澜江大学")
    message = refusal(file, *PUBLISHED)
    assert f"与已有的王示例（澜江大学校长，编号 {other.pk}）同名" in message
    assert "没有建草稿；稿件已经收下" in message
    assert "--person 姓名=编号" in message
    assert not RoundtablePage.objects.exists()
    assert Manuscript.objects.count() == 1
    refusal(file, *PUBLISHED)
    assert Manuscript.objects.count() == 1


@pytest.mark.django_db
def test_an_ambiguous_name_can_be_decided(file):
    other = PersonFactory(name="王示例", title="校长", organisation__name="澜江大学")
    run(file, *PUBLISHED, "--person", f"王示例={other.pk}")
    assert Commitment.objects.filter(speaker=other).count() == 1
    assert Person.objects.filter(name="王示例").count() == 1
    manuscript = Manuscript.objects.get()
    assert manuscript.version == 2
    assert manuscript.understanding.articles[0].participants[0].identity == str(other.pk)


@pytest.mark.django_db
def test_an_ambiguous_name_can_be_somebody_new(file):
    PersonFactory(name="王示例", title="校长", organisation__name="澜江大学")
    run(file, *PUBLISHED, "--person", "王示例=new")
    assert Person.objects.filter(name="王示例").count() == 2


@pytest.mark.django_db
def test_a_decision_for_nobody_is_refused(file):
    assert "没有编号为 999 的人物" in refusal(file, *PUBLISHED, "--person", "王示例=999")
    assert "没有认出“张伟”" in refusal(file, *PUBLISHED, "--person", "张伟=new")
    assert not RoundtablePage.objects.exists()


@pytest.mark.django_db
def test_a_manuscript_without_a_name_is_called_by_its_first_line():
    reading = read_paste("\n  第一行  \n第二行\n")
    assert take_in(reading, " ", DAY, None).name == "第一行"
    assert take_in(reading, "x" * 300, DAY, None).name == "第一行"
    assert Manuscript.objects.count() == 1
