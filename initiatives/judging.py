"""Publishing and returning a proposed verdict: the one way an assessment becomes current.

Used by the editors' views and by the demo content alike. Every refusal is a `ValidationError`
whose messages say in Chinese what is missing.
"""

import datetime as dt
from hashlib import sha256

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, now
from wagtail.log_actions import log

from .enums import AssessmentOrigin, AssessmentStatus, Verdict
from .models import Assessment, Commitment, Evidence, ReplyLink, same_substance, substance_of
from .permissions import may_approve, role_of
from .vocabulary import method_on

__all__ = [
    "APPROVE_ACTION",
    "PROPOSE_ACTION",
    "REJECT_ACTION",
    "REOPEN_ACTION",
    "digest_of",
    "objections_to_publishing",
    "publish_assessment",
    "reject_assessment",
    "reopen",
]

PROPOSE_ACTION = "initiatives.propose_assessment"
REASON_LENGTH = Assessment._meta.get_field("reason").max_length
APPROVE_ACTION = "initiatives.approve_assessment"
REJECT_ACTION = "initiatives.reject_assessment"
REOPEN_ACTION = "initiatives.reopen_commitment"


def objections_to_publishing(
    assessment: Assessment, approver: AbstractBaseUser, on: dt.date
) -> list[str]:
    """What stands against publishing this verdict on that day, in the editors' words."""
    found = []
    commitment = assessment.commitment
    if assessment.status != AssessmentStatus.PROPOSED:
        found.append(f"这项判定{assessment.get_status_display()}，不能再处理。")
    if assessment.proposed_by_id == approver.pk:
        found.append("提出判定的人不能自己核准，请另一位编辑或主编核准。")
    elif not may_approve(approver, assessment):
        found.append(f"“{assessment.get_verdict_display()}”须由有权限的人核准，你的角色不能核准。")
    if _is_overtaken(assessment):
        found.append(
            "提出这项判定之后，承诺的原话、数字或期限改过。"
            "请提出人重新看过、保存一遍，或退回后另提。"
        )
    if not assessment.evidence.exists():
        found.append("至少要有一条依据才能核准。")
    if assessment.fulfilled_on and assessment.fulfilled_on > on:
        found.append("兑现日期不能晚于今天。")
    if assessment.verdict == Verdict.NOT_KEPT:
        if commitment.deadline is None or commitment.deadline >= on:
            found.append("期限过后才能判“未兑现”；这项承诺没有期限或期限未过。")
        if not commitment.replies.filter(invited_on__lte=on).exists():
            found.append("判“未兑现”之前要先请承诺方回应，并在“回应”中登记请其回应的日期。")
        if ReplyLink.objects.awaiting_moderation().filter(reply__commitment=commitment).exists():
            found.append("收到了承诺方的回应，还没有审读。请先在“回应”里处理。")
    return found


def _is_overtaken(assessment: Assessment) -> bool:
    """The commitment was corrected after somebody judged it and before anybody approved that."""
    commitment = assessment.commitment
    reopened = commitment.assessments.filter(
        origin=AssessmentOrigin.CORRECTION, published_at__gt=assessment.proposed_at
    )
    return not same_substance(assessment.judged, substance_of(commitment)) or reopened.exists()


def digest_of(assessment: Assessment) -> str:
    """Of all that an approver decides about; another digest means that it was changed since."""
    words = [
        assessment.commitment_id,
        substance_of(assessment.commitment),
        assessment.verdict,
        assessment.reason,
        assessment.would_change,
    ]
    evidence = Evidence.objects.filter(assessment=assessment).order_by("pk").values_list()
    return sha256(repr([*words, assessment.fulfilled_on, *evidence]).encode()).hexdigest()


@transaction.atomic
def publish_assessment(
    assessment: Assessment,
    approver: AbstractBaseUser,
    published_at: dt.datetime | None = None,
    seen: str = "",
) -> Assessment:
    """Approve and publish; from then on it is the commitment's current verdict.

    `seen` is the digest of what the approver read, if they read it on a page.
    """
    published_at = published_at or now()
    today = localdate(published_at)
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    assessment.refresh_from_db()
    commitment = Commitment.objects.select_for_update().get(pk=assessment.commitment_id)
    if seen and seen != digest_of(assessment):
        raise ValidationError("这项判定或它的承诺刚刚改过，请重新看过再核准。")
    if objections := objections_to_publishing(assessment, approver, today):
        raise ValidationError(objections)
    assessment.status = AssessmentStatus.PUBLISHED
    assessment.approved_by = approver
    assessment.published_at = published_at
    assessment.proposer_role = role_of(assessment.proposed_by)
    assessment.approver_role = role_of(approver)
    assessment.method = method_on(today)
    assessment.full_clean()
    assessment.save()
    if commitment.last_checked is None or commitment.last_checked < today:
        commitment.last_checked = today
        commitment.save(update_fields=["last_checked"])
    log(assessment, APPROVE_ACTION, user=approver)
    return assessment


@transaction.atomic
def reject_assessment(assessment: Assessment, by: AbstractBaseUser, reason: str) -> Assessment:
    """Return a proposal with a reason; it stays on record and never becomes public."""
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    assessment.refresh_from_db()
    if assessment.status != AssessmentStatus.PROPOSED:
        raise ValidationError(f"这项判定{assessment.get_status_display()}，不能再处理。")
    if not reason.strip():
        raise ValidationError("退回要写明理由。")
    assessment.status = AssessmentStatus.REJECTED
    assessment.save()
    log(assessment, REJECT_ACTION, user=by, data={"reason": reason.strip()})
    return assessment


@transaction.atomic
def reopen(commitment_id: int, reason: str, by: AbstractBaseUser | None) -> Assessment | None:
    """Back to 待核查, because what was judged has been corrected; the history stays.

    None when nobody has judged it. `by` is None when a schedule published the correction.
    """
    commitment = Commitment.objects.select_for_update().get(pk=commitment_id)
    if commitment.verdict == Verdict.UNCHECKED:
        return None
    assessment = Assessment(
        commitment=commitment,
        verdict=Verdict.UNCHECKED,
        origin=AssessmentOrigin.CORRECTION,
        reason=shortened(reason),
        judged=substance_of(commitment),
        status=AssessmentStatus.PUBLISHED,
        proposed_by=by,
        published_at=now(),
    )
    assessment.full_clean(exclude=["proposed_by"])
    assessment.save()
    log(commitment, REOPEN_ACTION, user=by, data={"reason": assessment.reason})
    return assessment


def shortened(reason: str) -> str:
    """Cut to what fits, with a mark that it was."""
    return reason if len(reason) <= REASON_LENGTH else f"{reason[: REASON_LENGTH - 1]}…"
