"""The clock of a running portal: no cron, no shell loop."""

import logging
import signal
import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

logger = logging.getLogger(__name__)

MINUTE, DAY = 60, 86_400
# Management command → seconds between two runs.
JOBS = {
    "publish_scheduled": MINUTE,
    "resume_returns": MINUTE,
    "send_reminders": DAY,
    "clearsessions": DAY,
    "prune_db_task_results": DAY,
    "remove_leftover_files": DAY,
    "forget_tip_senders": DAY,
}


class Command(BaseCommand):
    """Runs each job when it is due, until SIGTERM; one that fails does not stop the others."""

    help = (
        "每分钟发布到点的内容，每天发到期提醒、清理过期的会话、任务记录、无主的文件和线索的联系方式；"
        "一直运行，直到收到 SIGTERM。"
    )

    def handle(self, **options: Any) -> None:
        stopped = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stopped.set())
        due = dict.fromkeys(JOBS, 0.0)
        while not stopped.is_set():
            started = time.monotonic()
            for name, seconds in JOBS.items():
                if due[name] <= started:
                    due[name] = started + seconds
                    self.run(name)
            close_old_connections()
            stopped.wait(max(0, min(due.values()) - time.monotonic()))

    def run(self, name: str) -> None:
        """One job; its failure is logged and tried again when next due."""
        try:
            call_command(name, stdout=self.stdout, stderr=self.stderr)
        except Exception:
            logger.exception("定时任务 %s 失败", name)
