"""Pictures of numbers, each with the table it was drawn from."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.templatetags.typography import cn_date

from ..adding_up import Column, LeftOut, Line
from ..city_targets import CityTarget, city_targets
from ..due_dates import Period, lay_out
from ..enums import Verdict
from ..models import Commitment, InitiativePage
from .commitments import QUARTERS

register = template.Library()

COLUMNS = {
    Column.PROMISED: pgettext_lazy("合计", "已承诺"),
    Column.REPORTED: pgettext_lazy("合计", "已申报"),
    Column.VERIFIED: pgettext_lazy("合计", "已核实"),
}
LEAST_FOR_SHARES = 5


@register.filter
def period_label(period: Period) -> str:
    """`2027年`; a quarter says the year only when it is the first of it."""
    if period.quarter is None:
        return _("%(year)s年") % {"year": period.year}
    return str(QUARTERS[period.quarter])


@register.filter
def column_label(column: Column) -> str:
    return str(COLUMNS[column])


@register.inclusion_tag("initiatives/includes/tally.html")
def tally(counts: dict[Verdict, int], link: bool = True) -> dict[str, Any]:
    """A bar of counts: every verdict that occurs, in order. Widths are shares of 1000.

    The table behind it names every verdict, and shares only where there are five items at least.
    """
    total = sum(counts.values())
    start, parts = 0.0, []
    for verdict, number in counts.items():
        if number:
            width = number * 1000 / total
            parts.append(
                {
                    "verdict": verdict,
                    "number": number,
                    "x": round(start, 1),
                    "width": round(max(width - 3, 1), 1),
                }
            )
            start += width
    rows = [
        {
            "verdict": verdict,
            "number": counts.get(verdict, 0),
            "share": round(counts.get(verdict, 0) * 100 / total)
            if total >= LEAST_FOR_SHARES
            else None,
        }
        for verdict in Verdict
    ]
    return {"parts": parts, "total": total, "link": link, "rows": rows}


@register.filter
def verdict_counts(commitments: Iterable[Commitment]) -> dict[Verdict, int]:
    """How many of these stand at each verdict, in the vocabulary's order."""
    counts = dict.fromkeys(Verdict, 0)
    for commitment in commitments:
        counts[commitment.verdict] += 1
    return counts


@register.filter
def by_year(commitments: Iterable[Commitment]) -> list[tuple[int, list[Commitment]]]:
    """What was said in each year, the newest first."""
    years: dict[int, list[Commitment]] = {}
    for commitment in sorted(commitments, key=lambda one: (one.said_on, one.pk), reverse=True):
        years.setdefault(commitment.said_on.year, []).append(commitment)
    return list(years.items())


@register.inclusion_tag("initiatives/includes/due_dates.html")
def due_dates(commitments: Iterable[Commitment]) -> dict[str, Any]:
    """What of these falls due when."""
    return {"timeline": lay_out(commitments, localdate())}


@register.inclusion_tag("initiatives/includes/city_targets.html")
def target_sums(page: InitiativePage) -> dict[str, list[CityTarget]]:
    """The initiative's numbers against what adds up to them."""
    return {"targets": city_targets(page)}


@register.simple_tag
def line_cells(line: Line) -> list[dict[str, Any]]:
    """One row of the table: each number, its date, and whether it is in the sum."""
    dates = {
        Column.REPORTED: line.share.item.latest_as_of,
        Column.VERIFIED: line.share.item.verified_as_of,
    }
    return [
        {
            "value": line.share.values[column],
            "date": cn_date(dates.get(column)),
            "is_counted": column not in line.left_out,
        }
        for column in Column
    ]


@register.simple_tag
def line_remark(line: Line, target: CityTarget) -> str:
    """Why some of the numbers in the row are not added, as one sentence."""
    reasons = set(line.left_out.values())
    if LeftOut.SAID_AGAIN in reasons:
        return str(_("后来又说过，只计后一次"))
    if LeftOut.WITHIN in reasons:
        holder = next(one for one in target.lines if one.share.party == line.within)
        name = holder.share.item.organisation.display_name
        return _("已含在%(name)s的数内") % {"name": name}
    if LeftOut.OVERLAPS in reasons:
        return str(_("与另一家协会的会员重叠，不相加"))
    return ""
