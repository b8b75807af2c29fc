"""The current verdict has one definition, and a published assessment stays as it is."""

import datetime as dt
import random

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.timezone import now

from initiatives.enums import AssessmentStatus, EvidenceLevel, Verdict
from initiatives.judging import publish_assessment
from initiatives.models import AppendOnlyError, Assessment, Commitment, Evidence
from initiatives.tests.factories import (
    AssessmentFactory,
    CommitmentFactory,
    EvidenceFactory,
    UserFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db

EASY = [Verdict.TOO_EARLY, Verdict.IN_PROGRESS, Verdict.ON_TRACK, Verdict.BEHIND]


def newest(commitment: Commitment) -> Verdict:
    """The rule in the words of the design: newest published, ties by id."""
    published = [
        row for row in commitment.assessments.all() if row.status == AssessmentStatus.PUBLISHED
    ]
    if not published:
        return Verdict.UNCHECKED
    return Verdict(max(published, key=lambda row: (row.published_at, row.pk)).verdict)


def test_sql_python_and_the_rule_agree():
    chance = random.Random(7)
    moments = [now() - dt.timedelta(days=days) for days in (1, 1, 5, 9)]
    for number in range(12):
        commitment = CommitmentFactory()
        for _ in range(number % 5):
            publish_verdict(commitment, chance.choice(EASY), published_at=chance.choice(moments))
        AssessmentFactory(commitment=commitment, verdict=Verdict.STALLED)
    annotated = {row.pk: row for row in Commitment.objects.with_verdict()}
    for plain in Commitment.objects.all():
        expected = newest(plain)
        assert plain.verdict == expected
        assert annotated[plain.pk].verdict == expected
        assert annotated[plain.pk].evidence_level == plain.evidence_level
    counts = Commitment.objects.verdict_counts()
    assert list(counts) == list(Verdict)
    assert sum(counts.values()) == 12


def test_equal_moments_are_decided_by_id():
    commitment, moment = CommitmentFactory(), now()
    publish_verdict(commitment, Verdict.BEHIND, published_at=moment)
    publish_verdict(commitment, Verdict.ON_TRACK, published_at=moment)
    assert Commitment.objects.with_verdict().get().verdict == Verdict.ON_TRACK
    assert Commitment.objects.get().verdict == Verdict.ON_TRACK


def test_evidence_level_is_the_best_behind_the_current_verdict():
    commitment = CommitmentFactory()
    publish_verdict(commitment, level=EvidenceLevel.OFFICIAL, published_at=now() - dt.timedelta(5))
    proposed = AssessmentFactory(commitment=commitment, evidence__level=EvidenceLevel.SELF_REPORT)
    EvidenceFactory(assessment=proposed, level=EvidenceLevel.ASSOCIATION)
    Assessment.objects.filter(pk=proposed.pk).update(
        status=AssessmentStatus.PUBLISHED, approved_by=UserFactory(), published_at=now()
    )
    assert Commitment.objects.with_verdict().get().evidence_level == EvidenceLevel.ASSOCIATION


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: Assessment.objects.filter(pk=row.pk).update(reason="改了"),
        lambda row: Assessment.objects.all().delete(),
        lambda row: row.evidence.first().save(),
        lambda row: row.evidence.first().delete(),
        lambda row: EvidenceFactory(assessment=row),
        lambda row: Evidence.objects.bulk_create([EvidenceFactory.build(assessment=row)]),
        lambda row: EvidenceFactory(assessment=AssessmentFactory(), pk=row.evidence.get().pk),
        lambda row: Assessment.objects.bulk_update([row], ["reason"]),
        lambda row: Assessment.objects.bulk_create(
            [row], update_conflicts=True, update_fields=["reason"], unique_fields=["id"]
        ),
        lambda row: Evidence.objects.all().delete(),
        lambda row: Evidence.objects.all().update(title="改了"),
    ],
)
def test_a_published_assessment_cannot_be_changed_or_deleted(change):
    published = publish_verdict(CommitmentFactory(), reason="原来的理由")
    with pytest.raises(AppendOnlyError), transaction.atomic():
        change(Assessment.objects.get(pk=published.pk))
    published.refresh_from_db()
    assert published.reason == "原来的理由"
    assert published.evidence.count() == 1


def test_what_was_read_before_publication_deletes_nothing_after_it():
    proposed = AssessmentFactory()
    publish_assessment(Assessment.objects.get(pk=proposed.pk), UserFactory(group="主编"))
    with pytest.raises(AppendOnlyError):
        proposed.delete()
    assert proposed.evidence.exists()


def test_a_judged_commitment_cannot_be_deleted():
    commitment = CommitmentFactory()
    publish_verdict(commitment)
    with pytest.raises(ProtectedError):
        commitment.delete()


def test_nobody_approves_their_own_proposal_not_even_in_the_database():
    proposed = AssessmentFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=proposed.pk).update(approved_by=proposed.proposed_by)


def test_kept_needs_its_day_and_others_have_none():
    with pytest.raises(ValidationError, match="兑现日期"):
        AssessmentFactory.build(
            commitment=CommitmentFactory(),
            proposed_by=UserFactory(),
            verdict=Verdict.KEPT,
            fulfilled_on=None,
        ).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentFactory(verdict=Verdict.BEHIND, fulfilled_on=dt.date(2026, 1, 1))
