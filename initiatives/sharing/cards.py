"""What a shared link of a commitment or a person looks like, as words for `share_images`."""

from collections.abc import Mapping

from django.utils.translation import override

from portal.share_images import Seal, ShareImage, Stroke

from ..enums import DECIDED_VERDICTS, Verdict
from ..models import Commitment, Person
from ..templatetags.commitments import deadline_label, target

__all__ = ["LANGUAGE", "commitment_card", "person_card", "seal_of"]

# Pictures are in Chinese, whoever shares them.
LANGUAGE = "zh-hans"
MO, SHIQING, ZHE, SHILV, ZHU = "#6B665E", "#1D4E89", "#8A5A00", "#1F6F5B", "#B3261E"
COLOURS = {
    Verdict.IN_PROGRESS: SHIQING,
    Verdict.ON_TRACK: SHIQING,
    Verdict.BEHIND: ZHE,
    Verdict.STALLED: ZHE,
    Verdict.PARTLY_KEPT: ZHE,
    Verdict.KEPT: SHILV,
    Verdict.NOT_KEPT: ZHU,
}


def seal_of(verdict: Verdict) -> Seal:
    """As the stylesheet cuts it: decided ones solid, open ones outlined, unchecked dashed."""
    stroke = Stroke.SOLID if verdict in DECIDED_VERDICTS else Stroke.OUTLINED
    if verdict is Verdict.UNCHECKED:
        stroke = Stroke.DASHED
    return Seal(str(verdict.label), COLOURS.get(verdict, MO), stroke)


def commitment_card(commitment: Commitment, newsroom: str) -> ShareImage:
    """The quote, who said it, the number and the deadline, how it stands."""
    with override(LANGUAGE):
        number = target(commitment)
        parts = []
        if commitment.has_number:
            parts.append(f"{number['sign']}{number['figure']}{commitment.unit}")
        parts.append(deadline_label(commitment))
        return ShareImage(
            newsroom=newsroom,
            label=f"承诺簿 · {commitment.code}",
            words=commitment.quote.rstrip("。"),
            name=commitment.speaker.name,
            title=commitment.speaker_title,
            facts="　".join(parts),
            seal=seal_of(commitment.verdict),
            is_quote=True,
        )


def person_card(person: Person, counts: Mapping[Verdict, int], newsroom: str) -> ShareImage:
    """The name, and how many promises stand at each verdict."""
    with override(LANGUAGE):
        return ShareImage(
            newsroom=newsroom,
            label="说过的话，如今怎样",
            words=person.name,
            name=person.full_title,
            counts=tuple(
                (seal_of(verdict), number) for verdict, number in counts.items() if number
            ),
        )
