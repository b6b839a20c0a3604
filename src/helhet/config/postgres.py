"""How the program speaks with PostgreSQL: a pool, statements kept prepared, and an end to every wait."""

from typing import Any

PREPARED_AFTER = 5
"""How many times a statement is sent before the server keeps it prepared."""

GIVEN_UP = 10
"""Seconds a request waits for a connection of the pool before it is told to try again."""


def options(*, statement: int, lock: int, idle: int, pool: int) -> dict[str, Any]:
    """Django's OPTIONS for one process. Times are whole seconds; 0 is no end.

    `statement` is the longest one statement may run, `lock` the longest it may wait for somebody else's row or table,
    `idle` the longest a transaction may stay open without a statement. `pool` is the most connections at a time; 0 is
    one a thread, kept by nobody, as before a pooler of one's own.
    """
    settings = {"statement_timeout": statement, "lock_timeout": lock, "idle_in_transaction_session_timeout": idle}
    spoken: dict[str, Any] = {
        "server_side_binding": True,  # values travel apart from the SQL
        "options": " ".join(f"-c {name}={seconds}s" for name, seconds in settings.items()),
    }
    if pool:
        spoken["prepare_threshold"] = PREPARED_AFTER
        spoken["pool"] = {"min_size": 1, "max_size": pool, "timeout": GIVEN_UP}
    return spoken


def joined(ours: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Our options and those of the database's address, which come last and win: sslmode, a role to act in."""
    both = ours | given
    if "options" in given:
        both["options"] = f"{ours['options']} {given['options']}"
    return both
