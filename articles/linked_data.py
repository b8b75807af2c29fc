"""An article in the words of schema.org, with its public corrections."""

from typing import Any

from initiatives import linked_data
from portal.addresses import absolute_url
from portal.linked_data import publisher, without_empty

from .models import Appearance, ArticlePage

__all__ = ["news_article"]


def news_article(page: ArticlePage, newsroom: Any) -> dict[str, Any]:
    """`newsroom` publishes it."""
    written_by = page.bylines or page.moderators
    return without_empty(
        {
            "@type": "NewsArticle",
            "headline": page.title,
            "alternativeHeadline": page.kicker,
            "articleSection": page.column,
            "description": page.standfirst,
            "inLanguage": "zh-Hans",
            "isAccessibleForFree": True,
            "datePublished": page.edition_date.isoformat(),
            "dateModified": page.last_published_at.isoformat() if page.last_published_at else "",
            "printPage": page.edition_page,
            "url": absolute_url(page.url) if page.url else "",
            "author": [_participant(row) for row in written_by],
            "mentions": [_participant(row) for row in page.guests],
            "publisher": publisher(newsroom) if newsroom else None,
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "text": correction.text,
                    "datePublished": correction.corrected_on.isoformat(),
                }
                for correction in page.listed_corrections
            ],
        }
    )


def _participant(row: Appearance) -> dict[str, Any]:
    return linked_data.person(row.person, row.title)
