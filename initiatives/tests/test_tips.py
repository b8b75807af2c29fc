"""Readers' tips: what is taken, what is turned away, what stays secret."""

import datetime as dt
import time
from urllib.parse import urlencode

import pytest
from django.core import signing
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.timezone import now

from ..enums import TipState
from ..models import Commitment, SourceTip
from ..tips import rules
from ..tips.forms import LONGEST_OPEN, new_stamp
from ..tips.rules import sender_of
from .factories import CommitmentFactory, publish_verdict

pytestmark = pytest.mark.django_db

FORM_TYPE = "application/x-www-form-urlencoded"
SECRET = "机密甲乙丙"


@pytest.fixture
def commitment() -> Commitment:
    return CommitmentFactory()


def address(commitment: Commitment) -> str:
    return reverse("source_tip", args=[commitment.code])


def stamp(commitment: Commitment, seconds_ago: float, monkeypatch) -> str:
    """As it would have been signed so many seconds ago."""
    with monkeypatch.context() as patch:
        moment = time.time() - seconds_ago
        patch.setattr(signing.time, "time", lambda: moment)
        return new_stamp(commitment.code)


@pytest.fixture
def send(client, commitment, monkeypatch):
    """Fill in the form as a reader would who took a minute."""

    def post(headers: dict | None = None, remote: str = "192.0.2.7", **fields):
        given = {"opened": stamp(commitment, 60, monkeypatch)} | fields
        return client.post(
            address(commitment),
            urlencode(given),
            content_type=FORM_TYPE,
            headers=headers,
            REMOTE_ADDR=remote,
        )

    return post


def test_the_form_needs_no_account_sets_no_cookie_and_is_never_cached(client, commitment):
    response = client.get(address(commitment))
    html = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "csrf" not in html.lower()
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert commitment.quote in html


def test_a_tip_arrives_as_a_draft_for_editors_and_nowhere_else(client, commitment, send):
    response = send(url="https://example.com/a", text=SECRET, contact="13800000000")
    assert response.status_code == 302
    assert "编辑会看到" in client.get(response.url).content.decode()
    tip = SourceTip.objects.get()
    assert (tip.commitment, tip.code, tip.state) == (commitment, commitment.code, TipState.OPEN)
    assert (tip.url, tip.text, tip.contact) == ("https://example.com/a", SECRET, "13800000000")
    publish_verdict(commitment)
    pages = [commitment.get_absolute_url(), address(commitment), "/commitments/", response.url]
    for path in [*pages, f"/search/?q={SECRET}"]:
        html = client.get(path).content.decode().replace(f'value="{SECRET}"', "")
        assert "13800000000" not in html
        assert "example.com/a" not in html
        assert SECRET not in html or path.startswith("/search/")


def test_the_commitment_page_leads_to_the_form(client, commitment):
    html = client.get(commitment.get_absolute_url()).content.decode()
    assert f'href="{address(commitment)}"' in html


@pytest.mark.parametrize("fields", [{"url": "https://example.com/"}, {"text": "见公报第三页。"}])
def test_an_address_or_words_are_enough(send, fields):
    assert send(**fields).status_code == 302
    assert SourceTip.objects.get().contact == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "网址和说明至少填一项"),
        ({"contact": "13800000000"}, "网址和说明至少填一项"),
        ({"text": "   \r\n "}, "网址和说明至少填一项"),
        ({"url": "javascript:alert(1)"}, "这不像一个网址"),
        ({"url": "data:text/html,x"}, "这不像一个网址"),
        ({"url": "ftp://example.com/a"}, "这不像一个网址"),
        ({"url": "不是网址"}, "这不像一个网址"),
        ({"url": "https://example.com/" + "a" * 500}, "500"),
        ({"text": "字" * 1001}, "1000"),
        ({"text": "好", "contact": "字" * 121}, "120"),
        ({"text": "空\0字"}, "不能保存的字符"),
        ({"url": "https://example.com/\0"}, "不能保存的字符"),
        ({"text": "好", "contact": "\0"}, "不能保存的字符"),
    ],
)
def test_wrong_input_is_refused_in_chinese_and_kept_in_the_form(send, fields, words):
    response = send(**fields)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not SourceTip.objects.exists()


def test_a_thousand_characters_with_line_ends_fit(send):
    text = "\r\n".join(["字" * 499, "字" * 500])
    assert send(text=text).status_code == 302
    assert "\r" not in SourceTip.objects.get().text


def test_script_in_a_tip_is_text_when_the_form_comes_back(send):
    html = send(text="<script>alert(1)</script>", url="x").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_whoever_fills_in_the_hidden_field_is_thanked_and_not_heard(send):
    response = send(text="便宜贷款", website="https://spam.example")
    assert response.status_code == 302
    assert not SourceTip.objects.exists()


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "提交得太快了"), (LONGEST_OPEN + 60, "打开超过一天")]
)
def test_too_fast_and_too_late_are_told_and_the_words_kept(
    send, commitment, monkeypatch, seconds, words
):
    response = send(text="见公报。", opened=stamp(commitment, seconds, monkeypatch))
    assert response.status_code == 422
    html = response.content.decode()
    assert words in html
    assert "见公报。" in html
    assert not SourceTip.objects.exists()


@pytest.mark.parametrize("wrong", ["", "abc", "C-2025-0001:1abc:forged", "\0"])
def test_a_forged_stamp_is_replaced_by_a_good_one(send, wrong):
    response = send(text="见公报。", opened=wrong)
    assert response.status_code == 422
    assert "没有打开完整" in response.content.decode()
    assert not SourceTip.objects.exists()


def test_the_stamp_of_another_commitment_does_not_do(send, monkeypatch):
    other = CommitmentFactory()
    assert send(text="见公报。", opened=stamp(other, 60, monkeypatch)).status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://["},
    ],
)
def test_a_form_on_another_site_is_turned_away(send, headers):
    response = send(headers, text="见公报。")
    assert response.status_code == 403
    assert "不是从本页发出的" in response.content.decode()
    assert not SourceTip.objects.exists()


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}]
)
def test_its_own_form_and_an_old_browser_are_heard(send, headers):
    assert send(headers, text="见公报。").status_code == 302


def test_files_are_not_taken(client, commitment):
    response = client.post(address(commitment), {"text": "见公报。"})
    assert response.status_code == 403
    assert not SourceTip.objects.exists()


def test_one_network_may_send_only_so_much_in_an_hour(send):
    for number in range(rules.MOST_BY_ONE):
        assert send(text=f"第{number}条", remote=f"192.0.2.{number}").status_code == 302
    response = send(text="再来一条", remote="192.0.2.200")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3601
    html = response.content.decode()
    assert "请过一小时再按" in html
    assert "再来一条" in html
    assert send(text="再来一条", remote="198.51.100.1").status_code == 302
    SourceTip.objects.update(received_at=now() - dt.timedelta(minutes=61))
    assert send(text="再来一条", remote="192.0.2.200").status_code == 302


def test_all_together_may_send_only_so_much_in_an_hour(send, monkeypatch):
    monkeypatch.setattr(rules, "MOST_BY_ALL", 2)
    for number in range(2):
        assert send(text="见公报。", remote=f"10.{number}.0.1").status_code == 302
    assert send(text="见公报。", remote="10.9.0.1").status_code == 429


def test_the_same_words_sent_twice_are_kept_once(send):
    for _ in range(rules.MOST_BY_ONE + 2):
        assert send(text="见公报。").status_code == 302
    assert SourceTip.objects.count() == 1


def test_no_address_is_stored_and_a_network_has_another_digest_every_day(send, monkeypatch):
    send(text="见公报。", remote="192.0.2.77")
    tip = SourceTip.objects.get()
    stored = " ".join(str(value) for value in vars(tip).values())
    assert "192.0.2" not in stored
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.9")
    assert sender_of(request) == tip.sender
    monkeypatch.setattr(rules, "localdate", lambda: dt.date(2030, 1, 1))
    assert sender_of(request) != tip.sender


@pytest.mark.parametrize(
    ("proxies", "forwarded", "same_as"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.1"),
        (1, "1.2.3.4, 203.0.113.9", "203.0.113.1"),
        (2, "1.2.3.4, 203.0.113.9, 10.0.0.1", "203.0.113.1"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "unknown"),
        (1, "2001:db8:1::1", "2001:db8:1:ffff::2"),
        (1, "::ffff:203.0.113.9", "203.0.113.1"),
    ],
)
def test_only_what_a_trusted_proxy_wrote_is_believed(settings, proxies, forwarded, same_as):
    settings.TRUSTED_PROXIES = 0
    expected = sender_of(RequestFactory().get("/", REMOTE_ADDR=same_as))
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert sender_of(request) == expected


def test_drafts_and_unknown_codes_take_no_tips(client, monkeypatch):
    draft = CommitmentFactory(live=False)
    given = urlencode({"text": "好", "opened": stamp(draft, 60, monkeypatch)})
    for code in (draft.code, "C-2025-9999"):
        path = reverse("source_tip", args=[code])
        assert client.get(path).status_code == 404
        assert client.post(path, given, content_type=FORM_TYPE).status_code == 404
        assert client.get(f"{path}received/").status_code == 404
    assert not SourceTip.objects.exists()


def test_other_methods_are_refused(client, commitment):
    for method in (client.put, client.delete, client.patch):
        assert method(address(commitment)).status_code == 405


def test_the_form_works_with_csrf_checks_on_and_in_english(commitment, monkeypatch):
    strict = Client(enforce_csrf_checks=True)
    given = urlencode({"text": "好", "opened": stamp(commitment, 60, monkeypatch)})
    path = f"/en{address(commitment)}"
    response = strict.post(path, given, content_type=FORM_TYPE)
    assert response.status_code == 302
    assert response.url.startswith("/en/")


def test_the_form_costs_few_queries(client, commitment, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(address(commitment))


def test_a_tip_outlives_its_commitment(send, commitment):
    send(text="见公报。")
    code = commitment.code
    commitment.delete()
    tip = SourceTip.objects.get()
    assert (tip.commitment, tip.code) == (None, code)


def test_an_empty_tip_is_refused_by_the_database(commitment):
    with pytest.raises(IntegrityError), transaction.atomic():
        SourceTip.objects.create(commitment=commitment, code=commitment.code)


def test_contacts_are_forgotten_after_a_year_and_networks_after_a_day(commitment):
    old, young = (
        SourceTip.objects.create(
            commitment=commitment,
            code=commitment.code,
            text="见公报。",
            contact="13800000000",
            sender="abc",
            received_at=now() - dt.timedelta(days=days),
        )
        for days in (366, 2)
    )
    today = SourceTip.objects.create(code="C-1", text="好", sender="abc")
    call_command("forget_tip_senders")
    call_command("forget_tip_senders")
    for tip in (old, young, today):
        tip.refresh_from_db()
    assert (old.contact, old.text) == ("", "见公报。")
    assert young.contact == "13800000000"
    assert (old.sender, young.sender, today.sender) == ("", "", "abc")
