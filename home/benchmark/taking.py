"""Taking all commitments home: how much comes, how soon, and in how much memory."""

import resource
import sys
import time
from collections.abc import Iterator

from django.db import connection
from django.http import QueryDict

from home.open_data.about import FORMATS
from home.open_data.tables import TABLES
from home.open_data.views import pieces_of
from initiatives.asking import asked_for
from initiatives.models import Commitment

__all__ = ["lines"]


def lines() -> Iterator[str]:
    """One for each form. Memory is the process's highest mark, with all of Django in it."""
    yield f"—— {connection.vendor}：整份导出，开始前最多占 {_highest():.0f} MB"
    for form in FORMATS:
        start = time.perf_counter()
        first, size = 0.0, 0
        asked = asked_for(QueryDict(), Commitment.objects.public())
        for piece in pieces_of(TABLES["commitments"], asked, form):
            first = first or time.perf_counter() - start
            size += len(piece)
        spent = time.perf_counter() - start
        yield (
            f"{form}　{size / 1e6:.1f} MB，{first:.2f} 秒后开始，共 {spent:.1f} 秒，"
            f"至此最多占 {_highest():.0f} MB"
        )


def _highest() -> float:
    """Megabytes; macOS counts bytes where Linux counts kilobytes."""
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest / (1e6 if sys.platform == "darwin" else 1e3)
