"""修订记录: what changed in the method (by code) and in its text (by editors), in one list."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from initiatives.vocabulary import EDITIONS

__all__ = ["Change", "change_log"]


@dataclass(frozen=True)
class Change:
    """One change as readers see it; `anchor` is where verdicts of that edition lead to."""

    on: dt.date
    part: str
    version: str
    text: str
    anchor: str = ""


def change_log(changes: Iterable[Any]) -> list[Change]:
    """Editions of the method and an editor's notes, the newest first; of one day, the method's."""
    method = [
        Change(one.since, _("词汇与规则"), one.number, str(one.changes), f"method-{one.number}")
        for one in EDITIONS
    ]
    text = [
        Change(one.changed_on, _("说明文字"), one.version, one.text)
        for one in reversed(list(changes))
    ]
    return sorted([*method, *text], key=lambda change: change.on, reverse=True)
