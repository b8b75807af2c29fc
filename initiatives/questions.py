"""What to ask somebody about what they promised: rules from how things stand to a question.

No models and no Django here: the caller hands over dates, numbers and words. A question names
the number and the day it is about, so that it can be read out as it stands.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from .progress import Reading, expected_value

__all__ = [
    "MOST_QUESTIONS",
    "Promise",
    "Question",
    "Revision",
    "first_question",
    "follow_up_question",
    "questions_about",
]

MOST_QUESTIONS = 4
STALE_DAYS = 180
# A shortfall below this share of the way is nothing to ask about.
NEGLIGIBLE = Decimal("0.05")
SIGNIFICANT_DIGITS = 3


@dataclass(frozen=True)
class Question:
    """A question as it is read out, and in a few words why it is asked."""

    ground: str
    text: str


@dataclass(frozen=True)
class Revision:
    """What the same speaker said later instead."""

    said_on: dt.date
    words: str


@dataclass(frozen=True)
class Promise:
    """An open commitment as it stands on the day of the interview.

    `goal` is the number in words (“超百万辆”), `figure` prints a number as the newspaper does.
    `readings` are the published values, oldest first. `verdict` is empty while nobody has judged.
    `ceiling`: the number is not to be exceeded; `growth`: it is an increase, not a level.
    """

    today: dt.date
    said_on: dt.date
    summary: str
    figure: Callable[[Decimal], str]
    metric: str = ""
    goal: str = ""
    target: Decimal | None = None
    unit: str = ""
    ceiling: bool = False
    growth: bool = False
    accumulates: bool = False
    baseline: Decimal | None = None
    baseline_on: dt.date | None = None
    deadline: dt.date | None = None
    due_soon: bool = False
    conditional: bool = False
    ongoing: bool = False
    policy: bool = False
    readings: tuple[Reading, ...] = ()
    verdict: str = ""
    verdict_on: dt.date | None = None
    reason: str = ""
    setback: bool = False
    only_self_reported: bool = False
    unanswered_since: dt.date | None = None
    revision: Revision | None = None
    broken_source: str = ""

    @property
    def pledge(self) -> str:
        """What was promised, in quotation marks: metric and number, or the summary."""
        if self.target is not None and self.metric and self.goal:
            return f"“{self.metric}{self.goal}”"
        return f"“{self.summary}”"

    @property
    def latest(self) -> Reading | None:
        return self.readings[-1] if self.readings else None

    @property
    def days_left(self) -> int | None:
        return (self.deadline - self.today).days if self.deadline else None

    @property
    def overdue(self) -> bool:
        return self.deadline is not None and self.deadline < self.today

    @property
    def pressing(self) -> bool:
        """The deadline itself is the question."""
        return self.overdue or self.due_soon

    @property
    def measurable(self) -> bool:
        """Values reported can be held against the number promised."""
        return self.target is not None and not self.growth

    @property
    def reached(self) -> bool:
        if not self.measurable or self.latest is None:
            return False
        if self.ceiling:
            return self.latest.value <= self.target
        return self.latest.value >= self.target

    @property
    def start(self) -> tuple[dt.date, Decimal] | None:
        """Where the number set out: its baseline, or the first of several values reported."""
        if self.baseline is not None:
            return self.baseline_on, self.baseline
        if len(self.readings) > 1:
            return self.readings[0].day, self.readings[0].value
        return None

    def pace_on(self, day: dt.date) -> Decimal | None:
        """About what a steady pace would have reached; None where time says nothing."""
        if not (self.measurable and self.accumulates and self.start and self.deadline):
            return None
        begun, value = self.start
        if not begun < day:
            return None
        steady = expected_value(value, self.target, begun, self.deadline, day)
        return rounded(steady, like=self.target)

    @property
    def expected(self) -> Decimal | None:
        """What was to be expected on the day of the latest value."""
        return self.pace_on(self.latest.day) if self.latest else None

    @property
    def shortfall(self) -> Decimal:
        """How far the latest value lags behind a steady pace; zero where nothing is to be asked."""
        expected = self.expected
        if expected is None or self.reached:
            return Decimal(0)
        way = self.target - self.start[1]
        missing = (expected - self.latest.value) * (1 if way > 0 else -1)
        return missing if missing > abs(way) * NEGLIGIBLE else Decimal(0)

    def amount(self, value: Decimal) -> str:
        return f"{self.figure(value)}{self.unit}"

    def difference(self, value: Decimal) -> str:
        """A distance between two amounts; percentages differ by points."""
        return f"{self.figure(abs(value))}{'个百分点' if self.unit == '%' else self.unit}"

    @property
    def distance(self) -> str:
        """From the latest value to the number promised, in words."""
        gap = self.latest.value - self.target
        return f"还{'高出' if gap > 0 else '差'}{self.difference(gap)}"

    @property
    def last_word(self) -> str:
        """The latest value with its day."""
        return f"{say(self.latest.day)}的{self.amount(self.latest.value)}"


def say(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def months_since(day: dt.date, today: dt.date) -> int:
    """Full months gone by."""
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)


def rounded(value: Decimal, like: Decimal) -> Decimal:
    """As exactly as one says a number aloud, and no more exactly than `like` was said."""
    if not value:
        return value
    said = min(like.normalize().as_tuple().exponent, 0)
    step = max(value.adjusted() - SIGNIFICANT_DIGITS + 1, said)
    return value.quantize(Decimal(1).scaleb(step), ROUND_HALF_UP)


def unanswered(it: Promise) -> str:
    if it.unanswered_since is None:
        return ""
    days = (it.today - it.unanswered_since).days
    waited = f"，{days} 天没有答复" if days > 0 else "，还没有答复"
    return f"{say(it.unanswered_since)}就{it.pledge}请您回应{waited}。今天能回答吗？"


def revised(it: Promise) -> str:
    if it.revision is None:
        return ""
    return (
        f"{say(it.said_on)}您说的是{it.pledge}，{say(it.revision.said_on)}改成了"
        f"“{it.revision.words}”。为什么改？从前的说法还算不算数？"
    )


def overdue(it: Promise) -> str:
    if not it.overdue:
        return ""
    lead = f"{it.pledge}的期限{say(it.deadline)}已过 {-it.days_left} 天。"
    if it.policy:
        return f"{lead}文件出台了没有？文号是什么，从哪一天起执行，已经有谁用上了？"
    if it.target is None:
        return (
            f"{lead}做成了没有？做成了，是哪一天，看什么可以查证；"
            "没做成，卡在哪一环，新的日子是哪一天？"
        )
    if it.latest is None:
        return f"{lead}到期那天实际是多少？哪里可以查到这个数？"
    if it.reached:
        return f"{lead}报告过{it.last_word}，已经够数。是哪一天达到的，哪一份公开数据可以认定？"
    distance = f"，{it.distance}" if it.measurable else ""
    return (
        f"{lead}最近报告的是{it.last_word}{distance}。后来补上了没有？"
        "没补上，卡在哪里，新的日子是哪一天？"
    )


def behind(it: Promise) -> str:
    if not it.shortfall or it.overdue:
        return ""
    return (
        f"{it.pledge}按时间进度，到{say(it.latest.day)}应到约"
        f"{it.amount(it.expected)}，报告的是{it.amount(it.latest.value)}，"
        f"差{it.difference(it.shortfall)}。差在哪里？离{say(it.deadline)}"
        f"还有 {it.days_left} 天，怎么追上？"
    )


def setback(it: Promise) -> str:
    if not it.setback or it.verdict_on is None:
        return ""
    return (
        f"我们{say(it.verdict_on)}判{it.pledge}“{it.verdict}”，理由是：{it.reason.rstrip('。')}。"
        "您认不认可？之后有什么变化？"
    )


def due_soon(it: Promise) -> str:
    if not it.due_soon or it.shortfall or it.reached:
        return ""
    if it.days_left:
        lead = f"离{it.pledge}的期限{say(it.deadline)}只剩 {it.days_left} 天"
    else:
        lead = f"{it.pledge}今天到期"
    if it.policy:
        return f"{lead}。文件走到哪一步了：征求意见、审议，还是等着印发？"
    if it.target is None:
        return f"{lead}。现在做到哪一步，最后一道工序排在哪一天？"
    if it.latest is None:
        return f"{lead}，还没有报告过数字。现在是多少，能按期做到吗？"
    distance = f"，{it.distance}" if it.measurable else ""
    return f"{lead}，最近报告的是{it.last_word}{distance}。剩下的靠什么补上？"


def reached(it: Promise) -> str:
    if not it.reached or it.overdue:
        return ""
    if it.latest.verified:
        return f"{it.last_word}已经达到{it.goal}。接下来的目标是多少，到哪一天？"
    return f"报告的{it.last_word}已经达到{it.goal}，但只有会员自报。可有第三方数据可以认定？"


def silent(it: Promise) -> str:
    months = months_since(it.said_on, it.today)
    if it.readings or it.pressing or it.verdict or months < 1:
        return ""
    lead = f"{say(it.said_on)}说了{it.pledge}，{months} 个月过去，"
    if it.target is not None:
        return f"{lead}没有报告过一个数字。现在是多少，截至哪一天？"
    return f"{lead}我们还没有查到进展。已经做了哪一件事，看什么可以查证？"


def never_measured(it: Promise) -> str:
    """Judged by something else than a number, although one was promised."""
    if it.target is None or it.readings or it.pressing or not it.verdict:
        return ""
    return f"{it.pledge}还没有报告过一个数字。现在是多少，截至哪一天？"


def stale(it: Promise) -> str:
    if it.latest is None or it.pressing or (it.today - it.latest.day).days < STALE_DAYS:
        return ""
    months = months_since(it.latest.day, it.today)
    return f"最近的数还是{it.last_word}，{months} 个月没有更新。现在是多少？"


def unproven(it: Promise) -> str:
    ask = "可有第三方数据——统计、审计或检测报告——可以对照？"
    if it.latest and not it.latest.verified and not it.reached:
        return f"{it.last_word}是会员自报。{ask}"
    if it.only_self_reported and it.verdict_on and not it.latest:
        return f"{say(it.verdict_on)}判{it.pledge}“{it.verdict}”，依据只有会员自报。{ask}"
    return ""


def conditional(it: Promise) -> str:
    if not it.conditional:
        return ""
    return f"{it.pledge}是有前提的。到今天，前提具备了哪几条，还缺哪一条、由谁来定？"


def without_baseline(it: Promise) -> str:
    if it.target is None or it.baseline is not None:
        return ""
    if it.growth:
        return f"{it.pledge}是跟哪一年比？那一年的底数是多少，出自哪里？"
    return f"{it.pledge}是从什么水平起步的？{say(it.said_on)}说话时是多少，出自哪里？"


def without_deadline(it: Promise) -> str:
    if it.deadline is not None:
        return ""
    if it.ongoing:
        return f"{it.pledge}是长期的事。今年做到哪一步算合格，用哪一个数来量？"
    return f"{it.pledge}没有说期限。哪一天之前做到才算数？"


def source_broken(it: Promise) -> str:
    if not it.broken_source:
        return ""
    return (
        f"{it.pledge}出自《{it.broken_source}》，那句话后来改动或撤下了。"
        f"{say(it.said_on)}的原话究竟怎么说，如今还算数吗？"
    )


def next_step(it: Promise) -> str:
    """For one about which nothing else is to be asked."""
    left = f"离{say(it.deadline)}还有 {it.days_left} 天。" if it.deadline else ""
    return f"{it.pledge}{left or '：'}现在到了哪一步，下一个可以核对的节点是哪一天？"


Rule = Callable[[Promise], str]
# The most pressing first; the last ones are asked when there is time.
RULES: tuple[tuple[str, Rule], ...] = (
    ("未予回应", unanswered),
    ("已逾期，未判定", overdue),
    ("落后于进度", behind),
    ("判定不利", setback),
    ("即将到期", due_soon),
    ("已经达标", reached),
    ("没有消息", silent),
    ("没有数字", never_measured),
    ("出处失效", source_broken),
    ("数字已旧", stale),
    ("只有自报", unproven),
    ("附有前提", conditional),
    ("没有起点", without_baseline),
    ("没有期限", without_deadline),
)
# Of words that were taken back only this is asked.
RULES_WHEN_REVISED: tuple[tuple[str, Rule], ...] = (
    ("说法已改", revised),
    ("未予回应", unanswered),
    ("出处失效", source_broken),
)


def questions_about(it: Promise) -> list[Question]:
    """What to ask, the most pressing first: at least one question, at most a handful."""
    rules = RULES_WHEN_REVISED if it.revision else RULES
    found = [Question(ground, text) for ground, rule in rules if (text := rule(it))]
    return found[:MOST_QUESTIONS] or [Question("例行跟进", next_step(it))]


def first_question(speaks_for: str, subject: str) -> Question:
    """For a guest of whom no commitment is on record."""
    return Question(
        "第一次",
        f"就“{subject}”，{speaks_for}准备做成哪一件事？做到多少，到哪一天，"
        "到时候看哪一份公开数据？",
    )


def follow_up_question(
    summary: str, verdict: str, day: dt.date, outcome: Literal["kept", "missed", "unclear"]
) -> Question:
    """About a commitment on which the newsroom has decided since the last conversation."""
    lead = f"“{summary}”{say(day)}判为“{verdict}”。"
    ask = {
        "kept": "接下来的目标是多少，到哪一天？",
        "missed": "后来补上了没有？还做不做，新的日子是哪一天？",
        "unclear": "能不能给一个查得到的数，说明它做到了没有？",
    }[outcome]
    return Question("判定之后", f"{lead}{ask}")
