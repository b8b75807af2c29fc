"""The interface's language: Chinese, or English under `/en/`. Only the address decides."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language

__all__ = ["AddressLanguageMiddleware"]


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
