"""Deciding about what associations sent in: the one way a report becomes public, or doesn't.

Every act locks the report and looks whether it still stands as the reviewer saw it: `seen` is the
number of the last decision on their page, 0 for none. Every refusal is a `ValidationError` in
Chinese. Nothing here touches a verdict.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from decimal import Decimal
from types import EllipsisType
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists
from django.utils.timezone import localdate, localtime, now
from wagtail.log_actions import log

from .enums import OPEN_REPORTS, STANDING_REPORTS, DecisionKind, ReportStatus, ReturnState
from .models import Commitment, Decision, ProgressReport, Return
from .notices import decided
from .permissions import represented_association

__all__ = [
    "ACTIONS",
    "LOG_WORDS",
    "AlreadyDecided",
    "accept",
    "accept_unremarkable",
    "as_text",
    "ask",
    "objections_to_taking_back",
    "refuse",
    "take_back",
    "verify",
    "withdraw",
]

# What the log calls each of them.
ACTIONS = {
    DecisionKind.ACCEPTED: "initiatives.accept_report",
    DecisionKind.CHANGED: "initiatives.change_report",
    DecisionKind.QUERIED: "initiatives.query_report",
    DecisionKind.REJECTED: "initiatives.reject_report",
    DecisionKind.VERIFIED: "initiatives.verify_report",
    DecisionKind.TAKEN_BACK: "initiatives.take_back_return",
    DecisionKind.REPLACED: "initiatives.replace_report",
    DecisionKind.WITHDRAWN: "initiatives.withdraw_report",
}
LOG_WORDS = {
    ACTIONS[DecisionKind.ACCEPTED]: ("采用申报", "采用了这条申报"),
    ACTIONS[DecisionKind.CHANGED]: ("修改后采用申报", "修改后采用了这条申报"),
    ACTIONS[DecisionKind.QUERIED]: ("请协会补充", "请协会补充这条申报"),
    ACTIONS[DecisionKind.REJECTED]: ("不采用申报", "决定不采用这条申报"),
    ACTIONS[DecisionKind.VERIFIED]: ("核实申报", "核实了这条申报"),
    ACTIONS[DecisionKind.TAKEN_BACK]: ("收回整批决定", "收回了对这一批的全部决定"),
    ACTIONS[DecisionKind.REPLACED]: ("更替申报", "采用了新的一版，这一版不再有效"),
    ACTIONS[DecisionKind.WITHDRAWN]: ("撤回申报", "协会撤回了这条申报"),
}
DONE = {
    DecisionKind.ACCEPTED: "采用这一行",
    DecisionKind.CHANGED: "修改后采用这一行",
    DecisionKind.QUERIED: "请协会补充这一行",
    DecisionKind.REJECTED: "决定不采用这一行",
    DecisionKind.VERIFIED: "核实这一行",
    DecisionKind.TAKEN_BACK: "收回对这一行的决定",
    DecisionKind.REPLACED: "用新的申报更替这一行",
    DecisionKind.WITHDRAWN: "撤回这一行",
}
DECIDED = (ReportStatus.ACCEPTED, ReportStatus.REJECTED, ReportStatus.QUERIED)
LONGEST_REASON = Decision._meta.get_field("reason").max_length
CHANGE_NEEDS_REASON = "改了数据再采用，要写明理由，协会看得到。"
QUESTION_NEEDS_WORDS = "请协会补充，要写明补充什么。"
REFUSAL_NEEDS_REASON = "不采用要写明理由，协会看得到。"
STANDS_AGAIN = "更替它的那一版已收回，这一版恢复采用。"
MOST_NAMED = 10


class AlreadyDecided(ValidationError):
    """Somebody was quicker; says who, when and what: 王编辑 10:32 已采用这一行."""

    def __init__(self, report: ProgressReport, decision: Decision | None) -> None:
        self.report, self.decision = report, decision
        if decision is None:
            super().__init__(f"这一行现在是“{report.get_status_display()}”，不能这样处理。")
            return
        moment = localtime(decision.at)
        today = moment.date() == localdate()
        when = f"{moment:%H:%M}" if today else f"{moment:%Y-%m-%d %H:%M}"
        what = DONE[DecisionKind(decision.kind)]
        super().__init__(f"{decision.by or '有人'} {when} 已{what}。")


@transaction.atomic
def accept(
    report: ProgressReport,
    by: AbstractBaseUser,
    *,
    seen: int,
    value: Decimal | EllipsisType | None = ...,
    note: str | EllipsisType = ...,
    reason: str = "",
) -> Decision:
    """Make it public as 会员自报, as it came or with another value or note and the reason why.

    An older version of the same commitment, member and date no longer stands from then on.
    """
    report = _locked(report, by, seen, OPEN_REPORTS)
    wanted = {"value": value, "note": note}
    changes = {
        name: new for name, new in wanted.items() if new is not ... and new != getattr(report, name)
    }
    reason = _checked(reason, required=CHANGE_NEEDS_REASON if changes else "")
    before = {name: as_text(getattr(report, name)) for name in changes}
    for name, new in changes.items():
        setattr(report, name, new)
    moment = now()
    report.status, report.accepted_at = ReportStatus.ACCEPTED, moment
    if changes:
        report.full_clean()
    _replace_older(report, by, moment)
    report.save()
    kind = DecisionKind.CHANGED if changes else DecisionKind.ACCEPTED
    after = {name: as_text(new) for name, new in changes.items()}
    return _decided(report, kind, by, reason, at=moment, before=before, after=after)


@transaction.atomic
def accept_unremarkable(report: ProgressReport, by: AbstractBaseUser, *, seen: int) -> Decision:
    """One of many at a stroke: only what nothing was odd about, and nobody has asked about."""
    fresh = ProgressReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if fresh.warnings:
        raise ValidationError("这一行有提示，要单独看过再采用。")
    if fresh.status == ReportStatus.QUERIED:
        raise ValidationError("这一行正请协会补充，要单独决定。")
    return accept(report, by, seen=seen)


@transaction.atomic
def ask(report: ProgressReport, by: AbstractBaseUser, *, seen: int, reason: str) -> Decision:
    """Ask the association for more before deciding."""
    report = _locked(report, by, seen, OPEN_REPORTS)
    reason = _checked(reason, required=QUESTION_NEEDS_WORDS)
    return _settle(report, ReportStatus.QUERIED, DecisionKind.QUERIED, by, reason)


@transaction.atomic
def refuse(report: ProgressReport, by: AbstractBaseUser, *, seen: int, reason: str) -> Decision:
    """Not used, for a reason that the association reads; never public."""
    report = _locked(report, by, seen, OPEN_REPORTS)
    reason = _checked(reason, required=REFUSAL_NEEDS_REASON)
    return _settle(report, ReportStatus.REJECTED, DecisionKind.REJECTED, by, reason)


@transaction.atomic
def verify(
    report: ProgressReport, by: AbstractBaseUser, *, seen: int, source: str = "", url: str = ""
) -> Decision:
    """The newsroom has checked it itself, and says how; an act apart from accepting."""
    report = _locked(report, by, seen, (ReportStatus.ACCEPTED,))
    if report.verified:
        raise AlreadyDecided(report, report.decisions.select_related("by").first())
    source, url = _checked(source), url.strip()
    if not (source or url):
        raise ValidationError("写明凭什么核实的，或给出依据的网址，至少填一项。")
    report.verified, report.verification, report.verification_url = True, source, url
    report.full_clean()
    report.save()
    return _decided(report, DecisionKind.VERIFIED, by, source or url[:LONGEST_REASON])


@transaction.atomic
def withdraw(report: ProgressReport, by: AbstractBaseUser, reason: str = "") -> Decision:
    """By the association itself; once public it is struck through, and what it replaced stays so.

    The reason may be left out only as long as nothing of it was public.
    """
    report = _lock(report)
    if report.association is None or represented_association(by) != report.association:
        raise ValidationError("只有申报的协会自己可以撤回。")
    if report.status not in STANDING_REPORTS:
        raise ValidationError(f"这一条现在是“{report.get_status_display()}”，不能撤回。")
    was_public = report.status == ReportStatus.ACCEPTED
    reason = _checked(reason, required="已经公开的数据，撤回要写明原因。" if was_public else "")
    decision = _settle(report, ReportStatus.WITHDRAWN, DecisionKind.WITHDRAWN, by, reason)
    decided([decision])
    return decision


def objections_to_taking_back(batch: Return) -> list[str]:
    """What has been built on a return's decisions, with the promises' names."""
    reports = batch.reports.select_related("commitment")
    accepted = reports.filter(status=ReportStatus.ACCEPTED)
    newer = _later_versions([ReportStatus.ACCEPTED])
    replaced = reports.filter(newer, status=ReportStatus.REPLACED, accepted_at__isnull=False)
    found = [
        ("采用之后，这些承诺已经发布了判定", accepted.relied_on()),
        ("这些申报已由编辑部核实", accepted.filter(verified=True)),
        ("这些申报之后又采用了新的一版", replaced),
    ]
    return [f"{sentence}：{_named(rows)}。" for sentence, rows in found if rows]


@transaction.atomic
def take_back(batch: Return, by: AbstractBaseUser, reason: str) -> list[Decision]:
    """All decisions about a return, undone: its rows await review again, or nothing happens.

    What an acceptance had replaced stands again; a value that an editor had changed is once more
    what the association sent. A row that has a newer version by now gives way to that.
    """
    batch = Return.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    _refuse_own(batch.association_id, by)
    reason = _checked(reason, required="收回整批决定，要写明理由，协会看得到。")
    about = batch.reports.order_by().values("commitment")
    # Against a verdict that is being published just now.
    list(Commitment.objects.filter(pk__in=about).order_by("pk").select_for_update(no_key=True))
    list(batch.reports.order_by("pk").select_for_update().values_list("pk", flat=True))
    if objections := objections_to_taking_back(batch):
        raise ValidationError(objections)
    settled = batch.reports.filter(status__in=DECIDED)
    taken = list(settled.select_related("commitment", "reporter", "association").order_by("pk"))
    if not taken:
        raise ValidationError("这一批没有可以收回的决定。")
    moment = now()
    accepted = [one for one in taken if one.stands]
    overtaken = _later_versions(STANDING_REPORTS)
    settled.filter(overtaken).update(status=ReportStatus.REPLACED)
    settled.update(status=ReportStatus.SUBMITTED)
    _let_stand_again(batch, accepted, by, moment)
    _restore_values(batch, accepted)
    kind = DecisionKind.TAKEN_BACK
    decisions = Decision.objects.bulk_create(
        Decision(report=one, kind=kind, reason=reason, by=by, at=moment) for one in taken
    )
    log(batch, ACTIONS[kind], user=by, data={"reason": reason, "number": len(taken)})
    return decisions


def _lock(report: ProgressReport) -> ProgressReport:
    related = ("commitment", "reporter", "association", "batch")
    locked = ProgressReport.objects.select_for_update(of=("self",)).select_related(*related)
    return locked.get(pk=report.pk)


def _locked(
    report: ProgressReport, by: AbstractBaseUser, seen: int, statuses: Collection[str]
) -> ProgressReport:
    """As it is now, for nobody else to change; refused unless it is as the reviewer saw it."""
    report = _lock(report)
    _refuse_own(report.association_id, by)
    last = report.decisions.select_related("by").first()
    if (last.pk if last else 0) != seen or report.status not in statuses:
        raise AlreadyDecided(report, last)
    if report.batch and report.batch.state == ReturnState.SUBMITTING:
        raise ValidationError("这一批还在提交，请过一会儿再审。")
    return report


def _refuse_own(association_id: int | None, by: AbstractBaseUser) -> None:
    own = represented_association(by)
    if own is not None and own.pk == association_id:
        raise ValidationError("你代表这家协会申报，不能审核它的申报。")


def _checked(reason: str, *, required: str = "") -> str:
    """The reason without blanks around it; `required` is what to say when there is none."""
    reason = reason.strip()
    if required and not reason:
        raise ValidationError(required)
    if "\0" in reason:
        raise ValidationError("文字里有看不见的控制字符，请删去后再存。")
    if len(reason) > LONGEST_REASON:
        raise ValidationError(f"理由最多 {LONGEST_REASON} 字，现有 {len(reason)} 字。")
    return reason


def as_text(value: Any) -> str:
    """As decisions keep it: every digit, no exponent, no zeros at the end."""
    if not isinstance(value, Decimal):
        return "" if value is None else str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _settle(
    report: ProgressReport, status: str, kind: DecisionKind, by: AbstractBaseUser, reason: str
) -> Decision:
    report.status = status
    report.save()
    return _decided(report, kind, by, reason)


def _decided(
    report: ProgressReport, kind: DecisionKind, by: AbstractBaseUser, reason: str, **more: Any
) -> Decision:
    """On record twice: for the association, and in the newsroom's log."""
    decision = Decision.objects.create(report=report, kind=kind, reason=reason, by=by, **more)
    log(report, ACTIONS[kind], user=by, data={"reason": reason})
    return decision


def _replace_older(report: ProgressReport, by: AbstractBaseUser, moment: dt.datetime) -> None:
    """One version stands. The decision's hour is that of the acceptance: undoing looks for it."""
    if report.association_id is None:
        return
    versions = ProgressReport.objects.versions_of(report).exclude(pk=report.pk)
    older = versions.filter(status=ReportStatus.ACCEPTED)
    for one in older.select_for_update(of=("self",)).order_by("pk"):
        one.status = ReportStatus.REPLACED
        one.save()
        _decided(one, DecisionKind.REPLACED, by, "", at=moment)


def _later_versions(statuses: Collection[str]) -> Exists:
    """Whether the association has sent a later version, and it stands at one of these."""
    return Exists(ProgressReport.objects.later_versions().filter(status__in=list(statuses)))


def _let_stand_again(
    batch: Return, taken: Iterable[ProgressReport], by: AbstractBaseUser, moment: dt.datetime
) -> None:
    hours = {_key(one): one.accepted_at for one in taken}
    replaced = Decision.objects.filter(
        kind=DecisionKind.REPLACED,
        report__association=batch.association_id,
        report__status=ReportStatus.REPLACED,
        report__accepted_at__isnull=False,
        report__commitment__in=batch.reports.order_by().values("commitment"),
    )
    for decision in replaced.select_related("report"):
        older = decision.report
        if hours.get(_key(older)) == decision.at:
            older.status = ReportStatus.ACCEPTED
            older.save()
            _decided(older, DecisionKind.ACCEPTED, by, STANDS_AGAIN, at=moment)


def _restore_values(batch: Return, taken: Iterable[ProgressReport]) -> None:
    """What an editor had changed was public in the editor's words: it leaves no trace there."""
    reports = {one.pk: one for one in taken}
    changed = Decision.objects.filter(kind=DecisionKind.CHANGED, report__batch=batch)
    for decision in changed:
        report = reports.get(decision.report_id)
        if report is None or decision.at != report.accepted_at:
            continue
        texts = decision.before
        sent = {name: texts[name] for name in ("note",) if name in texts}
        if "value" in texts:
            sent["value"] = Decimal(texts["value"]) if texts["value"] else None
        ProgressReport.objects.filter(pk=report.pk).update(accepted_at=None, **sent)


def _key(report: ProgressReport) -> tuple[int, int | None, dt.date]:
    return report.commitment_id, report.reporter_id, report.as_of


def _named(rows: Iterable[ProgressReport]) -> str:
    """Each commitment once, a handful."""
    names = list(dict.fromkeys(str(one.commitment) for one in rows))
    more = f"等 {len(names)} 项" if len(names) > MOST_NAMED else ""
    return "；".join(names[:MOST_NAMED]) + more
