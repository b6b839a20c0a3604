"""A line through the years, for one place beside those it is compared with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from helhet.indicators.queries import Point, Series
from helhet.indicators.shown import in_figures

WIDTH, HEIGHT = 360, 200
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 12, 30
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
NARROWEST_LABEL, LONG_LABEL = 48, 7
MARKS = {
    "chosen-1": "M0-4.5L4 3H-4Z",
    "chosen-2": "M-3.2-3.2H3.2V3.2H-3.2Z",
    "chosen-3": "M0-4.5L4.5 0L0 4.5L-4.5 0Z",
    "chosen-4": "M-4-1.2H-1.2V-4H1.2V-1.2H4V1.2H1.2V4H-1.2V1.2H-4Z",
}
"""The mark of each place somebody has chosen, so that its line is known without its colour: triangle, square, diamond
and cross. The others have round dots."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, at `at` (text, so that no reader's decimal comma gets into the drawing)."""

    at: str
    label: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure: where it is, what it says, and its interval from `low` to `high` when it has one."""

    x: str
    y: str
    title: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A place's lines (parted at breaks) and dots. `kind`: own, county, country, chosen-1 to chosen-4."""

    kind: str
    name: str
    paths: tuple[str, ...]
    dots: tuple[Dot, ...]

    @property
    def mark(self) -> str:
        """The shape at each dot, drawn around it; empty for a round one."""
        return MARKS.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class Trend:
    """Everything the template draws. `cut`: the upright axis does not begin at nought. `breaks`: where lines part."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    lines: tuple[Line, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    breaks: tuple[str, ...]
    cut: bool


def trend(series: Sequence[tuple[str, str, Series]]) -> Trend | None:
    """The chart of (kind, name, series), the first being the place itself; None when it has no two to join."""
    if not series or not any(len(part) > 1 for part in parts(series[0][2].points)):
        return None
    unit = series[0][2].indicator.unit
    numbers = [n for _k, _n, one in series for n in _extent(one)]
    lowest, highest, step = scale(min(numbers), max(numbers))
    periods = sorted({point.period for _k, _n, one in series for point in one.known})
    first, last = periods[0].last, periods[-1].last

    def x(year: int) -> str:
        return _text(LEFT + (WIDTH - LEFT - RIGHT) * Decimal(year - first) / max(1, last - first))

    def y(number: Decimal) -> str:
        return _text(TOP + (HEIGHT - TOP - BOTTOM) * (highest - number) / (highest - lowest))

    lines = []
    for kind, name, one in series:
        dots = [
            Dot(
                x(point.period.last),
                y(point.number),
                f"{name}, {point.period}: {in_figures(point.number, unit)}",
                y(point.interval.low) if point.interval and kind == "own" else "",
                y(point.interval.high) if point.interval and kind == "own" else "",
            )
            for point in one.known
            if point.number is not None
        ]
        paths = tuple(
            "M" + "L".join(f"{x(p.period.last)} {y(p.number)}" for p in part if p.number is not None)
            for part in parts(one.points)
            if len(part) > 1
        )
        lines.append(Line(kind, name, paths, tuple(dots)))
    ticks = []
    value = lowest
    while value <= highest:
        ticks.append(Tick(y(value), in_figures(value, unit)))
        value += step
    apart = tuple(x(point.period.last) for point in series[0][2].known if point.apart and point.period.last > first)
    return Trend(
        WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, tuple(lines),
        tuple(_years([period.label for period in periods], [x(period.last) for period in periods])),
        tuple(ticks), apart, lowest > 0,
    )  # fmt: skip


def _extent(series: Series) -> Iterator[Decimal]:
    for point in series.known:
        if point.number is not None:
            yield point.number
        if point.interval:
            yield from (point.interval.low, point.interval.high)


def parts(points: Sequence[Point]) -> list[list[Point]]:
    """The points that may be joined by a line."""
    parts: list[list[Point]] = [[]]
    for point in points:
        if point.number is None or point.apart:
            parts.append([])
        if point.number is not None:
            parts[-1].append(point)
    return [part for part in parts if part]


def scale(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Round ends and steps; from nought, unless everything lies in the upper part."""
    floor = Decimal(0) if low < high * Decimal("0.6") else low
    span = max(high - floor, abs(high) / 10, Decimal("0.1"))
    power = Decimal(10) ** ((span / 4).adjusted())
    step = next(power * one for one in STEPS if power * one >= span / 4)
    lowest = (floor // step) * step
    highest = lowest
    while highest < high:
        highest += step
    return lowest, highest, step


def _years(labels: Sequence[str], places: Sequence[str]) -> Iterator[Tick]:
    """As many labels as there is room for, the last one always; of windows, the first and the last."""
    if max(map(len, labels)) > LONG_LABEL:
        yield Tick(places[0], labels[0], "start")
        yield Tick(places[-1], labels[-1], "end")
        return
    taken = Decimal(10**6)
    for label, at in reversed(list(zip(labels, places, strict=True))):
        if taken - Decimal(at) >= NARROWEST_LABEL:
            yield Tick(at, label, "end" if taken == 10**6 else "middle")
            taken = Decimal(at)


def _text(number: Decimal) -> str:
    return f"{number:.1f}"
