"""Rows in bulk: COPY on PostgreSQL, many at a time on SQLite.

Values are given as the databases take them alike: ids as 32 hexadecimal digits, days and moments as text in UTC, JSON
as text, sealed texts as bytes. What a row says nothing of gets the default of its model.
"""

from collections import defaultdict
from collections.abc import ItemsView, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, models, router

FAST = {
    "postgresql": ("SET session_replication_role = replica", "SET synchronous_commit = off"),
    "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -1000000"),
}
"""Foreign keys are not looked up and nothing is waited for: the rows are our own, and what is lost is made again."""


@contextmanager
def fast() -> Iterator[None]:
    """Load without looking up foreign keys; the connection is closed afterwards, and the next one does as ever."""
    with connection.cursor() as cursor:
        for one in FAST[connection.vendor]:
            cursor.execute(one)
    try:
        yield
    finally:
        connection.close()


class Bulk:
    """Collects the rows of many tables, and writes each table's in one go, parents before their children."""

    def __init__(self) -> None:
        self._rows: dict[tuple[type[models.Model], tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)

    def add(self, model: type[models.Model], **values: Any) -> None:
        """One row, its columns named as the model's attributes."""
        self._rows[model, tuple(values)].append(tuple(values.values()))

    def waiting(self) -> ItemsView[tuple[type[models.Model], tuple[str, ...]], list[tuple[Any, ...]]]:
        """The rows not written yet, by table and columns."""
        return self._rows.items()

    def write(self) -> None:
        """Put everything into the database, in the order in which the tables were first met."""
        for (model, names), rows in self._rows.items():
            columns, rest = _columns(model, names)
            connection = connections[router.db_for_write(model)]
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    with cursor.cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
                        for row in rows:
                            copy.write_row(row + rest)
                else:
                    marks = ", ".join(["%s"] * (columns.count(",") + 1))
                    sql = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})"  # noqa: S608
                    cursor.executemany(sql, [row + rest for row in rows])
        self._rows.clear()


def _columns(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """The columns of an insert, and the values of those no row has said anything of."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rest = [field for name, field in fields.items() if name not in names and not field.has_db_default()]
    columns = [fields[name].column for name in names] + [field.column for field in rest]
    return ", ".join(f'"{one}"' for one in columns), tuple(_default(field) for field in rest)


def _default(field: models.Field[Any, Any]) -> Any:
    if field.null:
        return None
    value = field.get_default()
    return b"" if field.get_internal_type() == "BinaryField" and not value else value
