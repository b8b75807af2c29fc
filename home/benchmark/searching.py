"""Building the index, finding, and keeping one object up to date: ours, then Wagtail's own."""

import time
from collections.abc import Callable, Iterator
from statistics import median

from django.db import DatabaseError, connection
from django.test.utils import override_settings
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import BaseSearchBackend

from home.load.wording import WORDS
from initiatives.models import Commitment
from portal.search import SearchBackend
from portal.search.asking import find

__all__ = ["lines"]

BACKENDS = {"portal.search": "本站", "wagtail.search.backends.database": "Wagtail 自带"}
BATCH = 1000
# Nobody waits longer; the stock backend's ranking on SQLite grows with the square of the hits.
PATIENCE = 5
SAVED = 20


def queries() -> list[str]:
    """Seventy, of one to nine characters, rare and frequent."""
    lists = WORDS["fields"][::3] + WORDS["things"][::4] + WORDS["aims"][::4]
    pieces = [word[:2] for word in WORDS["fields"][1::4]] + [
        word[0] for word in WORDS["things"][::9]
    ]
    together = [f"{WORDS['verbs'][at]} {WORDS['things'][at * 3]}" for at in range(10)]
    return [*lists, *pieces, *together, "2027年", "500", "9000123"]


def lines() -> Iterator[str]:
    """Sentences with figures, as they come."""
    yield f"—— {connection.vendor}：{Commitment.objects.count()} 项承诺，{len(queries())} 个查询"
    for path, name in BACKENDS.items():
        with override_settings(WAGTAILSEARCH_BACKENDS={"default": {"BACKEND": path}}):
            backend = get_search_backend()
            yield f"{name}　建索引 {_build(backend):,.0f} 条/秒"
            yield f"{name}　{_search(backend)}"
            yield f"{name}　重存一项 {_keep(backend):.1f} 毫秒（中位数）"


def _build(backend: BaseSearchBackend) -> float:
    """Documents a second, read from the database and filed."""
    objects = Commitment.get_indexed_objects().order_by("pk")
    start, count, last = time.perf_counter(), 0, 0
    while rows := list(objects.filter(pk__gt=last)[:BATCH]):
        backend.add_bulk(Commitment, rows)
        count, last = count + len(rows), rows[-1].pk
    spent = time.perf_counter() - start
    backend.rebuilder_class(backend.get_index_for_model(Commitment)).finish()
    return count / spent


def _first_twenty(backend: BaseSearchBackend, query: str) -> int:
    """As a page of results asks for them; how many there are in all."""
    if isinstance(backend, SearchBackend):
        return find(Commitment.objects.public(), query).total
    results = backend.search(query, Commitment.objects.public())
    list(results[:20])
    return results.count()


def _search(backend: BaseSearchBackend) -> str:
    """The first twenty with the number of all, each query once to warm up and once in earnest."""
    spent, found, given_up = [], 0, 0
    for query in queries():
        try:
            _timed(lambda query=query: _first_twenty(backend, query))
            seconds, total = _timed(lambda query=query: _first_twenty(backend, query))
            spent.append(seconds * 1000)
            found += total
        except DatabaseError:
            given_up += 1
            spent.append(PATIENCE * 1000)
    spent.sort()
    late = f"，{given_up} 个超过 {PATIENCE} 秒" if given_up else ""
    return (
        f"查到 {found:,} 条次，中位数 {median(spent):.1f} 毫秒，"
        f"p95 {spent[int(len(spent) * 0.95)]:.1f} 毫秒{late}"
    )


def _timed(work: Callable) -> tuple:
    """Seconds and result; an error of the database when patience is at an end."""
    deadline = time.monotonic() + PATIENCE
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {PATIENCE * 1000}")
    start = time.perf_counter()
    try:
        result = work()
    finally:
        if connection.vendor == "sqlite":
            connection.connection.set_progress_handler(None, 0)
    return time.perf_counter() - start, result


def _keep(backend: BaseSearchBackend) -> float:
    """Milliseconds to take up one saved object."""
    rows = list(Commitment.get_indexed_objects().order_by("pk")[:SAVED])
    return median(_timed(lambda row=row: backend.add(row))[0] for row in rows) * 1000
