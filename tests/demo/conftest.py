"""Fjordvik, loaded once, in one transaction that is never kept; each test changes what it likes and leaves no trace."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from helhet.demo.fjordvik import load_fjordvik

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The load, as `run demo` does it, at a moment of our own."""
    with django_db_blocker.unblock(), transaction.atomic(), transaction.atomic(using="keys"):
        load_fjordvik(at=NOW)
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keys")


@pytest.fixture
def fjordvik(loaded: None, db: None) -> None:
    """Fjordvik as it was loaded. The test's own transaction lies inside the load's."""
