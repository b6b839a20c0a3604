"""What matters most must fit the smallest phone in use: whom to ring, and the button that rings."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from helhet.concerns.actions import write_note
from helhet.core import guides
from helhet.core.moments import day_of
from helhet.core.services import ServiceType
from helhet.people.models import Worker
from helhet.web.clock import now
from tests.cast import Cast, assemble, service
from tests.journeys.conftest import Look, NewPage

PHONES = ("small phone", "narrow phone", "phone")


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, in a database a browser's requests can see; the long names are those that are cut off."""
    cast = assemble(guides.current("levels-0-3", day_of(now())))
    welfare = service(
        cast.fjordvik, ServiceType.CHILD_WELFARE, "Barnevernstjenesten for Fjordvik og Nesodd", leader=cast.pia
    )
    welfare.phone = "55 55 12 34"
    welfare.save()
    return cast


def signed_in(page: Page, worker: Worker, address: str) -> Page:
    """The page, with this worker signed in."""
    client = Client()
    client.force_login(worker.account)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    return page


@pytest.mark.journey
@pytest.mark.parametrize("device", PHONES)
def test_whom_to_ring_stands_whole_on_the_screen(
    device: str, cast: Cast, live_server: object, new_page: NewPage, look: Look
) -> None:
    note = write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Ella",
        guide=cast.guide,
        answers={"acute": "yes", "saw_heard": "Ella har merker på armen."},
        actor=cast.as_kari,
        at=now(),
    )
    page = signed_in(new_page(device), cast.kari, str(live_server))
    for name, path in (("acute", f"/notes/{note.key}/"), ("report", f"/notes/{note.key}/report/")):
        page.goto(f"{live_server}{path}")
        look(page, f"{device.replace(' ', '-')}-{name}")
        for ring in page.locator(".lines a").all():
            expect(ring).to_be_visible()
            box = ring.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= page.viewport_size["width"], "the number is off the screen"
