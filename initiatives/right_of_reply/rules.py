"""An answer by a secret address: sent out, received word for word, printed or withheld.

Every refusal is a `ValidationError` in Chinese. What arrives is never edited: it is printed as it
came, or not at all and for a reason in law that readers are told.
"""

import datetime as dt

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from wagtail.log_actions import log

from portal.addresses import absolute_url
from portal.mail import send_later

from ..models import Organisation, Reply, ReplyLink

__all__ = [
    "DAYS_TO_ANSWER",
    "INVITE_ACTION",
    "LONGEST_ANSWER",
    "PRINT_ACTION",
    "REVOKE_ACTION",
    "WITHHOLD_ACTION",
    "address_of",
    "invite",
    "print_answer",
    "receive",
    "revoke",
    "withhold",
]

DAYS_TO_ANSWER = 14
LONGEST_ANSWER = 2000
INVITE_ACTION = "initiatives.invite_reply"
REVOKE_ACTION = "initiatives.revoke_reply_link"
PRINT_ACTION = "initiatives.print_reply"
WITHHOLD_ACTION = "initiatives.withhold_reply"
CLOSED = "这个链接已经不能再用。"


def address_of(token: str) -> str:
    return absolute_url(reverse("reply_by_link", args=[token]))


@transaction.atomic
def invite(
    reply: Reply,
    user: AbstractBaseUser,
    *,
    organisation: Organisation | None = None,
    email: str = "",
    expires_on: dt.date,
) -> str:
    """Make an address, or a new one in place of the old; mail it when there is where to.

    Returns the address: it is shown once, only its digest is kept.
    """
    reply = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if reply.replied_on:
        raise ValidationError("这一条已经有回应，不必再请。")
    link = ReplyLink.objects.filter(reply=reply).first() or ReplyLink(reply=reply)
    if link.received_at:
        raise ValidationError("已经收到答复，请先审读。")
    token = link.new_token()
    link.organisation, link.email, link.expires_on = organisation, email, expires_on
    link.created_by, link.created_at = user, now()
    link.save()
    log(reply, INVITE_ACTION, user=user, data={"email": email, "until": expires_on.isoformat()})
    address = address_of(token)
    context = {"reply": reply, "commitment": reply.commitment, "link": link, "address": address}
    subject = f"请回应：{reply.commitment.code} {reply.commitment.summary}"
    send_later([email], subject, "initiatives/email/reply_invitation", context)
    return address


@transaction.atomic
def revoke(link: ReplyLink, user: AbstractBaseUser) -> None:
    """The address stops working; a new one may be made."""
    link = ReplyLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.received_at:
        raise ValidationError("已经收到答复，请先审读。")
    link.new_token()
    link.expires_on = localdate() - dt.timedelta(days=1)
    link.save()
    log(link.reply, REVOKE_ACTION, user=user)


@transaction.atomic
def receive(link: ReplyLink, text: str, signature: str) -> ReplyLink:
    """Keep the answer as it came; sent again before it was read, the later one counts."""
    link = ReplyLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if not link.is_open or link.reply.replied_on:
        raise ValidationError(CLOSED)
    link.received_text, link.received_from, link.received_at = text, signature, now()
    link.save()
    editor = link.created_by
    if editor and editor.is_active:
        address = absolute_url(reverse("replies:link", args=[link.reply_id]))
        send_later(
            [editor.email],
            f"收到回应，等待审读：{link.reply.commitment.code}",
            "initiatives/email/reply_received",
            {"commitment": link.reply.commitment, "address": address},
        )
    return link


@transaction.atomic
def print_answer(link: ReplyLink, user: AbstractBaseUser, *, seen: str) -> None:
    """Copy it, word for word, beside the verdict. `seen`: the hour of the answer that was read."""
    link = _to_moderate(link, seen)
    reply = link.reply
    reply.text, reply.responder = link.received_text, link.received_from
    reply.replied_on = localtime(link.received_at).date()
    reply.full_clean()
    reply.save()
    _moderated(link, user)
    log(reply, PRINT_ACTION, user=user)


@transaction.atomic
def withhold(link: ReplyLink, user: AbstractBaseUser, reason: str, *, seen: str) -> None:
    """Print that there was an answer, and by which law it is not printed."""
    link = _to_moderate(link, seen)
    link.withheld_reason = reason
    _moderated(link, user)
    log(link.reply, WITHHOLD_ACTION, user=user, data={"reason": reason})


def _to_moderate(link: ReplyLink, seen: str) -> ReplyLink:
    link = ReplyLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.received_at is None:
        raise ValidationError("还没有收到答复。")
    if link.moderated_at:
        who = link.moderated_by or "另一位编辑"
        raise ValidationError(f"{who}已于 {localtime(link.moderated_at):%H:%M} 处理过这份答复。")
    if link.received_at.isoformat() != seen:
        raise ValidationError("对方刚刚改发了一份答复，请重新看过。")
    return link


def _moderated(link: ReplyLink, user: AbstractBaseUser) -> None:
    link.moderated_by, link.moderated_at = user, now()
    link.save()
    commitment = link.reply.commitment
    send_later(
        [link.email],
        f"你的回应已处理：{commitment.code}",
        "initiatives/email/reply_moderated",
        {
            "commitment": commitment,
            "link": link,
            "address": absolute_url(commitment.get_absolute_url()),
        },
    )
