"""Who may judge, review and report: read by views, menus, listings and templates alike."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from .enums import GRAVE_VERDICTS, AssessmentStatus, NewsroomRole
from .models import Assessment, EvidenceFile, Mergeable, Organisation, Representative

__all__ = [
    "awaiting_approval_by",
    "can_approve_assessment",
    "can_approve_assessments",
    "can_manage_representatives",
    "can_merge",
    "can_moderate_replies",
    "can_propose_assessment",
    "can_read_evidence",
    "can_review_reports",
    "can_revise_assessment",
    "may_approve",
    "reads_ledger",
    "reads_reports",
    "reads_tips",
    "represented_association",
    "role_of",
]

MERGING = ("change", "delete", "publish")
# The newsroom's groups, the highest rank first.
ROLES = {"主编": NewsroomRole.CHIEF, "编辑": NewsroomRole.EDITOR, "记者": NewsroomRole.REPORTER}


def role_of(user: AbstractBaseUser | None) -> str:
    """In what capacity somebody acts: the highest of their groups; empty when in none."""
    if user is None:
        return ""
    groups = set(user.groups.values_list("name", flat=True))
    administrator = NewsroomRole.ADMINISTRATOR if user.is_superuser else ""
    return next((role for name, role in ROLES.items() if name in groups), administrator)


def can_propose_assessment(user: AbstractBaseUser) -> bool:
    """May put a verdict forward; it counts only after somebody else approved it."""
    return user.has_perm("wagtailadmin.access_admin") and user.has_perm(
        "initiatives.add_assessment"
    )


def can_approve_assessments(user: AbstractBaseUser) -> bool:
    """May approve or return other people's verdicts, at least the common ones."""
    return user.has_perm("wagtailadmin.access_admin") and user.has_perm(
        "initiatives.approve_assessment"
    )


def may_approve(user: AbstractBaseUser, assessment: Assessment) -> bool:
    """Has the rank for it: what harms somebody's name is for the chief editor."""
    if assessment.verdict in GRAVE_VERDICTS and not user.has_perm(
        "initiatives.approve_grave_assessment"
    ):
        return False
    return can_approve_assessments(user)


def awaiting_approval_by(user: AbstractBaseUser) -> QuerySet[Assessment]:
    """Open proposals that this user may decide about; none for those who approve nothing."""
    if not can_approve_assessments(user):
        return Assessment.objects.none()
    proposed = Assessment.objects.filter(status=AssessmentStatus.PROPOSED).exclude(proposed_by=user)
    if user.has_perm("initiatives.approve_grave_assessment"):
        return proposed
    return proposed.exclude(verdict__in=GRAVE_VERDICTS)


def can_approve_assessment(user: AbstractBaseUser, assessment: Assessment) -> bool:
    """May decide about this one: it is open, and somebody else proposed it."""
    return (
        assessment.status == AssessmentStatus.PROPOSED
        and assessment.proposed_by_id != user.pk
        and may_approve(user, assessment)
    )


def can_revise_assessment(user: AbstractBaseUser, assessment: Assessment) -> bool:
    """May put the words of a proposal right: it is open, and one's own."""
    return (
        assessment.status == AssessmentStatus.PROPOSED
        and assessment.proposed_by_id == user.pk
        and can_propose_assessment(user)
    )


def can_merge(user: AbstractBaseUser, model: type[Mergeable]) -> bool:
    """May give one record up for another: whoever may change, delete and publish them."""
    names = (f"{model._meta.app_label}.{action}_{model._meta.model_name}" for action in MERGING)
    return user.has_perm("wagtailadmin.access_admin") and all(map(user.has_perm, names))


def reads_ledger(user: AbstractBaseUser) -> bool:
    """May open a commitment in the admin; whoever can't is not told about one."""
    return user.has_perm("wagtailadmin.access_admin") and user.has_perm(
        "initiatives.view_commitment"
    )


def reads_reports(user: AbstractBaseUser) -> bool:
    """May see in the admin what associations sent in, reviewed or not."""
    return user.has_perm("wagtailadmin.access_admin") and user.has_perm(
        "initiatives.view_progressreport"
    )


def can_review_reports(user: AbstractBaseUser) -> bool:
    """May accept, refuse, ask and verify what associations sent in."""
    return user.has_perm("wagtailadmin.access_admin") and user.has_perm(
        "initiatives.review_progressreport"
    )


def can_moderate_replies(user: AbstractBaseUser) -> bool:
    """May print an answer that came by link, or withhold what the law forbids."""
    return user.has_perm("wagtailadmin.access_admin") and user.has_perm("initiatives.change_reply")


def reads_tips(user: AbstractBaseUser) -> bool:
    """May see what readers sent, and whom they may be asked about it."""
    return user.has_perm("wagtailadmin.access_admin") and user.has_perm(
        "initiatives.change_sourcetip"
    )


def can_manage_representatives(user: AbstractBaseUser) -> bool:
    """May give an association's people their log-in, and take it away."""
    return user.has_perm("wagtailadmin.access_admin") and user.has_perm(
        "initiatives.change_representative"
    )


def represented_association(user: AbstractBaseUser) -> Organisation | None:
    """In whose name somebody reports at `/members/`; None for everybody else."""
    if not user.is_authenticated or not user.is_active:
        return None
    row = Representative.objects.select_related("association").filter(user=user.pk).first()
    return row.association if row else None


def can_read_evidence(user: AbstractBaseUser, evidence: EvidenceFile) -> bool:
    """Those who review it, and those who sent it in."""
    if reads_reports(user):
        return True
    association = represented_association(user)
    return association is not None and evidence.report.association_id == association.pk
