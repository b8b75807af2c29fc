"""What the demo content is made of. Choices are the values of the enums in `initiatives`.

A marked sentence stands in a text as `[[c:KEY|the sentence]]`; the sentence is the quote of the
commitment with that key, so that the two can never differ.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

__all__ = [
    "MARK",
    "Appearance",
    "Article",
    "Assessment",
    "Block",
    "Commitment",
    "Contact",
    "Content",
    "Correction",
    "Evidence",
    "Figure",
    "Figures",
    "Goal",
    "Initiative",
    "Membership",
    "Milestone",
    "Organisation",
    "Paragraphs",
    "Person",
    "Picture",
    "PullQuote",
    "Question",
    "Reply",
    "Report",
    "Section",
    "Statement",
    "Table",
    "Topic",
    "marked_sentences",
    "plain_text",
]

MARK = re.compile(r"\[\[c:(?P<key>[a-z0-9-]+)\|(?P<sentence>[^\]]+)\]\]")


@dataclass(frozen=True)
class Topic:
    key: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Organisation:
    key: str
    name: str
    kind: str
    short_name: str = ""
    description: str = ""


@dataclass(frozen=True)
class Membership:
    """Keys of two organisations."""

    association: str
    member: str
    since: dt.date | None = None


@dataclass(frozen=True)
class Person:
    """`title` without the organisation, as `organisation` is a key of its own."""

    key: str
    name: str
    title: str = ""
    organisation: str = ""
    biography: str = ""


@dataclass(frozen=True)
class Section:
    heading: str
    subheading: str = ""


@dataclass(frozen=True)
class Paragraphs:
    """The newsroom's own words, one string a paragraph."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    text: str


@dataclass(frozen=True)
class Statement:
    """One turn of one speaker (a person's key), one string a paragraph."""

    speaker: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class PullQuote:
    text: str
    attribution: str = ""


@dataclass(frozen=True)
class Picture:
    """`scene` names a drawing of `pictures`."""

    scene: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Figure:
    value: str
    unit: str
    label: str
    source: str


@dataclass(frozen=True)
class Figures:
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Table:
    """The first row is the head."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    source: str


Block = Section | Paragraphs | Question | Statement | PullQuote | Picture | Figures | Table


@dataclass(frozen=True)
class Goal:
    """`metric`, `target` and `unit` together: what commitments of the same metric add up to."""

    text: str
    number_text: str = ""
    metric: str = ""
    target: int | None = None
    unit: str = ""


@dataclass(frozen=True)
class Milestone:
    when: str
    text: str


@dataclass(frozen=True)
class Initiative:
    """`leads` and `partners` are keys of organisations; dates only where the source has them."""

    key: str
    title: str
    summary: str
    status: str
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    period_text: str = ""
    goals: tuple[Goal, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    body: tuple[Block, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Appearance:
    """A person in an article, with the title printed that day."""

    person: str
    role: str
    title: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Correction:
    on: dt.date
    text: str


@dataclass(frozen=True)
class Article:
    """`amendments` are replacements (old words, new words) of a later revision."""

    key: str
    kind: str
    title: str
    column: str
    edition_date: dt.date
    standfirst: str
    disclaimer: str
    appearances: tuple[Appearance, ...]
    body: tuple[Block, ...]
    format: str = ""
    kicker: str = ""
    edition_page: str = ""
    lead_scene: str = ""
    topics: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    amendments: tuple[tuple[str, str], ...] = ()

    def amended(self) -> "Article":
        """The article as its later revision has it."""
        return replace(self, body=tuple(_amend(block, self.amendments) for block in self.body))


@dataclass(frozen=True)
class Evidence:
    """`level` is the lower-case name of an `EvidenceLevel`; `kept_on` the day it was archived."""

    level: str
    title: str
    publisher: str = ""
    on: dt.date | None = None
    supports: bool = True
    note: str = ""
    kept_on: dt.date | None = None


@dataclass(frozen=True)
class Assessment:
    verdict: str
    reason: str
    on: dt.date
    evidence: tuple[Evidence, ...]
    fulfilled_on: dt.date | None = None
    would_change: str = ""


@dataclass(frozen=True)
class Report:
    """`association` sent it in for the member that promised; without one the newsroom found it.

    A second one of the same day is a new version of the first. `decision` is what the newsroom
    answered, `reason` why.
    """

    as_of: dt.date
    value: Decimal | None
    note: str = ""
    status: str = "accepted"
    verification: str = ""
    association: str = ""
    decision: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Reply:
    invited_on: dt.date
    channel: str
    responder: str = ""
    replied_on: dt.date | None = None
    text: str = ""


@dataclass(frozen=True)
class Contact:
    """An attempt to hear from somebody, in the newsroom's own log."""

    contacted_on: dt.date
    channel: str
    whom: str = ""
    outcome: str = "no_answer"
    note: str = ""


@dataclass(frozen=True)
class Commitment:
    """One statement about the future; its quote is the sentence marked with its key.

    `responsible` is the key of an account, `supersedes` of a commitment in an earlier article.
    """

    key: str
    speaker: str
    speaker_title: str
    organisation: str
    said_on: dt.date
    summary: str
    kind: str
    metric: str = ""
    comparator: str = ""
    target: Decimal | None = None
    unit: str = ""
    number_text: str = ""
    baseline: Decimal | None = None
    baseline_on: dt.date | None = None
    accumulates: bool = False
    deadline: dt.date | None = None
    deadline_precision: str = "none"
    deadline_text: str = ""
    initiatives: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    note: str = ""
    assessments: tuple[Assessment, ...] = ()
    reports: tuple[Report, ...] = ()
    replies: tuple[Reply, ...] = ()
    contacts: tuple[Contact, ...] = ()
    responsible: str = ""
    next_check: dt.date | None = None
    supersedes: str = ""


@dataclass(frozen=True)
class Content:
    """A whole set that can be loaded: everything refers to everything by key.

    `filed_on`: the day on which its initiatives count as first published. `association`: in whose
    name the demo's association account reports.
    """

    filed_on: dt.date
    topics: tuple[Topic, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    initiatives: tuple[Initiative, ...]
    articles: tuple[Article, ...]
    commitments: tuple[Commitment, ...]
    memberships: tuple[Membership, ...] = ()
    association: str = ""


def marked_sentences(article: Article) -> dict[str, str]:
    """Each marked sentence of an article by the key of its commitment, in order."""
    return {
        mark["key"]: mark["sentence"] for text in _texts(article) for mark in MARK.finditer(text)
    }


def plain_text(article: Article) -> str:
    """Every word of an article that its readers see as running text, without marks."""
    head = [article.title, article.kicker, article.standfirst]
    others = [
        part
        for block in article.body
        for part in vars(block).values()
        if isinstance(part, str) and not isinstance(block, Statement)
    ]
    return "\n".join(
        MARK.sub(lambda mark: mark["sentence"], text) for text in [*head, *others, *_texts(article)]
    )


def _texts(article: Article) -> Iterator[str]:
    for block in article.body:
        if isinstance(block, Paragraphs | Statement):
            yield from block.texts


def _amend(block: Block, amendments: tuple[tuple[str, str], ...]) -> Block:
    if not isinstance(block, Paragraphs | Statement):
        return block
    texts = block.texts
    for old, new in amendments:
        texts = tuple(text.replace(old, new) for text in texts)
    return replace(block, texts=texts)
