"""What people type into a cell: numbers, dates, words, links, codes. Plain Python, and quick.

Every reader returns a value, or raises `CellProblem` with what is wrong and how to put it right.
"""

import datetime as dt
import math
import re
import unicodedata
from calendar import monthrange
from decimal import Decimal

from .table import Cell, Formula

__all__ = [
    "PERCENT",
    "CellProblem",
    "display",
    "read_code",
    "read_date",
    "read_number",
    "read_text",
    "read_url",
]

LONGEST_QUOTED = 40
PLACES_SHOWN = 10
PLACES = Decimal("0.0001")
LARGEST = Decimal(10) ** 16
PLAIN_NUMBER = re.compile(r"[+-]?\d{1,16}(?:\.\d{1,4})?")
NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:[, ]\d{3})+|\d{1,20})(?:\.(?P<part>\d{1,20}))?"
    r" ?(?P<rest>[^\d,.eE].*)?"
)
SCALES = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
PERCENT = frozenset({"%", "百分点", "个百分点", "个点"})
VAGUE = re.compile(r"[约近超逾余多左右以上下几数~～]|大概|不到")
RANGE = re.compile(r"\d\s*(?:-|—|至|到|~)\s*\d")
EXCEL_BEGINS = dt.date(1899, 12, 30)
SERIALS = range(36526, 73415)  # 2000-01-01 to 2100-12-31, as Excel counts days
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
ISO = re.compile(r"\d{4}-\d\d-\d\d")
YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月\s*(?:底|末)?)?(?:[ T].*)?"
)
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
QUARTER = re.compile(r"(\d{4})\s*[-年/.]?\s*(?:第?([一二三四1-4])季度?|Q([1-4]))", re.IGNORECASE)
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
YEAR_ALONE = re.compile(r"\d{4}\s*年?")
CODE = re.compile(r"C\s*[-—–_ ]?\s*(\d{4})\s*[-—–_ ]?\s*(\d{4,6})")
WEB = re.compile(r"https?://[^\s/?#]+\.[^\s]+", re.IGNORECASE)
SPACES = re.compile(r"\s+")
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
DATE_FIX = "请写成 2025-11-30 或 2025年11月30日。"
NUMBER_FIX = "请只写一个数字，如 12000 或 1.2万；说明写进“进展说明”。"


class CellProblem(Exception):
    """A cell that can't be taken as it stands: what is wrong, and how to put it right."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


def quoted(cell: Cell) -> str:
    """The cell as it stands, short enough for a sentence."""
    text = display(cell)
    return f"“{text[:LONGEST_QUOTED]}{'…' if len(text) > LONGEST_QUOTED else ''}”"


def display(cell: Cell) -> str:
    """A cell as text that reads as the same value again."""
    if type(cell) is str:
        return cell
    if cell is None:
        return ""
    if type(cell) is int:
        return str(cell)
    if type(cell) is float:
        return _plain(cell) if math.isfinite(cell) else str(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return cell.text if isinstance(cell, Formula) else str(cell)


def read_number(cell: Cell, unit: str = "") -> Decimal | None:
    """The number in the commitment's own unit, with four places; None for an empty cell.

    `1.2万` is 12000 of 辆, but 1.2 of 万辆; `12000辆` is 1.2 of 万辆.
    """
    kind = type(cell)
    if kind is int:
        return _bounded(Decimal(cell), cell)
    if kind is float:
        if not math.isfinite(cell):
            raise CellProblem(f"{quoted(cell)}不是数字。", NUMBER_FIX)
        return _bounded(Decimal(_plain(cell)), cell)
    if cell is None:
        return None
    if kind is not str:
        _refuse_formula(cell, "数值")
        raise CellProblem(f"{quoted(cell)}不是数字。", NUMBER_FIX)
    if PLAIN_NUMBER.fullmatch(cell) and cell.isascii():
        return _bounded(Decimal(cell), cell)
    return _read_number_text(cell, unit)


def _read_number_text(cell: str, unit: str) -> Decimal | None:
    text = _tidy(cell)
    if not text:
        return None
    _refuse_formula(text, "数值")
    match = NUMBER.fullmatch(text)
    if not match or RANGE.search(text):
        if RANGE.search(text) or VAGUE.search(text):
            raise CellProblem(f"{quoted(cell)}不是一个确定的数。", NUMBER_FIX)
        raise CellProblem(f"{quoted(cell)}不是数字。", NUMBER_FIX)
    whole = match["whole"].replace(",", "").replace(" ", "")
    number = Decimal(f"{match['sign']}{whole}.{match['part'] or 0}")
    return _bounded(
        _in_unit(number, (match["rest"] or "").replace(" ", ""), _tidy(unit), cell), cell
    )


def _in_unit(number: Decimal, suffix: str, unit: str, cell: str) -> Decimal:
    """The number in `unit`, when `suffix` was written after it."""
    if suffix in ("", unit) or (suffix == "%" and unit in PERCENT):
        return number
    if suffix in SCALES:
        if _scale_of(unit) == suffix:
            return number
        if not _scale_of(unit) and not unit.startswith(suffix):
            return number * SCALES[suffix]
        raise CellProblem(
            f"{quoted(cell)}的单位说不准：这项承诺的单位是“{unit}”。",
            f"请按“{unit}”写成普通数字。",
        )
    if unit and suffix.endswith(unit) and suffix.removesuffix(unit) in SCALES:
        return number * SCALES[suffix.removesuffix(unit)]
    scale = _scale_of(unit)
    base = unit.removeprefix(scale)
    if scale and suffix.endswith(base):
        written = suffix.removesuffix(base)
        if written == "" or written in SCALES:
            return number * SCALES.get(written, 1) / SCALES[scale]
    if VAGUE.search(suffix):
        raise CellProblem(f"{quoted(cell)}不是一个确定的数。", NUMBER_FIX)
    if not unit:
        raise CellProblem(
            f"{quoted(cell)}带着单位，而这项承诺没有数字单位。",
            "请把完成情况写进“进展说明”，这一格留空或只写数字。",
        )
    raise CellProblem(
        f"{quoted(cell)}的单位与承诺的单位“{unit}”不同。", f"请换算成“{unit}”，只写数字。"
    )


def _scale_of(unit: str) -> str:
    """The 万 of 万辆; 千瓦时 has none."""
    for scale in sorted(SCALES, key=len, reverse=True):
        if unit.startswith(scale) and scale not in ("百", "千") and len(unit) > len(scale):
            return scale
    return ""


def _bounded(number: Decimal, cell: Cell) -> Decimal:
    if not -LARGEST < number < LARGEST:
        raise CellProblem(f"{quoted(cell)}太大，整数部分最多 16 位。", "请核对数字和单位。")
    return number.quantize(PLACES) if number.as_tuple().exponent < -4 else number


def read_date(cell: Cell) -> dt.date | None:
    """The day; of a month or a quarter alone its last. None for an empty cell."""
    if type(cell) is dt.datetime:
        return _in_range(cell.date(), cell)
    if type(cell) is dt.date:
        return _in_range(cell, cell)
    if cell is None:
        return None
    if type(cell) is str:
        if ISO.fullmatch(cell) and cell.isascii():
            try:
                return _in_range(dt.date.fromisoformat(cell), cell)
            except ValueError:
                raise CellProblem(f"没有{quoted(cell)}这一天。", DATE_FIX) from None
        return _read_date_text(cell)
    if type(cell) in (int, float) and math.isfinite(cell):
        return _read_date_text(_plain(cell) if type(cell) is float else str(cell))
    _refuse_formula(cell, "日期")
    raise CellProblem(f"{quoted(cell)}不是日期。", DATE_FIX)


def _read_date_text(cell: str) -> dt.date | None:
    text = _tidy(cell)
    if not text:
        return None
    _refuse_formula(text, "日期")
    if text.isdigit() and len(text) == 5 and int(text) in SERIALS:
        return EXCEL_BEGINS + dt.timedelta(days=int(text))
    if match := QUARTER.fullmatch(text):
        named = match[2] or match[3]
        return _month_end(int(match[1]), 3 * int(QUARTERS.get(named, named)), cell)
    if match := COMPACT.fullmatch(text) or YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) if part else None for part in match.groups())
        if day is None and re.fullmatch(r"\d{4}\.1", text):
            # Excel shows 2025.10 as 2025.1.
            raise CellProblem(f"{quoted(cell)}是一月还是十月，分不清。", DATE_FIX)
        return _month_end(year, month, cell) if day is None else _day(year, month, day, cell)
    if match := YEAR_LAST.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        if first != second and first <= 12 and second <= 12:
            raise CellProblem(f"{quoted(cell)}哪个是月、哪个是日，分不清。", DATE_FIX)
        month, day = (first, second) if first <= 12 else (second, first)
        return _day(year, month, day, cell)
    if YEAR_ALONE.fullmatch(text):
        raise CellProblem(f"{quoted(cell)}只有年份。", "请写明数据截至哪一天，如 2025-12-31。")
    raise CellProblem(f"{quoted(cell)}不是日期。", DATE_FIX)


def _day(year: int, month: int, day: int, cell: Cell) -> dt.date:
    try:
        return _in_range(dt.date(year, month, day), cell)
    except ValueError:
        raise CellProblem(f"没有{quoted(cell)}这一天。", DATE_FIX) from None


def _month_end(year: int, month: int, cell: Cell) -> dt.date:
    if not (1 <= month <= 12 and FIRST.year <= year <= LAST.year):
        raise CellProblem(f"没有{quoted(cell)}这个月。", DATE_FIX)
    return dt.date(year, month, monthrange(year, month)[1])


def _in_range(day: dt.date, cell: Cell) -> dt.date:
    if not FIRST <= day <= LAST:
        raise CellProblem(f"{quoted(cell)}不在 2000 年到 2100 年之间。", DATE_FIX)
    return day


def read_text(cell: Cell, longest: int) -> str:
    """Words on one line, without what can't be seen."""
    if type(cell) is str and cell.isprintable() and len(cell) <= longest:
        return cell.strip()
    _refuse_formula(cell, "文字")
    text = _visible(display(cell))
    if len(text) > longest:
        raise CellProblem(
            f"有 {len(text)} 个字，最多 {longest} 个。", "请缩短，详细材料可作为佐证文件上传。"
        )
    return text


def read_url(cell: Cell) -> str:
    """An address on the web; empty for an empty cell."""
    text = read_text(cell, 500)
    if not text:
        return ""
    if WEB.fullmatch(text):
        return text
    fix = "请填以 http:// 或 https:// 开头的网址；没有网址就留空，文件可以另外上传。"
    if re.match(r"www\.|[\w-]+(\.[\w-]+)+(/|$)", text):
        fix = f"是不是 https://{text[:60]}？"
    raise CellProblem(f"{quoted(text)}不是网址。", fix)


def read_code(cell: Cell) -> str:
    """A commitment's code in its one form; whatever else is there comes back as written."""
    if type(cell) is not str:
        return display(cell)
    if (match := CODE.fullmatch(cell)) or (match := CODE.fullmatch(_tidy(cell).upper())):
        return f"C-{match[1]}-{match[2]}"
    return _visible(cell)


def _refuse_formula(cell: Cell, wanted: str) -> None:
    if isinstance(cell, Formula) or (isinstance(cell, str) and cell.startswith("=")):
        raise CellProblem(
            f"单元格里是公式{quoted(cell)}。",
            f"请改成{wanted}：复制这一格，再用“选择性粘贴 → 数值”粘贴回来。",
        )


def _plain(number: float) -> str:
    """Fifteen digits, as Excel keeps them: no binary noise, no exponent, ten places at most."""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    plain = Decimal(format(number, ".15g"))
    if plain.as_tuple().exponent < -PLACES_SHOWN:
        plain = round(plain, PLACES_SHOWN)
    return format(plain, "f")


def _tidy(text: str) -> str:
    """Full-width digits and letters as plain ones, without what can't be seen."""
    return _visible(unicodedata.normalize("NFKC", text)).replace("，", ",")


def _visible(text: str) -> str:
    if not text.isprintable():
        text = "".join(
            " " if sign.isspace() or unicodedata.category(sign) in ("Zs", "Zl", "Zp") else sign
            for sign in text
            if sign.isspace() or unicodedata.category(sign) not in UNSEEN
        )
    return SPACES.sub(" ", text).strip()
