"""What the desk shows of one article: the text on the left, what was understood on the right."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from initiatives.enums import DeadlinePrecision
from initiatives.models import Person

from ..enums import AppearanceRole
from ..manuscripts.understanding import (
    Article,
    Block,
    BlockKind,
    Candidate,
    Participant,
    Target,
)
from ..matching import NEW, Match, MatchState
from .operations import BLOCK_KINDS, KINDS
from .targets import COMPARATORS, plain

__all__ = ["ArticleView"]

VOICES = 8  # colours; the ninth speaker has the first one's again
SENTENCE = re.compile(r"[^。！？；…]*[。！？；…]+[”’」』）》]*|[^。！？；…]+")
STATES = {MatchState.KNOWN: "已有", MatchState.NEW: "新建", MatchState.AMBIGUOUS: "请选定"}
LABELS = dict(BLOCK_KINDS)


@dataclass(frozen=True)
class Run:
    """Characters that belong to one candidate, or to none; `start` counts in the block."""

    start: int
    text: str
    candidate: str = ""


@dataclass(frozen=True)
class Sentence:
    start: int
    end: int
    runs: list[Run]

    @property
    def candidate(self) -> str:
        """The first candidate in it: where Enter leads."""
        return next((run.candidate for run in self.runs if run.candidate), "")


@dataclass(frozen=True)
class BlockView:
    """A paragraph, heading, caption …, with whoever says it."""

    block: Block
    number: int
    speaker: "PersonView | None"
    follows: BlockKind | None  # the kind of the block before

    @property
    def label(self) -> str:
        """Who says it, else what it is; narration speaks for itself."""
        if self.speaker:
            return self.speaker.person.name
        return LABELS.get(self.block.kind, "说话人未定")

    @property
    def is_label_hidden(self) -> bool:
        """Plain text needs none; a list of names needs one."""
        kind = self.block.kind
        return kind == BlockKind.NARRATION or (kind != BlockKind.STATEMENT and kind == self.follows)

    @cached_property
    def sentences(self) -> list[Sentence]:
        text = self.block.text
        marked = [one for one in self.block.candidates if not one.dropped]
        return [
            Sentence(match.start(), match.end(), _runs(text, match.span(), marked))
            for match in SENTENCE.finditer(text)
        ]


@dataclass
class PersonView:
    """Somebody who takes part: as printed, who it is on record, and how much they say."""

    person: Participant
    match: Match
    voice: int | None = None
    statements: int = 0
    first_block: str = ""

    @property
    def state(self) -> str:
        return STATES[self.match.state]

    @property
    def is_open(self) -> bool:
        return self.match.state == MatchState.AMBIGUOUS

    @property
    def role(self) -> str:
        return AppearanceRole(self.person.role.value).label

    @cached_property
    def choices(self) -> list[Person]:
        """Everybody on record whom it may be."""
        found = {one.pk: one for one in (self.match.person, *self.match.choices) if one}
        return list(found.values())

    @property
    def chosen(self) -> str:
        """What is decided, or taken for granted: a pk, "new", or nothing yet."""
        if self.match.person:
            return str(self.match.person.pk)
        return NEW if self.match.state == MatchState.NEW else ""


@dataclass(frozen=True)
class TargetView:
    """One row of a candidate's numbers; the last row is empty, for one more."""

    index: int
    target: Target | None = None

    @property
    def number(self) -> str:
        """For the names of its fields."""
        return str(self.index)

    @property
    def value(self) -> str:
        return plain(self.target.value) if self.target else ""

    @property
    def words(self) -> str:
        if self.target is None:
            return ""
        return (
            f"{COMPARATORS[self.target.comparator].split('（')[0]} {self.value}{self.target.unit}"
        )


@dataclass(frozen=True)
class CandidateView:
    candidate: Candidate
    block: Block
    speaker: PersonView | None

    @property
    def quote(self) -> str:
        return self.block.text[self.candidate.start : self.candidate.end]

    @property
    def targets(self) -> list[TargetView]:
        return [TargetView(index, one) for index, one in enumerate(self.candidate.targets)]

    @property
    def rows(self) -> list[TargetView]:
        return [*self.targets, TargetView(len(self.candidate.targets))]

    @property
    def precision(self) -> str:
        return DeadlinePrecision(self.candidate.deadline_precision).label

    @property
    def sentence_id(self) -> str:
        """Of the sentence in which it begins."""
        starts = [match.start() for match in SENTENCE.finditer(self.block.text)]
        start = max((one for one in starts if one <= self.candidate.start), default=0)
        return f"s-{self.block.key}-{start}"


@dataclass
class ArticleView:
    """One article, ready for the templates; asks the database nothing."""

    article: Article
    number: int
    matches: dict[str, Match]
    drafts: list = field(default_factory=list)
    kinds = KINDS
    block_kinds = BLOCK_KINDS
    roles = AppearanceRole.choices
    comparators = list(COMPARATORS.items())
    precisions = DeadlinePrecision.choices

    @property
    def is_open(self) -> bool:
        """Nothing is corrected any more once there is a draft."""
        return not self.drafts

    @cached_property
    def people(self) -> list[PersonView]:
        """In printed order; who speaks has a colour."""
        views = {
            one.key: PersonView(one, self.matches[one.key]) for one in self.article.participants
        }
        voice = 0
        for block in self.article.blocks:
            view = views.get(block.speaker or "")
            if view is None:
                continue
            if view.voice is None:
                view.voice, view.first_block = voice % VOICES, block.key
                voice += 1
            view.statements += 1
        return list(views.values())

    @cached_property
    def _by_key(self) -> dict[str, PersonView]:
        return {view.person.key: view for view in self.people}

    @cached_property
    def blocks(self) -> list[BlockView]:
        before = [None, *(block.kind for block in self.article.blocks)]
        return [
            BlockView(block, number, self._by_key.get(block.speaker or ""), before[number - 1])
            for number, block in enumerate(self.article.blocks, 1)
        ]

    def _candidates(self, dropped: bool) -> list[CandidateView]:
        return [
            CandidateView(candidate, view.block, view.speaker)
            for view in self.blocks
            for candidate in view.block.candidates
            if candidate.dropped == dropped
        ]

    @cached_property
    def candidates(self) -> list[CandidateView]:
        return self._candidates(dropped=False)

    @cached_property
    def dropped(self) -> list[CandidateView]:
        return self._candidates(dropped=True)

    @cached_property
    def undecided(self) -> list[PersonView]:
        return [view for view in self.people if view.is_open]


def _runs(text: str, span: tuple[int, int], marked: list[Candidate]) -> list[Run]:
    """A sentence cut where a candidate begins or ends."""
    runs = []
    position, end = span
    for one in sorted(marked, key=lambda one: one.start):
        start, stop = max(one.start, position), min(one.end, end)
        if start >= stop:
            continue
        if start > position:
            runs.append(Run(position, text[position:start]))
        runs.append(Run(start, text[start:stop], one.key))
        position = stop
    if position < end:
        runs.append(Run(position, text[position:end]))
    return runs
