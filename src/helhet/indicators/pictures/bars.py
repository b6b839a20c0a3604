"""Bars beside one another: the same figure in several places, in the same period."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from helhet.indicators.intervals import Interval
from helhet.indicators.places import Place
from helhet.indicators.shown import in_figures


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: lengths in hundredths of the longest, as text. `kind`: own, county, country, similar."""

    kind: str
    place: Place
    figure: str
    length: str
    low: str
    spread: str


def bars(rows: Sequence[tuple[str, Place, Decimal, Interval | None]], unit: str) -> list[Bar]:
    """The rows in their order, scaled to the longest bar or interval; always from nought."""
    longest = max([max(number, between.high if between else number) for _k, _p, number, between in rows], default=0)
    scale = Decimal(100) / longest if longest else Decimal(0)
    return [
        Bar(
            kind,
            place,
            in_figures(number, unit),
            f"{number * scale:.1f}",
            f"{between.low * scale:.1f}" if between else "",
            f"{(between.high - between.low) * scale:.1f}" if between else "",
        )
        for kind, place, number, between in rows
    ]
