"""Editorial illustrations in flat ink: a 1500 × 1000 sheet, paper below, one thing in vermilion."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import ImageDraw

__all__ = ["SCENES", "Sheet"]

WIDTH, HEIGHT = 1500, 1000
PAPER, PAPER_2, RULE = "#FBF9F4", "#F3EFE6", "#D9D3C7"
INK, INK_2, MIST = "#1B1A17", "#5B564D", "#B9B2A3"
ZHU = "#B3261E"

Dot = tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """Draws in the units of the sheet, whatever the image's own size."""

    draw: ImageDraw.ImageDraw
    scale: float

    def _at(self, dots: Sequence[Dot]) -> list[Dot]:
        return [(x * self.scale, y * self.scale) for x, y in dots]

    def area(self, *dots: Dot, fill: str) -> None:
        self.draw.polygon(self._at(dots), fill=fill)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        self.draw.rectangle(self._at(((left, top), (right, bottom))), fill=fill)

    def line(self, *dots: Dot, fill: str = INK, width: float = 5) -> None:
        self.draw.line(self._at(dots), fill=fill, width=round(width * self.scale), joint="curve")

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        dots = ((x - radius, y - radius), (x + radius, y + radius))
        self.draw.ellipse(self._at(dots), fill=fill)

    def ring(self, x: float, y: float, radius: float, fill: str = INK, width: float = 5) -> None:
        dots = ((x - radius, y - radius), (x + radius, y + radius))
        self.draw.ellipse(self._at(dots), outline=fill, width=round(width * self.scale))


def _car(
    sheet: Sheet, x: float, ground: float, size: float, body: str, glass: str, face: int = 1
) -> None:
    """A saloon from the side, its nose to the right (`face` 1) or left (−1)."""

    def at(dx: float, dy: float) -> Dot:
        return x + face * dx * size, ground + dy * size

    outline = [
        (-200, -46), (-196, -84), (-150, -98), (-96, -146), (-66, -156), (34, -156),
        (66, -148), (118, -102), (178, -88), (200, -70), (204, -40), (-196, -40),
    ]  # fmt: skip
    sheet.area(*(at(*dot) for dot in outline), fill=body)
    rear = ((-126, -104), (-86, -140), (-64, -146), (-20, -146), (-20, -104))
    front = ((-6, -104), (-6, -146), (32, -146), (58, -140), (98, -104))
    for pane in (rear, front):
        sheet.area(*(at(*dot) for dot in pane), fill=glass)
    for wheel in (-118, 122):
        centre = at(wheel, -40)
        sheet.disc(*centre, 44 * size, PAPER_2)
        sheet.disc(*centre, 37 * size, INK)
        sheet.disc(*centre, 15 * size, PAPER_2)


def _shell(sheet: Sheet, x: float, ground: float, colour: str, width: float) -> None:
    """A body in white on the line: outline only, no wheels yet."""
    outline = [
        (-220, -30), (-216, -92), (-164, -110), (-104, -164), (-70, -174), (40, -174),
        (76, -164), (132, -112), (200, -96), (222, -76), (226, -30), (182, -30),
        (170, -64), (134, -80), (98, -64), (86, -30), (-82, -30), (-94, -64),
        (-130, -80), (-166, -64), (-178, -30), (-220, -30), (-219, -50),
    ]  # fmt: skip
    sheet.area(*((x + dx, ground + dy) for dx, dy in outline), fill=PAPER)
    sheet.line(*((x + dx, ground + dy) for dx, dy in outline), fill=colour, width=width)
    for pane in (
        [(-138, -116), (-94, -156), (-68, -162), (-20, -162), (-20, -116), (-138, -116)],
        [(0, -116), (0, -162), (38, -162), (66, -154), (110, -116), (0, -116)],
    ):
        sheet.line(*((x + dx, ground + dy) for dx, dy in pane), fill=colour, width=width)
    sheet.line((x - 10, ground - 104), (x - 10, ground - 36), fill=colour, width=width * 0.6)


def _robot(sheet: Sheet, x: float, base: float, reach: Dot, elbow: Dot) -> None:
    """An arm on a plinth: shoulder, elbow, hand."""
    shoulder = (x, base - 96)
    sheet.area((x - 62, base), (x - 40, base - 62), (x + 40, base - 62), (x + 62, base), fill=INK)
    sheet.line((x, base - 50), shoulder, width=44)
    sheet.line(shoulder, elbow, width=34)
    sheet.line(elbow, reach, width=22)
    for joint, radius in ((shoulder, 34), (elbow, 27), (reach, 16)):
        sheet.disc(*joint, radius, INK)
        sheet.disc(*joint, radius * 0.42, PAPER_2)


def assembly(sheet: Sheet) -> None:
    """Three bodies on a line under a sawtooth roof; the nearest one outlined in vermilion."""
    sheet.box(0, 0, WIDTH, HEIGHT, PAPER_2)
    for number in range(6):
        left = number * 260 - 40
        sheet.area((left, 250), (left, 110), (left + 260, 250), fill=RULE)
        sheet.area((left, 234), (left, 138), (left + 178, 234), fill=PAPER)
        for bar in (46, 92):
            sheet.line((left + bar, 234), (left + bar, 110 + bar * 0.54 + 20), fill=RULE, width=6)
    sheet.box(0, 250, WIDTH, 266, INK)
    for x in (150, 450, 750, 1050, 1350):
        sheet.line((x, 266), (x, 690), fill=RULE, width=14)
    sheet.line((0, 330), (WIDTH, 330), fill=INK_2, width=6)
    for x in (236, 730, 1230):
        sheet.line((x - 120, 330), (x - 120, 372), fill=INK_2, width=6)
        sheet.line((x + 120, 330), (x + 120, 372), fill=INK_2, width=6)
    sheet.box(0, 700, WIDTH, HEIGHT, MIST)
    sheet.box(0, 700, WIDTH, 726, INK)
    for x in range(20, WIDTH, 60):
        sheet.disc(x, 746, 13, INK)
    sheet.box(0, 766, WIDTH, 774, INK)
    _shell(sheet, 236, 700, INK_2, 6)
    _shell(sheet, 730, 700, INK, 7)
    _shell(sheet, 1230, 700, ZHU, 11)
    _robot(sheet, 480, 930, (612, 548), (418, 580))
    _robot(sheet, 978, 930, (1112, 548), (914, 580))
    sheet.box(0, 930, WIDTH, 938, INK)


def _ridge(seed: int, base: float, swing: float, step: int = 30) -> list[Dot]:
    """A line of hills, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (a shape, not a secret)
    waves = [(chance.uniform(0.6, 3.2), chance.uniform(0, math.tau)) for _ in range(4)]
    return [
        (
            x,
            base
            - swing
            * sum(
                math.sin(x / WIDTH * math.tau * f + p) / (n + 1.4) for n, (f, p) in enumerate(waves)
            ),
        )
        for x in range(0, WIDTH + step, step)
    ]


def city(sheet: Sheet) -> None:
    """Hills, towers stepping down to a river, a bridge across; one car on it."""
    sheet.box(0, 0, WIDTH, HEIGHT, PAPER_2)
    sheet.disc(1150, 230, 92, PAPER)
    for seed, base, swing, colour in ((3, 400, 74, "#E4DDCE"), (8, 490, 62, RULE)):
        sheet.area((0, HEIGHT), *_ridge(seed, base, swing), (WIDTH, HEIGHT), fill=colour)
    _towers(sheet, 5, 620, MIST, (30, 58), (110, 330), windows=False)
    front = [(x, y) for x, y in _ridge(21, 640, 40)]
    sheet.area((0, HEIGHT), *front, (WIDTH, HEIGHT), fill="#8F8777")
    _towers(sheet, 11, 690, INK_2, (40, 74), (90, 300), windows=True)
    sheet.box(0, 690, WIDTH, HEIGHT, "#E9E3D6")
    for row, y in enumerate((790, 832, 878, 928, 974)):
        chance = random.Random(row)  # noqa: S311 (a shape, not a secret)
        x = chance.uniform(-120, 0)
        while x < WIDTH:
            length = chance.uniform(60, 240)
            sheet.line((x, y), (x + length, y), fill=MIST, width=4)
            x += length + chance.uniform(60, 260)
    for x in (430, 1090):
        sheet.box(x - 15, 400, x + 15, 880, INK)
        sheet.box(x - 34, 868, x + 34, 896, INK)
        for number in range(1, 9):
            offset, height = number * 42, 420 + number * 4
            sheet.line((x, height), (x - offset, 712), fill=INK, width=3)
            sheet.line((x, height), (x + offset, 712), fill=INK, width=3)
    sheet.box(0, 708, WIDTH, 734, INK)
    _car(sheet, 760, 714, 0.34, ZHU, PAPER_2)


def _towers(
    sheet: Sheet,
    seed: int,
    ground: float,
    colour: str,
    widths: tuple[int, int],
    heights: tuple[int, int],
    *,
    windows: bool,
) -> None:
    chance = random.Random(seed)  # noqa: S311 (a shape, not a secret)
    x = -20.0
    while x < WIDTH:
        wide = chance.uniform(*widths)
        # Lower in the middle, where the bridge and the river open the view.
        open_view = 1 - 0.55 * math.exp(-(((x - 760) / 260) ** 2))
        top = ground - chance.uniform(*heights) * open_view
        sheet.box(x, top, x + wide, ground + 6, colour)
        if chance.random() < 0.3:
            sheet.line((x + wide / 2, top), (x + wide / 2, top - 34), fill=colour, width=5)
        if windows:
            for y in range(int(top) + 18, int(ground) - 12, 26):
                sheet.line((x + 10, y), (x + wide - 10, y), fill="#8F8777", width=4)
        x += wide + chance.uniform(4, 26)


def charging(sheet: Sheet) -> None:
    """A slope with charging posts under a roof, a car plugged in by a vermilion cable."""
    sheet.box(0, 0, WIDTH, HEIGHT, PAPER_2)
    sheet.area((0, HEIGHT), *_ridge(4, 430, 60), (WIDTH, HEIGHT), fill="#E4DDCE")
    sheet.area((0, HEIGHT), *_ridge(14, 560, 46), (WIDTH, HEIGHT), fill=RULE)
    for number in range(7):
        left, top = 40 + number * 62, 600 - number * 26
        sheet.box(left, top - 70, left + 46, 790, MIST if number % 2 else "#A59D8C")
        for y in range(int(top) - 52, 760, 34):
            sheet.line((left + 9, y), (left + 37, y), fill=RULE, width=5)
    sheet.box(0, 790, WIDTH, HEIGHT, INK_2)
    sheet.box(0, 790, WIDTH, 800, INK)
    for x in range(-40, WIDTH, 210):
        sheet.area((x, 930), (x + 120, 930), (x + 104, 944), (x - 16, 944), fill=RULE)
    sheet.area((560, 330), (1460, 272), (1460, 300), (560, 358), fill=INK)
    for x, top in ((640, 340), (1380, 290)):
        sheet.line((x, top), (x, 792), width=16)
    for x in (770, 940, 1110, 1300):
        _post(sheet, x)
    _car(sheet, 980, 856, 1.16, PAPER, MIST)
    _outline_car(sheet, 980, 856, 1.16)
    cable = _curve((1266, 612), (1196, 620), (1090, 700), (1152, 764))
    sheet.line(*cable, fill=ZHU, width=10)
    sheet.disc(*cable[-1], 15, ZHU)


def _post(sheet: Sheet, x: float) -> None:
    """A charging post with a lightning bolt in its window."""
    top = ((x - 34, 560), (x - 22, 540), (x + 34, 540))
    sheet.area((x - 34, 792), *top, (x + 34, 792), fill=INK)
    sheet.box(x - 20, 568, x + 20, 616, PAPER_2)
    bolt = ((4, 572), (-12, 596), (-1, 596), (-5, 612), (12, 588), (1, 588))
    sheet.area(*((x + dx, y) for dx, y in bolt), fill=INK)


def _curve(start: Dot, first: Dot, second: Dot, end: Dot, steps: int = 40) -> list[Dot]:
    """A cubic curve, as a pen draws a hanging cable."""

    def at(share: float, a: float, b: float, c: float, d: float) -> float:
        rest = 1 - share
        return rest**3 * a + 3 * rest**2 * share * b + 3 * rest * share**2 * c + share**3 * d

    pairs = tuple(zip(start, first, second, end, strict=True))
    return [tuple(at(step / steps, *pair) for pair in pairs) for step in range(steps + 1)]


def _outline_car(sheet: Sheet, x: float, ground: float, size: float) -> None:
    dots = [
        (-72, -40), (-162, -40), (-196, -46), (-196, -84), (-150, -98), (-96, -146), (-66, -156),
        (34, -156), (66, -148), (118, -102), (178, -88), (200, -70), (204, -40), (168, -40),
    ]  # fmt: skip
    sheet.line(*((x + dx * size, ground + dy * size) for dx, dy in dots[1:]), width=7)
    sheet.line((x - 74 * size, ground - 40 * size), (x + 78 * size, ground - 40 * size), width=7)
    sheet.line((x - 13 * size, ground - 100 * size), (x - 13 * size, ground - 44 * size), width=4)


def port(sheet: Sheet) -> None:
    """Three ship-to-shore cranes, a freighter, stacks of boxes; one box in vermilion."""
    sheet.box(0, 0, WIDTH, HEIGHT, "#DCD6C8")
    sheet.disc(300, 210, 74, PAPER)
    sheet.area((0, HEIGHT), *_ridge(6, 520, 34), (WIDTH, HEIGHT), fill="#CDC5B4")
    sheet.box(0, 640, WIDTH, HEIGHT, "#BFB7A6")
    for row, y in enumerate((676, 706, 742)):
        for x in range(-60 + row * 70, 760, 260):
            sheet.line((x, y), (x + 120, y), fill=RULE, width=4)
    _ship(sheet)
    for row, y in enumerate((836, 872, 914, 960)):
        for x in range(-90 + row * 60, 480, 230):
            sheet.line((x, y), (min(x + 130, 496), y), fill=RULE, width=4)
    for x in (600, 870, 1140):
        _crane(sheet, x)
    sheet.box(520, 806, WIDTH, HEIGHT, INK_2)
    sheet.box(520, 806, WIDTH, 818, INK)
    colours = (INK, "#3B3832", "#7B7466", MIST, "#CDC5B4")
    chance = random.Random(17)  # noqa: S311 (a shape, not a secret)
    for column in range(9):
        for level in range((3, 2, 3, 1, 2, 3, 2, 3, 2)[column]):
            left, bottom = 556 + column * 106, 976 - level * 46
            chosen = ZHU if (column, level) == (4, 1) else chance.choice(colours)
            sheet.box(left, bottom - 42, left + 100, bottom, chosen)
            for rib in range(14, 96, 14):
                sheet.line((left + rib, bottom - 35), (left + rib, bottom - 7), fill=INK_2, width=2)


def _ship(sheet: Sheet) -> None:
    chance = random.Random(5)  # noqa: S311 (a shape, not a secret)
    for column in range(6):
        for level in range((2, 3, 4, 4, 3, 3)[column]):
            left, bottom = 118 + column * 62, 690 - level * 34
            sheet.box(
                left, bottom - 31, left + 58, bottom, chance.choice((INK_2, "#7B7466", "#948C7C"))
            )
    sheet.box(24, 560, 98, 690, PAPER)
    for y in (584, 614, 644):
        sheet.line((36, y), (86, y), fill=INK_2, width=8)
    sheet.box(48, 520, 72, 560, INK)
    sheet.area((-20, 690), (548, 690), (500, 806), (-20, 806), fill=INK)
    sheet.line((-20, 776), (513, 776), fill=PAPER_2, width=5)


def _crane(sheet: Sheet, x: float) -> None:
    """A gantry with a boom toward the water on the left."""
    for leg in (x - 56, x + 56):
        sheet.line((leg, 812), (leg, 420), width=17)
    sheet.line((x - 56, 640), (x + 56, 640), width=12)
    sheet.line((x - 56, 800), (x + 56, 640), width=7)
    sheet.line((x - 300, 420), (x + 150, 420), width=17)
    sheet.line((x - 16, 420), (x - 16, 270), width=15)
    sheet.line((x - 16, 276), (x - 286, 416), width=6)
    sheet.line((x - 16, 276), (x - 150, 416), width=5)
    sheet.line((x - 16, 276), (x + 146, 416), width=6)
    sheet.box(x + 70, 372, x + 138, 420, INK)
    trolley = x - 226
    sheet.box(trolley - 20, 426, trolley + 20, 446, INK)
    for side in (-14, 14):
        sheet.line((trolley + side, 446), (trolley + side, 516), width=3)
    sheet.box(trolley - 30, 516, trolley + 30, 548, "#7B7466")


SCENES: dict[str, Callable[[Sheet], None]] = {
    "assembly": assembly,
    "charging": charging,
    "city": city,
    "port": port,
}
