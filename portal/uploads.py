"""Uploads on one's own machine; in production the proxy hands them out by the same rules."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.static import serve

__all__ = ["serve_upload"]

DOCUMENTS = "documents/"


def serve_upload(request: HttpRequest, path: str) -> HttpResponse:
    """A picture. Documents may be private: only their own address asks who reads."""
    if any(part in ("", ".", "..") for part in path.split("/")) or path.startswith(DOCUMENTS):
        raise Http404
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except OSError as error:
        raise Http404 from error
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
