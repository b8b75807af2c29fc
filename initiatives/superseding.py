"""One promise may take the place of an earlier one by the same speaker: what has to hold."""

from typing import Any

from django.db import models

__all__ = ["contradictions", "still_free"]


def contradictions(commitment: Any) -> dict[str, str]:
    """By field of the commitment, why it can't stand before or after what it is tied to."""
    others = type(commitment)._base_manager.select_related("speaker__merged_into")
    earlier = others.filter(pk=commitment.supersedes_id).first()
    found = {"supersedes": _refusal(commitment, earlier)} if earlier else {}
    later = others.filter(supersedes=commitment.pk).first() if commitment.pk else None
    if later and not _same_speaker(commitment, later):
        found["speaker"] = (
            f"{later.code} 取代了这一项，承诺人须是同一位。"
            f"先到 {later.code} 里解除取代，再改承诺人。"
        )
    if later and _not_before(commitment, later):
        found["said_on"] = (
            f"{later.code}（{_day(later)}）取代了这一项，说话日期须早于它。"
            f"先到 {later.code} 里解除取代，再改日期。"
        )
    return {field: message for field, message in found.items() if message}


def still_free(model: type[models.Model], key: int | None, claimant: int | None) -> bool:
    """Whether a commitment is there, and superseded by nobody but the claimant."""
    unclaimed = models.Q(successor=None) | models.Q(successor=claimant)
    return model._base_manager.filter(unclaimed, pk=key).exists()


def _refusal(commitment: Any, earlier: Any) -> str:
    if earlier.pk == commitment.pk:
        return "一项承诺不能取代它自己。"
    if not _same_speaker(commitment, earlier):
        return f"{earlier.code} 是{earlier.speaker.resolved.name}说的；只能取代同一位承诺人的说法。"
    if commitment.pk and commitment.pk in _superseded_by(earlier):
        return f"不能绕成一圈：{earlier.code} 已经直接或间接取代了这一项。"
    if _not_before(earlier, commitment):
        return f"{earlier.code} 说于{_day(earlier)}；只能取代更早一天说的话，同一天的不行。"
    taken = type(commitment)._base_manager.filter(supersedes=earlier).exclude(pk=commitment.pk)
    if other := taken.first():
        return f"{earlier.code} 已被 {other.code} 取代；一项承诺只能被取代一次。"
    return ""


def _superseded_by(commitment: Any) -> set[int]:
    """The keys of all that stands before it, as far as the chain goes."""
    rows, before, key = type(commitment)._base_manager, set(), commitment.supersedes_id
    while key and key not in before:
        before.add(key)
        key = rows.filter(pk=key).values_list("supersedes_id", flat=True).first()
    return before


def _same_speaker(one: Any, other: Any) -> bool:
    """Nobody is missing when a form has already complained about the speaker."""
    if not one.speaker_id or not other.speaker_id:
        return True
    return one.speaker.resolved == other.speaker.resolved


def _not_before(earlier: Any, later: Any) -> bool:
    if not earlier.said_on or not later.said_on:
        return False
    return earlier.said_on >= later.said_on


def _day(commitment: Any) -> str:
    day = commitment.said_on
    return f"{day.year}年{day.month}月{day.day}日"
