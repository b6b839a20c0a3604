"""What must hold between the rows: no gaps, no overlaps, and every change is what it is called."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from helhet.people.registry.rows import RegistryError, Row
from helhet.people.registry.units import Change, Unit


def check_one_at_a_time(file: str, units: Sequence[Unit]) -> None:
    """Rows stand in the order of their numbers and days, and a number is one thing on any day."""
    for number, (before, unit) in enumerate(pairwise(units), start=3):
        if unit.code < before.code:
            raise RegistryError(file, number, f"the numbers in order, found {unit.code} after {before.code}")
        if unit.code == before.code and not (
            before.valid_until and unit.valid_from and before.valid_until <= unit.valid_from
        ):
            raise RegistryError(file, number, f"{unit.code} to begin when the row above has ended")


def check_counties_cover(counties: Sequence[Unit], municipalities: Sequence[Unit]) -> None:
    by_code = {county.code: county for county in counties}
    if len(by_code) != len(counties):
        raise RegistryError("counties.csv", len(counties) + 1, "each county number on one row only")
    for number, unit in enumerate(municipalities, start=2):
        county = by_code.get(unit.county)
        if county is None:
            raise RegistryError("municipalities.csv", number, f"county {unit.county} in counties.csv")
        begins_early = county.valid_from and (unit.valid_from is None or unit.valid_from < county.valid_from)
        ends_late = county.valid_until and (unit.valid_until is None or county.valid_until < unit.valid_until)
        if begins_early or ends_late:
            raise RegistryError("municipalities.csv", number, f"county {unit.county} to exist as long as it")


def check_kinds(rows: Sequence[Row], changes: Sequence[Change]) -> None:
    """Each change is what it is called, and the known weights of a split add up to the whole."""
    into: dict[tuple[Unit, date], int] = {}
    out_of: dict[Unit, list[Change]] = {}
    for change in changes:
        into[change.new, change.on] = into.get((change.new, change.on), 0) + 1
        out_of.setdefault(change.old, []).append(change)
    for row, change in zip(rows, changes, strict=True):
        siblings = out_of[change.old]
        if len({sibling.new for sibling in siblings}) != len(siblings):
            raise row.wrong("each old and new to stand together once")
        lives_on = change.new.valid_from != change.on
        if change.old.code == change.new.code:
            is_kind = "rename"
        elif len(siblings) > 1:
            is_kind = "split"
        else:
            is_kind = "merge" if lives_on or into[change.new, change.on] > 1 else "renumber"
        if change.kind != is_kind:
            raise row.wrong(f"kind {is_kind} for {change.old.code} to {change.new.code}, found {change.kind}")
        weights = [sibling.weight for sibling in siblings]
        known = [weight for weight in weights if weight is not None]
        if known and (len(known) != len(weights) or sum(known) != 1):
            raise row.wrong(f"the weights out of {change.old.code} to add up to 1, or none to be known")
        if not known and change.kind != "split":
            raise row.wrong(f"weight 1, since all of {change.old.code} goes to {change.new.code}")


def check_chain(file: str, units: Sequence[Unit], changes: Sequence[Change]) -> None:
    """Nothing appears from nowhere and nothing ends without a successor."""
    leaving = {change.old for change in changes}
    arriving = {change.new for change in changes if change.new.valid_from == change.on}
    for number, unit in enumerate(units, start=2):
        if unit.valid_until and unit not in leaving:
            raise RegistryError(file, number, f"a change on {unit.valid_until} out of {unit.code}")
        if unit.valid_from and unit not in arriving:
            raise RegistryError(file, number, f"a change on {unit.valid_from} into {unit.code}")
