"""`manage.py send_reminders`: tell editors by e-mail what falls due; once a day, for cron."""

import datetime as dt
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate

from initiatives.reminders import Digest, digest_for, recipients, remind

WRONG_USE = 2
# A deadline months later must still be a date.
LAST_DAY = dt.date.max - dt.timedelta(days=366)


class Command(BaseCommand):
    help = "把到期、30 日内到期、90 日内到期的承诺用邮件告诉负责编辑。可以反复执行，不会重复提醒。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="只列出会发给谁、写些什么，不发信，不留记录"
        )
        parser.add_argument("--today", help="当作是这一天，如 2026-12-31；只能与 --dry-run 同用")

    def handle(self, *args: Any, **options: Any) -> None:
        today = self.today(options["today"], options["dry_run"])
        digests, failures = [], []
        for recipient in recipients(today):
            try:
                digest = (digest_for if options["dry_run"] else remind)(recipient, today)
            # Whatever the mail server answers: the others are still told.
            except Exception as error:
                failures.append(f"没有发给 {recipient.email}：{type(error).__name__} {error}")
                continue
            if digest.due:
                digests.append(digest)
        sent = [digest for digest in digests if not digest.refusal]
        if options["dry_run"]:
            for digest in sent:
                self.show(digest)
        self.sum_up(sent, "会提醒" if options["dry_run"] else "已提醒")
        self.account_for([digest for digest in digests if digest.refusal])
        if failures:
            raise CommandError("\n".join(failures))

    @staticmethod
    def today(given: str | None, dry_run: bool) -> dt.date:
        if given is None:
            return localdate()
        if not dry_run:
            raise CommandError("--today 只用来试看，请与 --dry-run 同用。", returncode=WRONG_USE)
        try:
            day = parse_date(given)
        except ValueError:
            day = None
        if day is None or day > LAST_DAY:
            message = f"--today 要写成 年-月-日，如 2026-12-31，不能是“{given}”。"
            raise CommandError(message, returncode=WRONG_USE)
        return day

    def show(self, digest: Digest) -> None:
        message = digest.message()
        self.stdout.write(f"收件人：{digest.recipient} <{digest.recipient.email}>")
        self.stdout.write(f"主题：{message.subject}\n\n{message.body}\n{'─' * 40}")

    def sum_up(self, sent: list[Digest], done: str) -> None:
        if sent:
            number = sum(len(digest.due) for digest in sent)
            self.stdout.write(f"{done} {len(sent)} 人，共 {number} 项承诺。")
        else:
            self.stdout.write("没有要发的提醒。")

    def account_for(self, refused: list[Digest]) -> None:
        """Who has something due and hears nothing of it."""
        if refused:
            reasons = Counter(digest.refusal for digest in refused)
            said = "，".join(f"{reason} {number} 人" for reason, number in reasons.items())
            self.stdout.write(f"有承诺到期而没有提醒 {len(refused)} 人：{said}。")
