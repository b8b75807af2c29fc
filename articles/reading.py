"""An article as it is read: turns of speakers, paragraphs, and the notes beside them.

Everything a page shows is gathered here in a fixed number of queries, however long it is.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from initiatives.models import Commitment, Person
from portal.models import NewsImage

from .marks import find_marks, replace_marks
from .models import Appearance, ArticlePage
from .speakers import speakers_of

__all__ = ["ArticleReading", "Note", "Passage", "Place", "Row"]

RICH_BLOCKS = ("statement", "paragraph")
BOUNDARY = "<hr data-boundary>"
NOTE_NUMBER = re.compile(r'data-note="(\d+)"')
LAST_CHARACTER = re.compile(r"([^<>\s;])$")


@dataclass(frozen=True)
class Note:
    """What stands in the margin beside a marked sentence (旁批)."""

    number: int
    uuid: UUID
    commitment: Commitment


@dataclass(frozen=True)
class Passage:
    """One paragraph or list, with the notes on the sentences in it."""

    html: SafeString
    notes: list[Note]


@dataclass(frozen=True)
class Place:
    """Somewhere on the page that one can jump to; `anchor` is empty when there is no such place.

    A guest's place is where they speak first.
    """

    anchor: str
    heading: str = ""
    appearance: Appearance | None = None
    promised: int = 0


@dataclass
class Row:
    """One thing down the page. `speaker` and `passages` belong to turns and paragraphs only.

    `next_anchor` leads to where the same speaker speaks again.
    """

    kind: str
    block: Any = None
    speaker: Person | None = None
    title: str = ""
    portrait: NewsImage | None = None
    passages: list[Passage] = field(default_factory=list)
    anchor: str = ""
    next_anchor: str = ""

    @property
    def notes(self) -> Iterator[Note]:
        return chain.from_iterable(passage.notes for passage in self.passages)


class ArticleReading:
    """The rows of an article's body, with its marks turned into notes."""

    def __init__(self, page: ArticlePage) -> None:
        self.page = page
        self.has_sizes = False
        self.blocks = list(page.body)
        self.sources = [_source(block) for block in self.blocks if block.block_type in RICH_BLOCKS]

    @cached_property
    def notes(self) -> list[Note]:
        """Numbered as they come in the text; drafts have none."""
        marks = [mark for source in self.sources for mark in find_marks(source)]
        commitments = (
            Commitment.objects.public()
            .for_listing()
            .with_latest_report()
            .in_bulk({mark.commitment_id for mark in marks})
        )
        first_places = {mark.uuid: mark.commitment_id for mark in reversed(marks)}
        shown = [
            (uuid, commitments[first_places[uuid]])
            for uuid in dict.fromkeys(mark.uuid for mark in marks)
            if first_places[uuid] in commitments
        ]
        return [Note(number, *row) for number, row in enumerate(shown, start=1)]

    @cached_property
    def rows(self) -> list[Row]:
        """The body from top to bottom; consecutive turns of one speaker are joined."""
        self.fetch_sizes()
        rows: list[Row] = []
        passages = self._passages()
        for block, speaker in zip(self.blocks, speakers_of(self.blocks), strict=True):
            if block.block_type not in RICH_BLOCKS:
                rows.append(Row(block.block_type, block))
                continue
            previous = rows[-1] if rows else None
            if previous and previous.kind == block.block_type and previous.speaker == speaker:
                previous.passages += next(passages)
            else:
                rows.append(self._row(block, speaker, next(passages)))
        _lay_anchors(rows)
        return rows

    @cached_property
    def guests(self) -> list[Place]:
        """Who took part, in printed order, and where each speaks first."""
        first: dict[int, str] = {}
        promised: Counter[int] = Counter()
        for row in self.rows:
            if row.speaker:
                first.setdefault(row.speaker.pk, row.anchor)
                promised[row.speaker.pk] += len(list(row.notes))
        return [
            Place(
                first.get(guest.person_id, ""),
                appearance=guest,
                promised=promised[guest.person_id],
            )
            for guest in self.page.guests
        ]

    @cached_property
    def parts(self) -> list[Place]:
        """The sections of the body, by their headings."""
        return [
            Place(row.anchor, row.block.value["heading"])
            for row in self.rows
            if row.kind == "section"
        ]

    def _row(self, block: Any, speaker: Person | None, passages: list[Passage]) -> Row:
        """A turn shows the title of that day, from the list of those who took part."""
        row = Row(block.block_type, block, speaker, passages=passages)
        if speaker:
            appearance = self._appearances.get(speaker.pk)
            row.title = appearance.title if appearance else speaker.title
            row.portrait = appearance.person.portrait if appearance else None
        return row

    @cached_property
    def _appearances(self) -> dict[int, Appearance]:
        """By person; a guest's before a reporter's, as they are printed."""
        return {row.person_id: row for row in reversed(self.page.participants)}

    def _passages(self) -> Iterator[list[Passage]]:
        """The passages of each rich block; links of all blocks are looked up together."""
        by_uuid = {note.uuid: note for note in self.notes}

        def render(uuid: UUID, commitment_id: int, inner: str, is_first: bool) -> str:
            note = by_uuid.get(uuid)
            if note is None:
                return inner
            return _marked_sentence(note, inner, is_first)

        # A mark's permalink is unique in the page, not only in its block.
        marked = replace_marks(BOUNDARY.join(self.sources), render)
        for html in expand_db_html(marked).split(BOUNDARY):
            yield list(self._split(html))

    def _split(self, html: str) -> Iterator[Passage]:
        by_number = {note.number: note for note in self.notes}
        for element in BeautifulSoup(html, "html.parser").contents:
            text = str(element).strip()
            if text:
                numbers = dict.fromkeys(int(number) for number in NOTE_NUMBER.findall(text))
                yield Passage(mark_safe(text), [by_number[number] for number in numbers])  # noqa: S308 (rich text that Wagtail has cleaned)

    def fetch_sizes(self) -> None:
        """One query for the sizes of every picture and portrait on the page, the first time."""
        if self.has_sizes:
            return
        self.has_sizes = True
        portraits = [row.person.portrait for row in self.page.participants]
        pictures = [block.value["image"] for block in self.blocks if block.block_type == "picture"]
        pictures += filter(None, [*portraits, self.page.lead_image])
        if pictures:
            prefetch_related_objects(pictures, "renditions")


def _lay_anchors(rows: list[Row]) -> None:
    """`part-2`, `turn-5`; each turn told where its speaker speaks next."""
    numbers: Counter[str] = Counter()
    for row in rows:
        kind = {"section": "part", "statement": "turn"}.get(row.kind)
        if kind:
            numbers[kind] += 1
            row.anchor = f"{kind}-{numbers[kind]}"
    next_anchors: dict[int, str] = {}
    for row in reversed(rows):
        if row.anchor and row.speaker:
            row.next_anchor = next_anchors.get(row.speaker.pk, "")
            next_anchors[row.speaker.pk] = row.anchor


def _source(block: Any) -> str:
    value = block.value["text"] if block.block_type == "statement" else block.value
    return value.source


def _marked_sentence(note: Note, inner: str, is_first: bool) -> str:
    """The sentence underlined; its first piece carries the permalink and leads to the note."""
    if not is_first:
        return f'<mark class="pledge" data-note="{note.number}">{inner}</mark>'
    reference = render_to_string("articles/includes/pledge_reference.html", {"note": note}).strip()
    # The last character holds the number, so that no line begins with it.
    held = LAST_CHARACTER.sub(
        lambda last: f'<span class="nowrap">{last[1]}{reference}</span>', inner
    )
    if held == inner:
        held = inner + reference
    return (
        f'<mark class="pledge" id="{note.uuid}" data-note="{note.number}" tabindex="-1">'
        f"{held}</mark>"
    )
