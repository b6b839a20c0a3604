"""Follow a municipality or county number through the years: which number, or numbers, on another day?"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from helhet.people.registry.reader import read_registry
from helhet.people.registry.units import Change, Registry, Unit

REGISTRY_BEGINS = date(2002, 1, 1)


class History:
    """The registry's changes, indexed once and asked many times."""

    def __init__(self, registry: Registry) -> None:
        self._by_code: dict[str, list[Unit]] = {}
        for unit in registry.units:
            self._by_code.setdefault(unit.code, []).append(unit)
        self._out_of: dict[Unit, list[Change]] = {}
        self._into: dict[Unit, list[Change]] = {}
        for change in registry.changes:
            self._out_of.setdefault(change.old, []).append(change)
            self._into.setdefault(change.new, []).append(change)

    def code_on(self, code: str, day_from: date, day_to: date) -> tuple[tuple[str, Decimal | None], ...]:
        """The numbers on `day_to` for what was numbered `code` on `day_from`, each with its share.

        The share is how much of the young people (0-24 years) of `code` it took over, over 0 and at most 1;
        None where something was divided and the sources do not say how, or was merged first and divided
        later. Sorted by number. Raises ValueError when the days are out of order or before the registry
        begins, LookupError when nothing had this number on `day_from`.
        """
        if not REGISTRY_BEGINS <= day_from <= day_to:
            raise ValueError(f"days in order, from {REGISTRY_BEGINS} on, are needed: {day_from} to {day_to}")
        start = next((unit for unit in self._by_code.get(code, []) if unit.valid_on(day_from)), None)
        if start is None:
            raise LookupError(f"no municipality or county had the number {code} on {day_from}")
        joined_later = any(change.on > day_from for change in self._into.get(start, []))
        shares: dict[str, Decimal | None] = {}
        for reached, share in self._follow(start, Decimal(1), joined_later, day_to):
            earlier = shares.get(reached, Decimal(0))
            shares[reached] = None if share is None or earlier is None else earlier + share
        return tuple(sorted(shares.items(), key=lambda item: item[0]))

    def _follow(
        self, unit: Unit, share: Decimal | None, mixed: bool, day: date
    ) -> Iterator[tuple[str, Decimal | None]]:
        """Each end on `day`; `mixed` says that others have joined, so that a later split's weights,
        which are the whole unit's, say nothing about the part we follow."""
        if unit.valid_on(day):
            yield unit.code, share
            return
        for change in self._out_of[unit]:
            part = None
            if share is not None and change.weight is not None and (change.weight == 1 or not mixed):
                part = share * change.weight
            joined = any(other is not change and other.on >= change.on for other in self._into.get(change.new, []))
            yield from self._follow(change.new, part, mixed or joined, day)


@cache
def national_history() -> History:
    """The history of the files that come with the project; they do not change while it runs."""
    return History(read_registry())
