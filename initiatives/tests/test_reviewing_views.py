"""The editors' pages about what associations sent in: queue, report, return."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.tests.factories import UserFactory

from ..enums import DecisionKind, ReportStatus, ReturnState, Verdict
from ..models import Decision, EvidenceFile, Message, ProgressReport
from ..reviewing import accept, ask, refuse, verify
from .factories import (
    NumberCommitmentFactory,
    ProgressReportFactory,
    RepresentativeFactory,
    ReturnFactory,
    SubmittedReportFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db
QUEUE = "reviewing:index"


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


def row(report: ProgressReport, decision: str = "", **fields) -> dict:
    """What the page sends about one row."""
    seen = ProgressReport.objects.with_last_decision().get(pk=report.pk).last_decision_id
    told = {
        "decision": decision,
        "seen": seen,
        "value": report.value,
        "note": report.note,
        "reason": "",
    }
    named = {f"r{report.pk}-{name}": value for name, value in (told | fields).items()}
    return {"row": [report.pk], **named}


def send(client: Client, *rows: dict, query: str = "", **more):
    data: dict = {"row": []}
    for one in rows:
        keys = data["row"] + one["row"]
        data |= one | {"row": keys}
    return client.post(f"{reverse(QUEUE)}{query}", data | more)


def listed(client: Client, **query) -> list[ProgressReport]:
    return [one.report for one in client.get(reverse(QUEUE), query).context["object_list"]]


READING = ["reviewing:index", "reviewing:index_results", "returns:index", "returns:index_results"]


class TestTheQueue:
    def test_shows_promise_last_value_and_this_one_side_by_side(self, editor):
        commitment = NumberCommitmentFactory(
            accumulates=True, baseline=0, baseline_on=dt.date(2025, 12, 31)
        )
        publish_verdict(commitment, Verdict.BEHIND)
        ProgressReportFactory(commitment=commitment, as_of=dt.date(2026, 1, 31), value=200_000)
        SubmittedReportFactory(
            commitment=commitment,
            value=250_000,
            note="一季度累计",
            source_url="https://example.com/q1",
            warnings=["比上次大"],
        )
        page = editor.get(reverse(QUEUE)).content.decode()
        for words in [
            commitment.quote,
            commitment.code,
            "1,000,000 辆",
            "2027-12-31",
            "进度滞后",
            "200,000 辆",
            "250,000 辆",
            "多 50,000 辆",
            "一季度累计",
            "https://example.com/q1",
            "比上次大",
            "李填报",
            "已过 12%",
            "占目标",
            "25%",
        ]:
            assert words in page

    def test_holds_what_awaits_review_and_nothing_that_is_still_being_sent(self, editor):
        waiting = SubmittedReportFactory()
        of_batch(ReturnFactory(state=ReturnState.SUBMITTING))
        SubmittedReportFactory(status=ReportStatus.REJECTED)
        assert listed(editor) == [waiting]
        assert len(listed(editor, status="all")) == 2

    def test_is_narrowed_down(self, editor):
        batch = submitted_return()
        one = of_batch(batch, warnings=["倒退"])
        other = SubmittedReportFactory()
        asked = SubmittedReportFactory(status=ReportStatus.QUERIED)
        assert listed(editor, batch=batch.pk) == [one]
        assert listed(editor, association=batch.association_id) == [one]
        assert listed(editor, reporter=one.reporter_id) == [one]
        assert listed(editor, warned="yes") == [one]
        assert listed(editor, warned="no") == [other]
        assert listed(editor, status="queried") == [asked]
        assert listed(editor, commitment=one.commitment.code.lower()) == [one]
        assert listed(editor, q=other.reporter.name) == [other]

    @pytest.mark.parametrize(
        "query",
        [
            {"association": "x", "reporter": "-1", "batch": "9" * 30, "status": "x"},
            {"commitment": "²" * 200, "warned": "x"},
            {"p": "999", "ordering": "password", "q": "%'\"("},
        ],
    )
    def test_answers_nonsense_in_the_address(self, editor, query):
        SubmittedReportFactory()
        for name in (QUEUE, "reviewing:index_results"):
            assert editor.get(reverse(name), query).status_code == 200

    def test_costs_the_same_for_fifty_rows_as_for_two(self, editor):
        batch = submitted_return()

        def queries() -> int:
            cache.clear()
            with CaptureQueriesContext(connection) as captured:
                assert editor.get(reverse(QUEUE)).status_code == 200
            return len(captured)

        def add(number: int) -> None:
            commitments = [NumberCommitmentFactory() for _ in range(number)]
            reports = ProgressReport.objects.bulk_create(
                SubmittedReportFactory.build(
                    commitment=one,
                    reporter=one.organisation,
                    association=batch.association,
                    batch=batch,
                )
                for one in commitments
            )
            Decision.objects.bulk_create(
                Decision(report=one, kind=DecisionKind.TAKEN_BACK, by=editor.user)
                for one in reports
            )
            EvidenceFile.objects.bulk_create(
                EvidenceFile(report=one, name="a.pdf", media_type="application/pdf", size=1)
                for one in reports
            )

        add(2)
        queries()
        for_two = queries()
        add(48)
        assert queries() == for_two

    def test_offers_no_decision_to_who_may_only_read_or_represents_the_association(self, client):
        report = SubmittedReportFactory()
        reader, partial = UserFactory(group="记者"), UserFactory(group="编辑")
        RepresentativeFactory(user=partial, association=report.association)
        for user in (reader, partial):
            client.force_login(user)
            page = client.get(reverse(QUEUE)).content.decode()
            assert report.commitment.quote in page
            assert f"r{report.pk}-decision" not in page

    def test_is_exported(self, editor):
        SubmittedReportFactory(note="=1+1")
        body = b"".join(editor.get(reverse(QUEUE), {"export": "csv"}).streaming_content).decode()
        assert "'=1+1" in body


class TestSavingAPage:
    def test_does_to_each_row_what_was_chosen(self, editor):
        used, changed, asked, refused, later = (SubmittedReportFactory() for _ in range(5))
        response = send(
            editor,
            row(used, "accepted"),
            row(changed, "changed", value="3.5万", reason="单位"),
            row(asked, "queried", reason="请附口径"),
            row(refused, "rejected", reason="与年报不符"),
            row(later),
            query="?warned=no",
        )
        assert response.status_code == 302
        assert response.url == f"{reverse(QUEUE)}?warned=no"
        assert [fresh(one).status for one in (used, changed, asked, refused, later)] == [
            "accepted",
            "accepted",
            "queried",
            "rejected",
            "submitted",
        ]
        assert fresh(changed).value == 35_000

    def test_keeps_what_was_typed_where_something_is_missing(self, editor):
        good, bad = SubmittedReportFactory(), SubmittedReportFactory()
        response = send(
            editor,
            row(good, "accepted"),
            row(bad, "changed", value="大约十万", note="已完工", reason="年报"),
        )
        assert response.status_code == 422
        assert fresh(good).stands
        assert not fresh(bad).stands
        page = response.content.decode()
        assert "大约十万" in page
        assert "已完工" in page
        assert [one.report for one in response.context["object_list"]] == [bad]

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"decision": "queried"}, "补充什么"),
            ({"decision": "rejected"}, "不采用要写明理由"),
            ({"decision": "changed", "value": "7"}, "写明理由"),
            ({"decision": "changed", "reason": "x"}, "没有改动"),
            ({"decision": "changed", "value": "", "note": "", "reason": "x"}, "至少填一项"),
            ({"decision": "changed", "value": "9" * 30, "reason": "x"}, ""),
            ({"decision": "changed", "note": "长" * 301, "reason": "x"}, "300"),
            ({"decision": "rejected", "reason": "长" * 301}, "300"),
            ({"decision": "rejected", "reason": "a\0b"}, ""),
            ({"decision": "nonsense"}, ""),
            ({"decision": "accepted", "seen": ""}, "刷新"),
            ({"decision": "accepted", "seen": "9" * 40}, "刷新"),
            ({"decision": "accepted", "seen": "-1"}, "刷新"),
        ],
    )
    def test_answers_wrong_input_in_words_and_decides_nothing(self, editor, fields, message):
        report = SubmittedReportFactory()
        response = send(editor, row(report, **fields))
        assert response.status_code == 422
        assert message in response.content.decode()
        assert fresh(report).status == ReportStatus.SUBMITTED

    def test_tells_the_second_reviewer_and_loses_nothing_of_theirs(self, editor):
        report, other = SubmittedReportFactory(), SubmittedReportFactory()
        mine = row(report, "rejected", reason="与年报不符")
        accept(report, UserFactory(group="编辑", last_name="李", first_name="编辑"), seen=0)
        response = send(editor, mine, row(other, "accepted"))
        page = response.content.decode()
        assert response.status_code == 422
        assert "李编辑" in page
        assert "已采用这一行" in page
        assert "与年报不符" in page
        assert fresh(report).stands
        assert fresh(other).stands

    def test_lets_the_second_reviewer_decide_after_reading_the_firsts_question(self, editor):
        report = SubmittedReportFactory()
        mine = row(report, "accepted")
        ask(report, UserFactory(group="编辑"), seen=0, reason="请附口径")
        shown = send(editor, mine).context["object_list"][0].form
        seen = shown["seen"].value()
        assert send(editor, row(report, "accepted", seen=seen)).status_code == 302
        assert fresh(report).stands

    def test_accepts_the_rest_only_where_nothing_was_odd(self, editor):
        plain, odd, asked, refused = (SubmittedReportFactory() for _ in range(4))
        ProgressReport.objects.filter(pk=odd.pk).update(warnings=["倒退"])
        ask(asked, editor.user, seen=0, reason="请附口径")
        response = send(
            editor,
            *(row(one) for one in (plain, odd, asked)),
            row(refused, "rejected", reason="不符"),
            accept_rest="1",
        )
        assert response.status_code == 302
        assert [fresh(one).status for one in (plain, odd, asked, refused)] == [
            "accepted",
            "submitted",
            "queried",
            "rejected",
        ]

    def test_ignores_keys_that_are_none_and_rows_that_are_no_longer_there(self, editor):
        response = editor.post(reverse(QUEUE), {"row": ["x", "0", "9" * 30, "12345678", "\0"]})
        assert response.status_code == 302

    def test_is_for_reviewers(self, client):
        report = SubmittedReportFactory()
        client.force_login(UserFactory(group="记者"))
        assert send(client, row(report, "accepted")).status_code == 302
        assert not fresh(report).stands


class TestOneReport:
    def address(self, report: ProgressReport) -> str:
        return reverse("reviewing:report", args=[report.pk])

    def test_tells_versions_decisions_with_names_and_evidence(self, editor):
        old = SubmittedReportFactory()
        refuse(old, editor.user, seen=0, reason="与年报不符")
        new = SubmittedReportFactory(
            commitment=old.commitment, association=old.association, version=2, replaces=old
        )
        accept(new, editor.user, seen=0, value=7, reason="按年报")
        EvidenceFile.objects.create(report=new, name="台账.pdf", media_type="", size=2048)
        page = editor.get(self.address(new)).content.decode()
        for words in [
            "王编辑",
            "按年报",
            "250000 → 7",
            "第 1 版",
            "台账.pdf",
            "提出判定",
            "登记核实",
        ]:
            assert words in page

    def test_is_decided_there_too(self, editor):
        report = SubmittedReportFactory()
        told = row(report, "rejected", reason="与年报不符") | {"act": "decide"}
        assert editor.post(self.address(report), told).status_code == 302
        assert fresh(report).status == ReportStatus.REJECTED
        assert editor.post(self.address(report), told).status_code == 409

    def test_answers_what_is_missing(self, editor):
        report = SubmittedReportFactory()
        for told in (row(report), row(report, "queried")):
            response = editor.post(self.address(report), told | {"act": "decide"})
            assert response.status_code == 422
        assert editor.post(self.address(report), {"act": "nonsense"}).status_code == 400

    def test_is_verified_there_with_the_source(self, editor):
        report = SubmittedReportFactory(status=ReportStatus.ACCEPTED)
        told = {"act": "verify", "seen": 0, "verification": "", "verification_url": ""}
        assert editor.post(self.address(report), told).status_code == 422
        told["verification"] = "走访工厂"
        assert editor.post(self.address(report), told).status_code == 302
        assert fresh(report).verified
        assert editor.post(self.address(report), told).status_code == 409

    def test_tells_who_verified_first(self, editor):
        report = SubmittedReportFactory(status=ReportStatus.ACCEPTED)
        verify(report, UserFactory(last_name="李", first_name="编辑"), seen=0, source="年报")
        told = {"act": "verify", "seen": 0, "verification": "走访", "verification_url": ""}
        response = editor.post(self.address(report), told)
        assert response.status_code == 409
        assert "李编辑" in response.content.decode()

    def test_is_not_there_before_all_of_its_return_is(self, editor):
        report = of_batch(ReturnFactory(state=ReturnState.SUBMITTING))
        assert editor.get(self.address(report)).status_code == 404


@pytest.mark.parametrize(
    ("role", "reads", "decides"),
    [
        ("记者", 200, 302),
        ("编辑", 200, 200),
        ("主编", 200, 200),
        ("协会", 302, 302),
        (None, 302, 302),
    ],
)
def test_who_opens_which_page(client, role, reads, decides):
    batch = submitted_return()
    report = of_batch(batch)
    if role:
        client.force_login(UserFactory(group=role))
    pages = [reverse(name) for name in READING]
    pages += [reverse("returns:detail", args=[batch.pk])]
    pages += [reverse("reviewing:report", args=[report.pk])]
    assert {client.get(page).status_code for page in pages} == {reads}
    take_back = reverse("returns:take_back", args=[batch.pk])
    assert client.get(take_back).status_code == decides
    assert client.post(take_back, {"reason": "看错了"}).status_code in (302, 422)
    if decides != 200:
        client.post(reverse("returns:detail", args=[batch.pk]), {"text": "请补充"})
        told = row(report, "rejected", reason="不符") | {"act": "decide"}
        client.post(reverse("reviewing:report", args=[report.pk]), told)
        assert not Message.objects.exists()
        assert not Decision.objects.exists()


class TestTheNewsroomsOwn:
    def told(self, **fields) -> dict:
        return {
            "commitment": NumberCommitmentFactory().pk,
            "as_of": "2026-03-31",
            "value": "12",
            "note": "",
            **fields,
        }

    def test_is_public_when_it_is_registered_with_its_source(self, editor):
        told = self.told(verified="on", verification="统计公报", status="submitted")
        assert editor.post(reverse("progress-reports:add"), told).status_code == 302
        report = ProgressReport.objects.get()
        assert report.stands
        assert report.accepted_at
        assert report.provenance == "编辑部已核实"

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"verified": "on"}, "verification"),
            ({}, "reporter"),
            ({"verification": "统计公报"}, "verified"),
        ],
    )
    def test_says_whose_word_it_is(self, editor, fields, field):
        response = editor.post(reverse("progress-reports:add"), self.told(**fields))
        assert field in response.context["form"].errors

    def test_form_leads_away_from_what_was_sent_in(self, editor):
        for report in (
            SubmittedReportFactory(),
            SubmittedReportFactory(status=ReportStatus.ACCEPTED),
            ProgressReportFactory(status=ReportStatus.SUBMITTED),
        ):
            review = reverse("reviewing:report", args=[report.pk])
            for act in ("edit", "delete"):
                address = reverse(f"progress-reports:{act}", args=[report.pk])
                assert editor.get(address).url == review
                told = self.told(verified="on", verification="x", value="999")
                assert editor.post(address, told).url == review
            assert fresh(report).value == report.value

    def test_stays_once_a_verdict_rests_on_it(self, editor):
        report = ProgressReportFactory()
        publish_verdict(report.commitment)
        editor.post(reverse("progress-reports:delete", args=[report.pk]))
        assert fresh(report)


def test_documents_sent_with_an_older_version_are_shown_with_the_new_one(editor):
    old = SubmittedReportFactory(status=ReportStatus.REPLACED)
    SubmittedReportFactory(
        commitment=old.commitment, association=old.association, replaces=old, version=2
    )
    EvidenceFile.objects.create(
        report=old, file="evidence/x.pdf", name="合同清单.pdf", size=3, digest="x"
    )
    assert "合同清单.pdf" in editor.get(reverse(QUEUE)).content.decode()
