"""Chinese newspaper typography for templates: dates, numbers, names; dates in English too."""

import datetime as dt
from decimal import Decimal

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language

register = template.Library()

WEEKDAYS = "一二三四五六日"
DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
TENS = ("", "十", "二十", "三十")
ONES = ("", *"一二三四五六七八九")


def _below_forty(number: int) -> str:
    return TENS[number // 10] + ONES[number % 10]


def _as_date(value: dt.date) -> dt.date:
    return localtime(value).date() if isinstance(value, dt.datetime) else value


def is_english() -> bool:
    """Whether the reader has chosen the English interface."""
    return get_language() == "en"


@register.filter
def han_date(value: dt.date) -> str:
    """`2025-09-30` → `二〇二五年九月三十日`."""
    day = _as_date(value)
    if is_english():
        return date_format(day, "j F Y")
    year = str(day.year).translate(DIGITS)
    return f"{year}年{_below_forty(day.month)}月{_below_forty(day.day)}日"


@register.filter
def cn_date(value: dt.date | None) -> str:
    """`2025-09-30` → `2025年9月30日`, `30 September 2025`."""
    if not value:
        return ""
    day = _as_date(value)
    if is_english():
        return date_format(day, "j F Y")
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def cn_month(value: dt.date) -> str:
    """`2025-09-30` → `2025年9月`, `September 2025`."""
    return date_format(value, "F Y") if is_english() else f"{value.year}年{value.month}月"


@register.filter
def cn_month_alone(value: dt.date) -> str:
    """`2025-09-30` → `9月`, `September`: where the year has just been said."""
    return date_format(value, "F") if is_english() else f"{value.month}月"


@register.filter
def weekday(value: dt.date) -> str:
    """`2025-09-30` → `星期二`, `Tuesday`."""
    if is_english():
        return date_format(_as_date(value), "l")
    return f"星期{WEEKDAYS[_as_date(value).weekday()]}"


@register.simple_tag
def today() -> dt.date:
    """The newspaper's today (Asia/Shanghai)."""
    return localdate()


@register.filter
def plain_number(value: Decimal | int | float | None) -> str:
    """A number without trailing zeros, grouped by thousands: `5000000.0000` → `5,000,000`."""
    if value is None:
        return ""
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def big_number(value: Decimal | int | None) -> str:
    """As a newspaper prints it: `5000000` → `500万`, `95300` → `9.53万`, `1000` → `1000`."""
    if value is None:
        return ""
    number = Decimal(value)
    for size, word in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        scaled = number / size
        if abs(scaled) >= 1 and scaled == scaled.quantize(Decimal("0.01")):
            return f"{plain_number(scaled)}{word}"
    return plain_number(number).replace(",", "") if abs(number) < 10_000 else plain_number(number)


@register.filter
def spread_name(name: str) -> str | SafeString:
    """Two-character names are set as wide as three-character ones, as newspapers do."""
    if len(name) != 2:
        return name
    return format_html('<span class="spread">{}</span>', name)


@register.filter
def unlocalised(value: float) -> str:
    """A number for SVG attributes: a full stop, no grouping, no exponent."""
    return f"{value:.1f}"


@register.filter
def short_address(path: str) -> str:
    """An address as one types it from paper: host and path, without the scheme."""
    return f"{settings.WAGTAILADMIN_BASE_URL.partition('://')[2]}{path}"
