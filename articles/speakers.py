"""Who speaks in a body: those merged into another since it was written lead to the one kept."""

from collections.abc import Iterable

from wagtail.blocks import StreamValue

from initiatives.models import Person

__all__ = ["resolve_speakers", "speakers_of"]

STATEMENT = "statement"


def resolve_speakers(body: StreamValue) -> None:
    """In the stored form of a body, before anything has been read from it. One query at most."""
    statements = [
        block["value"] for block in body.raw_data if block["type"] == STATEMENT and block["value"]
    ]
    kept = Person.objects.successors(value.get("speaker") for value in statements)
    for value in statements:
        value["speaker"] = kept.get(value.get("speaker"), value.get("speaker"))


def speakers_of(blocks: Iterable[StreamValue.StreamChild]) -> list[Person | None]:
    """Of each block, None where nobody speaks. One query more if any of them was merged away."""
    named = [block.value["speaker"] if block.block_type == STATEMENT else None for block in blocks]
    wanted = {person.merged_into_id for person in named if person}
    kept = Person.objects.in_bulk(wanted - {None}) if wanted - {None} else {}
    return [person and kept.get(person.merged_into_id, person) for person in named]
