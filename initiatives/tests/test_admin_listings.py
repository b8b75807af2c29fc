"""Listings, filters, searches and choosers of the admin."""

import datetime as dt
import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.tests.factories import UserFactory

from ..enums import DeadlinePrecision, SourceState, Verdict
from .factories import (
    AssessmentFactory,
    CommitmentFactory,
    InitiativePageFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    PersonFactory,
    ProgressReportFactory,
    ReplyFactory,
    TopicFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db

LEDGER = "wagtailsnippets_initiatives_commitment:list"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(group="编辑"))
    return client


def listed(client: Client, name: str, **filters) -> list:
    return list(client.get(reverse(name), filters).context["object_list"])


@pytest.mark.parametrize(
    ("name", "make"),
    [
        (
            LEDGER,
            lambda: publish_verdict(NumberCommitmentFactory(initiatives=[InitiativePageFactory()])),
        ),
        ("wagtailsnippets_initiatives_person:list", PersonFactory),
        ("wagtailsnippets_initiatives_organisation:list", OrganisationFactory),
        ("wagtailsnippets_initiatives_topic:list", TopicFactory),
        ("assessments:index", AssessmentFactory),
        ("replies:index", ReplyFactory),
        ("progress-reports:index", ProgressReportFactory),
        ("wagtailsnippetchoosers_initiatives_person:choose", PersonFactory),
        ("wagtailsnippetchoosers_initiatives_organisation:choose", OrganisationFactory),
    ],
)
def test_a_listing_asks_as_much_for_twenty_rows_as_for_two(editor, name, make):
    def queries() -> int:
        cache.clear()  # the menu's counts are kept for a minute
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(reverse(name)).status_code == 200
        return len(captured)

    make(), make()
    queries()
    for_two = queries()
    for _ in range(18):
        make()
    assert queries() == for_two


def test_the_ledger_shows_code_speaker_verdict_schedule_and_source(editor):
    commitment = NumberCommitmentFactory(deadline=dt.date(2099, 12, 31))
    publish_verdict(commitment, Verdict.BEHIND)
    page = editor.get(reverse(LEDGER)).content.decode()
    for words in [
        commitment.code,
        commitment.speaker.name,
        "进度滞后",
        "未到期",
        "2099-12-31",
        "尚无出处",
    ]:
        assert words in page


def test_the_ledger_is_filtered_by_verdict_schedule_source_and_the_rest(editor):
    overdue = CommitmentFactory(
        deadline=dt.date(2025, 12, 31),
        deadline_precision=DeadlinePrecision.YEAR,
        source_state=SourceState.BROKEN,
        initiatives=[InitiativePageFactory()],
        topics=[TopicFactory()],
    )
    other = publish_verdict(NumberCommitmentFactory(deadline=dt.date(2099, 12, 31))).commitment
    draft = CommitmentFactory(live=False)
    assert listed(editor, LEDGER, verdict="in_progress") == [other]
    assert listed(editor, LEDGER, schedule="overdue", verdict="unchecked") == [overdue]
    assert listed(editor, LEDGER, source="broken") == [overdue]
    assert listed(editor, LEDGER, due_year="2099") == [other]
    assert listed(editor, LEDGER, deadline_from="2090-01-01") == [other]
    assert listed(editor, LEDGER, speaker=overdue.speaker_id) == [overdue]
    assert listed(editor, LEDGER, organisation=other.organisation_id) == [other]
    assert listed(editor, LEDGER, initiatives=overdue.initiatives.get().pk) == [overdue]
    assert listed(editor, LEDGER, topics=overdue.topics.get().pk) == [overdue]
    assert listed(editor, LEDGER, live="false") == [draft]
    assert set(listed(editor, LEDGER, live="true")) == {overdue, other}


@pytest.mark.parametrize(
    "ordering", ["current_verdict", "-current_schedule", "deadline", "speaker__pinyin", "x"]
)
def test_the_ledger_can_be_ordered_by_what_it_shows(editor, ordering):
    publish_verdict(NumberCommitmentFactory())
    CommitmentFactory()
    assert len(listed(editor, LEDGER, ordering=ordering)) == 2


@pytest.mark.parametrize(
    "query",
    [
        "王志杰",
        "志杰",
        "wang zhi jie",
        "wangzhijie",
        "WangZhiJie",
        "wzj",
        "zhijie",
        "董事长",
        "示例汽车",
        "志杰 董事",
    ],
)
@pytest.mark.parametrize(
    "name",
    [
        "wagtailsnippets_initiatives_person:list",
        "wagtailsnippetchoosers_initiatives_person:choose_results",
    ],
)
def test_people_are_found_by_name_pinyin_initials_title_and_organisation(editor, name, query):
    organisation = OrganisationFactory(name="示例汽车股份有限公司")
    PersonFactory(name="王志杰", title="党委书记、董事长", organisation=organisation)
    PersonFactory(name="赵旁人", title="记者", organisation=None)
    page = editor.get(reverse(name), {"q": query}).content.decode()
    assert "王志杰" in page
    assert "赵旁人" not in page


@pytest.mark.parametrize("query", ["C-2025", "生产线", "王志杰", "wzj"])
def test_commitments_are_found_by_code_words_and_speaker(editor, query):
    commitment = CommitmentFactory(speaker=PersonFactory(name="王志杰"))
    assert listed(editor, LEDGER, q=query) == [commitment]
    assert listed(editor, LEDGER, q="没有这样的话") == []


@pytest.mark.parametrize("query", ["'", '"', "\\", "%", "(", "[", "*", "z" * 500, "a b c d " * 200])
def test_odd_searches_find_nothing_and_break_nothing(editor, query):
    for name in [LEDGER, "wagtailsnippetchoosers_initiatives_person:choose_results"]:
        assert editor.get(reverse(name), {"q": query}).status_code == 200


@pytest.mark.parametrize(
    "filters",
    [
        {"verdict": "xyz"},
        {"due_year": "99999999"},
        {"speaker": "abc"},
        {"deadline_from": "x"},
        {"p": "abc"},
        {"initiatives": "9" * 30},
    ],
)
def test_odd_filters_break_nothing(editor, filters):
    assert editor.get(reverse(LEDGER), filters).status_code == 200


def test_choosers_show_title_and_organisation(editor):
    PersonFactory(name="王志杰", title="董事长")
    page = editor.get(reverse("wagtailsnippetchoosers_initiatives_person:choose_results"))
    assert "董事长" in page.content.decode()
    assert "示例公司" in page.content.decode()


@pytest.mark.parametrize("kind", ["person", "organisation", "topic", "commitment"])
@pytest.mark.parametrize("key", ["abc", "-1", "²", "😀", "0", "9" * 30])
def test_choosing_what_is_not_there_breaks_nothing(editor, kind, key):
    chooser = f"wagtailsnippetchoosers_initiatives_{kind}"
    assert editor.get(reverse(f"{chooser}:chosen", args=[key])).status_code == 404
    response = editor.get(reverse(f"{chooser}:chosen_multiple"), {"id": ["1", key]})
    assert response.status_code == 200


def test_commitments_cannot_be_copied(editor):
    commitment = CommitmentFactory()
    address = f"/admin/snippets/initiatives/commitment/copy/{commitment.pk}/"
    assert editor.get(address).status_code == 404


@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_the_ledger_can_be_exported(editor, export):
    publish_verdict(NumberCommitmentFactory())
    assert editor.get(reverse(LEDGER), {"export": export}).status_code == 200


def test_the_front_page_counts_what_awaits_an_editor_and_links_to_it(editor):
    CommitmentFactory(deadline=dt.date(2025, 12, 31), deadline_precision=DeadlinePrecision.DAY)
    AssessmentFactory()
    response = editor.get("/admin/")
    panel = next(panel for panel in response.context["panels"] if panel.name == "newsroom_duties")
    duties = {duty.label: duty for duty in panel.get_context_data()["duties"]}
    assert {label: duty.number for label, duty in duties.items()} == {
        "待核查": 2,
        "90 日内到期": 0,
        "已逾期未判定": 1,
        "无回音": 2,
        "出处失效": 0,
        "待批判定": 1,
        "待审申报": 0,
        "待审读的回应": 0,
        "待看的线索": 0,
    }
    for duty in duties.values():
        assert len(editor.get(duty.url).context["object_list"]) == duty.number


def test_a_chief_editor_counts_only_what_they_may_approve(client):
    chief = UserFactory(group="主编")
    client.force_login(chief)
    AssessmentFactory(proposed_by=chief)
    AssessmentFactory()
    panels = client.get("/admin/").context["panels"]
    panel = next(panel for panel in panels if panel.name == "newsroom_duties")
    duty = next(duty for duty in panel.get_context_data()["duties"] if duty.label == "待批判定")
    assert duty.number == 1
    assert len(client.get(duty.url).context["object_list"]) == 1


def test_the_menu_speaks_the_newsrooms_words_and_hides_wagtails_help(editor):
    page = editor.get("/admin/").content.decode()
    for words in ["承诺簿", "判定", "回应", "进展申报", "人物", "机构", "主题"]:
        assert json.dumps(words).strip('"') in page
    assert "wagtail.org" not in page


@pytest.mark.parametrize("key", ["2026.5", "\x00", "²", "nan", "9" * 40])
def test_a_form_shown_again_with_a_key_that_can_be_none_says_so(editor, key):
    data = {"commitment": key, "reporter": key, "as_of": "2026-01-02", "status": "submitted"}
    response = editor.post(reverse("progress-reports:add"), data)
    assert response.status_code == 200
    assert "commitment" in response.context["form"].errors
