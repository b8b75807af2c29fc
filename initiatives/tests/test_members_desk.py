"""The association's dashboard and its lists: what they show, in what order, at what cost."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.utils.timezone import now

from portal.tests.factories import UserFactory

from ..enums import DecisionKind, ReportStatus, ReturnState, RowState, Verdict
from ..models import Decision, Message, ReturnRow
from .factories import (
    MembershipFactory,
    NumberCommitmentFactory,
    RepresentativeFactory,
    ReturnFactory,
    SubmittedReportFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db

LISTS = (
    "/members/",
    "/members/commitments/",
    "/members/roll/",
    "/members/messages/",
    "/members/returns/",
    "/members/reports/",
)


@pytest.fixture
def representative():
    return RepresentativeFactory()


@pytest.fixture
def desk(client, representative):
    client.force_login(representative.user)
    return lambda address: client.get(address).content.decode()


def promise(representative, **fields):
    member = MembershipFactory(association=representative.association).member
    return NumberCommitmentFactory(speaker__organisation=member, **fields)


def fill(representative, number: int) -> None:
    """So many members, each with a promise, a return, a question and an accepted report."""
    editor = UserFactory(group="编辑")
    for _ in range(number):
        commitment = promise(representative)
        batch = ReturnFactory(association=representative.association)
        for day, status in ((1, ReportStatus.QUERIED), (2, ReportStatus.ACCEPTED)):
            report = SubmittedReportFactory(
                commitment=commitment,
                association=representative.association,
                as_of=dt.date(2026, 3, day),
                status=status,
                batch=batch,
            )
            Decision.objects.create(report=report, kind=status, reason="请说明", by=editor)
        ReturnRow.objects.create(batch=batch, number=2, state=RowState.SUBMITTED, report=report)
        ReturnRow.objects.create(batch=batch, number=3, state=RowState.BLANK)
        Message.objects.create(association=representative.association, text="请尽快", by=editor)


@pytest.mark.parametrize("address", LISTS)
def test_pages_cost_the_same_however_much_there_is(
    client, representative, django_assert_max_num_queries, address
):
    client.force_login(representative.user)
    fill(representative, 1)
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    fill(representative, 6)
    with django_assert_max_num_queries(len(few)) as many:
        client.get(address)
    assert len(many) <= 30


def test_what_is_due_first_comes_first_with_what_was_said_last(desk, representative):
    late = promise(representative, summary="后到期", deadline=dt.date(2030, 12, 31))
    promise(representative, summary="先到期", deadline=dt.date(2028, 12, 31))
    SubmittedReportFactory(commitment=late, association=representative.association, value=128000)
    page = desk("/members/")
    assert page.index("先到期") < page.index("后到期")
    assert "128,000 辆" in page
    assert "待审" in page


def test_only_open_public_promises_of_todays_members_are_listed(desk, representative):
    promise(representative, summary="在列的")
    promise(representative, summary="草稿里的", live=False)
    publish_verdict(promise(representative, summary="兑现了的"), Verdict.KEPT)
    NumberCommitmentFactory(summary="外人的")
    left = MembershipFactory(
        association=representative.association, until=dt.date(2020, 1, 1)
    ).member
    NumberCommitmentFactory(speaker__organisation=left, summary="退会的")
    page = desk("/members/commitments/")
    assert "在列的" in page
    assert "共 1 项" in page


def test_promises_can_be_narrowed_down_to_what_is_missing_this_quarter(desk, representative):
    reported, missing = promise(representative), promise(representative)
    SubmittedReportFactory(commitment=reported, association=representative.association)
    old = SubmittedReportFactory(commitment=missing, association=representative.association)
    old.submitted_at = now() - dt.timedelta(days=200)
    old.save()
    page = desk("/members/commitments/?unreported=1")
    assert missing.code in page
    assert reported.code not in page


def test_what_was_withdrawn_is_not_reported(desk, representative):
    commitment = promise(representative)
    SubmittedReportFactory(
        commitment=commitment,
        association=representative.association,
        status=ReportStatus.WITHDRAWN,
    )
    assert commitment.code in desk("/members/commitments/?unreported=1")


def test_promises_are_found_by_member_and_by_word(desk, representative):
    one, other = promise(representative, summary="造船"), promise(representative, summary="修桥")
    assert "修桥" not in desk(f"/members/commitments/?member={one.organisation_id}")
    assert "造船" not in desk(f"/members/commitments/?q={other.code}")
    stranger = NumberCommitmentFactory().organisation
    page = desk(f"/members/commitments/?member={stranger.pk}")
    assert "没有找到这家会员" in page
    assert stranger.name not in page


def test_members_are_counted(desk, representative):
    commitment = promise(representative)
    NumberCommitmentFactory(speaker__organisation=commitment.organisation)
    SubmittedReportFactory(commitment=commitment, association=representative.association)
    assert "2 项，本季未报 1 项" in desk("/members/roll/")


def test_what_awaits_an_answer_stands_first_with_the_question(desk, representative):
    report = SubmittedReportFactory(
        commitment=promise(representative),
        association=representative.association,
        status=ReportStatus.QUERIED,
    )
    editor = UserFactory(last_name="王编辑")
    Decision.objects.create(report=report, kind=DecisionKind.QUERIED, reason="请附清单", by=editor)
    for address in ("/members/", "/members/messages/"):
        page = desk(address)
        assert page.index("请附清单") < page.index("<section", page.index("请附清单"))
        assert "等您" in page
        assert "王编辑" not in page


def test_messages_and_decisions_come_newest_first_without_the_associations_own(
    desk, representative
):
    report = SubmittedReportFactory(association=representative.association)
    Decision.objects.create(report=report, kind=DecisionKind.REJECTED, reason="口径不符")
    Decision.objects.create(report=report, kind=DecisionKind.WITHDRAWN, reason="自己撤的")
    Message.objects.create(association=representative.association, text="下周截止")
    page = desk("/members/messages/")
    assert page.index("下周截止") < page.index("口径不符")
    assert "自己撤的" not in page


def test_every_row_of_a_return_is_accounted_for(desk, representative):
    batch = ReturnFactory(association=representative.association, state=ReturnState.SUBMITTED)
    report = SubmittedReportFactory(
        association=representative.association, batch=batch, status=ReportStatus.ACCEPTED
    )
    ReturnRow.objects.create(batch=batch, number=2, state=RowState.SUBMITTED, report=report)
    ReturnRow.objects.create(batch=batch, number=3, state=RowState.BLOCKED)
    ReturnRow.objects.create(batch=batch, number=4, state=RowState.BLANK)
    page = desk("/members/returns/")
    assert "共 3 行" in page
    for part in ("已采用 1", "必须修改 1", "未填 1"):
        assert part in page


def test_the_forms_to_fill_in_have_a_chinese_name_and_the_open_promises(client, representative):
    client.force_login(representative.user)
    commitment = promise(representative)
    response = client.get("/members/template.xlsx")
    assert "filename*=utf-8''%E8%BF%9B%E5%B1%95" in response["Content-Disposition"]
    sheet = openpyxl.load_workbook(BytesIO(response.getvalue())).worksheets[0]
    assert commitment.code in {row[0] for row in sheet.iter_rows(values_only=True)}
    text = client.get("/members/template.csv").getvalue()
    assert text.startswith(b"\xef\xbb\xbf")
    assert commitment.code in text.decode("utf-8-sig")
