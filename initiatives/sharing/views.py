"""Pictures, the embeddable card and oEmbed: only of what every reader may see."""

import re
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import DetailView, View

from portal.addresses import absolute_url
from portal.png import digest_of, newsroom_name, png_response
from portal.share_images import draw_card, draw_poster

from ..models import Commitment, Person
from .cards import commitment_card, person_card
from .embedding import answer

__all__ = ["CommitmentCard", "CommitmentPoster", "EmbedView", "OEmbedView", "PersonCard"]

ADDRESS = re.compile(r"(?:/en)?/commitments/(?P<code>[-\w]+)/")
SCAN_ME = "长按识别，看出处与依据"


def _commitment(code: str) -> Commitment:
    return get_object_or_404(Commitment.objects.public().for_listing(), code=code)


class CommitmentCard(View):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        card = commitment_card(_commitment(code), newsroom_name(request))
        return png_response(request, digest_of(card), lambda: draw_card(card))


class CommitmentPoster(View):
    """The same on a tall sheet with a QR code."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        commitment = _commitment(code)
        card = commitment_card(commitment, newsroom_name(request))
        address = absolute_url(commitment.get_absolute_url())
        return png_response(
            request, digest_of(card, address), lambda: draw_poster(card, address, SCAN_ME)
        )


class PersonCard(View):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        people = Person.objects.public().select_related("organisation")
        person = get_object_or_404(people, slug=slug)
        counts = person.commitments.public().verdict_counts()
        card = person_card(person, counts, newsroom_name(request))
        return png_response(request, digest_of(card), lambda: draw_card(card))


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_update({"frame-ancestors": ["*"]}), name="dispatch")
class EmbedView(DetailView):
    """A commitment as a card in somebody else's page: the only address that may be framed."""

    template_name = "initiatives/embed.html"
    slug_field = "code"
    slug_url_kwarg = "code"

    def get_queryset(self) -> Any:
        return Commitment.objects.public().for_listing()


class OEmbedView(View):
    """`/oembed/?url=…`: how to embed one of our commitments, by the oEmbed 1.0 specification."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.GET.get("format", "json") != "json":
            return JsonResponse({"error": "只提供 JSON：format=json。"}, status=501)
        address = request.GET.get("url", "")
        if not address:
            return JsonResponse({"error": "缺少参数 url：要嵌入的承诺的网址。"}, status=400)
        limits = [_limit(request.GET.get(name)) for name in ("maxwidth", "maxheight")]
        if None in limits:
            return JsonResponse({"error": "maxwidth、maxheight 须为正整数。"}, status=400)
        commitment = _commitment(_code_in(address))
        return JsonResponse(answer(commitment, newsroom_name(request), *limits))


def _limit(value: str | None) -> int | None:
    """0 where none is given; None where it makes no sense."""
    if value is None:
        return 0
    return int(value) if re.fullmatch(r"[1-9][0-9]{0,4}", value) else None


def _code_in(address: str) -> str:
    """The code in an address of ours; anything else has nothing to embed."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise Http404 from None
    ours = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    found = ADDRESS.fullmatch(parts.path)
    if parts.scheme not in ("http", "https") or parts.netloc != ours or not found:
        raise Http404
    return found["code"]
