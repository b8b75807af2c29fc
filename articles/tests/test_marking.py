"""The dialog 承诺 reads the selected sentence, and offers what is like it."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.manuscripts.measures import read_measures
from articles.marking import alike, filled_in
from initiatives.models import Commitment
from initiatives.tests.factories import CommitmentFactory, PersonFactory
from portal.tests.factories import UserFactory

SAID_ON = dt.date(2026, 3, 12)
SENTENCE = "明年6月前，集团新增充电桩5000个，故障率降到2%以内。"


def test_number_unit_comparator_and_deadline_come_from_the_words():
    values = filled_in(read_measures(SENTENCE, SAID_ON), SAID_ON)
    assert values["kind"] == "number"
    assert (values["target"], values["unit"]) == ("5000", "个")
    assert values["comparator"] == "increase_by"
    assert values["deadline"] == dt.date(2027, 6, 30)
    assert (values["deadline_precision"], values["deadline_text"]) == ("month", "明年6月前")


def test_a_sentence_without_number_or_date_fills_nothing_in():
    assert filled_in(read_measures("我们将把服务做细。", SAID_ON), SAID_ON) == {}


@pytest.mark.django_db
class TestDialog:
    def open(self, client, **parameters) -> str:
        user = UserFactory()
        user.groups.add(Group.objects.get(name="编辑"))
        client.force_login(user)
        return client.get(reverse("mark_chooser:choose"), parameters).json()["html"]

    def test_shows_what_it_understood_and_fills_the_form(self, client):
        html = self.open(client, quote=SENTENCE, said_on="2026-03-12")
        assert "从这句话里读出" in html
        assert 'value="5000"' in html
        assert 'value="2027-06-30"' in html
        assert "句中还有“降到2%以内”" in html

    def test_says_nothing_where_there_is_nothing_to_say(self, client):
        html = self.open(client, quote="我们将把服务做细。", said_on="2026-03-12")
        assert "sentence-read" not in html

    def test_offers_what_the_speaker_said_before_and_nobody_elses(self, client):
        speaker = PersonFactory()
        same = CommitmentFactory(speaker=speaker, quote=SENTENCE, summary="充电桩新增五千个")
        other = CommitmentFactory(quote=SENTENCE, summary="别人的同一句话")
        html = self.open(client, quote=SENTENCE, speaker=speaker.pk, said_on="2026-03-12")
        offered = html.split("sentence-read")[1].split("<form data-chooser")[0]
        assert same.summary in offered
        assert reverse("mark_chooser:chosen", args=[same.pk]) in offered
        assert other.summary not in offered


@pytest.mark.django_db
def test_the_likest_stands_first_and_one_query_finds_it(django_assert_max_num_queries):
    speaker = PersonFactory()
    CommitmentFactory(speaker=speaker, quote="集团将把食堂办好。")
    near = CommitmentFactory(speaker=speaker, quote=SENTENCE.replace("6月", "九月"))
    exact = CommitmentFactory(speaker=speaker, quote=f"“{SENTENCE}”")
    measures = read_measures(SENTENCE, SAID_ON)
    for _ in range(2):
        with django_assert_max_num_queries(1):
            found = alike(SENTENCE, speaker.pk, measures)
        assert found == [exact, near]
        CommitmentFactory.create_batch(5, speaker=speaker, quote="说的是别的一件事，毫不相干。")


@pytest.mark.django_db
def test_without_a_speaker_nothing_is_offered():
    CommitmentFactory(quote=SENTENCE)
    assert alike(SENTENCE, None, read_measures(SENTENCE, SAID_ON)) == []
    assert Commitment.objects.count() == 1
