"""A statement that gives its municipality gives it to its subqueries too; and no answer is changed by it.

What Citus asks for: github.com/citusdata/citus/issues/4644 and /2846.
"""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef

from helhet.operations import routing
from helhet.operations.routing import routed
from helhet.people.models import Guardianship, Person
from tests import one_machine
from tests.cast import Cast

CHILD, TIE, WORKER = '"people_person"', '"people_guardianship"', '"people_worker"'
HERE = '"municipality_id"'
GIVEN = f"{CHILD}.{HERE} = %s"


def inner(alias: str = "U0", outside: str = CHILD, more: str = "") -> str:
    """A subquery that follows a row outside, as Django writes it."""
    return (
        f"SELECT 1 AS a FROM {TIE} {alias} WHERE ({alias}.x = %s AND {alias}.{HERE} = ({outside}.{HERE}){more}) LIMIT 1"
    )


def given(alias: str = "U0", outside: str = CHILD, more: str = "") -> str:
    """The same, given what is given outside."""
    told = f"({alias}.{HERE} = ({outside}.{HERE}) AND {alias}.{HERE} = %s)"
    return f"SELECT 1 AS a FROM {TIE} {alias} WHERE ({alias}.x = %s AND {told}{more}) LIMIT 1"


def and_there_is(subquery: str) -> str:
    return f" AND EXISTS({subquery})"


@pytest.mark.parametrize(
    ("sql", "sent", "order"),
    [
        pytest.param(
            f"SELECT 1 FROM {CHILD} WHERE ({GIVEN} AND EXISTS({inner()} OFFSET 0))",
            f"SELECT 1 FROM {CHILD} WHERE ({GIVEN} AND EXISTS({given()} OFFSET 0))",
            (0, 1, 0), id="a subquery after the value",
        ),
        pytest.param(
            f"SELECT EXISTS({inner()}) AS b FROM {CHILD} WHERE (y = %s AND {GIVEN})",
            f"SELECT EXISTS({given()}) AS b FROM {CHILD} WHERE (y = %s AND {GIVEN})",
            (0, 2, 1, 2), id="and before it",
        ),
        pytest.param(
            f"SELECT 1 FROM {CHILD} WHERE ({GIVEN} AND EXISTS({inner(more=and_there_is(inner('V0', 'U0')))}))",
            f"SELECT 1 FROM {CHILD} WHERE ({GIVEN} AND EXISTS({given(more=and_there_is(given('V0', 'U0')))}))",
            (0, 1, 0, 2, 0), id="one within another",
        ),
        pytest.param(
            f"SELECT 1 FROM {CHILD} LEFT OUTER JOIN {TIE} T2 ON ({CHILD}.id = T2.x AND T2.{HERE} = ({CHILD}.{HERE})) "
            f"WHERE (EXISTS({inner(outside='T2')}) AND {GIVEN})",
            f"SELECT 1 FROM {CHILD} LEFT OUTER JOIN {TIE} T2 ON ({CHILD}.id = T2.x AND T2.{HERE} = ({CHILD}.{HERE})) "
            f"WHERE (EXISTS({given(outside='T2')}) AND {GIVEN})",
            (0, 1, 1), id="by way of a join",
        ),
        pytest.param(
            f"UPDATE {CHILD} SET y = %s WHERE ({CHILD}.{HERE} IN (%s) AND EXISTS({inner()}))",
            f"UPDATE {CHILD} SET y = %s WHERE ({CHILD}.{HERE} IN (%s) AND EXISTS({given()}))",
            (0, 1, 2, 1), id="a change, among one",
        ),
        pytest.param(
            "SELECT '%%s' FROM people_person e WHERE e.municipality = %s AND NOT EXISTS ( "
            "SELECT 1 FROM people_guardianship s WHERE s.municipality = e.municipality LIMIT 1 OFFSET 0 )",
            "SELECT '%%s' FROM people_person e WHERE e.municipality = %s AND NOT EXISTS ( SELECT 1 FROM "
            "people_guardianship s WHERE (s.municipality = e.municipality AND s.municipality = %s) LIMIT 1 OFFSET 0 )",
            (0, 0), id="written by hand",
        ),
        pytest.param(
            "SELECT 1 FROM people_person e WHERE e.id = ANY(%b::uuid[]) AND e.municipality = %s AND EXISTS ( "
            "SELECT 1 FROM people_guardianship s WHERE s.municipality = e.municipality )",
            "SELECT 1 FROM people_person e WHERE e.id = ANY(%b::uuid[]) AND e.municipality = %s AND EXISTS ( "
            "SELECT 1 FROM people_guardianship s WHERE (s.municipality = e.municipality AND s.municipality = %s) )",
            (0, 1, 1), id="beside a value in binary",
        ),
    ],
)  # fmt: skip
def test_what_is_given_outside_is_given_inside(sql: str, sent: str, order: tuple[int, ...]) -> None:
    assert routed(sql) == (sent, order)
    assert routed(sent) == (sent, None)  # and that is all


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param(f"SELECT 1 FROM {CHILD} WHERE (({GIVEN} OR y = %s) AND EXISTS({{}}))", id="one of two"),
        pytest.param(f"SELECT 1 FROM {CHILD} WHERE (NOT ({GIVEN}) AND EXISTS({{}}))", id="not here"),
        pytest.param(f"SELECT 1 FROM {CHILD} WHERE (CASE WHEN a AND {GIVEN} THEN b END AND EXISTS({{}}))", id="if"),
        pytest.param(f"SELECT 1 FROM {CHILD} WHERE ({CHILD}.{HERE} = (SELECT %s) AND EXISTS({{}}))", id="found out"),
        pytest.param(f"SELECT 1 FROM {CHILD} WHERE ({CHILD}.{HERE} > %s AND EXISTS({{}}))", id="more than"),
        pytest.param(f"SELECT 1 FROM {CHILD} WHERE EXISTS({{}}) ORDER BY y LIMIT %s", id="everywhere"),
        pytest.param(
            f"SELECT 1 FROM {CHILD} INNER JOIN {TIE} T1 ON (x = y) LEFT OUTER JOIN {TIE} T2 ON "
            f"(T1.{HERE} = ({CHILD}.{HERE})) WHERE (T1.{HERE} = %s AND EXISTS({{}}))", id="tied by an outer join",
        ),
        pytest.param(
            f"SELECT 1 FROM {CHILD} WHERE ({GIVEN} AND EXISTS({{}})) UNION SELECT 1 FROM {CHILD}", id="two answers",
        ),
    ],
)  # fmt: skip
def test_what_is_not_given_is_given_nowhere_and_only_asked_whether_it_is_there(sql: str) -> None:
    """Citus: "Limit in subquery is currently unsupported when a subquery references a column from another query"."""
    asked = sql.format(inner().removesuffix(" LIMIT 1") + " ")
    for end in ("", " OFFSET 0"):
        assert routed(sql.format(inner() + end)) == (asked, tuple(range(asked.count("%s"))))


def test_of_several_each_is_given_on_and_only_asked_whether_it_is_there() -> None:
    """On one machine, where all are the same, as they often are; and on no more than theirs."""
    sql = f"SELECT 1 FROM {CHILD} WHERE ({CHILD}.{HERE} IN (%s, %s) AND EXISTS({inner()} OFFSET 0))"
    told = given().replace('U0."municipality_id" = %s)', 'U0."municipality_id" IN (%s, %s))')
    sent = f"SELECT 1 FROM {CHILD} WHERE ({CHILD}.{HERE} IN (%s, %s) AND EXISTS({told.removesuffix('LIMIT 1')}))"
    assert routed(sql) == (sent, (0, 1, 2, 0, 1))
    assert (routing.read(sent).everywhere, routing.read(sent).several) == ([], ["people_person", "U0"])


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param(f"SELECT 1 FROM {CHILD} WHERE {GIVEN}", id="nothing inside"),
        pytest.param(f"SELECT 1 FROM {WORKER} WHERE EXISTS(SELECT 1 FROM {WORKER} U0 LIMIT 1)", id="about no child"),
        pytest.param(f"INSERT INTO {CHILD} (y) VALUES (%s)", id="a new row"),
        pytest.param("SAVEPOINT a", id="no question"),
    ],
)
def test_the_rest_is_sent_as_it_is(sql: str) -> None:
    assert routed(sql) == (sql, None)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL can be spread")
def test_postgresql_itself_finds_the_one_machine_then_and_not_before(cast: Cast, as_if_spread: None) -> None:
    tied = Guardianship.objects.filter(municipality=OuterRef("municipality"), child=OuterRef("pk"))
    here = Person.objects.filter(~Exists(tied) | Exists(tied), municipality=cast.fjordvik)
    sql, params = here.query.sql_with_params()
    assert len(one_machine.asked(sql, params)) == one_machine.MACHINES
    assert len(one_machine.asked(*routing.sent(connection, sql, list(params)))) == 1
    assert cast.ella in here  # and the answer is the same


def test_it_begins_once_on_a_connection_and_never_on_sqlite(as_if_spread: None) -> None:
    routing.begin(connection=connection)
    wrappers: Any = connection.execute_wrappers
    assert wrappers.count(routing.send) == (connection.vendor == "postgresql")
