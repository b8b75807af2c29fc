"""What readers see of members' reports: what was accepted, whose word it is, and its ending."""

import datetime as dt
import re

import pytest
from django.utils.timezone import now

from ..enums import OrganisationKind, ReportStatus
from ..models import Commitment
from .factories import (
    MembershipFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    SubmittedReportFactory,
)

pytestmark = pytest.mark.django_db
NOTE = "只有审过的人知道这一句"


@pytest.fixture
def association():
    return OrganisationFactory(name="示例汽车商会", kind=OrganisationKind.ASSOCIATION)


@pytest.fixture
def commitment(association):
    made = NumberCommitmentFactory()
    MembershipFactory(association=association, member=made.organisation)
    return made


def page(client, commitment) -> str:
    return client.get(commitment.get_absolute_url()).content.decode()


def report(commitment, association, **fields):
    return SubmittedReportFactory(
        commitment=commitment,
        association=association,
        **{"value": 345_600, "note": NOTE, "as_of": dt.date(2026, 3, 31), **fields},
    )


def test_an_accepted_report_says_whose_word_it_is_and_of_which_day(client, commitment, association):
    report(commitment, association, status=ReportStatus.ACCEPTED)
    html = page(client, commitment)
    for words in (NOTE, "34.56万", "会员自报", "数据截至2026年3月31日", "经示例汽车商会申报"):
        assert words in html
    assert "progress__point--hollow" in html
    assert "编辑部已核实" not in re.sub(r"<figcaption.*?</figcaption>", "", html, flags=re.DOTALL)


def test_a_verified_report_says_on_what_ground(client, commitment, association):
    report(
        commitment,
        association,
        status=ReportStatus.ACCEPTED,
        verified=True,
        verification="抽查二百份合同",
        verification_url="https://example.com/list",
    )
    html = page(client, commitment)
    assert "编辑部已核实" in html
    assert 'href="https://example.com/list"' in html
    assert "抽查二百份合同" in html
    assert "progress__point--hollow" not in html


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (ReportStatus.REPLACED, "已由新的申报更替"),
        (ReportStatus.WITHDRAWN, "申报方已撤回"),
        (ReportStatus.SUBMITTED, "编辑部已收回"),
        (ReportStatus.QUERIED, "编辑部已收回"),
        (ReportStatus.REJECTED, "编辑部已收回"),
    ],
)
def test_what_was_public_and_no_longer_stands_is_struck_through_and_does_not_count(
    client, commitment, association, status, words
):
    report(commitment, association, status=status, accepted_at=now())
    html = page(client, commitment)
    assert re.search(rf"{words}：<del[^>]*>34\.56万辆　{NOTE}</del>", html)
    assert "progress__picture" not in html
    assert Commitment.objects.with_latest_report().get().latest_value is None


@pytest.mark.parametrize(
    "status",
    [status for status in ReportStatus if status != ReportStatus.ACCEPTED],
)
def test_what_was_never_accepted_is_nowhere(client, commitment, association, status):
    report(commitment, association, status=status, source_url="https://secret.example.com/")
    html = page(client, commitment)
    for words in (NOTE, "34.56万", "345600", "secret.example.com"):
        assert words not in html


def test_what_only_the_newsroom_may_know_stays_there(client, commitment, association):
    report(
        commitment,
        association,
        status=ReportStatus.ACCEPTED,
        warnings=["比上次少了八千倍"],
        filled_by="李填报",
    )
    html = page(client, commitment)
    assert "八千倍" not in html
    assert "李填报" not in html


def test_a_new_version_does_not_show_before_it_is_accepted(client, commitment, association):
    old = report(commitment, association, status=ReportStatus.ACCEPTED)
    report(commitment, association, replaces=old, version=2, value=999_900, note="新的一版")
    html = page(client, commitment)
    assert NOTE in html
    assert "新的一版" not in html
    assert "99.99万" not in html
    assert "<del>" not in html


def test_the_picture_has_its_numbers_as_a_table(client, commitment, association):
    report(commitment, association, status=ReportStatus.ACCEPTED)
    html = page(client, commitment)
    table = re.search(r"<table>.*?</table>", html, re.DOTALL).group()
    assert 'scope="row">2026年3月31日' in table
    assert "34.56万" in table
    assert "会员自报" in table
    assert "目标" in table


@pytest.mark.parametrize("number", [1, 30])
def test_many_reports_cost_as_much_as_one(
    client, commitment, association, django_assert_max_num_queries, number
):
    for month in range(number):
        day = dt.date(2026 + month // 12, month % 12 + 1, 28)
        status = ReportStatus.ACCEPTED if month % 3 else ReportStatus.REPLACED
        report(commitment, association, as_of=day, status=status, accepted_at=now())
    with django_assert_max_num_queries(12):
        page(client, commitment)
