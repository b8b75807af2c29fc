"""去年说／今年说 as readers see it: on the page of a commitment and of a person."""

import datetime as dt
import itertools
import re

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from articles.tests.factories import RoundtablePageFactory
from home.demo.samples import samples
from home.tests.populate import marked, populate, publish, statement
from initiatives.enums import Shift
from initiatives.facing import Said, compare
from initiatives.models import Commitment, Person
from initiatives.tests.factories import NumberCommitmentFactory, PersonFactory
from portal.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today(monkeypatch) -> None:
    monkeypatch.setattr("initiatives.templatetags.facing.localdate", lambda: TODAY)


@pytest.fixture
def speaker() -> Person:
    return PersonFactory()


@pytest.fixture
def first(speaker) -> Commitment:
    return NumberCommitmentFactory(
        speaker=speaker,
        quote="到2027年，年产量超百万辆。",
        said_on=dt.date(2025, 10, 19),
    )


def again(first: Commitment, **fields) -> Commitment:
    """A year later: less, and a year later."""
    given = {
        "speaker": first.speaker,
        "quote": "到2028年，年产量达到90万辆。",
        "said_on": dt.date(2026, 10, 9),
        "target": 900_000,
        "number_text": "90万辆",
        "deadline": dt.date(2028, 12, 31),
        "deadline_text": "到2028年",
    }
    return NumberCommitmentFactory(**given | fields)


def read(client: Client, what: Commitment | Person) -> str:
    response = client.get(what.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_both_quotes_stand_on_every_page_concerned(client, first):
    second = again(first, supersedes=first)
    for page in (first, second, first.speaker):
        html = read(client, page)
        text = words_of(html)
        assert "去年说／今年说" in text
        assert first.quote in text
        assert second.quote in text
        assert text.index("去年说 2025年10月19日") < text.index("今年说 2026年10月9日")
        assert "调低 10万辆（10%）" in text
        assert "推迟 一年" in text
        assert html.count('class="facing__side"') == 2
        assert "编辑部认定后一句取代前一句" in text


def test_only_the_words_that_changed_are_underlined(client, first):
    second = again(first, supersedes=first, deadline=first.deadline, deadline_text="到2028年")
    html = read(client, second)
    assert '<mark class="pledge">90万辆</mark>' in html
    assert '<mark class="pledge">超百万辆</mark>' in html
    assert '<mark class="pledge">到' not in html
    assert "期限未变" in html


def test_each_page_leads_to_the_other(client, first):
    second = again(first, supersedes=first)
    assert f'href="{second.get_absolute_url()}"' in read(client, first)
    assert f'href="{first.get_absolute_url()}"' in read(client, second)


def test_the_top_of_the_page_says_that_other_words_followed(client, first):
    second = again(first, supersedes=first)
    text = words_of(read(client, first))
    assert f"2026年10月改了说法 → {second.code}" in text
    assert text.index("改了说法") < text.index(first.quote, text.index("跳到正文"))
    assert "改了说法" not in words_of(read(client, second))


def test_the_line_of_events_tells_the_day_of_other_words(client, first):
    second = again(first, supersedes=first)
    [event] = [one for one in first.events if one.kind == "reworded"]
    assert event.day == second.said_on
    told = f"改了说法：调低 10万辆（10%），推迟一年，见 {second.code}。"
    assert told in words_of(read(client, first))


def test_what_only_measures_the_same_is_shown_but_not_called_superseded(client, first):
    second = again(first)
    for page in (first, second, first.speaker):
        text = words_of(read(client, page))
        assert "去年说／今年说" in text
        assert "编辑部没有认定后一句取代前一句" in text
        assert "改了说法" not in text


def test_years_are_named_when_they_do_not_follow(client, first):
    again(first, said_on=dt.date(2023, 3, 1), deadline=dt.date(2027, 12, 31))
    assert "2023年说／2025年说" in words_of(read(client, first))


@pytest.mark.parametrize("declared", [True, False])
def test_a_draft_never_faces_what_is_published(client, first, declared):
    draft = again(first, supersedes=first if declared else None, live=False)
    for page in (first, first.speaker):
        html = read(client, page)
        assert draft.code not in html
        assert draft.quote not in words_of(html)
        assert "今年说" not in html
        assert "改了说法" not in html


def test_a_withdrawn_earlier_promise_does_not_show(client, first):
    second = again(first, supersedes=first)
    first.unpublish()
    assert first.code not in read(client, second)
    assert first.code not in read(client, first.speaker)


def test_what_others_said_never_faces(client, first):
    again(first, speaker=PersonFactory())
    assert 'class="facing"' not in read(client, first)


def test_a_chain_is_shown_pair_by_pair(client, first):
    oldest = again(first, said_on=dt.date(2024, 3, 1), deadline=dt.date(2026, 12, 31))
    newest = again(first)
    text = words_of(read(client, first.speaker))
    assert text.index("2024年说／2025年说") < text.index("去年说／今年说")
    middle = read(client, first)
    assert middle.count('class="facing"') == 2
    for end in (oldest, newest):
        assert read(client, end).count('class="facing"') == 1


def test_the_article_is_named_only_where_every_reader_may_open_it(client, first):
    second = again(first, supersedes=first)
    page = publish(
        RoundtablePageFactory(
            title="一年之后的圆桌", body=[statement(first.speaker, marked(second))]
        )
    )
    for where in (first, second, first.speaker):
        assert f'lang="zh-Hans">《{page.title}》</a>' in read(client, where)
        assert page.title in read(client, where)
    restriction = {"restriction_type": PageViewRestriction.LOGIN}
    PageViewRestriction.objects.create(page=page, **restriction)
    for where in (first, second, first.speaker):
        assert page.title not in read(client, where)


def test_quotes_are_printed_as_words_not_as_markup(client, first):
    again(first, quote="<script>alert(1)</script>到2028年，90万辆", supersedes=first)
    html = read(client, first)
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_a_preview_lets_the_forms_words_face_what_is_published(client, first):
    client.force_login(UserFactory(group="编辑"))
    draft = again(first, live=False)
    address = reverse("wagtailsnippets_initiatives_commitment:preview_on_edit", args=[draft.pk])
    given = ("summary", "quote", "kind", "metric", "comparator", "target", "unit", "said_on")
    data = {name: getattr(draft, name) for name in given} | {
        "speaker": draft.speaker_id,
        "deadline": draft.deadline,
        "deadline_precision": draft.deadline_precision,
        "supersedes": first.pk,
        "target": 950_000,
    }
    assert client.post(address, data).json()["is_valid"]
    text = words_of(client.get(address).content.decode())
    assert "调低 5万辆（5%）" in text
    assert "编辑部认定后一句取代前一句" in text


def add_pairs(speaker: Person, number: int) -> None:
    """As many promises again, each declared to follow the one before it; all in articles."""
    known = itertools.count(Commitment.objects.filter(speaker=speaker).count())
    for index in itertools.islice(known, number):
        metric = f"指标{index}"
        one = NumberCommitmentFactory(
            speaker=speaker, metric=metric, said_on=dt.date(2024, 3, 1), quote=f"第{index}句。"
        )
        other = again(one, metric=metric, supersedes=one, quote=f"再说第{index}句。")
        publish(RoundtablePageFactory(body=[statement(speaker, marked(one), marked(other))]))


def test_pairs_cost_the_same_with_ten_times_as_many(client, django_assert_max_num_queries):
    populate()
    commitment = Commitment.objects.filter(reports__isnull=False).first()
    speaker = commitment.speaker
    again(commitment, metric=commitment.metric, supersedes=commitment)

    def cost() -> list[int]:
        found = []
        for page in (commitment, speaker):
            client.get(page.get_absolute_url())
            caches["renditions"].clear()
            with django_assert_max_num_queries(MOST_QUERIES) as captured:
                assert 'class="facing"' in read(client, page)
            found.append(len(captured))
        return found

    add_pairs(speaker, 2)
    few = cost()
    add_pairs(speaker, 18)
    assert cost() == few


def test_nothing_inline_in_pages_that_face(client, first):
    again(first, supersedes=first)
    for page in (first, first.speaker):
        assert not re.search(r"\sstyle=|<style|\son\w+=", read(client, page))


def test_demo_shows_a_number_lowered_and_a_deadline_put_off():
    content = samples(TODAY)
    known = {one.key: one for one in content.commitments}
    [later] = [one for one in content.commitments if one.supersedes]
    earlier = known[later.supersedes]
    assert earlier.speaker == later.speaker
    assert earlier.said_on < later.said_on
    changes = compare(Said.of(earlier), Said.of(later))
    assert [change.shift for change in changes] == [Shift.LOWERED, Shift.POSTPONED]
