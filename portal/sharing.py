"""What social networks are told of a page, gathered for `portal/includes/sharing.html`."""

from typing import Any

from django.template import Context

from .addresses import absolute_url
from .fonts import font_in_use
from .linked_data import script
from .png import digest_of
from .share_images import CARD_SIZE, ShareImage

__all__ = ["shared"]


def shared(
    context: Context,
    *,
    title: str,
    description: str,
    card: ShareImage | None = None,
    card_path: str = "",
    kind: str = "article",
    data: dict[str, Any] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """No picture where this machine has no font to draw it with, and none for a draft."""
    request = context.get("request")
    has_picture = card is not None and card_path and font_in_use()
    return {
        "newsroom": context.get("newsroom"),
        "kind": kind,
        "title": title,
        "description": description,
        "address": absolute_url(request.path) if request else "",
        "image": f"{absolute_url(card_path)}?v={digest_of(card)}" if has_picture else "",
        "width": CARD_SIZE[0],
        "height": CARD_SIZE[1],
        "data": script(data) if data else "",
        **more,
    }
