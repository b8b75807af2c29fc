"""The words of a page's body as it is stored, so that whom it names need not be looked up."""

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import Block, ChooserBlock, ListBlock, StreamBlock, StreamValue, StructBlock

__all__ = ["texts_of"]


def texts_of(body: StreamValue) -> list[str]:
    """Block by block, as the index has them; costs no query, however many blocks there are."""
    return list(_texts(body.stream_block, body.raw_data))


def _texts(block: Block, stored: Any) -> Iterator[str]:
    match block:
        case ChooserBlock():
            return
        case StreamBlock():
            for child in stored:
                if child["type"] in block.child_blocks:
                    yield from _texts(block.child_blocks[child["type"]], child["value"])
        case StructBlock():
            for name, child in block.child_blocks.items():
                if stored.get(name) is not None:
                    yield from _texts(child, stored[name])
        case ListBlock():
            for item in stored:
                yield from _texts(block.child_block, item["value"])
        case _:
            yield from block.get_searchable_content(block.to_python(stored))
