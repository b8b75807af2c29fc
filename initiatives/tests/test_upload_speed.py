"""Reading a workbook takes a few times as long as the bare reader does; `make bench` says more."""

from pathlib import Path

import pytest

from initiatives.benchmark.uploading import fill, measure, write
from initiatives.enums import RowState

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROWS = 4_000
# At 50,000 rows it is about 5 times as long; here starting weighs more.
SLOWEST = 20


def test_a_large_workbook_is_read_fast(tmp_path: Path):
    fill(ROWS)
    path = tmp_path / "申报表.xlsx"
    write(path, ROWS)
    told = measure(path)
    assert sum(told.counts.values()) == ROWS
    assert told.counts[RowState.BLOCKED] == ROWS // 50
    assert told.ratio < SLOWEST
