"""Drafts from a manuscript: everything or nothing, and never twice."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from initiatives.enums import OrganisationKind
from initiatives.models import Commitment, Organisation, Person
from initiatives.tests.factories import OrganisationFactory, PersonFactory
from portal.tests.factories import UserFactory

from ..drafting import DraftingError, create_drafts
from ..manuscripts.understanding import BlockKind, Kind, Role
from ..marks import marks_in
from ..models import (
    Appearance,
    CommentaryPage,
    Manuscript,
    ManuscriptDraft,
    RoundtableIndexPage,
    RoundtablePage,
)
from .understandings import (
    DAY,
    PROMISE,
    SAID,
    guest,
    host,
    make_article,
    make_manuscript,
    narration,
    promise,
    says,
    wang,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory()


def roundtable(*extra, **fields):
    """A heading, a question, an answer with a promise, a paragraph."""
    people = fields.pop("people", [wang(), host()])
    return make_article(
        narration("示例圆桌", BlockKind.TITLE),
        narration("记者 杨示例", BlockKind.BYLINE),
        narration("产业基础", BlockKind.HEADING),
        narration("六个方面明显提升", BlockKind.SUBHEADING),
        says("p2", "下一步的方向在哪里？"),
        says("p1", SAID, promise()),
        narration("会场响起掌声。"),
        *extra,
        people=people,
        **fields,
    )


def blocks(page: Page) -> list[tuple[str, str]]:
    """What stands in the body: the kind of each block, and its words."""
    found = []
    for block in type(page).objects.get(pk=page.pk).body:
        value = block.value
        if block.block_type == "statement":
            words = f"{value['speaker'].name}：{value['text'].source}"
        elif block.block_type == "section":
            words = f"{value['heading']}/{value['subheading']}"
        else:
            words = getattr(value, "source", value)
        found.append((block.block_type, words))
    return found


def test_a_roundtable_becomes_a_draft_with_turns_marks_and_commitments(editor):
    article = roundtable(kicker="新重庆", column="重报圆桌会")
    report = create_drafts(make_manuscript(article), editor)

    (page,) = report.created
    assert isinstance(page, RoundtablePage)
    assert (page.title, page.kicker, page.column) == ("示例圆桌", "新重庆", "重报圆桌会")
    assert (page.edition_date, page.format, page.slug) == (DAY, "roundtable", "shi-li-yuan-zhuo")
    assert not page.live
    assert page.has_unpublished_changes
    assert page.get_parent().specific == RoundtableIndexPage.objects.get()
    (mark,) = marks_in(page.body)
    assert blocks(page) == [
        ("section", "产业基础/六个方面明显提升"),
        ("question", "下一步的方向在哪里？"),
        (
            "statement",
            "王示例：<p>产业基础已经打好。"
            f'<a linktype="commitment" id="{mark.commitment_id}" mark="{mark.uuid}">{PROMISE}</a>'
            "请大家监督。</p>",
        ),
        ("paragraph", "<p>会场响起掌声。</p>"),
    ]
    person = Person.objects.get(name="王示例")
    commitment = Commitment.objects.get()
    assert mark.commitment_id == commitment.pk
    assert (commitment.quote, commitment.summary) == (PROMISE, PROMISE.rstrip("。"))
    assert (commitment.speaker, commitment.speaker_title) == (
        person,
        "星河示例集团党委书记、董事长",
    )
    assert (commitment.organisation.name, commitment.said_on) == ("星河示例集团", DAY)
    assert (commitment.kind, commitment.comparator) == ("number", "at_least")
    assert (commitment.target, commitment.unit) == (Decimal(1_000_000), "辆")
    assert commitment.number_text == "超百万辆"
    assert commitment.deadline == dt.date(2027, 12, 31)
    assert (commitment.deadline_precision, commitment.deadline_text) == ("year", "到2027年")
    assert not commitment.live
    assert not commitment.source_page
    assert (report.commitments, report.left_out) == ([commitment], [])


def test_the_people_and_organisations_are_drafts_as_an_editor_makes_them(editor):
    report = create_drafts(make_manuscript(roundtable()), editor)
    wang, host = Person.objects.order_by("pk")
    assert report.people == [wang, host]
    assert (wang.title, wang.organisation.name) == ("党委书记、董事长", "星河示例集团")
    assert (host.title, host.organisation) == ("本报记者", None)
    (organisation,) = report.organisations
    assert organisation.kind == OrganisationKind.COMPANY
    for draft in (wang, host, organisation, *report.commitments):
        draft.refresh_from_db()
        assert not draft.live
        assert draft.has_unpublished_changes
        assert draft.latest_revision.user == editor
        entry = ModelLogEntry.objects.for_instance(draft).get()
        assert (entry.action, entry.user) == ("wagtail.create", editor)


def test_the_page_is_made_as_an_editor_makes_it(editor):
    (page,) = create_drafts(make_manuscript(roundtable()), editor).created
    actions = PageLogEntry.objects.filter(page=page.pk, user=editor)
    assert list(actions.order_by("pk").values_list("action", flat=True)) == [
        "wagtail.create",
        "wagtail.edit",
    ]
    assert page.owner == editor
    saved = RoundtablePage.objects.get(pk=page.pk)
    assert saved.latest_revision.user == editor
    draft = saved.get_latest_revision_as_object()
    assert len(marks_in(draft.body)) == 1
    assert draft.appearances.count() == 2


def test_those_who_take_part_are_listed_in_printed_order(editor):
    (page,) = create_drafts(make_manuscript(roundtable()), editor).created
    rows = Appearance.objects.filter(page=page).order_by("sort_order")
    assert [(row.person.name, row.role, row.title) for row in rows] == [
        ("王示例", "guest", "星河示例集团党委书记、董事长"),
        ("杨示例", "moderator", "本报记者"),
    ]
    assert [row.organisation and row.organisation.name for row in rows] == ["星河示例集团", None]


def test_a_draft_can_be_saved_and_published_without_a_correction(editor):
    (page,) = create_drafts(make_manuscript(roundtable()), editor).created
    page = RoundtablePage.objects.get(pk=page.pk)
    page.body.stream_block.clean(page.body)
    page.full_clean()
    for model in (Organisation, Person, Commitment):
        for draft in model.objects.all():
            draft.full_clean()
            draft.latest_revision.publish()
    page.get_latest_revision().publish()
    commitment = Commitment.objects.get()
    assert (commitment.source_state, commitment.source_page_id) == ("intact", page.pk)


def test_a_round_up_and_a_commentary_go_where_they_belong(editor):
    roundup = roundtable(kind=Kind.ROUNDUP, title="热议")
    commentary = make_article(
        narration("短评正文一段。"),
        says("p9", SAID, promise()),
        kind=Kind.COMMENTARY,
        title="短评",
        people=[guest("p9", "白示例", "", "", Role.AUTHOR)],
    )
    first, second = create_drafts(make_manuscript(roundup, commentary), editor).created
    assert first.format == "roundup"
    assert isinstance(second, CommentaryPage)
    assert [kind for kind, _ in blocks(second)] == ["paragraph", "paragraph"]
    assert len(marks_in(second.body)) == 1
    second.body.stream_block.clean(second.body)


def test_known_people_and_organisations_are_used(editor):
    organisation = OrganisationFactory(name="星河示例集团")
    person = PersonFactory(name="王示例", title="董事长", organisation=organisation)
    report = create_drafts(make_manuscript(roundtable()), editor)
    assert [one.name for one in report.people] == ["杨示例"]
    assert report.organisations == []
    assert report.commitments[0].speaker == person
    assert report.commitments[0].organisation == organisation
    person.refresh_from_db()
    assert person.live


def test_ambiguous_names_are_all_listed_and_nothing_is_created(editor):
    banker = PersonFactory(name="王示例", title="行长", organisation__name="远山银行")
    PersonFactory(name="杨示例", title="总经理", organisation__name="远山公司")
    before = Page.objects.count(), Person.objects.count(), Organisation.objects.count()
    with pytest.raises(DraftingError) as refused:
        create_drafts(make_manuscript(roundtable()), editor)
    first, second = refused.value.messages
    assert first == (
        "“王示例”（星河示例集团党委书记、董事长）与已有的"
        f"王示例（远山银行行长，编号 {banker.pk}）同名，请在右侧“人物”里选定。"
    )
    assert "杨示例" in second
    assert (Page.objects.count(), Person.objects.count(), Organisation.objects.count()) == before
    assert not Commitment.objects.exists()


def test_a_decision_settles_an_ambiguous_name(editor):
    banker = PersonFactory(name="王示例", title="行长", organisation__name="远山银行")
    chosen = roundtable(people=[wang(identity=str(banker.pk)), host()])
    report = create_drafts(make_manuscript(chosen), editor)
    assert report.commitments[0].speaker == banker
    fresh = roundtable(narration("另一篇。"), people=[wang(identity="new"), host()])
    report = create_drafts(make_manuscript(fresh), editor)
    assert report.people[0].name == "王示例"
    assert report.people[0] != banker


def test_a_skipped_article_asks_nothing_and_makes_nothing(editor):
    PersonFactory(name="王示例", title="行长")
    report = create_drafts(make_manuscript(roundtable(skipped=True)), editor)
    assert (report.created, report.known) == ([], [])
    assert not ManuscriptDraft.objects.exists()


def test_a_second_call_creates_nothing(editor):
    manuscript = make_manuscript(roundtable())
    (page,) = create_drafts(manuscript, editor).created
    before = Page.objects.count(), Person.objects.count(), Commitment.objects.count()
    report = create_drafts(manuscript, editor)
    assert report.created == []
    assert [one.pk for one in report.known] == [page.pk]
    assert (Page.objects.count(), Person.objects.count(), Commitment.objects.count()) == before


def test_the_same_article_in_another_file_is_known_however_it_is_laid_out(editor):
    (page,) = create_drafts(make_manuscript(roundtable()), editor).created
    other = make_article(narration("另一篇文章。"), title="另一篇")
    corrected = roundtable(kind=Kind.ROUNDUP, title="改过的标题")
    report = create_drafts(make_manuscript(other, corrected, gap="\n　\n"), editor)
    assert [one.pk for one in report.known] == [page.pk]
    assert [one.title for one in report.created] == ["另一篇"]


def test_another_day_is_another_article(editor):
    create_drafts(make_manuscript(roundtable()), editor)
    later = make_manuscript(roundtable(), published=DAY + dt.timedelta(1))
    assert len(create_drafts(later, editor).created) == 1


def test_an_article_twice_in_one_file_is_drafted_once(editor):
    assert len(create_drafts(make_manuscript(roundtable(), roundtable()), editor).created) == 1


def test_a_draft_deleted_since_is_made_again(editor):
    manuscript = make_manuscript(roundtable())
    (page,) = create_drafts(manuscript, editor).created
    page.delete()
    assert len(create_drafts(manuscript, editor).created) == 1


def test_somebody_in_two_articles_of_an_edition_is_one_person(editor):
    second = make_article(
        says("q1", "明年再建一座工厂。"),
        title="第二篇",
        people=[
            guest("q1", "王示例", "星河示例集团", "董事长"),
            guest("q2", "杨示例", "", "通讯员", Role.REPORTER),
        ],
    )
    report = create_drafts(make_manuscript(roundtable(), second), editor)
    assert [one.name for one in report.people] == ["王示例", "杨示例"]
    assert report.left_out == []


def test_of_one_name_and_different_titles_are_two_people_and_it_is_told(editor):
    second = make_article(
        says("q1", "明年再开十家网点。"),
        title="第二篇",
        people=[guest("q1", "王示例", "远山银行", "行长")],
    )
    report = create_drafts(make_manuscript(roundtable(), second), editor)
    assert Person.objects.filter(name="王示例").count() == 2
    assert "按两个人建了草稿" in report.left_out[0]


def test_two_of_one_name_in_one_article_are_two_people(editor):
    people = [wang(), guest("p3", "王示例", "远山银行", "行长"), host()]
    create_drafts(make_manuscript(roundtable(people=people)), editor)
    assert Person.objects.filter(name="王示例").count() == 2


def test_one_person_listed_twice_in_a_role_appears_once_and_it_is_told(editor):
    person = PersonFactory(name="王示例")
    people = [wang(identity=str(person.pk)), wang(key="p3", identity=str(person.pk)), host()]
    report = create_drafts(make_manuscript(roundtable(people=people)), editor)
    assert Appearance.objects.filter(person=person).count() == 1
    assert "列了两次" in report.left_out[0]


def test_a_failure_in_the_last_article_undoes_the_first(editor, monkeypatch):
    manuscript = make_manuscript(roundtable(), make_article(narration("第二篇")))
    before = Page.objects.count()
    real = ManuscriptDraft.objects.create

    def fail_second(**fields):
        if ManuscriptDraft.objects.exists():
            raise RuntimeError("电源断了")
        return real(**fields)

    monkeypatch.setattr(ManuscriptDraft.objects, "create", fail_second)
    with pytest.raises(RuntimeError):
        create_drafts(manuscript, editor)
    assert Page.objects.count() == before
    for model in (Person, Organisation, Commitment, ManuscriptDraft):
        assert not model.objects.exists()


def test_without_the_index_pages_it_is_said_what_is_missing(editor):
    RoundtableIndexPage.objects.get().delete()
    with pytest.raises(DraftingError, match="没有“圆桌目录”"):
        create_drafts(make_manuscript(roundtable()), editor)


def test_a_manuscript_outlives_its_drafts_and_they_outlive_it(editor):
    manuscript = make_manuscript(roundtable())
    (page,) = create_drafts(manuscript, editor).created
    manuscript.delete()
    assert ManuscriptDraft.objects.get().page_id == page.pk
    (known,) = create_drafts(make_manuscript(roundtable()), editor).known
    assert known.pk == page.pk
    assert Manuscript.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("queued_tasks")
def test_two_imports_at_once_create_nothing_twice():
    first, second = (make_manuscript(roundtable()) for _ in range(2))
    start = Barrier(4)

    def draft(manuscript: Manuscript) -> list[int]:
        start.wait()
        try:
            return [page.pk for page in create_drafts(manuscript, None).created]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        created = list(pool.map(draft, [first, first, second, second]))
    assert sorted(map(len, created)) == [0, 0, 0, 1]
    assert RoundtablePage.objects.count() == 1
    assert (Person.objects.count(), Commitment.objects.count()) == (2, 1)
