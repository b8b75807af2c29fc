"""Pictures that the portal draws: once, kept in the cache, asked for again by their digest."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from .fonts import font_in_use
from .share_images import NoChineseFont

__all__ = ["digest_of", "newsroom_name", "png_response"]

# Part of every digest: a picture drawn by other rules has another address.
DRAWING = 1
DAY = 86_400
YEAR = 31_536_000
NO_FONT = "这台服务器没有中文字体，画不出分享图。请安装 fonts-noto-cjk（Debian、Ubuntu）后重启。"


def digest_of(*drawn: Any) -> str:
    """The same as long as the picture looks the same."""
    whole = repr((DRAWING, font_in_use(), drawn))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def newsroom_name(request: HttpRequest) -> str:
    """What the site calls itself, as every template knows it."""
    return render_to_string("portal/includes/newsroom_name.txt", request=request).strip()


def png_response(request: HttpRequest, digest: str, draw: Callable[[], bytes]) -> HttpResponse:
    """The picture, or 304 for who has it; the address with its digest may be kept for good."""
    etag = quote_etag(digest)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            picture = cache.get_or_set(f"png-{digest}", draw, DAY)
        except NoChineseFont:
            return HttpResponse(NO_FONT, status=503, content_type="text/plain; charset=utf-8")
        response = HttpResponse(picture, content_type="image/png")
    response.headers["ETag"] = etag
    is_named = request.GET.get("v") == digest
    age = f"max-age={YEAR}, immutable" if is_named else f"max-age={DAY // 24}"
    response.headers["Cache-Control"] = f"public, {age}"
    return response
