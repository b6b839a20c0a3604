"""Ella has a plan, a note and a national id; what the database holds of them is looked at beneath the fields."""

from typing import Any

import pytest
from django.db import connection, models

from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from tests.cast import NOW, Cast, active_plan

WORDS = "Ella sa at hun gruer seg til mandager."


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """Ella's plan; Kari holds the baton."""
    return active_plan(cast)


@pytest.fixture
def entry(cast: Cast, plan: Plan) -> Entry:
    """Something Kari has written in it, as it is read back."""
    return anew(written(cast, plan, WORDS))


def written(cast: Cast, plan: Plan, words: str) -> Entry:
    """Kari writes in a plan."""
    return write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="school", text=words, actor=cast.as_kari, at=NOW
    )


def anew(row: Any) -> Any:
    """The same row, as another request would find it."""
    return type(row).objects.get(pk=row.pk, municipality=row.municipality_id)


def stored(row: models.Model, column: str) -> bytes:
    """What the database itself holds."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{row._meta.db_table}" WHERE id = %s', [_id(row)])  # noqa: S608
        (found,) = cursor.fetchone()
    return bytes(found)


def store(row: models.Model, column: str, packed: bytes) -> None:
    """Change what the database holds, as an insider could."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{row._meta.db_table}" SET "{column}" = %s WHERE id = %s',  # noqa: S608
            [connection.Database.Binary(packed), _id(row)],
        )


def _id(row: models.Model) -> object:
    return row._meta.pk.get_db_prep_value(row.pk, connection)
