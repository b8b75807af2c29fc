"""The explorer's facets with their counts, for states of few and of many filters."""

import time
from collections.abc import Iterator
from statistics import median

from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from initiatives.ledger.explorer import Explorer

__all__ = ["lines"]

STATES = (
    "",
    "verdict=kept",
    "schedule=overdue&number=yes",
    "year=this&evidence=official&kind=number",
    "since=month&q=充电",
)
ROUNDS = 7


def lines() -> Iterator[str]:
    """For each state: the counts alone, then with the names of what is counted."""
    yield f"—— {connection.vendor}：承诺簿的分面计数"
    _facets("")
    for state in STATES:
        rounds = sorted(_facets(state) for _round in range(ROUNDS))
        counts, all_of_it, queries = zip(*rounds, strict=True)
        yield (
            f"{state or '不筛选'}　计数中位数 {median(counts):.1f} 毫秒，"
            f"最慢 {max(counts):.1f} 毫秒；"
            f"连名称 {median(all_of_it):.1f} 毫秒，{max(queries)} 次查询"
        )


def _facets(state: str) -> tuple[float, float, int]:
    """Milliseconds until everything is counted, until everything is named, and queries."""
    explorer = Explorer(QueryDict(state), "/commitments/")
    with CaptureQueriesContext(connection) as captured:
        moments = [time.perf_counter()]
        for part in ("counts", "all"):
            getattr(explorer.facets, part)
            moments.append(time.perf_counter())
    start, counted, named = moments
    return (counted - start) * 1000, (named - start) * 1000, len(captured)
