"""Bodies of the demo's pages as Wagtail stores them, made from the plain records."""

import uuid
from collections.abc import Callable
from html import escape
from typing import Any

from .records import (
    MARK,
    Block,
    Figures,
    Paragraphs,
    Picture,
    PullQuote,
    Question,
    Section,
    Statement,
    Table,
)

__all__ = ["BodyWriter", "mark_of"]

NAMESPACE = uuid.UUID("5a3c1f0e-6d0b-4c56-9a51-2f8e0c7d9b11")


def mark_of(key: str) -> uuid.UUID:
    """The same mark for the same commitment, however often the demo is loaded."""
    return uuid.uuid5(NAMESPACE, key)


class BodyWriter:
    """Knows the primary keys behind the records' own keys."""

    def __init__(
        self,
        people: dict[str, int],
        commitments: dict[str, int],
        picture: Callable[[str], int],
    ) -> None:
        self.people = people
        self.commitments = commitments
        self.picture = picture

    def stream(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        """A StreamField's raw value."""
        return [
            {"type": kind, "value": value, "id": str(uuid.uuid4())}
            for kind, value in map(self._block, blocks)
        ]

    def rich_text(self, texts: tuple[str, ...]) -> str:
        """Paragraphs, with the marked sentences linked to their commitments."""
        paragraphs = (MARK.sub(self._mark, escape(text, quote=False)) for text in texts)
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    def _mark(self, match: Any) -> str:
        key = match["key"]
        return (
            f'<a linktype="commitment" id="{self.commitments[key]}" mark="{mark_of(key)}">'
            f"{match['sentence']}</a>"
        )

    def _block(self, block: Block) -> tuple[str, Any]:
        match block:
            case Section(heading, subheading):
                return "section", {"heading": heading, "subheading": subheading}
            case Paragraphs(texts):
                return "paragraph", self.rich_text(texts)
            case Question(text):
                return "question", text
            case Statement(speaker, texts):
                return "statement", {
                    "speaker": self.people[speaker],
                    "text": self.rich_text(texts),
                }
            case PullQuote(text, attribution):
                return "pull_quote", {"text": text, "attribution": attribution}
            case Picture(scene, caption, alt):
                image = {"image": self.picture(scene), "alt_text": alt, "decorative": False}
                return "picture", {
                    "image": image,
                    "caption": caption,
                    "credit": "示意图，由程序绘制",
                }
            case Figures(figures):
                return "figures", {"figures": [_item(vars(figure)) for figure in figures]}
            case Table(caption, rows, source):
                table = {
                    "data": [list(row) for row in rows],
                    "first_row_is_table_header": True,
                    "first_col_is_header": False,
                    "table_header_choice": "row",
                    "cell": [],
                    "mergeCells": [],
                }
                return "table", {"caption": caption, "table": table, "source": source}
        raise TypeError(block)


def _item(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}
