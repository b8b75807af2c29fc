"""判定、依据、申报、回应: what became of the commitments, and on whose word."""

from collections.abc import Callable

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When

from initiatives.asking import Asked
from initiatives.enums import AssessmentOrigin, EvidenceLevel, NewsroomRole, Verdict
from initiatives.models import Assessment, Evidence, ProgressReport, Reply

from ..columns import Column, Kind, Table
from .commitments import commitment_address, evidence_name
from .finding import if_live, to_local

__all__ = ["ASSESSMENTS", "EVIDENCE", "REPLIES", "REPORTS"]

VERIFIED, SELF_REPORT = "verified", "self_report"
LEVELS = {level.name.lower(): level.label for level in EvidenceLevel}


def _about(lookup: str = "commitment") -> Callable[[QuerySet, Asked], QuerySet]:
    """Those about the commitments."""

    def those(rows: QuerySet, asked: Asked) -> QuerySet:
        if asked.is_everything:
            return rows
        return rows.filter(**{f"{lookup}__in": asked.commitments.order_by().values("pk")})

    return those


def _is_current(key: int, current: int) -> bool:
    return key == current


def _provenance(verified: bool) -> str:
    return VERIFIED if verified else SELF_REPORT


def _commitment(lookup: str = "commitment__code") -> Column:
    return Column(
        "commitment",
        "承诺编号",
        "承诺表的 code。",
        source=lookup,
        is_required=True,
        refers_to=("commitments", "code"),
    )


CURRENT = Subquery(
    Assessment.objects.current().filter(commitment=OuterRef("commitment")).values("pk")[:1]
)
BEST = Subquery(Evidence.objects.best_first().filter(assessment=OuterRef("pk")).values("level")[:1])

ASSESSMENTS = Table(
    name="assessments",
    title="判定",
    about="编辑部发布过的每一次判定，只增不改。",
    model=Assessment,
    public=lambda: Assessment.objects.published().filter(commitment__live=True),
    asked=_about(),
    order=("pk",),
    columns=(
        Column("id", "序号", kind=Kind.INTEGER, is_required=True),
        _commitment(),
        Column("verdict", "判定", choices=dict(Verdict.choices), is_required=True),
        Column(
            "is_current",
            "现行",
            "同一项承诺里最近发布的一次。",
            Kind.BOOLEAN,
            ("pk", CURRENT),
            _is_current,
            is_required=True,
        ),
        Column("reason", "理由"),
        Column("would_change", "怎样会改判", "编辑部写下的；出现什么就会改变这个判定。"),
        Column("fulfilled_on", "兑现日期", "判为已兑现的才有。", Kind.DATE),
        Column(
            "evidence_level",
            "依据等级",
            "所列依据里最好的一级。",
            source=BEST,
            read=evidence_name,
            choices=LEVELS,
        ),
        Column(
            "published_at", "发布时间", "", Kind.MOMENT, "published_at", to_local, is_required=True
        ),
        Column("origin", "由来", choices=dict(AssessmentOrigin.choices), is_required=True),
        Column(
            "proposer_role",
            "提出人角色",
            "只记角色，不记姓名。",
            choices=dict(NewsroomRole.choices),
        ),
        Column(
            "approver_role",
            "核准人角色",
            "与提出人不是同一人。",
            choices=dict(NewsroomRole.choices),
        ),
        Column("method", "方法版本", "见方法说明的修订记录。"),
        Column(
            "url",
            "网址",
            "",
            Kind.ADDRESS,
            "commitment__code",
            commitment_address,
            is_required=True,
        ),
    ),
)

EVIDENCE = Table(
    name="evidence",
    title="依据",
    about="每一次判定所列的来源，支持的与反面的。",
    model=Evidence,
    public=lambda: Evidence.objects.frozen().filter(assessment__commitment__live=True),
    asked=_about("assessment__commitment"),
    order=("pk",),
    columns=(
        Column("id", "序号", kind=Kind.INTEGER, is_required=True),
        Column(
            "assessment",
            "判定序号",
            "判定表的 id。",
            Kind.INTEGER,
            "assessment_id",
            is_required=True,
            refers_to=("assessments", "id"),
        ),
        _commitment("assessment__commitment__code"),
        Column(
            "level", "等级", source="level", read=evidence_name, choices=LEVELS, is_required=True
        ),
        Column("supports", "支持", "否：反面依据。", Kind.BOOLEAN, is_required=True),
        Column("title", "名称", is_required=True),
        Column("publisher", "发布者"),
        Column("published_on", "发布日期", kind=Kind.DATE),
        Column("source_url", "来源网址", "", Kind.ADDRESS, "url"),
        Column("archive_url", "存档网址", "", Kind.ADDRESS),
        Column("archived_on", "存档日期", kind=Kind.DATE),
        Column("note", "说明"),
    ),
)

REPORTS = Table(
    name="reports",
    title="进展申报",
    about="编辑部采用了、至今有效的进展数据；不是判定。",
    model=ProgressReport,
    public=lambda: ProgressReport.objects.public().filter(commitment__live=True),
    asked=_about(),
    order=("pk",),
    columns=(
        Column("id", "序号", kind=Kind.INTEGER, is_required=True),
        _commitment(),
        Column("as_of", "数据日期", kind=Kind.DATE, is_required=True),
        Column("value", "完成值", "单位见 unit。", Kind.NUMBER),
        Column("unit", "单位", source="commitment__unit"),
        Column("note", "进展说明"),
        Column(
            "provenance",
            "可信程度",
            "未经编辑部核实的，一律是会员自报。",
            source="verified",
            read=_provenance,
            choices={VERIFIED: "编辑部已核实", SELF_REPORT: "会员自报"},
            is_required=True,
        ),
        Column(
            "verification", "核实依据", source=Case(When(verified=True, then=F("verification")))
        ),
        Column(
            "verification_url",
            "核实依据网址",
            "",
            Kind.ADDRESS,
            Case(When(verified=True, then=F("verification_url"))),
        ),
        Column(
            "reporter",
            "会员单位代号",
            "机构表的 slug。",
            source=if_live("reporter", "slug"),
            refers_to=("organisations", "slug"),
        ),
        Column("reporter_name", "会员单位", source=if_live("reporter", "name")),
        Column(
            "association",
            "申报协会代号",
            "机构表的 slug；编辑部自己查到的为空。",
            source=if_live("association", "slug"),
            refers_to=("organisations", "slug"),
        ),
        Column("association_name", "申报协会", source=if_live("association", "name")),
        Column("source_url", "申报方给出的来源", "", Kind.ADDRESS),
        Column(
            "accepted_at", "采用时间", "", Kind.MOMENT, "accepted_at", to_local, is_required=True
        ),
    ),
)

REPLIES = Table(
    name="replies",
    title="回应",
    about="编辑部请承诺方回应的记录，以及回应的原话。",
    model=Reply,
    public=lambda: Reply.objects.filter(commitment__live=True),
    asked=_about(),
    order=("pk",),
    columns=(
        Column("id", "序号", kind=Kind.INTEGER, is_required=True),
        _commitment(),
        Column("invited_on", "请其回应日期", kind=Kind.DATE, is_required=True),
        Column("channel", "方式"),
        Column("replied_on", "回应日期", "没有回应的为空。", Kind.DATE),
        Column("responder", "回应人"),
        Column("text", "回应原话", "照录，不改写。"),
        Column(
            "withheld_reason",
            "不刊出的法律原因",
            "收到而没有刊出的才有。",
            source="link__withheld_reason",
        ),
    ),
)
