"""What machines read of a page, in the words of schema.org."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .addresses import absolute_url

__all__ = ["publisher", "script", "without_empty"]

# As in Django's own `json_script`: nothing in the data can end the element.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def script(thing: dict[str, Any]) -> SafeString:
    """A data block: no browser runs it, so the policy against inline scripts leaves it alone."""
    text = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text.translate(ESCAPES)),  # noqa: S308 (escaped just here)
    )


def publisher(newsroom: Any) -> dict[str, Any]:
    """The newspaper itself; `newsroom` has `name` and `publisher`."""
    return without_empty(
        {
            "@type": "NewsMediaOrganization",
            "name": newsroom.name,
            "legalName": newsroom.publisher,
            "url": absolute_url("/"),
            "correctionsPolicy": absolute_url("/corrections/"),
            "publishingPrinciples": absolute_url("/methodology/"),
        }
    )


def without_empty(thing: dict[str, Any]) -> dict[str, Any]:
    """What nobody knows is left out, not said to be nothing."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}
