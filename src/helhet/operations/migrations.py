"""Reading migrations: is the old program still served while they run, and do the tables still spread over machines?

A migration that can only be run while the site is closed says so itself, with a reason: `offline = "…"`. One that
takes something away says since which version nothing uses it: `unused_since = "0.2.0"`.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from helhet.operations.online import _Online
from helhet.operations.placement import PARTITION

NAMED = re.compile(r"\d{4}_(?!auto_)[a-z0-9_]+(?<!_and_more)$")
FIELDS_ONLY = re.compile(r"helhet\.(?:people\.partition|operations\.online|\w+\.fields)$")
"""What a migration may import from the program: classes of fields, and how a table is changed beside the work."""

ENGINE = re.compile(r"\b(trigger|sequence|nextval|serial|setval)\b", re.IGNORECASE)
NUMBERED = (models.AutoField, models.BigAutoField, models.SmallAutoField)
CHECKED = (models.PositiveIntegerField, models.PositiveBigIntegerField, models.PositiveSmallIntegerField)
"""Django adds them to a table as a column with a check; Citus takes no constraint without a name along with a column
(github.com/citusdata/citus/pull/2296)."""
SAFE = {
    "default", "choices", "validators", "verbose_name", "help_text", "blank", "editable", "related_name", "on_delete",
    "error_messages", "limit_choices_to", "related_query_name",
}  # fmt: skip
"""What can change in a field without a change of its column."""

BEFORE_THE_FIRST_VERSION = {"access": 6, "audit": 2, "concerns": 2, "people": 6, "plans": 7}
"""Migrations up to this number, in each room, were made when there was no open site to hold up."""

MENDED = {
    "people/0001_initial: account is unique without the municipality",  # 0005_account_once_in_municipality
}
"""Faults of landed migrations, which are never edited, that a later one has put right."""


def ours(loader: MigrationLoader) -> Iterator[tuple[migrations.Migration, ProjectState]]:
    """Every migration of the program's own, in the order they are run, each with what was there before it."""
    graph = loader.graph
    order = dict.fromkeys(key for leaf in sorted(graph.leaf_nodes()) for key in graph.forwards_plan(leaf))
    state = ProjectState(real_apps=loader.unmigrated_apps)
    for key in order:
        migration = graph.nodes[key]
        if type(migration).__module__.startswith("helhet."):
            yield migration, state.clone()
        state = migration.mutate_state(state, preserve=False)


def every_fault() -> list[str]:
    """What stands in the way, a line each; empty when nothing does. Needs no database."""
    loader = MigrationLoader(None)
    found = [f"{app}: two last migrations, {' and '.join(names)}" for app, names in loader.detect_conflicts().items()]
    for migration, before in ours(loader):
        place = f"{migration.app_label}/{migration.name}"
        source = Path(str(__import__(type(migration).__module__, fromlist=["_"]).__file__)).read_text("utf-8")
        found += [f"{place}: {fault}" for fault in (*written(migration.name, source), *faults(migration, before))]
    return [fault for fault in found if fault not in MENDED]


def written(name: str, source: str) -> Iterator[str]:
    """What is wrong with how a migration is written down."""
    if not NAMED.match(name):
        yield "is named by what it does, one change each"
    for node in ast.walk(ast.parse(source)):
        modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for module in modules:
            if module.split(".")[0] == "helhet" and not FIELDS_ONLY.match(module):
                yield f"imports {module}, which will have changed when it is run"


def faults(migration: Any, before: ProjectState) -> Iterator[str]:
    """What is wrong with what a migration does, given the tables before it."""
    state, new = before.clone(), set[str]()
    closed = bool(migration.initial or getattr(migration, "offline", "") or _is_early(migration))
    for step in migration.operations:
        for operation in _opened(step):
            yield from _engine(operation, migration.app_label, state)
            if isinstance(operation, migrations.CreateModel):
                new.add(_model(operation))
            elif not closed and _model(operation) not in new:
                yield from _held_up(operation, migration, state)
        step.state_forwards(migration.app_label, state)
    every = [operation for step in migration.operations for operation in _opened(step)]
    if not closed and len(every) > 1 and any(isinstance(operation, migrations.RunPython) for operation in every):
        yield "moves rows and changes tables: two migrations"


def _is_early(migration: Any) -> bool:
    number = migration.name.split("_")[0]
    return number.isdecimal() and int(number) <= BEFORE_THE_FIRST_VERSION.get(migration.app_label, 0)


def _opened(operation: Any) -> Iterator[Any]:
    """The operations that touch the database, out of the box they may stand in."""
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from _opened(inner)
    else:
        yield operation


def _model(operation: Any) -> str:
    """Which table it is about, in small letters; empty for none."""
    named = getattr(operation, "model_name", "") or getattr(operation, "name", "") or ""
    return str(named).lower()


# What the spread over machines cannot have: never, not even in the first migration.


def _engine(operation: Any, app: str, state: ProjectState) -> Iterator[str]:
    """Triggers, sequences, and what is unique without the municipality."""
    if isinstance(operation, migrations.RunSQL) and ENGINE.search(str(operation.sql)):
        yield "uses a trigger or a sequence"
    if isinstance(operation, migrations.CreateModel):
        fields = dict(operation.fields)
        yield from _numbered(fields.items())
        if PARTITION in fields:
            yield from _alone(fields.items())
            for constraint in operation.options.get("constraints", []):
                yield from _unique(constraint)
            for together in operation.options.get("unique_together") or ():
                if PARTITION not in together:
                    yield f"{operation.name} is unique together without the municipality"
    if isinstance(operation, migrations.AddField | migrations.AlterField):
        yield from _numbered([(operation.name, operation.field)])
        if PARTITION in _fields(app, operation, state):
            yield from _alone([(operation.name, operation.field)])
    if isinstance(operation, migrations.AddField) and isinstance(operation.field, CHECKED):
        yield f"{operation.name} comes with a check that has no name: a plain number, and AddConstraintOnline"
    if isinstance(operation, migrations.AddConstraint) and PARTITION in _fields(app, operation, state):
        yield from _unique(operation.constraint)


def _fields(app: str, operation: Any, state: ProjectState) -> dict[str, Any]:
    return dict(_table(app, operation, state).fields)


def _table(app: str, operation: Any, state: ProjectState) -> ModelState:
    return state.models[app, operation.model_name_lower]


def _numbered(fields: Any) -> Iterator[str]:
    for name, field in fields:
        if isinstance(field, NUMBERED):
            yield f"{name} is numbered by a sequence: a random id, made by the program"


def _alone(fields: Any) -> Iterator[str]:
    for name, field in fields:
        if field.unique and not field.primary_key:
            yield f"{name} is unique without the municipality"


def _unique(constraint: Any) -> Iterator[str]:
    if isinstance(constraint, models.UniqueConstraint) and PARTITION not in constraint.fields:
        yield f"{constraint.name} is unique without the municipality"


# What holds up those at work, or breaks the program that is still served.


def _held_up(operation: Any, migration: Any, state: ProjectState) -> Iterator[str]:
    """What cannot be done to a table that is in use."""
    if isinstance(operation, _Online):
        if migration.atomic:
            yield f"{type(operation).__name__} needs atomic = False"
        if isinstance(operation, migrations.AddField) and not operation.field.null:
            yield f"{operation.name} must be null at first: rows are there already"
    elif isinstance(operation, migrations.AddIndex):
        yield f"{operation.index.name} stops every writer while it is built: AddIndexOnline"
    elif isinstance(operation, migrations.AddConstraint):
        yield f"{operation.constraint.name} stops every writer while it is checked: AddConstraintOnline"
    elif isinstance(operation, migrations.AddField):
        yield from _added(operation)
    elif isinstance(operation, migrations.AlterField):
        yield from _altered(operation, _fields(migration.app_label, operation, state)[operation.name])
    elif isinstance(operation, migrations.RenameField | migrations.RenameModel | migrations.AlterModelTable):
        yield "renames what the program that is still served asks for: add the new, copy, and later take away the old"
    elif isinstance(operation, migrations.RemoveField | migrations.DeleteModel):
        if not getattr(migration, "unused_since", ""):
            yield "takes away what the program that is still served asks for: say unused_since, a version before this"
    elif isinstance(operation, migrations.RunPython):
        yield from _moved(operation, migration)
    elif isinstance(operation, migrations.RunSQL):
        if operation.reverse_sql is None:
            yield "RunSQL has no way back"
    elif isinstance(operation, migrations.AlterUniqueTogether | migrations.AlterIndexTogether):
        yield "a named constraint or index instead, added online"


def _added(operation: Any) -> Iterator[str]:
    field = operation.field
    if field.remote_field and (field.db_constraint or field.db_index):
        yield f"{operation.name} stops every writer of two tables: AddForeignKeyOnline"
    elif field.unique or field.db_index:
        yield f"{operation.name} builds an index while everybody waits: add it bare, then AddIndexOnline"
    if not field.null and not field.has_db_default():
        yield f"{operation.name} must be null or have a db_default: the program that is still served does not fill it"


def _altered(operation: Any, before: Any) -> Iterator[str]:
    """A change of a column. To let it be null, and longer, costs nothing; all else looks through the table."""
    old, new = _column(before), _column(operation.field)
    if old.pop("null", False) and not new.get("null"):
        yield f"{operation.name} may no longer be null: every row is looked through while everybody waits"
    new.pop("null", None)
    length, longer = old.pop("max_length", None), new.pop("max_length", None)
    if length and longer and longer < length:
        yield f"{operation.name} gets shorter: every row is looked through while everybody waits"
    if old != new:
        yield f"{operation.name} becomes another column: add a new one, copy, and later take away the old"


def _column(field: Any) -> dict[str, Any]:
    """What in a field says something about its column."""
    _, path, _, options = field.deconstruct()
    return {"path": path} | {name: value for name, value in options.items() if name not in SAFE}


def _moved(operation: Any, migration: Any) -> Iterator[str]:
    if operation.reverse_code is None:
        yield "RunPython has no way back: at least RunPython.noop"
    if not operation.elidable:
        yield "RunPython is not elidable: it is done once, and never again when migrations are squashed"
    if migration.atomic:
        yield "RunPython moves a whole table in one transaction: atomic = False, and a batch each"
