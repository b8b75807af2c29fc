"""Seals, deadlines and numbers of commitments, as readers and editors see them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.templatetags.typography import big_number, cn_date, cn_month

from ..enums import Comparator, DeadlinePrecision, ScheduleState, Verdict
from ..models import Assessment, Commitment

register = template.Library()

# One stroke drawing a verdict, in a 16 × 16 box: colour never speaks alone.
SHAPES = {
    Verdict.UNCHECKED: "M3 3h2M7 3h2M11 3h2M3 13h2M7 13h2M11 13h2M3 6v1M3 9v1M13 6v1M13 9v1",
    Verdict.TOO_EARLY: "M8 2a6 6 0 1 0 .01 0M8 5v3.5l2.5 1.5",
    Verdict.IN_PROGRESS: "M3 8h9M8.5 4l4 4-4 4",
    Verdict.ON_TRACK: "M2.5 4l4 4-4 4M8.5 4l4 4-4 4",
    Verdict.BEHIND: "M13 8H4M7.5 4l-4 4 4 4",
    Verdict.STALLED: "M5 3v10M11 3v10",
    Verdict.KEPT: "M2.5 8.5l4 4 7-9",
    Verdict.PARTLY_KEPT: "M3 13L13 3M3 3h6M3 3v6",
    Verdict.NOT_KEPT: "M3.5 3.5l9 9M12.5 3.5l-9 9",
    Verdict.UNRATABLE: "M5 5.5a3 3 0 1 1 4 2.8c-.8.4-1 .9-1 1.7M8 12.5v1",
}
QUARTERS = {1: _("一季度"), 2: _("二季度"), 3: _("三季度"), 4: _("四季度")}


@register.filter
def verdict_css(verdict: Verdict) -> str:
    """`in_progress` → `in-progress`, for class names."""
    return verdict.value.replace("_", "-")


@register.simple_tag
def verdict_shape(verdict: Verdict) -> SafeString:
    """The verdict's sign alone; whoever uses it writes the word beside it."""
    return format_html(
        '<svg class="shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        SHAPES[verdict],
    )


@register.simple_tag
def seal(verdict: Verdict) -> SafeString:
    """The small seal: sign and word."""
    return format_html(
        '<span class="seal seal--{}">{}{}</span>',
        verdict_css(verdict),
        verdict_shape(verdict),
        verdict.label,
    )


@register.simple_tag
def verdict_seal(assessment: Assessment) -> SafeString:
    """The seal of one assessment, as it was at the time."""
    return seal(Verdict(assessment.verdict))


@register.simple_tag
def quoted_in_context(context: str, sentence: str) -> SafeString:
    """A paragraph with the marked sentence underlined in it."""
    before, found, after = context.partition(sentence)
    if not found:
        return format_html("{}", context)
    return format_html('{}<mark class="pledge">{}</mark>{}', before, sentence, after)


@register.filter
def rounded(value: Decimal) -> Decimal:
    """Three significant digits at least, whole numbers above a hundred."""
    return value.quantize(Decimal(1) if abs(value) >= 100 else Decimal("0.1"))


@register.simple_tag
def overdue(commitment: Commitment) -> SafeString:
    """Nothing, unless its day has passed without its having been fulfilled."""
    state = commitment.schedule
    if state != ScheduleState.OVERDUE:
        return SafeString("")
    return format_html(' <span class="overdue">{}</span>', state.label)


@register.filter
def deadline_label(commitment: Commitment) -> str:
    """The deadline as exactly as it was named: `2027年底`, `2026年6月底`, `无期限`."""
    day = commitment.deadline
    if day is None:
        return gettext("无期限")
    parts = {"year": day.year, "month": cn_month(day), "quarter": (day.month - 1) // 3 + 1}
    match commitment.deadline_precision:
        case DeadlinePrecision.YEAR:
            return gettext("%(year)s年底") % parts
        case DeadlinePrecision.PLAN:
            return gettext("规划期末（%(year)s年）") % parts
        case DeadlinePrecision.QUARTER:
            parts["quarter"] = QUARTERS[parts["quarter"]]
            return gettext("%(year)s年%(quarter)s") % parts
        case DeadlinePrecision.MONTH:
            return gettext("%(month)s底") % parts
    return cn_date(day)


@register.inclusion_tag("initiatives/includes/target.html")
def target(commitment: Commitment) -> dict[str, Any]:
    """The number promised: sign, figure, unit."""
    return {
        "commitment": commitment,
        "sign": ""
        if commitment.comparator == Comparator.EQUAL
        else commitment.get_comparator_display(),
        "figure": big_number(commitment.target),
    }


@register.filter
def by_verdict(commitments: Iterable[Commitment]) -> list[tuple[Verdict, list[Commitment]]]:
    """Commitments under the verdict they stand at, in the vocabulary's order, none left out."""
    groups: dict[Verdict, list[Commitment]] = {verdict: [] for verdict in Verdict}
    for commitment in commitments:
        groups[commitment.verdict].append(commitment)
    return [(verdict, rows) for verdict, rows in groups.items() if rows]
