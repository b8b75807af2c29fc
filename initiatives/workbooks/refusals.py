"""The one way in which a file is turned away, and the sentences that more than one reader says."""

from .limits import MAX_BYTES, MAX_COLUMNS, MAX_ROWS
from .table import column_letter

__all__ = ["SAVE_AS_XLSX", "WorkbookRefused", "too_large", "too_many_columns", "too_many_rows"]

SAVE_AS_XLSX = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”再上传。"


class WorkbookRefused(Exception):
    """The file as a whole can't be read; `message` says what is wrong and how to put it right."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def too_large(size: int) -> WorkbookRefused:
    """`size` in bytes, of the file or of the whole request that brings it."""
    return WorkbookRefused(
        f"文件有 {size / 1024**2:.0f} MB，超过了 {MAX_BYTES // 1024**2} MB 的上限。"
        "请去掉图片、多余的工作表，或者分成几个文件再上传。"
    )


def too_many_rows(number: int) -> WorkbookRefused:
    """`number` counts from 1."""
    return WorkbookRefused(
        f"第 {number} 行还有内容，而一个文件最多 {MAX_ROWS:,} 行。"
        "请分成几个文件上传；如果那里是误填的，请删掉那些行再上传。"
    )


def too_many_columns(number: int, column: int) -> WorkbookRefused:
    """`number` counts from 1, `column` from 0."""
    return WorkbookRefused(
        f"{column_letter(column)}{number} 单元格（第 {number} 行第 {column + 1} 列）还有内容，"
        f"而一张表最多 {MAX_COLUMNS} 列。请删掉右边多余的列再上传。"
    )
