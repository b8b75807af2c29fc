"""Reports typed on a page, looked at again, answered and withdrawn."""

import datetime as dt

import pytest

from portal.tests.factories import UserFactory

from ..enums import DecisionKind, ReportStatus, Verdict
from ..models import Decision, ProgressReport
from ..reviewing import accept, ask, refuse
from .factories import (
    MembershipFactory,
    NumberCommitmentFactory,
    RepresentativeFactory,
    SubmittedReportFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db

NEW = "/members/reports/new/"


@pytest.fixture
def representative():
    return RepresentativeFactory()


@pytest.fixture
def commitment(representative):
    member = MembershipFactory(association=representative.association).member
    return NumberCommitmentFactory(speaker__organisation=member)


@pytest.fixture
def desk(client, representative):
    client.force_login(representative.user)
    return client


@pytest.fixture
def report(representative, commitment):
    return SubmittedReportFactory(commitment=commitment, association=representative.association)


def typed(commitment, **changes):
    return {
        "commitment": commitment.code,
        "as_of": "2026年3月31日",
        "value": "25万",
        "note": "",
        "source_url": "",
        "filled_by": "李填报",
    } | changes


def test_a_report_is_typed_as_people_write(desk, representative, commitment):
    response = desk.post(NEW, typed(commitment))
    report = ProgressReport.objects.get()
    assert response["Location"] == f"/members/reports/{report.pk}/"
    assert (report.value, report.as_of) == (250_000, dt.date(2026, 3, 31))
    assert report.association == representative.association
    assert report.reporter == commitment.organisation
    assert report.submitted_by == representative.user
    assert report.status == ReportStatus.SUBMITTED


def test_faults_stand_at_their_field_and_what_was_typed_stays(desk, commitment):
    response = desk.post(NEW, typed(commitment, as_of="去年", value="不少"))
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_as_of"' in page
    assert 'href="#id_value"' in page
    assert 'value="去年"' in page
    assert 'aria-describedby="id_as_of_helptext id_as_of_problem0"' in page
    assert not ProgressReport.objects.exists()


def test_what_looks_odd_is_asked_once(desk, commitment, report):
    odd = typed(commitment, as_of="2026-06-30", value="25")
    page = desk.post(NEW, odd).content.decode()
    assert "数值无误" in page
    assert 'value="unit_slip"' in page
    assert ProgressReport.objects.count() == 1
    desk.post(NEW, odd | {"confirmed": ["unit_slip"]})
    assert ProgressReport.objects.latest("pk").warnings != []


def test_an_empty_form_and_the_same_again_are_told(desk, commitment):
    assert "至少填一项" in desk.post(NEW, typed(commitment, value="")).content.decode()
    desk.post(NEW, typed(commitment))
    assert "没有重复提交" in desk.post(NEW, typed(commitment)).content.decode()
    assert ProgressReport.objects.count() == 1


def test_what_was_refused_is_not_taken_again_unchanged(desk, commitment, report):
    refuse(report, UserFactory(group="编辑"), seen=0, reason="没有出处")
    page = desk.post(NEW, typed(commitment)).content.decode()
    assert "已被退回" in page
    assert ProgressReport.objects.count() == 1
    assert desk.post(NEW, typed(commitment, note="有出处了")).status_code == 302


@pytest.mark.parametrize("text", ["\0", "好\0的", "长" * 5000, "=1+1", "<script>alert(1)</script>"])
def test_odd_texts_are_no_error(desk, commitment, text):
    for name in ("as_of", "value", "note", "source_url", "filled_by", "confirmed"):
        response = desk.post(NEW, typed(commitment, **{name: text}))
        assert response.status_code in (302, 422)
        assert "<script>alert" not in response.content.decode()
    assert desk.post(NEW, {"commitment": text}).status_code == 404


def test_a_decided_promise_takes_no_more_reports(desk, commitment):
    publish_verdict(commitment, Verdict.KEPT)
    page = desk.get(f"{NEW}?commitment={commitment.code}").content.decode()
    assert "不再申报进展" in page
    assert "<textarea" not in page
    assert desk.post(NEW, typed(commitment)).status_code == 422


def test_a_question_is_answered_by_a_new_version(desk, commitment, report):
    ask(report, UserFactory(group="编辑", last_name="王编辑"), seen=0, reason="请写明口径")
    page = desk.get(f"/members/reports/{report.pk}/").content.decode()
    assert "请写明口径" in page
    form = desk.get(f"{NEW}?commitment={commitment.code}&report={report.pk}").content.decode()
    assert "请写明口径" in form
    assert 'value="250000"' in form
    desk.post(NEW, typed(commitment, note="口径为出厂数"))
    newer = ProgressReport.objects.latest("pk")
    assert (newer.version, newer.replaces) == (2, report)
    page = desk.get(f"/members/reports/{newer.pk}/").content.decode()
    assert "第 1 版" in page
    assert "第 2 版" in page
    assert "王编辑" not in page


def test_another_associations_report_is_not_filled_in(desk, commitment):
    other = SubmittedReportFactory(commitment=commitment, note="别会的说明")
    for key in (other.pk, "x", "9" * 30):
        form = desk.get(f"{NEW}?commitment={commitment.code}&report={key}").content.decode()
        assert "别会的说明" not in form


def test_what_an_editor_changed_is_shown_with_the_reason(desk, report):
    accept(report, UserFactory(group="编辑"), seen=0, value=240_000, reason="按公报数")
    page = desk.get(f"/members/reports/{report.pk}/").content.decode()
    assert "修改后采用" in page
    assert "按公报数" in page
    assert "<del>250000" in page


def test_what_nobody_has_seen_yet_is_withdrawn_without_a_reason(desk, report):
    address = f"/members/reports/{report.pk}/withdraw/"
    assert "撤回这条申报" in desk.get(address).content.decode()
    assert desk.post(address).status_code == 302
    report.refresh_from_db()
    assert report.status == ReportStatus.WITHDRAWN
    assert report.decisions.get().kind == DecisionKind.WITHDRAWN
    assert desk.post(address).status_code == 422


@pytest.mark.parametrize("reason", ["", "  ", "长" * 301])
def test_what_was_public_is_not_withdrawn_without_a_proper_reason(desk, report, reason):
    accept(report, UserFactory(group="编辑"), seen=0)
    response = desk.post(f"/members/reports/{report.pk}/withdraw/", {"reason": reason})
    assert response.status_code == 422
    report.refresh_from_db()
    assert report.status == ReportStatus.ACCEPTED


def test_a_nul_in_the_reason_is_no_error(desk, report):
    response = desk.post(f"/members/reports/{report.pk}/withdraw/", {"reason": "错\0了"})
    assert response.status_code in (302, 422)


def test_reports_are_listed_by_status_in_their_newest_version(desk, commitment, report):
    desk.post(NEW, typed(commitment, value="26万"))
    page = desk.get("/members/reports/?status=submitted").content.decode()
    assert "共 1 条" in page
    assert "260,000" in page
    assert Decision.objects.filter(kind=DecisionKind.REPLACED).count() == 1
