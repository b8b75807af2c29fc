"""An organisation answers by a secret address; its words are printed as they came or not at all."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from portal.tests.factories import UserFactory

from ..enums import Verdict
from ..judging import objections_to_publishing
from ..models import ReplyLink
from ..right_of_reply.rules import invite, print_answer, receive, revoke, withhold
from .factories import (
    AssessmentFactory,
    CommitmentFactory,
    ReplyFactory,
    ReplyLinkFactory,
    RepresentativeFactory,
)

pytestmark = pytest.mark.django_db
ANSWER = {
    "text": "设备已到货。\r\n\r\n下月<b>安装</b>。",
    "signature": "办公室主任 王某",
    "entitled": "on",
}


@pytest.fixture
def link():
    return ReplyLinkFactory(token="secret", email="office@example.com")


@pytest.fixture
def address():
    return reverse("reply_by_link", args=["secret"])


def send(client, address, **changes):
    return client.post(address, {**ANSWER, "step": "send", **changes})


def public_page(link):
    return Client().get(link.reply.commitment.get_absolute_url()).content.decode()


def test_an_editor_sends_the_address_out_once_and_keeps_only_its_digest(
    client, django_capture_on_commit_callbacks
):
    reply = ReplyFactory()
    client.force_login(UserFactory(group="编辑"))
    until = localdate() + dt.timedelta(days=10)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            reverse("replies:link", args=[reply.pk]),
            {"act": "invite", "email": "office@example.com", "expires_on": until.isoformat()},
        )
    html = response.content.decode()
    shown = re.search(r'value="(http\S+/reply/(\S+)/)"', html)
    [message] = mail.outbox
    assert (message.to, shown[1] in message.body) == (["office@example.com"], True)
    assert reply.commitment.quote in message.body
    stored = ReplyLink.objects.get()
    assert shown[2] not in (stored.digest, str(vars(stored)))
    again = client.get(reverse("replies:link", args=[reply.pk])).content.decode()
    assert shown[2] not in again
    assert Client().get(f"/reply/{shown[2]}/").status_code == 200


def test_the_page_shows_the_sentence_and_needs_neither_account_nor_cookie(client, link, address):
    response = client.get(address)
    html = response.content.decode()
    assert link.reply.commitment.quote in html
    assert "2099年12月31日" in html
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "csrfmiddlewaretoken" not in html


def test_what_is_written_is_read_once_more_then_kept_word_for_word(client, link, address):
    preview = client.post(address, {**ANSWER, "step": "preview"}).content.decode()
    assert "&lt;b&gt;安装&lt;/b&gt;" in preview
    assert not ReplyLink.objects.get().received_text
    response = send(Client(enforce_csrf_checks=True), address)
    assert "已收到你的回应" in response.content.decode()
    link.refresh_from_db()
    assert link.received_text == "设备已到货。\n\n下月<b>安装</b>。"
    assert link.received_from == "办公室主任 王某"


def test_until_somebody_has_read_it_the_answer_is_nowhere(client, link, address):
    send(client, address)
    html = public_page(link)
    assert "设备已到货" not in html
    assert "王某" not in html
    assert "已收到答复，正在审读" in html
    assert "未收到答复" not in html


def test_an_answer_may_be_sent_anew_until_it_was_read(client, link, address):
    send(client, address)
    assert "设备已到货" in client.get(address).content.decode()
    send(client, address, text="设备还没有到货。")
    link.refresh_from_db()
    assert link.received_text == "设备还没有到货。"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "请写下回应"),
        ({"text": "字" * 2001}, "2000"),
        ({"text": "a\0b"}, "空字符"),
        ({"signature": ""}, "请写明谁在回应"),
        ({"signature": "名" * 81}, "80"),
        ({"entitled": ""}, "请确认你受单位委托作答"),
    ],
)
def test_what_is_missing_or_too_long_is_said_and_nothing_is_lost(
    client, link, address, changes, words
):
    response = send(client, address, **changes)
    html = response.content.decode()
    assert (response.status_code, words in html) == (422, True)
    assert 'role="alert"' in html
    assert not ReplyLink.objects.get().received_at


def test_a_robot_that_fills_in_everything_is_thanked_and_forgotten(client, link, address):
    assert send(client, address, website="http://spam.example").status_code == 200
    assert not ReplyLink.objects.get().received_at


def test_an_address_takes_so_many_posts_an_hour(client, link, address):
    cache.set(f"reply-link-{link.pk}", 30)
    response = send(client, address)
    assert response.status_code == 429
    assert not ReplyLink.objects.get().received_at


@pytest.mark.parametrize("change", [{"expires_on": dt.date(2020, 1, 1)}, {"moderated": True}])
def test_a_closed_address_says_so(client, link, address, change):
    if change.pop("moderated", False):
        receive(link, "文字", "署名")
        ReplyLink.objects.update(moderated_at=now())
    ReplyLink.objects.update(**change)
    for response in (client.get(address), send(client, address)):
        assert response.status_code == 410
        assert "这个链接已经不能再用" in response.content.decode()


def test_unknown_and_revoked_addresses_and_drafts_are_not_found(client, link, address):
    assert client.get("/reply/nothing/").status_code == 404
    assert client.get(f"/reply/{'x' * 500}/").status_code == 404
    link.reply.commitment.unpublish()
    assert client.get(address).status_code == 404
    link.reply.commitment.live = True
    link.reply.commitment.save()
    revoke(link, UserFactory(group="编辑"))
    assert client.get(address).status_code == 404


def test_printing_copies_every_word_beside_the_verdict(
    client, link, django_capture_on_commit_callbacks
):
    receive(link, "设备已到货。", "办公室主任 王某")
    link.refresh_from_db()
    client.force_login(UserFactory(group="编辑"))
    page = reverse("replies:link", args=[link.reply_id])
    html = client.get(page).content.decode()
    assert "设备已到货。" in html
    form = {"act": "moderate", "decision": "print", "seen": link.received_at.isoformat()}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page, form)
    link.reply.refresh_from_db()
    assert link.reply.text == "设备已到货。"
    assert link.reply.replied_on == localdate()
    shown = public_page(link)
    assert "设备已到货。" in shown
    assert '<b lang="zh-Hans">办公室主任 王某</b>' in shown
    assert [message.to for message in mail.outbox] == [["office@example.com"]]


def test_an_answer_that_came_cannot_be_deleted_with_its_invitation(client, link):
    receive(link, "设备已到货。", "王某")
    client.force_login(UserFactory(group="主编"))
    said = client.post(reverse("replies:delete", args=[link.reply_id]), follow=True)
    assert "对方已经发来答复，这一条不能删除" in said.content.decode()
    assert ReplyLink.objects.exists()


def test_withholding_needs_a_reason_in_law_and_tells_readers(client, link):
    receive(link, "张某是骗子。", "王某")
    link.refresh_from_db()
    client.force_login(UserFactory(group="主编"))
    page = reverse("replies:link", args=[link.reply_id])
    form = {"act": "moderate", "decision": "withhold", "seen": link.received_at.isoformat()}
    assert "不刊出要写明法律原因" in client.post(page, form).content.decode()
    client.post(page, form | {"reason": "指名诽谤第三人"})
    html = public_page(link)
    assert "收到回应，因法律原因未刊出：指名诽谤第三人" in html
    assert "骗子" not in html
    assert "未收到答复" not in html


def test_the_second_editor_and_who_read_an_older_answer_are_told(link):
    receive(link, "第一份。", "王某")
    link.refresh_from_db()
    seen = link.received_at.isoformat()
    receive(link, "第二份。", "王某")
    with pytest.raises(ValidationError, match="改发了一份"):
        print_answer(link, UserFactory(group="编辑"), seen=seen)
    link.refresh_from_db()
    first, second = UserFactory(group="编辑", last_name="张"), UserFactory(group="编辑")
    print_answer(link, first, seen=link.received_at.isoformat())
    with pytest.raises(ValidationError, match=r"张.*已于 \d\d:\d\d 处理过"):
        withhold(link, second, "原因", seen=link.received_at.isoformat())


def test_a_new_address_ends_the_old_one(link, client, address):
    invite(link.reply, UserFactory(group="编辑"), expires_on=localdate())
    assert client.get(address).status_code == 404
    receive(ReplyLink.objects.get(), "文字", "署名")
    with pytest.raises(ValidationError, match="请先审读"):
        invite(link.reply, UserFactory(group="编辑"), expires_on=localdate())


def test_an_unread_answer_stands_against_a_verdict_of_not_kept(link):
    commitment = CommitmentFactory(deadline=dt.date(2026, 1, 1), deadline_precision="day")
    commitment.replies.add(link.reply)
    receive(link, "文字", "署名")
    proposal = AssessmentFactory(commitment=commitment, verdict=Verdict.NOT_KEPT)
    objections = objections_to_publishing(proposal, UserFactory(group="主编"), localdate())
    assert objections == ["收到了承诺方的回应，还没有审读。请先在“回应”里处理。"]


@pytest.mark.parametrize(
    ("group", "status"), [("编辑", 200), ("主编", 200), ("记者", 302), ("协会", 302), (None, 302)]
)
def test_who_may_send_out_and_moderate(client, link, group, status):
    if group == "协会":
        client.force_login(RepresentativeFactory().user)
    elif group:
        client.force_login(UserFactory(group=group))
    page = reverse("replies:link", args=[link.reply_id])
    assert client.get(page).status_code == status
    if status == 302:
        client.post(page, {"act": "revoke"})
        assert ReplyLink.objects.get().digest == link.digest


@pytest.mark.parametrize("form", [{}, {"act": "x"}, {"act": "moderate"}, {"act": "invite"}])
def test_nonsense_to_the_admin_page_changes_nothing(client, form):
    reply = ReplyFactory()
    client.force_login(UserFactory(group="编辑"))
    response = client.post(reverse("replies:link", args=[reply.pk]), form)
    assert response.status_code in (302, 400, 422)
    assert not ReplyLink.objects.exists()


def test_what_waits_is_on_the_worklist(client, link):
    receive(link, "文字", "署名")
    other = ReplyFactory()
    client.force_login(UserFactory(group="编辑"))
    html = client.get("/admin/").content.decode()
    assert "待审读的回应" in html
    rows = client.get(reverse("replies:index"), {"mail": "waiting"}).content.decode()
    assert link.reply.commitment.code in rows
    assert other.commitment.code not in rows
