"""What a table and a column are; plain descriptions from which every form of output is made."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from operator import itemgetter
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.expressions import Combinable

from initiatives.asking import Asked

__all__ = ["Column", "Kind", "Row", "Table"]

Row = tuple[Any, ...]


class Kind(StrEnum):
    """What sort of value a column holds; the words are those of Frictionless, save two."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "datetime"
    ADDRESS = "uri"
    # Several words: in a table without nesting they stand in one cell.
    WORDS = "list"


@dataclass(frozen=True, eq=False)
class Column:
    """One column: its name for machines and for people, and where its value comes from.

    `source` is a lookup or an expression, or several; `read` makes the value of what was found
    (one argument for each source). `choices` are words of the vocabulary with their labels.
    """

    name: str
    title: str
    about: str = ""
    kind: Kind = Kind.TEXT
    source: str | Combinable | tuple[str | Combinable, ...] = ""
    read: Callable[..., Any] | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = False
    # Table and column that its values are found in.
    refers_to: tuple[str, str] | None = None

    @cached_property
    def sources(self) -> tuple[str | Combinable, ...]:
        source = self.source or self.name
        return source if isinstance(source, tuple) else (source,)

    def label(self, value: Any) -> Any:
        """As people read it: words of the vocabulary in Chinese."""
        return str(self.choices.get(value, value)) if self.choices and value else value


@dataclass(frozen=True, eq=False)
class Table:
    """One table; its first column names each row.

    `public`: all rows that every reader may see. `asked`: those of them that an address asks for.
    """

    name: str
    title: str
    about: str
    model: type[Model]
    columns: tuple[Column, ...]
    public: Callable[[], QuerySet]
    asked: Callable[[QuerySet, Asked], QuerySet]
    order: tuple[str, ...] = ()

    @property
    def key(self) -> Column:
        return self.columns[0]

    def rows_for(self, asked: Asked) -> QuerySet:
        """Everything, or what belongs to the commitments asked for."""
        rows = self.asked(self.public(), asked)
        return rows.order_by(*self.order) if self.order else rows

    @cached_property
    def sources(self) -> list[str | Combinable]:
        """Of all columns, each once."""
        return list(dict.fromkeys(one for column in self.columns for one in column.sources))

    def values_of(self, rows: QuerySet, *besides: str) -> QuerySet:
        """The rows as tuples of what the database knows: one query, however they are read.

        `besides` come last, for the caller's own use.
        """
        named = {
            f"open_{number}": source
            for number, source in enumerate(self.sources)
            if not isinstance(source, str)
        }
        lookups = [
            source if isinstance(source, str) else f"open_{number}"
            for number, source in enumerate(self.sources)
        ]
        return rows.annotate(**named).values_list(*lookups, *besides)

    def pick(self, keys: list[int]) -> list[Row]:
        """These rows, in this order: what else there is costs nothing."""
        found = {row[-1]: row for row in self.values_of(self.public().filter(pk__in=keys), "pk")}
        return [found[key] for key in keys if key in found]

    def read(self, found: Iterable[Row]) -> Iterator[Row]:
        """What is told of each, in the order of the columns; None where there is nothing."""
        plan = [
            (column.read, itemgetter(*map(self.sources.index, column.sources)))
            for column in self.columns
        ]
        several = [len(column.sources) > 1 for column in self.columns]
        for row in found:
            told = (
                pick(row) if read is None else read(*pick(row)) if many else read(pick(row))
                for (read, pick), many in zip(plan, several, strict=True)
            )
            yield tuple(None if value == "" else value for value in told)
