"""The demo's pictures, drawn with Pillow: marks in place of portraits, and scenes in flat ink.

Everything is the same each time it is drawn on the same machine. A portrait is a sheet with the
surname on it, never a likeness; without a Chinese font it is a cut tile made from the name.
"""

import io
import math
import random

from PIL import Image, ImageDraw, ImageFont

from portal.fonts import chinese_font

from .scenes import SCENES, Sheet

__all__ = ["draw_portrait", "draw_scene"]

INK, PAPER, PAPER_2 = "#1B1A17", "#FBF9F4", "#F3EFE6"
ZHU, ZHU_ON_DARK = "#B3261E", "#FF8A75"

PORTRAIT = 480
OVERSAMPLE = 2
SCENE_SIZE = (1500, 1000)
# Ground and figure, from thick ink to paper: no hues, which on this site mean verdicts, and no
# ground that is lost on the page of either theme.
DUOTONES = (
    ("#34312A", PAPER),
    ("#5B564D", PAPER),
    ("#CFC8B9", INK),
    ("#E6DFD0", INK),
)


def draw_portrait(name: str) -> bytes:
    """A square PNG with the first character of the name, in two inks and a touch of vermilion."""
    chance = random.Random(name)  # noqa: S311 (a choice of pattern, not a secret)
    ground, figure = chance.choice(DUOTONES)
    size = PORTRAIT * OVERSAMPLE
    image = Image.new("RGB", (size, size), ground)
    draw = ImageDraw.Draw(image)
    pattern = chance.choice((_ripples, _furrows, _hills, _rings))
    pattern(draw, size, _between(ground, figure, 0.14), chance)
    font = chinese_font(round(size * 0.64))
    if font:
        _character(draw, size, name[0], font, figure)
    else:
        _tile(draw, size, figure, chance)
    _pencil(draw, size, ZHU_ON_DARK if figure == PAPER else ZHU, chance)
    return _png(image.resize((PORTRAIT, PORTRAIT), Image.Resampling.LANCZOS))


def draw_scene(scene: str) -> bytes:
    """A 3:2 PNG of one of the drawings in `scenes`; ValueError for any other name."""
    if scene not in SCENES:
        raise ValueError(f"no scene {scene!r}; there are: {', '.join(sorted(SCENES))}")
    width, height = SCENE_SIZE
    image = Image.new("RGB", (width * OVERSAMPLE, height * OVERSAMPLE), PAPER_2)
    SCENES[scene](Sheet(ImageDraw.Draw(image), OVERSAMPLE))
    return _png(image.resize(SCENE_SIZE, Image.Resampling.LANCZOS))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _character(
    draw: ImageDraw.ImageDraw,
    size: int,
    character: str,
    font: ImageFont.FreeTypeFont,
    colour: str,
) -> None:
    """Centred by its ink, not by its box: otherwise tall and flat characters sit unevenly."""
    left, top, right, bottom = draw.textbbox((0, 0), character, font=font)
    corner = (size * 0.5 - (left + right) / 2, size * 0.46 - (top + bottom) / 2)
    draw.text(corner, character, font=font, fill=colour)


def _tile(draw: ImageDraw.ImageDraw, size: int, colour: str, chance: random.Random) -> None:
    """Sixteen cells, alike from all sides: neither a face nor a whirl, which could be a symbol.

    The four corners are always there, so that it is no cross either.
    """
    cell, middle = size * 0.155, (size * 0.5, size * 0.455)
    edge = chance.choice(((0, 0), (0, 1), (1, 0), (1, 1)))
    shapes = (
        (0, 0, chance.choice((None, (0, 0), (1, 1)))),
        (1, 0, edge),
        (0, 1, edge[::-1]),
        (1, 1, chance.choice(((0, 0), (1, 1)))),
    )
    for column, row, corner in shapes:
        if corner is None:
            continue
        dots = [((column + u) * cell, (row + v) * cell) for u, v in _quarter(*corner)]
        for across in (-1, 1):
            for down in (-1, 1):
                draw.polygon(
                    [(middle[0] + across * x, middle[1] + down * y) for x, y in dots], fill=colour
                )


def _quarter(x: int, y: int) -> list[tuple[float, float]]:
    """A quarter disc in the unit square, about the corner at x, y."""
    angles = [step / 24 * math.pi / 2 for step in range(25)]
    return [(x, y), *((abs(x - math.cos(one)), abs(y - math.sin(one))) for one in angles)]


def _pencil(draw: ImageDraw.ImageDraw, size: int, colour: str, chance: random.Random) -> None:
    """The vermilion underline, drawn by hand: a slight slope, thick where the pencil pressed."""
    left, right, base = 0.22 * size, 0.78 * size, 0.89 * size
    slope, press = chance.uniform(-0.012, 0.004) * size, chance.uniform(0.3, 0.7)
    upper, lower = [], []
    for step in range(41):
        share = step / 40
        x = left + (right - left) * share
        y = base + slope * share + size * 0.003 * math.sin(share * math.tau * 1.3 + press * 9)
        half = size * (0.006 + 0.006 * math.exp(-(((share - press) / 0.4) ** 2)))
        upper.append((x, y - half))
        lower.append((x, y + half))
    draw.polygon([*upper, *reversed(lower)], fill=colour)


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
