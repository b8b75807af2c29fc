"""What parties promised, reported and were verified to have done, summed without counting twice.

Plain Python. Three things would count a number twice, and each has a rule:

- a party that says its number again: only the newest statement counts;
- an association and its member: the association's number contains the member's;
- two associations that share a member: nobody knows what both contain, so the larger stands alone.

Each rule is applied to each column by itself: where an association promised but did not report,
what its members reported counts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

__all__ = ["Column", "LeftOut", "Line", "Share", "Sum", "add_up"]


class Column(Enum):
    """What is summed: what was said, what was reported, what the newsroom has verified."""

    PROMISED = "promised"
    REPORTED = "reported"
    VERIFIED = "verified"


class LeftOut(Enum):
    """Why a number is not added."""

    SAID_AGAIN = "said_again"
    WITHIN = "within"
    OVERLAPS = "overlaps"


@dataclass(frozen=True)
class Share:
    """One party's statement of one number. `newest_first` orders statements of one party."""

    party: int | str
    said: tuple[Any, int]
    values: Mapping[Column, Decimal | None]
    item: Any = None
    is_replaced: bool = False


@dataclass(frozen=True)
class Line:
    """A share with what became of each of its numbers; `within` is the party that contains it."""

    share: Share
    left_out: Mapping[Column, LeftOut] = field(default_factory=dict)
    within: int | str | None = None


@dataclass(frozen=True)
class Sum:
    """The totals by column, None where nobody has a number, and how they came about."""

    totals: Mapping[Column, Decimal | None]
    lines: Sequence[Line]


def add_up(shares: Iterable[Share], members: Mapping[int | str, Collection[int | str]]) -> Sum:
    """Add each column up; `members` names the parties that each association stands for."""
    newest, older = _newest_of_each_party(shares)
    groups = {party: set(members.get(party, ())) - {party} for party in newest}
    totals: dict[Column, Decimal | None] = {}
    left_out: dict[int | str, dict[Column, LeftOut]] = {party: {} for party in newest}
    within: dict[int | str, int | str] = {}
    for column in Column:
        values = {
            party: share.values[column]
            for party, share in newest.items()
            if share.values.get(column) is not None
        }
        standing = _largest_of_overlapping(values, groups)
        for party in values:
            holder = next((one for one in standing if party in groups[one]), None)
            if holder is not None:
                left_out[party][column] = LeftOut.WITHIN
                within.setdefault(party, holder)
            elif groups[party] and party not in standing:
                left_out[party][column] = LeftOut.OVERLAPS
        counted = [value for party, value in values.items() if column not in left_out[party]]
        totals[column] = sum(counted, Decimal(0)) if counted else None
    lines = [Line(share, left_out[party], within.get(party)) for party, share in newest.items()] + [
        Line(share, dict.fromkeys(Column, LeftOut.SAID_AGAIN)) for share in older
    ]
    return Sum(totals, lines)


def _newest_of_each_party(
    shares: Iterable[Share],
) -> tuple[dict[int | str, Share], list[Share]]:
    """By party, the newest one that nothing has replaced; and all the others."""
    newest: dict[int | str, Share] = {}
    older: list[Share] = []
    for share in sorted(shares, key=lambda share: share.said, reverse=True):
        if share.is_replaced or share.party in newest:
            older.append(share)
        else:
            newest[share.party] = share
    return newest, older


def _largest_of_overlapping(
    values: Mapping[int | str, Decimal], groups: Mapping[int | str, set[int | str]]
) -> list[int | str]:
    """The associations whose number stands: the largest of those that share a member."""
    standing: list[int | str] = []
    ranked = sorted(
        (party for party in values if groups[party]),
        key=lambda party: (-values[party], str(party)),
    )
    for party in ranked:
        whole = groups[party] | {party}
        if not any(whole & (groups[other] | {other}) for other in standing):
            standing.append(party)
    return standing
