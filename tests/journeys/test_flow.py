"""The flow counts on a phone and at a desk: told, and hidden, by the coordinator and by a leader."""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from helhet.core import guides
from helhet.core.actors import Actor
from helhet.core.flow import newest_counted
from helhet.core.moments import NORWAY
from helhet.flow.actions import release_flow
from helhet.people.models import Worker
from helhet.web.clock import now, today
from tests.cast import assemble
from tests.flow.town import Town, build
from tests.journeys.conftest import Look, NewPage


@pytest.fixture
def town(transactional_db: None) -> Town:
    """Three units that were asked to take many batons, in the newest half-year there is a count of."""
    town = build(assemble(guides.current("levels-0-3", today())))
    half = newest_counted(today())
    at = datetime.combine(half.first_day, time(9), tzinfo=NORWAY) + timedelta(days=60)
    for unit in ("North", "South", "East"):
        town.asked(unit, 24, days=3, at=at)
        town.asked(unit, 16, days=9, at=at)
    release_flow(organisation=town.organisation, half=half, actor=Actor.system(), at=now())
    return town


@pytest.mark.journey
@pytest.mark.parametrize("device", ["narrow phone", "desktop"])
@pytest.mark.parametrize("who", ["coordinator", "leader", "leader whose unit is hidden"])
def test_the_page_reads_well(
    device: str, who: str, town: Town, live_server: object, new_page: NewPage, look: Look
) -> None:
    workers: dict[str, Worker] = {
        "coordinator": town.coordinator,
        "leader": town.workers["North"][0],
        "leader whose unit is hidden": town.workers["Alone"][0],
    }
    client = Client()
    client.force_login(workers[who].account)
    page = new_page(device)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": str(live_server)}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(f"{live_server}/flow/")
    look(page, f"flow-{device.replace(' ', '-')}-{who.replace(' ', '-')}")
    assert page.locator("h2").first.inner_text() == "Spurt om å ta stafettpinnen"
