"""What of an object can be searched, as text."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Manager, Model
from django.utils.encoding import force_str
from wagtail.search import index

from .fields import SoundField
from .folding import fold

__all__ = ["Contents", "has_drafts", "is_public", "read"]

# A field with this boost or more is what an object is called by; Wagtail gives it to titles.
HEADING_BOOST = 2


@dataclass(frozen=True)
class Contents:
    """All folded.

    `heading`: what it is called, written and read aloud, each between line ends; `text`:
    everything; `suggest`: what is completed while typing; `sounds`: forms of pinyin, a blank
    before each. Of equally good hits the newest `day` comes first.
    """

    heading: str
    text: str
    suggest: str
    sounds: str
    day: dt.date | None


def has_drafts(model: type[Model]) -> bool:
    """Whether rows of it may be unpublished."""
    return any(field.name == "live" for field in model._meta.get_fields())


def is_public(instance: Model) -> bool:
    """Whether the row's words have been published; what has no drafts always is."""
    return not has_drafts(type(instance)) or instance.live


def read(instance: Model) -> Contents:
    """By the model's `search_fields`; `search_day`, where it has one, dates it."""
    headings, texts, suggestions, sounds, own = [], [], [], [], []
    for field, value in _values(instance, instance.get_search_fields()):
        if isinstance(field, SoundField):
            sounds.append(value)
            own += [value] if (field.boost or 0) >= HEADING_BOOST else []
            continue
        if isinstance(field, index.AutocompleteField):
            suggestions.append(value)
        elif (field.boost or 0) >= HEADING_BOOST:
            headings.append(value)
        texts.append(value)
    spoken = fold(" ".join(sounds))
    return Contents(
        heading="\n".join(["", *_once(headings), *_once(own), ""]),
        text="\n".join(_once([*headings, *texts])),
        suggest="\n".join(_once(suggestions)),
        sounds=f" {spoken}" if spoken else "",
        day=getattr(instance, "search_day", None),
    )


def _once(values: Iterable[str]) -> list[str]:
    """Folded, without the empty and the repeated."""
    return [value for value in dict.fromkeys(map(fold, values)) if value]


def _values(
    instance: Model, fields: Iterable[index.BaseField]
) -> Iterator[tuple[index.BaseField, str]]:
    for field in fields:
        if isinstance(field, index.RelatedFields):
            for related in _related(field.get_value(instance)):
                yield from _values(related, field.fields)
        elif isinstance(field, index.SearchField | index.AutocompleteField):
            yield field, _as_text(field.get_value(instance))


def _related(value: Any) -> Iterable[Model]:
    if value is None:
        return []
    return value.all() if isinstance(value, Manager) else [value]


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(map(_as_text, value))
    if isinstance(value, dict):
        return "\n".join(map(_as_text, value.values()))
    return force_str(value)
