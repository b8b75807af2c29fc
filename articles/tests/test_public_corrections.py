"""A correction, once readers have seen it, is only ever added to."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.test.utils.form_data import nested_form_data, streamfield

from portal.tests.factories import UserFactory

from ..models import Correction, RoundtablePage
from .factories import CorrectionFactory, RoundtablePageFactory

pytestmark = pytest.mark.django_db

TEXT = "“百万辆”应为“超百万辆”。"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(group="编辑"))
    return client


def save(client: Client, page: RoundtablePage, *rows: dict, **actions):
    """The editor's form with these corrections."""
    known = sum(1 for row in rows if row.get("id"))
    corrections = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": known}
    corrections |= {str(number): row for number, row in enumerate(rows)}
    form = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "format": page.format,
            "edition_date": "2025-09-29",
            "body": streamfield([]),
            "appearances": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "corrections": corrections,
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            **actions,
        }
    )
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)


def row(day: str = "2025-10-09", text: str = TEXT, **more) -> dict:
    return {"corrected_on": day, "text": text, **more}


def publish(client: Client, page: RoundtablePage, *rows: dict):
    return save(client, page, *rows, **{"action-publish": "1"})


def test_a_correction_is_published_with_its_article_and_logged_in_public(editor):
    page = RoundtablePageFactory()
    save(editor, page, row())
    assert TEXT not in Client().get("/corrections/").content.decode()
    assert publish(editor, page, row()).status_code == 302
    assert TEXT in Client().get("/corrections/").content.decode()
    assert TEXT in Client().get(page.url).content.decode()


@pytest.mark.parametrize("change", [{"text": "改口了。"}, {"day": "2025-10-10"}, {"DELETE": "on"}])
@pytest.mark.parametrize("actions", [{}, {"action-publish": "1"}])
def test_what_was_published_is_neither_altered_nor_deleted(editor, change, actions):
    page = RoundtablePageFactory()
    correction = CorrectionFactory(page=page, corrected_on=dt.date(2025, 10, 9), text=TEXT)
    response = save(editor, page, row(id=correction.pk, **change), **actions)
    assert "已经刊出的更正不能删改" in response.content.decode()
    assert Correction.objects.get().text == TEXT


def test_another_one_is_added_to_it(editor):
    page = RoundtablePageFactory()
    correction = CorrectionFactory(page=page, corrected_on=dt.date(2025, 10, 9), text=TEXT)
    publish(editor, page, row(id=correction.pk), row("2025-10-12", "前一条更正有误。"))
    assert [one.text for one in page.corrections.all()] == [TEXT, "前一条更正有误。"]


def test_a_correction_not_yet_published_is_changed_at_will(editor):
    page = RoundtablePageFactory()
    save(editor, page, row())
    publish(editor, page, row(text="改好了。"))
    assert Correction.objects.get().text == "改好了。"


def test_going_back_to_an_older_revision_keeps_what_was_told():
    page = RoundtablePageFactory()
    older = page.save_revision()
    page.corrections.add(Correction(corrected_on=dt.date(2025, 10, 9), text=TEXT))
    page.save_revision().publish()
    older.publish()
    assert Correction.objects.get().text == TEXT


def test_a_correction_of_tomorrow_is_refused(editor):
    tomorrow = str(localdate() + dt.timedelta(days=1))
    response = save(editor, RoundtablePageFactory(), row(tomorrow))
    assert "不能晚于今天" in response.content.decode()
