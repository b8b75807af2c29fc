"""`manage.py remove_leftover_files`: uploads that belong to nothing; once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from initiatives.leftover_files import remove_leftover_files


class Command(BaseCommand):
    help = "删去不属于任何申报的上传文件（保存到一半时中断留下的）。可以反复执行。"

    def handle(self, *args: Any, **options: Any) -> None:
        removed = remove_leftover_files()
        if removed:
            self.stdout.write(f"删去 {removed} 个无主的文件。")
