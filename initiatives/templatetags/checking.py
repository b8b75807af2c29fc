"""What the commitment page says about the checking itself: what would change, what is late."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.timezone import localdate

from portal.templatetags.typography import big_number, cn_date

from ..corrections import sort_out
from ..enums import UNDECIDED_VERDICTS, Comparator, ScheduleState
from ..models import Commitment
from ..what_changes import Outcome, Promise, what_would_change

register = template.Library()

# Between figure and sign stands a space, between `增长` and its figure too.
SIGNED = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.INCREASE_BY)


@dataclass(frozen=True)
class Checking:
    """When it was checked, when it will be, and by how many days either is overdue."""

    last: dt.date | None
    next: dt.date | None
    check_overdue: int
    deadline_passed: int


@register.simple_tag
def checking(commitment: Commitment) -> Checking:
    """A check that was due and has been made since is not overdue."""
    today = localdate()
    last, due = commitment.last_checked, commitment.next_check
    missed = due is not None and due < today and (last is None or last < due)
    undecided = commitment.verdict in UNDECIDED_VERDICTS
    passed = undecided and commitment.schedule == ScheduleState.OVERDUE
    return Checking(
        last,
        due,
        (today - due).days if missed else 0,
        (today - commitment.deadline).days if passed else 0,
    )


@dataclass(frozen=True)
class Corrections:
    """Of the articles that print the sentence."""

    own: list[Any]
    others: list[Any]


@register.simple_tag
def corrections(commitment: Commitment) -> Corrections:
    """Those that speak of it, and what else was corrected there; one query."""
    return Corrections(*sort_out(commitment, commitment.corrections))


@register.simple_tag
def outcomes(commitment: Commitment) -> list[Outcome]:
    """What would change the verdict, in words of the promise itself."""
    deadline = commitment.deadline
    return what_would_change(
        Promise(
            commitment.verdict,
            number=number_words(commitment),
            deadline=cn_date(deadline),
            overdue=deadline is not None and deadline < localdate(),
            metric=commitment.metric,
        )
    )


def number_words(commitment: Commitment) -> str:
    """`≥ 500万辆`, `增长 50%`, `60台`; empty without a number."""
    if not commitment.has_number:
        return ""
    figure = f"{big_number(commitment.target)}{commitment.unit}"
    if commitment.comparator in SIGNED:
        return f"{commitment.get_comparator_display()} {figure}"
    return figure
