"""Two towns, and the day is the cast's own, also at the edge."""

import pytest

from tests.cast import NOW
from tests.priorities.town import Town, town


@pytest.fixture(autouse=True)
def _the_day_is_the_casts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def fjordvik(db: None) -> Town:
    """Ragnhild's, which does not exist."""
    return town("9901", "Fjordvik", "Ragnhild", demo=True)


@pytest.fixture
def alesund(db: None) -> Town:
    """Siv's, which does."""
    return town("1508", "Ålesund", "Siv", demo=False)
