"""What the log's tables hold, as it lies there: for the sealer, and for verifying.

SQLite keeps whatever it is given, in any column; and whoever has all rights in a database may have given it anything.
So nothing is read through Django's fields, which stop at what they do not expect. Whoever reads looks at what it is.
"""

import re
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, UUIDField

from helhet.operations.routing import sent

AS_TEXT: dict[str, dict[str, str]] = {
    "sqlite": {
        "id": "coalesce({0}, '')",
        "at": "coalesce({0}, '')",  # as it lies there, and not as a moment
    },
    "postgresql": {
        "id": "coalesce(encode(uuid_send({0}), 'hex'), '')",
        "at": "to_char({0} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    },
}
"""How each database says an id and a moment as text."""

AT_A_TIME = 512
"""Rows taken from PostgreSQL while it finds the next, or given it while the next are made."""

is_id = re.compile(r"[0-9a-f]{32}", re.ASCII).fullmatch
"""Whether a text is an id, as the log says it."""


class Own(NamedTuple):
    """What a log says of itself, whatever it is; the moments are None where they are none."""

    size: Any
    salt: Any
    looked_at: datetime | None
    stopped_at: datetime | None


class NotText(str):
    """Text in SQLite that is none: as near as it can be said."""


def own_row(municipality: UUID) -> Own | None:
    """What a log says of itself; none where its row is gone."""
    moments = f"{moment_as_text('looked_at')}, {moment_as_text('stopped_at')}"
    sql = f"SELECT size, chain_salt, {moments} FROM audit_log WHERE municipality = %s"  # noqa: S608
    found = _first(sql, [db_id(municipality)])
    return Own(found[0], found[1], moment_from(found[2]), moment_from(found[3])) if found else None


def standing_still() -> dict[str, datetime | None]:
    """The municipalities whose logs could not be continued, and since when."""
    sql = f"""
        SELECT {id_as_text("municipality")}, {moment_as_text("stopped_at")} FROM audit_log
        WHERE stopped_at IS NOT NULL ORDER BY municipality
    """  # noqa: S608
    return {here: moment_from(at) for here, at in list(fetch(sql, [])) if _is_text_id(here)}


def last_sealed_at() -> tuple[bool, datetime | None]:
    """Whether anything was ever sealed, and when that was last."""
    sql = f"SELECT {moment_as_text('at')} FROM audit_checkpoint ORDER BY at DESC LIMIT 1"  # noqa: S608
    found = _first(sql, [])
    return found is not None, moment_from(found[0]) if found else None


def begun() -> list[UUID]:
    """Every municipality whose log has a row of its own."""
    return _whose("audit_log")


def municipalities() -> list[UUID]:
    """Every municipality of which anything is left in the log: it reads all of it."""
    return _whose("audit_log", "audit_seal", "audit_checkpoint", "audit_sealedrow", "audit_auditentry")


def _whose(*tables: str) -> list[UUID]:
    said = id_as_text("municipality")
    found = {here for table in tables for (here,) in fetch(f"SELECT DISTINCT {said} FROM {table}", [])}  # noqa: S608
    return sorted(UUID(here) for here in found if _is_text_id(here))


def seals(municipality: UUID, *, first: int, before: int, limit: int) -> list[tuple[Any, ...]]:
    """Some seals from one number to before another: each its number, how many rows, the seed and the nodes."""
    sql = """
        SELECT number, "rows", seed, nodes FROM audit_seal
        WHERE municipality = %s AND number >= %s AND number < %s ORDER BY number LIMIT %s
    """
    return list(fetch(sql, [db_id(municipality), first, before, limit]))


def checkpoints(municipality: UUID, *, after: int, to: int) -> Iterator[tuple[Any, ...]]:
    """The log's own checkpoints of some sizes: each its size, note and key."""
    sql = """
        SELECT size, note, "key" FROM audit_checkpoint
        WHERE municipality = %s AND size > %s AND size <= %s ORDER BY size
    """
    return fetch(sql, [db_id(municipality), after, to])


def newest_checkpoint(municipality: UUID) -> tuple[Any, Any] | None:
    """The size and the key of the newest checkpoint."""
    sql = 'SELECT size, "key" FROM audit_checkpoint WHERE municipality = %s ORDER BY size DESC LIMIT 1'
    return _first(sql, [db_id(municipality)])


def count_checkpoints(municipality: UUID) -> int:
    """How many checkpoints of its own a log has, of whatever size."""
    sql = "SELECT count(*) FROM audit_checkpoint WHERE municipality = %s"
    return _count(sql, [db_id(municipality)])


def more_seals(municipality: UUID, *, size: int) -> bool:
    """Whether there are seals that a log of this size does not have."""
    sql = "SELECT 1 FROM audit_seal WHERE municipality = %s AND (number >= %s OR number < 0) LIMIT 1"
    return _first(sql, [db_id(municipality), size]) is not None


def nowhere(municipality: UUID, *, size: int, limit: int) -> list[tuple[Any, Any]]:
    """Leaves under seals that a log of this size does not have: the row and the seal."""
    sql = f"""
        SELECT {id_as_text("entry")}, seal FROM audit_sealedrow
        WHERE municipality = %s AND (seal >= %s OR seal < 0) ORDER BY seal, slot LIMIT %s
    """  # noqa: S608
    return list(fetch(sql, [db_id(municipality), size, limit]))


def unsealed(
    municipality: UUID, *, since: datetime | None, before: datetime, after: datetime, limit: int
) -> list[tuple[Any, Any]]:
    """The oldest rows without a seal from before one moment or after another, since a third: id and moment."""
    sql = f"""
        SELECT {id_as_text("e.id")}, {moment_as_text("e.at")} FROM audit_auditentry e
        WHERE {_WITHOUT_SEAL} AND (e.at < %s OR e.at > %s){" AND e.at >= %s" if since else ""}
        ORDER BY e.at, e.id LIMIT %s
    """  # noqa: S608
    moments = [db_moment(one) for one in (before, after, since) if one]
    return list(fetch(sql, [db_id(municipality), *moments, limit]))


def count_unsealed(municipality: UUID, *, since: datetime) -> int:
    """How many rows from a moment on have no seal."""
    sql = f"SELECT count(*) FROM audit_auditentry e WHERE {_WITHOUT_SEAL} AND e.at >= %s"  # noqa: S608
    return _count(sql, [db_id(municipality), db_moment(since)])


_WITHOUT_SEAL = """
    e.municipality = %s AND NOT EXISTS (
        SELECT 1 FROM audit_sealedrow s WHERE s.municipality = e.municipality AND s.entry = e.id LIMIT 1 OFFSET 0
    )
"""


def fetch(sql: str, parameters: list[Any]) -> Generator[tuple[Any, ...], None, None]:
    """The rows found, while the database finds more. On PostgreSQL in binary: bytes need no second form."""
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        sql, parameters = sent(connection, sql, parameters)  # past Django's cursor, and so past its hook
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            yield from cursor.stream(sql, parameters, binary=True, size=AT_A_TIME)
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        read = 0
        try:
            for row in cursor.cursor:
                yield row
                read += 1
            return
        except sqlite3.OperationalError:  # a text that is none: once more, with room for it
            pass
        with _room_for_any_text():
            cursor.execute(sql, parameters)
            yield from islice(cursor.cursor, read, None)


def _first(sql: str, parameters: list[Any]) -> tuple[Any, ...] | None:
    rows = list(fetch(sql, parameters))  # to the end: half a result would leave the connection busy
    return rows[0] if rows else None


def _count(sql: str, parameters: list[Any]) -> int:
    found = _first(sql, parameters)
    return int(found[0]) if found else 0


@contextmanager
def _room_for_any_text() -> Iterator[None]:
    connection.connection.text_factory = _text
    try:
        yield
    finally:
        connection.connection.text_factory = str


def _text(found: bytes) -> str:
    try:
        return found.decode()
    except UnicodeDecodeError:
        return NotText(found.decode(errors="surrogateescape"))


def octets(value: Any) -> bytes:
    """Bytes from a column of bytes. Raises TypeError for what is something else."""
    if not isinstance(value, bytes | memoryview):
        raise TypeError("something else than bytes stands where bytes belong")
    return bytes(value)


def moment_from(value: Any) -> datetime | None:
    """A moment as the log says it; None where it is none."""
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None


def id_as_text(column: str) -> str:
    """How the database says an id."""
    return AS_TEXT[connection.vendor]["id"].format(column)


def moment_as_text(column: str) -> str:
    """How the database says a moment."""
    return AS_TEXT[connection.vendor]["at"].format(column)


def db_id(value: UUID) -> Any:
    """An id as the database takes it."""
    return UUIDField().get_db_prep_value(value, connection)


def db_moment(value: datetime) -> Any:
    """A moment as the database takes it."""
    return DateTimeField().get_db_prep_value(value, connection)


def _is_text_id(value: Any) -> bool:
    return type(value) is str and is_id(value) is not None
