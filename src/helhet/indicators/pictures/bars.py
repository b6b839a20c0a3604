"""Bars beside one another: the same figure in several places, in the same period."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from helhet.indicators.places import Place
from helhet.indicators.queries import Point
from helhet.indicators.shown import in_figures


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: lengths in hundredths of the longest, as text.

    `kind`: own, chosen-1 to chosen-4, county, country, similar. `length` empty: there is no
    number, and `figure` says why.
    """

    kind: str
    place: Place
    figure: str
    length: str
    low: str
    spread: str


def bars(rows: Sequence[tuple[str, Place, Point | str]], unit: str) -> list[Bar]:
    """The rows in their order, scaled to the longest bar or interval; always from nought. Words: why it has no bar."""
    longest = max((_end(point) for _k, _p, point in rows if isinstance(point, Point)), default=Decimal(0))
    scale = Decimal(100) / longest if longest else Decimal(0)
    return [_bar(kind, place, point, unit, scale) for kind, place, point in rows]


def _end(point: Point) -> Decimal:
    number = point.number or Decimal(0)
    return max(number, point.interval.high) if point.interval else number


def _bar(kind: str, place: Place, point: Point | str, unit: str, scale: Decimal) -> Bar:
    if isinstance(point, str):
        return Bar(kind, place, point, "", "", "")
    number, between = point.number or Decimal(0), point.interval
    low, spread = (between.low * scale, (between.high - between.low) * scale) if between else (None, None)
    return Bar(
        kind, place, in_figures(number, unit), f"{number * scale:.1f}",
        "" if low is None else f"{low:.1f}", "" if spread is None else f"{spread:.1f}",
    )  # fmt: skip
