"""Read the registry's files into plain values, or refuse them whole.

Sources, licences and known limits stand in README.md beside the files.
"""

from pathlib import Path

from helhet.people.registry.checks import (
    check_chain,
    check_counties_cover,
    check_kinds,
    check_one_at_a_time,
)
from helhet.people.registry.rows import Row, read_rows
from helhet.people.registry.units import COUNTY, MUNICIPALITY, Change, Registry, Unit

FOLDER = Path(__file__).parent
COUNTY_COLUMNS = ("code", "name", "short_name", "valid_from", "valid_until", "website")
MUNICIPALITY_COLUMNS = (*COUNTY_COLUMNS[:3], "county", *COUNTY_COLUMNS[3:], "language_form")
CHANGE_COLUMNS = ("kind", "on", "old", "new", "weight")

_NAME = r"[^\W\d_]+(?:[ \-][^\W\d_]+| - [^\W\d_]+)*"
_CLEAN_NAME = "a clean name: letters, single spaces and hyphens (a '?' or an odd space means letters were lost)"


def read_registry(folder: Path = FOLDER) -> Registry:
    """The registry in `folder`, wholly checked; raises RegistryError at the first thing that is wrong."""
    counties = [_unit(row, COUNTY) for row in read_rows(folder, "counties.csv", COUNTY_COLUMNS)]
    municipalities = [_unit(row, MUNICIPALITY) for row in read_rows(folder, "municipalities.csv", MUNICIPALITY_COLUMNS)]
    check_one_at_a_time("counties.csv", counties)
    check_one_at_a_time("municipalities.csv", municipalities)
    check_counties_cover(counties, municipalities)
    units = (*counties, *municipalities)
    rows = list(read_rows(folder, "changes.csv", CHANGE_COLUMNS))
    changes = _changes(rows, units)
    check_kinds(rows, changes)
    check_chain("counties.csv", counties, changes)
    check_chain("municipalities.csv", municipalities, changes)
    return Registry(units, changes)


def _unit(row: Row, kind: str) -> Unit:
    is_municipality = kind == MUNICIPALITY
    code = row.text("code", r"\d{4}" if is_municipality else r"\d\d", f"{4 if is_municipality else 2} digits")
    name = row.text("name", _NAME, _CLEAN_NAME)
    short_name = row.text("short_name", _NAME, _CLEAN_NAME)
    if short_name not in name.split(" - "):
        raise row.wrong(f"short_name to be one of the names in {name!r}, found {short_name!r}")
    valid_from, valid_until = row.day("valid_from"), row.day("valid_until")
    if valid_from and valid_until and valid_until <= valid_from:
        raise row.wrong(f"valid_until after {valid_from}, found {valid_until}")
    return Unit(
        kind=kind,
        code=code,
        name=name,
        short_name=short_name,
        county=row.text("county", r"\d\d", "2 digits") if is_municipality else "",
        valid_from=valid_from,
        valid_until=valid_until,
        website=row.text("website", r"(https://[a-z0-9.\-]+\.no)?", "an https address under .no, or empty"),
        language_form=row.text("language_form", r"(nb|nn|neutral)?", "nb, nn, neutral or empty")
        if is_municipality
        else "",
    )


def _changes(rows: list[Row], units: tuple[Unit, ...]) -> tuple[Change, ...]:
    by_code: dict[str, list[Unit]] = {}
    for unit in units:
        by_code.setdefault(unit.code, []).append(unit)
    return tuple(_change(row, by_code) for row in rows)


def _change(row: Row, by_code: dict[str, list[Unit]]) -> Change:
    kind = row.text("kind", "rename|renumber|merge|split", "rename, renumber, merge or split")
    on = row.day("on")
    if on is None:
        raise row.wrong("on to be a day")
    old_code, new_code = row.cells["old"], row.cells["new"]
    old = next((unit for unit in by_code.get(old_code, []) if unit.valid_until == on), None)
    if old is None:
        raise row.wrong(f"old to be a unit that ends on {on}, found {old_code!r}")
    new = next((unit for unit in by_code.get(new_code, []) if unit.valid_on(on)), None)
    if new is None or new.kind != old.kind:
        raise row.wrong(f"new to be a {old.kind} that exists on {on}, found {new_code!r}")
    return Change(kind, on, old, new, row.share("weight"))
