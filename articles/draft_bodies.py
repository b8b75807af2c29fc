"""The body of an article's draft: sections, questions, turns, paragraphs, and the marks in them."""

import re
import uuid
from dataclasses import dataclass, field
from html import escape
from typing import Any

from initiatives.blocks import SectionBlock
from initiatives.models import Commitment, Person

from .manuscripts.quotes import Quote
from .manuscripts.understanding import Article, Block, BlockKind, Kind, Role
from .marks import LINKTYPE

__all__ = ["Body", "Caption", "write_body"]

Marks = dict[str, list[tuple[Quote, Commitment]]]  # by the block's key
WORDS = re.compile(r"\w")
HEADINGS = (BlockKind.HEADING, BlockKind.SUBHEADING)


@dataclass(frozen=True)
class Caption:
    """What stood under a picture; the picture itself is not in a manuscript."""

    text: str
    path: str  # of the block beside it, as Wagtail's comments name it; "" if there is none


@dataclass
class Body:
    """A StreamField's raw value, and what goes into comments instead."""

    stream: list[dict[str, Any]] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)


def write_body(
    article: Article, people: dict[str, Person], marks: Marks, report: list[str]
) -> Body:
    """Everything printed that isn't title, byline or caption, in order.

    A commentary has no turns: what is said in it is a paragraph.
    """
    return _Writer(article, people, marks, report).write()


class _Writer:
    def __init__(
        self, article: Article, people: dict[str, Person], marks: Marks, report: list[str]
    ) -> None:
        self.article = article
        self.people = people
        self.marks = marks
        self.report = report
        self.body = Body()
        self.path = ""
        self.open_section: dict[str, Any] | None = None  # a heading whose subheading may follow
        self.waiting: list[str] = []  # captions before the first block

    def write(self) -> Body:
        for block in self.article.blocks:
            if not WORDS.search(block.text):
                continue
            if block.kind == BlockKind.CAPTION:
                self._caption(block.text)
            elif block.kind in HEADINGS:
                self._section(block)
            elif block.kind == BlockKind.STATEMENT:
                self._turn(block)
            elif block.kind == BlockKind.NARRATION:
                self._add("paragraph", self._rich_text(block))
        self.body.captions += [Caption(text, "") for text in self.waiting]
        return self.body

    def _add(self, kind: str, value: Any, path: str = "") -> None:
        key = str(uuid.uuid4())
        self.body.stream.append({"type": kind, "value": value, "id": key})
        self.path = f"body.{key}{path}"
        self.open_section = None
        self.body.captions += [Caption(text, self.path) for text in self.waiting]
        self.waiting = []

    def _caption(self, text: str) -> None:
        if self.path:
            self.body.captions.append(Caption(text, self.path))
        else:
            self.waiting.append(text)

    def _section(self, block: Block) -> None:
        under = block.kind == BlockKind.SUBHEADING and self.open_section is not None
        if not self._fits(block.text, "subheading" if under else "heading"):
            self._add("paragraph", self._rich_text(block))
        elif under:
            self.open_section["subheading"] = block.text
            self.open_section = None
        else:
            value = {"heading": block.text, "subheading": ""}
            self._add("section", value, ".heading")
            self.open_section = value

    def _fits(self, text: str, name: str) -> bool:
        """A heading too long for one becomes a paragraph: no word of a manuscript is lost."""
        limit = SectionBlock.base_blocks[name].field.max_length
        if len(text) <= limit:
            return True
        label = SectionBlock.base_blocks[name].label
        self.report.append(f"{label}最多 {limit} 字，“{text[:20]}……”改放在正文里，请核对。")
        return False

    def _turn(self, block: Block) -> None:
        speaker = self.article.participant(block.speaker)
        asks = speaker is None or speaker.role == Role.MODERATOR
        if self.article.kind == Kind.COMMENTARY:
            self._add("paragraph", self._rich_text(block))
        elif asks and block.key not in self.marks:
            self._add("question", block.text)
        elif block.speaker in self.people:
            value = {"speaker": self.people[block.speaker].pk, "text": self._rich_text(block)}
            self._add("statement", value, ".text")
        else:
            self._add("paragraph", self._rich_text(block))

    def _rich_text(self, block: Block) -> str:
        """One paragraph; the words of commitments inside their marks, all else as text."""
        parts, end = [], 0
        for quote, commitment in self.marks.get(block.key, []):
            if not quote.marked:
                continue
            words = _text(block.text[quote.start : quote.end])
            parts.append(_text(block.text[end : quote.start]))
            parts.append(
                f'<a linktype="{LINKTYPE}" id="{commitment.pk}" mark="{uuid.uuid4()}">{words}</a>'
            )
            end = quote.end
        return f"<p>{''.join(parts)}{_text(block.text[end:])}</p>"


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br/>")
