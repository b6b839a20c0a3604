"""What is stricter here than in the world: the network is shut, and rows nobody put in order come in the wrong one.

Warnings are errors (pyproject.toml) and unknown template variables fail (settings_test.py).
"""

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet

ON_THE_SECOND = "HELHET_TEST_DATABASE" in os.environ
"""Whether this is the run on the second database, PostgreSQL; all has been tried on SQLite by then."""


class NetworkShut(AssertionError):
    """A test tried to leave the machine."""


def is_here(family: int, address: Any) -> bool:
    """Whether an address is this machine's own."""
    if family == socket.AF_UNIX:
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True, scope="session")
def shut_network() -> Iterator[None]:
    """No test reaches another machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if not is_here(self.family, address):
            raise NetworkShut(f"a test tried to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(autouse=True, scope="session")
def unordered_rows_come_backwards() -> Iterator[None]:
    """A database owes nobody an order. Whoever relies on one without asking for it finds another."""
    fetch = QuerySet._fetch_all  # type: ignore[attr-defined]

    def fetch_backwards(self: QuerySet[Any]) -> None:
        is_new = self._result_cache is None  # type: ignore[attr-defined]
        fetch(self)
        if is_new and not self.ordered:
            self._result_cache.reverse()  # type: ignore[attr-defined]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "_fetch_all", fetch_backwards)
        yield


def touches_database(item: pytest.Item) -> bool:
    """Whether a test uses a database, so that it has something to say about a second kind of it."""
    fixtures = {"db", "transactional_db", "live_server"}
    return bool(fixtures & set(getattr(item, "fixturenames", ()))) or item.get_closest_marker("django_db") is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whoever uses the database uses its key store as well. On the second database only what uses one runs again."""
    for item in filter(touches_database, items):
        mark = item.get_closest_marker("django_db")
        both = (mark.kwargs if mark else {}) | {"databases": ["default", "keys"]}
        item.add_marker(pytest.mark.django_db(**both), append=False)
    if not ON_THE_SECOND:
        return
    kept = [item for item in items if touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not touches_database(item)])
    items[:] = kept
