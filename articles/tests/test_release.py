"""Publishing together what an article marks and names."""

import uuid

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.marks import marks_in
from articles.models import RoundtablePage
from articles.release import drafts_in, release
from initiatives.enums import SourceState
from initiatives.models import Commitment, Organisation, Person
from initiatives.tests.factories import CommitmentFactory, OrganisationFactory, PersonFactory
from portal.tests.factories import UserFactory

from .factories import AppearanceFactory, RoundtablePageFactory

pytestmark = pytest.mark.django_db


def user_in(group: str):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=group))
    return user


def article_of_drafts(number: int = 1) -> RoundtablePage:
    """A draft with marked draft commitments of draft people of draft organisations."""
    page = RoundtablePageFactory(live=False)
    parts = []
    for _ in range(number):
        organisation = OrganisationFactory(live=False)
        person = PersonFactory(live=False, organisation=organisation)
        AppearanceFactory(page=page, person=person, organisation=organisation)
        commitment = CommitmentFactory(live=False, speaker=person, organisation=organisation)
        parts.append(
            f'<p><a linktype="commitment" id="{commitment.pk}" mark="{uuid.uuid4()}">'
            f"{commitment.quote}</a></p>"
        )
    page.body = [("paragraph", html) for html in parts]
    page.save()
    page.save_revision()
    return page


def address(page: RoundtablePage) -> str:
    return reverse("release_drafts", args=[page.pk])


def test_an_editor_publishes_all_that_the_article_leads_to(client):
    page = article_of_drafts(2)
    client.force_login(user_in("编辑"))
    shown = client.get(address(page)).content.decode()
    for record in (*Commitment.objects.all(), *Person.objects.all(), *Organisation.objects.all()):
        assert getattr(record, "code", None) or record.name in shown
    response = client.post(address(page))
    assert response.status_code == 302
    assert Commitment.objects.filter(live=True).count() == 2
    assert not Person.objects.filter(live=False).exists()
    assert not Organisation.objects.filter(live=False).exists()
    assert not drafts_in(page)


def test_published_together_the_sentence_becomes_the_source(client):
    page = article_of_drafts()
    release(page, user_in("编辑"))
    page.latest_revision.publish()
    assert len(marks_in(page.body)) == 1
    assert Commitment.objects.get().source_state == SourceState.INTACT


@pytest.mark.parametrize("group", ["记者", "协会"])
def test_whoever_may_not_publish_is_refused(client, group):
    page = article_of_drafts()
    client.force_login(user_in(group))
    for response in (client.get(address(page)), client.post(address(page))):
        assert response.status_code == 302
        assert response.url != reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not Commitment.objects.filter(live=True).exists()


def test_one_that_cannot_be_published_keeps_all_back(client):
    page = article_of_drafts(2)
    broken = Commitment.objects.last()
    broken.summary = ""
    broken.save_revision(clean=False)
    client.force_login(user_in("编辑"))
    response = client.post(address(page))
    said = " ".join(map(str, get_messages(response.wsgi_request)))
    assert "还不能发布" in said
    assert not Commitment.objects.filter(live=True).exists()
    assert not Person.objects.filter(live=True).exists()


def test_one_that_somebody_locked_keeps_all_back(client):
    page = article_of_drafts(2)
    Commitment.objects.filter(pk=Commitment.objects.last().pk).update(
        locked=True, locked_by=user_in("主编")
    )
    client.force_login(user_in("编辑"))
    response = client.post(address(page))
    assert "已被锁定" in " ".join(map(str, get_messages(response.wsgi_request)))
    assert not Commitment.objects.filter(live=True).exists()


def test_an_article_that_does_not_exist_is_not_found(client):
    client.force_login(user_in("编辑"))
    for key in (987654, 10**30):
        assert client.get(reverse("release_drafts", args=[key])).status_code == 404


def test_the_same_queries_for_two_marks_and_for_twenty(django_assert_max_num_queries):
    few, many = article_of_drafts(2), article_of_drafts(20)
    for page in (few, many):
        page = RoundtablePage.objects.get(pk=page.pk)
        with django_assert_max_num_queries(6):
            drafts_in(page)


def test_opening_the_article_offers_the_way_to_editors_only(client):
    page = article_of_drafts()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(user_in("编辑"))
    assert address(page) in client.get(edit).content.decode()
    client.force_login(user_in("记者"))
    opened = client.get(edit).content.decode()
    assert "还是草稿" in opened
    assert address(page) not in opened
