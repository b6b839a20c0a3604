"""Who works where in the invented municipality, read once from `roster.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helhet.core.services import ServiceType
from helhet.core.texts import Text

START_HERE = "kari"
"""Whom a newcomer tries first."""


@dataclass(frozen=True, slots=True)
class InventedOrganisation:
    """A municipality, county or hospital that does not exist."""

    key: str
    fields: dict[str, str]
    parent: str | None


@dataclass(frozen=True, slots=True)
class InventedWorker:
    """Somebody who does not exist. `line` says what they are good for trying; not everyone has one."""

    key: str
    name: str
    title: str
    line: Text | None


@dataclass(frozen=True, slots=True)
class InventedAppointment:
    """Somebody who does not exist, with tasks beside the casework."""

    organisation: str
    roles: tuple[str, ...]
    worker: InventedWorker


@dataclass(frozen=True, slots=True)
class InventedService:
    """A service; its leader stands first among its people."""

    key: str
    organisation: str
    type: ServiceType
    name: str
    phone: str
    people: tuple[InventedWorker, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Everyone, in the order the cast page shows them."""

    organisations: tuple[InventedOrganisation, ...]
    services: tuple[InventedService, ...]
    appointed: tuple[InventedAppointment, ...]

    @property
    def workers(self) -> dict[str, InventedWorker]:
        """Every worker, by key."""
        at_work = [person for service in self.services for person in service.people]
        return {person.key: person for person in (*at_work, *(one.worker for one in self.appointed))}


@cache
def roster() -> Roster:
    """The whole cast of workers."""
    table = tomllib.loads((Path(__file__).parent / "roster.toml").read_text("utf-8"))
    return Roster(
        organisations=tuple(
            InventedOrganisation(key=row.pop("key"), parent=row.pop("parent", None), fields=row)
            for row in table["organisation"]
        ),
        services=tuple(_service(row) for row in table["service"]),
        appointed=tuple(
            InventedAppointment(row["organisation"], tuple(row["roles"]), _worker(row)) for row in table["appointed"]
        ),
    )


def _service(row: dict[str, Any]) -> InventedService:
    return InventedService(
        key=row["key"],
        organisation=row["organisation"],
        type=ServiceType(row["type"]),
        name=row["name"],
        phone=row["phone"],
        people=tuple(_worker(person) for person in row["person"]),
    )


def _worker(row: dict[str, Any]) -> InventedWorker:
    line = Text(**row["line"]) if "line" in row else None
    return InventedWorker(key=row["key"], name=row["name"], title=row["title"], line=line)
