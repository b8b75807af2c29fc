"""Deciding about reports: what each act does, what it leaves alone, and who is told of a clash."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime
from wagtail.models import ModelLogEntry

from portal.tests.factories import UserFactory

from ..enums import DecisionKind, ReportStatus, ReturnState, Verdict
from ..models import Decision, ProgressReport
from ..reviewing import (
    ACTIONS,
    AlreadyDecided,
    accept,
    accept_unremarkable,
    ask,
    objections_to_taking_back,
    refuse,
    take_back,
    verify,
    withdraw,
)
from .factories import (
    NumberCommitmentFactory,
    ProgressReportFactory,
    RepresentativeFactory,
    ReturnFactory,
    SubmittedReportFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(group="编辑", last_name="王", first_name="编辑")


def fresh(report: ProgressReport) -> ProgressReport:
    return ProgressReport.objects.get(pk=report.pk)


def seen(report: ProgressReport) -> int:
    return ProgressReport.objects.with_last_decision().get(pk=report.pk).last_decision_id


def next_version(report: ProgressReport, **fields) -> ProgressReport:
    """What the association sends again for the same commitment, member and date."""
    return SubmittedReportFactory(
        commitment=report.commitment,
        association=report.association,
        version=report.version + 1,
        replaces=report,
        **fields,
    )


def of_batch(batch, **fields) -> ProgressReport:
    return SubmittedReportFactory(batch=batch, association=batch.association, **fields)


def submitted_return(**fields):
    return ReturnFactory(state=ReturnState.SUBMITTED, **fields)


class TestAccepting:
    def test_makes_it_public_as_self_reported(self, editor):
        report = SubmittedReportFactory()
        decision = accept(report, editor, seen=0)
        after = fresh(report)
        assert after in ProgressReport.objects.public()
        assert after.provenance == "会员自报"
        assert after.accepted_at == decision.at
        assert (decision.kind, decision.by) == (DecisionKind.ACCEPTED, editor)
        assert (decision.before, decision.after) == ({}, {})

    def test_with_a_change_keeps_what_was_sent_and_says_why(self, editor):
        report = SubmittedReportFactory(value=250_000, note="累计")
        decision = accept(report, editor, seen=0, value=25, note="累计", reason="单位应为万辆")
        assert decision.kind == DecisionKind.CHANGED
        assert (decision.before, decision.after) == ({"value": "250000"}, {"value": "25"})
        assert fresh(report).value == 25

    def test_with_a_change_needs_a_reason(self, editor):
        report = SubmittedReportFactory()
        with pytest.raises(ValidationError, match="理由"):
            accept(report, editor, seen=0, value=1)
        assert fresh(report).status == ReportStatus.SUBMITTED
        assert not Decision.objects.exists()

    def test_with_a_change_to_nothing_is_refused(self, editor):
        report = SubmittedReportFactory()
        with pytest.raises(ValidationError, match="至少填一项"):
            accept(report, editor, seen=0, value=None, reason="去掉")

    def test_lets_an_older_version_stand_until_then(self, editor):
        old = SubmittedReportFactory(status=ReportStatus.ACCEPTED)
        new = next_version(old, value=300_000)
        assert fresh(old).stands
        accept(new, editor, seen=0)
        assert fresh(old).status == ReportStatus.REPLACED
        assert old.decisions.get().kind == DecisionKind.REPLACED
        assert list(ProgressReport.objects.public()) == [new]

    def test_leaves_other_associations_and_dates_alone(self, editor):
        old = SubmittedReportFactory(status=ReportStatus.ACCEPTED)
        other = SubmittedReportFactory(commitment=old.commitment, status=ReportStatus.ACCEPTED)
        later = SubmittedReportFactory(
            commitment=old.commitment, association=old.association, as_of=dt.date(2026, 6, 30)
        )
        accept(later, editor, seen=0)
        assert fresh(old).stands
        assert fresh(other).stands

    def test_waits_until_the_return_is_sent_in_completely(self, editor):
        batch = ReturnFactory(state=ReturnState.SUBMITTING)
        with pytest.raises(ValidationError, match="还在提交"):
            accept(of_batch(batch), editor, seen=0)

    def test_at_a_stroke_takes_only_what_nothing_was_odd_about(self, editor):
        odd = SubmittedReportFactory(warnings=["比上次大一千倍"])
        with pytest.raises(ValidationError, match="有提示"):
            accept_unremarkable(odd, editor, seen=0)
        asked = SubmittedReportFactory(status=ReportStatus.QUERIED)
        with pytest.raises(ValidationError, match="补充"):
            accept_unremarkable(asked, editor, seen=0)
        plain = SubmittedReportFactory()
        accept_unremarkable(plain, editor, seen=0)
        assert [fresh(one).stands for one in (odd, asked, plain)] == [False, False, True]


@pytest.mark.parametrize(("act", "status"), [(ask, "queried"), (refuse, "rejected")])
def test_asking_and_refusing_need_a_reason_and_make_nothing_public(editor, act, status):
    report = SubmittedReportFactory()
    for empty in ("", "  "):
        with pytest.raises(ValidationError):
            act(report, editor, seen=0, reason=empty)
    with pytest.raises(ValidationError, match="300"):
        act(report, editor, seen=0, reason="长" * 301)
    decision = act(report, editor, seen=0, reason=" 请附统计口径 ")
    assert decision.reason == "请附统计口径"
    assert fresh(report).status == status
    assert not ProgressReport.objects.once_public().exists()


def test_a_question_may_be_followed_by_a_decision(editor):
    report = SubmittedReportFactory()
    ask(report, editor, seen=0, reason="请补充")
    accept(report, editor, seen=seen(report))
    assert fresh(report).stands


class TestTwoReviewers:
    def test_the_second_is_told_who_was_quicker_and_when(self, editor):
        report = SubmittedReportFactory()
        first = accept(report, editor, seen=0)
        with pytest.raises(AlreadyDecided) as caught:
            refuse(report, UserFactory(group="编辑"), seen=0, reason="太少")
        assert caught.value.messages == [f"王编辑 {localtime(first.at):%H:%M} 已采用这一行。"]
        assert caught.value.decision == first
        assert fresh(report).stands

    def test_a_question_asked_meanwhile_counts_too(self, editor):
        report = SubmittedReportFactory()
        ask(report, editor, seen=0, reason="请补充")
        with pytest.raises(AlreadyDecided, match="已请协会补充这一行"):
            accept(report, UserFactory(group="编辑"), seen=0)
        assert fresh(report).status == ReportStatus.QUERIED

    def test_nothing_is_decided_twice_by_one(self, editor):
        report = SubmittedReportFactory()
        accept(report, editor, seen=0)
        with pytest.raises(AlreadyDecided):
            refuse(report, editor, seen=seen(report), reason="改主意了")
        with pytest.raises(AlreadyDecided, match="待审"):
            verify(SubmittedReportFactory(), editor, seen=0, source="走访")

    def test_a_decision_of_another_day_is_told_with_its_date(self, editor):
        report = SubmittedReportFactory(status=ReportStatus.REJECTED)
        at = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)
        Decision.objects.create(report=report, kind=DecisionKind.REJECTED, by=None, at=at)
        with pytest.raises(AlreadyDecided, match="有人 2026-03-02 10:00 已决定不采用"):
            accept(report, editor, seen=0)


class TestVerifying:
    def test_is_an_act_apart_with_its_source(self, editor):
        report = SubmittedReportFactory(status=ReportStatus.ACCEPTED)
        decision = verify(report, editor, seen=0, source="3 月 31 日走访工厂，查看台账")
        after = fresh(report)
        assert after.provenance == "编辑部已核实"
        assert after.verification == decision.reason == "3 月 31 日走访工厂，查看台账"

    @pytest.mark.parametrize("wrong", [{}, {"source": " "}, {"url": "javascript:alert(1)"}])
    def test_needs_words_or_an_address(self, editor, wrong):
        report = SubmittedReportFactory(status=ReportStatus.ACCEPTED)
        with pytest.raises(ValidationError):
            verify(report, editor, seen=0, **wrong)
        assert not fresh(report).verified

    def test_takes_an_address_alone_however_long(self, editor):
        report = SubmittedReportFactory(status=ReportStatus.ACCEPTED)
        address = f"https://example.com/{'a' * 400}"
        verify(report, editor, seen=0, url=address)
        assert fresh(report).verification_url == address

    def test_is_not_done_twice(self, editor):
        report = SubmittedReportFactory(status=ReportStatus.ACCEPTED)
        verify(report, editor, seen=0, source="走访")
        with pytest.raises(AlreadyDecided, match="已核实这一行"):
            verify(report, editor, seen=seen(report), source="走访")


class TestWithdrawing:
    def test_by_the_association_strikes_it_through_and_brings_nothing_back(self, editor):
        old = SubmittedReportFactory(status=ReportStatus.ACCEPTED)
        new = next_version(old)
        accept(new, editor, seen=0)
        user = RepresentativeFactory(association=old.association).user
        with pytest.raises(ValidationError, match="原因"):
            withdraw(new, user)
        withdraw(new, user, "数据有误")
        assert fresh(new).status == ReportStatus.WITHDRAWN
        assert fresh(old).status == ReportStatus.REPLACED
        assert not ProgressReport.objects.public().exists()
        assert set(ProgressReport.objects.once_public()) == {old, new}

    def test_before_anybody_has_decided_needs_no_reason(self):
        report = SubmittedReportFactory()
        withdraw(report, RepresentativeFactory(association=report.association).user)
        assert fresh(report).status == ReportStatus.WITHDRAWN

    def test_is_for_the_association_itself(self, editor):
        report = SubmittedReportFactory()
        for other in (editor, RepresentativeFactory().user):
            with pytest.raises(ValidationError, match="只有申报的协会"):
                withdraw(report, other)

    @pytest.mark.parametrize("status", ["rejected", "replaced", "withdrawn"])
    def test_is_too_late_for_what_is_over(self, status):
        report = SubmittedReportFactory(status=status)
        user = RepresentativeFactory(association=report.association).user
        with pytest.raises(ValidationError, match="不能撤回"):
            withdraw(report, user, "数据有误")


class TestTakingBack:
    def test_lets_every_row_await_review_again(self, editor):
        batch = submitted_return()
        one, two, three, waiting = (of_batch(batch) for _ in range(4))
        accept(one, editor, seen=0)
        refuse(two, editor, seen=0, reason="太少")
        ask(three, editor, seen=0, reason="请补充")
        decisions = take_back(batch, editor, "看错了批次")
        assert {one.status for one in batch.reports.all()} == {ReportStatus.SUBMITTED}
        assert {one.report for one in decisions} == {one, two, three}
        assert all(seen(one) for one in (one, two, three))
        assert seen(waiting) == 0
        accept(one, editor, seen=seen(one))
        assert fresh(one).stands

    def test_lets_what_was_replaced_stand_again(self, editor):
        batch = submitted_return()
        first = SubmittedReportFactory(association=batch.association, status=ReportStatus.ACCEPTED)
        second = next_version(first, value=300_000, batch=batch)
        accept(second, editor, seen=0)
        take_back(batch, editor, "看错了批次")
        assert list(ProgressReport.objects.public()) == [first]
        assert fresh(second).status == ReportStatus.SUBMITTED
        assert first.decisions.first().reason.endswith("恢复采用。")

    def test_lets_only_the_one_that_it_had_replaced_stand_again(self, editor):
        batch = submitted_return()
        first = SubmittedReportFactory(association=batch.association)
        accept(first, editor, seen=0)
        second = next_version(first, value=300_000)
        accept(second, editor, seen=0)
        third = next_version(second, value=310_000, batch=batch)
        accept(third, editor, seen=0)
        take_back(batch, editor, "看错了批次")
        assert [fresh(one).status for one in (first, second, third)] == [
            ReportStatus.REPLACED,
            ReportStatus.ACCEPTED,
            ReportStatus.SUBMITTED,
        ]

    def test_gives_back_what_the_association_had_sent(self, editor):
        batch = submitted_return()
        report = of_batch(batch, value=250_000, note="累计")
        accept(report, editor, seen=0, value=25, note="", reason="单位应为万辆")
        take_back(batch, editor, "看错了批次")
        after = fresh(report)
        assert (after.value, after.note, after.accepted_at) == (250_000, "累计", None)
        assert not ProgressReport.objects.once_public().exists()

    def test_gives_way_to_a_newer_version_that_waits(self, editor):
        batch = submitted_return()
        report = of_batch(batch)
        accept(report, editor, seen=0)
        newer = next_version(report, value=1)
        take_back(batch, editor, "看错了批次")
        assert fresh(report).status == ReportStatus.REPLACED
        assert fresh(newer).status == ReportStatus.SUBMITTED

    def test_is_refused_while_a_verdict_rests_on_it(self, editor):
        batch = submitted_return()
        one, other = of_batch(batch), of_batch(batch)
        accept(one, editor, seen=0)
        accept(other, editor, seen=0)
        publish_verdict(one.commitment)
        with pytest.raises(ValidationError) as caught:
            take_back(batch, editor, "看错了批次")
        assert one.commitment.code in caught.value.messages[0]
        assert other.commitment.code not in caught.value.messages[0]
        assert fresh(other).stands

    def test_is_refused_once_it_was_verified_or_a_newer_one_accepted(self, editor):
        batch = submitted_return()
        checked, overtaken = of_batch(batch), of_batch(batch)
        accept(checked, editor, seen=0)
        accept(overtaken, editor, seen=0)
        assert objections_to_taking_back(batch) == []
        verify(checked, editor, seen=seen(checked), source="走访")
        accept(next_version(overtaken, value=1), editor, seen=0)
        told = objections_to_taking_back(batch)
        assert [checked.commitment.code in told[0], overtaken.commitment.code in told[1]] == [
            True,
            True,
        ]

    def test_does_not_mind_a_verdict_that_came_before(self, editor):
        batch = submitted_return()
        report = of_batch(batch)
        publish_verdict(report.commitment)
        accept(report, editor, seen=0)
        take_back(batch, editor, "看错了批次")
        assert fresh(report).status == ReportStatus.SUBMITTED

    def test_needs_a_reason_and_something_to_take_back(self, editor):
        batch = submitted_return()
        with pytest.raises(ValidationError, match="没有可以收回的"):
            take_back(batch, editor, "看错了批次")
        accept(of_batch(batch), editor, seen=0)
        with pytest.raises(ValidationError, match="理由"):
            take_back(batch, editor, "")

    def test_costs_the_same_for_two_rows_as_for_twenty(self, editor, django_assert_max_num_queries):
        for number in (2, 20):
            batch = submitted_return()
            for report in [of_batch(batch) for _ in range(number)]:
                refuse(report, editor, seen=0, reason="太少")
            with django_assert_max_num_queries(22):
                take_back(batch, editor, "看错了批次")


def test_nobody_reviews_the_association_they_represent(editor):
    batch = submitted_return()
    report = of_batch(batch)
    RepresentativeFactory(user=editor, association=batch.association)
    for act in (
        lambda: accept(report, editor, seen=0),
        lambda: refuse(report, editor, seen=0, reason="太少"),
        lambda: take_back(batch, editor, "看错了批次"),
    ):
        with pytest.raises(ValidationError, match="你代表这家协会"):
            act()
    accept(SubmittedReportFactory(), editor, seen=0)


def test_no_act_touches_the_verdict_or_when_it_was_checked(editor):
    commitment = NumberCommitmentFactory()
    publish_verdict(commitment, Verdict.BEHIND)
    commitment.refresh_from_db()
    before = commitment.last_checked
    batch = submitted_return()
    report = of_batch(batch, commitment=commitment, value=2_000_000)
    accept(report, editor, seen=0)
    take_back(batch, editor, "看错了批次")
    ask(report, editor, seen=seen(report), reason="请补充")
    accept(report, editor, seen=seen(report), value=3_000_000, reason="按年报")
    verify(report, editor, seen=seen(report), source="走访")
    withdraw(report, RepresentativeFactory(association=batch.association).user, "数据有误")
    refuse(of_batch(batch, commitment=commitment, as_of=dt.date(2026, 6, 30)), editor, seen=0,
           reason="太少")  # fmt: skip
    commitment = type(commitment).objects.get(pk=commitment.pk)
    assert commitment.verdict == Verdict.BEHIND
    assert commitment.assessments.count() == 1
    assert commitment.last_checked == before


def test_every_decision_is_in_the_newsrooms_log(editor):
    report = ProgressReportFactory(status=ReportStatus.SUBMITTED)
    accept(report, editor, seen=0, value=1, reason="按年报")
    entry = ModelLogEntry.objects.get(action=ACTIONS[DecisionKind.CHANGED])
    assert (entry.user, entry.object_id) == (editor, str(report.pk))
    assert entry.data == {"reason": "按年报"}
