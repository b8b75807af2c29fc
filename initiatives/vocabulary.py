"""The method and its history: what the methodology page explains, and every change to it.

A change to the words or their meanings needs a new `Edition` on top, dated and described; a test
compares `digest()` with the newest one. Each verdict records the edition it was made under.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .enums import CommitmentKind, EvidenceLevel, ScheduleState, Shift, Verdict

__all__ = ["EDITIONS", "VOCABULARY", "Edition", "digest", "method_on"]

# What the methodology page explains: heading, choices with a description each.
VOCABULARY: tuple[tuple[str | Promise, type[models.Choices]], ...] = (
    (_("判定"), Verdict),
    (_("期限"), ScheduleState),
    (_("依据等级"), EvidenceLevel),
    (_("承诺类型"), CommitmentKind),
    (_("前后两次说法"), Shift),
)


@dataclass(frozen=True)
class Edition:
    """One state of the method: from which day, and what changed."""

    number: str
    since: dt.date
    changes: str | Promise
    digest: str = ""


def digest() -> str:
    """Of every word of the vocabulary and its meaning, in the language it is written in."""
    with override("zh-hans"):
        words = [
            (str(heading), [(str(one.value), str(one.label), one.description) for one in choices])
            for heading, choices in VOCABULARY
        ]
    return hashlib.sha256(repr(words).encode()).hexdigest()[:16]


# The newest first. Older ones keep the digest they had; those before it was kept have none.
EDITIONS = (
    Edition(
        "1.2",
        dt.date(2026, 11, 23),
        _("每次判定公开提出与核准者的角色、所依照的方法版本；依据可附存档；写明怎样会改变判定。"),
        "1c49db155e41d022",
    ),
    Edition(
        "1.1",
        dt.date(2026, 11, 23),
        _("增加“前后两次说法”：同一位承诺人改了数字或期限，并列刊出，判定不因此改动。"),
    ),
    Edition(
        "1.0",
        dt.date(2026, 11, 22),
        _("首次公布：十种判定、七种期限状态、五级依据、五类承诺。"),
    ),
)


def method_on(day: dt.date) -> str:
    """The number of the edition in force on a day; empty before the first."""
    return next((one.number for one in EDITIONS if one.since <= day), "")
