"""One row against what is known: what it says, what is wrong with it, what it would change."""

import datetime as dt
from collections.abc import Collection, Mapping

from ..enums import Grade, ReportStatus, RowChange, RowState
from ..models import Organisation
from ..workbooks.columns import BY_KEY, FILL_KEYS
from ..workbooks.table import Cell
from ..workbooks.values import display, read_code
from .forms import ReportForm
from .knowledge import Known, know
from .oddities import oddities
from .problems import CheckedRow, Problem

__all__ = ["KEPT", "RowChecker"]

# Without any of these a row has nothing to say: dates and names are often filled down in advance.
SAYING = ("value", "note", "source_url")
# What is kept of a row: the rest stands in the database, where nobody can have changed it.
KEPT = ("code", "member", *FILL_KEYS)
CODE_FIX = "请照下载的申报表填写编号，形如 C-2025-0007。"


class RowChecker:
    """Checks the rows of one association, one after the other; remembers which keys it met.

    Everything it needs is looked up once, in a fixed number of queries.
    """

    def __init__(
        self,
        association: Organisation,
        *,
        today: dt.date,
        codes: Collection[str] | None = None,
    ) -> None:
        self.known = know(association, today=today, codes=codes)
        self.today = today
        self.met: dict[tuple[int, dt.date], int] = {}
        self._form = ReportForm()

    def check(
        self, number: int, cells: Mapping[str, Cell], confirmed: Collection[str] = ()
    ) -> CheckedRow:
        """`cells`: key of a column → what stands there; `confirmed`: kinds somebody stands by."""
        kept = {
            key: cell if type(cell) is str else display(cell)
            for key in KEPT
            if (cell := cells.get(key)) is not None
        }
        row = CheckedRow(number, kept, RowState.BLANK)
        if not any(kept.get(key, "").strip() for key in SAYING):
            return row
        commitment = self._commitment(row, cells.get("code"))
        self._read(row, cells, commitment.unit if commitment else "")
        if commitment:
            row.commitment_id, row.member_id = commitment.pk, commitment.member_id
            self._compare(row, commitment)
        self._settle(row, confirmed)
        return row

    def _commitment(self, row: CheckedRow, cell: Cell) -> Known | None:
        code = read_code(cell)
        if not code:
            row.problems.append(Problem("code", "code_missing", "没有填承诺编号。", CODE_FIX))
            return None
        commitment = self.known.commitments.get(code)
        if commitment is None:
            # The same words whether there is none, or one that is not theirs to report about.
            message = f"“{code[:40]}”不是本会会员的承诺编号。"
            row.problems.append(Problem("code", "code_unknown", message, CODE_FIX))
            return None
        if not commitment.open:
            message = f"{code} 已有最终判定，不再申报进展。"
            row.problems.append(
                Problem("code", "closed", message, "请清空这一行；有异议请联系编辑部。")
            )
        named = row.cells.get("member", "").strip()
        if named and named not in (commitment.member, commitment.member_short):
            message = f"{code} 是{commitment.member}的承诺，不是“{named[:40]}”的。"
            row.problems.append(
                Problem("member", "member", message, "请核对编号，或改正会员单位。")
            )
        return commitment

    def _read(self, row: CheckedRow, cells: Mapping[str, Cell], unit: str) -> None:
        form = self._form
        form.check(cells, unit)
        if form.errors:
            for name, errors in form.errors.as_data().items():
                for error in errors:
                    fix = (error.params or {}).get("fix", "")
                    known = fix or error.code == "empty"
                    kind = error.code if known else ("url" if name == "source_url" else "form")
                    field = name if name in BY_KEY else "value"
                    row.problems.append(Problem(field, kind, "".join(error.messages), fix))
        read = form.cleaned_data
        row.as_of, row.value = read.get("as_of"), read.get("value")
        row.note, row.source_url = read.get("note") or "", read.get("source_url") or ""
        row.filled_by = read.get("filled_by") or ""

    def _compare(self, row: CheckedRow, commitment: Known) -> None:
        """What stood there before, and whether the new value is likely."""
        if row.as_of is None:
            return
        key = (commitment.pk, row.as_of)
        first = self.met.setdefault(key, row.number)
        if first != row.number:
            message = f"与第 {first} 行是同一项承诺、同一日期。"
            row.problems.append(Problem("as_of", "twice", message, "请只留一行，或改正日期。"))
        sent = self.known.sent.get(key)
        if sent:
            row.previous_id, row.previous_version = sent.pk, sent.version
        again = sent is not None and sent.status != ReportStatus.WITHDRAWN
        if again and sent.says(row.value, row.note, row.source_url):
            row.change = RowChange.UNCHANGED
            return
        row.change = RowChange.CHANGED if sent else RowChange.NEW
        row.problems += oddities(row.as_of, row.value, commitment, self.known, self.today)

    @staticmethod
    def _settle(row: CheckedRow, confirmed: Collection[str]) -> None:
        """The row's one state."""
        if any(one.grade == Grade.MUST for one in row.problems):
            row.state = RowState.BLOCKED
        elif row.change == RowChange.UNCHANGED:
            row.state = RowState.UNCHANGED
        elif any(one.kind not in confirmed for one in row.problems):
            row.state = RowState.CONFIRM
        else:
            row.state = RowState.READY
