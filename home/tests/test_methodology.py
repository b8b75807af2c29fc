"""The methodology says what it means by its words, and tells every change of them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import MethodologyChange, MethodologyPage
from initiatives.vocabulary import EDITIONS, VOCABULARY
from portal.tests.factories import UserFactory

from .factories import site_tree

pytestmark = pytest.mark.django_db

PUBLISH = {"action-publish": "1"}


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(UserFactory(group="编辑"))
    return client


@pytest.fixture
def page() -> MethodologyPage:
    return site_tree().methodology


def note(text: str = "写明逾期怎样记。", **more: object) -> dict:
    return {"changed_on": str(localdate()), "version": "2", "text": text, **more}


def save(client: Client, page: MethodologyPage, intro: str, *notes: dict, **action: str) -> str:
    form = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "intro": intro,
            "body": streamfield([]),
            "changes": inline_formset(list(notes), initial=sum("id" in row for row in notes)),
            "comments": inline_formset([]),
        }
    )
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, form | action, follow=True).content.decode()


def public_page(client: Client) -> str:
    return client.get("/methodology/").content.decode()


def test_every_word_and_every_edition_is_on_the_page(client):
    html = public_page(client)
    for heading, choices in VOCABULARY:
        assert str(heading) in html
        assert all(one.description in html for one in choices)
    for edition in EDITIONS:
        assert f'id="method-{edition.number}"' in html
        assert str(edition.changes) in html


def test_changed_words_are_published_only_with_a_note(editor, client, page):
    said = save(editor, page, "新的导语。", **PUBLISH)
    assert "请在“修订记录”里加一条" in said
    assert "新的导语。" not in public_page(client)
    save(editor, page, "新的导语。", note(), **PUBLISH)
    html = public_page(client)
    assert "新的导语。" in html
    assert "写明逾期怎样记。" in html


def test_a_draft_may_be_saved_without_a_note(editor, client, page):
    assert "请在“修订记录”里加一条" not in save(editor, page, "草稿里的导语。")
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().intro == "草稿里的导语。"
    assert "草稿里的导语。" not in public_page(client)


def test_a_note_saved_in_a_draft_still_counts_when_it_is_published(editor, client, page):
    save(editor, page, "新的导语。", note())
    assert not MethodologyChange.objects.exists()
    assert "写明逾期怎样记。" not in public_page(client)
    save(editor, page, "新的导语。", note(id=""), **PUBLISH)
    assert "写明逾期怎样记。" in public_page(client)


def test_publishing_the_same_words_again_needs_no_note(editor, page):
    assert "请在“修订记录”里加一条" not in save(editor, page, page.intro, **PUBLISH)


@pytest.mark.parametrize("change", [{"text": "改写了。"}, {"DELETE": "on"}])
def test_a_note_that_was_published_is_neither_changed_nor_deleted(editor, page, change):
    save(editor, page, "新的导语。", note(), **PUBLISH)
    row = MethodologyChange.objects.get()
    said = save(editor, page, "新的导语。", note(id=str(row.pk)) | change, **PUBLISH)
    assert "已经刊出的修订记录不能删改" in said
    assert MethodologyChange.objects.get().text == "写明逾期怎样记。"


def test_a_note_left_out_of_the_form_is_not_deleted(editor, page):
    save(editor, page, "新的导语。", note(), **PUBLISH)
    assert "已经刊出的修订记录不能删改" in save(editor, page, "再改。", note("又改了。"), **PUBLISH)
    assert MethodologyChange.objects.count() == 1


def test_an_older_revision_brings_no_older_log_back(editor, client, page):
    page.refresh_from_db()
    older = page.save_revision()
    save(editor, page, "新的导语。", note(), **PUBLISH)
    older.publish()
    assert "写明逾期怎样记。" in public_page(client)


def test_notes_are_not_dated_ahead(editor, page):
    tomorrow = str(localdate() + dt.timedelta(days=1))
    said = save(editor, page, "新的导语。", note(changed_on=tomorrow), **PUBLISH)
    assert "日期不能晚于今天" in said


def test_the_newest_change_stands_first(client, page):
    for days, text in ((400, "旧的一条。"), (0, "新的一条。")):
        MethodologyChange.objects.create(
            page=page, changed_on=localdate() - dt.timedelta(days=days), version="x", text=text
        )
    html = public_page(client)
    assert html.index("新的一条。") < html.index("旧的一条。")


def test_the_change_log_costs_one_query_at_any_length(client, page, django_assert_max_num_queries):
    public_page(client)
    counts = []
    for _ in range(2):
        for number in range(10):
            MethodologyChange.objects.create(page=page, version=str(number), text="改了。")
        with django_assert_max_num_queries(12) as captured:
            public_page(client)
        counts.append(len(captured))
    assert counts[0] == counts[1]
