"""Which editor is told about which deadline, and the mail that tells them.

A published commitment without a final verdict is told three times at most: 90 days before its
deadline, 30 days before, on the day. Who joins late hears the most urgent of them only. One that
nobody is responsible for is told to the chief editors.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.template.loader import render_to_string
from django.urls import reverse

from portal.addresses import absolute_url
from portal.models import User

from .enums import UNDECIDED_VERDICTS, ReminderStage
from .models import Commitment, Reminder
from .permissions import reads_ledger

__all__ = ["Digest", "DueCommitment", "digest_for", "recipients", "remind"]

CHIEF_EDITORS = "主编"
UNASSIGNED = "还没有负责编辑"
# Shorter than SQLite waits for a lock: the mail is sent inside the transaction.
MAIL_TIMEOUT_SECONDS = 15


@dataclass(frozen=True)
class DueCommitment:
    """One commitment that reached a stage; negative `days_left` are days since the deadline."""

    commitment: Commitment
    stage: ReminderStage
    days_left: int

    @property
    def time_left(self) -> str:
        """How an editor would say it."""
        if self.days_left > 0:
            return f"还有 {self.days_left} 天"
        return f"已过 {-self.days_left} 天" if self.days_left else "今天到期"

    @property
    def edit_url(self) -> str:
        name = "wagtailsnippets_initiatives_commitment:edit"
        return absolute_url(reverse(name, args=[self.commitment.pk]))

    @property
    def public_url(self) -> str:
        return absolute_url(self.commitment.get_absolute_url())


@dataclass(frozen=True)
class Digest:
    """All that one person is told in one mail; `refusal` says why they are not."""

    recipient: User
    due: tuple[DueCommitment, ...]
    refusal: str = ""

    @property
    def subject(self) -> str:
        """The counts, most urgent first: 【言诺】3 项承诺到期，5 项 30 日内到期."""
        stages = [one.stage for one in self.due]
        counts = [(stages.count(stage), stage.label) for stage in ReminderStage]
        said = [f"{number} 项{_apart(label)}" for number, label in counts if number]
        first = said[0].replace("项", "项承诺", 1)
        return f"【{settings.WAGTAIL_SITE_NAME}】{'，'.join([first, *said[1:]])}"

    @property
    def sections(self) -> Iterator[tuple[str, list[DueCommitment]]]:
        """Heading and rows: one's own by urgency, then what nobody is responsible for."""
        own = [one for one in self.due if one.commitment.responsible_id]
        parts = [
            (stage.label, [one for one in own if one.stage == stage]) for stage in ReminderStage
        ]
        nobodys = [one for one in self.due if not one.commitment.responsible_id]
        return ((heading, rows) for heading, rows in [*parts, (UNASSIGNED, nobodys)] if rows)

    def message(self) -> EmailMultiAlternatives:
        context = {
            "digest": self,
            "newsroom": settings.WAGTAIL_SITE_NAME,
            "account_url": absolute_url(reverse("wagtailadmin_account")),
        }
        message = EmailMultiAlternatives(
            self.subject,
            render_to_string("initiatives/email/reminder.txt", context),
            to=[self.recipient.email],
            connection=get_connection(timeout=MAIL_TIMEOUT_SECONDS),
        )
        html = render_to_string("initiatives/email/reminder.html", context)
        message.attach_alternative(html, "text/html")
        return message


def recipients(today: dt.date) -> QuerySet[User]:
    """Whoever may have to be told something; a digest knows whether there is anything new."""
    due = _due(today)
    answers_for = Exists(due.filter(responsible=OuterRef("pk")))
    steps_in = Q(groups__name=CHIEF_EDITORS) & Exists(due.filter(responsible=None))
    return User.objects.filter(answers_for | steps_in).distinct().order_by("pk")


def digest_for(recipient: User, today: dt.date) -> Digest:
    """What reached a stage that this person hasn't been told about; changes nothing."""
    answers_for = Q(responsible=recipient)
    if recipient.is_active and recipient.groups.filter(name=CHIEF_EDITORS).exists():
        answers_for |= Q(responsible=None)
    told = Reminder.objects.filter(
        commitment=OuterRef("pk"),
        recipient=recipient,
        deadline=OuterRef("deadline"),
        stage__lte=OuterRef("stage"),
    )
    commitments = (
        _due(today)
        .filter(answers_for)
        .exclude(Exists(told))
        .select_related("speaker")
        .order_by("deadline", "pk")
    )
    due = tuple(
        DueCommitment(one, ReminderStage(one.stage), (one.deadline - today).days)
        for one in commitments
    )
    return Digest(recipient, due, _refusal(recipient))


@transaction.atomic
def remind(recipient: User, today: dt.date) -> Digest:
    """Write down what is told, then send it; when the mail fails nothing is written down.

    The lock lets a second run wait for the first, and then find nothing new.
    """
    recipient = User.objects.select_for_update(no_key=True).get(pk=recipient.pk)
    digest = digest_for(recipient, today)
    if digest.due and not digest.refusal:
        Reminder.objects.bulk_create(
            Reminder(
                commitment=one.commitment,
                recipient=recipient,
                deadline=one.commitment.deadline,
                stage=one.stage,
            )
            for one in digest.due
        )
        digest.message().send()
    return digest


def _due(today: dt.date) -> QuerySet[Commitment]:
    """Published and undecided, with the most urgent `stage` that each has reached."""
    by_urgency = [
        When(deadline__lte=today + dt.timedelta(days=stage), then=Value(stage))
        for stage in ReminderStage
    ]
    furthest = today + dt.timedelta(days=max(ReminderStage))
    return (
        Commitment.objects.public()
        .filter(deadline__lte=furthest)
        .with_verdict()
        .filter(current_verdict__in=UNDECIDED_VERDICTS)
        .annotate(stage=Case(*by_urgency))
    )


def _refusal(recipient: User) -> str:
    """Why no mail goes to this person."""
    if not recipient.is_active:
        return "账号已停用"
    if not recipient.email:
        return "没有填邮箱"
    if not recipient.due_reminders:
        return "自己关掉了提醒"
    return "" if reads_ledger(recipient) else "不能再进后台看承诺"


def _apart(label: str) -> str:
    """A label that begins with a digit stands apart from the word before it."""
    return f" {label}" if label[0].isdigit() else label
