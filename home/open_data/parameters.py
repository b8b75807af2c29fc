"""The filters as they are explained to people and to programs; taken from the ledger's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from initiatives.ledger import LONGEST_TEXT, SINGLE, LedgerFilterSet
from initiatives.models import Commitment

__all__ = ["SLUG", "Parameter", "parameters"]

SLUG = {"pattern": "^[-a-zA-Z0-9_]{1,255}$"}
# Of filters that take no word of a vocabulary: what they take, and its form.
FREE: dict[str, tuple[str, dict[str, Any]]] = {
    "topic": ("主题表的 slug", SLUG),
    "organisation": ("机构表的 slug", SLUG),
    "initiative": ("行动档案表的 slug", SLUG),
    "speaker": ("人物表的 slug", SLUG),
    "year": ("四位年份，或 this（今年）", {"pattern": "^([1-9][0-9]{3}|this)$"}),
    "since": (
        "week（最近七天）、month（本月）、year（今年），或一个日子如 2026-01-31",
        {"anyOf": [{"enum": ["week", "month", "year"]}, {"format": "date"}]},
    ),
    "q": (
        f"要找的字，至多 {LONGEST_TEXT} 字；几个词都要有，引号里的连着找",
        {"minLength": 1, "maxLength": LONGEST_TEXT},
    ),
}


@dataclass(frozen=True)
class Parameter:
    """`values`: words that it takes, with their labels; else `form` says what it takes."""

    name: str
    label: str
    about: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    is_single: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """In the words of JSON Schema."""
        one = {"type": "string"} | ({"enum": list(self.values)} if self.values else {}) | self.form
        return one if self.is_single else {"type": "array", "items": one, "minItems": 1}

    @property
    def description(self) -> str:
        words = "，".join(f"{word}＝{label}" for word, label in self.values.items())
        sentences = [self.label, self.about, words, "" if self.is_single else "可以给几个"]
        return "；".join(filter(None, sentences))


def parameters() -> list[Parameter]:
    """Every filter of the ledger, in its order."""
    form = LedgerFilterSet(QueryDict(), Commitment.objects.none()).form
    found = []
    for name, one in form.fields.items():
        about, limits = FREE.get(name, ("", {}))
        words = {} if name in FREE else {word: str(label) for word, label in one.choices}
        found.append(Parameter(name, str(one.label), about, words, limits, name in SINGLE))
    return found
