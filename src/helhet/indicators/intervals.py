"""How sure a share of few people is: Wilson's interval.

A register counts everyone, so nothing is sampled. The interval says how much chance alone would move the share from one
year to the next in a place of this size (E. B. Wilson, *Probable inference*, JASA 22, 1927; the method of the public
health observatories for proportions).
"""

from dataclasses import dataclass
from decimal import Decimal

Z95 = Decimal("1.959964")
SMALL = 1000
"""Below so many people an interval is shown with the share."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, in percent: 95 of 100 such intervals hold what they are about."""

    low: Decimal
    high: Decimal


def wilson(numerator: Decimal, denominator: Decimal) -> Interval:
    """The interval of a share. Raises ValueError unless 0 ≤ numerator ≤ denominator and denominator > 0."""
    if not 0 <= numerator <= denominator or denominator <= 0:
        raise ValueError(f"a part of a whole is needed: {numerator} of {denominator}")
    share, z2 = numerator / denominator, Z95 * Z95
    middle = share + z2 / (2 * denominator)
    spread = Z95 * ((share * (1 - share) + z2 / (4 * denominator)) / denominator).sqrt()
    whole = 1 + z2 / denominator
    if not numerator:
        return Interval(Decimal(0), (middle + spread) / whole * 100)
    if numerator == denominator:
        return Interval((middle - spread) / whole * 100, Decimal(100))
    return Interval(
        max(Decimal(0), (middle - spread) / whole * 100), min(Decimal(100), (middle + spread) / whole * 100)
    )


def interval_of(unit: str, numerator: Decimal | None, denominator: Decimal | None) -> Interval | None:
    """The interval to show with a figure; None where the counts are not known, are many, or are no share."""
    if unit != "percent" or numerator is None or not denominator or denominator >= SMALL or numerator > denominator:
        return None
    return wilson(numerator, denominator)
