"""Headers and refusals that hold for every address."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from .errors import not_found

LONGEST_QUERY = 8192
LONGEST_PATH = 2048


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Strict for readers; the admin's own policy, with inline scripts, under `/admin/` only."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        if not report_only and request.path_info.startswith(reverse("wagtailadmin_home")):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
        return super().get_policy_parts(request, response, report_only)


class RefuseNulBytesMiddleware:
    """Answer 404 where an address could only fail: PostgreSQL refuses NUL in any text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "%00" in query or "\0" in query:
            return not_found(request, Http404())
        if any("\0" in value for value in request.COOKIES.values()):
            return not_found(request, Http404())
        if len(query) > LONGEST_QUERY or len(request.path_info) > LONGEST_PATH:
            return not_found(request, Http404())
        return self.get_response(request)
