"""The columns in memory are kept as long as nothing has changed, and not a change longer."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from initiatives.enums import ReportStatus, Verdict
from initiatives.ledger import reading
from initiatives.ledger.freshness import WATCHED, version
from initiatives.models import Assessment, Commitment, ProgressReport
from initiatives.tests.factories import (
    AssessmentFactory,
    CommitmentFactory,
    InitiativePageFactory,
    ProgressReportFactory,
    ReplyFactory,
    ReplyLinkFactory,
    TopicFactory,
    publish_verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


@pytest.mark.parametrize(("name", "_condition", "columns"), WATCHED)
def test_every_change_of_every_table_is_noticed(name, _condition, columns):
    commitment = CommitmentFactory(topics=[TopicFactory()], initiatives=[InitiativePageFactory()])
    publish_verdict(commitment)
    ProgressReportFactory(commitment=commitment)
    ReplyLinkFactory(reply__commitment=commitment)
    table = f"initiatives_{name}"
    kept = f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table}"
    updates = [f"UPDATE {table} SET {one} = {one}" for one in columns.split(", ") if one]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(kept)
        cursor.execute("SELECT count(*) FROM kept")
        assert cursor.fetchone()[0]
        for change in (
            *(updates or [f"UPDATE {table} SET id = id"]),
            f"DELETE FROM {table}",
            f"INSERT INTO {table} SELECT * FROM kept",
        ):
            before = version()
            assert version() == before
            cursor.execute(change)
            assert version() != before, change
        transaction.set_rollback(True)


def test_what_readers_are_not_told_is_not_counted_again():
    commitment = CommitmentFactory()
    proposed = AssessmentFactory(commitment=commitment)
    before = version()
    Commitment.objects.update(next_check="2027-01-01", last_checked="2026-01-01")
    Assessment.objects.filter(pk=proposed.pk).update(reason="还在斟酌。")
    report = ProgressReportFactory(commitment=commitment, status=ReportStatus.SUBMITTED)
    ProgressReport.objects.update(note="补充")
    assert version() == before
    ProgressReport.objects.filter(pk=report.pk).update(
        status=ReportStatus.ACCEPTED, accepted_at="2026-01-01T00:00:00Z"
    )
    assert version() != before


def test_nobody_waits_while_another_counts_anew():
    keeper = reading.Keeper()
    kept = keeper.get()
    CommitmentFactory()
    with keeper.lock:
        assert keeper.get() is kept
    assert len(keeper.get().keys) == 1


def test_what_has_not_changed_is_not_read_again(django_assert_num_queries):
    CommitmentFactory()
    kept = reading.columns_of_today()
    with django_assert_num_queries(1):
        assert reading.columns_of_today() is kept
    CommitmentFactory()
    assert len(reading.columns_of_today().keys) == 2


def test_what_was_taken_back_was_never_counted():
    """Its notes are taken back, too; the next change must not look like it."""
    kept = reading.columns_of_today()
    with transaction.atomic():
        CommitmentFactory()
        assert len(reading.columns_of_today().keys) == 1
        transaction.set_rollback(True)
    assert len(reading.columns_of_today().keys) == len(kept.keys) == 0
    publish_verdict(CommitmentFactory(), Verdict.BEHIND)
    assert reading.columns_of_today().facets["verdict"].words == ["behind"]


@pytest.mark.once
def test_a_migration_that_rebuilds_a_table_loses_no_trigger():
    """SQLite's way of altering tables; `once`: PostgreSQL needs none of it."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER initiatives_reply_insert_changes_ledger")
    call_command("migrate", verbosity=0)
    commitment = CommitmentFactory()
    before = version()
    ReplyFactory(commitment=commitment)
    assert version() != before


@pytest.mark.postgresql
def test_notes_of_changes_do_not_pile_up():
    commitment = CommitmentFactory()
    for _ in range(1100):
        Commitment.objects.filter(pk=commitment.pk).update(live=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM initiatives_ledgerchange")
        assert cursor.fetchone()[0] <= 1001


def test_a_change_shows_at_once_on_any_database():
    commitment = CommitmentFactory()
    assert reading.columns_of_today().facets["verdict"].words == ["unchecked"]
    publish_verdict(commitment, Verdict.BEHIND)
    assert reading.columns_of_today().facets["verdict"].words == ["behind"]
    Commitment.objects.update(live=False)
    assert not reading.columns_of_today().keys
