"""A PostgreSQL database as an operator leaves it: with its roles, and acted in as one of them."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from helhet.core import guides
from helhet.core.guides import GuidePack
from helhet.operations import routing
from helhet.operations.distribution import left_out, swap_keys
from helhet.operations.roles import Role, statements
from tests.cast import NOW


@pytest.fixture
def guide() -> GuidePack:
    """One guide pack is enough here: what differs between them is no business of the database's."""
    return guides.current("levels-0-3", NOW.date())


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


@pytest.fixture(scope="module")
def left_by_an_operator(role_names: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Keys swapped and grants given, in one transaction that is never kept; each test's own lies inside it."""
    if connection.vendor != "postgresql":
        yield
        return
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:
            for statement in (*swap_keys(), *statements()):
                cursor.execute(statement)
        assert left_out() == []
        yield
        transaction.set_rollback(True)


@pytest.fixture
def as_if_spread(db: None) -> Iterator[None]:
    """From here on every statement is sent as it is where the tables are spread."""
    routing.begin(connection=connection)
    yield
    if routing.send in connection.execute_wrappers:
        connection.execute_wrappers.remove(routing.send)


@pytest.fixture
def as_the_site(left_by_an_operator: None, as_if_spread: None) -> None:
    """From here on the rights of those who serve pages."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {Role.WEB}")
