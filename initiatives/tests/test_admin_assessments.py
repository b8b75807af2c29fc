"""Proposing, approving and returning verdicts through the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.tests.factories import UserFactory

from ..enums import AssessmentStatus, EvidenceLevel, Verdict
from ..models import Assessment
from .factories import (
    AssessmentFactory,
    CommitmentFactory,
    EvidenceFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def login(client: Client):
    def as_member_of(group: str):
        user = UserFactory(group=group)
        client.force_login(user)
        return user

    return as_member_of


def url(name: str, assessment: Assessment) -> str:
    return reverse(f"assessments:{name}", args=[assessment.pk])


def proposal(commitment, **fields) -> dict:
    return {
        "commitment": commitment.pk,
        "verdict": Verdict.ON_TRACK,
        "reason": "三条生产线已投产两条。",
        "fulfilled_on": "",
        "evidence-TOTAL_FORMS": "1",
        "evidence-INITIAL_FORMS": "0",
        "evidence-MIN_NUM_FORMS": "1",
        "evidence-MAX_NUM_FORMS": "1000",
        "evidence-0-level": EvidenceLevel.OFFICIAL.value,
        "evidence-0-supports": "on",
        "evidence-0-title": "统计公报",
        **fields,
    }


def test_an_editor_proposes_in_their_own_name(client, login):
    editor, commitment = login("编辑"), CommitmentFactory()
    response = client.post(reverse("assessments:add"), proposal(commitment))
    assert response.status_code == 302, response.context["form"].errors
    assessment = Assessment.objects.get()
    assert assessment.proposed_by == editor
    assert assessment.status == AssessmentStatus.PROPOSED
    assert assessment.evidence.get().title == "统计公报"
    assert commitment.verdict == Verdict.UNCHECKED


def test_a_proposal_without_evidence_is_refused(client, login):
    login("编辑")
    data = proposal(CommitmentFactory(), **{"evidence-TOTAL_FORMS": "0"})
    assert client.post(reverse("assessments:add"), data).status_code == 200
    assert not Assessment.objects.exists()


def test_kept_without_its_day_is_refused_in_chinese(client, login):
    login("编辑")
    data = proposal(CommitmentFactory(), verdict=Verdict.KEPT)
    assert "须填兑现日期" in client.post(reverse("assessments:add"), data).content.decode()


@pytest.mark.parametrize("given", ["{}", "abc", "999999", "-1", "²", "9" * 40, "9" * 5000])
def test_the_form_is_prefilled_from_the_address_and_ignores_nonsense(client, login, given):
    login("编辑")
    commitment = CommitmentFactory()
    response = client.get(reverse("assessments:add"), {"commitment": given.format(commitment.pk)})
    assert response.status_code == 200
    assert (commitment.code in response.content.decode()) is (given == "{}")


@pytest.mark.parametrize("role", ["记者", "协会"])
def test_others_may_not_propose(client, login, role):
    login(role)
    assert client.post(reverse("assessments:add"), proposal(CommitmentFactory())).status_code == 302
    assert not Assessment.objects.exists()


def test_a_chief_editor_approves_by_post_only(client, login):
    chief, assessment = login("主编"), AssessmentFactory()
    assert "核准并发布" in client.get(url("approve", assessment)).content.decode()
    assessment.refresh_from_db()
    assert assessment.status == AssessmentStatus.PROPOSED
    client.post(url("approve", assessment))
    assessment.refresh_from_db()
    assert (assessment.status, assessment.approved_by) == (AssessmentStatus.PUBLISHED, chief)


def test_what_was_changed_after_the_approver_read_it_is_not_approved(client, login):
    login("主编")
    assessment = AssessmentFactory(reason="原来的理由")
    read = client.get(url("approve", assessment)).context["form"]["seen"].value()
    assessment.evidence.get().delete()
    EvidenceFactory(assessment=assessment, title="换过的依据")
    page = client.post(url("approve", assessment), {"seen": read}, follow=True).content.decode()
    assert "请重新看过再核准" in page
    assessment.refresh_from_db()
    assert assessment.status == AssessmentStatus.PROPOSED
    read = client.get(url("approve", assessment)).context["form"]["seen"].value()
    client.post(url("approve", assessment), {"seen": read})
    assessment.refresh_from_db()
    assert assessment.status == AssessmentStatus.PUBLISHED


def test_approval_needs_the_csrf_token(login):
    strict, assessment = Client(enforce_csrf_checks=True), AssessmentFactory()
    strict.force_login(UserFactory(group="主编"))
    assert strict.post(url("approve", assessment)).status_code == 403


@pytest.mark.parametrize("decision", ["approve", "reject"])
@pytest.mark.parametrize(
    ("role", "verdict"),
    [
        ("记者", Verdict.IN_PROGRESS),
        ("协会", Verdict.IN_PROGRESS),
        ("编辑", Verdict.NOT_KEPT),
        ("编辑", Verdict.STALLED),
    ],
)
def test_others_may_not_decide(client, login, role, verdict, decision):
    login(role)
    assessment = AssessmentFactory(verdict=verdict)
    response = client.post(url(decision, assessment), {"reason": "不行"})
    assert response.status_code == 302
    assessment.refresh_from_db()
    assert assessment.status == AssessmentStatus.PROPOSED


def test_an_editor_approves_what_another_editor_proposed(client, login):
    editor, assessment = login("编辑"), AssessmentFactory()
    client.post(url("approve", assessment))
    assessment.refresh_from_db()
    assert (assessment.status, assessment.approved_by) == (AssessmentStatus.PUBLISHED, editor)


def test_an_editor_is_told_who_decides_about_what_harms_a_name(client, login):
    login("编辑")
    assessment = AssessmentFactory(verdict=Verdict.STALLED)
    page = client.post(url("approve", assessment), follow=True).content.decode()
    assert "“停滞”须由主编核准或退回" in page


def test_a_chief_editor_is_told_why_their_own_proposal_waits_for_another(client, login):
    assessment = AssessmentFactory(proposed_by=login("主编"))
    response = client.post(url("approve", assessment), follow=True)
    assert "不能自己核准" in response.content.decode()
    assessment.refresh_from_db()
    assert assessment.status == AssessmentStatus.PROPOSED


def test_what_stands_against_approval_is_shown_instead_of_the_button(client, login):
    login("主编")
    page = client.get(url("approve", AssessmentFactory(verdict=Verdict.NOT_KEPT))).content.decode()
    assert "先请承诺方回应" in page
    assert "核准并发布</button>" not in page


def test_a_post_against_the_rules_is_refused_with_the_reason(client, login):
    login("主编")
    assessment = AssessmentFactory(evidence=False)
    response = client.post(url("approve", assessment), follow=True)
    assert "至少要有一条依据" in response.content.decode()


def test_returning_needs_a_reason_which_the_proposer_can_read(client, login):
    login("主编")
    assessment = AssessmentFactory(proposed_by=UserFactory(group="编辑"))
    assert client.post(url("reject", assessment), {"reason": ""}).status_code == 200
    client.post(url("reject", assessment), {"reason": "依据不足"})
    client.force_login(assessment.proposed_by)
    assert "依据不足" in client.get(url("inspect", assessment)).content.decode()


def test_a_published_assessment_can_be_read_but_neither_edited_nor_deleted(client):
    root = UserFactory(is_superuser=True)
    client.force_login(root)
    assessment = publish_verdict(CommitmentFactory())
    assert client.get(url("inspect", assessment)).status_code == 200
    assert client.get(url("edit", assessment)).status_code == 302
    assert client.get(f"/admin/assessments/delete/{assessment.pk}/").status_code == 404


def test_a_proposer_puts_their_open_proposal_right(client, login):
    assessment = AssessmentFactory(proposed_by=login("编辑"))
    evidence = assessment.evidence.get()
    data = proposal(
        assessment.commitment,
        reason="改过的理由",
        **{"evidence-INITIAL_FORMS": "1", "evidence-0-id": evidence.pk},
    )
    assert client.post(url("edit", assessment), data).status_code == 302
    assessment.refresh_from_db()
    assert assessment.reason == "改过的理由"


def test_nobody_edits_another_persons_proposal(client, login):
    login("主编")
    assert client.get(url("edit", AssessmentFactory())).status_code == 302


def test_the_commitments_form_shows_the_verdict_and_the_way_to_a_new_one(client, login):
    login("编辑")
    commitment = CommitmentFactory()
    publish_verdict(commitment, Verdict.BEHIND)
    page = client.get(
        reverse("wagtailsnippets_initiatives_commitment:edit", args=[commitment.pk])
    ).content.decode()
    assert "进度滞后" in page
    assert f"{reverse('assessments:add')}?commitment={commitment.pk}" in page


def test_reporters_see_the_verdict_without_the_way_to_propose(client, login):
    login("记者")
    page = client.get(
        reverse("wagtailsnippets_initiatives_commitment:edit", args=[CommitmentFactory().pk])
    ).content.decode()
    assert "待核查" in page
    assert "提出新的判定" not in page
