# ruff: noqa: S608  the attacks are on a database of the tests' own
"""Whatever stands in the log's tables, verifying ends in a report: whole only if nothing that matters was changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import Error, connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helhet.audit.models import AuditEntry, Chain, Checkpoint, Log, Seal, SealedRow
from helhet.audit.sealing.canonical import canonical_json
from helhet.audit.sealing.sealer import seal_log
from helhet.audit.sealing.stored import db_id, municipalities
from helhet.audit.sealing.verify import verify_log
from tests.audit.conftest import Story
from tests.cast import after

SQLITE = connection.vendor == "sqlite"
TABLES = (AuditEntry, Log, Seal, SealedRow, Chain, Checkpoint)
COLUMNS = [
    (model._meta.db_table, one.column, one.get_internal_type()) for model in TABLES for one in model._meta.local_fields
]
SAYS_NOTHING = {
    ("audit_log", "looked_at"), ("audit_log", "stopped_at"),  # where to look on: nothing that was sealed
    ("audit_seal", "id"), ("audit_seal", "at"), ("audit_checkpoint", "id"), ("audit_checkpoint", "at"),
    ("audit_checkpoint", "witnesses"),  # a witness keeps its own
}  # fmt: skip
"""What no seal is over."""
NOTHING = {"child", "matter", "service"}
"""Where nothing and the empty text, which only SQLite keeps there, are one."""

numbers = st.integers(-(1 << 63), (1 << 63) - 1) | st.integers(-2, 5)
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
any_value = numbers | st.floats() | texts | st.binary(max_size=40) | st.none()
moments = st.datetimes().map(str) | st.sampled_from(["infinity", "-infinity"])
OF_KIND: dict[str, st.SearchStrategy[Any]] = {
    "UUIDField": st.uuids(), "BigIntegerField": numbers, "SmallIntegerField": st.integers(-2, 300),
    "IntegerField": st.integers(-2, 1 << 30), "DateTimeField": moments, "BinaryField": st.binary(max_size=40),
    "JSONField": st.sampled_from(["[]", "null", "7", '"x"', '{"a": [1.5]}']),
}  # fmt: skip
"""PostgreSQL keeps nothing else than what a column is for."""

changes = st.sampled_from(COLUMNS).flatmap(
    lambda column: st.tuples(
        st.just(column),
        any_value if SQLITE else OF_KIND.get(column[2], texts),
        st.sampled_from(["%s", "CAST(%s AS TEXT)"]),
    )
)
deeds = st.tuples(st.sampled_from(["set", "copy", "delete"]), changes, st.integers(0, 8))


@contextmanager
def undone() -> Iterator[None]:
    """What is done within is not done afterwards."""
    with transaction.atomic():
        mark = transaction.savepoint()
        try:
            yield
        finally:
            transaction.savepoint_rollback(mark)


State = dict[str, list[Any]]


def state(story: Story) -> State:
    """Everything in one log that a seal is over, as it lies there."""
    return {model._meta.db_table: sorted(rows_of(model, story)) for model in TABLES}


def rows_of(model: Any, story: Story) -> Iterator[tuple[str, ...]]:
    table = model._meta.db_table
    names = [one.column for one in model._meta.local_fields if (table, one.column) not in SAYS_NOTHING]
    said = ", ".join(f'quote("{name}")' if SQLITE else f'"{name}"::text' for name in names)
    for row in ask(story, f"SELECT {said} FROM {table} WHERE municipality = %s", story.municipality):
        yield tuple(one_form(name, value) for name, value in zip(names, row, strict=True))


def one_form(name: str, value: str | None) -> str:
    """A value, where several are one to whoever reads them."""
    if name in NOTHING and value in (None, "NULL", "''"):
        return ""
    if name in ("grounds", "details") and value and value.startswith("'"):
        return canonical_json(value[1:-1])
    return str(value)


def ask(story: Story, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [db_id(one) if isinstance(one, UUID) else one for one in values])
        return list(cursor.fetchall())


def do(story: Story, deed: str, table: str, column: str, kind: str, value: Any, cast: str, n: int) -> None:
    """Set a column of a row, or take a copy of the row with that set, or take the row away."""
    place = "rowid" if SQLITE else "ctid"
    rows = ask(story, f"SELECT {place} FROM {table} WHERE municipality = %s ORDER BY {place}", story.municipality)
    if not rows:
        return
    at = rows[n % len(rows)][0]
    new = (
        cast
        if SQLITE
        else {"JSONField": "%s::jsonb", "DateTimeField": "%s::timestamp AT TIME ZONE 'UTC'"}.get(kind, "%s")
    )
    if deed == "delete":
        story.sql(f"DELETE FROM {table} WHERE {place} = %s", at)
    elif deed == "set":
        story.sql(f'UPDATE {table} SET "{column}" = {new} WHERE {place} = %s', value, at)
    else:
        key = next(m._meta.pk.column for m in TABLES if m._meta.db_table == table)
        names = [name for of, name, _ in COLUMNS if of == table]
        said = {name: f'"{name}"' for name in names} | {key: "%s"} | ({column: new} if column != key else {})
        values = [uuid4() if name == key else value for name in names if name in (key, column)]
        columns = ", ".join(f'"{name}"' for name in names)
        sql = f"INSERT INTO {table} ({columns}) SELECT {', '.join(said.values())} FROM {table} WHERE {place} = %s"
        story.sql(sql, *values, at)


def matters(before: State, after: State) -> bool:
    """Whether anything differs; but an older checkpoint of the log's own says nothing that the newest does not."""
    checkpoints = Checkpoint._meta.db_table
    kept = after[checkpoints]
    newest = any(one in kept for one in before[checkpoints] if "\n3\n" in one[2] or "3" in one[1])
    rest = {table: rows for table, rows in before.items() if table != checkpoints}
    same_rest = all(after[table] == rows for table, rows in rest.items())
    return not (same_rest and newest and all(one in before[checkpoints] for one in kept))


@pytest.mark.django_db
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(deeds, min_size=1, max_size=3))
@example([("set", (("audit_log", "size", "BigIntegerField"), (1 << 63) - 1, "%s"), 0)])
@example([("set", (("audit_seal", "number", "BigIntegerField"), (1 << 63) - 1, "%s"), 2)])
def test_whatever_is_done_is_told(story: Story, done: list[Any]) -> None:
    with undone():
        before = state(story)
        for deed, ((table, column, kind), value, cast), n in done:
            try:
                with transaction.atomic():
                    do(story, deed, table, column, kind, value, cast, n)
            except (Error, OverflowError, ValueError):  # the database, or its driver, does not take it
                continue
        report = verify_log(story.municipality, at=after(9))
        assert not (report.whole and matters(before, state(story)))
        assert all(isinstance(verify_log(one, at=after(9)).whole, bool) for one in municipalities())
        seal_log(key=story.key, at=after(9))
