"""How commitments, people, organisations and initiatives are passed on."""

from typing import Any
from urllib.parse import urlencode

import segno
from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import override

from portal.addresses import absolute_url
from portal.fonts import font_in_use
from portal.sharing import shared

from .. import linked_data
from ..models import Commitment, InitiativePage, Organisation, Person
from ..sharing.cards import LANGUAGE, commitment_card, person_card
from ..sharing.embedding import frame

register = template.Library()
SHARING = "portal/includes/sharing.html"


def _chinese(name: str, key: str) -> str:
    """Pictures and embeds have one address, in whichever language the page is read."""
    with override(LANGUAGE):
        return reverse(name, args=[key])


@register.inclusion_tag(SHARING, takes_context=True)
def share_commitment(context: Context, commitment: Commitment) -> dict[str, Any]:
    """A draft without a code has no address to share."""
    name = getattr(context.get("newsroom"), "name", "")
    told = {
        "title": f"{commitment.speaker.name}：{commitment.summary}",
        "description": f"「{commitment.quote}」——{commitment.verdict.label}",
    }
    if not commitment.code:
        return shared(context, **told)
    with override(LANGUAGE):
        address = absolute_url(commitment.get_absolute_url())
        data = linked_data.quotation(commitment)
    return shared(
        context,
        **told,
        card=commitment_card(commitment, name),
        card_path=_chinese("commitment_card", commitment.code),
        published=commitment.said_on,
        data=data,
        oembed=f"{absolute_url('/oembed/')}?{urlencode({'url': address, 'format': 'json'})}",
    )


@register.inclusion_tag(SHARING, takes_context=True)
def share_person(context: Context, person: Person) -> dict[str, Any]:
    name = getattr(context.get("newsroom"), "name", "")
    counts = person.commitments.public().verdict_counts()
    return shared(
        context,
        title=person.name,
        description=person.full_title,
        kind="profile",
        card=person_card(person, counts, name),
        card_path=_chinese("person_card", person.slug) if person.slug else "",
        data=linked_data.person_page(person),
    )


@register.inclusion_tag(SHARING, takes_context=True)
def share_organisation(context: Context, organisation: Organisation) -> dict[str, Any]:
    return shared(
        context,
        title=organisation.name,
        description=organisation.description or organisation.get_kind_display(),
        kind="profile",
        data=linked_data.organisation(organisation),
    )


@register.inclusion_tag(SHARING, takes_context=True)
def share_page(context: Context, page: InitiativePage) -> dict[str, Any]:
    """A page that is told by its title and one sentence."""
    description = page.search_description or getattr(page, "summary", "")
    return shared(context, title=page.title, description=description)


@register.inclusion_tag("initiatives/includes/share.html")
def share_section(commitment: Commitment) -> dict[str, Any]:
    """QR code, poster, address and embed code of a published commitment."""
    with override(LANGUAGE):
        address = absolute_url(commitment.get_absolute_url())
        qr = segno.make(address, error="m").svg_inline(omitsize=True, border=1, dark="#1b1a17")
        return {
            "address": address,
            "qr": mark_safe(qr),  # noqa: S308 (drawn by the library, from our own address)
            "poster": reverse("commitment_poster", args=[commitment.code]) if font_in_use() else "",
            "code": frame(commitment),
        }
