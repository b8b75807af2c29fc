"""Who may propose, revise and approve a verdict, and under which conditions it is published."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from wagtail.models import ModelLogEntry

from portal.tests.factories import UserFactory

from ..enums import GRAVE_VERDICTS, AssessmentStatus, DeadlinePrecision, Verdict
from ..judging import (
    APPROVE_ACTION,
    REJECT_ACTION,
    objections_to_publishing,
    publish_assessment,
    reject_assessment,
)
from ..permissions import (
    can_approve_assessment,
    can_propose_assessment,
    can_revise_assessment,
)
from .factories import (
    AssessmentFactory,
    CommitmentFactory,
    ReplyFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db


def overdue(**fields):
    return CommitmentFactory(
        deadline=dt.date(2025, 12, 31), deadline_precision=DeadlinePrecision.DAY, **fields
    )


@pytest.mark.parametrize(
    ("role", "allowed"), [("记者", False), ("编辑", True), ("主编", True), ("协会", False)]
)
def test_who_may_propose(role, allowed):
    assert can_propose_assessment(UserFactory(group=role)) is allowed


@pytest.mark.parametrize(
    ("role", "allowed"), [("记者", False), ("编辑", True), ("主编", True), ("协会", False)]
)
def test_who_may_approve(role, allowed):
    assert can_approve_assessment(UserFactory(group=role), AssessmentFactory()) is allowed


@pytest.mark.parametrize("verdict", GRAVE_VERDICTS)
@pytest.mark.parametrize(
    ("role", "allowed"), [("记者", False), ("编辑", False), ("主编", True), ("协会", False)]
)
def test_who_may_approve_what_harms_a_name(role, verdict, allowed):
    user, assessment = UserFactory(group=role), AssessmentFactory(verdict=verdict)
    assert can_approve_assessment(user, assessment) is allowed
    told = objections_to_publishing(assessment, user, dt.date(2026, 3, 1))
    assert any("你的角色不能核准" in sentence for sentence in told) is not allowed


def test_a_chief_editor_may_not_approve_their_own_proposal():
    chief = UserFactory(group="主编")
    assert not can_approve_assessment(chief, AssessmentFactory(proposed_by=chief))


def test_a_superuser_may_not_approve_their_own_proposal():
    root = UserFactory(is_superuser=True)
    assert not can_approve_assessment(root, AssessmentFactory(proposed_by=root))
    assert can_approve_assessment(root, AssessmentFactory())


def test_only_the_proposer_revises_and_only_while_it_is_open():
    editor = UserFactory(group="编辑")
    assessment = AssessmentFactory(proposed_by=editor)
    assert can_revise_assessment(editor, assessment)
    assert not can_revise_assessment(UserFactory(group="编辑"), assessment)
    publish_assessment(assessment, UserFactory(group="主编"))
    assert not can_revise_assessment(editor, assessment)


def test_publishing_sets_verdict_approver_time_and_last_check_and_is_logged():
    assessment, chief = AssessmentFactory(verdict=Verdict.ON_TRACK), UserFactory(group="主编")
    moment = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
    publish_assessment(assessment, chief, published_at=moment)
    assessment.refresh_from_db()
    commitment = assessment.commitment
    commitment.refresh_from_db()
    assert assessment.status == AssessmentStatus.PUBLISHED
    assert (assessment.approved_by, assessment.published_at) == (chief, moment)
    assert commitment.verdict == Verdict.ON_TRACK
    assert commitment.last_checked == dt.date(2026, 3, 1)
    assert ModelLogEntry.objects.get(action=APPROVE_ACTION).user == chief


def test_an_older_assessment_does_not_set_the_last_check_back():
    commitment = CommitmentFactory()
    publish_verdict(commitment)
    publish_verdict(commitment, published_at=dt.datetime(2025, 10, 1, tzinfo=dt.UTC))
    commitment.refresh_from_db()
    assert commitment.last_checked == localdate()


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda: AssessmentFactory(evidence=False), "至少要有一条依据"),
        (
            lambda: AssessmentFactory(commitment=overdue(), verdict=Verdict.NOT_KEPT),
            "先请承诺方回应",
        ),
        (
            lambda: AssessmentFactory(
                commitment=ReplyFactory().commitment, verdict=Verdict.NOT_KEPT
            ),
            "期限过后才能判",
        ),
        (
            lambda: AssessmentFactory(verdict=Verdict.KEPT, fulfilled_on=dt.date(2099, 1, 1)),
            "兑现日期不能晚于今天",
        ),
    ],
)
def test_what_cannot_be_published_says_why(prepare, message):
    assessment = prepare()
    with pytest.raises(ValidationError, match=message):
        publish_assessment(assessment, UserFactory(group="主编"))
    assessment.refresh_from_db()
    assert assessment.status == AssessmentStatus.PROPOSED


def test_nobody_publishes_their_own_proposal():
    assessment = AssessmentFactory()
    with pytest.raises(ValidationError, match="不能自己核准"):
        publish_assessment(assessment, assessment.proposed_by)


def test_not_kept_is_published_once_the_deadline_passed_and_a_reply_was_invited():
    commitment = ReplyFactory(commitment=overdue()).commitment
    publish_verdict(commitment, Verdict.NOT_KEPT)
    assert commitment.verdict == Verdict.NOT_KEPT


def test_an_assessment_is_published_only_once():
    assessment, chief = AssessmentFactory(), UserFactory(group="主编")
    publish_assessment(assessment, chief)
    with pytest.raises(ValidationError, match="已发布"):
        publish_assessment(assessment, chief)


def test_a_returned_proposal_keeps_the_reason_in_the_log_and_changes_no_verdict():
    assessment, chief = AssessmentFactory(), UserFactory(group="主编")
    reject_assessment(assessment, chief, "  依据不足 ")
    assessment.refresh_from_db()
    assert assessment.status == AssessmentStatus.REJECTED
    assert assessment.commitment.verdict == Verdict.UNCHECKED
    assert ModelLogEntry.objects.get(action=REJECT_ACTION).data["reason"] == "依据不足"


def test_a_published_assessment_cannot_be_returned():
    assessment = publish_verdict(CommitmentFactory())
    with pytest.raises(ValidationError, match="已发布"):
        reject_assessment(assessment, UserFactory(group="主编"), "反悔")
