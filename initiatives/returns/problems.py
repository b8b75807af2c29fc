"""What can be wrong with a cell, and what becomes of a row that was checked."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Self

from ..enums import Grade, RowChange, RowState

__all__ = ["KINDS", "CheckedRow", "Problem", "label_of"]

# Kind → grade, and what a summary calls it.
KINDS: dict[str, tuple[Grade, str]] = {
    "code_missing": (Grade.MUST, "没有承诺编号"),
    "code_unknown": (Grade.MUST, "承诺编号不对"),
    "closed": (Grade.MUST, "承诺已有最终判定"),
    "member": (Grade.MUST, "会员单位与编号不符"),
    "date_missing": (Grade.MUST, "没有数据日期"),
    "date": (Grade.MUST, "日期看不懂"),
    "number": (Grade.MUST, "数值看不懂"),
    "text": (Grade.MUST, "文字太长或不合要求"),
    "url": (Grade.MUST, "网址不对"),
    "empty": (Grade.MUST, "没有填进展"),
    "twice": (Grade.MUST, "同一文件里重复"),
    "form": (Grade.MUST, "其他不合要求之处"),
    "raced": (Grade.MUST, "刚刚已有人申报"),
    "unit_slip": (Grade.CONFIRM, "相差千倍以上，可能错了单位"),
    "falls": (Grade.CONFIRM, "累计数倒退"),
    "beyond_later": (Grade.CONFIRM, "越过了更晚一次的数值"),
    "future": (Grade.CONFIRM, "数据日期在将来"),
    "before_said": (Grade.CONFIRM, "数据日期早于说话日期"),
    "far_beyond": (Grade.CONFIRM, "超出目标数倍"),
    "percent": (Grade.CONFIRM, "百分比异常"),
    "no_number": (Grade.CONFIRM, "承诺没有数字"),
}


def label_of(kind: str) -> str:
    """What a summary calls it; a kind that is no longer known is still counted."""
    return KINDS.get(kind, KINDS["form"])[1]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one cell: what, and how to put it right. `field` is a column's key."""

    field: str
    kind: str
    message: str
    fix: str = ""

    @property
    def grade(self) -> Grade:
        return KINDS.get(self.kind, KINDS["form"])[0]

    @property
    def label(self) -> str:
        return label_of(self.kind)

    def as_dict(self) -> dict[str, str]:
        """As a row of a return keeps it."""
        return {**asdict(self), "grade": self.grade.value}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        return cls(data["field"], data["kind"], data["message"], data.get("fix", ""))


@dataclass(slots=True)
class CheckedRow:
    """A row with what it means, what is wrong with it, and what stood there before."""

    number: int
    cells: dict[str, str]
    state: RowState
    problems: list[Problem] = field(default_factory=list)
    change: RowChange | str = ""
    commitment_id: int | None = None
    member_id: int | None = None
    as_of: dt.date | None = None
    value: Decimal | None = None
    note: str = ""
    source_url: str = ""
    filled_by: str = ""
    previous_id: int | None = None
    previous_version: int = 0

    @property
    def key(self) -> tuple[int, dt.date] | None:
        """What makes it one report: the same key sent again is the same report."""
        return (self.commitment_id, self.as_of) if self.commitment_id and self.as_of else None

    @property
    def warnings(self) -> list[str]:
        """What looked odd and was confirmed, as the reviewer reads it."""
        return [one.message for one in self.problems if one.grade == Grade.CONFIRM]
