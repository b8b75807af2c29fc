"""Expressions that several tables share."""

import datetime as dt
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat
from django.utils.timezone import localtime

__all__ = [
    "BETWEEN",
    "first_of_each",
    "how_many",
    "if_live",
    "pairs",
    "second_of_each",
    "to_local",
]

BETWEEN, AFTER = "\t", "\n"


class Joined(Aggregate):
    """Texts of several rows as one, in no order."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s)"
    output_field = TextField()

    def __init__(self, expression: Any) -> None:
        super().__init__(expression, Value(AFTER))

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list]:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)


def pairs(rows: QuerySet, owner: str, name: str, title: str) -> Subquery:
    """Of the rows of each `owner`, both fields as one text: for `first_of_each` and the other."""
    both = Concat(F(name), Value(BETWEEN), F(title), output_field=TextField())
    return Subquery(rows.order_by().values(owner).annotate(joined=Joined(both)).values("joined"))


def first_of_each(text: str | None) -> list[str]:
    return [name for name, _title in _split(text)]


def second_of_each(text: str | None) -> list[str]:
    return [title for _name, title in _split(text)]


def _split(text: str | None) -> list[list[str]]:
    return sorted(pair.split(BETWEEN, 1) for pair in text.split(AFTER)) if text else []


def how_many(rows: QuerySet, owner: str) -> Coalesce:
    """How many rows belong to each `owner`."""
    counted = rows.order_by().values(owner).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def if_live(link: str, name: str) -> Case:
    """A field of what it leads to; nothing of what readers can't see."""
    return Case(
        When(**{f"{link}__live": True}, then=F(f"{link}__{name}")),
        default=Value(None),
        output_field=CharField(),
    )


def to_local(moment: dt.datetime | None) -> dt.datetime | None:
    """In the newsroom's own time."""
    return localtime(moment).replace(microsecond=0) if moment else None
