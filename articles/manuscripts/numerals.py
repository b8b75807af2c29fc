"""Arabic and Chinese numerals as newspapers write them."""

import re
from decimal import Decimal, InvalidOperation

__all__ = ["NUMERAL", "read_numeral"]

DIGITS = {
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?"
CHINESE = r"[零一二两三四五六七八九十百千]{1,12}(?:点[零一二三四五六七八九]{1,4})?"
NUMERAL = (
    rf"(?:(?:{ARABIC})[十百千]?[万亿]{{0,2}}"
    rf"|{CHINESE}[万亿]{{0,2}}(?:[零一二三四五六七八九十百千]{{1,8}}万?)?"
    r"|[百千][万亿]{1,2}|[万亿](?=[辆台人元户亩吨件家个座套]))"
)


def read_numeral(text: str) -> Decimal | None:
    """The plain value: 1.2万 is 12000, 三百 is 300, 百万 is 1000000; None if it is no numeral."""
    text = text.strip()
    if not text:
        return None
    if text[0].isdigit():
        match = re.fullmatch(rf"({ARABIC})([十百千]?)([万亿]*)", text)
        if not match:
            return None
        try:
            value = Decimal(match[1].replace(",", ""))
        except InvalidOperation:
            return None
        return value * SMALL.get(match[2], 1) * _product(match[3])
    if not re.fullmatch(r"[零一二两三四五六七八九十百千万亿点]+", text):
        return None
    whole, _, fraction = text.partition("点")
    large = ""
    if fraction:
        large = "".join(character for character in fraction if character in LARGE)
        fraction = fraction.strip("万亿")
        if not fraction or any(character not in DIGITS for character in fraction):
            return None
    value = _chinese(whole)
    if value is None:
        return None
    if fraction:
        digits = "".join(str(DIGITS[character]) for character in fraction)
        return (value + Decimal(f"0.{digits}")) * _product(large)
    return value


def _product(large: str) -> int:
    product = 1
    for character in large:
        product *= LARGE[character]
    return product


def _chinese(text: str) -> Decimal | None:
    """二百五十 = 250, 千亿 = 1000 × 10⁸, 三万五千 = 35000; digits in a row count as digits."""
    if not text:
        return None
    if len(text) > 1 and all(character in DIGITS for character in text):
        return Decimal("".join(str(DIGITS[character]) for character in text))
    total, section, digit = Decimal(0), Decimal(0), None
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in SMALL:
            section += SMALL[character] * (1 if digit is None else digit)
            digit = None
        else:
            section += digit or 0
            if not section and not total:
                section = Decimal(1)
            if section:
                total += section * LARGE[character]
            else:
                total *= LARGE[character]
            section, digit = Decimal(0), None
    return total + section + (digit or 0)
