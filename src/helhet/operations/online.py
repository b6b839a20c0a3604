"""Changing a table while the site is open: PostgreSQL builds and checks beside the work, and holds nobody up.

For migrations with `atomic = False`: each step is a transaction of its own, and what a failed try left is taken away
first, so that the migration can simply be run again. SQLite has one writer at a time; there it is the ordinary change.
"""

from typing import Any

from django.db import NotSupportedError, models
from django.db.migrations.operations import AddConstraint, AddField, AddIndex


class _Online:
    """What the three have in common."""

    atomic = False

    def beside_the_work(self, app_label: str, schema_editor: Any) -> bool:
        """Whether this is a PostgreSQL, whose tables can be changed so. Raises NotSupportedError in a transaction."""
        if schema_editor.connection.vendor != "postgresql":
            return False
        if schema_editor.connection.in_atomic_block:
            raise NotSupportedError(f"{type(self).__name__} needs a migration with atomic = False ({app_label})")
        return True


def _index_beside(schema_editor: Any, statement: Any, name: str) -> None:
    """Build an index while others write. One that a failed try left half built is dropped first."""
    schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(name)}")
    schema_editor.execute(str(statement).replace(" INDEX ", " INDEX CONCURRENTLY ", 1), params=None)


def _check_afterwards(schema_editor: Any, table: str, statement: Any, name: str) -> None:
    """Add a constraint that holds for new rows at once, and then look through the old ones."""
    table, name = schema_editor.quote_name(table), schema_editor.quote_name(name)
    schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
    schema_editor.execute(f"{statement} NOT VALID", params=None)
    schema_editor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


class AddIndexOnline(_Online, AddIndex):
    """Add an index."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Build it beside the work."""
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        if not self.beside_the_work(app_label, schema_editor):
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        _index_beside(schema_editor, self.index.create_sql(model, schema_editor), self.index.name)


class AddConstraintOnline(_Online, AddConstraint):
    """Add a check or a unique constraint."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """A check holds for new rows first; what must be unique is an index first, and then the constraint."""
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        if not self.beside_the_work(app_label, schema_editor):
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        statement = self.constraint.create_sql(model, schema_editor)
        if isinstance(self.constraint, models.UniqueConstraint):
            self._unique(model, schema_editor, str(statement))
        else:
            _check_afterwards(schema_editor, model._meta.db_table, statement, self.constraint.name)

    def _unique(self, model: Any, schema_editor: Any, statement: str) -> None:
        constraint: Any = self.constraint
        name = schema_editor.quote_name(constraint.name)
        if statement.startswith("CREATE UNIQUE INDEX"):  # with a condition it is nothing but an index
            _index_beside(schema_editor, statement, constraint.name)
            return
        table = schema_editor.quote_name(model._meta.db_table)
        columns = ", ".join(schema_editor.quote_name(model._meta.get_field(one).column) for one in constraint.fields)
        _index_beside(schema_editor, f"CREATE UNIQUE INDEX {name} ON {table} ({columns})", constraint.name)
        schema_editor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE USING INDEX {name}")


class AddForeignKeyOnline(_Online, AddField):
    """Add a foreign key that may be null."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """First the bare column, then its index, then the key: for new rows at once, for old ones after a look."""
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        if not self.beside_the_work(app_label, schema_editor):
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        field = model._meta.get_field(self.name)
        table, column = schema_editor.quote_name(model._meta.db_table), schema_editor.quote_name(field.column)
        kind = field.db_parameters(schema_editor.connection)["type"]
        schema_editor.execute(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {column} {kind} NULL")
        for statement in schema_editor._field_indexes_sql(model, field):
            _index_beside(schema_editor, statement, str(statement.parts["name"]).strip('"'))
        if field.db_constraint:
            key = schema_editor._create_fk_sql(model, field, "_fk_%(to_table)s_%(to_column)s")
            _check_afterwards(schema_editor, model._meta.db_table, key, str(key.parts["name"]).strip('"'))
