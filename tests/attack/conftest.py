"""Whoever attacks has a browser and an honest sign-in; the rest is what they send."""

from datetime import datetime

import pytest

from helhet.plans.models import Plan
from tests.cast import NOW, Cast, active_plan


class Clock:
    """What time it is, for the pages."""

    at: datetime = NOW


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time stands at NOW until a test sets another."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.at)
    return clock


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """Ella's plan; Kari holds the baton, and only the school is inside the consent."""
    return active_plan(cast)
