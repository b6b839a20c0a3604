"""Does a statement go to one machine? PostgreSQL's own planner is asked, on empty tables that are partitioned alike.

Citus keeps of each table the shards its planner's restrictions leave, and sends a statement on to one machine when one
shard is left of every table. PostgreSQL leaves out partitions by the very same restrictions, each table's own. So the
tables about children are made anew beside the real ones, partitioned by a hash of the municipality and known by
(municipality, id), and every statement the program sends is explained there, as it would be sent in a spread database.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import psycopg
from django.db import connection

from helhet.operations.placement import PARTITION, Placement, placed, placement, tables

MACHINES = 8


@cache
def beside() -> Any:
    """A connection on which the program's tables are empty ones, partitioned; they are gone when it closes."""
    address = connection.get_connection_params() | {"dbname": "postgres"}  # the tests take away their own in the end
    said = {name: address[name] for name in ("dbname", "user", "password", "host", "port") if name in address}
    there: Any = psycopg.connect(**said, autocommit=True)
    for model in tables():
        for statement in _made(model):
            there.execute(statement)
    return there


def leave() -> None:
    """Nobody is asked any more."""
    if beside.cache_info().currsize:
        beside().close()
        beside.cache_clear()


def _made(model: Any) -> Iterator[str]:
    """One table again: its columns as the server tells them, which waits for nobody's lock."""
    table, key, by = model._meta.db_table, model._meta.pk.column, ""
    with connection.connection.cursor() as cursor:  # not Django's: nobody's statements are counted
        cursor.execute(
            "SELECT format('%%I %%s', attname, format_type(atttypid, atttypmod)) FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
            [f'"{table}"'],
        )
        columns = ", ".join(column for (column,) in cursor.fetchall())
    if placement(model) is Placement.DISTRIBUTED:
        here = model._meta.get_field(PARTITION).column
        key, by = (f"{here}, {key}" if here != key else key), f" PARTITION BY HASH ({here})"
    yield f'CREATE TEMP TABLE "{table}" ({columns}, PRIMARY KEY ({key})){by}'
    for number in range(MACHINES if by else 0):
        part = f"FOR VALUES WITH (MODULUS {MACHINES}, REMAINDER {number})"
        yield f'CREATE TEMP TABLE "{table}_{number}" PARTITION OF "{table}" {part}'


@cache
def _machines() -> dict[str, int]:
    """On which machine each part of a table lies, by the part's name."""
    return {f"{m._meta.db_table}_{n}": n for m in placed(Placement.DISTRIBUTED) for n in range(MACHINES)}


def asked(sql: str, params: Any) -> set[int]:
    """The machines a statement goes to; none where it asks nothing that is spread."""
    with psycopg.ClientCursor(connection.connection) as cursor:
        literal = cursor.mogrify(sql, params)
    plan = beside().execute(f"EXPLAIN (FORMAT JSON) {literal}".encode()).fetchone()[0]
    return {_machines()[name] for name in _parts(plan) if name in _machines()}


def _parts(plan: Any) -> Iterator[str]:
    if isinstance(plan, dict):
        if "Relation Name" in plan:
            yield plan["Relation Name"]
        for inner in plan.values():
            yield from _parts(inner)
    elif isinstance(plan, list):
        for inner in plan:
            yield from _parts(inner)
