"""By when: dates as a speaker names them, absolute or counted from the day of print."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from .numerals import read_numeral

__all__ = ["SQUEEZED", "Deadline", "choose_deadline", "find_dates"]

NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,4})"
DAYS = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
YEAR = (
    r"(?:(?P<year>20\d\d|二零[零一二三四五六七八九]{2})(?=年)"
    r"|(?P<relative>今明两年|明后两年|今年|明年|后年|本年度?|当年|翌年|来年))"
)
LIMIT = r"(?:底之?前|底以前|末之?前|之前|以前|前|底|末|内|之内|以内|中旬|上旬|下旬|初)?"
PLANS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035, "十七五": 2040}
FORMS = [
    (
        "plan",
        rf"[“‘]?(?P<plan>{'|'.join(PLANS)})[”’]?(?:规划)?(?:时期|期间|期末|末期?|收官|结束|内|之前|前)(?:之?前|时|内|"
        rf"之年)?",
    ),
    ("day", rf"(?:{YEAR}年?)?(?P<month>{DAYS})月(?P<day>{DAYS})[日号](?:之?前|以前)?"),
    (
        "month",
        rf"{YEAR}年?(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:份)?{LIMIT}",
    ),
    (
        "quarter",
        rf"(?:{YEAR}年?)?第?(?P<quarter>[一二三四1-4])季度{LIMIT}",
    ),
    ("half", rf"(?:{YEAR}年?)?(?P<half>上半年|下半年|年中){LIMIT}"),
    ("range", r"(?P<from>20\d\d)(?:年)?(?:—|-|至|到|～|~|－)(?P<year>20\d\d)年"),
    ("year", rf"{YEAR}年?(?:全年|{LIMIT})"),
    (
        "spring",
        r"(?P<relative2>今年|明年)?[“‘]?(?P<feast>春节|元旦|五一|国庆|中秋|端午)[”’]?节?(?:假期|黄金周|期间)?(?:之?前|以前|起)",
    ),
    (
        "months",
        rf"(?P<span>{NUMBER}|半)个?(?P<unit>年|月|个月|周|星期|天|日|个工作日|工作日)(?:之?内|以内|左右的?时间|的?时间(?!内))",
    ),
    ("months", rf"用(?P<span>{NUMBER}|半)个?(?P<unit>年|个月|月)(?=建|完|把|实|打|让|左右)"),
    ("near", r"(?P<near>后天|明天|下周[一二三四五六日天末]?|本周[内末]?|这周[内末]?)(?:前)?"),
    (
        "coming",
        rf"(?:未来|今后|接下来的?|往后|下一个?)(?:的)?(?P<span>{NUMBER}|半)?(?:到[一二两三四五六七八九十]|"
        rf"至[一二两三四五六七八九十])?个?(?P<unit>年|个月|月)(?:间|时间|里|内|之内)?",
    ),
    (
        "yearend",
        r"(?:(?:到|至|在)?年(?:底|末)(?:之?前|以前)?|(?<![一二两三四五六七八九十半\d])年内|全年(?!.{0,3}级)|岁末)",
    ),
    (
        "thismonth",
        r"(?P<which>本月|这个月|当月|下个?月|(?<![\d一二三四五六七八九十个今明后年])月)(?:底|末|内|中旬)(?:之?前|以前)?|"
        r"(?P<which2>下个?月)",
    ),
    ("barequarter", r"(?P<which>本季度|这个季度|下个?季度)(?:底|末|内)?(?:之?前)?"),
    (
        "baremonth",
        r"(?P<month>\d{1,2}|[一二三四五六七八九]|十[一二]?)月(?:份)?(?:底之?前|底以前|之前|以前|前|底|末|中旬|上旬|下旬|起|内|(?=，"
        r"|正式|就|将|开|投|上线|上岗|完成|发布|推出|启动|举办|建成|试|交付))",
    ),
]
PATTERN = [(kind, re.compile(form)) for kind, form in FORMS]
PAST = re.compile(r"^(?:以来|至今|同期|的?时候|时，|，我们就|投产以来)")
SQUEEZED = re.compile(r"(?:压缩|缩短|控制|缩至|降|减|缩减|限|压|不超过)[^，。；]{0,8}$")
LIMITING = re.compile(r"[前内底末]$|^到|^至")


@dataclass(frozen=True)
class Deadline:
    """A date named in a text, as the last day of the period: `text[start:end]`."""

    start: int
    end: int
    date: dt.date
    precision: str  # a value of `initiatives.enums.DeadlinePrecision`
    text: str
    limiting: bool  # 前, 内, 底, 到: named as a limit, not in passing


def find_dates(folded: str, published: dt.date) -> list[Deadline]:
    """Every date that can be worked out, past ones too, in order; longest reading first."""
    found: list[Deadline] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in PATTERN:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            try:
                date, precision = READERS[kind](match, published)
            except (ValueError, OverflowError, TypeError, KeyError):
                continue
            if (
                start
                and folded[start - 1] in "到至"
                and not folded[start:end].startswith(("到", "至"))
            ):
                start -= 1
            if start and folded[start - 1].isdigit():
                continue
            taken.append((start, end))
            limiting = bool(LIMITING.search(folded[start:end])) or kind in ("months", "coming")
            found.append(Deadline(start, end, date, precision, folded[start:end], limiting))
    return sorted(found, key=lambda one: one.start)


def choose_deadline(folded: str, published: dt.date, near: int | None = None) -> Deadline | None:
    """The deadline of one sentence: still to come; a limit before a mere mention.

    Of several, the one that stands last before `near` (where the number is), else the first.
    """
    coming = [
        one
        for one in find_dates(folded, published)
        if one.date >= published and not PAST.match(folded[one.end :])
    ]
    if not coming:
        return None
    limits = [one for one in coming if one.limiting] or coming
    if near is not None:
        before = [one for one in limits if one.start < near]
        if before:
            return before[-1]
    return limits[0]


def _year(match: re.Match[str], published: dt.date) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return _int(groups["year"])
    word = groups.get("relative") or groups.get("relative2")
    return {
        None: None,
        "明年": published.year + 1,
        "今明两年": published.year + 1,
        "明后两年": published.year + 2,
        "翌年": published.year + 1,
        "来年": published.year + 1,
        "后年": published.year + 2,
    }.get(word, published.year)


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _int(text: str) -> int:
    value = read_numeral(text)
    if value is None:
        raise ValueError(text)
    return int(value)


def _add_months(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _plan(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    return dt.date(PLANS[match["plan"]], 12, 31), "plan"


def _day(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    year = _year(match, published)
    date = dt.date(year or published.year, _int(match["month"]), _int(match["day"]))
    if year is None and date < published and (published - date).days > 183:
        date = date.replace(year=published.year + 1)
    return date, "day"


def _month(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    month = _int(match["month"])
    year = _year(match, published)
    if year is None:
        year = published.year + (month < published.month)
    return _last_day(year, month), "month"


def _quarter(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    quarter = "一二三四".find(match["quarter"]) + 1 or int(match["quarter"])
    year = _year(match, published)
    if year is None:
        year = published.year + (_last_day(published.year, quarter * 3) < published)
    return _last_day(year, quarter * 3), "quarter"


def _half(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    month = 12 if match["half"] == "下半年" else 6
    year = _year(match, published)
    if year is None:
        year = published.year + (_last_day(published.year, month) < published)
    return _last_day(year, month), "month"


def _named_year(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    return dt.date(_year(match, published) or published.year, 12, 31), "year"


def _year_end(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    return dt.date(published.year, 12, 31), "year"


FEASTS = {
    "元旦": (1, 1),
    "五一": (5, 1),
    "国庆": (10, 1),
    "端午": (6, 30),
    "中秋": (9, 30),
    "春节": (2, 28),
}


def _feast(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    month, day = FEASTS[match["feast"]]
    year = _year(match, published) or published.year
    date = dt.date(year, month, day)
    if date < published:
        date = date.replace(year=year + 1)
    return date, "day" if match["feast"] in ("元旦", "五一", "国庆") else "month"


def _within(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    unit, written = match["unit"], match["span"]
    if written == "半":
        return _add_months(published, 6), "day"
    number = _int(written) if written else 1
    if unit == "年":
        return _add_months(published, 12 * number), "day"
    if unit in ("月", "个月"):
        return _add_months(published, number), "day"
    if unit in ("周", "星期"):
        return published + dt.timedelta(days=7 * number), "day"
    if number < 7 or "工作" in unit or SQUEEZED.search(match.string[: match.start()]):
        raise ValueError("a time that something takes, not a deadline")
    return published + dt.timedelta(days=number), "day"


def _near(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    """明天, 后天, 下周一: weeks end on Sunday."""
    word = match["near"]
    if word in ("明天", "后天"):
        return published + dt.timedelta(days=1 if word == "明天" else 2), "day"
    sunday = published + dt.timedelta(days=6 - published.weekday())
    if word.startswith("下周"):
        sunday += dt.timedelta(days=7)
    weekday = "一二三四五六".find(word[-1])
    return sunday - dt.timedelta(days=6 - weekday) if weekday >= 0 else sunday, "day"


def _this_month(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    which = match["which"] or match["which2"]
    later = _add_months(published.replace(day=1), 1 if which.startswith("下") else 0)
    return _last_day(later.year, later.month), "month"


def _this_quarter(match: re.Match[str], published: dt.date) -> tuple[dt.date, str]:
    last = (published.month - 1) // 3 * 3 + 3
    end = _add_months(published.replace(month=last, day=1), 3 if match["which"][0] == "下" else 0)
    return _last_day(end.year, end.month), "quarter"


READERS: dict[str, Callable[[re.Match[str], dt.date], tuple[dt.date, str]]] = {
    "plan": _plan,
    "day": _day,
    "month": _month,
    "quarter": _quarter,
    "half": _half,
    "range": _named_year,
    "year": _named_year,
    "yearend": _year_end,
    "spring": _feast,
    "months": _within,
    "near": _near,
    "coming": _within,
    "thismonth": _this_month,
    "barequarter": _this_quarter,
    "baremonth": _month,
}
