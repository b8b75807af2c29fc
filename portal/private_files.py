"""Files for a few people's eyes: outside the media folder, which anybody's browser may ask for."""

import os
import re
from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse
from django.utils.deconstruct import deconstructible

__all__ = ["hand_out", "private_storage", "unguessable_path"]

SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")


@deconstructible
class PrivateStorage(FileSystemStorage):
    """A folder without an address, as the settings name it at the moment."""

    @property
    def base_location(self) -> str:
        return settings.PRIVATE_ROOT

    @property
    def location(self) -> str:
        return os.path.abspath(settings.PRIVATE_ROOT)

    def url(self, name: str | None) -> str:
        raise ValueError("Private files have no address.")


private_storage = PrivateStorage()


def unguessable_path(folder: str, name: str) -> str:
    """A path that owes nothing to the uploader but a harmless suffix."""
    suffix = PurePosixPath(name).suffix.lower()
    return f"{folder}/{uuid4().hex}{suffix if SUFFIX.fullmatch(suffix) else ''}"


def hand_out(file, name: str, media_type: str) -> FileResponse:
    """As a download that no browser runs inside the site; the caller has asked who reads."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
