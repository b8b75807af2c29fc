"""What stands in every file beside its rows: whose it is, what it is, under which terms."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.timezone import localdate

from home.models import NewsroomSettings
from initiatives.asking import Asked
from portal.addresses import absolute_url

from .columns import Table

__all__ = ["FORMATS", "About", "file_address"]

# What each form of a file is called, by the end of its name.
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_address(table: str, form: str, filter_: str = "") -> str:
    """Where a file is, whole."""
    address = absolute_url(reverse("open_data_file", args=[table, form]))
    return f"{address}?{filter_}" if filter_ else address


@dataclass(frozen=True)
class About:
    """`filter`: parameters as in the ledger's addresses; empty for everything public."""

    newsroom: str
    licence: str
    licence_url: str
    as_of: dt.date
    filter: str

    @classmethod
    def of(cls, asked: Asked) -> Self:
        newsroom = NewsroomSettings.load()
        return cls(
            newsroom=newsroom.name,
            licence=newsroom.data_licence,
            licence_url=newsroom.data_licence_url,
            as_of=localdate(),
            filter=asked.filter,
        )

    @property
    def in_the_ledger(self) -> str:
        """Where readers see what was asked for."""
        address = absolute_url(reverse("commitment_list"))
        return f"{address}?{self.filter}" if self.filter else address

    def address_of(self, table: Table, form: str) -> str:
        return file_address(table.name, form, self.filter)
