"""What the grounds ask is asked so that both databases keep their plan for it (docs/decisions/0016)."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Q

from helhet.access.statement import Statement
from helhet.concerns.queries import CONCERN
from helhet.core.actors import Actor, ActorKind
from helhet.plans.queries.day import MINE, THESE
from helhet.plans.queries.doors import ENTRY, OF_PLAN, PLAN
from helhet.plans.queries.news import NEWEST
from helhet.plans.queries.written import CORRECTED, LOG, WORK
from tests.cast import NOW, TODAY, Cast
from tests.partitions import blocks

ID = UUID(int=1)
KEY: dict[str, Any] = {"municipality": ID, "id": ID}
MANY: dict[str, Any] = {"municipalities": (ID,), "ids": (ID,)}
STATEMENTS: dict[str, tuple[Statement, dict[str, Any]]] = {
    "an entry": (ENTRY._at_key, KEY),
    "a plan": (PLAN._at_key, KEY),
    "a note": (CONCERN._at_key, KEY),
    "what is in a plan": (OF_PLAN, {"municipality": ID, "plan": ID}),
    "the words of the work in a plan": (WORK, {"municipality": ID, "plan": ID}),
    "the log of a plan": (LOG, {"municipality": ID, "plan": ID, "before": NOW, "last": ID}),
    "what is worded anew": (CORRECTED, {"municipality": ID, "plan": ID, "entries": (ID,)}),
    "the newest": (NEWEST, {"before": NOW}),
    "my plans": (MINE, MANY),
    **{f"some {resource}s": (statement, MANY) for resource, statement in THESE.items()},
}
BY_VALUE = re.compile(r'(?:"?(\w+)"?\.)"(\w+)" (?:=|<>|IN|>=|<=|>|<) \(?%s')


def limits(condition: Q) -> Iterator[str]:
    """The fields a condition compares with a value."""
    for one in condition.children:
        if isinstance(one, Q):
            yield from limits(one)
        else:
            name, value = one  # type: ignore[misc]
            if value is not None and not name.endswith("__isnull"):
                yield name.partition("__")[0]


def limited() -> set[tuple[str, str]]:
    """Every column whose value decides what stands in some index, with its table."""
    return {
        (model._meta.db_table, model._meta.get_field(name).column)  # type: ignore[union-attr]
        for model in apps.get_models()
        for one in (*model._meta.indexes, *model._meta.constraints)
        if hasattr(one, "fields") and one.condition is not None
        for name in limits(one.condition)
    }


def compared(sql: str) -> set[tuple[str, str]]:
    """Every column a statement compares with a value it is given, with its table."""
    return {
        (table, column)
        for block in blocks(sql)
        for alias, column in BY_VALUE.findall(block.text)
        if (table := block.owner(alias).tables.get(alias))
    }


def test_there_are_such_columns() -> None:
    assert ("plans_batonoffer", "state") in limited()
    assert compared('SELECT 1 FROM "a" WHERE EXISTS(SELECT 1 FROM "b" U0 WHERE U0."c" = %s AND "a"."d" = %s)') == {
        ("b", "c"),
        ("a", "d"),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", STATEMENTS)
def test_nothing_is_compared_by_value_with_what_an_index_is_limited_to(cast: Cast, name: str) -> None:
    statement, arguments = STATEMENTS[name]
    readers = [
        cast.as_kari,
        cast.as_rektor,
        cast.as_nils,
        Actor(kind=ActorKind.GUARDIAN, id=cast.mona.pk),
        Actor(kind=ActorKind.YOUNG_PERSON, id=cast.ella.pk, born_on=cast.ella.born_on),
    ]
    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        for reader in readers:
            statement.rows(reader, TODAY, **arguments)

    assert asked
    assert set().union(*map(compared, asked)) & limited() == set()
