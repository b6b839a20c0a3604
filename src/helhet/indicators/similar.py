"""Which municipalities are like this one. The rule is simple enough to be written on the page.

Two municipalities are alike when they have about as many children and young people (0–24), and these live about as
close together (per km² inside the coast). Both are compared by how many times larger one is than the other, closeness
counting half. The five nearest are shown, wherever in the country they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

HOW_MANY = 5
FAR = 1.0
"""From this distance on (twice the size), the page says that none is really alike."""


@dataclass(frozen=True, slots=True)
class Size:
    """Children and young people 0–24, and the area they live in (km²)."""

    young: int
    area_km2: float

    @property
    def per_km2(self) -> float:
        """How close together they live."""
        return self.young / self.area_km2


def distance(one: Size, other: Size) -> float:
    """0 for the same, 1 for twice as many young people living equally close."""
    return abs(log2(one.young / other.young)) + abs(log2(one.per_km2 / other.per_km2)) / 2


def most_similar(code: str, sizes: Mapping[str, Size]) -> list[tuple[str, float]]:
    """The five nearest to `code`, nearest first, each with its distance; nothing when its own size is unknown."""
    if code not in sizes:
        return []
    found = [(other, distance(sizes[code], size)) for other, size in sizes.items() if other != code]
    return sorted(found, key=lambda item: (item[1], item[0]))[:HOW_MANY]
