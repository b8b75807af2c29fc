"""Returns as the newsroom reviews them: one batch from its first row to its last."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.tests.factories import UserFactory

from ..enums import ReportStatus, ReturnState
from ..models import Message, ProgressReport
from ..reviewing import accept
from .factories import (
    RepresentativeFactory,
    ReturnFactory,
    SubmittedReportFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.user = UserFactory(group="编辑", last_name="王", first_name="编辑")
    client.force_login(client.user)
    return client


def fresh(report: ProgressReport) -> ProgressReport:
    return ProgressReport.objects.get(pk=report.pk)


def submitted_return(**fields):
    return ReturnFactory(state=ReturnState.SUBMITTED, **fields)


def of_batch(batch, **fields) -> ProgressReport:
    return SubmittedReportFactory(batch=batch, association=batch.association, **fields)


class TestReturns:
    def test_are_listed_with_what_became_of_their_rows(self, editor):
        batch = submitted_return()
        accept(of_batch(batch), editor.user, seen=0)
        of_batch(batch)
        ReturnFactory(name="还没有提交.xlsx")
        found = editor.get(reverse("returns:index")).context["object_list"]
        assert list(found) == [batch]
        assert (found[0].accepted_reports, found[0].submitted_reports) == (1, 1)

    def test_are_narrowed_down(self, editor):
        waiting, done = submitted_return(), submitted_return(name="年报.csv")
        of_batch(waiting)
        of_batch(done, status=ReportStatus.REJECTED)

        def found(**query) -> list:
            return list(editor.get(reverse("returns:index"), query).context["object_list"])

        assert found(waiting="yes") == [waiting]
        assert found(waiting="no") == [done]
        assert found(association=done.association_id) == [done]
        assert found(q="年报") == [done]
        assert found(association="9" * 30, uploaded_at_from="x") != []

    def test_cost_the_same_for_twenty_as_for_two(self, editor):
        def queries() -> int:
            cache.clear()
            with CaptureQueriesContext(connection) as captured:
                assert editor.get(reverse("returns:index")).status_code == 200
            return len(captured)

        for _ in range(2):
            of_batch(submitted_return())
        queries()
        for_two = queries()
        for _ in range(18):
            of_batch(submitted_return())
        assert queries() == for_two

    def test_take_a_word_to_the_association(self, editor, mailoutbox,
                                            django_capture_on_commit_callbacks):  # fmt: skip
        batch = submitted_return()
        of_batch(batch)
        address = reverse("returns:detail", args=[batch.pk])
        RepresentativeFactory(association=batch.association, user__email="a@example.com")
        assert editor.post(address, {"text": " "}).status_code == 422
        assert editor.post(address, {"text": "长" * 501}).status_code == 422
        with django_capture_on_commit_callbacks(execute=True):
            assert editor.post(address, {"text": "请尽快补充"}).status_code == 302
        message = Message.objects.get()
        assert (message.association, message.batch, message.by) == (
            batch.association,
            batch,
            editor.user,
        )
        assert [one.to for one in mailoutbox] == [["a@example.com"]]
        assert "请尽快补充" in editor.get(address).content.decode()

    def test_are_taken_back_as_a_whole(self, editor):
        batch = submitted_return()
        one, two = of_batch(batch), of_batch(batch)
        for report in (one, two):
            accept(report, editor.user, seen=0)
        address = reverse("returns:take_back", args=[batch.pk])
        assert editor.get(address).status_code == 200
        assert editor.post(address, {"reason": ""}).status_code == 422
        assert editor.post(address, {"reason": "看错了"}).status_code == 302
        assert fresh(one).status == fresh(two).status == ReportStatus.SUBMITTED

    def test_are_not_taken_back_while_a_verdict_rests_on_one_row(self, editor):
        batch = submitted_return()
        one, two = of_batch(batch), of_batch(batch)
        for report in (one, two):
            accept(report, editor.user, seen=0)
        publish_verdict(one.commitment)
        address = reverse("returns:take_back", args=[batch.pk])
        assert one.commitment.code in editor.get(address).content.decode()
        assert editor.post(address, {"reason": "看错了"}).status_code == 422
        assert fresh(two).stands

    def test_are_not_there_before_anything_was_sent(self, editor):
        for name in ("returns:detail", "returns:take_back"):
            assert editor.get(reverse(name, args=[ReturnFactory().pk])).status_code == 404
