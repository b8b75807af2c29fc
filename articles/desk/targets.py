"""A number to be reached, as people type it: 500万, 1.2亿, ３５, 60%, 三百座."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from initiatives.enums import Comparator

from ..manuscripts.folding import fold
from ..manuscripts.numerals import NUMERAL, read_numeral
from ..manuscripts.understanding import Target

__all__ = ["TargetForm", "TargetFormSet", "plain"]

TYPED = re.compile(rf"(?P<minus>-|负)?(?P<number>{NUMERAL})(?P<unit>[^\d]*)")
LARGE = {"万": 10**4, "亿": 10**8}
# As many digits as `Commitment.target` holds.
LARGEST = Decimal(10) ** 16
TEXT_LENGTH = 40
COMPARATORS = {
    Comparator.AT_LEAST: "至少（≥）",
    Comparator.AT_MOST: "至多（≤）",
    Comparator.EQUAL: "正好（=）",
    Comparator.INCREASE_BY: "增长（可为负）",
}
MINUSES = str.maketrans("－−–—", "----")


def plain(value: Decimal) -> str:
    """5000000 as people read it, 500万; whatever has no round form in full."""
    for word, size in (("亿", LARGE["亿"]), ("万", LARGE["万"])):
        if size <= abs(value) < LARGEST and (value / size * 100) % 1 == 0:
            return f"{(value / size).normalize():f}{word}"
    return f"{value.normalize():f}"


class TargetForm(forms.Form):
    """One number; a row left empty is none."""

    value = forms.CharField(
        label="数值",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"placeholder": "如 500万", "inputmode": "text"}),
    )
    unit = forms.CharField(
        label="单位",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "如 辆"}),
    )
    comparator = forms.ChoiceField(label="比较", choices=list(COMPARATORS.items()), required=False)
    text = forms.CharField(
        label="原文写法",
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.TextInput(attrs={"placeholder": "如 超500万辆"}),
    )

    def clean(self) -> dict[str, Any]:
        """Number and unit hang together: 1.2 亿元 is 120000000 元."""
        data = super().clean()
        typed = fold(data.get("value", "")).replace(" ", "").translate(MINUSES)
        unit = fold(data.get("unit", "")).strip()
        if self.errors:
            return data
        if not typed:
            if unit or data.get("text"):
                self.add_error("value", "请填数值；不要这个数，请把这一行清空。")
            return data
        match = TYPED.fullmatch(typed)
        value = read_numeral(match["number"]) if match else None
        if match is None or value is None:
            self.add_error("value", f"看不懂“{data['value']}”：请写成 500万、1.2亿、35 或 60%。")
            return data
        rest = match["unit"]
        if rest and unit and rest != unit:
            self.add_error("unit", f"数值里已写了“{rest}”，与这里的单位不同，请只写一处。")
            return data
        unit = rest or unit
        while unit[:1] in LARGE and len(unit) > 1:
            value, unit = value * LARGE[unit[0]], unit[1:]
        if not unit:
            self.add_error("unit", "请填单位，例如 辆、元、%。")
        if abs(value) >= LARGEST or value.as_tuple().exponent < -4:
            self.add_error("value", "这个数太大或小数太长：整数部分最多16位，小数最多4位。")
        if self.errors:
            return data
        data["target"] = Target(
            -value if match["minus"] else value,
            unit,
            data["comparator"] or Comparator.AT_LEAST.value,
            data["text"].strip() or f"{data['value']}{'' if rest else data['unit']}"[:TEXT_LENGTH],
        )
        return data


class _Targets(forms.BaseFormSet):
    @property
    def targets(self) -> list[Target]:
        """The rows that hold a number, in order."""
        return [data["target"] for data in self.cleaned_data if data.get("target")]


TargetFormSet = forms.formset_factory(
    TargetForm, formset=_Targets, extra=1, max_num=12, absolute_max=12, validate_max=True
)
