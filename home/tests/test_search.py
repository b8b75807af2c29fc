"""One search over everything a reader may open."""

import datetime as dt
import itertools

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction
from wagtail.search.backends import get_search_backend

from articles.models import Appearance, RoundtablePage
from articles.tests.factories import (
    AppearanceFactory,
    CorrectionFactory,
    RoundtablePageFactory,
)
from home.tests.populate import publish, statement
from initiatives.models import Commitment, Goal, Milestone
from initiatives.tests.factories import (
    CommitmentFactory,
    InitiativePageFactory,
    OrganisationFactory,
    PersonFactory,
    TopicFactory,
    publish_verdict,
)
from portal.models import SearchEntry
from portal.search.asking import matching

WORDS_SHOWN = (
    *("生平", "机构", "头衔", "说明", "时段", "数目"),
    *("时点", "节点", "肩题", "文前", "当日", "更正"),
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def search(client: Client, **asked: str) -> str:
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("query", ["王志杰", "wang zhi jie", "wangzhijie", "wzj", "志杰", "WANGZ"])
def test_people_are_found_by_name_and_by_sound(client, query):
    PersonFactory(name="王志杰")
    PersonFactory(name="曹斌")
    html = search(client, q=query)
    assert "/people/wang-zhi-jie/" in html
    assert "/people/cao-bin/" not in html


@pytest.mark.parametrize("query", ["zhurh", "zhuronghua", "zhuhuarong", "zhuhr", "zhr"])
def test_a_given_name_the_other_way_round_is_found_too(client, query):
    PersonFactory(name="朱华荣")
    assert "/people/zhu-hua-rong/" in search(client, q=query)


def test_somebody_comes_before_what_they_said(client):
    speaker = PersonFactory(name="朱华荣")
    commitment = CommitmentFactory(speaker=speaker, said_on=dt.date(2026, 1, 1))
    hits = client.get("/search/", {"q": "zhurh"}).context["found"].hits
    assert [hit.thing for hit in hits] == [speaker, commitment]


def test_every_kind_is_found_by_two_characters_of_its_text(client):
    organisation = OrganisationFactory(name="海湾圆桌研究会")
    speaker = PersonFactory(organisation=organisation)
    CommitmentFactory(summary="办好会议", quote="我们要把圆桌办好。", speaker=speaker)
    publish(RoundtablePageFactory(title="绿色航运", body=[statement(speaker, "今天的圆桌很好。")]))
    InitiativePageFactory(title="圆桌计划")
    html = search(client, q="圆桌")
    for kind in ("people", "organisations", "commitments", "articles", "initiatives"):
        page = client.get("/search/", {"q": "圆桌", "kind": kind})
        assert page.context["found"].shown == 1, kind
        assert page.context["found"].hits[0].address in html
    assert "今天的<mark>圆桌</mark>很好。" in html
    assert "<mark>圆桌</mark>计划" in html


@pytest.mark.parametrize(
    "query", ["賽力斯", "赛力斯集团", "力", "ＡＩ", "ai 赛力斯", "“赛力斯集团”"]
)
def test_spelling_matters_no_more_than_to_a_reader(client, query):
    OrganisationFactory(name="赛力斯集团", short_name="AI公司")
    OrganisationFactory(name="别家公司")
    html = search(client, q=query)
    assert "/organisations/sai-li-si-ji-tuan/" in html
    assert "/organisations/bie-jia-gong-si/" not in html


def test_all_words_are_required_and_quotes_keep_them_together(client):
    CommitmentFactory(summary="建成超充站，再建换电站")
    assert "建成<mark>超充</mark>站" in search(client, q="换电 超充")
    assert "没有找到" in search(client, q="建成 泊位")
    assert "没有找到" in search(client, q='"超充站换电"')


@pytest.mark.parametrize(
    "query", ['"', "'", '""', "AND", "* OR NOT (", "%", "_", "\\", "text:", "🙂", "𠀀"]
)
def test_nothing_that_is_typed_is_an_operator(client, query):
    CommitmentFactory(summary="建成超充站")
    assert "没有找到" in search(client, q=query) or not query.strip("\"'")


def test_punctuation_stands_in_a_text_like_anything_else(client):
    CommitmentFactory(summary="100%本地配套（含电池）")
    CommitmentFactory(summary="1000辆")
    for query in ("100%", "（含", "%"):
        assert "共 1 项" in search(client, q=query).replace("找到 1 项", "共 1 项"), query


def test_names_come_before_mentions_and_the_newest_before_the_older(client):
    older = CommitmentFactory(quote="先办圆桌，再谈。", said_on=dt.date(2024, 1, 1))
    newer = CommitmentFactory(quote="再办圆桌，后谈。", said_on=dt.date(2025, 1, 1))
    named = CommitmentFactory(summary="办圆桌", said_on=dt.date(2020, 1, 1))
    begins = InitiativePageFactory(title="圆桌计划")
    exact = OrganisationFactory(name="圆桌")
    hits = client.get("/search/", {"q": "圆桌"}).context["found"].hits
    assert [hit.thing for hit in hits] == [exact, begins, named, newer, older]


def test_a_hit_shows_why_it_was_found(client):
    """Wherever the words stand: in a name below the title, too; else how the article begins."""
    speaker = PersonFactory(name="朱华荣", organisation=OrganisationFactory(name="长安汽车"))
    CommitmentFactory(summary="办好会议", quote="我们会办好的。", speaker=speaker)
    page = publish(RoundtablePageFactory(column="重报圆桌会", standfirst="五个人，一张桌子。"))
    AppearanceFactory(page=page, person=speaker)
    page.save()
    assert "<mark>朱华荣</mark>（<mark>长安</mark>汽车）" in search(client, q="朱华荣 长安")
    assert '<p class="hit__excerpt" lang="zh-Hans">五个人，一张桌子。</p>' in search(
        client, q="朱华荣", kind="articles"
    )
    assert "重报<mark>圆桌</mark>会" in search(client, q="圆桌")


def test_years_and_kinds_narrow_it_down(client):
    CommitmentFactory(summary="办圆桌一", said_on=dt.date(2025, 1, 1))
    CommitmentFactory(summary="办圆桌二", said_on=dt.date(2024, 1, 1))
    OrganisationFactory(name="圆桌会")
    found = client.get("/search/", {"q": "圆桌", "year": "2024"}).context["found"]
    assert [hit.thing.summary for hit in found.hits] == ["办圆桌二"]
    html = search(client, q="圆桌", kind="机构", year="1066")
    assert "“类别”不认识这个值，已忽略。" in html
    assert "“年份”不认识这个值，已忽略。" in html
    assert "找到 3 项" in html


def test_many_hits_come_in_pages_and_a_page_too_far_is_the_last(client):
    for number in range(25):
        OrganisationFactory(name=f"圆桌{number}")
    for asked in ({}, {"kind": "organisations"}):
        first = client.get("/search/", {"q": "圆桌", **asked}).context["found"]
        last = client.get("/search/", {"q": "圆桌", "page": "99", **asked}).context["found"]
        assert [len(first.hits), len(last.hits)] == [20, 5]
        assert not {hit.thing for hit in first.hits} & {hit.thing for hit in last.hits}
    assert client.get("/search/", {"q": "圆桌", "page": "没有"}).context["found"].page.number == 1


def test_a_page_too_far_of_one_kind_is_its_last(client):
    OrganisationFactory(name="圆桌会")
    found = client.get("/search/", {"q": "圆桌", "kind": "organisations", "page": "2"}).context[
        "found"
    ]
    assert (len(found.hits), found.page.number) == (1, 1)


@pytest.mark.parametrize("typed", ["changan", "chang'an", "qi-che", "Chang'an Qiche"])
def test_an_organisation_is_found_by_its_sound(client, typed):
    OrganisationFactory(name="长安汽车")
    OrganisationFactory(name="别家公司")
    found = client.get("/search/", {"q": typed}).context["found"]
    assert [hit.thing.name for hit in found.hits] == ["长安汽车"]


def test_everything_that_is_shown_is_found(client):
    person = PersonFactory(name="甲", biography="生平之词")
    OrganisationFactory(description="机构之词")
    CommitmentFactory(speaker=person, speaker_title="头衔之词", note="说明之词")
    initiative = InitiativePageFactory(period_text="时段之词")
    Goal.objects.create(page=initiative, text="目标", number_text="数目之词")
    Milestone.objects.create(page=initiative, when_text="时点之词", text="节点之词")
    article = RoundtablePageFactory(kicker="肩题之词", disclaimer="文前之词")
    AppearanceFactory(page=article, person=person, title="当日之词")
    CorrectionFactory(page=article, text="更正之词")
    for page in (initiative, article):
        type(page).objects.get(pk=page.pk).save()
    for word in WORDS_SHOWN:
        assert "找到 1 项" in search(client, q=f"{word}之词"), word


def test_topics_and_names_with_turned_letters_are_shown_the_way(client):
    TopicFactory(name="港航物流")
    PersonFactory(name="朱华荣")
    html = search(client, q="港航")
    assert 'href="/commitments/?topic=gang-hang-wu-liu"' in html
    html = search(client, q="朱荣华")
    assert "您要找的是不是" in html
    assert "/people/zhu-hua-rong/" in html
    assert "您要找的是不是" not in search(client, q="言" * 20)


def test_names_are_proposed_before_what_merely_says_them(client):
    CommitmentFactory(summary="长安一年卖两百万辆", quote="长安一年卖两百万辆")
    OrganisationFactory(name="中国长安汽车集团")
    person = PersonFactory(name="王志杰", title="长安大学校长", organisation=None)
    hits = client.get("/search/suggestions/", {"q": "长安"}).context["hits"]
    assert [hit.kind.key for hit in hits] == ["organisations", "people", "commitments"]
    assert hits[1].thing == person
    assert hits[1].reason == "<mark>长安</mark>大学校长"


def test_too_long_a_query_is_refused_in_words(client):
    assert "最多 60 字" in search(client, q="言" * 61)


def test_markup_in_a_query_or_a_text_is_shown_as_text(client):
    CommitmentFactory(summary="<b>建成</b>超充站")
    html = search(client, q="<script>alert(1)</script>") + search(client, q="建成")
    assert "<script>alert" not in html
    assert "&lt;b&gt;<mark>建成</mark>&lt;/b&gt;" in html


def test_suggestions_are_a_piece_of_a_page(client):
    PersonFactory(name="王志杰")
    CommitmentFactory(summary="办好圆桌", quote="圆桌。", metric="王牌")
    html = client.get("/search/suggestions/", {"q": "王志"}).content.decode()
    assert "/people/wang-zhi-jie/" in html
    assert "办好圆桌" not in html
    assert "有 1 条建议" in html
    assert "<html" not in html
    assert "<li>" not in client.get("/search/suggestions/", {"q": "言" * 61}).content.decode()


@pytest.mark.parametrize("asked", ["/search/?q=示例", "/search/?q=示例&kind=articles"])
def test_it_costs_the_same_for_twenty_hits_as_for_two(client, asked, django_assert_max_num_queries):
    numbers = itertools.count()

    def add(number: int) -> None:
        for _ in range(number):
            speaker = PersonFactory(name="示例人物")
            said = [statement(speaker, "示例的话。")]
            article = publish(RoundtablePageFactory(title=f"示例稿件{next(numbers)}", body=said))
            AppearanceFactory(page=article, person=speaker)
            publish_verdict(CommitmentFactory(summary="示例承诺"))
            OrganisationFactory()
            InitiativePageFactory(title=f"示例行动{next(numbers)}")

    add(2)
    client.get(asked)
    with django_assert_max_num_queries(15) as few:
        client.get(asked)
    add(5)
    with django_assert_max_num_queries(15) as many:
        client.get(asked)
    assert len(few) == len(many)
    with django_assert_max_num_queries(12):
        client.get(asked.replace("/search/", "/search/suggestions/"))


class TestTheIndexFollows:
    def hits(self, client: Client, query: str) -> list:
        return [hit.thing for hit in client.get("/search/", {"q": query}).context["found"].hits]

    def test_publishing_unpublishing_and_deleting(self, client):
        page = RoundtablePageFactory(title="旧标题")
        page.title = "新标题"
        revision = page.save_revision()
        assert self.hits(client, "新标题") == []
        revision.publish()
        assert len(self.hits(client, "新标题")) == 1
        assert self.hits(client, "旧标题") == []
        page = RoundtablePage.objects.get()
        page.unpublish()
        assert self.hits(client, "新标题") == []
        page.save_revision().publish()
        assert len(self.hits(client, "新标题")) == 1
        page.delete()
        assert self.hits(client, "新标题") == []

    def test_the_names_of_others(self, client):
        organisation = OrganisationFactory(name="旧名公司")
        speaker = PersonFactory(name="旧名人", organisation=organisation)
        commitment = CommitmentFactory(speaker=speaker, summary="办好会议", quote="办好会议。")
        article = RoundtablePageFactory(title="一篇稿件")
        AppearanceFactory(page=article, person=speaker)
        speaker.name, organisation.name = "新名人", "新名公司"
        speaker.save_revision().publish()
        organisation.save_revision().publish()
        assert set(self.hits(client, "新名公司")) == {organisation, speaker, commitment}
        assert set(self.hits(client, "新名人")) == {
            speaker,
            commitment,
            article.articlepage_ptr.specific,
        }
        assert self.hits(client, "旧名") == []
        organisation.unpublish()
        assert self.hits(client, "新名公司") == []

    def test_guests_and_goals_that_come_with_a_publication(self, client):
        page = publish(RoundtablePageFactory(title="一篇稿件"))
        page.appearances.add(Appearance(person=PersonFactory(name="新来的人"), role="guest"))
        page.save_revision().publish()
        assert page in self.hits(client, "新来的人")

    def test_a_withdrawal_before_any_worker_comes(self, client, queued_tasks):
        commitment = CommitmentFactory(summary="机密之事")
        person = PersonFactory(name="机密之人")
        page = publish(RoundtablePageFactory(title="机密之稿"))
        for one in (commitment, person, page):
            get_search_backend().add(one)
        assert client.get("/search/?q=机密之").context["found"].total == 3
        for one in (commitment, person, page):
            one.refresh_from_db()
            one.unpublish()
        assert client.get("/search/?q=机密之").context["found"].total == 0

    def test_what_was_read_before_a_withdrawal_or_an_edit_and_is_stored_after(self, client):
        gone, hidden, edited = (
            CommitmentFactory(summary=f"旧话{one}", quote="一句。") for one in "甲乙丙"
        )
        read = list(Commitment.objects.order_by("pk"))
        gone.delete()
        hidden.unpublish()
        edited.summary = "新话丙"
        edited.save_revision().publish()
        get_search_backend().add_bulk(Commitment, read)
        assert self.hits(client, "旧话") == []
        assert client.get("/search/?q=旧话").context["found"].total == 0
        assert self.hits(client, "新话") == [edited]

    def test_editors_find_drafts_that_the_index_does_not_hold(self, admin_client):
        RoundtablePageFactory(title="机密草稿", live=False)
        CommitmentFactory(summary="机密承诺", live=False)
        assert not SearchEntry.objects.filter(text__contains="机密").exists()
        listed = admin_client.get("/admin/pages/search/", {"q": "机密"}).content.decode()
        assert "机密草稿" in listed
        assert Commitment.objects.count() == 1


def test_another_backend_serves_the_same_page_and_leaks_as_little(client, settings):
    """Wagtail's own, here: like OpenSearch it knows only whole words and the fields it was told."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    PersonFactory(name="Zhang Wei")
    OrganisationFactory(name="Roundtable Institute")
    commitment = CommitmentFactory(summary="Roundtable every year")
    CommitmentFactory(summary="Roundtable secret", live=False)
    InitiativePageFactory(title="Roundtable plan")
    publish(RoundtablePageFactory(title="Green Roundtable"))
    private = publish(RoundtablePageFactory(title="Private Roundtable"))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    found = client.get("/search/", {"q": "roundtable"}).context["found"]
    assert found.total == 4
    assert "secret" not in str([hit.title for hit in found.hits])
    assert list(matching(Commitment.objects.public(), "roundtable")) == [commitment]
    assert client.get("/search/suggestions/", {"q": "zhang"}).context["hits"]
