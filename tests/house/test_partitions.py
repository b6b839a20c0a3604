# ruff: noqa: S608  nothing here is sent to a database
"""The reading of each statement (tests/partitions.py) sees what it is there to see."""

import ast

import pytest

from helhet.access.models import Grant
from helhet.people.models import Person
from helhet.plans.models import Entry, Plan
from tests.house.source import SRC, parsed
from tests.partitions import EVERYWHERE, faults, on_its_way, refused

WORKER = '"people_worker"'
PLAN, ENTRY, PERSON, GRANT = (f'"{model._meta.db_table}"' for model in (Plan, Entry, Person, Grant))
HERE = '"municipality_id"'
JOINED = f"INNER JOIN {PERSON} ON ({PLAN}.child_id = {PERSON}.id AND {PLAN}.{HERE} = ({PERSON}.{HERE}))"


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param(f"SELECT 1 FROM {PLAN} WHERE {PLAN}.{HERE} = %s", id="given"),
        pytest.param(f"SELECT 1 FROM {PLAN} WHERE {PLAN}.{HERE} IN (%s, %s)", id="several given"),
        pytest.param(f"SELECT 1 FROM {PLAN} {JOINED} WHERE {PERSON}.{HERE} = %s", id="given by way of a join"),
        pytest.param(
            f"SELECT 1 FROM {PLAN} WHERE ({PLAN}.{HERE} = %s AND EXISTS(SELECT 1 AS a FROM {GRANT} U0 "
            f"WHERE (U0.{HERE} = ({PLAN}.{HERE}) AND U0.matter = ({PLAN}.id)) LIMIT 1))",
            id="a subquery tied to the row outside it",
        ),
        pytest.param(f"UPDATE {PLAN} SET status = %s WHERE ({PLAN}.{HERE} = %s AND {PLAN}.id = %s)", id="a change"),
        pytest.param('SELECT 1 FROM "people_worker" WHERE id = %s', id="a table about no child"),
        pytest.param(f"INSERT INTO {PLAN} (id) VALUES (%s)", id="a new row, which always has it"),
    ],
)
def test_what_names_its_municipality_passes(sql: str) -> None:
    assert faults(sql) == ((), ())


@pytest.mark.parametrize(
    ("sql", "lost", "loose"),
    [
        pytest.param(f"SELECT 1 FROM {PLAN} WHERE {PLAN}.id = %s", ("plans_plan",), (), id="by id alone"),
        pytest.param(f"UPDATE {PLAN} SET {HERE} = %s WHERE {PLAN}.id = %s", ("plans_plan",), (), id="set, not asked"),
        pytest.param(f"SELECT 1 FROM {PLAN} {JOINED}", ("people_person", "plans_plan"), (), id="tied, but nowhere"),
        pytest.param(
            f"SELECT 1 FROM {PLAN} INNER JOIN {PERSON} ON ({PLAN}.child_id = {PERSON}.id) WHERE {PLAN}.{HERE} = %s",
            ("people_person",),
            ("people_person",),
            id="a loose join",
        ),
        pytest.param(
            f"SELECT 1 FROM {PLAN} WHERE {PLAN}.{HERE} = %s AND {PLAN}.id IN "
            f"(SELECT U0.plan_id FROM {ENTRY} U0 WHERE U0.author_id = %s)",
            ("U0",),
            ("U0",),
            id="a loose subquery",
        ),
    ],
)
def test_what_does_not_is_told(sql: str, lost: tuple[str, ...], loose: tuple[str, ...]) -> None:
    assert faults(sql) == (lost, loose)


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        pytest.param(
            f"SELECT 1 FROM {PLAN} WHERE {PLAN}.id = %s FOR UPDATE",
            "locks rows in every municipality at once", id="a lock everywhere",
        ),
        pytest.param(
            f"UPDATE {PLAN} SET status = %s WHERE {PLAN}.id = %s",
            "changes rows in every municipality at once", id="a change everywhere",
        ),
        pytest.param(
            f"DELETE FROM {PLAN} WHERE {PLAN}.id = %s",
            "changes rows in every municipality at once", id="a removal everywhere",
        ),
        pytest.param(
            f"UPDATE {PLAN} SET status = %s WHERE ({PLAN}.{HERE} = %s AND {PLAN}.id IN "
            f"(SELECT U0.plan_id FROM {ENTRY} U0 WHERE U0.author_id = %s))",
            "changes rows in every municipality at once", id="a change by a subquery without it",
        ),
        pytest.param(
            f"UPDATE {PLAN} SET status = %s, {HERE} = %s WHERE {PLAN}.{HERE} = %s",
            "moves a row to a municipality", id="a row moved",
        ),
        pytest.param(
            f'INSERT INTO {GRANT} (id) VALUES (%s) ON CONFLICT ("id") DO NOTHING',
            "settles a conflict without the municipality", id="a conflict by id alone",
        ),
        pytest.param(
            f"INSERT INTO {GRANT} (id) VALUES (%s) ON CONFLICT DO NOTHING",
            "settles a conflict without the municipality", id="any conflict",
        ),
        pytest.param(
            f'SELECT 1 FROM {PLAN} INNER JOIN "django_session" ON (1 = 1) WHERE {PLAN}.{HERE} = %s',
            "joins what lies on one machine with what is spread", id="a join with the machinery",
        ),
        pytest.param(f"SELECT 1 FROM {PLAN} WHERE {PLAN}.{HERE} = %s FOR UPDATE OF {PLAN}", "", id="a lock here"),
        pytest.param(f"UPDATE {PLAN} SET status = %s WHERE {PLAN}.{HERE} = %s", "", id="a change here"),
        pytest.param(
            f"UPDATE {PLAN} SET status = %s WHERE ({PLAN}.{HERE} = %s AND {PLAN}.id IN "
            f"(SELECT U0.plan_id FROM {ENTRY} U0 WHERE U0.{HERE} = %s))",
            "", id="a change by a subquery here",
        ),
        pytest.param(
            f'INSERT INTO {GRANT} (id) VALUES (%s) ON CONFLICT ({HERE}, "id") DO NOTHING', "", id="a conflict here"
        ),
        pytest.param('SELECT 1 FROM "people_worker" WHERE id = %s FOR UPDATE', "", id="a lock in a register"),
        pytest.param('UPDATE "django_session" SET expire_date = %s', "", id="a change in the machinery"),
    ],
)  # fmt: skip
def test_what_the_engine_would_not_do_is_told_whoever_asks(sql: str, told: str) -> None:
    assert refused(sql) == told


FOLLOWS = f"(SELECT 1 FROM {GRANT} U0 WHERE (U0.matter = ({PLAN}.id) AND U0.{HERE} = ({PLAN}.{HERE})) LIMIT 1)"


@pytest.mark.parametrize(
    ("sql", "lost", "never"),
    [
        pytest.param(
            f"SELECT 1 FROM {PLAN} WHERE ({PLAN}.{HERE} = %s AND EXISTS{FOLLOWS})", (), "",
            id="a subquery that follows the row is given its municipality on the way",
        ),
        pytest.param(
            f"SELECT 1 FROM {PLAN} WHERE ({PLAN}.{HERE} = %s OR {PLAN}.id = %s)", ("plans_plan",), "",
            id="given, or else not",
        ),
        pytest.param(
            f"SELECT 1 FROM {PLAN} WHERE {PLAN}.{HERE} = (SELECT 1 FROM {WORKER} U0 WHERE U0.id = %s)",
            ("plans_plan",), "", id="to be found out by the engine",
        ),
        pytest.param(
            f"SELECT 1 FROM {PLAN} WHERE ({PLAN}.id = %s AND EXISTS{FOLLOWS})", ("U0", "plans_plan"), "",
            id="everywhere, and only asked whether it is there",
        ),
        pytest.param(
            f"SELECT {FOLLOWS} FROM {PLAN} WHERE {PLAN}.id = %s", ("U0", "plans_plan"),
            "ends a subquery that is asked in several municipalities", id="everywhere, and the first of several",
        ),
        pytest.param(
            f"SELECT 1 FROM {PLAN} WHERE {PLAN}.{HERE} IN (%s, %s) FOR UPDATE", (),
            "locks rows in several municipalities at once", id="a lock in several",
        ),
        pytest.param(
            f"(SELECT 1 FROM {PLAN} WHERE {PLAN}.id = %s) UNION (SELECT 1 FROM {WORKER})", ("plans_plan",), "",
            id="one of two questions",
        ),
    ],
)  # fmt: skip
def test_it_is_read_as_it_would_be_sent(sql: str, lost: tuple[str, ...], never: str) -> None:
    assert (on_its_way(sql)[0], on_its_way(sql)[2]) == (lost, never)


def test_the_exceptions_are_still_there() -> None:
    gone = []
    for place in EVERYWHERE:
        file, name = place.split(":")
        functions = {node.name for node in ast.walk(parsed(SRC / file)) if isinstance(node, ast.FunctionDef)}
        gone += [] if name in functions else [place]
    assert gone == []
