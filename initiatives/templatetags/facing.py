"""Two promises facing each other, in words and signs."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from portal.templatetags.typography import big_number, plain_number

from ..enums import Shift
from ..facing import Change, Pair
from ..models import Commitment

register = template.Library()

# One stroke drawing a shift, in a 16 × 16 box: colour never speaks alone.
SHAPES = {
    Shift.RAISED: "M8 13.5V3M3.5 7.5L8 3l4.5 4.5",
    Shift.LOWERED: "M8 2.5V13M3.5 8.5L8 13l4.5-4.5",
    Shift.SAME_NUMBER: "M3 5.5h10M3 10.5h10",
    Shift.NUMBER_DROPPED: "M3 8h10",
    Shift.NUMBER_ADDED: "M3 8h10M8 3v10",
    Shift.INCOMPARABLE: "M3 5.5h10M3 10.5h10M11 2.5l-6 11",
    Shift.POSTPONED: "M2.5 8H13M8.5 3.5L13 8l-4.5 4.5",
    Shift.BROUGHT_FORWARD: "M13.5 8H3M7.5 3.5L3 8l4.5 4.5",
    Shift.SAME_DEADLINE: "M3 5.5h10M3 10.5h10",
    Shift.DEADLINE_DROPPED: "M3 8h10",
    Shift.DEADLINE_ADDED: "M3 8h10M8 3v10",
}
LARGE = ("万", "亿")
UNCHANGED = {Shift.SAME_NUMBER, Shift.SAME_DEADLINE}
OF_THE_DEADLINE = {
    Shift.POSTPONED,
    Shift.BROUGHT_FORWARD,
    Shift.DEADLINE_DROPPED,
    Shift.DEADLINE_ADDED,
}


@register.filter
def facing_title(pair: Pair) -> str:
    """`去年说／今年说`, or the years."""
    return "／".join(pair.headings(localdate()))


@register.filter
def sides(pair: Pair) -> list[tuple[str, Commitment]]:
    """Each promise under the words that say when it was made."""
    return list(zip(pair.headings(localdate()), pair.both, strict=True))


@register.simple_tag
def changed_words(pair: Pair, said: Commitment) -> SafeString:
    """The quote; the number and the deadline in it underlined where they are no longer the same."""
    words = {
        said.deadline_text if change.shift in OF_THE_DEADLINE else said.number_text
        for change in pair.changes
        if change.shift not in UNCHANGED
    }
    pattern = "|".join(map(re.escape, sorted(words - {""}, key=len, reverse=True)))
    parts = re.split(rf"(?<!\d)({pattern})(?!\d)", said.quote) if pattern else [said.quote]
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<mark class="pledge">{}</mark>', part) if number % 2 else part,)
            for number, part in enumerate(parts)
        ),
    )


@register.simple_tag
def shift_shape(shift: Shift) -> SafeString:
    """The sign alone; whoever uses it writes the word beside it."""
    return format_html(
        '<svg class="shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        SHAPES[shift],
    )


@register.filter
def extent(change: Change) -> str:
    """How far: `5 个百分点`, `20万辆（25%）`, `2 个工作日（40%，加严）`, `9 个月`."""
    if change.amount is None:
        return change.span
    number = big_number(change.amount)
    share = f"{plain_number(change.percentage)}%" if change.percentage else ""
    remarks = "，".join(filter(None, (share, change.demand)))
    gap = "" if number.endswith(LARGE) else " "
    return f"{number}{gap}{change.unit}" + (f"（{remarks}）" if remarks else "")


@register.filter
def change_words(change: Change) -> str:
    """In running text: `调低 5 个百分点`, `推迟一年`, `数字未变`."""
    far = extent(change)
    gap = " " if far[:1].isdecimal() else ""
    return f"{change.shift.label}{gap}{far}"
