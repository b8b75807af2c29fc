"""The progress picture: baseline, target and what was reported, as plain numbers for an SVG.

No models here: the caller hands over dates and values. Coordinates are in the SVG's own units.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Point", "ProgressPicture", "Reading", "draw_progress", "expected_value"]

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 40, 34, 46
GRID_LINES = 4
LABEL_GAP = 64


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
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM

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
) -> ProgressPicture | None:
    """The picture of a commitment with a number; None without a target, a date or a reading.

    `steady`: the number accumulates, so that a straight line of time means something.
    """
    rows = sorted(readings, key=lambda reading: reading.day)
    if target is None or deadline is None or not rows:
        return None
    start = rows[0].day
    end = max(deadline, rows[-1].day, start + dt.timedelta(days=1))
    values = [row.value for row in rows] + [target]
    low, high = _value_range(values)

    def x(day: dt.date) -> float:
        share = (day - start).days / (end - start).days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(value: Decimal) -> float:
        share = float((value - low) / (high - low))
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    points = _place_labels([(x(row.day), y(row.value), row) for row in rows])
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
    )


def _value_range(values: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Round bounds around the values, from zero where zero is not far away."""
    low, high = min(values), max(values)
    if low >= 0 and low < high / 2:
        low = Decimal(0)
    span = (high - low) or Decimal(1)
    step = Decimal(10) ** (span.adjusted())
    if span / step < 2:
        step /= 5
    low = (low // step) * step
    high = -((-high) // step) * step
    while ((high - low) / step) % GRID_LINES:
        high += step
    return low, high


def _place_labels(placed: list[tuple[float, float, Reading]]) -> list[Point]:
    """Below the point, or above it where the one before is too near."""
    points: list[Point] = []
    for x, y, reading in placed:
        crowded = bool(points) and x - points[-1].x < LABEL_GAP
        below = not crowded or points[-1].label_y < points[-1].y
        anchor = "start" if x < LEFT + LABEL_GAP else "end" if x > WIDTH - RIGHT - LABEL_GAP else "middle"
        points.append(Point(x, y, reading, anchor, y + 26 if below else y - 14))
    return points
