"""Headers and refusals that hold for every address."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse

from .errors import not_found

LONGEST_QUERY = 8192
LONGEST_PATH = 2048
API = "/api/"
FOR_PROGRAMS = (API, "/data/", "/feeds/", "/calendar/")
UNUSABLE = "地址太长，或者有不能用的字符（NUL），请改正再试。"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag",
}
# What a browser asks before it asks again whether something has changed.
PERMITTED = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Strict for readers; the admin's own policy, with inline scripts, under `/admin/` only."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        if not report_only and request.path_info.startswith(reverse("wagtailadmin_home")):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
        return super().get_policy_parts(request, response, report_only)


class OpenToEverySiteMiddleware:
    """What programs read, pages of any other site may read, whatever the answer is.

    Not by a library: those vary their answers by the asking site, which a cache would keep apart.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(FOR_PROGRAMS):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return HttpResponse(status=204, headers=OPEN | PERMITTED)
        response = self.get_response(request)
        for name, value in OPEN.items():
            response[name] = value
        return response


class RefuseNulBytesMiddleware:
    """Refuse an address that could only fail: PostgreSQL takes NUL in no text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        has_nul = (
            "\0" in request.path_info
            or "%00" in query
            or "\0" in query
            or any("\0" in value for value in request.COOKIES.values())
        )
        if has_nul or len(query) > LONGEST_QUERY or len(request.path_info) > LONGEST_PATH:
            return _unusable(request)
        return self.get_response(request)


def _unusable(request: HttpRequest) -> HttpResponse:
    """People are shown a page, programs told the reason in the form that they read."""
    if request.path_info.startswith(API):
        unicode = {"ensure_ascii": False}
        return JsonResponse({"errors": [UNUSABLE]}, status=400, json_dumps_params=unicode)
    if request.path_info.startswith(FOR_PROGRAMS):
        kind = "text/plain; charset=utf-8"
        return HttpResponse(f"{UNUSABLE}\n", status=400, content_type=kind)
    return not_found(request, Http404())
