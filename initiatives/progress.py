"""The progress picture: baseline, target and what was reported, as plain numbers for an SVG.

No models here: the caller hands over dates and values. Coordinates are in the SVG's own units.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

__all__ = [
    "NARROW",
    "WIDE",
    "FormerTarget",
    "Frame",
    "Point",
    "ProgressPicture",
    "Reading",
    "Revision",
    "draw_progress",
    "expected_value",
]

GRID_LINES = 4
LABEL_HEIGHT = 17
SCALE_BELOW = 12
# Where a label may stand, measured from its point: the nearest first.
LABEL_SHIFTS = (26, -14, 44, -32)


@dataclass(frozen=True)
class Frame:
    """The picture's size and margins, and how much room labels take, in SVG units.

    The last label always says how far its value can be trusted; on a phone the others don't.
    """

    width: int = 720
    height: int = 300
    margin_left: int = 64
    margin_right: int = 40
    margin_top: int = 34
    margin_bottom: int = 46
    label: int = 116
    last_label: int = 116

    @property
    def left(self) -> int:
        return self.margin_left

    @property
    def right(self) -> int:
        return self.width - self.margin_right

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def top(self) -> int:
        return self.margin_top

    @property
    def bottom(self) -> int:
        return self.height - self.margin_bottom


WIDE = Frame()
NARROW = Frame(width=360, height=280, margin_left=44, margin_right=14, label=44)


@dataclass(frozen=True)
class Reading:
    """A value on a day; `verified` means checked by the newsroom, otherwise 会员自报."""

    day: dt.date
    value: Decimal
    verified: bool
    label: str


@dataclass(frozen=True)
class Point:
    """A reading placed in the picture; `anchor` and `label_y` keep its text inside."""

    x: float
    y: float
    reading: Reading
    anchor: str
    label_y: float


@dataclass(frozen=True)
class Revision:
    """A target of the same number that was named before: on which day, how much, by when."""

    said_on: dt.date
    target: Decimal
    deadline: dt.date


@dataclass(frozen=True)
class FormerTarget:
    """An earlier target placed in the picture; `anchor` keeps its text inside."""

    x: float
    y: float
    revision: Revision
    anchor: str


@dataclass(frozen=True)
class GridLine:
    y: float
    value: Decimal


@dataclass(frozen=True)
class ProgressPicture:
    """Everything the template draws; nothing is computed there."""

    points: list[Point]
    grid: list[GridLine]
    path: str
    pace: str
    target_x: float
    target_y: float
    today_x: float | None
    start: dt.date
    end: dt.date
    expected: Decimal | None
    frame: Frame
    former_targets: list[FormerTarget]

    @property
    def latest(self) -> Reading:
        return self.points[-1].reading


def expected_value(
    baseline: Decimal, target: Decimal, start: dt.date, end: dt.date, day: dt.date
) -> Decimal:
    """What a steady pace would have reached on `day`, between baseline and target."""
    total = (end - start).days
    if total <= 0:
        return target
    passed = min(max((day - start).days, 0), total)
    return baseline + (target - baseline) * passed / total


def draw_progress(
    readings: Iterable[Reading],
    target: Decimal | None,
    deadline: dt.date | None,
    today: dt.date,
    *,
    steady: bool,
    frame: Frame = WIDE,
    revisions: Iterable[Revision] = (),
) -> ProgressPicture | None:
    """The picture of a commitment with a number; None without a target, a date or a reading.

    `steady`: the number accumulates, so that a straight line of time means something.
    `revisions`: targets of the same number that this one has superseded.
    """
    rows = sorted(readings, key=lambda reading: reading.day)
    if target is None or deadline is None or not rows:
        return None
    former = list(revisions)
    start = rows[0].day
    end = max(
        deadline,
        rows[-1].day,
        start + dt.timedelta(days=1),
        *(revision.deadline for revision in former),
    )
    values = [row.value for row in rows] + [target] + [revision.target for revision in former]
    low, high = _value_range(values)

    def x(day: dt.date) -> float:
        share = (day - start).days / (end - start).days
        return round(frame.left + share * (frame.right - frame.left), 1)

    def y(value: Decimal) -> float:
        share = float((value - low) / (high - low))
        return round(frame.bottom - share * (frame.bottom - frame.top), 1)

    points = _place_labels([(x(row.day), y(row.value), row) for row in rows], frame)
    target_x, target_y = x(deadline), y(target)
    return ProgressPicture(
        points=points,
        grid=[
            GridLine(y(value), value)
            for value in (low + (high - low) * step / GRID_LINES for step in range(GRID_LINES + 1))
        ],
        path=" ".join(f"{point.x},{point.y}" for point in points),
        pace=f"{points[0].x},{points[0].y} {target_x},{target_y}" if steady else "",
        target_x=target_x,
        target_y=target_y,
        today_x=x(today) if start <= today <= end else None,
        start=start,
        end=end,
        expected=(
            expected_value(rows[0].value, target, start, deadline, min(today, deadline))
            if steady
            else None
        ),
        frame=frame,
        former_targets=[
            FormerTarget(
                max(x(revision.deadline), frame.left),
                y(revision.target),
                revision,
                "start" if x(revision.deadline) < frame.width / 2 else "end",
            )
            for revision in former
        ],
    )


def _value_range(values: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Round bounds around the values, from zero where zero is not far away."""
    low, high = min(values), max(values)
    if 0 <= low < high / 2:
        low = Decimal(0)
    span = (high - low) or Decimal(1)
    step = Decimal(10) ** span.adjusted()
    if span < 2 * step:
        step /= 5
    steps_below = int((low / step).to_integral_value(ROUND_FLOOR))
    steps_above = max(int((high / step).to_integral_value(ROUND_CEILING)), steps_below + 1)
    steps_above += (steps_below - steps_above) % GRID_LINES
    return steps_below * step, steps_above * step


def _place_labels(placed: list[tuple[float, float, Reading]], frame: Frame) -> list[Point]:
    """Below the point where there is room, else above, else further off."""
    points: list[Point] = []
    taken: list[tuple[float, float, float]] = []
    for number, (x, y, reading) in enumerate(placed, 1):
        width = frame.last_label if number == len(placed) else frame.label
        anchor, left = _anchored(x, width, frame)
        label_y = next(
            (
                y + shift
                for shift in LABEL_SHIFTS
                if LABEL_HEIGHT <= y + shift <= frame.height - LABEL_HEIGHT - SCALE_BELOW
                and not any(
                    left < end and start < left + width and abs(y + shift - other) < LABEL_HEIGHT
                    for start, end, other in taken
                )
            ),
            y + LABEL_SHIFTS[0],
        )
        taken.append((left, left + width, label_y))
        points.append(Point(x, y, reading, anchor, label_y))
    return points


def _anchored(x: float, width: int, frame: Frame) -> tuple[str, float]:
    """How a label of that width hangs on its point, and where it begins."""
    if x < frame.left + width / 2:
        return "start", x
    if x > frame.right - width / 2:
        return "end", x - width
    return "middle", x - width / 2
