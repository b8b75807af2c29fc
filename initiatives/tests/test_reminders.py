"""Deadlines that editors are told about by e-mail: who, when, once."""

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPRecipientsRefused
from threading import Barrier

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from portal.models import User
from portal.tests.factories import UserFactory

from ..enums import DeadlinePrecision, ReminderStage, Verdict
from ..models import Commitment, Reminder
from ..reminders import recipients, remind
from .factories import CommitmentFactory, ReminderFactory, ReplyFactory, publish_verdict

pytestmark = pytest.mark.django_db


def editor(**fields) -> User:
    return UserFactory(**{"group": "编辑", "email": "bianji@example.com", **fields})


def due(in_days: int, responsible: User | None = None, **fields) -> Commitment:
    """A commitment whose deadline is so many days from today."""
    return CommitmentFactory(
        deadline=localdate() + dt.timedelta(days=in_days),
        deadline_precision=DeadlinePrecision.DAY,
        responsible=responsible,
        **fields,
    )


def move_deadline(commitment: Commitment, in_days: int) -> None:
    commitment.deadline = localdate() + dt.timedelta(days=in_days)
    commitment.save()


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("send_reminders", *options, stdout=out)
    return out.getvalue()


def stages() -> set[tuple[str, int]]:
    return set(Reminder.objects.values_list("commitment__code", "stage"))


@pytest.mark.parametrize(
    ("in_days", "stage"),
    [
        (90, ReminderStage.QUARTER),
        (31, ReminderStage.QUARTER),
        (30, ReminderStage.MONTH),
        (1, ReminderStage.MONTH),
        (0, ReminderStage.DUE),
        (-12, ReminderStage.DUE),
    ],
)
def test_the_most_urgent_stage_is_told(in_days, stage):
    commitment = due(in_days, editor())
    run()
    assert stages() == {(commitment.code, stage)}
    assert len(mail.outbox) == 1


def test_nothing_is_told_before_the_first_stage():
    due(91, editor())
    CommitmentFactory(responsible=editor())
    assert "没有要发的提醒" in run()
    assert not mail.outbox


def test_each_stage_is_told_once_and_the_skipped_ones_never():
    commitment, told = due(20, editor()), []
    for days_later in (0, 1, 20, 21):
        day = localdate() + dt.timedelta(days=days_later)
        told += [remind(recipient, day) for recipient in recipients(day)]
    assert [len(digest.due) for digest in told] == [1, 0, 1, 0]
    assert stages() == {
        (commitment.code, ReminderStage.MONTH),
        (commitment.code, ReminderStage.DUE),
    }


def test_running_again_sends_nothing():
    due(30, editor())
    run()
    assert "没有要发的提醒" in run()
    assert len(mail.outbox) == 1


def test_a_moved_deadline_is_told_anew():
    commitment = due(0, editor())
    run()
    move_deadline(commitment, 60)
    run()
    assert [message.subject for message in mail.outbox] == [
        "【言诺】1 项承诺到期",
        "【言诺】1 项承诺 90 日内到期",
    ]


def test_a_deadline_that_comes_back_is_not_told_again():
    commitment = due(0, editor())
    ReminderFactory(
        commitment=commitment, recipient=commitment.responsible, stage=ReminderStage.DUE
    )
    run()
    assert not mail.outbox


def test_another_editor_who_takes_over_is_told():
    commitment = due(10, editor())
    run()
    commitment.responsible = editor(email="erbian@example.com")
    commitment.save()
    run()
    assert [message.to for message in mail.outbox] == [
        ["bianji@example.com"],
        ["erbian@example.com"],
    ]


def test_one_mail_holds_all_and_says_the_most_urgent_first():
    responsible = editor()
    quarter, month, today, past = (due(days, responsible) for days in (90, 30, 0, -12))
    assert "已提醒 1 人，共 4 项承诺" in run()
    (message,) = mail.outbox
    assert message.subject == "【言诺】2 项承诺到期，1 项 30 日内到期，1 项 90 日内到期"
    (html, _) = message.alternatives[0]
    for text in (message.body, html):
        places = [text.index(one.code) for one in (past, today, month, quarter)]
        assert places == sorted(places)
        headings = [
            text.index(words) for words in ("到期（2 项）", "30 日内到期（", "90 日内到期（")
        ]
        assert headings == sorted(headings)
        for words in ("已过 12 天", "今天到期", "还有 30 天", "还有 90 天"):
            assert words in text


def test_the_mail_leads_to_the_form_the_public_page_and_the_switch(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://promises.example"
    commitment = due(5, editor(), summary="建成 <十> 条 & 更多")
    run()
    form = reverse("wagtailsnippets_initiatives_commitment:edit", args=[commitment.pk])
    addresses = [form, commitment.get_absolute_url(), reverse("wagtailadmin_account")]
    (html, kind) = mail.outbox[0].alternatives[0]
    assert kind == "text/html"
    assert "建成 <十> 条 & 更多" in mail.outbox[0].body
    assert "建成 &lt;十&gt; 条 &amp; 更多" in html
    for address in addresses:
        assert f"https://promises.example{address}" in mail.outbox[0].body
        assert f'href="https://promises.example{address}"' in html


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (Verdict.TOO_EARLY, True),
        (Verdict.STALLED, True),
        (Verdict.KEPT, False),
        (Verdict.PARTLY_KEPT, False),
        (Verdict.NOT_KEPT, False),
        (Verdict.UNRATABLE, False),
    ],
)
def test_what_is_decided_needs_no_reminder(verdict, told):
    commitment = due(-3, editor())
    ReplyFactory(commitment=commitment)
    publish_verdict(commitment, verdict)
    run()
    assert bool(mail.outbox) is told


def test_a_draft_is_not_told():
    due(3, editor(), live=False)
    run()
    assert not mail.outbox


def test_what_nobody_is_responsible_for_goes_to_every_active_chief_editor():
    nobodys = due(3)
    chiefs = [editor(group="主编", email=f"zhubian{number}@example.com") for number in (1, 2)]
    editor(group="主编", is_active=False)
    editor()
    own = due(-1, chiefs[0])
    assert "没有提醒" not in run()
    first, second = mail.outbox
    assert [first.to, second.to] == [["zhubian1@example.com"], ["zhubian2@example.com"]]
    assert first.body.index(own.code) < first.body.index("还没有负责编辑（1 项）")
    assert first.body.index("还没有负责编辑（1 项）") < first.body.index(nobodys.code)
    assert own.code not in second.body
    assert nobodys.code in second.body


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"is_active": False}, "账号已停用 1 人"),
        ({"email": ""}, "没有填邮箱 1 人"),
        ({"due_reminders": False}, "自己关掉了提醒 1 人"),
        ({"group": "协会"}, "不能再进后台看承诺 1 人"),
    ],
)
def test_who_cannot_be_told_is_accounted_for_without_a_trace(fields, reason):
    due(0, editor(**fields))
    assert f"有承诺到期而没有提醒 1 人：{reason}。" in run()
    assert not mail.outbox
    assert not Reminder.objects.exists()


def test_who_comes_back_is_told_what_they_missed():
    away = editor(is_active=False)
    due(0, away)
    run()
    away.is_active = True
    away.save()
    run()
    assert len(mail.outbox) == 1


class HalfBroken(EmailBackend):
    """Refuses one address, as a mail server would."""

    def send_messages(self, messages: list[EmailMultiAlternatives]) -> int:
        if messages[0].to == ["weg@example.com"]:
            raise SMTPRecipientsRefused({"weg@example.com": (550, b"no such user")})
        return super().send_messages(messages)


def test_a_mail_that_fails_leaves_no_trace_and_the_others_go_on(settings):
    settings.EMAIL_BACKEND = f"{__name__}.{HalfBroken.__name__}"
    failing, other = editor(email="weg@example.com"), editor()
    due(0, failing)
    told = due(0, other)
    with pytest.raises(
        CommandError, match=r"没有发给 weg@example\.com：SMTPRecipientsRefused"
    ) as no:
        run()
    assert no.value.returncode == 1
    assert list(Reminder.objects.values_list("commitment", flat=True)) == [told.pk]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run()
    assert [message.to[0] for message in mail.outbox] == ["bianji@example.com", "weg@example.com"]


def test_a_dry_run_shows_the_mail_and_changes_nothing():
    commitment = due(40, editor())
    printed = run("--dry-run", "--today", f"{commitment.deadline:%Y-%m-%d}")
    for words in ("<bianji@example.com>", "【言诺】1 项承诺到期", commitment.code, "今天到期"):
        assert words in printed
    assert "会提醒 1 人，共 1 项承诺" in printed
    assert not mail.outbox
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("day", ["morgen", "2026-13-01", "", "9999-12-31", "2026-02-30", "²"])
def test_a_wrong_day_is_answered_in_chinese(day):
    with pytest.raises(CommandError, match="--today 要写成") as no:
        run("--dry-run", "--today", day)
    assert no.value.returncode == 2


def test_another_day_may_only_be_tried_out():
    due(0, editor())
    with pytest.raises(CommandError, match="请与 --dry-run 同用"):
        run("--today", "2026-12-31")
    assert not Reminder.objects.exists()


def test_one_recipient_costs_as_much_with_twenty_commitments_as_with_two():
    def queries(recipient: User) -> int:
        with CaptureQueriesContext(connection) as captured:
            remind(recipient, localdate())
        return len(captured)

    few, many = editor(group="主编"), editor(group="主编")
    for responsible, number in ((few, 1), (many, 10)):
        for _ in range(number):
            due(10, responsible)
    due(10)
    for_two = queries(few)
    for _ in range(9):
        due(10)
    assert queries(many) == for_two
    assert [mail.subject[4:8] for mail in mail.outbox] == ["2 项承", "20 项"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("queued_tasks")
def test_two_runs_at_the_same_moment_send_nothing_twice():
    responsible = editor()
    for _ in range(3):
        due(0, responsible)
    start = Barrier(2)

    def run_at_once(_: int) -> str:
        start.wait()
        try:
            return run()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        printed = sorted(pool.map(run_at_once, range(2)))
    assert [text.strip() for text in printed] == [
        "已提醒 1 人，共 3 项承诺。",
        "没有要发的提醒。",
    ]
    assert len(mail.outbox) == 1
    assert Reminder.objects.count() == 3


def account_form(client: Client) -> dict:
    """What the account page sends when nothing is changed on it."""
    tabs = client.get(reverse("wagtailadmin_account")).context["panels_by_tab"]
    forms = [panel.get_form() for panels in tabs.values() for panel in panels]
    fields = [form[name] for form in forms for name in form.fields]
    return {field.html_name: field.value() for field in fields if field.value()}


def test_an_editor_switches_the_mail_off_and_on(client):
    user = editor(first_name="示例")
    client.force_login(user)
    data = account_form(client)
    switch = data.pop("due_reminders-due_reminders")
    assert switch is True
    assert client.post(reverse("wagtailadmin_account"), data).status_code == 302
    user.refresh_from_db()
    assert user.due_reminders is False
    client.post(reverse("wagtailadmin_account"), {**data, "due_reminders-due_reminders": "on"})
    user.refresh_from_db()
    assert user.due_reminders is True


@pytest.mark.parametrize("role", ["记者", "编辑", "主编"])
def test_the_switch_is_shown_to_everybody_who_reads_the_ledger(client, role):
    client.force_login(UserFactory(group=role))
    assert "到期提醒" in client.get(reverse("wagtailadmin_account")).content.decode()


def test_the_switch_is_hidden_from_and_refused_to_whoever_may_not_read_the_ledger(client):
    user = editor(group=None, first_name="示例")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    data = account_form(client)
    assert "due_reminders-due_reminders" not in data
    assert client.post(reverse("wagtailadmin_account"), data).status_code == 302
    user.refresh_from_db()
    assert user.due_reminders is True


def test_an_association_has_no_account_page(client):
    client.force_login(UserFactory(group="协会"))
    assert client.get(reverse("wagtailadmin_account")).status_code == 302
