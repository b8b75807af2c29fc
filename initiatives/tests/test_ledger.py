"""The readers' ledger: filters work alone and together, and stay in the address."""

import datetime as dt

import pytest
import time_machine

from initiatives.enums import ScheduleState, Verdict
from initiatives.tests.factories import (
    CommitmentFactory,
    InitiativePageFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    PersonFactory,
    TopicFactory,
    publish_verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def found(client, **query) -> set[str]:
    """Summaries listed for a query."""
    response = client.get("/commitments/", query)
    assert response.status_code == 200
    return {commitment.summary for commitment in response.context["page_obj"]}


@pytest.fixture
def three():
    """甲 is judged, due and tagged; 乙 shares its topic; 丙 shares nothing."""
    topic, initiative = TopicFactory(name="充电"), InitiativePageFactory(title="超充计划")
    organisation = OrganisationFactory(name="示例充电公司")
    first = NumberCommitmentFactory(
        summary="甲",
        speaker=PersonFactory(name="周甲", organisation=organisation),
        topics=[topic],
        initiatives=[initiative],
    )
    CommitmentFactory(summary="乙", topics=[topic])
    CommitmentFactory(summary="丙", deadline=dt.date(2026, 12, 31), deadline_precision="year")
    publish_verdict(first, Verdict.ON_TRACK)
    return first


@time_machine.travel("2026-11-22 12:00+08:00")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"甲", "乙", "丙"}),
        ({"verdict": "on_track"}, {"甲"}),
        ({"verdict": "unchecked"}, {"乙", "丙"}),
        ({"schedule": "open_ended"}, {"乙"}),
        ({"schedule": "due_soon"}, {"丙"}),
        ({"schedule": "not_due"}, {"甲"}),
        ({"year": "2027"}, {"甲"}),
        ({"topic": "chong-dian"}, {"甲", "乙"}),
        ({"initiative": "chao-chong-ji-hua"}, {"甲"}),
        ({"organisation": "shi-li-chong-dian-gong-si"}, {"甲"}),
        ({"q": "周甲"}, {"甲"}),
        ({"q": "zhoujia"}, {"甲"}),
        ({"topic": "chong-dian", "verdict": "unchecked"}, {"乙"}),
        ({"topic": "chong-dian", "verdict": "on_track", "year": "2027", "q": "甲"}, {"甲"}),
        ({"topic": "chong-dian", "schedule": "due_soon"}, set()),
        ({"verdict": "on_track", "year": "99"}, {"甲"}),
    ],
)
def test_filters_alone_and_together(client, three, query, expected):
    assert found(client, **query) == expected


def test_choices_offered_lead_somewhere(client, three):
    TopicFactory(name="只在草稿里")
    CommitmentFactory(live=False, topics=[TopicFactory(name="草稿主题")])
    OrganisationFactory(name="没有承诺的机构")
    html = client.get("/commitments/").content.decode()
    assert "充电" in html
    for absent in ("只在草稿里", "草稿主题", "没有承诺的机构"):
        assert absent not in html


def test_pages_keep_the_filters_in_the_address(client):
    for _ in range(31):
        CommitmentFactory()
    html = client.get("/commitments/?verdict=unchecked&page=1").content.decode()
    assert 'href="?verdict=unchecked&amp;page=2"' in html
    second = client.get("/commitments/?verdict=unchecked&page=2").content.decode()
    assert "共 31 项" in second
    assert "第 2 页，共 2 页" in second


def test_the_form_shows_what_was_chosen(client, three):
    html = client.get("/commitments/?verdict=on_track&q=甲").content.decode()
    assert 'value="on_track" id="verdict-on_track" checked>' in html
    assert 'value="甲"' in html


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_and_state_has_a_word_a_sign_and_a_meaning(client, verdict):
    html = client.get("/methodology/").content.decode()
    assert str(verdict.label) in html
    assert verdict.description in html
    for state in ScheduleState:
        assert state.description in html
