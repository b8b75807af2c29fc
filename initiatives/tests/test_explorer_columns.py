"""Counting from memory: right, and quick enough for a hundred thousand rows."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from initiatives.ledger.columns import Columns, Things, Words, all_of, how_many

WORDS = st.lists(st.sampled_from(["", "kept", "behind", "stalled"]), max_size=30)


@given(words=WORDS, chosen=st.sets(st.sampled_from(["kept", "behind", "nowhere"])))
def test_words_are_counted_as_one_would_by_hand(words, chosen):
    column = Words(words)
    mask = column.mask(chosen)
    assert [place for place, meant in enumerate(mask) if meant] == [
        place for place, word in enumerate(words) if word in chosen
    ]
    every = all_of([], len(words))
    assert column.counts(every) == {word: words.count(word) for word in set(words) - {""}}
    assert sum(column.counts(mask).values()) == how_many(mask)


@given(rows=st.lists(st.sets(st.integers(1, 5)), max_size=20), chosen=st.sets(st.integers(1, 6)))
def test_things_are_counted_as_one_would_by_hand(rows, chosen):
    pairs = [(thing, place) for place, things in enumerate(rows) for thing in things]
    column = Things(len(rows), pairs)
    mask = column.mask(chosen)
    assert [bool(meant) for meant in mask] == [bool(things & chosen) for things in rows]
    assert column.counts(mask) == {
        thing: sum(thing in things and bool(things & chosen) for things in rows)
        for thing in set().union(*rows)
    }


def test_a_hundred_thousand_rows_are_counted_in_a_moment():
    """50 ms on a quiet machine; a test's machine is busy, half a second would be another way."""
    size, chance = 100_000, random.Random(1)
    words = [str(number) for number in range(10)]
    facets = {name: Words(chance.choices(words, k=size)) for name in "abcdefg"}
    for name, most in (("speaker", 5000), ("organisation", 2500), ("topic", 60), ("plan", 500)):
        places = range(size)
        facets[name] = Things(size, ((chance.randrange(most), place) for place in places))
    columns = Columns(range(size), facets, [], {}, {})
    mask = columns.all_of(facets["a"].mask(words[1:]), facets["b"].mask(words[2:]))
    assert 0.6 * size < how_many(mask) < 0.8 * size

    def count() -> float:
        start = time.perf_counter()
        for column in facets.values():
            column.counts(mask)
        return time.perf_counter() - start

    count()
    assert min(count() for _ in range(5)) < 0.15
