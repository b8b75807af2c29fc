"""Reading a workbook stays a few times as slow as the bare reader, and small in memory."""

from pathlib import Path

import pytest

from initiatives.benchmark.uploading import fill, measure, write
from initiatives.enums import RowState

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROWS = 4_000
# At 50,000 rows it is about 5 times and 290 MB with all of Django; here starting weighs more.
SLOWEST, LARGEST = 20, 200


def test_a_large_workbook_is_read_fast_and_in_little_memory(tmp_path: Path):
    fill(ROWS)
    path = tmp_path / "申报表.xlsx"
    write(path, ROWS)
    told = measure(path)
    assert sum(told.counts.values()) == ROWS
    assert told.counts[RowState.BLOCKED] == ROWS // 50
    assert told.ratio < SLOWEST
    assert 0 < told.grown_by < LARGEST
