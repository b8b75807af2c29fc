"""Live preview of everything that has a public address, and of every block in the picker."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from articles.blocks import CommentaryBodyBlock, RoundtableBodyBlock
from articles.tests.factories import CommentaryPageFactory, RoundtablePageFactory
from initiatives.blocks import InitiativeBodyBlock
from initiatives.tests.factories import (
    InitiativePageFactory,
    MembershipFactory,
    NumberCommitmentFactory,
    PersonFactory,
    publish_verdict,
)
from portal.tests.factories import UserFactory

from .factories import StandardPageFactory, site_tree
from .test_admin_slugs import formset, roundtable, standard

pytestmark = pytest.mark.django_db

STREAMS = [RoundtableBodyBlock(), CommentaryBodyBlock(), InitiativeBodyBlock()]
BLOCKS = [block for stream in STREAMS for block in stream.child_blocks.values()]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(group="编辑"))
    return client


def previewed(client: Client, address: str, data: dict) -> str:
    assert client.post(address, data).json() == {"is_valid": True, "is_available": True}
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "make",
    [RoundtablePageFactory, CommentaryPageFactory, InitiativePageFactory, StandardPageFactory],
)
def test_saved_pages_are_previewed(editor, make):
    page = make(live=False)
    page.save_revision()
    response = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert response.status_code == 200
    assert page.title in response.content.decode()


@pytest.mark.parametrize(
    "name", ["home", "roundtables", "commentaries", "initiatives", "methodology"]
)
def test_standing_pages_are_previewed(editor, name):
    page = getattr(site_tree(), name)
    page.save_revision()
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert editor.get(address).status_code == 200


def test_a_page_is_previewed_as_it_is_typed(editor):
    parent = site_tree().roundtables
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["articles", "roundtablepage", parent.pk]
    )
    assert "绿色金融2030圆桌" in previewed(editor, address, roundtable())
    page = StandardPageFactory()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert "改了的标题" in previewed(editor, address, standard(title="改了的标题"))


def test_people_and_organisations_are_previewed_as_they_are_typed(editor):
    namespace = "wagtailsnippets_initiatives_person"
    data = {"name": "王志杰", "slug": "", "pinyin": "", "title": "新职务"}
    person = PersonFactory()
    address = reverse(f"{namespace}:preview_on_edit", args=[person.pk])
    assert "新职务" in previewed(editor, address, data)

    namespace = "wagtailsnippets_initiatives_organisation"
    data = {
        "name": "示例学会",
        "slug": "",
        "pinyin": "",
        "kind": "institute",
        **formset("memberships"),
    }
    address = reverse(f"{namespace}:preview_on_edit", args=[MembershipFactory().association_id])
    assert "示例学会" in previewed(editor, address, data)


def test_commitments_are_previewed_as_they_are_typed(editor):
    speaker = PersonFactory()
    data = {
        "summary": "改了的摘要",
        "quote": "我们要建成示例生产线。",
        "speaker": speaker.pk,
        "said_on": dt.date(2025, 9, 28),
        "kind": "milestone",
        "deadline_precision": "none",
    }
    namespace = "wagtailsnippets_initiatives_commitment"
    commitment = NumberCommitmentFactory()
    publish_verdict(commitment)
    address = reverse(f"{namespace}:preview_on_edit", args=[commitment.pk])
    assert "改了的摘要" in previewed(editor, address, data)


@pytest.mark.parametrize("model", ["person", "organisation", "commitment"])
def test_what_was_never_saved_has_no_preview_yet_and_its_form_opens(editor, model):
    namespace = f"wagtailsnippets_initiatives_{model}"
    assert editor.get(reverse(f"{namespace}:add")).status_code == 200
    assert editor.get(reverse(f"{namespace}:preview_on_add")).status_code in (200, 302)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
def test_every_block_shows_itself_in_the_picker(editor, block):
    assert block.is_previewable
    assert block.get_description()
    response = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    page = response.content.decode()
    assert "portal/css/readers.css" in page
    assert 'lang="zh-hans"' in page
