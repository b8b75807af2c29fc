"""`manage.py generate_load --commitments N`: fictional volume for benchmarks."""

from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.load.loading import already_there, load

MOST = 900_000


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST:
        raise ArgumentTypeError(f"请写 1 到 {MOST} 之间的整数，收到的是“{text}”")
    return int(text)


class Command(BaseCommand):
    help = "装入大量虚构的承诺，供测速用：同样的数目总是同样的内容；中断后再执行，从断处继续。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--commitments", type=_number, required=True, help="一共要有多少项")
        parser.add_argument(
            "--into-public-site", action="store_true", help="在对外的网站里也装入（不可撤回）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PUBLIC and not options["into_public_site"]:
            raise CommandError(
                "这是对外的网站，装入的虚构承诺会刊出。测速请另建数据库；"
                "确实要装在这里，请加 --into-public-site。"
            )
        if already_there() >= options["commitments"]:
            self.stdout.write(f"已有 {already_there()} 项，不再添加。")
            return
        for done in load(options["commitments"]):
            if options["verbosity"]:
                self.stdout.write(f"   {done} 项")
        if options["verbosity"]:
            self.stdout.write("装好了。要能查到，请再执行：manage.py update_index")
