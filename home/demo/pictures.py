"""The demo's pictures, drawn with Pillow: marks in place of portraits, and scenes in flat ink.

Everything is the same each time it is drawn. A portrait is a sheet with the surname on it, never
a likeness; without a Chinese font on the machine it stays a pattern.
"""

import io
import math
import random
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from .scenes import SCENES, Sheet

__all__ = ["draw_portrait", "draw_scene"]

PAPER, PAPER_2 = "#FBF9F4", "#F3EFE6"
INK = "#1B1A17"
ZHU, ZHU_ON_DARK = "#B3261E", "#FF8A75"

PORTRAIT = 480
OVERSAMPLE = 2
SCENE_SIZE = (1500, 1000)
# Grounds and characters of two inks each, as a newspaper's duotone would have them.
DUOTONES = (
    (INK, PAPER),
    ("#2F3A36", PAPER),
    ("#33404F", PAPER),
    ("#463A2B", PAPER),
    (PAPER_2, INK),
    ("#E6DFD0", INK),
)
# Families by file name, the first found is used; a Song face before a Hei.
FONT_NAMES = (
    "NotoSerifCJK-Bold.ttc",
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifSC-Bold.otf",
    "SourceHanSerifSC-Bold.otf",
    "Songti.ttc",
    "STHeiti Medium.ttc",
    "simsun.ttc",
    "msyhbd.ttc",
    "NotoSansCJK-Bold.ttc",
    "NotoSansCJK-Regular.ttc",
    "wqy-zenhei.ttc",
    "wqy-microhei.ttc",
)
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)


def draw_portrait(name: str) -> bytes:
    """A square PNG with the first character of the name, in two inks and a touch of vermilion."""
    chance = random.Random(name)  # noqa: S311 (a choice of pattern, not a secret)
    ground, figure = chance.choice(DUOTONES)
    size = PORTRAIT * OVERSAMPLE
    image = Image.new("RGB", (size, size), ground)
    draw = ImageDraw.Draw(image)
    pattern = chance.choice((_ripples, _furrows, _hills, _rings))
    pattern(draw, size, _between(ground, figure, 0.2), chance)
    _character(draw, size, name[0], figure)
    stroke = size * 0.016
    underline = ZHU_ON_DARK if figure == PAPER else ZHU
    draw.rectangle((size * 0.3, size * 0.875, size * 0.7, size * 0.875 + stroke), fill=underline)
    return _png(image.resize((PORTRAIT, PORTRAIT), Image.Resampling.LANCZOS))


def draw_scene(name: str) -> bytes:
    """A 3:2 PNG of one of the drawings in `scenes`."""
    width, height = SCENE_SIZE
    image = Image.new("RGB", (width * OVERSAMPLE, height * OVERSAMPLE), PAPER_2)
    SCENES[name](Sheet(ImageDraw.Draw(image), OVERSAMPLE))
    image = image.resize(SCENE_SIZE, Image.Resampling.LANCZOS)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def _font_path() -> Path | None:
    """The best Chinese font on this machine; None on a bare one."""
    found: dict[str, Path] = {}
    for folder in FONT_FOLDERS:
        root = Path(folder).expanduser()
        if root.is_dir():
            for path in root.rglob("*"):
                found.setdefault(path.name, path)
    return next((found[name] for name in FONT_NAMES if name in found), None)


def _character(draw: ImageDraw.ImageDraw, size: int, character: str, colour: str) -> None:
    path = _font_path()
    if path is None:
        radius = size * 0.2
        centre = size * 0.47
        box = (centre - radius, centre - radius, centre + radius, centre + radius)
        draw.ellipse(box, outline=colour, width=round(size * 0.03))
        return
    font = ImageFont.truetype(str(path), round(size * 0.56))
    draw.text((size / 2, size * 0.475), character, font=font, fill=colour, anchor="mm")


def _between(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of the way."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _ripples(draw: ImageDraw.ImageDraw, size: int, colour: str, chance: random.Random) -> None:
    swing, phase = size * chance.uniform(0.012, 0.022), chance.uniform(0, math.tau)
    for row in range(22):
        y = size * row / 20
        points = [
            (x, y + swing * math.sin(x / size * math.tau * 1.5 + phase + row * 0.5))
            for x in range(0, size + 20, 20)
        ]
        draw.line(points, fill=colour, width=round(size * 0.006))


def _furrows(draw: ImageDraw.ImageDraw, size: int, colour: str, chance: random.Random) -> None:
    slope = chance.choice((-1, 1)) * size
    step = size // 22
    for x in range(-size, 2 * size, step):
        draw.line((x, 0, x + slope, size), fill=colour, width=round(size * 0.006))


def _hills(draw: ImageDraw.ImageDraw, size: int, colour: str, chance: random.Random) -> None:
    for row in range(3, 20):
        y = size * row / 18
        bend, place = size * chance.uniform(0.02, 0.07), chance.uniform(0.2, 0.8) * size
        points = [
            (x, y - bend * math.exp(-(((x - place) / (size * 0.22)) ** 2)))
            for x in range(0, size + 20, 20)
        ]
        draw.line(points, fill=colour, width=round(size * 0.006))


def _rings(draw: ImageDraw.ImageDraw, size: int, colour: str, chance: random.Random) -> None:
    centre = (chance.choice((0.12, 0.88)) * size, chance.choice((0.1, 0.9)) * size)
    for step in range(1, 30):
        radius = size * step / 20
        box = (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)
        draw.ellipse(box, outline=colour, width=round(size * 0.006))
