"""`manage.py forget_tip_senders`: contacts in readers' tips after a year; once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from initiatives.tips.rules import forget


class Command(BaseCommand):
    help = "删去一年前的线索里的联系方式，和隔日的来源摘要；线索本身留下。可以反复执行。"

    def handle(self, *args: Any, **options: Any) -> None:
        forgotten = forget()
        if forgotten:
            self.stdout.write(f"删去 {forgotten} 条线索的联系方式。")
