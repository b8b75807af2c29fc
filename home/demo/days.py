"""Days of the fictional set, reckoned from the day it is loaded, and how a newspaper says them."""

import calendar
import datetime as dt
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Days", "month_end", "quarter_end", "say_day", "say_month", "say_quarter"]

QUARTERS = "一二三四"


def month_end(day: dt.date, months: int = 0) -> dt.date:
    """The last day of the month that lies `months` after `day`'s."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def quarter_end(day: dt.date) -> dt.date:
    """The last day of the quarter that `day` is in."""
    return month_end(day, (-day.month) % 3)


def say_day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def say_month(day: dt.date) -> str:
    return f"{day.year}年{day.month}月"


def say_quarter(day: dt.date) -> str:
    return f"{day.year}年第{QUARTERS[(day.month - 1) // 3]}季度"


@dataclass(frozen=True)
class Days:
    """Every day that the fictional articles and commitments share."""

    today: dt.date

    def ago(self, days: int) -> dt.date:
        return self.today - dt.timedelta(days=days)

    @cached_property
    def table(self) -> dt.date:
        """The fictional roundtable."""
        return self.ago(400)

    @cached_property
    def return_visit(self) -> dt.date:
        """The same people, asked again a year later."""
        return self.ago(45)

    def after_table(self, days: int) -> dt.date:
        return self.table + dt.timedelta(days=days)

    @cached_property
    def shore_power(self) -> dt.date:
        return month_end(self.today, 5)

    @cached_property
    def shore_power_again(self) -> dt.date:
        return month_end(self.today, 14)

    @cached_property
    def shore_sockets(self) -> dt.date:
        return month_end(self.today, 1)

    @cached_property
    def data_interface(self) -> dt.date:
        return month_end(self.today, -3)

    @cached_property
    def berths(self) -> dt.date:
        return dt.date(self.today.year + 1, 12, 31)

    @cached_property
    def in_three_years(self) -> dt.date:
        return month_end(self.table, 36)

    @cached_property
    def output(self) -> dt.date:
        return dt.date(self.today.year + 1, 12, 31)

    @cached_property
    def viaduct(self) -> dt.date:
        return self.ago(130)

    @cached_property
    def standard(self) -> dt.date:
        return quarter_end(self.after_table(150))

    @cached_property
    def trains(self) -> dt.date:
        return month_end(self.table, 12)

    @cached_property
    def trucks(self) -> dt.date:
        return month_end(self.today, -2)

    @cached_property
    def cold_chain(self) -> dt.date:
        return month_end(self.today, 1)

    @cached_property
    def answers(self) -> dt.date:
        return month_end(self.today, -1)

    @cached_property
    def newcomers(self) -> dt.date:
        return dt.date(self.today.year + 2, 12, 31)

    @cached_property
    def remote_driving(self) -> dt.date:
        return dt.date(self.today.year + 1, 12, 31)
