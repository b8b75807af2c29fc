"""Marked sentences inside rich text: how they are stored, found, compared and rendered.

The stored form is `<a linktype="commitment" id="<pk>" mark="<uuid>">sentence</a>`. Plain Python:
knows Wagtail's values of rich text and blocks, no models. Whatever is stored badly (no valid
uuid or id, never closed, across paragraphs) counts as unmarked text and never raises.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from uuid import UUID, uuid4

from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

__all__ = [
    "MarkedSentence",
    "find_marks",
    "marks_in",
    "parse_mark",
    "replace_marks",
    "rich_texts",
    "same_words",
    "separate_copies",
    "separate_copies_in",
]

LINKTYPE = "commitment"
TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)\b(?P<attrs>[^<>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
ID_FORM = re.compile(r"[1-9][0-9]{0,17}")
HEADINGS = tuple(f"h{level}" for level in range(1, 7))
BLOCK_TAGS = frozenset(("p", "li", "ul", "ol", "blockquote", "div", *HEADINGS))
SPACE = re.compile(r"[\s\u200b\ufeff]+")  # \s covers full-width and non-breaking spaces
SPACE_NOT_BETWEEN_LATIN = re.compile(r"(?<![0-9A-Za-z]) | (?![0-9A-Za-z])")
QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"', "'": "'"}


@dataclass(frozen=True)
class MarkedSentence:
    """A sentence as it stands in an article, and the commitment it is linked to."""

    uuid: UUID
    commitment_id: int
    text: str
    context: str


@dataclass
class _Piece:
    """One marked `<a>`: where its tag and its inner HTML begin and end."""

    uuid: UUID
    commitment_id: int
    start: int
    inner_start: int
    paragraph: int
    inner_end: int = 0
    end: int = 0
    text: str = ""


@dataclass
class _Run:
    """One sentence; of several pieces when Enter or a style broke it."""

    pieces: list[_Piece]
    is_copy: bool

    @property
    def text(self) -> str:
        lines: dict[int, str] = {}
        for piece in self.pieces:
            lines[piece.paragraph] = lines.get(piece.paragraph, "") + piece.text
        return "\n".join(lines.values()).strip()


@dataclass
class _Scan:
    """What one pass over a rich text finds."""

    pieces: list[_Piece] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=lambda: [""])


def parse_mark(attrs: dict[str, str]) -> tuple[UUID, int] | None:
    """The uuid and the commitment's key in the attributes of a tag; None if they aren't valid."""
    mark, key = attrs.get("mark") or "", attrs.get("id") or ""
    if attrs.get("linktype") != LINKTYPE:
        return None
    if not UUID_FORM.fullmatch(mark) or not ID_FORM.fullmatch(key):
        return None
    return UUID(mark), int(key)


def find_marks(html: str) -> list[MarkedSentence]:
    """The marked sentences of one rich text, in order of first occurrence; copies left out."""
    scan = _scan(html)
    return [
        MarkedSentence(
            uuid=run.pieces[0].uuid,
            commitment_id=run.pieces[0].commitment_id,
            text=run.text,
            context="\n".join(
                scan.paragraphs[number].strip()
                for number in dict.fromkeys(piece.paragraph for piece in run.pieces)
            ),
        )
        for run in _runs(html, scan.pieces)
        if not run.is_copy
    ]


def rich_texts(value: Any) -> Iterator[str]:
    """The sources of all rich text in a StreamField value, in order."""
    for text in _rich_text_values(value):
        yield text.source


def marks_in(stream_value: StreamValue) -> list[MarkedSentence]:
    """The marked sentences of a whole body, each uuid once, in order."""
    found: dict[UUID, MarkedSentence] = {}
    for html in rich_texts(stream_value):
        for sentence in find_marks(html):
            found.setdefault(sentence.uuid, sentence)
    return list(found.values())


def replace_marks(html: str, render: Callable[[UUID, int, str, bool], str]) -> str:
    """Put what `render(uuid, commitment_id, inner_html, is_first)` returns for every marked `<a>`.

    `is_first` is true once for each uuid, so that it can carry the permalink's id.
    """
    parts, end, seen = [], 0, set()
    for piece in _scan(html).pieces:
        inner = html[piece.inner_start : piece.inner_end]
        parts.append(html[end : piece.start])
        parts.append(render(piece.uuid, piece.commitment_id, inner, piece.uuid not in seen))
        seen.add(piece.uuid)
        end = piece.end
    return "".join(parts) + html[end:]


def same_words(a: str, b: str) -> bool:
    """Whether two sentences differ in nothing but white space and the quotes around them."""
    return _normalised(a) == _normalised(b)


def separate_copies(html: str, taken: set[UUID]) -> str:
    """Give a copied sentence a uuid of its own, so that a permalink leads to one place.

    A copy repeats a uuid of `taken`, or one that stands earlier in the text with other words
    between. `taken` grows by what is met. A sentence merely broken in two keeps its uuid.
    """
    parts, end = [], 0
    for run in _runs(html, _scan(html).pieces):
        uuid = run.pieces[0].uuid
        if run.is_copy or uuid in taken:
            fresh = uuid4()
            for piece in run.pieces:
                tag = f'<a linktype="{LINKTYPE}" id="{piece.commitment_id}" mark="{fresh}">'
                parts += [html[end : piece.start], tag]
                end = piece.inner_start
            uuid = fresh
        taken.add(uuid)
    return "".join(parts) + html[end:]


def separate_copies_in(stream_value: StreamValue | None) -> None:
    """`separate_copies` over a whole body, in place: also for a duplicated block."""
    taken: set[UUID] = set()
    for text in _rich_text_values(stream_value):
        text.source = separate_copies(text.source, taken)


def _rich_text_values(value: Any) -> Iterator[RichText]:
    if isinstance(value, RichText):
        yield value
    elif isinstance(value, StreamValue):
        for child in value:
            yield from _rich_text_values(child.value)
    elif isinstance(value, StructValue):
        for child in value.values():
            yield from _rich_text_values(child)
    elif isinstance(value, ListValue):
        for child in value:
            yield from _rich_text_values(child)


def _scan(html: str) -> _Scan:
    """One pass over the tags: the closed marks, and the plain text of each paragraph."""
    scan, open_mark, end = _Scan(), None, 0

    def read(text: str) -> None:
        scan.paragraphs[-1] += text
        if open_mark:
            open_mark.text += text

    for token in TOKEN.finditer(html):
        read(unescape(html[end : token.start()]))
        end = token.end()
        tag, closes = token["tag"].lower(), bool(token["close"])
        if tag == "a" and not closes:
            valid = parse_mark(_attributes(token["attrs"]))
            open_mark = (
                _Piece(*valid, token.start(), token.end(), len(scan.paragraphs) - 1)
                if valid
                else None
            )
        elif tag == "a":
            if open_mark and open_mark.text.strip():
                open_mark.inner_end, open_mark.end = token.start(), token.end()
                scan.pieces.append(open_mark)
            open_mark = None
        elif tag == "br":
            read("\n")
        elif tag in BLOCK_TAGS:
            open_mark = None
            scan.paragraphs.append("")
    read(unescape(html[end:]))
    return scan


def _runs(html: str, pieces: list[_Piece]) -> list[_Run]:
    """Pieces that follow each other without a word between are one sentence."""
    runs: list[_Run] = []
    seen: set[UUID] = set()
    for piece in pieces:
        if runs and _continues(runs[-1], piece, html):
            runs[-1].pieces.append(piece)
            continue
        runs.append(_Run([piece], is_copy=piece.uuid in seen))
        seen.add(piece.uuid)
    return runs


def _continues(run: _Run, piece: _Piece, html: str) -> bool:
    last = run.pieces[-1]
    if (last.uuid, last.commitment_id) != (piece.uuid, piece.commitment_id):
        return False
    if piece.paragraph != last.paragraph and piece.text.strip() == run.text:
        return False  # the whole paragraph pasted again below itself
    return not TOKEN.sub("", html[last.end : piece.start]).strip()


def _attributes(source: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(source)}


def _normalised(text: str) -> str:
    text = SPACE.sub(" ", text).strip()
    while len(text) > 1 and QUOTES.get(text[0]) == text[-1] and _wraps(text):
        text = text[1:-1].strip()
    return SPACE_NOT_BETWEEN_LATIN.sub("", text)


def _wraps(text: str) -> bool:
    """Whether the first quote is closed only by the last character."""
    opening, closing, depth = text[0], text[-1], 0
    if opening == closing:
        return opening not in text[1:-1]
    for position, character in enumerate(text):
        depth += (character == opening) - (character == closing)
        if depth == 0:
            return position == len(text) - 1
    return False
