"""One search over everything a reader may open."""

import pytest

from articles.tests.factories import RoundtablePageFactory
from initiatives.tests.factories import (
    CommitmentFactory,
    InitiativePageFactory,
    OrganisationFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["王志杰", "wang zhi jie", "wangzhijie", "wzj", "志杰"])
def test_people_are_found_by_name_and_by_sound(client, query):
    PersonFactory(name="王志杰")
    PersonFactory(name="曹斌")
    html = client.get("/search/", {"q": query}).content.decode()
    assert "/people/wang-zhi-jie/" in html
    assert "/people/cao-bin/" not in html


def test_every_kind_is_found_by_two_characters(client):
    organisation = OrganisationFactory(name="海湾圆桌研究会")
    CommitmentFactory(summary="办好圆桌", speaker=PersonFactory(organisation=organisation))
    RoundtablePageFactory(title="绿色航运圆桌会议")
    InitiativePageFactory(title="圆桌计划")
    html = client.get("/search/", {"q": "圆桌"}).content.decode()
    for heading in ("机构", "承诺", "稿件", "行动档案"):
        assert f'<h2 class="label">{heading}</h2>' in html


def test_all_words_are_required(client):
    CommitmentFactory(summary="建成超充站")
    assert "建成超充站" in client.get("/search/", {"q": "建成 超充"}).content.decode()
    assert "没有找到" in client.get("/search/", {"q": "建成 泊位"}).content.decode()


def test_too_long_a_query_is_refused_in_words(client):
    response = client.get("/search/", {"q": "言" * 61})
    assert response.status_code == 200
    assert "最多 60 字" in response.content.decode()


def test_markup_in_a_query_is_shown_as_text(client):
    html = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in html
