"""The door of the desk."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from ..permissions import can_import

__all__ = ["ImportersOnly"]


class ImportersOnly:
    """Views for those who may bring in manuscripts; Wagtail has let in staff only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
