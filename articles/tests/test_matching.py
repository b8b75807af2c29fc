"""Names in a manuscript and the people who exist: nobody merged, nobody doubled silently."""

import pytest

from initiatives.enums import OrganisationKind
from initiatives.tests.factories import OrganisationFactory, PersonFactory

from ..enums import AppearanceRole
from ..manuscripts.understanding import Participant, Role
from ..matching import MatchState, match_organisations, match_people, printed_title
from .factories import AppearanceFactory
from .understandings import guest, make_article

pytestmark = pytest.mark.django_db


def match(participant: Participant):
    return match_people(make_article(people=[participant]))[participant.key]


@pytest.fixture
def chairman():
    """张伟, chairman of 星河重工集团."""
    organisation = OrganisationFactory(name="星河重工集团", short_name="星河重工")
    return PersonFactory(name="张伟", title="党委书记、董事长", organisation=organisation)


def test_nobody_of_that_name_is_new():
    found = match(guest("p1", "张伟", "星河重工集团", "董事长"))
    assert (found.state, found.person, found.choices) == (MatchState.NEW, None, [])


@pytest.mark.parametrize(
    ("organisation", "title"),
    [
        ("星河重工集团", "党委书记、董事长"),
        ("星河重工集团", "董事长"),
        ("星河重工", "董事长"),
        ("澜江星河重工集团", "党委书记、董事长"),
    ],
)
def test_a_compatible_title_is_the_known_person(chairman, organisation, title):
    found = match(guest("p1", "张伟", organisation, title))
    assert (found.state, found.person) == (MatchState.KNOWN, chairman)


def test_a_draft_is_known_too_and_so_is_its_draft_organisation():
    organisation = OrganisationFactory(name="梧桐示例科技", live=False)
    person = PersonFactory(name="曹示", title="总经理", organisation=organisation, live=False)
    assert match(guest("p1", "曹示", "梧桐示例科技", "总经理")).person == person


@pytest.mark.parametrize(
    ("organisation", "title"), [("远山银行", "行长"), ("", ""), ("", "董事长"), ("", "市民")]
)
def test_another_title_or_none_is_asked(chairman, organisation, title):
    found = match(guest("p1", "张伟", organisation, title))
    assert (found.state, found.person) == (MatchState.AMBIGUOUS, None)
    assert found.choices == [chairman]


@pytest.mark.parametrize("title", ["", "董事长"])
def test_a_person_without_title_or_organisation_is_asked(title):
    PersonFactory(name="张伟", title=title, organisation=None)
    found = match(guest("p1", "张伟", "星河重工集团", "董事长"))
    assert found.state == MatchState.AMBIGUOUS


def test_of_two_the_compatible_one_is_known(chairman):
    PersonFactory(name="张伟", title="行长", organisation__name="远山银行")
    assert match(guest("p1", "张伟", "星河重工集团", "董事长")).person == chairman


def test_two_compatible_ones_are_asked(chairman):
    PersonFactory(name="张伟", title="董事长", organisation=chairman.organisation)
    found = match(guest("p1", "张伟", "星河重工集团", "董事长"))
    assert found.state == MatchState.AMBIGUOUS
    assert len(found.choices) == 2


def test_the_editors_word_decides(chairman):
    banker = {"organisation": "远山银行", "title": "行长"}
    chosen = match(guest("p1", "张伟", identity=str(chairman.pk), **banker))
    assert (chosen.state, chosen.person) == (MatchState.KNOWN, chairman)
    fresh = match(guest("p1", "张伟", identity="new", **banker))
    assert (fresh.state, fresh.person, fresh.choices) == (MatchState.NEW, None, [chairman])


@pytest.mark.parametrize("identity", ["999999", "0", "x", "9" * 40])
def test_a_decision_for_nobody_is_asked_again(chairman, identity):
    found = match(guest("p1", "张伟", "远山银行", "行长", identity=identity))
    assert found.state == MatchState.AMBIGUOUS


@pytest.mark.parametrize("title", ["本报记者", "通讯员", "首席记者", "", "本报评论员"])
def test_a_byline_is_the_one_person_of_the_press_of_that_name(title):
    paper = OrganisationFactory(name="澜江日报", kind=OrganisationKind.MEDIA)
    reporter = PersonFactory(name="杨示", title="首席记者", organisation=paper)
    PersonFactory(name="杨示", title="总经理")
    found = match(guest("p1", "杨示", "", title, Role.REPORTER))
    assert (found.state, found.person) == (MatchState.KNOWN, reporter)


def test_a_byline_is_the_person_who_has_signed_before():
    person = PersonFactory(name="杨示", title="", organisation=None)
    assert match(guest("p1", "杨示", "", "本报记者", Role.REPORTER)).state == MatchState.AMBIGUOUS
    AppearanceFactory(person=person, role=AppearanceRole.REPORTER)
    assert match(guest("p1", "杨示", "", "本报记者", Role.REPORTER)).person == person


def test_a_byline_is_asked_where_only_others_have_that_name(chairman):
    found = match(guest("p1", "张伟", "", "本报记者", Role.REPORTER))
    assert found.state == MatchState.AMBIGUOUS


def test_a_guest_without_title_is_no_journalist():
    PersonFactory(name="杨示", title="记者", organisation__kind=OrganisationKind.MEDIA)
    assert match(guest("p1", "杨示", "", "")).state == MatchState.AMBIGUOUS


def test_organisations_are_found_by_either_name():
    full = OrganisationFactory(name="星河重工集团有限公司", short_name="星河重工")
    assert match_organisations(["星河重工", "星河重工集团有限公司", "星河", ""]) == {
        "星河重工": full,
        "星河重工集团有限公司": full,
    }


def test_a_short_name_of_two_is_nobodys_and_a_full_name_goes_first():
    OrganisationFactory(name="远山银行总行", short_name="远山")
    OrganisationFactory(name="远山集团", short_name="远山")
    named = OrganisationFactory(name="星河")
    OrganisationFactory(name="星河集团", short_name="星河")
    assert match_organisations(["远山", "星河"]) == {"星河": named}


def test_a_title_and_an_organisation_entered_apart_are_put_together():
    assert printed_title(Participant("p1", "张伟", "董事长", "星河集团")) == "星河集团董事长"
    assert (
        printed_title(Participant("p1", "张伟", "星河集团董事长", "星河集团")) == "星河集团董事长"
    )
    assert printed_title(Participant("p1", "张伟", "本报记者", "本报")) == "本报记者"


@pytest.mark.parametrize("number", [2, 20])
def test_any_number_of_participants_costs_one_query_each_way(number, django_assert_num_queries):
    people = [guest(f"p{n}", f"张示{n}", f"示例{n}集团", "董事长") for n in range(number)]
    for one in people[::2]:
        PersonFactory(name=one.name, organisation__name=one.organisation)
    with django_assert_num_queries(1):
        match_people(make_article(people=people))
    with django_assert_num_queries(1):
        match_organisations([one.organisation for one in people])
