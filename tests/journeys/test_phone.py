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
from tests.cast import Cast, active_plan, assemble, service
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


@pytest.mark.journey
def test_what_was_typed_before_another_signed_in_is_shown_back_as_the_form_called_it(
    cast: Cast, live_server: object, new_page: NewPage, look: Look
) -> None:
    note = write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Ella",
        guide=cast.guide,
        answers={"acute": "no"},
        actor=cast.as_kari,
        at=now(),
    )
    page = signed_in(new_page("narrow phone"), cast.kari, str(live_server))
    page.goto(f"{live_server}/notes/{note.key}/")
    label = cast.guide.form("concern").field("saw_heard").label.in_language("nb")
    page.get_by_label(label).fill("Satt alene hele dagen.")
    signed_in(page, cast.nils, str(live_server))
    with page.expect_navigation():
        page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ikke sendt ennå")
    expect(page.get_by_label(label)).to_have_value("Satt alene hele dagen.")
    look(page, "not-sent-somebody-else")
    signed_in(page, cast.kari, str(live_server))
    with page.expect_navigation():
        page.get_by_role("button", name="Send igjen").click()
    expect(page.get_by_label(label)).to_have_value("Satt alene hele dagen.")


@pytest.mark.journey
def test_a_form_without_a_connection_stays_with_all_that_was_typed(
    cast: Cast, live_server: object, new_page: NewPage
) -> None:
    page = signed_in(new_page("narrow phone"), cast.kari, str(live_server))
    plan = active_plan(cast, at=now())
    page.goto(f"{live_server}/plans/{plan.key}/write/")
    page.get_by_label("Ordene").fill("Vi har snakket med Mona.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Legg til i planen").click()
    expect(page.get_by_text("Ikke sendt: ingen nettforbindelse.")).to_be_visible()
    expect(page.get_by_label("Ordene")).to_have_value("Vi har snakket med Mona.")
    page.context.set_offline(False)
    with page.expect_navigation():
        page.get_by_role("button", name="Legg til i planen").click()
    expect(page.get_by_text("Vi har snakket med Mona.")).to_be_visible()
