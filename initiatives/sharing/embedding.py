"""The frame in which another site shows one of our commitments."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.addresses import absolute_url

from ..models import Commitment

__all__ = ["HEIGHT", "WIDTH", "answer", "frame"]

# Tall enough for most quotes on a phone; where scripts run, the frame grows to fit.
WIDTH, HEIGHT = 640, 320
GROWING = "initiatives/js/embedder.js"


def frame(commitment: Commitment, width: str = "100%", height: int = HEIGHT) -> SafeString:
    """The HTML for somebody else's page: the card is whole without the script, it may only scroll.

    The script's address is the one without a digest: what was pasted once must go on working.
    """
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" frameborder="0">'
        '</iframe>\n<script type="module" src="{}"></script>',
        absolute_url(reverse("commitment_embed", args=[commitment.code])),
        f"{commitment.speaker.name}：{commitment.summary}",
        width,
        height,
        absolute_url(f"{settings.STATIC_URL}{GROWING}"),
    )


def answer(
    commitment: Commitment, newsroom: str, most_width: int = 0, most_height: int = 0
) -> dict[str, Any]:
    """An oEmbed answer of type `rich`; 0 sets no limit."""
    width, height = min(WIDTH, most_width or WIDTH), min(HEIGHT, most_height or HEIGHT)
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{commitment.speaker.name}：{commitment.summary}",
        "author_name": commitment.speaker.name,
        "provider_name": newsroom,
        "provider_url": absolute_url("/"),
        "cache_age": 3600,
        "html": frame(commitment, str(width), height),
        "width": width,
        "height": height,
    }
