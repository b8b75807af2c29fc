"""The files described for programs: a Data Package of Frictionless (datapackage.json)."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.timezone import make_aware

from portal.addresses import absolute_url

from .about import About
from .columns import Column, Kind, Table
from .tables import TABLES
from .writing import ABOUT_COLUMNS

__all__ = ["data_package"]

# What this form of description has no word for.
TYPES = {Kind.WORDS: "string", Kind.ADDRESS: "string"}
ABOUT_FIELDS = {
    "data_licence": ("string", "数据许可", "别人可以怎样使用。"),
    "data_as_of": ("date", "数据截至", "取数的日子，北京时间。"),
    "data_filter": ("string", "筛选", "取数时的参数；空的是全部公开的数据。"),
}


def data_package(about: About) -> dict[str, Any]:
    """Every table as CSV, under the filter that was asked for."""
    named = {"title": about.licence, "path": about.licence_url}
    licence = {name: value for name, value in named.items() if value}
    package = {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "commitments-open-data",
        "title": f"{about.newsroom}：承诺簿开放数据",
        "description": "谁在什么时候说了什么、多少、何时，出处，编辑部怎样判定，凭什么。",
        "homepage": absolute_url(reverse("open_data")),
        "created": make_aware(dt.datetime.combine(about.as_of, dt.time.min)).isoformat(),
        "resources": [_resource(table, about) for table in TABLES.values()],
    }
    return package | ({"licenses": [licence]} if licence else {})


def _resource(table: Table, about: About) -> dict[str, Any]:
    # A part of the record may lack what it refers to.
    links = [] if about.filter else _foreign_keys(table)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.about,
        "path": about.address_of(table, "csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [*map(_field, table.columns), *map(_about_field, ABOUT_COLUMNS)],
            "primaryKey": [table.key.name],
            "missingValues": [""],
            **({"foreignKeys": links} if links else {}),
        },
    }


def _foreign_keys(table: Table) -> list[dict[str, Any]]:
    """What its values are found in."""
    return [
        {
            "fields": [column.name],
            "reference": {
                "resource": "" if column.refers_to[0] == table.name else column.refers_to[0],
                "fields": [column.refers_to[1]],
            },
        }
        for column in table.columns
        if column.refers_to
    ]


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.is_required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "type": TYPES.get(column.kind, column.kind.value),
    }
    if column.kind == Kind.ADDRESS:
        field["format"] = "uri"
    if column.kind == Kind.MOMENT:
        field["format"] = "any"
    if text := _description(column):
        field["description"] = text
    return field | ({"constraints": constraints} if constraints else {})


def _description(column: Column) -> str:
    sentences = [column.about]
    if column.kind == Kind.WORDS:
        sentences.append("几项之间用 ; 隔开。")
    if column.choices:
        words = "，".join(f"{word}＝{label}" for word, label in column.choices.items())
        sentences.append(f"取值：{words}。")
    return "".join(sentences)


def _about_field(name: str) -> dict[str, str]:
    kind, title, text = ABOUT_FIELDS[name]
    return {"name": name, "title": title, "type": kind, "description": text}
