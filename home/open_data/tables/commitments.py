"""承诺: the words, the number, the deadline, where it was said, and how it stands."""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.timezone import localdate

from articles.models import Mark
from initiatives.enums import (
    CommitmentKind,
    Comparator,
    DeadlinePrecision,
    EvidenceLevel,
    ScheduleState,
    SourceState,
    Verdict,
)
from initiatives.models import Assessment, Commitment, InitiativePage
from initiatives.models.news import PUBLISHED_AT
from initiatives.schedule import schedule_state
from portal.addresses import absolute_url

from ..columns import Column, Kind, Table
from .finding import BETWEEN, first_of_each, if_live, pairs, second_of_each, to_local

__all__ = ["COMMITMENTS", "commitment_address", "evidence_name"]


def commitment_address(code: str) -> str:
    return absolute_url(reverse("commitment_detail", args=[code]))


def evidence_name(level: int | None) -> str | None:
    """As the ledger's filter calls it."""
    return EvidenceLevel(level).name.lower() if level else None


def everything() -> QuerySet[Commitment]:
    return Commitment.objects.public().with_verdict().with_updated()


def _of_current(field: str) -> Subquery:
    current = Assessment.objects.filter(pk=OuterRef("current_assessment_id"))
    return Subquery(current.values(field)[:1])


def _state(deadline: Any, precision: str, fulfilled_on: Any) -> str:
    return schedule_state(deadline, precision, fulfilled_on, localdate()).value


def _topics() -> Subquery:
    links = Commitment.topics.through.objects.filter(commitment=OuterRef("pk"))
    return pairs(links, "commitment", "topic__slug", "topic__name")


def _initiatives() -> Subquery:
    links = Commitment.initiatives.through.objects.filter(
        commitment=OuterRef("pk"), initiativepage__in=InitiativePage.objects.visible()
    )
    return pairs(links, "commitment", "initiativepage__slug", "initiativepage__title")


def _mark() -> Subquery:
    """The mark in the first public article in which the sentence stands, and the title of that."""
    marks = Mark.objects.public().filter(commitment=OuterRef("pk")).order_by("page_id", "position")
    told = Concat(
        Cast("uuid", TextField()), Value(BETWEEN), "page__title", output_field=TextField()
    )
    return Subquery(marks.annotate(told=told).values("told")[:1], output_field=TextField())


def _source_title(told: str | None) -> str | None:
    return told.partition(BETWEEN)[2] if told else None


def _source_address(told: str | None) -> str | None:
    if not told:
        return None
    return absolute_url(reverse("mark", args=[UUID(told.partition(BETWEEN)[0])]))


TOPICS, INITIATIVES, MARK = _topics(), _initiatives(), _mark()

COMMITMENTS = Table(
    name="commitments",
    title="承诺",
    about="一行一项：谁在什么时候说了什么、多少、何时，出处，以及如今怎样。",
    model=Commitment,
    public=everything,
    asked=lambda rows, asked: asked.commitments.with_updated(),
    columns=(
        Column("code", "编号", "永久编号，不改不重用。", is_required=True),
        Column(
            "url",
            "网址",
            "这项承诺的页面。",
            Kind.ADDRESS,
            "code",
            commitment_address,
            is_required=True,
        ),
        Column("summary", "摘要", "编辑部的一句话概括。", is_required=True),
        Column("quote", "原话", "与文章里的句子一字不差。", is_required=True),
        Column("note", "编者说明", "例如：引语为转述。"),
        Column(
            "speaker",
            "承诺人代号",
            "人物表的 slug；人物页尚未公开时为空。",
            source=if_live("speaker", "slug"),
            refers_to=("people", "slug"),
        ),
        Column("speaker_name", "承诺人", source="speaker__name", is_required=True),
        Column("speaker_title", "当日职务", "说话那天的职务，照报道。"),
        Column(
            "organisation",
            "代表机构代号",
            "机构表的 slug。",
            source=if_live("organisation", "slug"),
            refers_to=("organisations", "slug"),
        ),
        Column("organisation_name", "代表机构", source=if_live("organisation", "name")),
        Column("said_on", "说话日期", kind=Kind.DATE, is_required=True),
        Column("source_title", "出处文章", "句子所在的公开文章。", source=MARK, read=_source_title),
        Column(
            "source_url", "出处网址", "直达那一句的永久网址。", Kind.ADDRESS, MARK, _source_address
        ),
        Column(
            "source_state",
            "出处状态",
            "句子是否仍一字不差地在文中。",
            choices=dict(SourceState.choices),
            is_required=True,
        ),
        Column(
            "kind",
            "类型",
            "承诺了哪一类事。",
            choices=dict(CommitmentKind.choices),
            is_required=True,
        ),
        Column("metric", "指标", "数字说的是什么，例如：年销量。"),
        Column("comparator", "比较", "数字怎样算做到。", choices=dict(Comparator.choices)),
        Column("target", "目标值", "至多一个数字；一句话有两个数字的，记作两项。", Kind.NUMBER),
        Column("unit", "单位"),
        Column("number_text", "数字原文", "原话里怎样说，例如：超百万辆。"),
        Column("baseline", "起点值", "与目标值同一单位。", Kind.NUMBER),
        Column("baseline_on", "起点日期", kind=Kind.DATE),
        Column("deadline", "期限", "所说时段的最后一天；只说到年的是当年12月31日。", Kind.DATE),
        Column(
            "deadline_precision",
            "期限精度",
            "原话说到哪一级。",
            choices=dict(DeadlinePrecision.choices),
            is_required=True,
        ),
        Column("deadline_text", "期限原文", "原话里怎样说。"),
        Column("topics", "主题代号", "主题表的 slug。", Kind.WORDS, TOPICS, first_of_each),
        Column("topic_names", "主题", "", Kind.WORDS, TOPICS, second_of_each),
        Column(
            "initiatives",
            "行动档案代号",
            "行动档案表的 slug。",
            Kind.WORDS,
            INITIATIVES,
            first_of_each,
        ),
        Column("initiative_titles", "行动档案", "", Kind.WORDS, INITIATIVES, second_of_each),
        Column(
            "supersedes",
            "取代的旧承诺",
            "同一位承诺人从前的说法，编号。",
            source=if_live("supersedes", "code"),
            refers_to=("commitments", "code"),
        ),
        Column(
            "verdict",
            "如今",
            "编辑部现行的判定：最近一次发布的判定；没有判定过的是待核查。",
            source="current_verdict",
            choices=dict(Verdict.choices),
            is_required=True,
        ),
        Column("verdict_reason", "判定理由", source=_of_current("reason")),
        Column("verdict_at", "判定时间", "", Kind.MOMENT, _of_current("published_at"), to_local),
        Column("fulfilled_on", "兑现日期", "判为已兑现的才有。", Kind.DATE, "current_fulfilled_on"),
        Column(
            "evidence_level",
            "依据等级",
            "现行判定所依的最好的一级来源；没有列依据的为空。",
            source="current_evidence_level",
            read=evidence_name,
            choices={level.name.lower(): level.label for level in EvidenceLevel},
        ),
        Column(
            "schedule",
            "期限状态",
            "按取数当天（北京时间）算出，与判定是两回事。",
            source=("deadline", "deadline_precision", "current_fulfilled_on"),
            read=_state,
            choices=dict(ScheduleState.choices),
            is_required=True,
        ),
        Column(
            "updated_at",
            "更新时间",
            "最近一次有新内容：刊出、判定、采用的申报或回应。筛选 since 按它。",
            Kind.MOMENT,
            "updated_at",
            to_local,
            is_required=True,
        ),
        Column(
            "published_at", "刊出时间", "这一条最近一次发布。", Kind.MOMENT, PUBLISHED_AT, to_local
        ),
    ),
)
