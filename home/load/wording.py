"""Fictional names and sentences out of word lists. Plain Python; the dice decide, see `dice`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random

__all__ = [
    "WORDS",
    "Promise",
    "article_text",
    "dice",
    "organisation_name",
    "person_name",
    "promise",
    "title",
]


LISTS = tomllib.loads((Path(__file__).parent / "words.toml").read_text())
SURNAMES, GIVEN = LISTS["surnames"], LISTS["given"]
WORDS = {name: words.split() for name, words in LISTS.items()}


@dataclass(frozen=True)
class Promise:
    """What one says: `number` with `unit`, or none; where and in which field."""

    quote: str
    summary: str
    metric: str
    number: int | None
    unit: str


def dice(*seed: object) -> Random:
    """The same numbers for the same seed, on every machine."""
    return Random("-".join(map(str, seed)))  # noqa: S311


def person_name(number: int) -> str:
    roll = dice("person", number)
    return roll.choice(SURNAMES) + roll.choice(GIVEN) + roll.choice(GIVEN)


def organisation_name(number: int) -> str:
    """Unique by its number, and marked as made up."""
    roll = dice("organisation", number)
    return (
        f"{_place(roll)}{roll.choice(WORDS['fields'])}{roll.choice(WORDS['kinds'])}（示例{number}）"
    )


def title(number: int) -> str:
    return dice("title", number).choice(WORDS["titles"])


def promise(number: int, deadline: str) -> Promise:
    """`deadline`: as somebody says it, empty for none."""
    roll = dice("promise", number)
    place, field, thing = _place(roll), roll.choice(WORDS["fields"]), roll.choice(WORDS["things"])
    verb, unit = roll.choice(WORDS["verbs"]), roll.choice(WORDS["units"])
    amount = roll.choice((None, *(roll.randint(2, 9) * 10 ** roll.randint(0, 4) for _ in range(2))))
    what = f"{amount}{unit}{thing}" if amount else f"一批{thing}"
    quote = (
        f"{roll.choice(WORDS['openings'])}{deadline}{roll.choice(WORDS['ways'])}推进{place}{field}，"
        f"{verb}{what}，{roll.choice(WORDS['aims'])}，{roll.choice(WORDS['aims'])}。"
    )
    return Promise(quote, f"{deadline}{place}{verb}{what}", f"{field}{thing}", amount, unit)


def article_text(number: int) -> list[str]:
    """Some thousand characters, in paragraphs."""
    roll = dice("article", number)
    return [
        "。".join(
            f"{_place(roll)}的{roll.choice(WORDS['fields'])}{roll.choice(WORDS['verbs'])}{roll.choice(WORDS['things'])}，"
            f"{roll.choice(WORDS['clauses'])}"
            for _ in range(roll.randint(3, 6))
        )
        + "。"
        for _ in range(roll.randint(12, 30))
    ]


def _place(roll: Random) -> str:
    return roll.choice(WORDS["places"])
