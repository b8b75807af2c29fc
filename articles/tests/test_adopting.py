"""采用文中的句子: many records follow their articles at once."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.enums import SourceState, Verdict
from initiatives.models import Commitment
from initiatives.tests.factories import CommitmentFactory, publish_verdict
from portal.tests.factories import UserFactory

from .factories import RoundtablePageFactory
from .test_sources import marked, publish

pytestmark = pytest.mark.django_db

NOW = "到2027年，产量超九十万辆。"


@pytest.fixture
def broken() -> Commitment:
    """Judged, and then its sentence was corrected in the article."""
    commitment, uuid = CommitmentFactory(quote="到2027年，产量超百万辆。"), uuid4()
    page = publish(RoundtablePageFactory(), marked(commitment, uuid))
    publish_verdict(commitment, Verdict.ON_TRACK)
    publish(page, marked(commitment, uuid, NOW))
    return Commitment.objects.get(pk=commitment.pk)


def address(*commitments: Commitment) -> str:
    base = reverse("wagtail_bulk_action", args=["initiatives", "commitment", "adopt_sentence"])
    return f"{base}?{'&'.join(f'id={one.pk}' for one in commitments)}"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(group="编辑"))
    return client


def test_the_quote_follows_the_article_and_the_source_stands_again(editor, broken):
    page = editor.get(address(broken)).content.decode()
    assert broken.quote in page
    assert NOW in page
    editor.post(address(broken))
    commitment = Commitment.objects.get(pk=broken.pk)
    assert (commitment.quote, commitment.source_state) == (NOW, SourceState.INTACT)
    assert commitment.verdict == Verdict.UNCHECKED
    assert commitment.latest_revision.user is not None


def test_what_cannot_follow_is_left_and_named(editor, broken):
    sound = CommitmentFactory()
    drafted = Commitment.objects.get(pk=broken.pk)
    drafted.summary = "另一位正在改"
    drafted.save_revision()
    said = editor.post(address(broken, sound), follow=True).content.decode()
    assert "出处没有失效" in said
    assert "没有发布的改动" in said
    assert Commitment.objects.get(pk=broken.pk).quote == broken.quote


def test_a_mark_that_is_gone_cannot_be_followed(editor, broken):
    publish(broken.source_page.specific, "没有了。")
    assert "已经没有这个标记" in editor.get(address(broken)).content.decode()


def test_reporters_may_not(client, broken):
    client.force_login(UserFactory(group="记者"))
    client.post(address(broken))
    assert Commitment.objects.get(pk=broken.pk).quote == broken.quote
