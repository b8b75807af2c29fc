"""Pictures of what a journey sees, for docs/ and the README: taken by the journeys themselves.

`PICTURES=docs/images .venv/bin/python -m pytest -n0 portal/tests/journeys` renews the handbook's.
"""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

__all__ = ["Camera"]

COLOURS = 200
HEIGHT, WIDTH = 900, 1280
SETTLE = 900  # milliseconds


class Camera:
    """Saves what the window shows, small enough for a page of documentation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, page: Page, name: str, width: int = WIDTH, height: int = HEIGHT) -> Path:
        usual = page.viewport_size
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(SETTLE)
        path = self.folder / f"{name}.png"
        page.screenshot(path=path)
        page.set_viewport_size(usual)
        Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)
        return path
