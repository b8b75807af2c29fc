"""Nothing that is still needed can be deleted, and an editor is told why."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import RoundtablePage
from articles.tests.factories import AppearanceFactory, RoundtablePageFactory
from initiatives.models import Commitment, Organisation, Person, Topic
from initiatives.tests.factories import (
    AssessmentFactory,
    CommitmentFactory,
    InitiativePageFactory,
    OrganisationFactory,
    PersonFactory,
    TopicFactory,
)
from portal.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(UserFactory(group="主编"))
    return client


def delete(client: Client, item) -> str:
    address = reverse(f"wagtailsnippets_initiatives_{item._meta.model_name}:delete", args=[item.pk])
    return client.post(address, follow=True).content.decode()


def bulk_delete(client: Client, app: str, model: str, *items) -> str:
    address = reverse("wagtail_bulk_action", args=[app, model, "delete"])
    ids = "&".join(f"id={item.pk}" for item in items)
    return client.post(f"{address}?{ids}", follow=True).content.decode()


def test_what_nobody_needs_is_deleted(chief):
    for item in [
        PersonFactory(organisation=None),
        OrganisationFactory(),
        TopicFactory(),
        CommitmentFactory(),
    ]:
        delete(chief, item)
        assert not type(item).objects.filter(pk=item.pk).exists()


def test_a_person_with_a_commitment_stays(chief):
    commitment = CommitmentFactory()
    page = delete(chief, commitment.speaker)
    assert "不能删除" in page
    assert commitment.code in page
    assert Person.objects.filter(pk=commitment.speaker_id).exists()


def test_a_person_in_an_article_stays_and_the_article_is_named(chief):
    appearance = AppearanceFactory()
    assert appearance.page.title in delete(chief, appearance.person)
    assert Person.objects.filter(pk=appearance.person_id).exists()


def test_an_organisation_with_people_stays(chief):
    person = PersonFactory()
    assert person.name in delete(chief, person.organisation)
    assert Organisation.objects.filter(pk=person.organisation_id).exists()


def test_an_assessed_commitment_stays(chief):
    assessment = AssessmentFactory()
    assert "不能删除" in delete(chief, assessment.commitment)
    assert Commitment.objects.filter(pk=assessment.commitment_id).exists()


def test_a_commitment_marked_in_an_article_stays_and_the_article_is_named(chief):
    commitment = CommitmentFactory()
    mark = f'<a linktype="commitment" id="{commitment.pk}" mark="{uuid.uuid4()}">年产量超百万辆</a>'
    article = RoundtablePageFactory(body=[("paragraph", f"<p>他说，{mark}。</p>")])
    assert article.title in delete(chief, commitment)
    assert Commitment.objects.filter(pk=commitment.pk).exists()


def test_bulk_deletion_is_refused_as_a_whole(chief):
    used, unused = CommitmentFactory().speaker, PersonFactory()
    assert "不能删除" in bulk_delete(chief, "initiatives", "person", used, unused)
    assert Person.objects.filter(pk__in=[used.pk, unused.pk]).count() == 2


def test_bulk_deletion_of_unused_things_works(chief):
    first, second = TopicFactory(), TopicFactory()
    bulk_delete(chief, "initiatives", "topic", first, second)
    assert not Topic.objects.exists()


def test_an_article_that_is_the_source_of_a_commitment_stays(chief):
    article = RoundtablePageFactory()
    commitment = CommitmentFactory(source_page=article, source_mark=uuid.uuid4())
    page = chief.post(
        reverse("wagtailadmin_pages:delete", args=[article.pk]), follow=True
    ).content.decode()
    assert "不能删除" in page
    assert commitment.code in page
    assert RoundtablePage.objects.filter(pk=article.pk).exists()


def test_an_index_above_a_source_stays(chief):
    article = RoundtablePageFactory()
    CommitmentFactory(source_page=article, source_mark=uuid.uuid4())
    page = chief.post(
        reverse("wagtailadmin_pages:delete", args=[article.get_parent().pk]),
        {"confirm_site_name": "言诺"},
        follow=True,
    ).content.decode()
    assert "不能删除" in page
    assert RoundtablePage.objects.filter(pk=article.pk).exists()


def test_bulk_deletion_of_pages_spares_sources(chief):
    article, other = RoundtablePageFactory(), RoundtablePageFactory()
    CommitmentFactory(source_page=article, source_mark=uuid.uuid4())
    assert "不能删除" in bulk_delete(chief, "wagtailcore", "page", article, other)
    assert RoundtablePage.objects.count() == 2


def test_an_article_without_commitments_is_deleted(chief):
    article = RoundtablePageFactory()
    chief.post(reverse("wagtailadmin_pages:delete", args=[article.pk]))
    assert not RoundtablePage.objects.exists()


def test_an_initiative_with_commitments_says_so_or_goes(chief):
    initiative = InitiativePageFactory()
    CommitmentFactory(initiatives=[initiative])
    response = chief.get(reverse("wagtailadmin_pages:delete", args=[initiative.pk]))
    assert response.status_code == 200
