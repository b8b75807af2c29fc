"""The columns in memory are kept as long as nothing has changed, and not a change longer."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from initiatives.enums import Verdict
from initiatives.ledger import reading
from initiatives.ledger.freshness import version
from initiatives.models import Commitment, Evidence
from initiatives.tests.factories import (
    CommitmentFactory,
    ProgressReportFactory,
    ReplyFactory,
    ReplyLinkFactory,
    TopicFactory,
    publish_verdict,
)
from initiatives.tests.volume import many_commitments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def test_every_kind_of_change_is_noticed():
    commitment = CommitmentFactory()
    assessment = publish_verdict(commitment)
    changes = [
        lambda: many_commitments(3),
        lambda: Commitment.objects.filter(pk=commitment.pk).update(live=False),
        lambda: commitment.topics.set([TopicFactory()]) or commitment.save(),
        lambda: publish_verdict(commitment, Verdict.BEHIND),
        lambda: Evidence.objects.filter(assessment=assessment)._raw_delete("default"),
        lambda: ProgressReportFactory(commitment=commitment),
        lambda: ReplyFactory(commitment=commitment),
        lambda: ReplyLinkFactory(reply__commitment=commitment),
    ]
    for change in changes:
        before = version()
        assert version() == before
        change()
        assert version() != before


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
        cursor.execute("DROP TRIGGER initiatives_reply_INSERT_changes_ledger")
    call_command("migrate", verbosity=0)
    commitment = CommitmentFactory()
    before = version()
    ReplyFactory(commitment=commitment)
    assert version() != before


@pytest.mark.postgresql
def test_notes_of_changes_do_not_pile_up():
    commitment = CommitmentFactory()
    for _ in range(1100):
        Commitment.objects.filter(pk=commitment.pk).update(next_check=None)
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
