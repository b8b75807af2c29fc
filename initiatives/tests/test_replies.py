"""What a speaker answered stays as it was said, once a verdict rests on it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate

from portal.tests.factories import UserFactory

from ..models import AppendOnlyError, Reply
from .factories import ReplyFactory, publish_verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered() -> Reply:
    """With a verdict published after the invitation."""
    reply = ReplyFactory(replied_on=dt.date(2026, 1, 20), text="正在办。", responder="办公室")
    publish_verdict(reply.commitment)
    return reply


@pytest.mark.parametrize(
    "change",
    [{"text": "没有办。"}, {"responder": "他人"}, {"invited_on": dt.date(2026, 1, 1)}],
)
def test_what_was_answered_before_a_verdict_cannot_be_altered(answered, change):
    for name, value in change.items():
        setattr(answered, name, value)
    with pytest.raises(ValidationError, match="请另记一条"):
        answered.full_clean()
    with pytest.raises(AppendOnlyError):
        answered.save()


def test_an_answer_may_come_after_the_verdict():
    reply = ReplyFactory()
    publish_verdict(reply.commitment)
    reply.text, reply.replied_on = "迟来的回答。", localdate()
    reply.full_clean()
    reply.save()


def test_before_any_verdict_slips_are_put_right():
    reply = ReplyFactory(replied_on=dt.date(2026, 1, 20), text="正在办")
    reply.text = "正在办。"
    reply.full_clean()
    reply.save()
    reply.delete()


def test_the_admin_says_why_an_answer_cannot_be_altered_or_deleted(client, answered):
    client.force_login(UserFactory(group="主编"))
    form = {
        "commitment": answered.commitment_id,
        "invited_on": answered.invited_on,
        "channel": answered.channel,
        "responder": "办公室",
        "replied_on": answered.replied_on,
        "text": "改口了。",
    }
    page = client.post(reverse("replies:edit", args=[answered.pk]), form)
    assert "请另记一条" in page.content.decode()
    page = client.post(reverse("replies:delete", args=[answered.pk]), follow=True)
    assert "不能删除" in page.content.decode()
    answered.refresh_from_db()
    assert answered.text == "正在办。"
    with pytest.raises(AppendOnlyError):
        answered.delete()
