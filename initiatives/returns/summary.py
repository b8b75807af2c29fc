"""What is wrong with a return, by kind: the first thing to read when there are many problems."""

from collections import Counter
from dataclasses import dataclass

from ..enums import Grade
from ..models import Return
from .problems import KINDS, Problem

__all__ = ["KindCount", "summary"]

CHUNK = 2000


@dataclass(frozen=True)
class KindCount:
    """How many rows have a problem of one kind that nobody has stood by."""

    grade: Grade
    kind: str
    label: str
    count: int


def summary(batch: Return) -> list[KindCount]:
    """What must be mended first, then what is asked; the most frequent first. One query."""
    counts: Counter[str] = Counter()
    rows = batch.rows.with_problems().order_by().values_list("problems", "confirmed")
    for problems, confirmed in rows.iterator(chunk_size=CHUNK):
        kinds = {Problem.from_dict(one).kind for one in problems}
        counts.update(kinds - set(confirmed))
    order = list(KINDS)
    found = [
        KindCount(KINDS[kind][0], kind, KINDS[kind][1], number)
        for kind, number in counts.items()
        if kind in KINDS
    ]
    return sorted(
        found, key=lambda one: (one.grade != Grade.MUST, -one.count, order.index(one.kind))
    )
