"""Two editors at the same moment: nothing is lost, doubled or half done (PostgreSQL only)."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from articles.models import Mark
from articles.tests.factories import RoundtablePageFactory
from home.tests.populate import marked, statement
from initiatives.enums import AssessmentStatus, SourceState
from initiatives.judging import publish_assessment, reject_assessment
from initiatives.models import AppendOnlyError, Assessment, Commitment
from initiatives.tests.factories import AssessmentFactory, CommitmentFactory, PersonFactory
from portal.tests.factories import UserFactory

# Rows made by migrations (site tree, groups) are put back after each of these tests.
pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("queued_tasks"),
]


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """The results, or the exceptions, of jobs that start together, each on its own connection."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        start.wait()
        try:
            return job()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_codes_are_unique_and_without_gaps():
    speaker = PersonFactory()

    def write_down() -> str:
        day = dt.date(2031, 5, 1)
        return CommitmentFactory(speaker=speaker, organisation=None, said_on=day).code

    codes = at_once(*[write_down] * 8)
    assert sorted(map(str, codes)) == [f"C-2031-{number:04d}" for number in range(1, 9)]


def test_one_of_two_approvals_counts():
    proposed = AssessmentFactory()
    chiefs = UserFactory.create_batch(2, group="主编")

    def approve(chief) -> Callable[[], Assessment]:
        return lambda: publish_assessment(Assessment.objects.get(pk=proposed.pk), chief)

    results = at_once(*map(approve, chiefs))
    assert {type(result) for result in results} == {Assessment, ValidationError}
    assert Assessment.objects.published().count() == 1


def test_what_is_approved_while_it_is_revised_or_returned_ends_in_one_state():
    proposed = AssessmentFactory(reason="原来的理由")
    chief, other = UserFactory.create_batch(2, group="主编")
    open_form = Assessment.objects.get(pk=proposed.pk)
    open_form.reason = "改过的理由"
    results = at_once(
        lambda: publish_assessment(Assessment.objects.get(pk=proposed.pk), chief),
        lambda: reject_assessment(Assessment.objects.get(pk=proposed.pk), other, "依据不足"),
        open_form.save,
    )
    refusals = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(one, ValidationError | AppendOnlyError) for one in refusals), refusals
    proposed.refresh_from_db()
    assert (proposed.status == AssessmentStatus.PUBLISHED) == bool(proposed.published_at)
    assert (proposed.status == AssessmentStatus.PUBLISHED) == bool(proposed.approved_by)


def test_an_article_published_twice_keeps_its_marks_and_sources():
    page, speaker = RoundtablePageFactory(), PersonFactory()
    promises = CommitmentFactory.create_batch(3, speaker=speaker)
    marks = [uuid4() for _ in promises]
    page.body = [
        statement(speaker, marked(one, mark)) for one, mark in zip(promises, marks, strict=True)
    ]
    revision = page.save_revision()

    def publish() -> None:
        type(revision).objects.get(pk=revision.pk).publish()

    assert at_once(*[publish] * 4) == [None] * 4
    assert set(Mark.objects.present().values_list("uuid", flat=True)) == set(marks)
    assert Commitment.objects.filter(source_state=SourceState.INTACT).count() == 3


def test_two_articles_with_the_same_sentences_are_published_at_once():
    speaker = PersonFactory()
    promises = CommitmentFactory.create_batch(6, speaker=speaker)
    revisions = []
    for order in (promises, promises[::-1]):
        page = RoundtablePageFactory()
        page.body = [statement(speaker, marked(one)) for one in order]
        revisions.append(page.save_revision())
    assert at_once(*[revision.publish for revision in revisions]) == [None] * 2
    assert Mark.objects.present().count() == 12
    assert Commitment.objects.filter(source_state=SourceState.INTACT).count() == 6
