"""Rows of the log, put in plainly: one statement, no lock, nothing read first (docs/decisions/0015-sealed-log.md).

SQL by hand, the same for both databases but for how an id and JSON are given: a list that is looked at leaves a row for
each thing on it, and to make an object of each would take longer than to find what is shown.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, lru_cache
from secrets import randbits
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from helhet.audit.models import AuditEntry
from helhet.audit.models.entry import new_salt


class NewRow(NamedTuple):
    """A row not yet written: every field of the log but its id and its salt."""

    at: datetime
    municipality: UUID
    child: UUID | None
    matter: UUID | None
    compartment: str
    object_kind: str
    object: UUID
    event: str
    outcome: str
    actor_kind: str
    actor: UUID
    service: UUID | None
    grounds: tuple[str, ...]
    grounds_version: str
    request: str
    details: tuple[tuple[str, str | int | bool | None], ...]


JSON = frozenset({"grounds", "details"})


def append(rows: Sequence[NewRow]) -> None:
    """Write some rows, all or none."""
    said = _as_it_is if connection.features.has_native_uuid_field else _in_hex
    given = [_values(row, said) for row in rows]
    if len(given) == 1:
        with connection.cursor() as cursor:
            cursor.execute(_insert(connection.vendor), given[0])
    elif given:
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.executemany(_insert(connection.vendor), given)


def _values(row: NewRow, said: Callable[[UUID | None], Any]) -> tuple[Any, ...]:
    """The row as the database takes it, in the order of the statement."""
    return (
        said(new_id(row.at)), connection.ops.adapt_datetimefield_value(row.at), said(row.municipality),
        said(row.child), said(row.matter), row.compartment, row.object_kind, said(row.object), row.event, row.outcome,
        row.actor_kind, said(row.actor), said(row.service), _list(row.grounds), row.grounds_version, row.request,
        _object(row.details), new_salt(),
    )  # fmt: skip


def _as_it_is(id: UUID | None) -> UUID | None:
    return id


def _in_hex(id: UUID | None) -> str | None:
    return id.hex if id else None


def new_id(at: datetime) -> UUID:
    """An id that begins with the row's moment (UUIDv7, RFC 9562): new rows stand together, however many there are.

    It tells no more than the moment does.
    """
    milliseconds, lots = int(at.timestamp() * 1000), randbits(74)
    return UUID(int=milliseconds << 80 | 7 << 76 | (lots >> 62) << 64 | 2 << 62 | lots & (1 << 62) - 1)


@cache
def _insert(vendor: str) -> str:
    names = ("id", *NewRow._fields, "salt")
    cast = "::jsonb" if vendor == "postgresql" else ""
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join(f"%s{cast}" if name in JSON else "%s" for name in names)
    return f"INSERT INTO {AuditEntry._meta.db_table} ({columns}) VALUES ({marks})"  # noqa: S608  (names only)


@lru_cache(maxsize=4096)
def _list(codes: tuple[str, ...]) -> str:
    return json.dumps(codes)


def _object(details: tuple[tuple[str, str | int | bool | None], ...]) -> str:
    return json.dumps(dict(details))
