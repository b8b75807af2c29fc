"""What readers and manuscripts meet after a merge: bodies, drafts, lists, addresses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk.people import standing
from articles.enums import AppearanceRole
from articles.manuscripts.understanding import Article, Kind, Participant, Role
from articles.matching import MatchState, match_organisations, match_people
from articles.models import Appearance
from articles.release import drafts_in
from articles.tests.factories import AppearanceFactory, RoundtablePageFactory
from home.tests.populate import publish, statement
from initiatives.merging import merge
from initiatives.models import Person
from initiatives.parting import undo
from initiatives.tests.factories import CommitmentFactory, OrganisationFactory, PersonFactory
from portal.tests.factories import UserFactory


@pytest.fixture
def user(db):
    return UserFactory(is_superuser=True)


def reloaded(row):
    return type(row).objects.get(pk=row.pk)


def roundtable(*speakers: Person):
    """Published, each of them saying something twice."""
    turns = [statement(one, f"{one.name}的话。") for one in speakers for _ in range(2)]
    page = RoundtablePageFactory(body=turns)
    for one in speakers:
        AppearanceFactory(page=page, person=one)
    return publish(page)


def test_a_published_body_names_the_one_kept(client, user):
    kept, lost = PersonFactory(name="正名"), PersonFactory(name="误名")
    page = roundtable(lost)
    done = merge(kept, lost, user)
    shown = client.get(page.url).content.decode()
    assert kept.get_absolute_url() in shown
    assert lost.get_absolute_url() not in shown
    undo(done, user)
    assert lost.get_absolute_url() in client.get(page.url).content.decode()


@pytest.mark.usefixtures("search_index")
def test_twins_are_found_by_their_names_before_a_merge_and_after_its_undoing(client, user):
    kept, lost = PersonFactory(name="正名"), PersonFactory(name="误名")
    page = roundtable(kept, lost)
    page.body = [statement(kept, "正是。")]
    page = publish(page)

    def found(name: str) -> int:
        answer = client.get("/search/", {"q": name, "kind": "articles"})
        return answer.context["found"].shown

    assert found("误名") == 1
    done = merge(kept, lost, user)
    assert found("误名") == 0
    undo(done, user)
    assert found("误名") == 1


@pytest.mark.usefixtures("search_index")
def test_a_name_taken_over_finds_what_belonged_to_the_one_kept(client, user):
    kept, lost = OrganisationFactory(short_name=""), OrganisationFactory(short_name="独名")
    CommitmentFactory(organisation=kept, speaker=PersonFactory(organisation=kept))
    counts = []
    done = merge(kept, lost, user, fill=["short_name"])
    counts.append(client.get("/search/?q=独名").context["found"].total)
    undo(done, user)
    counts.append(client.get("/search/?q=独名").context["found"].total)
    # The organisation, its commitment and its person; then the other organisation alone.
    assert counts == [3, 1]


def test_reading_asks_as_much_for_two_merged_speakers_as_for_eight(client, user):
    def queries(number: int) -> int:
        lost = PersonFactory.create_batch(number)
        page = roundtable(*lost)
        for one in lost:
            merge(PersonFactory(), one, user)
        client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page.url).status_code == 200
        return len(captured)

    queries(2)
    assert queries(2) == queries(8) <= 12


def test_a_stale_draft_of_an_article_is_edited_and_published_with_the_one_kept(user):
    kept, lost = PersonFactory(), PersonFactory()
    page = roundtable(kept, lost)
    revision = page.save_revision()
    merge(kept, lost, user)
    assert [row.person for row in page.appearances.model.objects.filter(page=page)] == [kept]
    draft = reloaded(page).get_latest_revision().as_object()
    assert {block.value["speaker"] for block in draft.body} == {kept}
    assert [row.person for row in draft.appearances.all()] == [kept]
    revision.refresh_from_db()
    revision.publish()
    page = reloaded(page)
    assert {block.value["speaker"] for block in page.body} == {kept}
    assert [row.person for row in page.appearances.all()] == [kept]


def test_one_person_keeps_two_roles_in_one_article(user):
    kept, lost = PersonFactory(), PersonFactory()
    page = RoundtablePageFactory()
    AppearanceFactory(page=page, person=kept, role=AppearanceRole.GUEST)
    AppearanceFactory(page=page, person=lost, role=AppearanceRole.MODERATOR)
    merge(kept, lost, user)
    assert page.appearances.filter(person=kept).count() == 2


def test_undoing_names_an_article_that_was_published_since(user):
    kept, lost = PersonFactory(), PersonFactory()
    page = roundtable(lost)
    done = merge(kept, lost, user)
    publish(reloaded(page))
    assert page.title in "".join(undo(done, user).left)
    assert Appearance.objects.get(page=page).person == lost


def test_the_preview_lists_the_articles_whose_bodies_name_them(client, user):
    client.force_login(user)
    kept, lost = PersonFactory(), PersonFactory()
    page = roundtable(lost)
    shown = client.get(f"/admin/merging/person/{kept.pk}/{lost.pk}/").content.decode()
    assert f"《{page.title}》" in shown
    assert "正文里的说话人：1 篇" in shown


def test_readers_find_the_one_kept_only(client, user):
    kept, lost = PersonFactory(name="余正名"), PersonFactory(name="余误名")
    commitment = CommitmentFactory(speaker=lost, summary="建成示例港口")
    old = lost.get_absolute_url()
    merge(kept, lost, user)
    for url in ("/people/", "/search/?q=余", commitment.get_absolute_url()):
        page = client.get(url).content.decode()
        shown = page.replace("<mark>", "").replace("</mark>", "")
        assert "余正名" in shown
        assert "余误名" not in shown
    assert client.get(old).url == kept.get_absolute_url()
    assert "建成示例港口" in client.get(kept.get_absolute_url()).content.decode()


def test_drafts_to_be_published_together_are_those_kept(user):
    kept, lost = PersonFactory(live=False), PersonFactory(live=False)
    page = RoundtablePageFactory()
    AppearanceFactory(page=page, person=lost)
    stale = page.appearances.all()
    page.appearances = list(stale)
    merge(kept, lost, user)
    assert drafts_in(page).people == [kept]


# The manuscript desk


def printed(name: str, identity: str = "") -> Article:
    one = Participant("p1", name, "示例集团董事长", "示例集团", Role.GUEST, identity=identity)
    return Article(Kind.ROUNDTABLE, participants=[one])


def test_a_manuscript_with_the_lost_name_or_number_finds_the_one_kept(user):
    group = OrganisationFactory(name="示例集团")
    kept = PersonFactory(name="正名", title="董事长", organisation=group)
    lost = PersonFactory(name="误名", title="董事长", organisation=group)
    merge(kept, lost, user)
    assert standing(str(lost.pk)) == str(kept.pk)
    for article in (printed("误名"), printed("别名", identity=str(lost.pk))):
        match = match_people(article)["p1"]
        assert (match.state, match.person) == (MatchState.KNOWN, kept)
    assert match_people(printed("正名"))["p1"].choices == [kept]


def test_the_name_of_a_merged_organisation_stands_for_the_one_kept(user):
    kept, lost = OrganisationFactory(name="示例委员会"), OrganisationFactory(name="示例委")
    merge(kept, lost, user)
    assert match_organisations(["示例委"]) == {"示例委": kept}
