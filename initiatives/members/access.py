"""Who may open a page of the association's area, and how every page of it is handed out."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import View

from ..models import Organisation
from ..permissions import represented_association

__all__ = ["AssociationView", "PrivatePage", "UploadView", "to_login"]

MEGABYTE = 1024 * 1024
# Read to the end before answering, or the browser shows a broken connection and no answer.
MOST_DRAINED = 256 * MEGABYTE


def to_login(request: HttpRequest) -> HttpResponse:
    """The associations' entrance, and back here."""
    return redirect_to_login(request.get_full_path(), reverse("members:login"))


class PrivatePage(View):
    """Never kept by a cache, never indexed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = self.admit(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def admit(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let everybody in; whoever must not come in is answered here."""
        return super().dispatch(request, *args, **kwargs)


class AssociationView(PrivatePage):
    """For those who report in the name of an association; `self.association` is theirs.

    Whatever a view shows or changes is looked up through it, so that another association's
    things are not found.
    """

    association: Organisation

    def admit(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_login(request)
        association = represented_association(request.user)
        if association is None:
            return render(request, "members/stranger.html", status=403)
        # Templates of the area name it in their head.
        self.association = request.association = association
        return self.serve(request, *args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer somebody who was let in."""
        return super().admit(request, *args, **kwargs)


@method_decorator(csrf_exempt, name="dispatch")
class UploadView(AssociationView):
    """Takes files; a request longer than `longest_request` bytes is refused before it is parsed.

    The check for forged requests reads the form, so it comes only after that.
    """

    longest_request: int

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isdecimal() and int(length) > self.longest_request:
            return self._too_large(request)
        return csrf_protect(super().serve)(request, *args, **kwargs)

    def _too_large(self, request: HttpRequest) -> HttpResponse:
        drained = 0
        while drained < MOST_DRAINED and (chunk := request.read(MEGABYTE)):
            drained += len(chunk)
        context = {"megabytes": self.longest_request // MEGABYTE}
        return render(request, "members/too_large.html", context, status=413)
