"""What the registry is made of: units (municipalities and counties), their changes, and the whole of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MUNICIPALITY, COUNTY = "municipality", "county"


@dataclass(frozen=True, slots=True)
class Unit:
    """Kommune or fylke as it was called and numbered between two days.

    `name` is official, with its Sámi and Kven forms; `short_name` the Norwegian one of them. `county` is
    the county's code, empty for a county. No `valid_from`: it stood already when the registry begins.
    """

    kind: str
    code: str
    name: str
    short_name: str
    county: str
    valid_from: date | None
    valid_until: date | None
    website: str
    language_form: str

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Change:
    """From `on`, what was `old` is `new`; `weight` is the share of `old`'s young people, None if unknown."""

    kind: str
    on: date
    old: Unit
    new: Unit
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class Registry:
    """Every unit and every change, in the files' order, counties first."""

    units: tuple[Unit, ...]
    changes: tuple[Change, ...]

    def on(self, day: date, kind: str = MUNICIPALITY) -> tuple[Unit, ...]:
        """The units of one kind that existed on this day."""
        return tuple(unit for unit in self.units if unit.kind == kind and unit.valid_on(day))
