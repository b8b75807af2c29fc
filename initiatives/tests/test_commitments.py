"""What must never be wrong about a commitment: its code, its number, its deadline."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from initiatives.enums import SourceState
from initiatives.models import Commitment
from initiatives.tests.factories import CommitmentFactory, NumberCommitmentFactory

pytestmark = pytest.mark.django_db


def test_codes_count_by_year_and_are_never_reused():
    first = CommitmentFactory(said_on=dt.date(2025, 9, 28))
    second = CommitmentFactory(said_on=dt.date(2025, 10, 1))
    assert [first.code, second.code] == ["C-2025-0001", "C-2025-0002"]
    second.delete()
    assert CommitmentFactory(said_on=dt.date(2025, 10, 2)).code == "C-2025-0003"
    assert CommitmentFactory(said_on=dt.date(2026, 1, 1)).code == "C-2026-0001"


def test_a_failed_save_gives_no_code_away():
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentFactory(target=5, unit="")
    assert CommitmentFactory().code == "C-2025-0001"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"unit": ""}, "要填单位"),
        ({"comparator": ""}, "比较方式"),
        ({"target": None, "comparator": "", "unit": ""}, "要填目标值"),
        ({"baseline": 5}, "起点"),
        ({"baseline_on": dt.date(2025, 1, 1)}, "起点"),
        ({"deadline": None}, "期限精度"),
        ({"deadline_precision": "none"}, "期限精度"),
        ({"deadline": dt.date(2024, 1, 1)}, "不能早于"),
        ({"source_state": SourceState.INTACT}, "文章和标记"),
    ],
)
def test_constraints_speak_chinese_and_hold_in_the_database(wrong, message):
    commitment = NumberCommitmentFactory()
    for field, value in wrong.items():
        setattr(commitment, field, value)
    with pytest.raises(ValidationError, match=message):
        commitment.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        commitment.save()


def test_a_year_means_its_last_day():
    commitment = CommitmentFactory(deadline=dt.date(2027, 3, 5), deadline_precision="year")
    assert commitment.deadline == dt.date(2027, 12, 31)


def test_a_revision_does_not_bring_back_what_the_system_keeps():
    commitment = CommitmentFactory()
    commitment.summary = "改过的摘要"
    revision = commitment.save_revision()
    Commitment.objects.filter(pk=commitment.pk).update(last_checked=dt.date(2026, 5, 1))
    revision.publish()
    commitment = Commitment.objects.get()
    assert commitment.summary == "改过的摘要"
    assert commitment.last_checked == dt.date(2026, 5, 1)


def test_due_within_counts_from_today_nearest_first():
    today = dt.date(2026, 6, 1)
    late = CommitmentFactory(deadline=dt.date(2026, 8, 30), deadline_precision="day")
    soon = CommitmentFactory(deadline=dt.date(2026, 6, 1), deadline_precision="day")
    CommitmentFactory(deadline=dt.date(2026, 5, 31), deadline_precision="day")
    CommitmentFactory(deadline=dt.date(2026, 8, 31), deadline_precision="day")
    assert list(Commitment.objects.due_within(90, today)) == [soon, late]
