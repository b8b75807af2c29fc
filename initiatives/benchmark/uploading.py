"""A workbook with one row for each of many commitments: parsed, checked, stored, counted."""

import datetime as dt
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.core.files import File
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import User

from ..enums import CommitmentKind, Comparator, DeadlinePrecision, OrganisationKind, RowState
from ..models import Commitment, Membership, Organisation, Person, ProgressReport
from ..returns.receiving import receive
from ..returns.summary import summary
from ..workbooks.reading import read_sheet
from ..workbooks.writing import About, Line, write_workbook

__all__ = ["Measurement", "fill", "measure", "prepare", "write"]

DAY = dt.date(2026, 9, 30)
KILOBYTES_A_MEGABYTE = 1024


def prepare(path: Path, rows: int) -> None:
    """A database full of promises, and a workbook about all of them."""
    call_command("migrate", verbosity=0)
    fill(rows)
    write(path, rows)


def write(path: Path, rows: int) -> None:
    """The workbook about all that `fill` made."""
    with path.open("wb") as target:
        write_workbook(target, _lines(rows), About("示例", "shili", DAY, "言诺"))


@dataclass(frozen=True)
class Measurement:
    """Seconds for the bare reader and for the whole; memory of both processes at the peak."""

    vendor: str
    rows: int
    bare: float
    whole: float
    counts: dict[RowState, int]
    queries: int
    megabytes: float

    @property
    def ratio(self) -> float:
        """How many times as long as reading alone: says the same on a slow machine."""
        return self.whole / self.bare

    def lines(self) -> Iterator[str]:
        """In words."""
        shown = (f"{state.label} {number:,}" for state, number in self.counts.items() if number)
        found = "，".join(shown)
        yield f"{self.rows:,} 行 × 13 列，{self.vendor}"
        yield f"只读文件：{self.rows / self.bare:,.0f} 行/秒"
        yield f"收下、读取、核对、存行、预览：{self.rows / self.whole:,.0f} 行/秒（{found}）"
        yield f"查询 {self.queries} 次；内存峰值（父子进程合计）{self.megabytes:.0f} MB"
        yield f"与只读文件之比：{self.ratio:.1f} 倍"


def measure(path: Path) -> Measurement:
    """From the file to the preview."""
    association, user = Organisation.objects.get(slug="shili"), User.objects.get(username="shili")
    began = time.perf_counter()
    with read_sheet(path, path.name) as sheet:
        read_rows = sum(1 for _ in sheet.rows)
    bare = time.perf_counter() - began
    with _Peak() as peak, CaptureQueriesContext(connection) as queries, path.open("rb") as file:
        began = time.perf_counter()
        batch = receive(association, user, File(file, name=path.name))
        batch.refresh_from_db()
        counts = batch.row_counts
        summary(batch)
        list(batch.rows.filter(state=RowState.READY).select_related("commitment", "previous")[:50])
        whole = time.perf_counter() - began
    return Measurement(
        vendor=connection.vendor,
        rows=read_rows,
        bare=bare,
        whole=whole,
        counts=counts,
        queries=len(queries),
        megabytes=peak.megabytes,
    )


def fill(rows: int) -> None:
    """One association, twenty members, and their promises; half of them were reported before."""
    association = Organisation.objects.create(
        name="示例协会", kind=OrganisationKind.ASSOCIATION, slug="shili"
    )
    User.objects.create(username="shili")
    speakers = []
    for number in range(20):
        member = Organisation.objects.create(
            name=f"示例公司{number}", kind=OrganisationKind.COMPANY, slug=f"shili-{number}"
        )
        Membership.objects.create(association=association, member=member)
        speakers.append(
            Person.objects.create(name=f"示例{number}", slug=f"ren-{number}", organisation=member)
        )
    commitments = Commitment.objects.bulk_create(
        [
            Commitment(
                code=_code(number),
                summary=f"示例承诺{number}",
                quote=f"到2027年达到百万辆（{number}）。",
                speaker=speakers[number % 20],
                organisation=speakers[number % 20].organisation,
                said_on=dt.date(2025, 9, 28),
                kind=CommitmentKind.NUMBER,
                comparator=Comparator.AT_LEAST,
                target=1_000_000,
                unit="辆",
                accumulates=True,
                deadline=dt.date(2027, 12, 31),
                deadline_precision=DeadlinePrecision.YEAR,
            )
            for number in range(rows)
        ],
        batch_size=2000,
    )
    ProgressReport.objects.bulk_create(
        [
            ProgressReport(
                commitment=one,
                reporter=one.organisation,
                association=association,
                as_of=dt.date(2026, 6, 30),
                value=250_000,
            )
            for one in commitments[::2]
        ],
        batch_size=2000,
    )


def _lines(rows: int) -> Iterator[Line]:
    """One in fifty has something wrong with it, one in fifty is odd."""
    for number in range(rows):
        value = Decimal(300_000 + number % 1000)
        yield Line(
            _code(number),
            f"示例公司{number % 20}",
            f"示例承诺{number}",
            Decimal(1_000_000),
            "辆",
            dt.date(2027, 12, 31),
            Decimal(250_000),
            dt.date(2026, 6, 30),
            DAY,
            "约三十万" if number % 50 == 7 else value * 10 if number % 50 == 9 else value,
            f"第{number}条示例进展，按计划推进",
            f"https://example.com/{number}",
            "示例填报人",
        )


def _code(number: int) -> str:
    return f"C-2025-{number:05d}"


class _Peak:
    """The most memory that this process and its children hold together, looked at often."""

    def __enter__(self) -> "_Peak":
        self.megabytes = 0.0
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._done.wait(0.01):
            self.megabytes = max(self.megabytes, sum(map(_resident, self._family())))

    @staticmethod
    def _family() -> list[int]:
        own = os.getpid()
        children = Path(f"/proc/{own}/task").glob("*/children")
        return [own, *(int(pid) for file in children for pid in file.read_text().split())]


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    for line in lines:
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / KILOBYTES_A_MEGABYTE
    return 0.0
