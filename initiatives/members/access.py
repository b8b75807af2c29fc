"""Who may open a page of the association's area, and how every page of it is handed out."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.generic import View

from ..models import Organisation
from ..permissions import represented_association

__all__ = ["AssociationView", "PrivatePage"]


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
            return redirect_to_login(request.get_full_path(), reverse("members:login"))
        association = represented_association(request.user)
        if association is None:
            return render(request, "members/stranger.html", status=403)
        # Templates of the area name it in their head.
        self.association = request.association = association
        return super().admit(request, *args, **kwargs)
