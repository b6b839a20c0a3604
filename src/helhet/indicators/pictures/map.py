"""A map in five steps, each with equally many municipalities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from helhet.indicators.geography import COARSE, FINE, shapes
from helhet.indicators.places import Place
from helhet.indicators.queries import Point
from helhet.indicators.shown import in_figures, rounded, why_none

CLASSES = 5


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality on the map. `shade`: 1 (lowest) to 5, "none" without a number."""

    place: Place
    path: str
    shade: str
    figure: str


@dataclass(frozen=True, slots=True)
class Shade:
    """A line of the legend: from–to."""

    shade: str
    low: str
    high: str
    count: int


@dataclass(frozen=True, slots=True)
class Map:
    """Everything the template draws; `box` is the SVG's viewBox."""

    box: str
    areas: tuple[Area, ...]
    legend: tuple[Shade, ...]
    without: int
    fine: bool


def shaded_map(places: Sequence[Place], figures: Mapping[str, Point], unit: str, *, fine: bool) -> Map:
    """The map of these municipalities."""
    drawn = shapes(FINE if fine else COARSE)
    here = [place for place in places if place.code in drawn]
    numbers = sorted(
        rounded(point.number, unit) for place in here if (point := figures.get(place.code)) and point.number is not None
    )
    ends = steps(numbers)
    areas, members = [], {number: list[Decimal]() for number in range(1, CLASSES + 1)}
    for place in here:
        point = figures.get(place.code)
        if point is None or point.number is None:
            words = why_none(point.mark, point.method) if point else ""
            areas.append(Area(place, drawn[place.code].path, "none", words))
            continue
        number = rounded(point.number, unit)
        shade = next(n for n, end in enumerate(ends, start=1) if number <= end)
        members[shade].append(number)
        areas.append(Area(place, drawn[place.code].path, str(shade), in_figures(number, unit)))
    legend = tuple(
        Shade(str(shade), in_figures(min(of), unit), in_figures(max(of), unit), len(of))
        for shade, of in members.items()
        if of
    )
    boxes = [drawn[place.code].box for place in here]
    margin = 20 if fine else 4
    left, top = min(box[0] for box in boxes) - margin, min(box[1] for box in boxes) - margin
    right, bottom = max(box[2] for box in boxes) + margin, max(box[3] for box in boxes) + margin
    return Map(
        f"{left} {top} {right - left} {bottom - top}",
        tuple(areas),
        legend,
        sum(area.shade == "none" for area in areas),
        fine,
    )


def steps(numbers: Sequence[Decimal]) -> list[Decimal]:
    """The upper end of each of five classes of equally many; equal numbers are never parted."""
    if not numbers:
        return [Decimal(0)] * CLASSES
    return [numbers[(len(numbers) * n - 1) // CLASSES if len(numbers) * n >= CLASSES else 0] for n in range(1, 6)]
