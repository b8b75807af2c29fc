"""What an address may say. A value nobody knows is put aside; the others keep their effect."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from ..subjects import Subject

__all__ = [
    "THIS_YEAR",
    "ChoicesField",
    "ObjectsField",
    "SinceField",
    "SingleField",
    "TextField",
    "YearsField",
    "since_day",
    "year_number",
]

# Relative words keep their meaning: `year=this` is another year's question on 1 January.
THIS_YEAR = "this"
YEAR_FORM = re.compile(r"[1-9][0-9]{3}")
SLUG_FORM = re.compile(r"[-\w]{1,255}", re.ASCII)
DAY_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SINCE_WORDS = {"week": _("最近七天"), "month": _("本月"), "year": _("今年")}


def year_number(value: str, today: dt.date) -> int:
    return today.year if value == THIS_YEAR else int(value)


def since_day(value: str, today: dt.date) -> dt.date:
    """The first day that `week`, `month`, `year` or a date speaks of."""
    match value:
        case "week":
            return today - dt.timedelta(days=6)
        case "month":
            return today.replace(day=1)
        case "year":
            return today.replace(month=1, day=1)
    return dt.date.fromisoformat(value)


class ValuesField(forms.Field):
    """Several values; `unknown` lists those that were put aside."""

    widget = forms.SelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"required": False})
        self.unknown: list[str] = []

    def clean(self, value: str | Iterable[str] | None) -> list[Any]:
        given = [value] if isinstance(value, str) else value or []
        values = [one for one in dict.fromkeys(map(str, given)) if one.strip()]
        found = self.known(values)
        self.unknown = [one for one in values if one not in found]
        return list(dict.fromkeys(found.values()))

    def known(self, values: list[str]) -> dict[str, Any]:
        """What each value means, in the order of an address."""
        raise NotImplementedError


class ChoicesField(ValuesField):
    """Words of a vocabulary."""

    def __init__(self, *, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = self.widget.choices = list(choices)

    def known(self, values: list[str]) -> dict[str, str]:
        return {value: value for value, _label in self.choices if value in values}


class ObjectsField(ValuesField):
    """Published things, by the present or a former name in their address."""

    def __init__(self, *, subject: Subject, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.subject = subject

    @property
    def missing(self) -> list[str]:
        """Of the unknown values, names that could be somebody's."""
        return [value for value in self.unknown if SLUG_FORM.fullmatch(value)]

    def known(self, values: list[str]) -> dict[str, Model]:
        slugs = [value for value in values if SLUG_FORM.fullmatch(value)]
        return self.subject.known(slugs) if slugs else {}


class YearsField(ValuesField):
    """Years, and `this` one."""

    def known(self, values: list[str]) -> dict[str, str]:
        return {
            value: value
            for value in sorted(values)
            if value == THIS_YEAR or YEAR_FORM.fullmatch(value)
        }


class SingleField(ChoicesField):
    """One word of a vocabulary, or nothing: the last that is known."""

    widget = forms.Select

    def clean(self, value: str | Iterable[str] | None) -> str:
        return next(reversed(super().clean(value)), "")


class SinceField(SingleField):
    """A word for a stretch of time until today, or the day it began."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=SINCE_WORDS.items(), **kwargs)

    def known(self, values: list[str]) -> dict[str, str]:
        return {value: value for value in values if value in SINCE_WORDS or _is_day(value)}


def _is_day(value: str) -> bool:
    try:
        return bool(DAY_FORM.fullmatch(value)) and bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


class TextField(forms.CharField):
    """Words to look for; too many are not looked for at all."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"required": False})
        self.longest = longest
        self.unknown: list[str] = []

    def clean(self, value: str | None) -> str:
        text = super().clean(value)
        self.unknown = [text] if len(text) > self.longest else []
        return "" if self.unknown else text
