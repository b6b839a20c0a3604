"""What a migration may not do to a site that is open, or to tables that are to be spread over machines."""

from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.state import ProjectState

from helhet.operations.migrations import BEFORE_THE_FIRST_VERSION, every_fault, faults, written
from helhet.operations.online import AddConstraintOnline, AddForeignKeyOnline, AddIndexOnline

ID = ("id", models.UUIDField(primary_key=True))
HERE = ("municipality", models.UUIDField())


def migration(*operations: Any, **said: Any) -> Any:
    """A migration of one app, after the first."""
    made = type("Migration", (migrations.Migration,), {"operations": list(operations)} | said)
    return made("0999_a_change", "plans")


def before() -> ProjectState:
    """A table about a child, a register, and what they hold."""
    state = ProjectState()
    tables = (
        migrations.CreateModel("Plan", [ID, HERE, ("words", models.CharField(max_length=20, null=True))]),
        migrations.CreateModel("Register", [ID, ("code", models.CharField(max_length=20))]),
    )
    for table in tables:
        table.state_forwards("plans", state)
    return state


def found(*operations: Any, **said: Any) -> list[str]:
    return list(faults(migration(*operations, **said), before()))


def nothing(apps: Any, schema_editor: Any) -> None:
    """Moves no row."""


KEY = models.ForeignKey("plans.Register", models.PROTECT, null=True)
UNIQUE = models.UniqueConstraint(fields=["municipality", "words"], name="once")
CHECK = models.CheckConstraint(name="said", condition=~models.Q(words=""))
INDEX = models.Index(fields=["words"], name="by_words")


def test_every_migration_that_has_landed_can_be_run() -> None:
    assert every_fault() == []


def test_those_from_before_the_first_version_are_told_apart_by_their_number() -> None:
    added = migrations.AddIndex("plan", INDEX)
    last = BEFORE_THE_FIRST_VERSION["plans"]
    early, late = migration(added), migration(added)
    early.name, late.name = f"{last:04}_a_change", f"{last + 1:04}_a_change"
    assert (list(faults(early, before())), len(list(faults(late, before())))) == ([], 1)


@pytest.mark.parametrize(
    ("operation", "said", "told"),
    [
        pytest.param(
            migrations.AddIndex("plan", INDEX), {},
            "by_words stops every writer while it is built: AddIndexOnline", id="an index",
        ),
        pytest.param(AddIndexOnline("plan", INDEX), {}, "AddIndexOnline needs atomic = False", id="in a transaction"),
        pytest.param(
            migrations.AddConstraint("plan", CHECK), {},
            "said stops every writer while it is checked: AddConstraintOnline", id="a check",
        ),
        pytest.param(
            migrations.AddConstraint("plan", UNIQUE), {},
            "once stops every writer while it is checked: AddConstraintOnline", id="a unique constraint",
        ),
        pytest.param(
            migrations.AddField("plan", "level", models.CharField(max_length=5, default="")), {},
            "level must be null or have a db_default: the program that is still served does not fill it",
            id="a column the old program does not fill",
        ),
        pytest.param(
            migrations.AddField("plan", "register", KEY), {},
            "register stops every writer of two tables: AddForeignKeyOnline", id="a foreign key",
        ),
        pytest.param(
            AddForeignKeyOnline("plan", "register", models.ForeignKey("plans.Register", models.PROTECT)),
            {"atomic": False}, "register must be null at first: rows are there already", id="a key all rows have",
        ),
        pytest.param(
            migrations.AddField("plan", "level", models.CharField(max_length=5, null=True, db_index=True)), {},
            "level builds an index while everybody waits: add it bare, then AddIndexOnline", id="a column with index",
        ),
        pytest.param(
            migrations.AlterField("plan", "words", models.CharField(max_length=20)), {},
            "words may no longer be null: every row is looked through while everybody waits", id="no longer null",
        ),
        pytest.param(
            migrations.AlterField("plan", "words", models.CharField(max_length=10, null=True)), {},
            "words gets shorter: every row is looked through while everybody waits", id="shorter",
        ),
        pytest.param(
            migrations.AlterField("plan", "words", models.IntegerField(null=True)), {},
            "words becomes another column: add a new one, copy, and later take away the old", id="another type",
        ),
        pytest.param(
            migrations.RenameField("plan", "words", "text"), {},
            "renames what the program that is still served asks for: add the new, copy, and later take away the old",
            id="a new name",
        ),
        pytest.param(
            migrations.RemoveField("plan", "words"), {},
            "takes away what the program that is still served asks for: say unused_since, a version before this",
            id="a column gone",
        ),
        pytest.param(
            migrations.DeleteModel("Plan"), {},
            "takes away what the program that is still served asks for: say unused_since, a version before this",
            id="a table gone",
        ),
        pytest.param(
            migrations.RunPython(nothing, elidable=True), {"atomic": False},
            "RunPython has no way back: at least RunPython.noop", id="rows moved without a way back",
        ),
        pytest.param(
            migrations.RunPython(nothing, nothing), {"atomic": False},
            "RunPython is not elidable: it is done once, and never again when migrations are squashed",
            id="rows moved for ever",
        ),
        pytest.param(
            migrations.RunPython(nothing, nothing, elidable=True), {},
            "RunPython moves a whole table in one transaction: atomic = False, and a batch each",
            id="rows moved all at once",
        ),
        pytest.param(migrations.RunSQL("ANALYZE"), {}, "RunSQL has no way back", id="SQL without a way back"),
        pytest.param(
            migrations.AlterUniqueTogether("plan", {("municipality", "words")}), {},
            "a named constraint or index instead, added online", id="unique together",
        ),
    ],
)  # fmt: skip
def test_what_holds_up_an_open_site_is_told(operation: Any, said: dict[str, Any], told: str) -> None:
    assert found(operation, **said) == [told]
    assert found(operation, **said, offline="the site is closed for it") == []


@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(
            migrations.CreateModel(
                "Visit", [ID, HERE, ("of", models.TextField())],
                {"constraints": [models.UniqueConstraint(fields=["of"], name="once")]},
            ),
            id="a new table",
        ),
        pytest.param(
            AddConstraintOnline("plan", models.UniqueConstraint(fields=["words"], name="once")), id="a constraint"
        ),
    ],
)  # fmt: skip
def test_nothing_about_a_child_is_unique_without_the_municipality(operation: Any) -> None:
    told = ["once is unique without the municipality"]
    assert found(operation, atomic=False) == told
    assert found(operation, atomic=False, offline="closed") == told
    assert found(operation, atomic=False, initial=True) == told


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        pytest.param(
            migrations.RunSQL("CREATE TRIGGER t BEFORE UPDATE ON plans_plan", ""), "uses a trigger or a sequence",
            id="a trigger",
        ),
        pytest.param(
            migrations.RunSQL("SELECT nextval('numbers')", ""), "uses a trigger or a sequence", id="a sequence"
        ),
        pytest.param(
            migrations.CreateModel("Visit", [("id", models.BigAutoField(primary_key=True))]),
            "id is numbered by a sequence: a random id, made by the program", id="numbered rows",
        ),
        pytest.param(
            migrations.CreateModel("Visit", [ID, HERE, ("plan", models.OneToOneField("plans.Plan", models.PROTECT))]),
            "plan is unique without the municipality", id="one to one",
        ),
        pytest.param(
            migrations.AddField("plan", "level", models.PositiveSmallIntegerField(null=True)),
            "level comes with a check that has no name: a plain number, and AddConstraintOnline", id="a column's check",
        ),
        pytest.param(
            migrations.CreateModel("Visit", [ID, HERE], {"unique_together": {("id", "of")}}),
            "Visit is unique together without the municipality", id="unique together",
        ),
    ],
)  # fmt: skip
def test_what_does_not_spread_over_machines_is_told_in_a_first_migration_too(operation: Any, told: str) -> None:
    assert found(operation, initial=True) == [told]


def test_a_table_and_rows_are_not_changed_in_one() -> None:
    moved = migrations.RunPython(nothing, nothing, elidable=True)
    grown = migrations.AddField("plan", "level", models.CharField(max_length=5, null=True))
    assert found(grown, moved, atomic=False) == ["moves rows and changes tables: two migrations"]


@pytest.mark.parametrize(
    "operations",
    [
        pytest.param(
            [migrations.CreateModel("Visit", [ID, HERE]), migrations.AddIndex("visit", INDEX)], id="new table"
        ),
        pytest.param([migrations.AddField("plan", "level", models.CharField(max_length=5, null=True))], id="a column"),
        pytest.param(
            [migrations.AddField("plan", "level", models.CharField(max_length=5, db_default=""))], id="a filled column"
        ),
        pytest.param([migrations.AlterField("plan", "words", models.CharField(max_length=40, null=True))], id="longer"),
        pytest.param(
            [migrations.AlterField("register", "code", models.CharField(max_length=20, null=True))], id="null"
        ),
        pytest.param([AddIndexOnline("plan", INDEX)], id="an index"),
        pytest.param([AddConstraintOnline("plan", UNIQUE)], id="a unique constraint"),
        pytest.param([AddConstraintOnline("plan", CHECK)], id="a check"),
        pytest.param([AddForeignKeyOnline("plan", "register", KEY)], id="a foreign key"),
        pytest.param([migrations.RunPython(nothing, nothing, elidable=True)], id="rows in batches"),
        pytest.param([migrations.RunSQL("ANALYZE", "")], id="SQL with a way back"),
        pytest.param(
            [migrations.SeparateDatabaseAndState([migrations.RunSQL("ANALYZE", "")], [])], id="a step in a box"
        ),
    ],
)
def test_what_is_done_beside_the_work_passes(operations: list[Any]) -> None:
    assert found(*operations, atomic=False) == []


def test_what_nothing_uses_any_more_may_go() -> None:
    assert found(migrations.RemoveField("plan", "words"), unused_since="0.1.0") == []


@pytest.mark.parametrize("name", ["0002_auto_20261124_1243", "0002_plan_level_plan_words_and_more", "2_level", "0002"])
def test_a_migration_is_named_by_what_it_does(name: str) -> None:
    assert list(written(name, "")) == ["is named by what it does, one change each"]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "from helhet.plans.models import Plan",
            ["imports helhet.plans.models, which will have changed when it is run"],
        ),
        ("import helhet.core.plan", ["imports helhet.core.plan, which will have changed when it is run"]),
        ("import helhet.people.partition", []),
        ("from helhet.operations.online import AddIndexOnline", []),
        ("from django.db import migrations", []),
    ],
)
def test_a_migration_imports_nothing_that_changes(source: str, told: list[str]) -> None:
    assert list(written("0002_level", source)) == told
