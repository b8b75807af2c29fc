"""The one form of a progress report: typed on a page, or filled row by row from a workbook."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from ..models import ProgressReport
from ..workbooks.table import Cell
from ..workbooks.values import CellProblem, read_date, read_number, read_text, read_url

__all__ = ["ReportForm"]

LONGEST_NOTE = ProgressReport._meta.get_field("note").max_length
LONGEST_NAME = ProgressReport._meta.get_field("filled_by").max_length


class CellField(forms.Field):
    """Takes a cell as it is, typed by Excel or by a person; the form reads it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Cell) -> Cell:
        return value


class ReportForm(forms.ModelForm):
    """Reads numbers and dates as people write them. One instance may check many rows.

    Errors carry the kind of problem as `code` and the way to mend it in `params["fix"]`. Whether
    the report is there already, and what the database's constraints say, is asked once for all
    rows by whoever saves them.
    """

    as_of = CellField(label="数据日期", help_text="如 2026-09-30、2026年9月")
    value = CellField(label="完成值", help_text="如 12000、1.2万；没有数字就留空")
    note = CellField(
        label="进展说明",
        help_text="做到了哪一步，最多 300 字",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )
    source_url = CellField(label="佐证链接", help_text="以 http 开头的网址，可不填")
    filled_by = CellField(label="填报人", help_text="只供编辑部联系，不公开")

    class Meta:
        model = ProgressReport
        fields = ["as_of", "value", "note", "source_url", "filled_by"]

    def __init__(self, data: Mapping[str, Cell] | None = None, *, unit: str = "", **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.unit = unit
        self._readers = [(name, getattr(self, f"clean_{name}")) for name in self._meta.fields]
        self.fields["as_of"].widget.attrs["autocomplete"] = "off"
        self.fields["value"].widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def check(self, data: Mapping[str, Cell], unit: str) -> None:
        """Clean another row; afterwards `cleaned_data` and `errors` speak of that one."""
        self.is_bound, self.data, self.unit = True, data, unit
        self.full_clean()

    def clean_as_of(self) -> dt.date:
        day = _read("date", read_date, self.cleaned_data["as_of"])
        if day is None:
            raise _error("date_missing", "没有填数据日期。", "请填数据截至哪一天，如 2026-09-30。")
        return day

    def clean_value(self) -> Decimal | None:
        return _read("number", read_number, self.cleaned_data["value"], self.unit)

    def clean_note(self) -> str:
        return _read("text", read_text, self.cleaned_data["note"], LONGEST_NOTE)

    def clean_source_url(self) -> str:
        return _read("url", read_url, self.cleaned_data["source_url"])

    def clean_filled_by(self) -> str:
        return _read("text", read_text, self.cleaned_data["filled_by"], LONGEST_NAME)

    def clean(self) -> None:
        """Without the model form's own question to the database for every row."""
        if {"value", "note"} & self.errors.keys():
            return
        if self.cleaned_data["value"] is None and not self.cleaned_data["note"]:
            self.add_error(
                "value",
                _error("empty", "完成值和进展说明都没有填。", "至少填一项；没有进展就把整行清空。"),
            )

    def _clean_fields(self) -> None:
        """The usual loop, without a bound field for every cell."""
        for name, reader in self._readers:
            self.cleaned_data[name] = self.data.get(name)
            try:
                self.cleaned_data[name] = reader()
            except forms.ValidationError as error:
                self.add_error(name, error)

    def _post_clean(self) -> None:
        """The model's validators for what was typed; its constraints would cost a query each."""
        for field in TYPED:
            value = self.cleaned_data.get(field.name)
            if value is None or value == "":
                continue
            try:
                field.run_validators(value)
            except forms.ValidationError as error:
                self.add_error(field.name, error)


TYPED = [ProgressReport._meta.get_field(name) for name in ReportForm._meta.fields]


def _read(kind: str, reader, *args: Any) -> Any:
    try:
        return reader(*args)
    except CellProblem as problem:
        raise _error(kind, problem.message, problem.fix) from problem


def _error(kind: str, message: str, fix: str) -> forms.ValidationError:
    # A percent sign in the message is a percent sign.
    return forms.ValidationError(message.replace("%", "%%"), code=kind, params={"fix": fix})
