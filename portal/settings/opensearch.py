"""Searching on machines of its own: `OPENSEARCH_URL` names them, nothing else changes.

Wagtail's own backend for OpenSearch 3, with Chinese cut into pairs of characters as our own
backend does it; single characters are kept when filing, so that they can be found as well.
"""

from typing import Any

__all__ = ["backends"]

CHINESE = {
    "analyzer": {
        "default": {
            "type": "custom",
            "tokenizer": "standard",
            "filter": ["cjk_width", "lowercase", "letters_and_pairs"],
        },
        "default_search": {
            "type": "custom",
            "tokenizer": "standard",
            "filter": ["cjk_width", "lowercase", "cjk_bigram"],
        },
    },
    "filter": {"letters_and_pairs": {"type": "cjk_bigram", "output_unigrams": True}},
}


def backends(url: str) -> dict[str, Any]:
    """`WAGTAILSEARCH_BACKENDS` for one address, or for several with commas between them."""
    return {
        "default": {
            "BACKEND": "wagtail.search.backends.opensearch3",
            "URLS": url.split(","),
            "INDEX_PREFIX": "portal_",
            "INDEX_SETTINGS": {"settings": {"analysis": CHINESE}},
        }
    }
