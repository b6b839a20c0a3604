"""A few figures of invented files are enough for most tests; the carried ones are read where they matter."""

from datetime import UTC, date, datetime

import pytest

AT = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
TODAY = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def _it_is_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
