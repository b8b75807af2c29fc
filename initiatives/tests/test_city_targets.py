"""An initiative's number against what its public commitments add up to."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from initiatives.adding_up import Column
from initiatives.city_targets import city_targets
from initiatives.enums import OrganisationKind
from initiatives.models import Goal, InitiativePage
from initiatives.tests.factories import (
    InitiativePageFactory,
    MembershipFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    ProgressReportFactory,
    SubmittedReportFactory,
)

pytestmark = pytest.mark.django_db
METRIC = {"metric": "充电桩", "unit": "个"}


@pytest.fixture
def page() -> InitiativePage:
    page = InitiativePageFactory()
    Goal.objects.create(page=page, text="全市充电桩", target=100, **METRIC)
    return page


def promise(page, target=40, organisation=None, **fields):
    given = METRIC | {"organisation": organisation or OrganisationFactory(), "baseline": None}
    given |= {"baseline_on": None, "number_text": "", "target": target}
    commitment = NumberCommitmentFactory(**given | fields)
    commitment.initiatives.add(page)
    commitment.save()
    return commitment


def totals(page) -> list[Decimal | None]:
    return list(city_targets(page)[0].sum.totals.values())


def test_promised_reported_and_verified_are_three_sums(page):
    first, second = promise(page, 40), promise(page, 30)
    ProgressReportFactory(commitment=first, value=20, verified=True, as_of=dt.date(2026, 1, 1))
    ProgressReportFactory(commitment=first, value=25, verified=False, as_of=dt.date(2026, 5, 1))
    ProgressReportFactory(commitment=second, value=5, verified=False)
    assert totals(page) == [70, 30, 20]


def test_what_nobody_has_reviewed_is_in_no_sum(page):
    SubmittedReportFactory(commitment=promise(page), value=39)
    assert totals(page) == [40, None, None]


def test_drafts_and_other_units_are_not_added(page):
    promise(page, 40, live=False)
    promise(page, 40, unit="万个")
    promise(page, 40, comparator="at_most")
    promise(page, 7)
    assert totals(page)[0] == 7


def test_the_goal_itself_is_no_part_of_its_sum(page):
    whole = promise(page, 100)
    promise(page, 40)
    page.goals.update(stated_in=whole)
    assert totals(page)[0] == 40


def test_a_member_is_within_its_association_as_long_as_it_is_one(page):
    association = OrganisationFactory(kind=OrganisationKind.ASSOCIATION)
    member = OrganisationFactory()
    row = MembershipFactory(association=association, member=member)
    promise(page, 56, association)
    promise(page, 40, member)
    assert totals(page)[0] == 56
    row.until = dt.date(2020, 1, 1)
    row.save()
    assert totals(page)[0] == 96


def test_what_was_superseded_gives_way_once_the_new_words_are_public(page):
    earlier = promise(page, 40)
    later = promise(
        page, 30, earlier.organisation, supersedes=earlier, speaker=earlier.speaker, live=False
    )
    assert totals(page)[0] == 40
    later.live = True
    later.save()
    assert totals(page)[0] == 30


def test_a_goal_without_a_number_has_no_picture(client, page):
    page.goals.update(target=None, metric="", unit="")
    promise(page)
    assert city_targets(page) == []
    assert "reach__bars" not in client.get(page.url).content.decode()


def test_the_page_shows_the_bars_and_the_table_behind_them(client, page):
    commitment = promise(page, 40)
    ProgressReportFactory(commitment=commitment, value=25, verified=True)
    html = client.get(page.url).content.decode()
    assert html.count('class="reach__row"') == len(Column)
    assert f'<a href="{commitment.get_absolute_url()}">' in html
    assert '<td class="number">25<span class="data__date">' in html


def test_more_than_promised_stays_within_the_picture(page):
    promise(page, 250)
    target = city_targets(page)[0]
    assert target.scale == 250
    assert target.target_x == 400
    assert max(bar.width for bar in target.bars) == 1000


def test_sums_cost_the_same_for_one_and_for_many(page, django_assert_max_num_queries):
    association = OrganisationFactory(kind=OrganisationKind.ASSOCIATION)
    promise(page, 1, association)
    with django_assert_max_num_queries(3) as few:
        totals(page)
    for _number in range(12):
        member = OrganisationFactory()
        MembershipFactory(association=association, member=member)
        ProgressReportFactory(commitment=promise(page, 2, member), value=1)
    with django_assert_max_num_queries(3) as many:
        totals(page)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    "fields",
    [
        {"target": 5, "metric": "", "unit": "个"},
        {"target": 5, "metric": "充电桩", "unit": ""},
        {"target": None, "metric": "充电桩", "unit": ""},
        {"target": 0, "metric": "充电桩", "unit": "个"},
        {"target": -5, "metric": "充电桩", "unit": "个"},
    ],
)
def test_metric_target_and_unit_go_together(page, fields):
    goal = Goal(page=page, text="目标", **fields)
    with pytest.raises(ValidationError, match="一起填"):
        goal.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        goal.save()
