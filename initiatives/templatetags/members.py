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
from ..models import Decision, ProgressReport, Return
from ..workbooks.values import PERCENT

register = template.Library()

# Name, address, and the further pages that belong to it.
SECTIONS = (
    ("概览", "members:home", ()),
    ("承诺", "members:commitments", ("members:report_new",)),
    ("会员", "members:roll", ()),
    ("上传", "members:upload", ()),
    ("往期申报", "members:returns", ("members:return", "members:reports", "members:report")),
    ("消息", "members:messages", ()),
)


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
def last_reason(report: ProgressReport) -> str:
    """What the newsroom asked last; the decisions come prefetched, newest first."""
    decisions = report.decisions.all()
    return decisions[0].reason if decisions else ""


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


def _stamp(name: str, label: str) -> SafeString:
    return format_html('<span class="stamp stamp--{}">{}</span>', name.replace("_", "-"), label)
