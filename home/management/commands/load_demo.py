"""`manage.py load_demo`: the real edition and the fictional set, ready to click through."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.timezone import localdate

from articles.models import RoundtablePage
from home.demo.accounts import ACCOUNTS
from home.demo.edition import edition
from home.demo.loader import Loader, load_accounts
from home.demo.samples import samples
from home.models import HomePage, NewsroomSettings

NOTICE = "演示站：标有“示例”的人物、机构与承诺均为虚构；真实报道只取事实与数字，引语为转述。"


class Command(BaseCommand):
    help = "装入示例内容：一期真实报道（转述）和一组虚构示例。可以反复执行，不会重复。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--public-passwords",
            action="store_true",
            help="在非开发环境也装入：示例账号的密码是公开的",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PUBLIC and not options["public_passwords"]:
            raise CommandError(
                "示例账号的密码是公开的，所以只在开发环境装入。"
                "确实要在别处装入，请加 --public-passwords。"
            )
        with transaction.atomic():
            loader = Loader(load_accounts())
            today = localdate()
            real, sample = edition(today), samples(today)
            for name, content in (("真实报道", real), ("虚构示例", sample)):
                done = "装入" if loader.load(content) else "已在，不再改动"
                number = len(content.commitments)
                self.stdout.write(f"   {name}：{len(content.articles)} 篇、{number} 项承诺，{done}")
            self._front_page(real.articles[0].title)
        for account in ACCOUNTS:
            self.stdout.write(
                f"   {account.group}　{settings.WAGTAILADMIN_BASE_URL}{account.desk}　"
                f"用户名 {account.username}　密码 {account.password}"
            )

    @staticmethod
    def _front_page(lead: str) -> None:
        """The demo's notice, and the real roundtable in the lead, unless an editor chose."""
        newsroom = NewsroomSettings.load()
        if not newsroom.notice:
            newsroom.notice = NOTICE
            newsroom.save()
            HomePage.objects.filter(lead=None).update(
                lead=RoundtablePage.objects.filter(title=lead).first()
            )
