"""How the program speaks with PostgreSQL: a pool, statements kept prepared, and an end to every wait."""

from typing import Any

from psycopg import _queries

PREPARED_AFTER = 5
"""How many times a statement is sent before the server keeps it prepared."""

READ_ONCE = 64 * 1024, 1000
"""Characters and values a statement may have for psycopg to remember where in it the values stand."""

GIVEN_UP = 10
"""Seconds a request waits for a connection of the pool before it is told to try again."""


def options(*, statement: int, lock: int, idle: int, pool: int, spread: bool = False) -> dict[str, Any]:
    """Django's OPTIONS for one process. Times are whole seconds; 0 is no end.

    `statement` is the longest one statement may run, `lock` the longest it may wait for somebody else's row or table,
    `idle` the longest a transaction may stay open without a statement. `pool` is the most connections at a time; 0 is
    one a thread, kept by nobody, as before a pooler of one's own.

    With a pool, statements are planned once and for all values (docs/decisions/0016-one-plan-for-each-statement.md).
    Not where the tables are `spread` over machines: Citus finds the machine by the values, and without them makes no
    plan but for the simplest statements (github.com/citusdata/citus/issues/7813).
    """
    times = {"statement_timeout": statement, "lock_timeout": lock, "idle_in_transaction_session_timeout": idle}
    settings = [f"{name}={seconds}s" for name, seconds in times.items()]
    spoken: dict[str, Any] = {"server_side_binding": True}  # values travel apart from the SQL
    if pool:
        if not spread:
            settings.append("plan_cache_mode=force_generic_plan")
        spoken["prepare_threshold"] = PREPARED_AFTER
        spoken["pool"] = {"min_size": 1, "max_size": pool, "timeout": GIVEN_UP}
    return spoken | {"options": " ".join(f"-c {setting}" for setting in settings)}


def read_long_statements_once() -> None:
    """Let psycopg remember where the values stand in our long statements, as it does in short ones.

    A question with all its grounds has some 20,000 characters and 200 values. psycopg takes what is past 4,096 and 50
    for something asked once, and to read it anew each time took a seventh of the time of a plan's page. It remembers
    128 texts. The limits are its own, and may go: `tests/config/test_postgres.py` tells.
    """
    _queries.MAX_CACHED_STATEMENT_LENGTH, _queries.MAX_CACHED_STATEMENT_PARAMS = READ_ONCE


def joined(ours: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Our options and those of the database's address, which come last and win: sslmode, a role to act in."""
    both = ours | given
    if "options" in given:
        both["options"] = f"{ours['options']} {given['options']}"
    return both
