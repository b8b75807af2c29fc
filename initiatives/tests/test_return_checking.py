"""What is found in a row before anybody sends it in."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from ..enums import OrganisationKind, ReportStatus, RowChange, RowState, Verdict
from ..models import Decision, ProgressReport
from ..returns.checking import RowChecker
from ..returns.single import submit_single
from ..returns.versions import file_reports
from ..workbooks.table import Formula
from .factories import (
    CommitmentFactory,
    MembershipFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    ProgressReportFactory,
    RepresentativeFactory,
    SubmittedReportFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def association():
    return OrganisationFactory(name="示例汽车商会", kind=OrganisationKind.ASSOCIATION)


@pytest.fixture
def commitment(association):
    """A million cars by 2027, of a member."""
    made = NumberCommitmentFactory(accumulates=True)
    MembershipFactory(association=association, member=made.organisation)
    return made


def check(association, commitment, confirmed=(), **cells):
    row = {"code": commitment.code, "as_of": "2026-09-30", **cells}
    return RowChecker(association, today=TODAY).check(3, row, confirmed)


def kinds(row):
    return [problem.kind for problem in row.problems]


def test_a_good_row_is_ready_and_new(association, commitment):
    row = check(association, commitment, value="30万", note="  两个工厂 ", filled_by="李某")
    assert (row.state, row.change, row.problems) == (RowState.READY, RowChange.NEW, [])
    assert (row.value, row.as_of) == (Decimal(300_000), dt.date(2026, 9, 30))
    assert (row.note, row.filled_by) == ("两个工厂", "李某")
    assert row.cells["value"] == "30万"


@pytest.mark.parametrize("cells", [{}, {"filled_by": "李某"}, {"value": " ", "note": ""}])
def test_a_row_that_says_nothing_is_blank(association, commitment, cells):
    assert check(association, commitment, **cells).state == RowState.BLANK


@pytest.mark.parametrize(
    ("cells", "field", "kind", "words"),
    [
        ({"code": ""}, "code", "code_missing", "没有填承诺编号"),
        ({"code": "C-2020-9999"}, "code", "code_unknown", "不是本会会员的承诺编号"),
        ({"member": "别的公司"}, "member", "member", "不是“别的公司”的"),
        ({"as_of": ""}, "as_of", "date_missing", "没有填数据日期"),
        ({"as_of": "2026-02-30"}, "as_of", "date", "没有“2026-02-30”这一天"),
        ({"value": "约30万"}, "value", "number", "不是一个确定的数"),
        ({"value": "30万台"}, "value", "number", "单位与承诺的单位“辆”不同"),
        ({"value": Formula("=A1")}, "value", "number", "单元格里是公式“=A1”"),
        ({"value": "=1+1"}, "value", "number", "公式"),
        ({"note": "字" * 301}, "note", "text", "有 301 个字，最多 300 个"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "url", "不是网址"),
        ({"source_url": "http://a..b/"}, "source_url", "url", "URL"),
        ({"value": "", "source_url": "https://example.com/"}, "value", "empty", "都没有填"),
        ({"filled_by": "名" * 41}, "filled_by", "text", "最多 40 个"),
    ],
)
def test_what_must_be_mended_blocks_the_row(association, commitment, cells, field, kind, words):
    row = check(association, commitment, **{"value": "300000", **cells})
    assert row.state == RowState.BLOCKED
    [problem] = row.problems
    assert (problem.field, problem.kind) == (field, kind)
    assert words in problem.message
    assert problem.fix or kind == "url"


def test_somebody_elses_commitment_is_as_unknown_as_none(association, commitment):
    other = NumberCommitmentFactory()
    MembershipFactory(member=other.organisation)
    theirs = check(association, other, value="1")
    [problem] = theirs.problems
    assert problem.kind == "code_unknown"
    assert other.organisation.name not in problem.message
    assert theirs.commitment_id is None


def test_drafts_and_members_who_left_are_unknown(association, commitment):
    draft = NumberCommitmentFactory(live=False, organisation=commitment.organisation)
    assert kinds(check(association, draft, value="1")) == ["code_unknown"]
    association.memberships.update(until=TODAY - dt.timedelta(days=1))
    assert kinds(check(association, commitment, value="300000")) == ["code_unknown"]


def test_a_commitment_with_a_final_verdict_takes_no_more(association, commitment):
    publish_verdict(commitment, Verdict.KEPT)
    assert kinds(check(association, commitment, value="300000")) == ["closed"]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"as_of": "2027-01-31"}, "future"),
        ({"as_of": "2025-01-31"}, "before_said"),
        ({"value": "30"}, "unit_slip"),
        ({"value": "400000000"}, "unit_slip"),
        ({"value": "200000"}, "falls"),
        ({"value": "900000", "as_of": "2026-07-15"}, "beyond_later"),
        ({"value": "3000000"}, "far_beyond"),
    ],
)
def test_what_is_odd_asks_for_confirmation(association, commitment, cells, kind):
    for day, value in ((dt.date(2026, 6, 30), 250_000), (dt.date(2026, 8, 31), 280_000)):
        SubmittedReportFactory(
            association=association, commitment=commitment, as_of=day, value=value
        )
    row = check(association, commitment, **{"value": "300000", **cells})
    assert kind in kinds(row)
    assert row.state == RowState.CONFIRM
    confirmed = check(association, commitment, kinds(row), **{"value": "300000", **cells})
    assert confirmed.state == RowState.READY
    assert len(confirmed.warnings) == len(confirmed.problems) > 0


def test_a_slip_of_ten_thousand_names_the_unit_that_was_meant(association, commitment):
    SubmittedReportFactory(association=association, commitment=commitment, value=250_000)
    [problem] = check(association, commitment, value="30").problems
    assert problem.message == "2026年3月31日是25万辆，这次是30辆，少了约8333倍。"
    assert problem.fix == "这里的单位是“辆”，是不是按“万辆”填了？"


def test_a_number_that_is_to_go_down_may_fall(association, commitment):
    commitment.baseline, commitment.baseline_on = 2_000_000, dt.date(2025, 9, 28)
    commitment.save()
    assert check(association, commitment, value="1500000").state == RowState.READY
    assert kinds(check(association, commitment, value="2100000")) == ["falls"]


def test_percentages_and_missing_numbers_are_asked_about(association, commitment):
    share = NumberCommitmentFactory(unit="%", target=95, organisation=commitment.organisation)
    assert kinds(check(association, share, value="0.72")) == ["percent"]
    assert kinds(check(association, share, value="120")) == ["percent"]
    assert check(association, share, value="72%").state == RowState.READY
    milestone = CommitmentFactory(organisation=commitment.organisation)
    assert kinds(check(association, milestone, value="3")) == ["no_number"]


def test_the_same_key_twice_in_one_file_is_refused(association, commitment):
    checker = RowChecker(association, today=TODAY)
    cells = {"code": commitment.code, "as_of": "2026-09-30", "value": "300000"}
    assert checker.check(12, cells).state == RowState.READY
    [problem] = checker.check(13, cells).problems
    assert (problem.kind, "第 12 行" in problem.message) == ("twice", True)


def test_the_same_content_again_is_unchanged_even_when_it_was_refused(association, commitment):
    fields = {"association": association, "commitment": commitment}
    report = SubmittedReportFactory(**fields, as_of=dt.date(2026, 9, 30), value=300_000)
    for status in (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.REJECTED):
        report.status = status
        report.save()
        row = check(association, commitment, value="30万")
        assert (row.state, row.previous_id) == (RowState.UNCHANGED, report.pk)
    report.status = ReportStatus.WITHDRAWN
    report.save()
    assert check(association, commitment, value="30万").change == RowChange.CHANGED


def test_another_associations_report_is_neither_known_nor_replaced(association, commitment):
    SubmittedReportFactory(commitment=commitment, as_of=dt.date(2026, 9, 30), value=300_000)
    row = check(association, commitment, value="300000")
    assert (row.change, row.previous_id) == (RowChange.NEW, None)


def test_a_changed_row_becomes_a_version_and_an_open_one_is_replaced(association, commitment):
    user = RepresentativeFactory(association=association).user
    old = SubmittedReportFactory(
        association=association, commitment=commitment, as_of=dt.date(2026, 9, 30), value=280_000
    )
    row = check(association, commitment, value="300000")
    [new] = file_reports([row], association=association, user=user)
    old.refresh_from_db()
    assert (new.version, new.replaces, old.status) == (2, old, ReportStatus.REPLACED)
    assert Decision.objects.get(report=old).kind == "replaced"
    assert new.reporter == commitment.organisation


def test_an_accepted_version_stands_until_the_new_one_is_accepted(association, commitment):
    old = SubmittedReportFactory(
        association=association,
        commitment=commitment,
        as_of=dt.date(2026, 9, 30),
        value=280_000,
        status=ReportStatus.ACCEPTED,
    )
    row = check(association, commitment, value="300000")
    file_reports([row], association=association, user=None)
    old.refresh_from_db()
    assert old.status == ReportStatus.ACCEPTED


def test_a_typed_report_is_saved_only_when_it_is_ready(association, commitment):
    user = RepresentativeFactory(association=association).user
    cells = {"as_of": localdate().isoformat(), "value": "3000000"}
    row, report = submit_single(association, user, commitment, cells)
    assert (kinds(row), report) == (["far_beyond"], None)
    row, report = submit_single(association, user, commitment, cells, ["far_beyond"])
    assert report.status == ReportStatus.SUBMITTED
    assert report.warnings == ["目标是100万辆，这次填了300万辆。"]
    row, report = submit_single(association, user, commitment, {"as_of": "2026-01-31"})
    assert (kinds(row), report) == (["empty"], None)


def test_who_comes_second_with_the_same_key_is_told(association, commitment, monkeypatch):
    user = RepresentativeFactory(association=association).user
    checked = RowChecker.check

    def overtaken(self, number, cells, confirmed=()):
        row = checked(self, number, cells, confirmed)
        SubmittedReportFactory(
            association=association, commitment=commitment, as_of=row.as_of, value=1
        )
        return row

    monkeypatch.setattr(RowChecker, "check", overtaken)
    cells = {"as_of": "2026-01-31", "value": "300000"}
    row, report = submit_single(association, user, commitment, cells)
    assert (kinds(row), report) == (["raced"], None)
    assert ProgressReport.objects.count() == 1


@pytest.mark.parametrize("number", [2, 30])
def test_knowing_and_filing_cost_the_same_for_few_and_many(
    association, django_assert_num_queries, number
):
    member = MembershipFactory(association=association).member
    rows = [NumberCommitmentFactory(organisation=member) for _ in range(number)]
    for one in rows:
        ProgressReportFactory(commitment=one)
        SubmittedReportFactory(commitment=one, association=association)
    with django_assert_num_queries(3):
        checker = RowChecker(association, today=TODAY)
        checked = [
            checker.check(n, {"code": one.code, "as_of": "2026-03-31", "value": "260000"})
            for n, one in enumerate(rows)
        ]
    assert {row.state for row in checked} == {RowState.READY}
    with django_assert_num_queries(6):
        file_reports(checked, association=association, user=None)
