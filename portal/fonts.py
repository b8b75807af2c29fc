"""The Chinese fonts of this machine, for pictures that the portal draws itself."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import ImageFont

__all__ = ["chinese_font", "font_in_use"]

# Files by name, the first found is used.
SONG = (
    "NotoSerifCJK-Bold.ttc",
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifSC-Bold.otf",
    "SourceHanSerifSC-Bold.otf",
    "SourceHanSerif-Bold.ttc",
    "Songti.ttc",
    "simsun.ttc",
)
HEI = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "PingFang.ttc",
    "msyh.ttc",
    "STHeiti Medium.ttc",
    "NotoSansCJK-Bold.ttc",
    "msyhbd.ttc",
    "wqy-zenhei.ttc",
    "wqy-microhei.ttc",
)
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
FACES_AT_MOST = 40  # in one collection


def chinese_font(height: int, *, song: bool = True) -> ImageFont.FreeTypeFont | None:
    """A Song face, or a Hei for small print; either for the other; None on a bare machine."""
    face = _face(song)
    return ImageFont.truetype(str(face[0]), height, index=face[1]) if face else None


def font_in_use() -> str:
    """The name of the font file for headings; empty when there is none."""
    face = _face(True)
    return face[0].name if face else ""


@cache
def _face(song: bool) -> tuple[Path, int] | None:
    """The best font file and its face for the mainland."""
    found = _files()
    wanted: Sequence[str] = SONG + HEI if song else HEI + SONG
    path = next((found[name] for name in wanted if name in found), None)
    return (path, _mainland_face(path)) if path else None


@cache
def _files() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in FOLDERS:
        root = Path(folder).expanduser()
        if root.is_dir():
            for path in sorted(root.rglob("*.[to]t[cf]")):
                found.setdefault(path.name, path)
    return found


def _mainland_face(path: Path) -> int:
    """Collections begin with the Japanese face, whose characters are shaped differently."""
    faces = []
    for index in range(FACES_AT_MOST):
        try:
            faces.append(ImageFont.truetype(str(path), 16, index=index).getname())
        except OSError:
            break
    mainland = [
        (style != "Bold", index)
        for index, (family, style) in enumerate(faces)
        if "SC" in (family or "").split()
    ]
    return min(mainland)[1] if mainland else 0
