"""Two towns, and the day is the cast's own, also at the edge."""

import pytest
from django.test import Client

from helhet.core import guides
from helhet.core.actors import Actor
from helhet.core.flow import newest_counted
from helhet.flow.actions import release_flow
from tests.cast import NOW, TODAY, assemble
from tests.flow.town import Town as FlowTown
from tests.flow.town import build
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


@pytest.fixture
def told(db: None) -> FlowTown:
    """A Fjordvik with enough in it to be told of: three units by themselves."""
    found = build(assemble(guides.current("levels-0-3", TODAY)))
    for unit in ("North", "South", "East"):
        found.asked(unit, 24, days=3)
        found.asked(unit, 16, days=9)
    release_flow(organisation=found.organisation, half=newest_counted(TODAY), actor=Actor.system(), at=NOW)
    return found


@pytest.fixture
def flowing(told: FlowTown) -> Town:
    """Its coordinator at her desk."""
    browser = Client(headers={"accept-language": "nb"})
    browser.force_login(told.coordinator.account)
    return Town(told.organisation, told.coordinator, browser)
