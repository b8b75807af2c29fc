"""Keeping what a reader sent, within limits, and forgetting who it was.

The limits are counted in the database, over the rows themselves: every web process counts the
same, nothing has to be shared but the database, and a restart forgets nothing. Two that arrive in
the same instant may both pass; that one too many does no harm.
"""

import datetime as dt
import ipaddress

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate, now

from ..models import Commitment, SourceTip

__all__ = ["MOST_BY_ALL", "MOST_BY_ONE", "TooOften", "forget", "receive", "sender_of"]

WINDOW = dt.timedelta(hours=1)
MOST_BY_ONE, MOST_BY_ALL = 5, 120
SENDER_KEPT = dt.timedelta(days=1)
CONTACT_KEPT = dt.timedelta(days=365)
# Neighbours count as one: an IPv6 customer has a whole /48.
PREFIXES = {4: 24, 6: 48}


class TooOften(Exception):
    """More than the limit; `seconds` from now there is room again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def sender_of(request: HttpRequest) -> str:
    """A digest of the reader's network, another one every day; the address is kept nowhere.

    Behind proxies the address is the one that the outermost of `TRUSTED_PROXIES` saw: what stands
    before it in the header, anybody may have written.
    """
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    address = seen[-proxies] if 0 < proxies <= len(seen) else request.META.get("REMOTE_ADDR", "")
    network = _network_of(address)
    return salted_hmac("initiatives.tips", f"{localdate()} {network}").hexdigest()[:32]


def _network_of(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    found = getattr(found, "ipv4_mapped", None) or found
    return str(ipaddress.ip_network((found, PREFIXES[found.version]), strict=False))


@transaction.atomic
def receive(commitment: Commitment, sender: str, *, url: str, text: str, contact: str) -> SourceTip:
    """Keep it for the editors; the same words sent twice are kept once. May raise `TooOften`."""
    said = {"code": commitment.code, "url": url, "text": text, "sender": sender}
    recent = SourceTip.objects.filter(received_at__gt=now() - WINDOW)
    if known := recent.filter(**said).first():
        return known
    _refuse_too_many(recent.filter(sender=sender), MOST_BY_ONE)
    _refuse_too_many(recent, MOST_BY_ALL)
    return SourceTip.objects.create(commitment=commitment, contact=contact, **said)


def _refuse_too_many(recent: QuerySet[SourceTip], most: int) -> None:
    """There is room again once the oldest of the last `most` is an hour old."""
    hours = list(recent.order_by("-received_at").values_list("received_at", flat=True)[:most])
    if len(hours) == most:
        wait = hours[-1] + WINDOW - now()
        raise TooOften(max(int(wait.total_seconds()) + 1, 1))


def forget() -> int:
    """Contacts after a year, digests of networks after a day; returns how many contacts."""
    SourceTip.objects.filter(received_at__lt=now() - SENDER_KEPT).exclude(sender="").update(
        sender=""
    )
    old = SourceTip.objects.filter(received_at__lt=now() - CONTACT_KEPT).exclude(contact="")
    return old.update(contact="")
