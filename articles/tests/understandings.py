"""Manuscripts with a hand-made understanding, for tests that don't depend on the parser."""

import datetime as dt
from decimal import Decimal

from ..manuscripts.understanding import (
    Article,
    Block,
    BlockKind,
    Candidate,
    Kind,
    Participant,
    Role,
    Target,
    Understanding,
)
from ..models import Manuscript

__all__ = [
    "DAY",
    "PROMISE",
    "SAID",
    "candidate",
    "guest",
    "host",
    "make_article",
    "make_manuscript",
    "narration",
    "promise",
    "says",
    "wang",
]

DAY = dt.date(2025, 9, 29)
PROMISE = "到2027年，我们的年产量要超百万辆。"
SAID = f"产业基础已经打好。{PROMISE}请大家监督。"
WANG = {"key": "p1", "name": "王示例", "organisation": "星河示例集团", "title": "党委书记、董事长"}
HOST = {"key": "p2", "name": "杨示例", "organisation": "", "title": "本报记者"}


def guest(key: str, name: str, organisation: str, title: str, role: Role = Role.GUEST, **fields):
    """`title` is without the organisation, as people enter it here."""
    return Participant(key, name, organisation + title, organisation, role, **fields)


def says(speaker: str | None, text: str, *candidates: Candidate) -> Block:
    return Block("", BlockKind.STATEMENT, [], text, speaker, list(candidates))


def narration(text: str, kind: BlockKind = BlockKind.NARRATION, *candidates: Candidate) -> Block:
    return Block("", kind, [], text, None, list(candidates))


def candidate(text: str, words: str, *targets: tuple[str, str, str], **fields) -> Candidate:
    """The candidate that stands in `text` as `words`; targets as (number, unit, as printed)."""
    start = text.index(words)
    return Candidate(
        "",
        start,
        start + len(words),
        targets=[Target(Decimal(value), unit, "at_least", as_is) for value, unit, as_is in targets],
        **fields,
    )


def make_article(
    *blocks: Block, people: list[Participant] = (), kind: Kind = Kind.ROUNDTABLE, **fields
) -> Article:
    """An article; its blocks get keys and, in `make_manuscript`, their places in the text."""
    for number, block in enumerate(blocks):
        block.key = f"b{number}"
        for place, one in enumerate(block.candidates):
            one.key = f"c{number}-{place}"
    fields = {"title": "示例圆桌", **fields}
    return Article(kind, participants=list(people), blocks=list(blocks), **fields)


def make_manuscript(*articles: Article, published: dt.date = DAY, gap: str = "\n") -> Manuscript:
    """Saved; the text is that of the blocks, one after another."""
    text = ""
    for article in articles:
        for block in article.blocks:
            block.spans = [(len(text), len(text) + len(block.text) + len(gap))]
            text += block.text + gap
    return Manuscript.objects.create(
        name="稿件.txt",
        text=text,
        encoding="utf-8",
        published=published,
        work=Understanding(published, list(articles)).to_dict(),
    )


def wang(**fields) -> Participant:
    return guest(**{**WANG, **fields})


def host() -> Participant:
    return guest(**HOST, role=Role.MODERATOR)


def promise(*targets: tuple[str, str, str], **fields):
    targets = targets or (("1000000", "辆", "超百万辆"),)
    deadline = {
        "deadline": dt.date(2027, 12, 31),
        "deadline_precision": "year",
        "deadline_text": "到2027年",
    }
    return candidate(SAID, PROMISE, *targets, **{**deadline, **fields})
