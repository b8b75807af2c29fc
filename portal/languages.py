"""The interface's language: Chinese, or English under `/en/`. Only the address decides."""

from copy import copy

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import translate_url
from django.utils.translation import get_language, get_language_from_path, override
from wagtail.contrib.redirects.middleware import RedirectMiddleware

__all__ = ["AddressLanguageMiddleware", "EveryLanguageRedirectMiddleware"]


class AddressLanguageMiddleware(LocaleMiddleware):
    """Django's own, for pages that a cache keeps once for everybody.

    Without a prefix the language is Chinese whatever the browser prefers, so no answer varies
    by `Accept-Language`.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", get_language())
        return response


class EveryLanguageRedirectMiddleware(RedirectMiddleware):
    """Wagtail's own; an old address redirects under `/en/` too, and stays there."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        language = get_language_from_path(request.path_info)
        if response.status_code != 404 or not language:
            return super().process_response(request, response)
        chinese = copy(request)
        chinese.path = request.path.removeprefix(f"/{language}")
        answer = super().process_response(chinese, response)
        if answer is not response and answer.headers["Location"].startswith("/"):
            with override(settings.LANGUAGE_CODE):
                answer.headers["Location"] = translate_url(answer.headers["Location"], language)
        return answer
