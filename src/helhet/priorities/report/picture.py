"""A figure through the years with the way to its target, as a drawing that carries its own look."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from django.template.loader import render_to_string

from helhet.indicators.pictures.trend import parts, scale
from helhet.indicators.queries import Series
from helhet.priorities.models import Reading, Target
from helhet.priorities.words import figure

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 78, 30, 34, 34
NARROWEST = Decimal(46)
"""The least room between two years on the axis."""

Dots = list[tuple[int, Decimal]]


@dataclass(frozen=True, slots=True)
class Line:
    """One place: lines that may be joined, and where they are marked. `kind`: own, county, country."""

    kind: str
    name: str
    paths: tuple[str, ...]
    dots: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All the template draws, at places in its own measure; numbers as text, without a reader's comma."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    lines: tuple[Line, ...]
    way: str
    goal: tuple[str, str]
    goal_label: str
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    cut: bool


def of_published(target: Target, series: Sequence[tuple[str, str, Series]], year: int) -> Picture:
    """The published figure until the end of a year, beside county and country where these can be compared."""
    lines = []
    for kind, name, one in series:
        points = [point for point in one.points if point.period.last <= year]
        joined = [[(p.period.last, p.number) for p in part if p.number is not None] for part in parts(points)]
        lines.append((kind, name, joined))
    return _drawn(target, lines)


def of_own(target: Target, readings: Sequence[Reading], name: str) -> Picture:
    """An own figure: where it stood, and what has been read since."""
    dots = [(target.last_year, target.baseline), *((one.year, one.number) for one in readings)]
    return _drawn(target, [("own", name, [dots])])


def as_address(picture: Picture) -> str:
    """The drawing as an address that holds it whole, so that it is an image with words beside it wherever it stands."""
    return "data:image/svg+xml," + quote(render_to_string("priorities/figure.svg", {"picture": picture}), safe="/:=,;")


def _drawn(target: Target, lines: Sequence[tuple[str, str, list[Dots]]]) -> Picture:
    dots = [dot for _kind, _name, joined in lines for part in joined for dot in part]
    numbers = [number for _year, number in dots] + [target.baseline, target.target]
    lowest, highest, step = scale(min(numbers), max(numbers))
    first = min([year for year, _number in dots] + [target.last_year])
    last = max([year for year, _number in dots] + [target.target_year])

    def x(year: int) -> Decimal:
        return LEFT + (WIDTH - LEFT - RIGHT) * Decimal(year - first) / max(1, last - first)

    def y(number: Decimal) -> Decimal:
        return TOP + (HEIGHT - TOP - BOTTOM) * (highest - number) / (highest - lowest)

    def at(year: int, number: Decimal) -> tuple[str, str]:
        return f"{x(year):.1f}", f"{y(number):.1f}"

    def path(part: Dots) -> str:
        return "M" + "L".join(" ".join(at(*dot)) for dot in part)

    ticks, value = [], lowest
    while value <= highest:
        ticks.append(Tick(f"{y(value):.1f}", figure(value, target.unit if target.unit == "percent" else "count")))
        value += step
    marked, taken = [], list[Decimal]()
    for year in dict.fromkeys([target.target_year, target.last_year, first, *range(last, first, -1)]):
        if all(abs(x(year) - other) >= NARROWEST for other in taken):
            taken.append(x(year))
            marked.append(Tick(f"{x(year):.1f}", str(year)))
    return Picture(
        width=WIDTH, height=HEIGHT, left=LEFT, right=WIDTH - RIGHT, bottom=HEIGHT - BOTTOM,
        lines=tuple(
            Line(
                kind, name, tuple(path(part) for part in joined if len(part) > 1),
                tuple(at(*dot) for part in joined for dot in part),
            )
            for kind, name, joined in lines
        ),
        way=path([(target.last_year, target.baseline), (target.target_year, target.target)]),
        goal=at(target.target_year, target.target),
        goal_label=figure(target.target, target.unit if target.unit == "percent" else "count"),
        years=tuple(marked),
        values=tuple(ticks),
        cut=lowest > 0,
    )  # fmt: skip
