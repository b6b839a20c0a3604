"""Spreading the tables over machines with Citus: the SQL, made from the models, step by step.

Every step says when it is done already, so that all of them can be run again: after a step that was broken off, or
after a migration that made a new table. Names of constraints follow from the tables' names alone.

In a spread database a table about children is known by (municipality, id), and so are its rows to other tables. The
program needs nothing of this: it gives the municipality in every statement anyway.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from helhet.operations.placement import PARTITION, Model, Placement, keys, placed, placement, tables

ANCHOR = "people_person"
"""The table all other distributed tables are laid beside, shard by shard."""

LONGEST = 63
"""Characters of a name PostgreSQL keeps apart."""


def swap_keys() -> list[str]:
    """Composite keys instead of single ones: for every PostgreSQL, with Citus or without."""
    between = [(model, key) for model, key in _all_keys() if _is_between(model, key)]
    return [*_drop_keys(between), *_swap(), *_add_keys(between)]


def swap_keys_back() -> list[str]:
    """The keys as the migrations make them; after `undistribute_table`, to leave Citus again."""
    between = [(model, key) for model, key in _all_keys() if _is_between(model, key)]
    return [*(_drop_named(model, key) for model, key in between), *_swap_back(), *_add_single_keys(between)]


def spread() -> list[str]:
    """Everything, in order, on a database with Citus."""
    every = list(_all_keys())
    placing = [*_reference(), *_distribute(), *_empty()]
    return [*_drop_keys(every, unless_placed=True), *_swap(), *placing, *_add_keys(every)]


# Foreign keys: away before, back afterwards.


def _all_keys() -> Iterator[tuple[Model, Any]]:
    for model in (*_registers(), *placed(Placement.DISTRIBUTED)):
        for key in keys(model):
            yield model, key


def _is_between(model: Model, key: Any) -> bool:
    """Whether a key ties one row about a child to another: those take the municipality along."""
    return all(placement(one) is Placement.DISTRIBUTED for one in (model, key.related_model))


def key_name(model: Model, key: Any) -> str:
    """The name of a foreign key in a spread database. Raises ValueError for one too long to be kept."""
    return _short(f"{model._meta.db_table}_{key.column}_fk")


def _short(name: str) -> str:
    if len(name) > LONGEST:
        raise ValueError(f"{name} is longer than the {LONGEST} characters PostgreSQL keeps")
    return name


def _drop_keys(every: list[tuple[Model, Any]], *, unless_placed: bool = False) -> Iterator[str]:
    """Django's own keys, by what they tie and not by name; those we named stay."""
    for model, key in every:
        table = model._meta.db_table
        guard = f" AND NOT {_is_placed(model)}" if unless_placed else ""
        ours = "" if unless_placed else f" AND conname <> '{key_name(model, key)}'"
        yield (
            "DO $$ DECLARE one record; BEGIN FOR one IN SELECT conname FROM pg_constraint "
            f"WHERE conrelid = '{table}'::regclass AND contype = 'f' "
            f"AND {_number(table, key.column)} = ANY (conkey){ours}{guard} "
            f"LOOP EXECUTE format('ALTER TABLE \"{table}\" DROP CONSTRAINT %I', one.conname); END LOOP; END $$"
        )


def _drop_named(model: Model, key: Any) -> str:
    return f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT IF EXISTS "{key_name(model, key)}"'


def _number(table: str, column: str) -> str:
    return f"(SELECT attnum FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attname = '{column}')"


def _add_keys(every: list[tuple[Model, Any]]) -> Iterator[str]:
    for model, key in every:
        here, there = [key.column], [key.target_field.column]
        if _is_between(model, key):
            here, there = [_column(model), *here], [_column(key.related_model), *there]
        yield _unless_there(model, key_name(model, key), _key(here, key.related_model, there))


def _add_single_keys(every: list[tuple[Model, Any]]) -> Iterator[str]:
    for model, key in every:
        table = model._meta.db_table
        single = _key([key.column], key.related_model, [key.target_field.column])
        tied = f"conrelid = '{table}'::regclass AND contype = 'f' AND {_number(table, key.column)} = ANY (conkey)"
        yield (
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE {tied}) "
            f'THEN ALTER TABLE "{table}" ADD {single}; END IF; END $$'
        )


def _key(here: list[str], target: Model, there: list[str]) -> str:
    return (
        f'FOREIGN KEY ({_columns(here)}) REFERENCES "{target._meta.db_table}" ({_columns(there)}) '
        "DEFERRABLE INITIALLY DEFERRED"
    )


def _unless_there(model: Model, name: str, constraint: str) -> str:
    table = model._meta.db_table
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = '{table}'::regclass "
        f'AND conname = \'{name}\') THEN ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {constraint}; END IF; END $$'
    )


# Primary keys: (municipality, id) instead of id. The unique constraint of the same columns becomes the primary key.


def primary_name(model: Model) -> str:
    """The name of the primary key in a spread database; with single keys it is the unique constraint's."""
    if _id(model) == _column(model):
        return f"{model._meta.db_table}_pkey"  # one row a municipality
    return _short(f"{model._meta.db_table}_by_municipality")


def _column(model: Model) -> str:
    field: Any = model._meta.get_field(PARTITION)
    return str(field.column)


def _id(model: Model) -> str:
    return str(model._meta.pk.column)


def _columns(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _known_by_id() -> list[Model]:
    return [model for model in placed(Placement.DISTRIBUTED) if _id(model) != _column(model)]


def _swap() -> Iterator[str]:
    for model in _known_by_id():
        table, name = model._meta.db_table, primary_name(model)
        both = _columns([_column(model), _id(model)])
        yield (
            f"DO $$ BEGIN IF {_primary_is(table)} IS DISTINCT FROM '{name}' THEN ALTER TABLE \"{table}\" "
            f'DROP CONSTRAINT "{table}_pkey", DROP CONSTRAINT IF EXISTS "{name}"; '
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" PRIMARY KEY ({both}); END IF; END $$'
        )


def _swap_back() -> Iterator[str]:
    for model in _known_by_id():
        table, name, id_column = model._meta.db_table, primary_name(model), _id(model)
        again = ""
        if any(one.name == name for one in model._meta.constraints):
            again = f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" UNIQUE ({_columns([_column(model), id_column])}); '
        yield (
            f'DO $$ BEGIN IF {_primary_is(table)} = \'{name}\' THEN ALTER TABLE "{table}" DROP CONSTRAINT "{name}"; '
            f'{again}ALTER TABLE "{table}" ADD CONSTRAINT "{table}_pkey" PRIMARY KEY ("{id_column}"); END IF; END $$'
        )


def _primary_is(table: str) -> str:
    return f"(SELECT conname FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype = 'p')"


# Placing: the engine's own functions.


def _is_placed(model: Model) -> str:
    return (
        f"EXISTS (SELECT FROM citus_tables WHERE table_name = '{model._meta.db_table}'::regclass "
        f"AND citus_table_type = '{placement(model)}')"
    )


def _registers() -> list[Model]:
    """The reference tables, each after those it points at."""
    ordered: list[Model] = []
    waiting = placed(Placement.REFERENCE)
    while waiting:
        free = [m for m in waiting if all(k.related_model in (*ordered, m) for k in keys(m))]
        if not free:
            raise ValueError(f"registers that point at one another: {[m._meta.label for m in waiting]}")
        ordered += free
        waiting = [m for m in waiting if m not in free]
    return ordered


def _reference() -> Iterator[str]:
    for model in _registers():
        call = f"PERFORM create_reference_table('{model._meta.db_table}')"
        yield f"DO $$ BEGIN IF NOT {_is_placed(model)} THEN {call}; END IF; END $$"


def _distribute() -> Iterator[str]:
    models = sorted(placed(Placement.DISTRIBUTED), key=lambda m: (m._meta.db_table != ANCHOR, m._meta.db_table))
    for model in models:
        table = model._meta.db_table
        beside = "none" if table == ANCHOR else ANCHOR
        call = f"PERFORM create_distributed_table('{table}', '{_column(model)}', colocate_with => '{beside}')"
        yield f"DO $$ BEGIN IF NOT {_is_placed(model)} THEN {call}; END IF; END $$"


def _empty() -> Iterator[str]:
    """The rows that were copied away still lie in the old place, of registers too: hidden, and in every copy of it."""
    for model in (*placed(Placement.DISTRIBUTED), *_registers()):
        call = f"PERFORM truncate_local_data_after_distributing_table('{model._meta.db_table}')"
        yield f"DO $$ BEGIN IF {_rows_left(model)} THEN {call}; END IF; END $$"


def _rows_left(model: Model) -> str:
    """Whether anything lies in the place a table had before it was spread."""
    return f"pg_relation_size('{model._meta.db_table}') > 0"


# Looking afterwards: was anything left out?


def has_citus() -> bool:
    """Whether this database knows the engine's functions."""
    return bool(_ask("SELECT to_regclass('citus_tables') IS NOT NULL")[0][0])


def left_out() -> list[str]:
    """What is not as it should be in a spread database, a line each; empty when all is well."""
    return [*_keys_left_out(), *_engine_refuses(), *(_places_left_out() if has_citus() else ())]


def _keys_left_out() -> Iterator[str]:
    named = {(str(table), name) for table, name in _ask("SELECT conrelid::regclass::text, conname FROM pg_constraint")}
    primary = dict(_ask("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'p'"))
    for model in placed(Placement.DISTRIBUTED):
        table = model._meta.db_table
        if primary.get(table) != primary_name(model):
            yield f"{table} is still known by its id alone"
        for key in keys(model):
            if _is_between(model, key) and (table, key_name(model, key)) not in named:
                yield f"{table}.{key.column} does not take the municipality along"


def _engine_refuses() -> Iterator[str]:
    """Triggers, and unique indexes without the municipality; whoever made them."""
    for table, name in _ask("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal"):
        if table in {model._meta.db_table for model in tables()}:
            yield f"{table} has a trigger: {name}"
    for model in placed(Placement.DISTRIBUTED):
        table = model._meta.db_table
        loose = _ask(
            "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass AND indisunique "
            f"AND NOT {_number(table, _column(model))} = ANY (indkey::smallint[]) AND NOT indisprimary",
            table,
        )
        yield from (f"{table} is unique without the municipality: {name}" for (name,) in loose)


def _places_left_out() -> Iterator[str]:
    there = {
        table: (kind, group)
        for table, kind, group in _ask("SELECT table_name::text, citus_table_type, colocation_id FROM citus_tables")
    }
    groups = set()
    for model in tables():
        table, wanted = model._meta.db_table, placement(model)
        kind, group = there.get(table, (Placement.LOCAL, None))
        if kind != wanted:
            yield f"{table} is {kind}, and should be {wanted}"
        elif wanted is Placement.DISTRIBUTED:
            groups.add(group)
        if kind == wanted != Placement.LOCAL and _ask(f"SELECT {_rows_left(model)}") == [(True,)]:
            yield f"{table} still has rows in its old place"
    if len(groups) > 1:
        yield f"the tables about children lie in {len(groups)} groups, and should lie in one"


def _ask(sql: str, *values: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return list(cursor.fetchall())
