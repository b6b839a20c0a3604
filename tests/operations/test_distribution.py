"""The steps that spread the tables over machines: as text, and on PostgreSQL up to the engine's own functions."""

import re
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import PROTECT
from pytest_django import Settings

from helhet.operations import distribution
from helhet.operations.distribution import key_name, left_out, primary_name, spread, swap_keys, swap_keys_back
from helhet.operations.placement import PARTITION, Placement, keys, placed, placement, tables
from helhet.people.models import Person, Worker
from helhet.people.partition import PartitionForeignKey
from tests.cast import Cast

postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL can be spread")
ENGINE = Path(__file__).with_name("engine.sql")


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def ask(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def constraints() -> Counter[tuple[str, ...]]:
    """Every constraint of every table, by what it says and not by its name."""
    rows = ask("SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid <> 0")
    return Counter(rows)


def names() -> set[str]:
    return {name for (name,) in ask("SELECT conname FROM pg_constraint WHERE conrelid <> 0")}


@pytest.fixture
def engine(db: None) -> None:
    """The engine's functions, in a schema of their own, until the test is over."""
    execute(ENGINE.read_text("utf-8"))


def about(table: str, statements: list[str]) -> list[str]:
    """The steps that change one table."""
    return [one for one in statements if re.search(rf"(ALTER TABLE \"|_table\('){table}[\"']", one)]


def test_the_keys_of_one_table_step_by_step() -> None:
    there = "conrelid = 'plans_goal'::regclass"
    dropped = [
        "DO $$ DECLARE one record; BEGIN FOR one IN SELECT conname FROM pg_constraint "
        f"WHERE {there} AND contype = 'f' "
        f"AND (SELECT attnum FROM pg_attribute WHERE attrelid = 'plans_goal'::regclass AND attname = '{column}') "
        f"= ANY (conkey) AND conname <> 'plans_goal_{column}_fk' "
        "LOOP EXECUTE format('ALTER TABLE \"plans_goal\" DROP CONSTRAINT %I', one.conname); END LOOP; END $$"
        for column in ("plan_id", "entry_id")
    ]
    swapped = (
        f"DO $$ BEGIN IF (SELECT conname FROM pg_constraint WHERE {there} AND contype = 'p') "
        "IS DISTINCT FROM 'plans_goal_by_municipality' THEN "
        'ALTER TABLE "plans_goal" DROP CONSTRAINT "plans_goal_pkey", '
        'DROP CONSTRAINT IF EXISTS "plans_goal_by_municipality"; '
        'ALTER TABLE "plans_goal" ADD CONSTRAINT "plans_goal_by_municipality" '
        'PRIMARY KEY ("municipality_id", "id"); END IF; END $$'
    )
    added = [
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE {there} AND conname = 'plans_goal_{column}_fk') "
        f'THEN ALTER TABLE "plans_goal" ADD CONSTRAINT "plans_goal_{column}_fk" '
        f'FOREIGN KEY ("municipality_id", "{column}") REFERENCES "{target}" ("municipality_id", "id") '
        "DEFERRABLE INITIALLY DEFERRED; END IF; END $$"
        for column, target in (("plan_id", "plans_plan"), ("entry_id", "plans_entry"))
    ]
    assert about("plans_goal", swap_keys()) == [*dropped, swapped, *added]


def test_one_table_is_laid_beside_all_others() -> None:
    assert [one for one in about("plans_goal", spread()) if "_table(" in one] == [
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM citus_tables WHERE table_name = 'plans_goal'::regclass "
        "AND citus_table_type = 'distributed') THEN PERFORM create_distributed_table("
        "'plans_goal', 'municipality_id', colocate_with => 'people_person'); END IF; END $$",
        "DO $$ BEGIN IF pg_relation_size('plans_goal') > 0 THEN "
        "PERFORM truncate_local_data_after_distributing_table('plans_goal'); END IF; END $$",
    ]


def test_a_register_is_whole_on_every_machine_and_comes_after_what_it_points_at() -> None:
    made = re.findall(r"create_reference_table\('(\w+)'\)", "\n".join(spread()))
    registers = {m._meta.db_table: m for m in tables() if placement(m) is Placement.REFERENCE}
    assert sorted(made) == sorted(registers)
    for table, register in registers.items():
        points_at = {f.related_model._meta.db_table for f in register._meta.concrete_fields if f.related_model}
        assert [one for one in points_at - {table} if made.index(one) > made.index(table)] == []


def test_the_names_follow_from_the_tables_and_are_short_enough_to_be_kept() -> None:
    every = [key_name(m, k) for m in placed(Placement.DISTRIBUTED) for k in keys(m)]
    every += [primary_name(m) for m in placed(Placement.DISTRIBUTED)]
    assert [name for name, times in Counter(every).items() if times > 1] == []
    with pytest.raises(ValueError, match="longer than the 63 characters"):
        distribution._short("a" * 64)


@postgresql
@pytest.mark.django_db
def test_before_it_every_table_is_told_and_afterwards_none() -> None:
    told = left_out()
    assert [one for one in told if one.endswith(" is still known by its id alone")] == [
        f"{model._meta.db_table} is still known by its id alone"
        for model in placed(Placement.DISTRIBUTED)
        if model._meta.pk.name != PARTITION  # one row a municipality: it needs no other key
    ]
    execute(*swap_keys())
    assert left_out() == []


@postgresql
@pytest.mark.django_db
def test_running_it_again_changes_nothing() -> None:
    execute(*swap_keys())
    once, called = constraints(), names()
    execute(*swap_keys())
    assert (constraints(), names()) == (once, called)


@postgresql
@pytest.mark.django_db
def test_the_way_back_leads_to_what_the_migrations_made() -> None:
    before = constraints()
    execute(*swap_keys_back())
    assert constraints() == before  # nothing to do
    execute(*swap_keys())
    assert constraints() != before
    execute(*swap_keys_back())
    assert constraints() == before
    execute(*swap_keys(), *swap_keys_back(), *swap_keys())
    assert left_out() == []


@postgresql
def test_all_steps_in_order_place_every_table(cast: Cast, engine: None) -> None:
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    with_rows = [(m._meta.db_table,) for m in (Person, Worker)]
    before = {one for one in constraints() if "FOREIGN KEY" in one[1]}
    call_command("distribute", "--run", stdout=StringIO())
    asked = ask("SELECT table_name::text, citus_table_type, distribution_column, colocation_id FROM citus_tables "
                "ORDER BY asked")  # fmt: skip
    distributed = sorted(
        (m._meta.db_table for m in placed(Placement.DISTRIBUTED)), key=lambda table: (table != "people_person", table)
    )
    assert [row[0] for row in asked if row[1] == "distributed"] == distributed
    assert {row[2:] for row in asked if row[1] == "distributed"} == {("municipality_id", 2), ("municipality", 2)}
    registers = [m._meta.db_table for m in distribution._registers()]
    assert [row[0] for row in asked[: len(registers)]] == registers
    emptied = ask("SELECT table_name::text FROM emptied")
    assert [one for one in with_rows if one not in emptied] == []  # registers too: nobody's name is left behind
    assert left_out() == []
    assert len({one for one in constraints() if "FOREIGN KEY" in one[1]}) == len(before)
    call_command("distribute", "--check", stdout=StringIO())


@postgresql
def test_a_run_that_was_broken_off_goes_on_from_there(engine: None) -> None:
    steps = spread()
    execute(*steps[: len(steps) // 2])
    call_command("distribute", "--run", stdout=StringIO())
    call_command("distribute", "--run", stdout=StringIO())
    assert left_out() == []
    assert len(ask("SELECT FROM citus_tables")) == len(
        {table for (table,) in ask("SELECT table_name FROM citus_tables")}
    )


@postgresql
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            "UPDATE citus_tables SET colocation_id = 3 WHERE table_name = 'plans_goal'::regclass",
            "the tables about children lie in 2 groups, and should lie in one",
        ),
        (
            "DELETE FROM citus_tables WHERE table_name = 'plans_goal'::regclass",
            "plans_goal is local, and should be distributed",
        ),
        (
            "UPDATE citus_tables SET citus_table_type = 'local' WHERE table_name = 'people_cover'::regclass",
            "people_cover is local, and should be reference",
        ),
        (
            "INSERT INTO feedback_tally SELECT gen_random_uuid(), '/', '2026-11-24', 0, 0, 0",
            "feedback_tally still has rows in its old place",
        ),
        (
            "CREATE UNIQUE INDEX by_hand ON plans_goal (entry_id)",
            "plans_goal is unique without the municipality: by_hand",
        ),
        (
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; "
            "CREATE TRIGGER by_hand AFTER INSERT ON plans_goal EXECUTE FUNCTION f()",
            "plans_goal has a trigger: by_hand",
        ),
        (
            "ALTER TABLE plans_goal DROP CONSTRAINT plans_goal_entry_id_fk",
            "plans_goal.entry_id does not take the municipality along",
        ),
    ],
)
def test_what_was_left_out_is_named(engine: None, spoil: str, told: str) -> None:
    call_command("distribute", "--run", stdout=StringIO())
    execute(spoil)
    assert left_out() == [told]
    with pytest.raises(CommandError, match=f"^{told}$"):
        call_command("distribute", "--check")


@postgresql
@pytest.mark.django_db
def test_without_the_engine_nothing_is_begun() -> None:
    with pytest.raises(CommandError, match="this database has no Citus"):
        call_command("distribute", "--run")
    assert [one for one in left_out() if one.endswith("by its id alone")] != []


@postgresql
@pytest.mark.django_db
def test_a_row_cannot_be_tied_to_one_of_another_municipality(cast: Any) -> None:
    """What the composite keys give on top: the database itself refuses a tie across."""
    moved = f"UPDATE people_guardianship SET municipality_id = '{cast.next_door.pk}'"
    execute("SET CONSTRAINTS ALL IMMEDIATE", *swap_keys())
    with pytest.raises(IntegrityError, match="people_guardianship_child_id_fk"), transaction.atomic():
        execute(moved, "SET CONSTRAINTS ALL IMMEDIATE")
    execute(*swap_keys_back(), moved, "SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("option", [[], ["--print"], ["--print", "--keys"], ["--print", "--back"]])
def test_the_sql_can_be_read_before_it_is_run(option: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    made: dict[str, Callable[[], list[str]]] = {"--keys": swap_keys, "--back": swap_keys_back}
    out = StringIO()
    call_command("distribute", *option, stdout=out)
    assert out.getvalue() == ";\n".join(made.get(option[-1] if option else "", spread)()) + ";\n"


@pytest.mark.skipif(connection.vendor == "postgresql", reason="it can")
def test_sqlite_is_one_machine() -> None:
    with pytest.raises(CommandError, match="only PostgreSQL"):
        call_command("distribute")


@pytest.mark.parametrize(("spread_already", "made_by_migrations"), [(False, True), (True, False)])
def test_in_a_spread_database_migrations_leave_the_keys_to_the_command(
    settings: Settings, spread_already: bool, made_by_migrations: bool
) -> None:
    settings.DISTRIBUTED = spread_already
    key = PartitionForeignKey("people.Person", on_delete=PROTECT)
    assert key.db_constraint is made_by_migrations
    assert key.deconstruct()[3] == {"to": "people.person", "on_delete": PROTECT}
