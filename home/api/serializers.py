"""The shape of every answer, made from the tables of the open data."""

from functools import cache
from typing import Any

from rest_framework import serializers

from home.open_data.columns import Column, Kind, Row, Table
from home.open_data.tables import TABLES
from home.open_data.writing import json_value

__all__ = ["ErrorsSerializer", "detail_serializer", "list_serializer", "record", "row_serializer"]

FIELDS = {
    Kind.TEXT: serializers.CharField,
    Kind.ADDRESS: serializers.URLField,
    Kind.INTEGER: serializers.IntegerField,
    Kind.NUMBER: serializers.FloatField,
    Kind.BOOLEAN: serializers.BooleanField,
    Kind.DATE: serializers.DateField,
    Kind.MOMENT: serializers.DateTimeField,
}


class ErrorsSerializer(serializers.Serializer):
    """What was wrong."""

    errors = serializers.ListField(child=serializers.CharField(), help_text="哪里不对，怎样改。")


def record(table: Table, row: Row) -> dict[str, Any]:
    """One row as it goes out."""
    names = (column.name for column in table.columns)
    return dict(zip(names, map(json_value, row), strict=True))


@cache
def row_serializer(table: Table) -> type[serializers.Serializer]:
    fields = {column.name: _field(column) for column in table.columns}
    return type(_name(table), (serializers.Serializer,), fields | {"__doc__": table.about})


def detail_serializer(table: Table, nested: tuple[str, ...]) -> type[serializers.Serializer]:
    """With the rows of other tables that belong to it."""
    fields = {name: row_serializer(TABLES[name])(many=True) for name in nested}
    name = f"{_name(table)}Detail"
    return type(name, (row_serializer(table),), fields | {"__doc__": table.about})


def list_serializer(table: Table) -> type[serializers.Serializer]:
    fields = {
        "count": serializers.IntegerField(help_text="共多少条。"),
        "next": serializers.CharField(allow_null=True, help_text="下一页的地址。"),
        "previous": serializers.CharField(allow_null=True, help_text="上一页的地址。"),
        "as_of": serializers.DateField(help_text="取数的日子，北京时间。"),
        "licence": serializers.CharField(allow_blank=True, help_text="数据许可。"),
        "results": row_serializer(table)(many=True),
    }
    return type(f"{_name(table)}List", (serializers.Serializer,), fields)


def _name(table: Table) -> str:
    return table.model.__name__.removesuffix("Page")


def _field(column: Column) -> serializers.Field:
    told = {
        "allow_null": not column.is_required,
        "help_text": "。".join(filter(None, [column.title, column.about.rstrip("。")])),
    }
    if column.kind == Kind.WORDS:
        return serializers.ListField(child=serializers.CharField(), help_text=told["help_text"])
    if column.choices:
        return serializers.ChoiceField(choices=list(column.choices.items()), **told)
    return FIELDS[column.kind](**told)
