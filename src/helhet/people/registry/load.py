"""Bring the organisations of the database in line with the registry's files."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from django.db import models, transaction

from helhet.people.models import Organisation, OrganisationChange
from helhet.people.registry.reader import read_registry
from helhet.people.registry.units import COUNTY, MUNICIPALITY, Registry, Unit

RowType = TypeVar("RowType", bound=models.Model)
_ORGANISATION_KEY = ("kind", "code", "valid_from")
_ORGANISATION_REST = ("name", "short_name", "parent_id", "valid_until", "website", "language_form")
_CHANGE_KEY = ("old_id", "new_id", "on")
_CHANGE_REST = ("kind", "weight")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What happened to the rows of one table. `unlisted`: rows the files do not know; left as they are."""

    created: int
    updated: int
    unchanged: int
    unlisted: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did."""

    organisations: Loaded
    changes: Loaded


@transaction.atomic
def load_registry(registry: Registry | None = None) -> LoadReport:
    """Create and update municipalities and counties; a second run changes nothing.

    An organisation is one number in unbroken use and keeps its id through a new name, so services and plans
    stay where they are; its former names stand in the files. Organisations marked `demo`, hospitals and state
    bodies are never touched. The number of queries does not grow with what is already there.
    Raises RegistryError, before anything is written, when a file cannot be trusted.
    """
    registry = registry or read_registry()
    listed = Organisation.objects.filter(kind__in=(COUNTY, MUNICIPALITY), demo=False)
    here = {_cells(row, _ORGANISATION_KEY): row for row in listed.order_by("id")}
    of_unit: dict[Unit, Organisation] = {}
    counties: dict[str, Organisation] = {}
    for names in _names_of_each(registry.units):
        row = _organisation(names, counties)
        known = here.get(_cells(row, _ORGANISATION_KEY))
        row.id = known.id if known else row.id
        if row.kind == COUNTY:
            counties[row.code] = row
        of_unit.update(dict.fromkeys(names, row))
    organisations = list(dict.fromkeys(of_unit.values()))
    changes = [
        OrganisationChange(
            kind=change.kind,
            old=of_unit[change.old],
            new=of_unit[change.new],
            on=change.on,
            weight=change.weight,
        )
        for change in registry.changes
        if change.kind != "rename"
    ]
    organisations_loaded = _upsert(Organisation, organisations, here, _ORGANISATION_KEY, _ORGANISATION_REST)

    between_listed = OrganisationChange.objects.filter(old__in=listed, new__in=listed)
    changes_here = {_cells(row, _CHANGE_KEY): row for row in between_listed.order_by("id")}
    return LoadReport(
        organisations_loaded, _upsert(OrganisationChange, changes, changes_here, _CHANGE_KEY, _CHANGE_REST)
    )


def _names_of_each(units: Iterable[Unit]) -> list[list[Unit]]:
    """The rows of each number in unbroken use, oldest first; between them only the name has changed."""
    grouped: list[list[Unit]] = []
    for _code, rows in groupby(units, key=lambda unit: unit.code):
        previous: Unit | None = None
        for unit in rows:
            if previous is None or unit.valid_from != previous.valid_until:
                grouped.append([])
            grouped[-1].append(unit)
            previous = unit
    return grouped


def _organisation(names: list[Unit], counties: dict[str, Organisation]) -> Organisation:
    last = names[-1]
    return Organisation(
        kind=last.kind,
        code=last.code,
        name=last.name,
        short_name=last.short_name,
        parent=counties[last.county] if last.county else None,
        valid_from=names[0].valid_from,
        valid_until=last.valid_until,
        website=last.website,
        language_form=last.language_form,
    )


def _cells(row: models.Model, fields: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, field) for field in fields)


def _upsert(
    table: type[RowType],
    rows: list[RowType],
    here: dict[tuple[Any, ...], RowType],
    key: tuple[str, ...],
    rest: tuple[str, ...],
) -> Loaded:
    """Write `rows` over the ones that are `here` with the same key; two statements at most."""
    new, updated = [], []
    for row in rows:
        known = here.get(_cells(row, key))
        if known is None:
            new.append(row)
        elif _cells(known, rest) != _cells(row, rest):
            for field in rest:
                setattr(known, field, getattr(row, field))
            updated.append(known)
    table._default_manager.bulk_create(new)
    table._default_manager.bulk_update(updated, [field.removesuffix("_id") for field in rest])
    unchanged = len(rows) - len(new) - len(updated)
    return Loaded(len(new), len(updated), unchanged, len(here) - len(updated) - unchanged)
