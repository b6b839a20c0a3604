"""A PostgreSQL database as an operator leaves it: with its roles, and acted in as one of them."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from helhet.operations.roles import Role, statements


@pytest.fixture(scope="session")
def role_names(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The five names. They belong to the server and not to a database, so they stay."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for statement in statements()[: len(Role)]:
            cursor.execute(statement)
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture
def roles(role_names: None, db: None) -> None:
    """The grants, as the command makes them, in the test's own transaction."""
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


@pytest.fixture
def act_as(roles: None) -> Iterator[Callable[[Role], None]]:
    """Goes on as one of the roles: `act_as(Role.WEB)`."""

    def become(role: Role) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")

    yield become
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
