"""A table in columns, in memory: what a hundred thousand rows can be counted from.

A mask says which rows are meant: one byte a row, 0xFF for yes. Masks are put together, and the
bytes of a column counted, by C code: all counts of a page cost some milliseconds where a database
would take half a second.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, islice

__all__ = ["Column", "Columns", "Mask", "Things", "Words", "all_of", "how_many", "since"]

Mask = bytes
YES, NO = b"\xff", b"\x00"
CODES = 256
OPPOSITE = bytes(reversed(range(CODES)))


def all_of(masks: Iterable[Mask], size: int) -> Mask:
    """The rows that every one of them means; without any, all rows."""
    meant = int.from_bytes(YES * size, "big")
    for mask in masks:
        meant &= int.from_bytes(mask, "big")
    return meant.to_bytes(size, "big")


class Words:
    """A column of few different words, one byte each; 0 stands for none."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = sorted(set(words) - {""})[: CODES - 1]
        codes = {word: code for code, word in enumerate(self.words, 1)}
        self.codes = bytes([codes.get(word, 0) for word in words])

    def mask(self, chosen: Iterable[str]) -> Mask:
        wanted = set(chosen)
        table = b"".join([NO, *(YES if word in wanted else NO for word in self.words)])
        return self.codes.translate(table.ljust(CODES, NO))

    def counts(self, mask: Mask) -> dict[str, int]:
        meant = all_of([self.codes, mask], len(mask))
        return {word: meant.count(code) for code, word in enumerate(self.words, 1)}


class Things:
    """A column that names things by their keys: none, one or several a row, of very many.

    `layers`: the first thing of each row, then the second of those that have one, and so on; what
    a mask means of a layer is counted at the cost of what is meant.
    """

    def __init__(self, size: int, pairs: Iterable[tuple[int, int]]) -> None:
        """`pairs`: key of the thing, place of the row."""
        self.size = size
        self.places: dict[int, list[int]] = {}
        self.layers: list[list[int | None]] = []
        depths = [0] * size
        for thing, place in pairs:
            self.places.setdefault(thing, []).append(place)
            depth = depths[place]
            if depth == len(self.layers):
                self.layers.append([None] * size)
            self.layers[depth][place] = thing
            depths[place] += 1

    def mask(self, chosen: Iterable[int]) -> Mask:
        mask = bytearray(self.size)
        for thing in chosen:
            for place in self.places.get(thing, ()):
                mask[place] = 0xFF
        return bytes(mask)

    def counts(self, mask: Mask) -> dict[int, int]:
        """With those that are not meant at all. Counted are the rows meant, or the fewer others."""
        if how_many(mask) * 2 <= self.size:
            meant = self._counted(mask)
            return {thing: meant[thing] for thing in self.totals}
        others = self._counted(mask.translate(OPPOSITE))
        return {thing: total - others[thing] for thing, total in self.totals.items()}

    def _counted(self, mask: Mask) -> Counter[int | None]:
        counted: Counter[int | None] = Counter()
        for layer in self.layers:
            counted.update(compress(layer, mask))
        return counted

    @cached_property
    def totals(self) -> dict[int, int]:
        return {thing: len(places) for thing, places in self.places.items()}


Column = Words | Things


def since(days: Iterable[dt.date], first: dt.date) -> Mask:
    """The rows of that day or later."""
    return b"".join([YES if day >= first else NO for day in days])


def how_many(mask: Mask) -> int:
    return mask.count(YES)


@dataclass(frozen=True)
class Columns:
    """Rows are known by `keys`, in their usual order; `orders` are others, as lists of places.

    `recent` has a mask for each word of `updated_since`, for which nothing needs comparing.
    """

    keys: Sequence[int]
    facets: dict[str, Column]
    updated_on: Sequence[dt.date]
    recent: dict[str, Mask]
    orders: dict[str, list[int]]

    def all_of(self, *masks: Mask) -> Mask:
        return all_of(masks, len(self.keys))

    def updated_since(self, day: dt.date) -> Mask:
        return since(self.updated_on, day)

    def with_keys(self, found: set[int]) -> Mask:
        return b"".join([YES if key in found else NO for key in self.keys])

    def slice(self, mask: Mask, order: str, start: int, stop: int) -> list[int]:
        """Keys of some of the rows meant."""
        if order not in self.orders:
            return list(islice(compress(self.keys, mask), start, stop))
        places = self.orders[order]
        meant = compress(places, map(mask.__getitem__, places))
        return [self.keys[place] for place in islice(meant, start, stop)]
