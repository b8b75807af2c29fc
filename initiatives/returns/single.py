"""One report typed on a page: the same checks as a row of a workbook."""

from collections.abc import Collection, Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from ..enums import RowState
from ..models import Commitment, Organisation, ProgressReport
from .checking import RowChecker
from .problems import CheckedRow, Problem
from .versions import file_reports

__all__ = ["submit_single"]

RACED = Problem(
    "as_of", "raced", "刚刚已有人申报了同一项承诺、同一日期。", "请刷新页面，看过那一条再提交。"
)


def submit_single(
    association: Organisation,
    user: AbstractBaseUser,
    commitment: Commitment,
    cells: Mapping[str, str],
    confirmed: Collection[str] = (),
) -> tuple[CheckedRow, ProgressReport | None]:
    """The report when the row was 可以提交; otherwise only what was found, and nothing saved."""
    checker = RowChecker(association, today=localdate(), codes=[commitment.code])
    row = checker.check(1, {**cells, "code": commitment.code}, confirmed)
    if row.state == RowState.BLANK:
        # On a page an empty form is no row that was left out.
        row.problems.append(Problem("value", "empty", "完成值和进展说明都没有填。", "至少填一项。"))
        row.state = RowState.BLOCKED
    if row.state != RowState.READY:
        return row, None
    try:
        with transaction.atomic():
            return row, file_reports([row], association=association, user=user)[0]
    except IntegrityError:
        row.problems.append(RACED)
        row.state = RowState.BLOCKED
        return row, None
