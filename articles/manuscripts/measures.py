"""The numbers a sentence sets as targets, and by when."""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal

from .deadlines import SQUEEZED, choose_deadline, find_dates
from .folding import fold
from .numerals import NUMERAL, read_numeral
from .understanding import Target
from .vocabulary import words

__all__ = ["Measures", "read_measures"]

UNITS = words("units")
UNIT = "|".join(re.escape(unit) for unit in sorted(set(UNITS), key=len, reverse=True))
VAGUE_NOUNS = re.compile(
    r"(?:方面|层面|环节|维度|关键|重点|步骤|阶段|问题|原则|方向|抓手|举措|措施|任务|转变|特点|优势|字|关系|角度|“?[A-Z]|"
    r"不|大|代|难|痛点|堵点|字诀|目标|支柱|引擎|计划|行动|实事|事|工作|话|道理|原因|账|个字)"
)
# 一个平台, 一批企业: an article rather than a number.
ARTICLE_UNITS = frozenset(words("article_units"))
NUMBER = re.compile(
    rf"(?<![\dA-Za-z.\-—第“+])(?P<number>{NUMERAL})(?P<more>余|多)?(?P<unit>{UNIT})?(?P<after>以上|"
    rf"以内|之内|以下|左右|级|余|多)?"
)
PERCENT_WORDS = re.compile(rf"百分之(?P<number>{NUMERAL})")
TENTHS = re.compile(r"(?P<tens>[一二三四五六七八九])成(?P<ones>[一二三四五六七八九])(?![一-龥]?成)")
THIRDS = re.compile(r"(?P<bottom>[二三四五十])分之(?P<top>[一二三四])")
HALF = re.compile(r"(?<![一大多])一半|过半")
DOUBLE = re.compile(r"(?:翻(?P<times>[一两二三])番|翻番|翻一番)")
GROWTH = r"新增|增加|增长|净增|再增|增设|增|提高|提升|上升|多|扩大|新建"
SHRINK = r"降低|下降|减少|压减|压缩|缩短|削减|缩减|节约|节省|下调|(?<![起升])降(?![落])|减"
AT_MOST = re.compile(
    rf"(?:不超过|不高于|不多于|(?<!不)(?:低于|少于|小于)|控制在|(?:{SHRINK})(?:到|至|为)|不足|限制在|压到|降到|最多)(?:约|全程|平均)?$"
)
AT_LEAST = re.compile(
    r"(?:超过|超|突破|不少于|不低于|不小于|不下|至少|达到|达|逾|大于|高于|迈上|跨越|冲刺|冲击|破|站上|跃上|跨上|提高到|提高至|提升至|提升到|"
    r"增长到|增长至|增加到|增加至|增至|扩大到|扩大至|扩至|增到|升至|突破至|最低)(?:约|近)?$"
)
APPROX = re.compile(r"(?:近|约|大约|接近|将近|上)$")
CHANGE = re.compile(rf"(?P<up>{GROWTH})|(?P<down>{SHRINK})")
LEVEL_AFTER = re.compile(r"^(?:到|至|为|成)")
TO_END = re.compile(r"[，。；！？]")
VAGUE_UNITS = ("个", "项", "种", "类", "条", "件", "点", "口", "张", "本", "门")
DURATIONS = ("个月", "天", "小时", "分钟", "秒", "工作日", "个工作日")
QUOTED_CODE = re.compile(r"“[^“”]{0,24}”")


@dataclass(frozen=True)
class Measures:
    """What one sentence promises in numbers and dates."""

    deadline: dt.date | None = None
    deadline_precision: str = "none"
    deadline_text: str = ""
    is_limit: bool = False  # the deadline is named as one, or is a month or a day
    targets: list[Target] = field(default_factory=list)
    target_places: list[tuple[int, int]] = field(default_factory=list)


def read_measures(text: str, published: dt.date) -> Measures:
    """Deadline and targets of one sentence, as printed. Never raises."""
    folded = fold(text)
    places, targets = _find_targets(text, folded, published)
    near = places[0][0] if places else None
    deadline = choose_deadline(folded, published, near)
    return Measures(
        deadline=deadline.date if deadline else None,
        deadline_precision=deadline.precision if deadline else "none",
        deadline_text=text[deadline.start : deadline.end] if deadline else "",
        is_limit=bool(deadline)
        and (
            deadline.limiting or deadline.precision != "year" or deadline.date.year > published.year
        ),
        targets=targets,
        target_places=places,
    )


def _find_targets(
    text: str, folded: str, published: dt.date
) -> tuple[list[tuple[int, int]], list[Target]]:
    dates = [(one.start, one.end) for one in find_dates(folded, published)]
    names = [one.span() for one in QUOTED_CODE.finditer(folded) if _is_code(one.group())]
    places: list[tuple[int, int]] = []
    targets: list[Target] = []

    def overlaps(start: int, end: int) -> bool:
        spans = (*dates, *names, *places)
        return any(start < other_end and other_start < end for other_start, other_end in spans)

    found: list[tuple[int, int, Decimal, str, str]] = []
    for match in PERCENT_WORDS.finditer(folded):
        value = read_numeral(match["number"])
        if value is not None:
            found.append((match.start(), match.end(), value, "%", ""))
    for match in TENTHS.finditer(folded):
        tens, ones = (read_numeral(match[part]) or Decimal(0) for part in ("tens", "ones"))
        found.append((match.start(), match.end(), tens * 10 + ones, "%", ""))
    for match in THIRDS.finditer(folded):
        bottom, top = read_numeral(match["bottom"]), read_numeral(match["top"])
        if bottom and top and top < bottom:
            value = (top * 100 / bottom).quantize(Decimal("0.01"))
            found.append((match.start(), match.end(), value, "%", ""))
    for match in DOUBLE.finditer(folded):
        times = read_numeral(match["times"]) if match["times"] else Decimal(1)
        found.append((match.start(), match.end(), 2 ** (times or 1) * Decimal(1), "倍", "double"))
    for match in HALF.finditer(folded):
        found.append((match.start(), match.end(), Decimal(50), "%", ""))
    for match in NUMBER.finditer(folded):
        if number := _plain_number(folded, match):
            found.append(number)
    for start, end, value, unit, suffix in sorted(found, key=lambda one: (one[0], -one[1])):
        if overlaps(start, end) or value.adjusted() > 14:
            continue
        comparator, from_position, value = _compare(folded, start, end, value, suffix)
        places.append((from_position, end))
        targets.append(Target(value.normalize() + 0, unit, comparator, text[from_position:end]))
    return places, targets


def _plain_number(folded: str, match: re.Match[str]) -> tuple[int, int, Decimal, str, str] | None:
    """A numeral with its unit, if it counts something."""
    written, unit = match["number"], match["unit"] or ""
    value = read_numeral(written)
    if not value:
        return None
    if not unit and match["after"] == "级" and written[-1] == "亿":
        return match.start(), match.end(), value, "元", ""
    if not unit:
        return None
    rest = folded[match.end() :]
    if unit == "级" or (
        unit == "成" and not re.match(r"以上|左右|以内|以下|[，。；、”）]|$|的", rest)
    ):
        if written[0].isdigit() or unit == "级":
            return None
        if not re.search(
            r"(?:超|过|达|到|至|降|减|提高|提升|增|占|压减|近|不低于)[^，。；]{0,4}$",
            folded[: match.start()],
        ):
            return None
    if unit == "期" and not written[0].isdigit():
        return None  # 二期: which part, not how many
    if unit == "年" and not (SQUEEZED.search(folded[: match.start()]) and match["after"]):
        return None
    if unit in VAGUE_UNITS and VAGUE_NOUNS.match(rest):
        return None
    if value == 1 and not written[0].isdigit() and unit in ARTICLE_UNITS:
        return None
    if unit in DURATIONS and re.match(r"之?内|以内|后", match["after"] or rest):
        before = folded[: match.start()]
        if unit in ("个月", "天") and value >= 7 and not SQUEEZED.search(before):
            return None  # a deadline
        if rest.startswith("后") or (unit == "个月" and not SQUEEZED.search(before)):
            return None
        unit = unit.removeprefix("个") if "工作日" in unit else unit
        if not match["after"]:
            return match.start(), match.end() + 1 + rest.startswith("之"), value, unit, "以内"
    if unit == "成":
        value, unit = value * 10, "%"
    elif unit == "个百分点":
        unit = "百分点"
    elif unit == "亿元":
        value, unit = value * 10**8, "元"
    elif unit == "个工作日":
        unit = "工作日"
    return match.start(), match.end(), value, unit, match["after"] or ""


def _is_code(quoted: str) -> bool:
    """“416”, “3+3+2”, “万亿计划”: a name, not a quantity. A quotation with a verb is not."""
    return (
        len(quoted) <= 26
        and not re.search(r"[，。；]", quoted)
        and not re.search(r"\d[\d.,]*[万亿]?(?:亿元|元|辆|家|座|%)", quoted)
    )


def _compare(
    folded: str, start: int, end: int, value: Decimal, suffix: str
) -> tuple[str, int, Decimal]:
    """The comparator that the words around a number express, and where the phrase begins."""
    clause_start = (
        max((folded.rfind(mark, 0, start) for mark in "，。；：！？、“”"), default=-1) + 1
    )
    before = folded[clause_start:start]
    if match := AT_MOST.search(before):
        return "at_most", clause_start + match.start(), value
    if suffix in ("以内", "之内", "以下"):
        return "at_most", start, value
    at_least = AT_LEAST.search(before)
    if at_least:
        return "at_least", clause_start + at_least.start(), value
    if suffix == "double":
        return "at_least", start, value
    change = max(CHANGE.finditer(before), key=lambda match: match.start(), default=None)
    if (
        change
        and not LEVEL_AFTER.match(before[change.end() :])
        and len(before) - change.end() <= 12
    ):
        if change["up"]:
            if change["up"] not in ("新建", "多", "扩大"):
                return "increase_by", _phrase(change, before, clause_start, start), value
        elif "到" not in before[change.end() :] and "至" not in before[change.end() :]:
            return "at_least", _phrase(change, before, clause_start, start), value
        else:
            return "at_most", start, value
    approx = APPROX.search(before)
    return "at_least", clause_start + approx.start() if approx else start, value


def _phrase(verb: re.Match[str], before: str, clause_start: int, start: int) -> int:
    """From the verb if it stands right before the number, else from the number."""
    return clause_start + verb.start() if len(before) - verb.end() <= 1 else start
