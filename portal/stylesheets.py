"""The readers' one stylesheet, put together from the files of every app.

Each component keeps its rules beside its templates; a reader fetches one file. `findstatic`,
`collectstatic` and WhiteNoise all ask the finders, so development and production serve the same.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.checks import Error as CheckError
from django.core.files.storage import FileSystemStorage, Storage

__all__ = ["STYLESHEET", "StylesheetFinder"]

STYLESHEET = "portal/css/readers.css"


class StylesheetFinder(BaseFinder):
    """Finds `STYLESHEET`: the files of `PUBLIC_STYLESHEETS`, one after the other."""

    def __init__(self, app_names: list[str] | None = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "stylesheets")
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Every file named in the settings is there."""
        return [
            CheckError(f"PUBLIC_STYLESHEETS 中的 {name} 不存在", id="portal.E001")
            for name in settings.PUBLIC_STYLESHEETS
            if finders.find(name) is None
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:
        """The file's place on disk, made anew when one of its parts is newer."""
        if path != STYLESHEET:
            return []
        whole = self._put_together()
        return [whole] if find_all else whole

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """What `collectstatic` copies."""
        if not matches_patterns(STYLESHEET, list(ignore_patterns or [])):
            self._put_together()
            yield STYLESHEET, self.storage

    def _put_together(self) -> str:
        parts = [Path(finders.find(name)) for name in settings.PUBLIC_STYLESHEETS]
        whole = Path(self.storage.path(STYLESHEET))
        text = "\n".join(part.read_text(encoding="utf-8") for part in parts)
        if not whole.exists() or whole.read_text(encoding="utf-8") != text:
            whole.parent.mkdir(parents=True, exist_ok=True)
            # Several processes may start at once: each puts a whole file in place.
            draft = whole.with_suffix(f".{id(self)}.css")
            draft.write_text(text, encoding="utf-8")
            draft.replace(whole)
        return str(whole)
