"""Older figures on today's map: who became whom, what may be added up, and where the line must break.

The rules, in the order they are tried (docs/how-to/figures.md):

1. One municipality, whole, under another number or name: its figure is carried over.
2. Several, each of them whole, became one: counts are added, and a share or a mean is built again from what it was
   made of. Nothing is ever averaged.
3. A part is hidden or missing, or there is nothing to build from: no figure, and the line breaks there.
4. Anything was divided: no figure before the division. The same number is not the same municipality.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache

from helhet.indicators.periods import Period
from helhet.indicators.places import COUNTRY, read_registry_once
from helhet.indicators.reading.cells import Figure
from helhet.people.registry.history import national_history
from helhet.people.registry.units import COUNTY, MUNICIPALITY


class Method(Enum):
    """How a figure on today's map came about."""

    PUBLISHED = "published"  # as its publisher has it
    RECODED = "recoded"  # moved to today's numbers by the publisher
    RENUMBERED = "renumbered"  # the whole municipality, under its new number
    SUMMED = "summed"  # counts of whole municipalities, added
    REBUILT = "rebuilt"  # a share or mean built again from the counts of whole municipalities
    BROKEN = "broken"  # cannot be known for today's municipality


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure for one of today's places. `built_from`: the numbers it had then; `mark`: why there is no value.

    `series_break`: it stands after a break, and is not to be joined to what is before it.
    """

    indicator: str
    place: str
    period: Period
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    mark: str
    method: Method
    built_from: tuple[str, ...]
    series_break: bool = False


@dataclass(frozen=True, slots=True)
class Borders:
    """From the places of one day to those of another: `parts` of each that is whole, and those that are not."""

    parts: dict[str, tuple[str, ...]]
    divided: frozenset[str]


@cache
def borders(day: date, target: date) -> Borders:
    """How today's places (`target`) are made of those of `day`. A place some of which came out of a division is
    `divided`: nothing of before can be said of it."""
    history, registry = national_history(), read_registry_once()
    parts: dict[str, list[str]] = {COUNTRY: [COUNTRY]}
    divided: set[str] = set()
    for unit in (*registry.on(day, COUNTY), *registry.on(day, MUNICIPALITY)):
        became = history.code_on(unit.code, day, target)
        if len(became) == 1 and became[0][1] == 1:
            parts.setdefault(became[0][0], []).append(unit.code)
        else:
            divided |= {code for code, _share in became}
    return Borders({code: tuple(sorted(olds)) for code, olds in parts.items()}, frozenset(divided))


def on_todays_map(
    figures: Iterable[Figure], *, unit: str, target: date, codes_of: date | None, recoded: str
) -> list[Observation]:
    """Figures of one indicator moved to the places of `target`, oldest first in each place, breaks marked."""
    by_period: dict[Period, dict[str, Figure]] = {}
    for figure in figures:
        by_period.setdefault(figure.period, {})[figure.place] = figure
    found: list[Observation] = []
    for period, here in sorted(by_period.items()):
        moved = borders(min(codes_of or period.day, target), target)
        # What the publisher has divided by shares is a guess for every place that came out of the division.
        guessed = borders(min(period.day, target), target).divided if recoded == "weights" else frozenset()
        for place in sorted({*moved.parts, *moved.divided}):
            observation = _moved(place, period, here, moved, unit)
            if observation is None:
                continue
            if recoded and observation.method is Method.PUBLISHED:
                observation = replace(observation, method=Method.RECODED)
                if place in guessed and len(place) == len("0301"):
                    observation = _broken(place, period, here, observation.built_from)
            found.append(observation)
    return _with_breaks(found)


def _moved(place: str, period: Period, here: dict[str, Figure], moved: Borders, unit: str) -> Observation | None:
    codes = moved.parts.get(place, ())
    known = [here[code] for code in codes if code in here]
    if place in moved.divided:
        if not known and not (len(place) == len("0301") and _anything_like(place, here)):
            return None
        return _broken(place, period, here, codes)
    if not known:
        return None
    if len(codes) == 1:
        method = Method.PUBLISHED if codes[0] == place else Method.RENUMBERED
        one = known[0]
        return Observation(
            one.indicator, place, period, one.value, one.numerator, one.denominator, one.mark, method, codes, one.anew
        )
    if len(known) < len(codes) or any(one.value is None for one in known):
        return _broken(place, period, here, codes)
    return _joined(place, period, known, codes, unit) or _broken(place, period, here, codes)


def _anything_like(place: str, here: dict[str, Figure]) -> bool:
    """Whether there are figures of municipalities at all in this period, so that a gap here means something."""
    return sum(len(code) == len(place) for code in here) > len(here) // 2 and len(here) > 100


def _broken(place: str, period: Period, here: dict[str, Figure], codes: tuple[str, ...]) -> Observation:
    indicator = next(iter(here.values())).indicator
    return Observation(indicator, place, period, None, None, None, "", Method.BROKEN, codes)


def _joined(place: str, period: Period, known: list[Figure], codes: tuple[str, ...], unit: str) -> Observation | None:
    if unit == "count":
        total = sum((one.value for one in known if one.value is not None), Decimal(0))
        return Observation(known[0].indicator, place, period, total, None, None, "", Method.SUMMED, codes)
    factor = {"percent": 100, "per_1000": 1000, "points": 1}.get(unit)
    if factor is None:  # a median, or anything else that cannot be built from its parts
        return None
    numerator = denominator = Decimal(0)
    for one in known:
        top = one.numerator
        if top is None and unit == "points" and one.value is not None and one.denominator is not None:
            top = one.value * one.denominator
        if top is None or one.denominator is None:
            return None
        numerator, denominator = numerator + top, denominator + one.denominator
    if not denominator:
        return None
    value = numerator * factor / denominator
    return Observation(known[0].indicator, place, period, value, numerator, denominator, "", Method.REBUILT, codes)


def _with_breaks(found: list[Observation]) -> list[Observation]:
    """What comes after something broken does not continue it."""
    before: dict[str, Observation] = {}
    marked: list[Observation] = []
    for one in found:
        last = before.get(one.place)
        breaks = last is not None and one.method is not Method.BROKEN and last.method is Method.BROKEN
        marked.append(replace(one, series_break=True) if breaks else one)
        before[one.place] = one
    return marked
