"""`manage.py import_manuscript FILE --published YYYY-MM-DD`: copy in, drafts out."""

import datetime as dt
import json
import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from articles.drafting import DraftingError, DraftReport, create_drafts
from articles.intake import take_in
from articles.manuscripts.parser import understand
from articles.manuscripts.reading import MAX_BYTES, ManuscriptError, Reading, read_file
from articles.manuscripts.refusals import check_size
from articles.manuscripts.understanding import Kind, Understanding
from articles.matching import NEW, MatchState, match_people
from articles.models import Manuscript
from initiatives.models import Person

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DECISION = re.compile(rf"(?P<name>[^=＝]+)[=＝](?P<identity>[1-9]\d{{0,17}}|{NEW})")
STDIN = "-"
KINDS = {Kind.ROUNDTABLE: "圆桌", Kind.ROUNDUP: "热议", Kind.COMMENTARY: "评论"}


class Command(BaseCommand):
    """Does what the desk 导入稿件 does, without its corrections."""

    help = "导入一份报纸原稿（.txt 或 .docx），建立文章、人物、机构和承诺的草稿。"
    requires_system_checks: list[str] = []  # `--dry-run` needs no database, not even to check it

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="稿件文件；“-”表示从标准输入读")
        parser.add_argument(
            "--published",
            required=True,
            metavar="YYYY-MM-DD",
            help="见报日期；“今年”“明年6月前”等从这一天算起",
        )
        parser.add_argument("--dry-run", action="store_true", help="只看理解的结果，什么都不写")
        parser.add_argument("--json", action="store_true", help="把理解的结果写成一个 JSON 对象")
        parser.add_argument(
            "--person",
            action="append",
            default=[],
            metavar="姓名=编号|new",
            help="同名时选定已有的人物，或定为新人物（new）；可以重复",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for stream in (self.stdout, self.stderr):
            if reconfigure := getattr(stream, "reconfigure", None):
                reconfigure(encoding="utf-8", errors="backslashreplace")
        published = self._day(options["published"])
        decisions = dict(map(self._decision, options["person"]))
        reading, name = self._read(options["file"])
        if options["dry_run"]:
            understanding = understand(reading.text, published)
            self._tell_understanding(understanding, reading.encoding, as_json=options["json"])
            return
        manuscript = take_in(reading, name, published, None)
        if options["json"]:
            self._tell_understanding(manuscript.understanding, reading.encoding, as_json=True)
        self.told = self.stderr if options["json"] else self.stdout
        if decisions:
            self._decide(manuscript, decisions)
        try:
            report = create_drafts(manuscript, None)
        except DraftingError as error:
            raise CommandError(
                "\n".join([*error.messages, "没有建草稿；稿件已经收下。", self._where(manuscript)])
            ) from error
        self._tell_report(report)

    @staticmethod
    def _day(text: str) -> dt.date:
        try:
            if DAY.fullmatch(text):
                return dt.date.fromisoformat(text)
        except ValueError:
            pass
        raise CommandError(f"见报日期“{text}”不对，请写成 2025-09-29 这样的日期。")

    @staticmethod
    def _decision(text: str) -> tuple[str, str]:
        match = DECISION.fullmatch(text.strip())
        if not match:
            raise CommandError(f"--person “{text}”不对，请写成“张伟=12”或“张伟=new”。")
        return match["name"].strip(), match["identity"]

    @staticmethod
    def _read(file: str) -> tuple[Reading, str]:
        """The text, and the name that it is kept under."""
        path = Path(file)
        try:
            if file == STDIN:
                return read_file(sys.stdin.buffer.read(MAX_BYTES + 1), "标准输入"), ""
            if path.is_dir():
                raise CommandError(f"“{file}”是文件夹，请指定其中的一个文件。")
            check_size(path.stat().st_size)
            with path.open("rb") as source:
                name = os.fsencode(path.name).decode("utf-8", "replace")
                return read_file(source.read(MAX_BYTES + 1), name), name
        except FileNotFoundError as error:
            raise CommandError(f"没有找到文件“{file}”，请检查路径。") from error
        except (OSError, ValueError) as error:
            raise CommandError(f"读不了文件“{file}”，请检查路径和权限。（{error}）") from error
        except ManuscriptError as error:
            raise CommandError(error.message) from error

    def _decide(self, manuscript: Manuscript, decisions: dict[str, str]) -> None:
        """Keep what `--person` says, for those whom nobody can tell otherwise."""
        pks = [identity for identity in decisions.values() if identity != NEW]
        known = {str(pk) for pk in Person.objects.filter(pk__in=pks).values_list("pk", flat=True)}
        if missing := [pk for pk in pks if pk not in known]:
            raise CommandError(f"没有编号为 {'、'.join(missing)} 的人物。{self._where(manuscript)}")
        with transaction.atomic():
            manuscript = Manuscript.objects.select_for_update().get(pk=manuscript.pk)
            understanding = manuscript.understanding
            named = {one.name for part in understanding.articles for one in part.participants}
            if strange := [name for name in decisions if name not in named]:
                raise CommandError(f"稿件里没有认出“{'、'.join(strange)}”。")
            for article in understanding.articles:
                matches = match_people(article)
                asked = [
                    one
                    for one in article.participants
                    if one.name in decisions and matches[one.key].state == MatchState.AMBIGUOUS
                ]
                for name, number in Counter(one.name for one in asked).items():
                    if number > 1:
                        raise CommandError(
                            f"稿件里有 {number} 位“{name}”，请分别选定。{self._where(manuscript)}"
                        )
                for participant in asked:
                    participant.identity = decisions[participant.name]
            manuscript.work = understanding.to_dict()
            manuscript.version += 1
            manuscript.save()

    def _tell_understanding(
        self, understanding: Understanding, encoding: str, *, as_json: bool
    ) -> None:
        if as_json:
            self.stdout.write(json.dumps(understanding.to_answer(encoding), ensure_ascii=False))
            return
        self.stdout.write(f"编码 {encoding}，{len(understanding.articles)} 篇：")
        for article in understanding.articles:
            candidates = sum(len(block.candidates) for block in article.statements)
            self.stdout.write(
                f"   {KINDS[article.kind]}《{article.title or '无标题'}》："
                f"{len(article.participants)} 人、{len(article.sections)} 个小标题、"
                f"{len(article.statements)} 段发言、{candidates} 项承诺"
            )
            for warning in article.warnings:
                self.stdout.write(f"      提示：{warning}")
        self.stdout.write("只是看看，什么都没有写。")

    def _tell_report(self, report: DraftReport) -> None:
        for page in report.known:
            self.told.write(f"已经导入过：《{page.title}》{self._address(page.pk)}")
        for page in report.created:
            self.told.write(f"建了草稿：《{page.title}》{self._address(page.pk)}")
        if report.created:
            self.told.write(
                f"另有新人物 {len(report.people)} 位、新机构 {len(report.organisations)} 家、"
                f"承诺 {len(report.commitments)} 项，都是草稿。"
            )
        elif not report.known:
            self.told.write("没有要建的草稿：各篇都标为“不建草稿”。")
        for line in report.left_out:
            self.told.write(f"   请核对：{line}")
        for caption in report.captions:
            self.told.write(f"   图片请另行上传，说明是：{caption}")

    @staticmethod
    def _address(pk: int) -> str:
        return settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[pk])

    @staticmethod
    def _where(manuscript: Manuscript) -> str:
        """Where the manuscript waits for an editor."""
        try:
            path = reverse("manuscript_desk", args=[manuscript.pk])
        except NoReverseMatch:
            return "请在后台“导入稿件”里处理，或用 --person 姓名=编号 选定。"
        return f"请在 {settings.WAGTAILADMIN_BASE_URL}{path} 处理，或用 --person 姓名=编号 选定。"
