"""People, organisations and commitments in the words of schema.org.

A commitment is a Quotation: words that somebody said, within an article. It is no ClaimReview:
that type rates whether a statement of fact is true, and a promise is none.
"""

from typing import Any

from portal.addresses import absolute_url
from portal.linked_data import without_empty

from .models import Commitment, Organisation, Person

__all__ = ["organisation", "person", "person_page", "quotation"]


def person(one: Person, title: str = "") -> dict[str, Any]:
    """With the title of the day where there is one."""
    return without_empty(
        {
            "@type": "Person",
            "name": one.name,
            "jobTitle": title or one.full_title,
            "url": absolute_url(one.get_absolute_url()) if one.live else "",
        }
    )


def person_page(one: Person) -> dict[str, Any]:
    """The subject of a person's own page."""
    employer = one.organisation if one.organisation and one.organisation.live else None
    return without_empty(
        {
            **person(one, one.title),
            "description": one.biography,
            "affiliation": organisation(employer) if employer else None,
        }
    )


def organisation(one: Organisation) -> dict[str, Any]:
    return without_empty(
        {
            "@type": "Organization",
            "name": one.name,
            "alternateName": one.short_name,
            "description": one.description,
            "url": absolute_url(one.get_absolute_url()),
            "sameAs": one.website,
        }
    )


def quotation(commitment: Commitment) -> dict[str, Any]:
    marks = commitment.public_marks
    return without_empty(
        {
            "@type": "Quotation",
            "identifier": commitment.code,
            "name": commitment.summary,
            "text": commitment.quote,
            "inLanguage": "zh-Hans",
            "dateCreated": commitment.said_on.isoformat(),
            "url": absolute_url(commitment.get_absolute_url()),
            "spokenByCharacter": person(commitment.speaker, commitment.speaker_title),
            "isPartOf": [
                {
                    "@type": "NewsArticle",
                    "headline": mark.page.title,
                    "url": absolute_url(mark.get_absolute_url()),
                }
                for mark in marks
            ],
        }
    )
