"""The explorer: what could be chosen next and how much it gives, questions, addresses."""

import datetime as dt
import re

import pytest
import time_machine
from django.http import QueryDict
from django.utils.timezone import make_aware

from initiatives.enums import CommitmentKind, EvidenceLevel, Verdict
from initiatives.ledger import LedgerFilterSet
from initiatives.ledger.explorer import Explorer
from initiatives.ledger.facets import MORE, SHOWN
from initiatives.models import Commitment, InitiativePage, Organisation, Person, Topic
from initiatives.tests.factories import (
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
from initiatives.tests.volume import many_commitments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

LEDGER = "/commitments/"
STATES = [
    "",
    "verdict=unchecked&verdict=kept",
    "schedule=overdue",
    "evidence=official&evidence=none",
    "kind=number&number=yes",
    "topic=gang-kou&topic=che",
    "topic=gang-kou&initiative=an-dian",
    "organisation=gong-si-jia&speaker=wang-jia&speaker=wang-yi",
    "year=this&since=month",
    "since=2026-03-01&sort=updated",
    "silent=yes",
    "q=岸电&sort=due",
    "verdict=not_kept&schedule=overdue&evidence=newsroom&topic=che&year=2026",
]


@pytest.fixture
def today():
    with time_machine.travel("2026-11-22 12:00+08:00"):
        yield


@pytest.fixture
def varied(today) -> None:
    """A few commitments that differ in every facet."""
    harbour, cars = TopicFactory(name="港口"), TopicFactory(name="车")
    plan, other = InitiativePageFactory(title="岸电"), InitiativePageFactory(title="超充")
    first = PersonFactory(name="王甲", organisation=OrganisationFactory(name="公司甲"))
    second = PersonFactory(name="王乙", organisation=OrganisationFactory(name="公司乙"))
    due = {"deadline": dt.date(2026, 6, 30), "deadline_precision": "month"}
    hour = make_aware(dt.datetime(2026, 11, 3, 9))
    a = CommitmentFactory(
        summary="岸电一", speaker=first, topics=[harbour, cars], initiatives=[plan]
    )
    b = NumberCommitmentFactory(summary="岸电二", speaker=second, topics=[cars])
    c = CommitmentFactory(
        summary="泊位三", speaker=first, topics=[harbour], initiatives=[plan, other], **due
    )
    d = CommitmentFactory(summary="泊位四", speaker=second, kind=CommitmentKind.SUPPORT, **due)
    NumberCommitmentFactory(summary="车五", speaker=second, organisation=None, topics=[cars])
    ReplyFactory(commitment=c)
    ReplyFactory(commitment=d, replied_on=dt.date(2026, 2, 1), text="在做。")
    publish_verdict(a, Verdict.KEPT, level=EvidenceLevel.OFFICIAL, published_at=hour)
    publish_verdict(b, Verdict.ON_TRACK)
    publish_verdict(b, Verdict.BEHIND, level=EvidenceLevel.AUDIT)
    publish_verdict(c, Verdict.NOT_KEPT)
    ProgressReportFactory(commitment=b, accepted_at=make_aware(dt.datetime(2026, 3, 5, 9)))
    CommitmentFactory(summary="草稿", speaker=first, topics=[harbour], live=False)


def asked(query: str) -> LedgerFilterSet:
    return LedgerFilterSet(QueryDict(query), Commitment.objects.public())


def explored(query: str) -> Explorer:
    return Explorer(QueryDict(query), LEDGER)


def test_columns_find_what_the_database_finds_in_the_same_order(varied):
    for state in STATES:
        assert list(explored(state).page) == list(asked(state).qs), state
    assert [one.summary for one in explored("silent=yes").page] == ["泊位三"]


def test_every_count_is_what_choosing_the_value_would_give(varied):
    """With the other filters in force, and without what else is chosen of the same facet."""
    counted = 0
    for state in STATES[::2]:
        explorer = explored(state)
        for facet in explorer.facets.all:
            for option in [*facet.options, *facet.more]:
                chosen = {facet.name: [option.value] if option.value else []}
                query = explorer.with_change(**chosen).partition("?")[2]
                assert option.count == asked(query).qs.count(), (state, query)
                counted += option.count > 0
    assert counted > 80


def test_values_of_one_facet_widen_and_facets_narrow_down(varied):
    found = {one.summary for one in explored("verdict=kept&verdict=behind").page}
    assert found == {"岸电一", "岸电二"}
    assert [one.summary for one in explored("verdict=kept&verdict=behind&number=yes").page] == [
        "岸电二"
    ]


def test_a_wrong_value_is_ignored_aloud_and_its_neighbours_count(client, varied):
    response = client.get(f"{LEDGER}?verdict=kept&verdict=xyz&speaker=nobody&since=yesterday")
    html = response.content.decode()
    assert [one.summary for one in response.context["page_obj"]] == ["岸电一"]
    for label in ("如今", "人物", "更新"):
        assert f"“{label}”不认识这个值" in html
    filters = asked("verdict=kept&verdict=xyz&q=" + "长" * 61)
    assert filters.unknown == {"verdict": ["xyz"], "q": ["长" * 61]}
    assert [one.summary for one in filters.qs] == ["岸电一"]


def test_questions_are_addresses_that_mean_the_same_next_year(client, varied):
    questions = {link.label: link for link in explored("sort=due&verdict=kept").questions}
    assert questions["今年到期的"].address == f"{LEDGER}?year=this&sort=due"
    assert questions["今年到期的"].count == 2
    assert questions["无回音的"].count == 1
    assert [link.label for link in explored("year=this").questions if link.is_current] == [
        "今年到期的"
    ]
    with time_machine.travel("2027-02-01 12:00+08:00"):
        assert {one.summary for one in explored("year=this").page} == {"岸电二", "车五"}
        html = client.get(f"{LEDGER}?year=this").content.decode()
    assert "今年（2027年）" in html


def test_a_state_has_one_address_without_empty_parameters(client, varied):
    shuffled = "page=1&q=岸电&sort=said&view=list&topic=che&verdict=kept&verdict=unchecked"
    address = explored(shuffled).with_change()
    parameters = re.findall(r"[?&](\w+)=", address)
    assert parameters == ["verdict", "verdict", "topic", "q"]
    response = client.get(f"{LEDGER}?q=&since=&verdict=kept&sort=due&page=2")
    assert response.status_code == 302
    assert response.url == f"{LEDGER}?verdict=kept&sort=due&page=2"
    assert client.get("/en/commitments/?q=").url == "/en/commitments/"
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("asked", ["page=", "q=&page=", "page=&page=", "verdict=kept&page="])
def test_empty_parameters_lead_somewhere(client, varied, asked):
    answer = client.get(f"/commitments/?{asked}", follow=True)
    assert (answer.status_code, len(answer.redirect_chain)) == (200, 1)


def test_each_choice_can_be_taken_back_alone_or_all_at_once(varied):
    explorer = explored("verdict=kept&verdict=behind&speaker=wang-jia&view=table")
    assert [(chip.facet, chip.label) for chip in explorer.chips] == [
        ("如今", "进度滞后"),
        ("如今", "已兑现"),
        ("人物", "王甲"),
    ]
    addresses = {chip.label: chip.address for chip in explorer.chips}
    assert addresses["王甲"].endswith("verdict=behind&verdict=kept&view=table")
    assert addresses["已兑现"] == f"{LEDGER}?verdict=behind&speaker=wang-jia&view=table"
    assert explorer.cleared == f"{LEDGER}?view=table"


@pytest.mark.parametrize(
    ("invited", "answer", "verdict", "silent"),
    [
        (True, {}, Verdict.UNCHECKED, True),
        (True, {}, Verdict.BEHIND, True),
        (True, {}, Verdict.KEPT, False),
        (False, {}, Verdict.BEHIND, False),
        (True, {"replied_on": dt.date(2026, 2, 1), "text": "在做。"}, Verdict.BEHIND, False),
    ],
)
def test_silence_is_an_invitation_after_which_nothing_came(today, invited, answer, verdict, silent):
    commitment = CommitmentFactory(deadline=dt.date(2026, 6, 30), deadline_precision="day")
    if invited:
        ReplyFactory(commitment=commitment)
    if answer:
        ReplyFactory(commitment=commitment, invited_on=dt.date(2026, 1, 20), **answer)
    if verdict != Verdict.UNCHECKED:
        publish_verdict(commitment, verdict)
    assert explored("silent=yes").total == silent
    assert asked("silent=yes").qs.count() == silent


def test_a_report_of_the_other_side_breaks_the_silence_and_the_newsrooms_own_does_not(today):
    commitment = CommitmentFactory(deadline=dt.date(2026, 6, 30), deadline_precision="day")
    ReplyFactory(commitment=commitment)
    ProgressReportFactory(commitment=commitment)
    assert explored("silent=yes").total == 1
    ProgressReportFactory(
        commitment=commitment,
        association=OrganisationFactory(),
        reporter=commitment.organisation,
    )
    assert explored("silent=yes").total == asked("silent=yes").qs.count() == 0


def test_before_the_deadline_and_unchecked_nobody_is_silent(today):
    ReplyFactory(commitment=NumberCommitmentFactory())
    assert explored("silent=yes").total == asked("silent=yes").qs.count() == 0


def test_nothing_unpublished_is_offered_or_found(client, varied):
    Organisation.objects.filter(name="公司甲").update(live=False)
    Person.objects.filter(name="王甲").update(live=False)
    InitiativePage.objects.filter(title="超充").update(live=False)
    facets = {facet.name: facet for facet in explored("").facets.all}
    names = {name: [one.label for one in facets[name].options] for name in facets}
    assert names["organisation"] == ["公司乙"]
    assert names["speaker"] == ["王乙"]
    assert names["initiative"] == ["岸电"]
    assert sum(one.count for one in facets["kind"].options) == 5
    html = client.get(f"{LEDGER}?organisation=gong-si-jia&initiative=chao-chong").content.decode()
    assert "“机构”不认识这个值" in html
    assert "“行动档案”不认识这个值" in html
    assert "共 5 项" in html


def test_unpublished_speakers_are_not_even_counted(varied):
    for _ in range(SHOWN + MORE + 3):
        CommitmentFactory(
            speaker=PersonFactory(live=False), organisation=OrganisationFactory(live=False)
        )
    facets = {facet.name: facet for facet in explored("").facets.all}
    for name, model in (("speaker", Person), ("organisation", Organisation)):
        named = {option.label for option in (*facets[name].options, *facets[name].more)}
        public = model.objects.public().filter(commitments__live=True).distinct()
        assert named == set(public.values_list("name", flat=True))
        assert facets[name].rest == 0


def test_long_facets_show_the_largest_and_how_many_more_there_are(client):
    speakers = [PersonFactory(organisation=None) for _ in range(60)]
    for speaker in speakers:
        many_commitments(1, speaker=speaker, organisation=None)
    many_commitments(2, speaker=speakers[-1], organisation=None)
    facet = next(one for one in explored("").facets.all if one.name == "speaker")
    assert facet.options[0].value == speakers[-1].slug
    assert facet.options[0].count == 3
    shown = len(facet.options) + len(facet.more)
    assert shown == 46
    html = client.get(LEDGER).content.decode()
    assert html.count('name="speaker"') == shown
    assert f"另有 {facet.rest} 个" in html
    chosen = speakers[-2].slug
    facet = next(one for one in explored(f"speaker={chosen}").facets.all if one.name == "speaker")
    assert facet.options[0].value == chosen
    assert facet.options[0].is_chosen


def test_every_state_costs_the_same_with_ten_times_the_content(
    client, varied, django_assert_max_num_queries
):
    everything = (
        "verdict=behind&schedule=overdue&evidence=audit&kind=number&topic=che&initiative=an-dian"
        "&organisation=gong-si-yi&speaker=wang-yi&year=this&number=yes&since=week&silent=yes&q=车"
    )
    states = [*STATES, everything, f"{everything}&sort=due&view=table", "view=table&sort=updated"]

    def costs() -> list[int]:
        found = []
        for state in states:
            client.get(f"{LEDGER}?{state}")
            with django_assert_max_num_queries(15) as captured:
                assert client.get(f"{LEDGER}?{state}").status_code == 200
            found.append(len(captured))
        return found

    few = costs()
    topic, initiative = Topic.objects.first(), InitiativePage.objects.first()
    for _ in range(10):
        commitment = NumberCommitmentFactory(topics=[topic, TopicFactory()])
        commitment.initiatives.set([initiative])
        commitment.save()
        publish_verdict(commitment)
    assert costs() == few


def test_the_table_is_one_and_tells_its_order(client, varied):
    html = client.get(f"{LEDGER}?view=table&sort=due").content.decode()
    table = re.search(r'<table class="sheet.*?</table>', html, re.DOTALL)[0]
    assert "<caption" in table
    assert table.count('<th scope="col"') == 8
    assert table.count('<th scope="row"') == 5
    assert '<th scope="col" aria-sort="ascending">期限</th>' in table
    assert 'role="region" tabindex="0"' in html
    assert "“显示”不认识这个值" in client.get(f"{LEDGER}?view=cards").content.decode()


def test_the_page_works_as_a_form_and_announces_what_was_found(client, varied):
    html = client.get(f"{LEDGER}?verdict=kept&sort=due").content.decode()
    form = html[html.index('<form class="choices"') : html.index("</form>")]
    assert 'method="get" action="/commitments/"' in form
    assert 'type="submit"' in form
    assert 'name="verdict" value="kept" id="verdict-kept" checked' in form
    assert '<input type="hidden" name="sort" value="due">' in form
    assert re.search(r'role="status">\s*共 1 项', html)
    assert html.count("htmx") > 0
    assert '"allowEval": false' in html
