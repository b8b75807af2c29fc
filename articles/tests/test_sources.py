"""Commitments and the sentences they come from, kept together at every publish."""

from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ReferenceIndex
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from initiatives.enums import SourceState, Verdict
from initiatives.models import Commitment
from initiatives.tests.factories import CommitmentFactory, publish_verdict
from portal.tests.factories import UserFactory

from ..models import Mark, RoundtablePage
from ..sources import sync_page
from .factories import RoundtablePageFactory

pytestmark = pytest.mark.django_db


def marked(commitment: Commitment, uuid: UUID, words: str | None = None) -> str:
    words = words or commitment.quote
    return f'<a linktype="commitment" id="{commitment.pk}" mark="{uuid}">{words}</a>'


def publish(page: RoundtablePage, *paragraphs: str) -> RoundtablePage:
    """Publish the page with these paragraphs as an editor would, and return it afresh."""
    page.body = [("paragraph", f"<p>{paragraph}</p>") for paragraph in paragraphs]
    page.save_revision().publish()
    return RoundtablePage.objects.get(pk=page.pk)


@pytest.fixture
def commitment():
    return CommitmentFactory(quote="到2027年，产量超百万辆。")


@pytest.fixture
def uuid():
    return uuid4()


@pytest.fixture
def page(commitment, uuid):
    """A published roundtable in which the commitment is marked."""
    return publish(RoundtablePageFactory(), f"他说：{marked(commitment, uuid)}会场鼓掌。")


def state(commitment: Commitment) -> tuple:
    commitment.refresh_from_db()
    return commitment.source_state, commitment.source_page_id, commitment.source_mark


def test_the_first_mark_becomes_the_source(page, commitment, uuid):
    assert state(commitment) == (SourceState.INTACT, page.pk, uuid)
    mark = Mark.objects.get()
    assert (mark.uuid, mark.sentence, mark.present) == (uuid, commitment.quote, True)
    assert mark.context == "他说：到2027年，产量超百万辆。会场鼓掌。"


def test_a_second_article_does_not_take_the_source_away(page, commitment, uuid):
    publish(RoundtablePageFactory(), marked(commitment, uuid4()))
    assert state(commitment) == (SourceState.INTACT, page.pk, uuid)
    assert Mark.objects.count() == 2


def test_an_altered_sentence_breaks_the_source(page, commitment, uuid):
    publish(page, marked(commitment, uuid, "到2027年，产量超九十万辆。"))
    assert state(commitment) == (SourceState.BROKEN, page.pk, uuid)


def test_a_dropped_mark_breaks_the_source_and_is_not_forgotten(page, commitment, uuid):
    publish(page, commitment.quote)
    assert state(commitment) == (SourceState.BROKEN, page.pk, uuid)
    assert not Mark.objects.get(uuid=uuid).present


def test_restored_words_settle_the_source(page, commitment, uuid):
    page = publish(page, "删去了。")
    publish(page, marked(commitment, uuid))
    assert state(commitment) == (SourceState.INTACT, page.pk, uuid)
    assert Mark.objects.get().present


def test_the_same_words_marked_again_are_adopted(page, commitment):
    again = uuid4()
    publish(page, marked(commitment, again))
    assert state(commitment) == (SourceState.INTACT, page.pk, again)


def test_other_words_marked_again_are_not_adopted(page, commitment, uuid):
    publish(page, marked(commitment, uuid4(), "产量会增长。"))
    assert state(commitment) == (SourceState.BROKEN, page.pk, uuid)


def test_a_broken_source_moves_to_another_article_with_the_same_words(page, commitment):
    publish(page, "删去了。")
    other = publish(RoundtablePageFactory(), marked(commitment, again := uuid4()))
    assert state(commitment) == (SourceState.INTACT, other.pk, again)


def test_a_corrected_quote_settles_the_source_when_published(page, commitment, uuid):
    publish(page, marked(commitment, uuid, "到2027年，产量超九十万辆。"))
    commitment.refresh_from_db()
    commitment.quote = "到2027年，产量超九十万辆。"
    revision = commitment.save_revision()
    assert state(Commitment.objects.get())[0] == SourceState.BROKEN
    revision.publish()
    assert state(commitment) == (SourceState.INTACT, page.pk, uuid)


def test_a_quote_edited_away_from_the_sentence_breaks_the_source(page, commitment):
    commitment.refresh_from_db()
    commitment.quote = "别的话。"
    commitment.save_revision().publish()
    assert state(commitment)[0] == SourceState.BROKEN


def test_an_old_revision_does_not_bring_an_old_source_back(commitment, uuid):
    old = commitment.save_revision()
    page = publish(RoundtablePageFactory(), marked(commitment, uuid))
    old.publish()
    assert state(commitment) == (SourceState.INTACT, page.pk, uuid)


def test_a_withdrawn_article_breaks_its_sources_until_it_returns(page, commitment, uuid):
    page.unpublish()
    assert state(commitment) == (SourceState.BROKEN, page.pk, uuid)
    page = RoundtablePage.objects.get()
    page.get_latest_revision().publish()
    assert state(commitment) == (SourceState.INTACT, page.pk, uuid)


def test_a_draft_changes_nothing(page, commitment, uuid):
    page.body = [("paragraph", "<p>删去了。</p>")]
    page.save_revision()
    assert state(commitment) == (SourceState.INTACT, page.pk, uuid)


def test_words_that_differ_from_the_start_are_a_broken_source(commitment):
    page = publish(RoundtablePageFactory(), marked(commitment, first := uuid4(), "大约一百万辆。"))
    assert state(commitment) == (SourceState.BROKEN, page.pk, first)


def test_a_mark_that_moves_to_another_commitment_breaks_the_first(page, commitment, uuid):
    other = CommitmentFactory(quote=commitment.quote)
    publish(page, marked(other, uuid))
    assert state(commitment)[0] == SourceState.BROKEN
    assert state(other)[0] == SourceState.NONE


def test_a_mark_of_a_commitment_that_is_gone_is_left_out(page):
    gone = f'<a linktype="commitment" id="999999" mark="{uuid4()}">无</a>'
    publish(page, gone)
    assert not Mark.objects.present().exists()


def test_syncing_twice_changes_nothing(page):
    report = sync_page(page)
    assert (report.adopted, report.broken, report.restored) == ([], [], [])
    assert Mark.objects.count() == 1


def test_syncing_costs_the_same_for_two_marks_and_for_twenty():
    costs = []
    for number in (2, 20):
        page = RoundtablePageFactory()
        page.body = [
            ("paragraph", f"<p>{marked(one, uuid4())}</p>")
            for one in CommitmentFactory.create_batch(number)
        ]
        page.save()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(sync_page(page).adopted) == number
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 13


def test_the_reference_index_names_the_article(page, commitment):
    (reference,) = ReferenceIndex.get_references_to(commitment)
    assert reference.object_id == str(page.pk)
    assert reference.model_path == "body.paragraph"


def test_a_marked_commitment_cannot_be_deleted(page, commitment):
    with pytest.raises(ProtectedError):
        commitment.delete()


def test_a_duplicated_sentence_gets_a_uuid_of_its_own_when_the_page_is_checked(commitment, uuid):
    page = RoundtablePageFactory()
    page = publish(page, marked(commitment, uuid), f"又说：{marked(commitment, uuid)}")
    marks = list(Mark.objects.present())
    assert len(marks) == 2
    assert marks[0].uuid == uuid != marks[1].uuid


class TestInTheAdmin:
    @pytest.fixture
    def editor(self, client):
        client.force_login(UserFactory(is_superuser=True))
        return client

    def save(self, editor, page, html, **actions):
        form = nested_form_data(
            {
                "title": page.title,
                "slug": page.slug,
                "format": page.format,
                "edition_date": "2025-09-29",
                "body": streamfield([("paragraph", rich_text(html, features=["commitment"]))]),
                "appearances": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
                "corrections": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
                "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
                **actions,
            }
        )
        response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
        assert response.status_code == 302, response.context["form"].errors
        return response, " ".join(str(one) for one in get_messages(response.wsgi_request))

    def test_publishing_tells_which_commitments_are_unchecked_again(
        self, editor, page, commitment, uuid
    ):
        publish_verdict(commitment, Verdict.ON_TRACK)
        html = f"<p>{marked(commitment, uuid, '产量超九十万辆。')}</p>"
        _, said = self.save(editor, page, html, **{"action-publish": "1"})
        assert "回到待核查" in said
        assert "“更正”" in said
        editor.get("/admin/")  # where the messages are read
        assert "回到待核查" not in self.save(editor, page, html, **{"action-publish": "1"})[1]

    def test_publishing_names_the_sentences_that_became_sources(self, editor, commitment):
        page = RoundtablePageFactory()
        html = f"<p>{marked(commitment, uuid4())}</p>"
        _, said = self.save(editor, page, html, **{"action-publish": "1"})
        assert "出处已在本文确认" in said
        assert commitment.code in said

    def test_publishing_says_which_commitments_lost_their_source(self, editor, page, commitment):
        _, said = self.save(editor, page, "<p>删去了。</p>", **{"action-publish": "1"})
        assert "出处失效" in said
        edit = reverse("wagtailsnippets_initiatives_commitment:edit", args=[commitment.pk])
        assert edit in said

    def test_saving_a_draft_warns_before_publishing(self, editor, page, commitment):
        response, _ = self.save(editor, page, "<p>删去了。</p>")
        opened = editor.get(response.url).content.decode()
        assert "发布后其出处失效" in opened
        assert commitment.code in opened

    def test_saving_without_harm_says_nothing(self, editor, page, commitment, uuid):
        response, said = self.save(editor, page, f"<p>{marked(commitment, uuid)}</p>")
        assert "出处" not in said
        assert "发布后其出处失效" not in editor.get(response.url).content.decode()

    def test_draft_commitments_in_an_article_are_named_on_opening_and_on_publishing(
        self, editor, page, commitment, uuid
    ):
        html = f"<p>{marked(commitment, uuid)}</p>"
        opened = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert "还是草稿" not in opened.content.decode()
        Commitment.objects.filter(pk=commitment.pk).update(live=False)
        opened = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert "还是草稿" in opened.content.decode()
        _, said = self.save(editor, page, html, **{"action-publish": "1"})
        assert "还是草稿" in said
        assert commitment.code in said

    def test_an_article_that_is_a_source_is_not_deleted(self, editor, page, commitment):
        address = reverse("wagtailadmin_pages:delete", args=[page.pk])
        response = editor.post(address)
        assert response.status_code == 302
        assert RoundtablePage.objects.filter(pk=page.pk).exists()
        assert commitment.code in " ".join(map(str, get_messages(response.wsgi_request)))

    def test_nor_in_bulk_nor_with_its_index(self, editor, page):
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        editor.post(f"{bulk}?next=/admin/&id={page.pk}")
        editor.post(reverse("wagtailadmin_pages:delete", args=[page.get_parent().pk]))
        assert RoundtablePage.objects.filter(pk=page.pk).exists()

    def test_an_article_that_is_no_source_can_be_deleted(self, editor):
        page = RoundtablePageFactory()
        editor.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert not RoundtablePage.objects.exists()

    def test_the_report_shows_the_quote_beside_the_sentence(self, editor, page, commitment, uuid):
        publish(page, marked(commitment, uuid, "到2027年，产量超九十万辆。"))
        shown = editor.get(reverse("broken_sources")).content.decode()
        assert commitment.quote in shown
        assert "到2027年，产量超九十万辆。" in shown

    def test_the_report_is_refused_to_whoever_cannot_settle_it(self, client):
        client.force_login(UserFactory())
        assert client.get(reverse("broken_sources")).status_code == 302


def test_a_corrected_sentence_sends_its_judged_commitment_back_to_unchecked(page, commitment, uuid):
    publish_verdict(commitment, Verdict.ON_TRACK)
    editor = UserFactory(group="编辑")
    page.body = [("paragraph", f"<p>{marked(commitment, uuid, '到2027年，产量超九十万辆。')}</p>")]
    page.save_revision(user=editor).publish(user=editor)
    newest, older = Commitment.objects.get(pk=commitment.pk).history
    assert (newest.verdict, older.verdict) == (Verdict.UNCHECKED, Verdict.ON_TRACK)
    assert newest.proposed_by == editor
    assert newest.reason == (
        f"《{page.title}》更正了这句话：原作“到2027年，产量超百万辆。”，现作“到2027年，产量超九十万辆。”。"
    )


def test_the_same_sentence_published_again_leaves_the_verdict(page, commitment, uuid):
    publish_verdict(commitment, Verdict.ON_TRACK)
    page = publish(page, "多了一段。", marked(commitment, uuid))
    publish(page, f"他说：{marked(commitment, uuid, '到2027年， 产量超百万辆。')}")
    assert Commitment.objects.get(pk=commitment.pk).verdict == Verdict.ON_TRACK


def test_a_sentence_that_is_not_the_source_proves_nothing(page, commitment):
    publish_verdict(commitment, Verdict.ON_TRACK)
    other, elsewhere = RoundtablePageFactory(), uuid4()
    other = publish(other, marked(commitment, elsewhere))
    publish(other, marked(commitment, elsewhere, "产量要上去。"))
    assert Commitment.objects.get(pk=commitment.pk).verdict == Verdict.ON_TRACK
