"""An initiative's numbers against what was promised, reported and verified for it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .adding_up import Column, Line, Share, Sum, add_up
from .enums import Comparator
from .models import Commitment, Goal, InitiativePage, Membership

__all__ = ["Bar", "CityTarget", "city_targets"]

# A level to be reached adds up; a ceiling and a percentage of growth do not.
ADDABLE = (Comparator.AT_LEAST, Comparator.EQUAL)


@dataclass(frozen=True)
class Bar:
    """One column of the picture, in thousandths of its width; None where nobody has a number."""

    column: Column
    total: Decimal | None
    width: float


@dataclass(frozen=True)
class CityTarget:
    """One goal with a number, and the sums towards it."""

    goal: Goal
    sum: Sum

    @property
    def lines(self) -> list[Line]:
        return list(self.sum.lines)

    @property
    def scale(self) -> Decimal:
        """What the whole width stands for."""
        return max([self.goal.target, *filter(None, self.sum.totals.values())])

    @property
    def target_x(self) -> float:
        return self._share(self.goal.target)

    @property
    def bars(self) -> list[Bar]:
        totals = self.sum.totals
        return [Bar(column, totals[column], self._share(totals[column])) for column in Column]

    def _share(self, value: Decimal | None) -> float:
        return round(float((value or 0) * 1000 / self.scale), 1)


def city_targets(page: InitiativePage) -> list[CityTarget]:
    """Every goal of the page that has a number; two queries more when there is one."""
    goals = [goal for goal in page.goals.all() if goal.target is not None]
    if not goals:
        return []
    commitments = (
        page.commitments.public()
        .filter(target__isnull=False, comparator__in=ADDABLE)
        .select_related("organisation", "speaker", "successor")
        .with_latest_report()
        .with_verified_value()
    )
    by_metric: dict[tuple[str, str], list[Commitment]] = defaultdict(list)
    for commitment in commitments:
        by_metric[_key(commitment)].append(commitment)
    members = _members_of(
        {row.organisation_id for rows in by_metric.values() for row in rows} - {None}
    )
    return [
        CityTarget(
            goal,
            add_up(
                [
                    _share(commitment)
                    for commitment in by_metric[_key(goal)]
                    if commitment.pk != goal.stated_in_id
                ],
                members,
            ),
        )
        for goal in goals
    ]


def _key(numbered: Goal | Commitment) -> tuple[str, str]:
    """What makes two numbers addable: the same metric in the same unit."""
    return "".join(numbered.metric.split()), "".join(numbered.unit.split())


def _share(commitment: Commitment) -> Share:
    """Whoever it speaks for is the party: the organisation, or the speaker alone."""
    successor: Any = getattr(commitment, "successor", None)
    return Share(
        party=commitment.organisation_id or f"speaker-{commitment.speaker_id}",
        said=(commitment.said_on, commitment.pk),
        values={
            Column.PROMISED: commitment.target,
            Column.REPORTED: commitment.latest_value,
            Column.VERIFIED: commitment.verified_value,
        },
        item=commitment,
        is_replaced=successor is not None and successor.live,
    )


def _members_of(organisations: Collection[int]) -> dict[int, set[int]]:
    """Today's members of those that are associations."""
    members: dict[int, set[int]] = defaultdict(set)
    rows = Membership.objects.current().filter(association__in=organisations)
    for association, member in rows.values_list("association_id", "member_id"):
        members[association].add(member)
    return members
