"""The associations' area: its sections, and values as its people read them."""

from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.templatetags.typography import plain_number

from ..enums import ReportStatus
from ..members.inbox import OWN_DECISIONS
from ..models import Decision, ProgressReport, Return
from ..workbooks.columns import BY_KEY
from ..workbooks.values import PERCENT

register = template.Library()

# Name, address, and the further pages that belong to it.
SECTIONS = (
    ("概览", "members:home", ()),
    ("承诺", "members:commitments", ("members:report_new",)),
    ("会员", "members:roll", ()),
    ("上传", "members:upload", ()),
    (
        "往期申报",
        "members:returns",
        (
            "members:return",
            "members:return_columns",
            "members:return_discard",
            "members:reports",
            "members:report",
            "members:report_withdraw",
        ),
    ),
    ("消息", "members:messages", ()),
)
HOW_FOUND = {
    "exact": "列名相同",
    "alias": "常见的叫法",
    "guess": "猜的，请核对",
    "remembered": "照贵会上次的选择",
    "chosen": "您选的",
}
STATUS_MEANINGS = {
    ReportStatus.SUBMITTED: "编辑部还没有审核，外界看不到。",
    ReportStatus.QUERIED: "编辑部请您补充；补充以前不会公开。",
    ReportStatus.ACCEPTED: "编辑部已采用，在承诺的公开页上刊出。",
    ReportStatus.REJECTED: "编辑部没有采用，没有公开。理由见下。",
    ReportStatus.REPLACED: "贵会后来报了新的一版，这一版留作记录。",
    ReportStatus.WITHDRAWN: "贵会已撤回。",
}


@register.inclusion_tag("members/sections.html", takes_context=True)
def desk_sections(context: Context) -> dict[str, Any]:
    """Every section, the current one told."""
    match = context["request"].resolver_match
    here = match.view_name if match else ""
    return {
        "sections": [
            {"name": name, "url": reverse(view), "is_current": here == view or here in further}
            for name, view, further in SECTIONS
        ]
    }


@register.filter
def with_unit(value: Decimal | None, unit: str) -> str:
    """Every digit, as it was sent in: `128,000 辆`, `35%`."""
    if value is None:
        return ""
    return f"{plain_number(value)}{unit if unit in PERCENT else f' {unit}'}".strip()


@register.filter
def report_status(status: str) -> str:
    """The word for a status that came as a plain value."""
    return ReportStatus(status).label if status in ReportStatus.values else ""


@register.filter
def status_meaning(status: str) -> str:
    """What a status means for the association."""
    return STATUS_MEANINGS[ReportStatus(status)]


@register.filter
def decided_by(decision: Decision) -> str:
    """Which side it was; never whose name."""
    return "贵会" if decision.kind in OWN_DECISIONS else "编辑部"


@register.filter
def changes(decision: Decision) -> list[tuple[str, str, str]]:
    """Label, before, after, of what an editor put right when accepting."""
    return [
        (_label(name), decision.before.get(name, ""), after)
        for name, after in decision.after.items()
    ]


@register.filter
def last_reason(report: ProgressReport) -> str:
    """What the newsroom asked last; the decisions come prefetched, newest first."""
    decisions = report.decisions.all()
    return decisions[0].reason if decisions else ""


@register.filter
def how_found(found: str) -> str:
    """How the meaning of a column was found; empty for one that is left out."""
    return HOW_FOUND.get(found, "")


@register.simple_tag
def status_stamp(status: str) -> SafeString:
    """How a report stands: a frame and a word, never colour alone."""
    return _stamp(status, ReportStatus(status).label)


@register.simple_tag
def decision_stamp(decision: Decision) -> SafeString:
    return _stamp(decision.kind, decision.get_kind_display())


@register.simple_tag
def return_stamp(batch: Return) -> SafeString:
    return _stamp(batch.state, batch.get_state_display())


def _label(name: str) -> str:
    return BY_KEY[name].heading if name in BY_KEY else name


def _stamp(name: str, label: str) -> SafeString:
    return format_html('<span class="stamp stamp--{}">{}</span>', name.replace("_", "-"), label)
