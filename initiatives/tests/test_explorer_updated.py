"""When readers last got something new about a commitment: one definition for all who ask."""

import datetime as dt

import pytest
import time_machine
from django.utils.timezone import make_aware

from initiatives.enums import ReportStatus, Verdict
from initiatives.models import Commitment
from initiatives.tests.factories import (
    AssessmentFactory,
    CommitmentFactory,
    ProgressReportFactory,
    ReplyFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db

PUBLISHED = make_aware(dt.datetime(2026, 1, 5, 9))


def updated(commitment: Commitment) -> dt.datetime:
    return Commitment.objects.with_updated().get(pk=commitment.pk).updated_at


def hour(month: int, day: int) -> dt.datetime:
    return make_aware(dt.datetime(2026, month, day, 10))


@pytest.fixture
def commitment() -> Commitment:
    return CommitmentFactory(first_published_at=PUBLISHED, last_published_at=PUBLISHED)


def test_without_anything_else_it_is_its_own_publication(commitment):
    assert updated(commitment) == PUBLISHED
    unknown = CommitmentFactory(said_on=dt.date(2025, 9, 28))
    assert updated(unknown).date() == dt.date(2025, 9, 28)


def test_the_newest_of_verdict_report_and_answer_counts(commitment):
    with time_machine.travel("2026-06-01"):
        publish_verdict(commitment, published_at=hour(2, 1))
        assert updated(commitment) == hour(2, 1)
        ProgressReportFactory(commitment=commitment, accepted_at=hour(3, 1))
        assert updated(commitment) == hour(3, 1)
        ReplyFactory(commitment=commitment, replied_on=dt.date(2026, 4, 2), text="在做。")
        assert updated(commitment).date() == dt.date(2026, 4, 2)
        Commitment.objects.filter(pk=commitment.pk).update(last_published_at=hour(5, 1))
        assert updated(commitment) == hour(5, 1)


def test_what_readers_do_not_see_is_no_news(commitment):
    AssessmentFactory(commitment=commitment, verdict=Verdict.BEHIND)
    ProgressReportFactory(
        commitment=commitment, accepted_at=hour(3, 1), status=ReportStatus.SUBMITTED
    )
    ReplyFactory(commitment=commitment, invited_on=dt.date(2026, 4, 1))
    assert updated(commitment) == PUBLISHED
