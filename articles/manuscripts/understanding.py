"""What was understood of a manuscript: the shape that parser, desk and drafts share.

Everything is kept by reference to the text: each `Block` lists the spans of characters it stands
for, and the spans of all blocks tile the text: no character is lost, none is used twice.
Positions inside a block count characters of `Block.text`.
"""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

__all__ = [
    "Article",
    "Block",
    "BlockKind",
    "Candidate",
    "Kind",
    "Participant",
    "Role",
    "Target",
    "Understanding",
]


class Kind(StrEnum):
    """What sort of article it is."""

    ROUNDTABLE = "roundtable"
    ROUNDUP = "roundup"
    COMMENTARY = "commentary"


class Role(StrEnum):
    """In which role somebody takes part; the values of `articles.enums.AppearanceRole`."""

    GUEST = "guest"
    MODERATOR = "moderator"
    AUTHOR = "author"
    REPORTER = "reporter"


class BlockKind(StrEnum):
    """What a piece of the text is."""

    TITLE = "title"
    KICKER = "kicker"
    COLUMN = "column"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BYLINE = "byline"  # who wrote it, who takes part
    CAPTION = "caption"  # under a picture, with its credit
    STATEMENT = "statement"
    NARRATION = "narration"


@dataclass
class Target:
    """A number to be reached. `value` is plain (500万辆: 5000000, 辆; 四成: 40, %)."""

    value: Decimal
    unit: str
    comparator: str  # a value of `initiatives.enums.Comparator`
    text: str  # as printed: 超百万辆

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        return cls(**{**data, "value": Decimal(data["value"])})


@dataclass
class Candidate:
    """A sentence that may be a commitment: characters `start` to `end` of its block's text."""

    key: str
    start: int
    end: int
    deadline: dt.date | None = None
    deadline_precision: str = "none"  # a value of `initiatives.enums.DeadlinePrecision`
    deadline_text: str = ""
    targets: list[Target] = field(default_factory=list)
    dropped: bool = False  # the editor does not want it; kept, so that it can be taken back

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        deadline = data["deadline"]
        return cls(
            **{
                **data,
                "deadline": dt.date.fromisoformat(deadline) if deadline else None,
                "targets": [Target.from_dict(one) for one in data["targets"]],
            }
        )


@dataclass
class Block:
    """A paragraph, a heading, a byline, …: what readers see, and the characters it came from."""

    key: str
    kind: BlockKind
    spans: list[tuple[int, int]]
    text: str
    speaker: str | None = None  # a participant's key, for statements only
    candidates: list[Candidate] = field(default_factory=list)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        return cls(
            **{
                **data,
                "kind": BlockKind(data["kind"]),
                "spans": [(start, end) for start, end in data["spans"]],
                "candidates": [Candidate.from_dict(one) for one in data["candidates"]],
            }
        )


@dataclass
class Participant:
    """Somebody who takes part, as printed. Two of one name are two participants."""

    key: str
    name: str
    title: str = ""  # in full, with the organisation: 星河集团党委书记、董事长
    organisation: str = ""  # that part of it: 星河集团
    role: Role = Role.GUEST
    identity: str = ""  # the editor's decision: a Person's pk, "new", or "" for undecided

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        return cls(**{**data, "role": Role(data["role"])})


@dataclass
class Article:
    """One article of a manuscript, its blocks in printed order."""

    kind: Kind
    title: str | None = None
    kicker: str | None = None
    column: str | None = None
    participants: list[Participant] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    skipped: bool = False  # the editor wants no draft of it

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        return cls(
            **{
                **data,
                "kind": Kind(data["kind"]),
                "participants": [Participant.from_dict(one) for one in data["participants"]],
                "blocks": [Block.from_dict(one) for one in data["blocks"]],
            }
        )

    @property
    def statements(self) -> list[Block]:
        return [block for block in self.blocks if block.kind == BlockKind.STATEMENT]

    @property
    def sections(self) -> list[tuple[str, str | None]]:
        """Headings with the subheading that follows each, in order."""
        found: list[tuple[str, str | None]] = []
        for block in self.blocks:
            if block.kind == BlockKind.HEADING:
                found.append((block.text, None))
            elif block.kind == BlockKind.SUBHEADING and found:
                found[-1] = (found[-1][0], block.text)
        return found

    def participant(self, key: str | None) -> Participant | None:
        return next((one for one in self.participants if one.key == key), None)

    def to_answer(self) -> dict[str, Any]:
        """What `import_manuscript --json` prints of it."""
        return {
            "kind": self.kind.value,
            "title": self.title,
            "kicker": self.kicker,
            "column": self.column,
            "participants": [
                {
                    "name": one.name,
                    "title": one.title or None,
                    "organisation": one.organisation or None,
                    "role": one.role.value,
                }
                for one in self.participants
            ],
            "sections": [
                {"heading": heading, "subheading": subheading}
                for heading, subheading in self.sections
            ],
            "statements": [
                {"speaker": self._name(block.speaker), "text": block.text}
                for block in self.statements
            ],
            "commitments": [
                {
                    "speaker": self._name(block.speaker),
                    "quote": block.text[candidate.start : candidate.end],
                    "deadline": candidate.deadline and candidate.deadline.isoformat(),
                    "deadline_precision": candidate.deadline_precision,
                    "targets": [
                        {
                            "value": _plain(target.value),
                            "unit": target.unit,
                            "comparator": target.comparator,
                            "text": target.text,
                        }
                        for target in candidate.targets
                    ],
                }
                for block in self.statements
                for candidate in block.candidates
                if not candidate.dropped
            ],
            "warnings": self.warnings,
        }

    def _name(self, key: str | None) -> str | None:
        speaker = self.participant(key)
        return speaker.name if speaker else None


@dataclass
class Understanding:
    """A whole manuscript. `published` is the day that relative dates count from."""

    published: dt.date
    articles: list[Article] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON, to be kept and read back by `from_dict`."""
        return json.loads(json.dumps(asdict(self), default=str))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Raises KeyError, TypeError or ValueError on anything but what `to_dict` wrote."""
        return cls(
            published=dt.date.fromisoformat(data["published"]),
            articles=[Article.from_dict(one) for one in data["articles"]],
        )

    def to_answer(self, encoding: str) -> dict[str, Any]:
        """The one object that `import_manuscript --json` prints."""
        return {"encoding": encoding, "articles": [one.to_answer() for one in self.articles]}


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
