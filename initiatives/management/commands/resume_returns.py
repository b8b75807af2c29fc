"""`manage.py resume_returns`: go on with workbooks whose worker was killed; every minute."""

from typing import Any

from django.core.management.base import BaseCommand

from initiatives.returns.resuming import resume_stalled


class Command(BaseCommand):
    help = "把读到一半、提交到一半而无人处理的申报表重新排队。可以反复执行，不丢不重。"

    def handle(self, *args: Any, **options: Any) -> None:
        resumed = resume_stalled()
        if resumed:
            self.stdout.write(f"重新排队 {resumed} 份申报表。")
