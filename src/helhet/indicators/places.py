"""Where a figure can be about: the municipalities and counties of a day, and the country, by number or by name."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from helhet.people.registry.reader import read_registry
from helhet.people.registry.units import COUNTY, MUNICIPALITY, Registry, Unit

COUNTRY = "0"
LETTERS = str.maketrans({"đ": "d", "ŋ": "n", "ø": "o", "æ": "ae"})
"""What is a letter of its own, and not one with an accent."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as pages name it; `name` is official, with its Sámi and Kven forms. Country, county or municipality."""

    code: str
    name: str
    short_name: str
    kind: str
    county: str = ""


class PlacesOn:
    """The places that existed on one day."""

    def __init__(self, day: date) -> None:
        registry = read_registry_once()
        units = [*registry.on(day, COUNTY), *registry.on(day, MUNICIPALITY)]
        self.day = day
        self._by_code = {unit.code: _place(unit) for unit in units}
        self._by_name: dict[str, str | None] = {}
        for unit in units:
            for name in {unit.name, unit.short_name}:
                self._by_name[name] = None if name in self._by_name else unit.code

    def get(self, code: str) -> Place | None:
        """The place with this number, if there was one."""
        return self._by_code.get(code)

    def named(self, name: str) -> str | None:
        """The number of the only place of this name; None where there is none, or several."""
        return self._by_name.get(name)

    def municipalities(self, county: str = "") -> tuple[Place, ...]:
        """By number; those of one county when it is given."""
        return tuple(
            place for place in self._by_code.values() if place.kind == MUNICIPALITY and county in ("", place.county)
        )

    def counties(self) -> tuple[Place, ...]:
        """By number."""
        return tuple(place for place in self._by_code.values() if place.kind == COUNTY)


@lru_cache(maxsize=128)
def places_on(day: date) -> PlacesOn:
    """The places of a day; the registry's files do not change while the program runs."""
    return PlacesOn(day)


@cache
def read_registry_once() -> Registry:
    """The registry's files, read and checked once."""
    return read_registry()


def map_of(day: date) -> date:
    """The day today's map began: the latest on which any municipality or county changed its number or its borders."""
    begins = (change.on for change in read_registry_once().changes if change.kind != "rename" and change.on <= day)
    return max(begins, default=day)


def plain(text: str) -> str:
    """Without case and accents, so that "karasjok", "karasjohka" and "tromso" are found."""
    letters = text.casefold().translate(LETTERS)
    return "".join(one for one in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(one))


def _place(unit: Unit) -> Place:
    return Place(unit.code, unit.name, unit.short_name, unit.kind, unit.county)
