"""Which row holds the headings, and which heading stands for which column."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from .columns import BY_KEY, COLUMNS, PROBLEMS_HEADING
from .table import RawRow, column_letter

__all__ = [
    "HEADING_ROWS",
    "Headings",
    "Match",
    "find_headings",
    "fold_heading",
    "is_complete",
    "missing",
    "propose",
    "read_choice",
]

HEADING_ROWS = 20
LONGEST = 60
FEWEST_COLUMNS = 3
# No sentence, no number, no date.
WORDS = re.compile(r"[^\d。；！？]{1,20}")
NOISE = re.compile(r"[\s*＊:：\"“”'#]+")
BRACKETS = re.compile(r"[(（\[【](?P<inside>[^)）\]】]*)[)）\]】]")
SIMILAR = 0.75
# How a heading was understood; the page tells which are guesses.
REMEMBERED, EXACT, ALIAS, GUESS = "remembered", "exact", "alias", "guess"
NOTHING = ""


@dataclass(frozen=True)
class Headings:
    """The row of headings as written, and its number as Excel shows it."""

    number: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """What a column of the file is taken for: `key` is empty for one that is left out."""

    index: int
    heading: str
    key: str
    found: str = NOTHING
    unit: str = ""

    @property
    def letter(self) -> str:
        return column_letter(self.index)

    @property
    def is_guess(self) -> bool:
        return self.found == GUESS


def fold_heading(text: str) -> tuple[str, str]:
    """A heading without spaces, line breaks, stars and brackets; and what was in the brackets."""
    text = unicodedata.normalize("NFKC", text)
    inside = BRACKETS.search(text)
    plain = NOISE.sub("", BRACKETS.sub("", text)).lower()
    return plain, NOISE.sub("", inside["inside"]) if inside else ""


KNOWN = {
    fold_heading(name)[0]: (column.key, EXACT if name == column.heading else ALIAS)
    for column in COLUMNS
    for name in (column.heading, *column.aliases)
}


def find_headings(rows: Iterable[RawRow]) -> Headings | None:
    """The row, among the first, in which most cells are known headings; two at least.

    Failing that, the first that looks like headings at all: somebody then says what they mean.
    """
    best, most, likely = None, 1, None
    for row in rows:
        texts = tuple(_text(cell) for cell in row.cells)
        known = len({KNOWN[name][0] for name in _folded(texts) if name in KNOWN})
        if known > most:
            best, most = Headings(row.number, texts), known
        if likely is None and _looks_like_headings(row):
            likely = Headings(row.number, texts)
    return best or likely


def propose(texts: Sequence[str], remembered: Mapping[str, str]) -> list[Match]:
    """What each column is taken for: as remembered, by its name, or guessed; no key twice.

    `remembered`: heading as written → key, as this association once put it right.
    """
    found: dict[int, tuple[str, str]] = {}
    taken: set[str] = set()

    def take(index: int, key: str, how: str) -> None:
        if index not in found and key not in taken:
            found[index] = key, how
            taken.add(key)

    folded = list(_folded(texts))
    left_out = {index for index, text in enumerate(texts) if remembered.get(text) == NOTHING}
    for index, text in enumerate(texts):
        if remembered.get(text) in BY_KEY:
            take(index, remembered[text], REMEMBERED)
    for wanted in (EXACT, ALIAS):
        for index, name in enumerate(folded):
            key, how = KNOWN.get(name, (NOTHING, NOTHING))
            if how == wanted and index not in left_out:
                take(index, key, how)
    for index, name in enumerate(folded):
        if index in found or index in left_out or not name or name == PROBLEMS_HEADING:
            continue
        close = get_close_matches(name, KNOWN, n=1, cutoff=SIMILAR)
        if close:
            take(index, KNOWN[close[0]][0], GUESS)
    return [
        Match(index, text, *found.get(index, (NOTHING, NOTHING)), unit=fold_heading(text)[1])
        for index, text in enumerate(texts)
        if text
    ]


def is_complete(columns: Mapping[int, str]) -> bool:
    """Enough to read rows by."""
    return not missing(columns)


def missing(columns: Mapping[int, str]) -> list[str]:
    """Which columns a table can't do without, in words."""
    keys = set(columns.values())
    wanted = [BY_KEY[key].heading for key in ("code", "as_of") if key not in keys]
    if keys.isdisjoint({"value", "note"}):
        wanted.append(f"{BY_KEY['value'].heading}或{BY_KEY['note'].heading}")
    return wanted


def read_choice(
    texts: Sequence[str], chosen: Mapping[str, str]
) -> tuple[dict[int, str], list[str]]:
    """What somebody chose on the page: column index → key, and what is wrong with it.

    `chosen`: index as text → key, straight from a form; anything may be in it.
    """
    columns: dict[int, str] = {}
    problems: list[str] = []
    for index in range(len(texts)):
        key = chosen.get(str(index), NOTHING)
        if key == NOTHING:
            continue
        if key not in BY_KEY:
            problems.append(f"{column_letter(index)} 列选的项目不存在，请重新选。")
        elif key in columns.values():
            problems.append(f"“{BY_KEY[key].heading}”选了两次，请只留一列。")
        else:
            columns[index] = key
    problems += [f"还没有指明哪一列是“{name}”。" for name in missing(columns)]
    return columns, problems


def _looks_like_headings(row: RawRow) -> bool:
    """Nothing but short words, all different, enough of them for a table."""
    filled = [cell for cell in row.cells if cell is not None and cell != ""]
    words = {cell for cell in filled if isinstance(cell, str) and WORDS.fullmatch(cell.strip())}
    return len(words) == len(filled) >= FEWEST_COLUMNS


def _folded(texts: Iterable[str]) -> Iterable[str]:
    return (fold_heading(text)[0] for text in texts)


def _text(cell: object) -> str:
    return str(cell).strip()[:LONGEST] if isinstance(cell, str) else ""
