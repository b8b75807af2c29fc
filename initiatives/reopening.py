"""A judged commitment whose record is corrected goes back to 待核查 as the correction is published.

Otherwise a verdict would quietly come to speak about other words, another number or another day.
"""

from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision
from wagtail.signals import published

from portal.templatetags.typography import big_number

from .enums import Comparator
from .judging import reopen
from .models import Commitment, same_substance, substance_of

__all__ = ["publisher_of"]

HEADINGS = {"quote": "原话", "number": "目标", "deadline": "期限"}


def publisher_of(revision: Revision | None) -> AbstractBaseUser | None:
    """Whoever pressed the button; for what a schedule publishes, whoever wrote it."""
    return get_active_log_context().user or (revision and revision.user)


@receiver(published, dispatch_uid="initiatives.reopen_corrected_commitment")
def reopen_corrected_commitment(
    sender: type, instance: Any, revision: Revision | None = None, **kwargs: Any
) -> None:
    """Compare what is published now with what the current verdict was about."""
    if not isinstance(instance, Commitment):
        return
    current = instance.assessments.current().first()
    if current is None:
        return
    before, now = current.judged, substance_of(instance)
    if not same_substance(before, now):
        reopen(instance.pk, _difference(before, now), publisher_of(revision))


def _difference(before: dict[str, str], now: dict[str, str]) -> str:
    changes = [
        f"{heading}由“{_in_words(key, before[key])}”改为“{_in_words(key, now[key])}”"
        for key, heading in HEADINGS.items()
        if before[key] != now[key]
    ]
    return f"承诺的记录有更正，重新核查：{'；'.join(changes)}。"


def _in_words(key: str, value: str) -> str:
    """As readers know it: `at_least 1000000 辆` → `≥ 100万辆`."""
    if key != "number" or not value:
        return value or "无"
    sign, figure, unit = value.split(" ", 2)
    return f"{Comparator(sign).label} {big_number(Decimal(figure))}{unit}"
