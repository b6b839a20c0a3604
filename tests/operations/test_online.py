"""Indexes, constraints and keys added beside the work: what is there afterwards is what Django would have made."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import NotSupportedError, connection, models, transaction
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel, DeleteModel
from django.db.migrations.state import ProjectState

from helhet.operations.online import AddConstraintOnline, AddForeignKeyOnline, AddIndexOnline

TABLE = "operations_visit"
FIELDS = [
    ("id", models.UUIDField(primary_key=True)),
    ("words", models.CharField(max_length=20, default="")),
    ("ended", models.DateField(null=True)),
]
STEPS = {
    "an index": (AddIndex, AddIndexOnline, models.Index(fields=["words"], name="visit_words")),
    "a partial index": (
        AddIndex,
        AddIndexOnline,
        models.Index(fields=["words"], condition=models.Q(ended=None), name="visit_open"),
    ),
    "a check": (
        AddConstraint,
        AddConstraintOnline,
        models.CheckConstraint(name="visit_said", condition=~models.Q(words="")),
    ),
    "unique": (AddConstraint, AddConstraintOnline, models.UniqueConstraint(fields=["words"], name="visit_once")),
    "unique while open": (
        AddConstraint,
        AddConstraintOnline,
        models.UniqueConstraint(fields=["words"], condition=models.Q(ended=None), name="visit_once_open"),
    ),
}


def run(operation: Any, state: ProjectState, *, atomic: bool = False) -> ProjectState:
    """Do one operation to the database; the state after it."""
    after = state.clone()
    operation.state_forwards("operations", after)
    with connection.schema_editor(atomic=atomic) as editor:
        operation.database_forwards("operations", editor, state, after)
    return after


def shape() -> dict[str, Any]:
    """Every constraint and index of the table, and what the server says of each."""
    with connection.cursor() as cursor:
        there: dict[str, Any] = connection.introspection.get_constraints(cursor, TABLE)
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT indexrelid::regclass::text, indisvalid FROM pg_index WHERE indrelid = %s::regclass "
                "UNION SELECT conname, convalidated FROM pg_constraint WHERE conrelid = %s::regclass",
                [TABLE, TABLE],
            )
            assert {name for name, whole in cursor.fetchall() if not whole} == set()
    return there


@pytest.fixture
def table(transactional_db: None) -> Iterator[ProjectState]:
    """A table for the test alone, empty."""
    empty = ProjectState()
    with connection.constraint_checks_disabled():
        state = run(CreateModel("Visit", FIELDS), empty, atomic=connection.vendor != "sqlite")
    yield state
    with connection.constraint_checks_disabled():
        run(DeleteModel("Visit"), state)


def again(state: ProjectState) -> None:
    """Begin anew with the bare table."""
    with connection.constraint_checks_disabled():
        run(DeleteModel("Visit"), state)
        run(CreateModel("Visit", FIELDS), ProjectState())


@pytest.mark.parametrize("what", STEPS)
def test_what_is_added_online_is_what_django_adds(table: ProjectState, what: str) -> None:
    plain, online, thing = STEPS[what]
    with connection.constraint_checks_disabled():
        run(plain("visit", thing), table)
        expected = shape()
        again(table)
        run(online("visit", thing), table)
    assert shape() == expected
    assert thing.name in expected


def test_a_foreign_key_too(table: ProjectState) -> None:
    key = models.ForeignKey("operations.Visit", models.PROTECT, null=True)
    with connection.constraint_checks_disabled():
        run(AddField("visit", "before", key), table)
        expected = shape()
        again(table)
        run(AddForeignKeyOnline("visit", "before", key.clone()), table)
    assert shape() == expected


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite changes a table in one go")
@pytest.mark.parametrize("what", STEPS)
def test_a_step_that_was_broken_off_is_simply_run_again(table: ProjectState, what: str) -> None:
    _, online, thing = STEPS[what]
    if what == "unique":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE INDEX {thing.name} ON {TABLE} (ended)")
    else:
        run(online("visit", thing), table)
    run(online("visit", thing), table)
    assert shape()[thing.name]["columns"] == ["words"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite changes a table in one go")
def test_in_a_transaction_it_is_refused(table: ProjectState) -> None:
    _, online, thing = STEPS["an index"]
    with (
        pytest.raises(NotSupportedError, match="AddIndexOnline needs a migration with atomic = False"),
        transaction.atomic(),
    ):
        run(online("visit", thing), table)
