"""A verdict never comes to speak quietly about other words: the commitment is 待核查 again."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from wagtail.log_actions import registry

from portal.tests.factories import UserFactory

from ..enums import AssessmentOrigin, AssessmentStatus, Verdict
from ..judging import REOPEN_ACTION, publish_assessment, reopen
from ..models import AppendOnlyError, Assessment, Commitment
from .factories import AssessmentFactory, NumberCommitmentFactory, publish_verdict

pytestmark = pytest.mark.django_db


def republish(commitment: Commitment, by=None, **changes) -> Commitment:
    """As an editor corrects the record: a new revision, published."""
    commitment = Commitment.objects.get(pk=commitment.pk)
    for name, value in changes.items():
        setattr(commitment, name, value)
    commitment.save_revision(user=by).publish(user=by)
    return Commitment.objects.get(pk=commitment.pk)


@pytest.fixture
def judged() -> Commitment:
    commitment = NumberCommitmentFactory()
    publish_verdict(commitment, Verdict.BEHIND)
    return commitment


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"quote": "到2027年，年产量超过90万辆。"}, "原话由"),
        ({"target": 900_000}, "由“≥ 100万辆”改为“≥ 90万辆”"),
        ({"comparator": "equal"}, "目标由"),
        ({"unit": "台"}, "目标由"),
        ({"deadline": dt.date(2028, 12, 31)}, "期限由“2027-12-31”改为“2028-12-31”"),
    ],
)
def test_a_corrected_record_is_unchecked_again_with_its_history(judged, changes, told):
    editor = UserFactory(group="编辑")
    commitment = republish(judged, by=editor, **changes)
    assert commitment.verdict == Verdict.UNCHECKED
    newest, older = commitment.history
    assert (newest.origin, newest.proposed_by) == (AssessmentOrigin.CORRECTION, editor)
    assert told in newest.reason
    assert (older.verdict, older.judged["number"]) == (Verdict.BEHIND, "at_least 1000000 辆")
    entry = registry.get_logs_for_instance(commitment).get(action=REOPEN_ACTION)
    assert entry.user == editor


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"summary": "换一种概括"},
        {"metric": "产量"},
        {"note": "引语为转述"},
        {"quote": "我们要 建成"},
    ],
)
def test_what_changes_nothing_judged_leaves_the_verdict(changes):
    commitment = NumberCommitmentFactory(quote="我们要建成")
    publish_verdict(commitment, Verdict.BEHIND)
    assert republish(commitment, **changes).verdict == Verdict.BEHIND


def test_a_draft_changes_no_verdict(judged):
    judged.target = 900_000
    judged.save_revision()
    assert Commitment.objects.get(pk=judged.pk).verdict == Verdict.BEHIND


def test_what_nobody_judged_is_not_reopened():
    commitment = republish(NumberCommitmentFactory(), target=900_000)
    assert not commitment.assessments.exists()
    assert reopen(commitment.pk, "改了", None) is None


def test_readers_are_told_that_nobody_judged_the_corrected_words(judged, client):
    republish(judged, target=900_000)
    page = client.get(judged.get_absolute_url()).content.decode()
    assert "因更正自动回到待核查" in page
    assert "一人提出、一人核准" not in page
    assert "进度滞后" in page


def test_two_corrections_reopen_once(judged):
    republish(judged, target=900_000)
    republish(judged, target=800_000)
    assert judged.assessments.filter(origin=AssessmentOrigin.CORRECTION).count() == 1


def test_a_reopening_can_be_neither_changed_nor_deleted(judged):
    assessment = reopen(judged.pk, "更正", None)
    assessment.reason = "改口"
    with pytest.raises(AppendOnlyError):
        assessment.save()
    with pytest.raises(AppendOnlyError):
        Assessment.objects.filter(pk=assessment.pk).delete()


def test_an_endless_reason_is_cut(judged):
    assert reopen(judged.pk, "长" * 900, None).reason.endswith("长…")


def test_a_proposal_about_words_that_changed_since_is_not_approved():
    commitment, chief = NumberCommitmentFactory(), UserFactory(group="主编")
    proposed = AssessmentFactory(commitment=commitment)
    republish(commitment, target=900_000)
    with pytest.raises(ValidationError, match="原话、数字或期限改过"):
        publish_assessment(proposed, chief)
    proposed = Assessment.objects.get(pk=proposed.pk)
    proposed.save()  # its proposer looked at it again
    publish_assessment(proposed, chief)
    assert Commitment.objects.get(pk=commitment.pk).verdict == proposed.verdict


def test_a_proposal_older_than_a_reopening_is_not_approved(judged):
    proposed = AssessmentFactory(commitment=judged)
    reopen(judged.pk, "文章里的句子改了", None)
    with pytest.raises(ValidationError, match="原话、数字或期限改过"):
        publish_assessment(proposed, UserFactory(group="主编"))


def test_a_new_verdict_follows_a_reopening(judged):
    reopen(judged.pk, "更正", None)
    publish_verdict(judged, Verdict.KEPT)
    assert Commitment.objects.get(pk=judged.pk).verdict == Verdict.KEPT
    statuses = judged.assessments.values_list("status", flat=True)
    assert set(statuses) == {AssessmentStatus.PUBLISHED}
