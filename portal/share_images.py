"""Pictures for sharing, drawn like a cutting from the newspaper: paper, ink, one vermilion line.

Plain Python and Pillow: words come in, a PNG goes out. Needs a Chinese font, see `fonts`.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

import segno
from PIL import Image, ImageDraw, ImageFont

from .fonts import chinese_font
from .typesetting import fit

__all__ = ["CARD_SIZE", "NoChineseFont", "Seal", "ShareImage", "Stroke", "draw_card", "draw_poster"]

CARD_SIZE = (1200, 630)
POSTER_SIZE = (1080, 1620)
PAPER, INK, INK_2, RULE, ZHU = "#FBF9F4", "#1B1A17", "#5B564D", "#D9D3C7", "#B3261E"
MARGIN = 72
DASH = 9
QR = 276
# Sizes to try, the first at which everything fits.
CARD_TYPE = (60, 52, 46, 40, 34)
POSTER_TYPE = (76, 66, 56, 48, 40)
LEADING = 1.62


class NoChineseFont(Exception):
    """This machine has no font with Chinese characters."""


class Stroke(Enum):
    """How a seal is cut: decided, open, or not yet checked."""

    SOLID = "solid"
    OUTLINED = "outlined"
    DASHED = "dashed"


@dataclass(frozen=True)
class Seal:
    word: str
    colour: str
    stroke: Stroke


@dataclass(frozen=True)
class ShareImage:
    """All that is drawn; equal ones look the same, so it is also the key of the picture.

    `words` are a quote when `is_quote`; `facts` stand below, large (a number, a deadline).
    """

    newsroom: str
    label: str
    words: str
    name: str = ""
    title: str = ""
    facts: str = ""
    seal: Seal | None = None
    is_quote: bool = False
    counts: tuple[tuple[Seal, int], ...] = field(default_factory=tuple)


def draw_card(image: ShareImage) -> bytes:
    """1200 × 630, as social networks show it beside a link."""
    sheet = _Sheet(*CARD_SIZE)
    sheet.head(image, y=48, size=40)
    sheet.words(image, top=150, height=270, sizes=CARD_TYPE)
    sheet.rule(CARD_SIZE[1] - 176)
    sheet.foot(image, y=CARD_SIZE[1] - 152)
    return sheet.png()


def draw_poster(image: ShareImage, address: str, hint: str) -> bytes:
    """1080 × 1620, to be kept and passed on in WeChat, with a QR code that leads to the page."""
    width, height = POSTER_SIZE
    sheet = _Sheet(width, height)
    sheet.head(image, y=72, size=64)
    sheet.words(image, top=240, height=760, sizes=POSTER_TYPE)
    sheet.rule(1060)
    sheet.foot(image, y=1092)
    sheet.qr(address, x=MARGIN, y=height - QR - MARGIN, size=QR)
    beside, short = MARGIN + QR + 36, address.partition("://")[2]
    sheet.text((beside, height - QR), hint, 36, INK, song=True)
    for number, line in enumerate(sheet.lines(short, 26, width - MARGIN - beside, 3)):
        sheet.text((beside, height - QR + 64 + number * 38), line, 26, INK_2)
    return sheet.png()


class _Sheet:
    """Paper to draw on; coordinates in pixels from the top left."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width, height), PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def png(self) -> bytes:
        out = io.BytesIO()
        self.image.save(out, "PNG", optimize=True)
        return out.getvalue()

    def font(self, size: int, song: bool = False) -> ImageFont.FreeTypeFont:
        font = chinese_font(size, song=song)
        if font is None:
            raise NoChineseFont
        return font

    def measure(self, size: int, song: bool = False) -> Callable[[str], float]:
        return self.font(size, song).getlength

    def lines(self, text: str, size: int, width: int, most: int, song: bool = False) -> list[str]:
        return fit(text, width, most, self.measure(size, song))

    def text(
        self, place: tuple[float, float], text: str, size: int, colour: str, song: bool = False
    ) -> float:
        """Returns the width it took."""
        font = self.font(size, song)
        self.draw.text(place, text, font=font, fill=colour)
        return font.getlength(text)

    def head(self, image: ShareImage, y: int, size: int) -> None:
        """The newspaper's name, what this is, and the double rule below."""
        self.text((MARGIN, y), image.newsroom, size, INK, song=True)
        label = self.lines(image.label, size // 2, self.width // 2, 1)[0]
        width = self.measure(size // 2)(label)
        self.text((self.width - MARGIN - width, y + size * 0.55), label, size // 2, INK_2)
        below = y + round(size * 1.5)
        self.draw.rectangle((MARGIN, below, self.width - MARGIN, below + 4), fill=INK)
        self.draw.rectangle((MARGIN, below + 8, self.width - MARGIN, below + 9), fill=INK)

    def rule(self, y: int) -> None:
        self.draw.rectangle((MARGIN, y, self.width - MARGIN, y + 1), fill=RULE)

    def words(self, image: ShareImage, top: int, height: int, sizes: tuple[int, ...]) -> None:
        """The words as large as they fit; a quote is underlined, as with a pencil.

        Its brackets hang outside, so that the lines begin under each other.
        """
        width = self.width - MARGIN * 2 - (sizes[0] // 2 if image.is_quote else 0)
        for size in sizes:
            step = round(size * LEADING)
            lines = self.lines(image.words, size, width, height // step, song=True)
            if not lines or not lines[-1].endswith("…"):
                break
        y = top + (height - step * len(lines)) // 2
        for number, line in enumerate(lines, 1):
            taken = self.text((MARGIN, y), line, size, INK, song=True)
            if image.is_quote:
                under = y + round(size * 1.34)
                self.draw.rectangle((MARGIN, under, MARGIN + taken, under + size // 14), fill=ZHU)
                if number == 1:
                    self.text((MARGIN - size, y), "「", size, INK, song=True)
                if number == len(lines):
                    self.text((MARGIN + taken, y), "」", size, INK, song=True)
            y += step

    def foot(self, image: ShareImage, y: int) -> None:
        """Who, the facts, and at the right the seal; or the counts of each verdict."""
        right = self.width - MARGIN
        if image.seal:
            right = self.seal(image.seal, right, y + 8, 44) - 36
        room = right - MARGIN
        if image.name:
            taken = self.text((MARGIN, y), self.lines(image.name, 36, room, 1)[0], 36, INK)
            if image.title and room - taken > 120:
                title = self.lines(image.title, 26, int(room - taken - 24), 1)[0]
                self.text((MARGIN + taken + 24, y + 10), title, 26, INK_2)
        if image.facts:
            facts = self.lines(image.facts, 40, room, 1, song=True)[0]
            self.text((MARGIN, y + 58), facts, 40, INK, song=True)
        x = MARGIN
        for seal, number in image.counts:
            if x > self.width - MARGIN - 200:
                break
            x += self.text((x, y + 50), str(number), 44, INK, song=True) + 12
            x = self.seal(seal, x, y + 58, 28, from_left=True) + 32

    def seal(self, seal: Seal, x: float, y: float, size: int, *, from_left: bool = False) -> float:
        """A seal with its right edge at `x`, or its left; returns its other edge."""
        width = self.measure(size, song=True)(seal.word) + size
        left = x if from_left else x - width
        box = (left, y, left + width, y + size * 1.62)
        if seal.stroke is Stroke.DASHED:
            self.dashes(box, seal.colour, max(size // 12, 2))
        else:
            fill = seal.colour if seal.stroke is Stroke.SOLID else None
            self.draw.rectangle(box, outline=seal.colour, width=max(size // 12, 2), fill=fill)
        colour = PAPER if seal.stroke is Stroke.SOLID else seal.colour
        self.text((left + size / 2, y + size * 0.02), seal.word, size, colour, song=True)
        return box[2] if from_left else left

    def dashes(self, box: tuple[float, float, float, float], colour: str, width: int) -> None:
        left, top, right, bottom = (round(edge) for edge in box)
        for x in range(left, right, DASH * 2):
            for y in (top, bottom):
                self.draw.line((x, y, min(x + DASH, right), y), fill=colour, width=width)
        for y in range(top, bottom, DASH * 2):
            for x in (left, right):
                self.draw.line((x, y, x, min(y + DASH, bottom)), fill=colour, width=width)

    def qr(self, address: str, x: int, y: int, size: int) -> None:
        """In whole pixels, with the quiet zone that readers of the code need."""
        rows = [bytes(row) for row in segno.make(address, error="m").matrix]
        cell = size // (len(rows) + 8)
        edge = (size - cell * len(rows)) // 2
        self.draw.rectangle((x, y, x + size, y + size), fill="#FFFFFF", outline=RULE)
        for line, row in enumerate(rows):
            for column, is_dark in enumerate(row):
                if is_dark:
                    left, top = x + edge + column * cell, y + edge + line * cell
                    self.draw.rectangle((left, top, left + cell - 1, top + cell - 1), fill=INK)
