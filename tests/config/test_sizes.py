"""SQLite is told how large its tables are; PostgreSQL looks by itself."""

import pytest
from django.db import connection

from helhet.config.worker import learn_sizes
from tests.cast import Cast, active_plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks by itself")
@pytest.mark.django_db
def test_the_worker_lets_sqlite_count_its_tables(cast: Cast) -> None:
    active_plan(cast)
    learn_sizes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1 WHERE tbl IN ('plans_plan', 'plans_participant')")
        assert sorted(cursor.fetchall()) == [("plans_participant",), ("plans_plan",)]
