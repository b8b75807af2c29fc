"""What is possible but unlikely about a value, so that somebody looks twice."""

import datetime as dt
from decimal import Decimal

from django.utils.formats import date_format

from portal.templatetags.typography import big_number, plain_number

from ..enums import Comparator
from ..workbooks.values import PERCENT
from .knowledge import Knowledge, Known
from .problems import Problem

__all__ = ["oddities"]

THOUSAND = 1000
# From here on 万 is the likelier slip than 千.
NEAR_TEN_THOUSAND = 5000
FAR_BEYOND = 3
SCALES = ("万", "亿")


def oddities(
    day: dt.date, value: Decimal | None, commitment: Known, known: Knowledge, today: dt.date
) -> list[Problem]:
    """Each a problem of the grade 请确认; without one there is nothing to ask."""
    found = _odd_day(day, commitment, today)
    if value is None:
        return found
    if commitment.target is None and not commitment.unit:
        message = "这项承诺没有数字，却填了完成值。"
        return [*found, Problem("value", "no_number", message, "可清空完成值，写进“进展说明”。")]
    slip = _unit_slip(day, value, commitment, known)
    if slip:
        return [*found, slip]
    return [
        *found,
        *_odd_percentage(value, commitment),
        *_against_time(day, value, commitment, known),
        *_far_beyond(value, commitment),
    ]


def _odd_day(day: dt.date, commitment: Known, today: dt.date) -> list[Problem]:
    found = []
    if day > today:
        message = f"{_say(day)}还没有到。"
        found.append(Problem("as_of", "future", message, "数据日期应是已经过去的一天。"))
    if day < commitment.said_on:
        message = f"{_say(day)}早于说出这项承诺的{_say(commitment.said_on)}。"
        found.append(Problem("as_of", "before_said", message, "请核对日期。"))
    return found


def _unit_slip(day: dt.date, value: Decimal, commitment: Known, known: Knowledge) -> Problem | None:
    """A thousand times more or less than last time; without a last time, more than the target."""
    last = known.before(commitment.pk, day) or known.latest(commitment.pk)
    if last and last[1]:
        other = last[1]
        too_little = abs(value) * THOUSAND <= abs(other) and value != 0
    elif commitment.target:
        # Far below the target is where everybody begins.
        last, other, too_little = None, commitment.target, False
    else:
        return None
    too_much = abs(value) >= THOUSAND * abs(other)
    if not (too_much or too_little):
        return None
    unit = commitment.unit
    ratio = abs(value / other) if too_much else abs(other / value)
    than = _say(last[0]) if last else "目标"
    message = (
        f"{than}是{_amount(other, unit)}，这次是{_amount(value, unit)}，"
        f"{'多' if too_much else '少'}了约{big_number(ratio.quantize(Decimal(1)))}倍。"
    )
    return Problem("value", "unit_slip", message, _likely_slip(unit, ratio, too_much))


def _likely_slip(unit: str, ratio: Decimal, too_much: bool) -> str:
    """万辆 or 辆: which of the two was meant."""
    said = f"这里的单位是“{unit}”"
    if too_much and unit.startswith(SCALES) and len(unit) > 1:
        return f"{said}，是不是按“{unit[1:]}”填了？"
    if not too_much and not unit.startswith(SCALES) and ratio >= NEAR_TEN_THOUSAND:
        return f"{said}，是不是按“万{unit}”填了？"
    return f"{said}，请核对数字。"


def _odd_percentage(value: Decimal, commitment: Known) -> list[Problem]:
    if commitment.unit not in PERCENT:
        return []
    if not 0 <= value <= 100:
        message = f"{_amount(value, '%')}不在 0 到 100 之间。"
        return [Problem("value", "percent", message, "请核对数字。")]
    if 0 < value < 1:
        meant = plain_number(value * 100)
        fix = f"要填的若是 {meant}%，请写 {meant}。"
        return [Problem("value", "percent", f"{_amount(value, '%')}不到 1%。", fix)]
    return []


def _against_time(
    day: dt.date, value: Decimal, commitment: Known, known: Knowledge
) -> list[Problem]:
    """What accumulates goes one way only."""
    if not commitment.accumulates:
        return []
    unit, sign = commitment.unit, -1 if commitment.falls_are_progress else 1
    before, after = known.before(commitment.pk, day), known.after(commitment.pk, day)
    found = []
    if before and (value - before[1]) * sign < 0:
        message = f"累计数不应倒退：{_say(before[0])}已是{_amount(before[1], unit)}。"
        fix = "请核对；确有其事，请在“进展说明”里写明原因。"
        found.append(Problem("value", "falls", message, fix))
    if after and (after[1] - value) * sign < 0:
        message = f"越过了更晚的数值：{_say(after[0])}是{_amount(after[1], unit)}。"
        found.append(Problem("value", "beyond_later", message, "请核对数值和日期。"))
    return found


def _far_beyond(value: Decimal, commitment: Known) -> list[Problem]:
    target, unit = commitment.target, commitment.unit
    if not target or target <= 0:
        return []
    if commitment.comparator == Comparator.AT_MOST:
        beyond = 0 < value * FAR_BEYOND <= target
    else:
        beyond = value >= target * FAR_BEYOND
    if not beyond:
        return []
    message = f"目标是{_amount(target, unit)}，这次填了{_amount(value, unit)}。"
    return [Problem("value", "far_beyond", message, "请核对数字和单位。")]


def _say(day: dt.date) -> str:
    return date_format(day, "Y年n月j日")


def _amount(value: Decimal, unit: str) -> str:
    """With its unit; never 万万辆."""
    if unit.startswith(SCALES):
        return f"{plain_number(value)}{unit}"
    return f"{big_number(value)}{unit}"
