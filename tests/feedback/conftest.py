"""The readers and the editors."""

import pytest

from tests.readers import Editors, Reader, appoint


@pytest.fixture
def editors(db: None) -> Editors:
    """Eirin and Torstein."""
    return appoint()


@pytest.fixture
def reader(db: None, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Somebody nobody knows."""
    return Reader(monkeypatch)
