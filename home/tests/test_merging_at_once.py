"""Two editors merge, or one merges while another publishes: nothing is half done."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from articles.models import Appearance
from articles.tests.factories import RoundtablePageFactory
from home.tests.populate import marked, statement
from home.tests.test_two_at_once import at_once
from initiatives.merging import merge
from initiatives.models import Commitment, Merge, Person
from initiatives.parting import undo
from initiatives.tests.factories import CommitmentFactory, PersonFactory
from portal.tests.factories import UserFactory

# Rows made by migrations (site tree, groups) are put back after each of these tests.
pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("queued_tasks"),
]


def reloaded(row):
    return type(row).objects.get(pk=row.pk)


def test_of_two_merges_the_other_way_round_one_counts():
    one, other = PersonFactory.create_batch(2)
    commitments = [CommitmentFactory(speaker=person) for person in (one, other)]
    editors = UserFactory.create_batch(2)
    results = at_once(lambda: merge(one, other, editors[0]), lambda: merge(other, one, editors[1]))
    assert {type(result) for result in results} == {Merge, ValidationError}
    [kept] = Person.objects.on_record()
    assert {reloaded(commitment).speaker for commitment in commitments} == {kept}


@pytest.mark.parametrize("_", range(4))
def test_what_is_published_during_a_merge_names_the_one_kept(_):
    kept, lost = PersonFactory.create_batch(2)
    commitments = CommitmentFactory.create_batch(3, speaker=lost)
    page = RoundtablePageFactory()
    page.body = [statement(lost, marked(one, uuid4())) for one in commitments]
    page.appearances = [Appearance(person=lost), Appearance(person=kept)]
    revisions = [one.save_revision() for one in (*commitments, lost, page)]
    editor = UserFactory()
    results = at_once(
        lambda: merge(kept, lost, editor), *(revision.publish for revision in revisions)
    )
    if isinstance(results[0], ValidationError):
        assert Person.objects.on_record().count() == 2
        return
    assert [type(one) for one in results] == [Merge] + [type(None)] * len(revisions)
    assert set(Commitment.objects.values_list("speaker", flat=True)) == {kept.pk}
    assert [row.person_id for row in Appearance.objects.all()] == [kept.pk]
    given_up = reloaded(lost)
    assert (given_up.live, given_up.merged_into) == (False, kept)


def test_of_two_undoings_one_counts():
    kept, lost = PersonFactory.create_batch(2)
    commitment = CommitmentFactory(speaker=lost)
    editors = UserFactory.create_batch(2)
    done = merge(kept, lost, editors[0])
    results = at_once(*(lambda one=one: undo(done, one) for one in editors))
    assert [isinstance(one, ValidationError) for one in results].count(True) == 1
    assert reloaded(commitment).speaker == lost
