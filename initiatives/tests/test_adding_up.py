"""No number is counted twice, whoever says it."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from initiatives.adding_up import Column, LeftOut, Share, add_up

PORT, SHIPPER, YARD, ASSOCIATION, OTHER = "港", "船", "场", "协会", "另一协会"


def share(party, promised=None, reported=None, verified=None, day=1, **fields) -> Share:
    numbers = (promised, reported, verified)
    values = {
        column: None if number is None else Decimal(number)
        for column, number in zip(Column, numbers, strict=True)
    }
    return Share(party, (dt.date(2025, 1, day), day), values, **fields)


def totals(*shares, **members) -> list[Decimal | None]:
    return list(add_up(shares, members).totals.values())


def left_out(result, party) -> dict:
    return next(line.left_out for line in result.lines if line.share.party == party)


def test_what_different_parties_said_is_added():
    assert totals(share(PORT, 40, 20), share(SHIPPER, 10, 5, 5)) == [50, 25, 5]


def test_nobody_has_a_number_and_nothing_is_two_things():
    assert totals() == [None, None, None]
    assert totals(share(PORT, 40, 0)) == [40, 0, None]


def test_a_party_that_says_it_again_counts_once_with_its_newest_words():
    result = add_up([share(PORT, 40, day=1), share(PORT, 30, day=2)], {})
    assert result.totals[Column.PROMISED] == 30
    assert left_out(result, PORT) == {}
    assert result.lines[-1].left_out[Column.PROMISED] is LeftOut.SAID_AGAIN


def test_what_was_replaced_does_not_come_back():
    assert totals(share(PORT, 40, 38, 38, is_replaced=True)) == [None, None, None]


def test_an_association_contains_its_members():
    result = add_up(
        [share(ASSOCIATION, 56), share(PORT, 40), share(YARD, 7)], {ASSOCIATION: [PORT]}
    )
    assert result.totals[Column.PROMISED] == 63
    assert left_out(result, PORT) == {Column.PROMISED: LeftOut.WITHIN}
    assert next(line.within for line in result.lines if line.share.party == PORT) == ASSOCIATION


def test_each_column_is_added_by_itself():
    """The association reported nothing verified, so what its member was verified for counts."""
    result = add_up([share(ASSOCIATION, 56, 44), share(PORT, 40, 38, 38)], {ASSOCIATION: [PORT]})
    assert list(result.totals.values()) == [56, 44, 38]
    assert Column.VERIFIED not in left_out(result, PORT)


def test_of_associations_that_share_a_member_the_larger_stands():
    members = {ASSOCIATION: [PORT, SHIPPER], OTHER: [SHIPPER, YARD]}
    result = add_up([share(ASSOCIATION, 50), share(OTHER, 30), share(YARD, 7)], members)
    assert result.totals[Column.PROMISED] == 57
    assert left_out(result, OTHER) == {Column.PROMISED: LeftOut.OVERLAPS}
    assert left_out(result, YARD) == {}


def test_associations_without_a_common_member_are_added():
    members = {ASSOCIATION: [PORT], OTHER: [YARD]}
    assert totals(share(ASSOCIATION, 50), share(OTHER, 30), **members)[0] == 80


def test_an_association_among_its_own_members_is_no_member():
    assert totals(share(ASSOCIATION, 50), **{ASSOCIATION: [ASSOCIATION]})[0] == 50


parties = st.sampled_from([PORT, SHIPPER, YARD, ASSOCIATION, OTHER])
statements = st.lists(st.tuples(parties, st.integers(0, 100)), max_size=12)
memberships = st.dictionaries(
    st.sampled_from([ASSOCIATION, OTHER]), st.sets(st.sampled_from([PORT, SHIPPER, YARD]))
)


@given(statements, memberships)
def test_the_sum_is_what_the_lines_say_and_no_member_is_in_it_twice(said, members):
    shares = [share(party, number, day=day) for day, (party, number) in enumerate(said, 1)]
    result = add_up(shares, members)
    counted = [line.share for line in result.lines if Column.PROMISED not in line.left_out]
    assert sum(one.values[Column.PROMISED] for one in counted) == (
        result.totals[Column.PROMISED] or 0
    )
    covered = [party for one in counted for party in {one.party, *members.get(one.party, ())}]
    assert len(covered) == len(set(covered))
    assert len(result.lines) == len(shares)
