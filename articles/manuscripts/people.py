"""Names and titles as newspapers print them: where a name ends, where a title begins."""

import re
from collections import Counter
from dataclasses import dataclass

from .vocabulary import words

__all__ = [
    "COMPOUND",
    "HAN",
    "SAYING",
    "Introduction",
    "find_introductions",
    "is_name",
    "looks_like_title",
    "organisation_of",
    "tidy_name",
    "titles_agree",
]

HAN = r"[\u4e00-\u9fff]"
OFFICES = words("offices")
SINGLE = frozenset(words("surnames"))
COMPOUND = frozenset(words("compound_surnames"))
HEADS = r"副?[局处县区市镇乡村院校所会厂站队组班科部司厅行社台馆段店场园关矿库营连系庭署船机校]长"
OFFICE = "|".join(sorted(set(OFFICES), key=len, reverse=True)) + (
    f"|{HEADS}|[\u4e00-\u9fff](?<![人成全动官雇委演学])[员警匠者]"
)
TITLE_END = re.compile(rf"(?:{OFFICE})(?:（[^（）]{{1,16}}）)?$")
TITLE_BEFORE_NAME = re.compile(rf"(?:{OFFICE})(?:（[^（）]{{1,16}}）)? ?(?={HAN})")
SAYING = (
    r"表示|介绍|认为|透露|坦言|直言|谈道|谈到|指出|强调|告诉|补充|建议|呼吁|提出|回应|回答|解释|坦承|坦陈|"
    r"感慨|感叹|总结|分析|举例|提到|说道|讲道|讲述|道出|表态|承诺|承认|宣布|披露|提醒|反问|追问|预测|预计|期待|"
    r"希望|看来|回忆|算道|算起|算了|打了个比方|打比方|比喻|接过话|接话|接着|话锋一转|笑言|笑说|笑着说|直陈|直白|剖析|点评|"
    r"断言|判断|相信|明确|给出|晒出|亮出|列出|归纳|概括|自述|倡议|放言|说起|聊起|谈起|谈及|说|称(?![作为号赞之呼得职谓菜重量心])|讲|答|问"
)
DIRECT = re.compile(
    r"(?:也|还|则|又|同时|随后|同样|进一步|特别|接着|继续|最后|当场|现场|郑重|明确|坚定|由衷|笑着|一再|多次|曾|便|就|向[^，。]{2,6}|对[^，"
    r"。]{2,8}|在[^，。]{2,12}?(?:时|上|中|后))*"
    rf"(?:{SAYING})"
)
STRANGER = re.compile(
    rf"(?P<name>{HAN}{{2,4}}?)(?:表示|介绍|认为|坦言|透露|谈到|谈道|指出|说，|说：|补充)"
)
MANY = re.compile(r"(?:者|民|友|众|客|代表|专家|们|委员|人士|学员|员工|职工)$")
ADVERBS = frozenset(words("not_names"))
NOT_SAYING = re.compile(
    r"说明|说服|称号|称为|答卷|问题|讲座|讲话|介绍信|说法|讲究|问世|答题|希望小学"
)
NOT_GIVEN = frozenset(
    "也还则说表没边在向对就又更曾都介认透坦直谈指告补算回解称讲同并等的和与及一时后前把将被从到所以是有"
    "不这那其此为了着过给让使但或却再先才只正要会能可该应须由于上下中里外每各某另其他她它们个年月日"
    "，。、：；！？“”‘’（）《》 "
)
VERBISH = frozenset(
    "站走来带拿看坐做笑拍翻摆举打算现手办负领率出参正已边朝陪赶到掰指给递抬摘抹伸接跑骑开"
)
LEADING_WORDS = re.compile(
    r"^(?:.*(?:来自|采访了|采访到|采访|见到了?|遇到了?|专访|邀请了|邀请|记者从|连线|对话|走进|找到|问及|听取了?|就是|正是|身为|"
    r"另一位|一位|这位|那位))|"
    r"^(?:作为|其中|据|对此|正如|如同|比如|例如|包括|以及|还有|由|让|是|与|同|被|而|但|在场的|与会的|参会的|到会的|同为|同样|"
    r"曾任|担任|现任|原来|今年|去年|时年|今天|昨天|当天|近日|日前|会上|会后|现场|席间|首先|随后|接着|最后|紧接着|新任|刚刚|"
    r"和|也|为此|因此)+(?=.{3,})"
)
DEPARTMENT_TITLE = re.compile(
    r"(?:党组|党委|党工委|工委|党总支|党支部|常务|执行|副|总|联合|首席|高级|正高级|资深)"
)


SUBDIVISION = re.compile(
    r"(?P<whole>.{2,}(?:委|局|厅|办|公司|集团|大学|医院|银行|中心|研究院))[^委局厅]{2,8}[处科股]"
)


@dataclass(frozen=True)
class Introduction:
    """A name in running text with the title before it, as `[title_start, name_start, end)`."""

    title_start: int
    start: int
    end: int
    name: str
    title: str
    speaks: bool  # a word of saying follows at once


def is_name(text: str) -> bool:
    """Two to four characters that begin with a surname."""
    if not re.fullmatch(rf"{HAN}{{2,4}}|{HAN}{{1,4}}·{HAN}{{1,6}}", text):
        return False
    if "·" in text:
        return True
    if text[:2] in COMPOUND:
        return len(text) >= 3
    return text[0] in SINGLE and len(text) <= 3


def tidy_name(text: str) -> str:
    """Without the blanks that spread a name of two characters over three."""
    return re.sub(r"\s+", "", text)


def looks_like_title(text: str) -> bool:
    return bool(TITLE_END.search(text))


def find_introductions(folded: str, counts: Counter[str] | None = None) -> list[Introduction]:
    """Every title with a name behind it. `counts` of short strings settle where a name ends."""
    found: list[Introduction] = []
    end_of_last = 0
    for office in TITLE_BEFORE_NAME.finditer(folded):
        longest = re.match(OFFICE, folded[office.start() : office.start() + 12])
        if office.start() < end_of_last or (
            longest
            and office.start() + longest.end()
            > len(office.group().split("（")[0].rstrip()) + office.start()
        ):
            continue
        start = office.end()
        second = re.match(OFFICE, folded[start : start + 8])
        if second and name_at(folded, start + second.end(), counts):
            continue
        name = name_at(folded, start, counts)
        if not name:
            continue
        title_start = _title_start(folded, office.start(), end_of_last)
        title = folded[title_start : office.end()].strip()
        end = start + len(name)
        found.append(Introduction(title_start, start, end, name, title, speaks_after(folded, end)))
        end_of_last = end
    return found


def speaks_after(folded: str, position: int) -> bool:
    """Whether a word of saying follows directly."""
    match = DIRECT.match(folded, position)
    return bool(match) and not NOT_SAYING.match(folded, match.end() - 1)


def name_at(folded: str, start: int, counts: Counter[str] | None = None) -> str | None:
    """The name that begins here, as long as what follows and the rest of the text suggest."""
    if stranger := _unknown_surname(folded, start):
        return stranger
    surname = 2 if folded[start : start + 2] in COMPOUND else 1
    if surname == 1 and folded[start : start + 1] not in SINGLE:
        return None
    best, best_score = None, -9.0
    for given in (2, 1):
        name = folded[start : start + surname + given]
        if len(name) < surname + given or not re.fullmatch(rf"{HAN}+", name):
            continue
        score = _name_score(folded, start + len(name), name[surname:])
        score += _often(name, folded[start : start + surname + 1], counts)
        if score > best_score:
            best, best_score = name, score
    return best


def _unknown_surname(folded: str, start: int) -> str | None:
    """A name no list of surnames holds, between an office and a word of saying."""
    if folded[start : start + 1] in SINGLE or folded[start : start + 2] in COMPOUND:
        return None
    match = STRANGER.match(folded, start)
    if not match or MANY.search(folded[max(start - 4, 0) : start]):
        return None
    if match["name"] in ADVERBS or any(character in NOT_GIVEN for character in match["name"]):
        return None
    return match["name"]


def _name_score(folded: str, end: int, given: str) -> float:
    """How well a name would end here: before a word of saying, a stop; not with 也 or 在."""
    score = 0.0
    if speaks_after(folded, end):
        score += 3
    elif end >= len(folded) or folded[end] in "，。、：；！？“”）（ 》,…—的":
        score += 2
    if given[-1] in NOT_GIVEN:
        score -= 3 if len(given) > 1 else 1
    elif len(given) > 1 and given[-1] in VERBISH:
        score -= 1
    if given[0] in NOT_GIVEN and len(given) > 1:
        score -= 1
    return score


def _often(name: str, shorter: str, counts: Counter[str] | None) -> float:
    """A name that is met more often than its longer reading is the name."""
    if not counts or name == shorter:
        return 0.0
    return -1.5 if counts[shorter] > counts[name] else 0.5


def _title_start(folded: str, office_start: int, floor: int) -> int:
    """Back from an office to where the title with its organisation begins."""
    start = office_start
    depth = 0
    while start > floor and office_start - start < 60:
        character = folded[start - 1]
        if character == "）":
            depth += 1
        elif character == "（":
            if not depth:
                break
            depth -= 1
        elif character == "”" and not depth:
            opening = _opening_of_name(folded, start - 1, floor)
            if opening is None:
                break
            start = opening
            continue
        elif not depth and character in "，。；：！？“…—\n·|":
            break
        start -= 1
    title = folded[start:office_start]
    for opening in ("的", " "):
        cut = title.rfind(opening)
        if cut >= 0 and len(title) - cut > 1:
            start += cut + 1
            title = folded[start:office_start]
    if leading := LEADING_WORDS.match(title):
        start += leading.end()
    return start


def _opening_of_name(folded: str, closing: int, floor: int) -> int | None:
    """Where “山货到家” begins, if a quotation that ends here is part of a name."""
    opening = folded.rfind("“", max(floor, closing - 14), closing)
    inside = folded[opening + 1 : closing]
    if opening < 0 or re.search(r"[，。；！？…]", inside):
        return None
    return opening


def organisation_of(title: str) -> str:
    """The part of a printed title that names the organisation; "" if there is none."""
    body = re.sub(r"（[^（）]*）$", "", title)
    first = re.split(r"[、，]", body)[0]
    office = re.search(rf"(?:{OFFICE})$", first)
    before = first[: office.start()] if office else first
    before = re.sub(rf"(?:{DEPARTMENT_TITLE.pattern})+$", "", before)
    if inner := SUBDIVISION.fullmatch(before):
        before = inner["whole"]
    return before if len(before) > 1 else ""


def titles_agree(a: str, b: str) -> bool:
    """Whether two printed titles may well be one person's, of one day.

    One contains the other, or they share the organisation and an office.
    """
    one, other = (re.sub(r"[\s（）()]", "", text) for text in (a, b))
    if not one or not other:
        return False
    if one in other or other in one:
        return True
    shared = _offices(one) & _offices(other)
    first, second = organisation_of(one), organisation_of(other)
    if not shared or not first or not second:
        return False
    return first in second or second in first or _overlap(first, second) >= 4


def _offices(title: str) -> set[str]:
    return set(re.findall(OFFICE, title))


def _overlap(a: str, b: str) -> int:
    """Length of the longest common run of characters."""
    best = 0
    for start in range(len(a)):
        while start + best < len(a) and a[start : start + best + 1] in b:
            best += 1
    return best
