"""Somebody looks for help, somebody writes it: in a real browser, and every page is looked at."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from helhet.core import guides
from helhet.core.moments import day_of
from helhet.library.models import Version
from helhet.library.queries import Editor
from helhet.library.seed.load import load_library
from helhet.web.clock import now
from tests.journeys.conftest import Look, NewPage
from tests.journeys.hand import Hand
from tests.library.desk import Role, appoint


def hand(page: Page, address: object, language: str, who: Editor | None = None) -> Hand:
    """One person at a browser, signed in or not."""
    if who is not None:
        client = Client()
        client.force_login(who.worker.account)
        page.context.add_cookies(
            [
                {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": str(address)},
                {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": str(address)},
            ]
        )
    guide = guides.current("levels-0-3", day_of(now()))
    return Hand(page, str(address), language=language, guide=guide)


@pytest.mark.journey
@pytest.mark.parametrize(("language", "question"), [("nb", "skolevægring"), ("nn", "skulevegring")])
def test_a_mother_finds_what_to_do_when_her_child_stays_at_home(
    language: str, question: str, transactional_db: None, live_server: object, phone: Page, look: Look
) -> None:
    load_library(at=now())
    mona = hand(phone, live_server, language)
    mona.go(f"/{language}/library/")
    look(phone, f"library-{language}")
    mona.write("What are you looking for?", question)
    mona.press("Search")
    look(phone, f"library-found-{language}")
    phone.locator(".library-hit a").first.click()
    phone.wait_for_url("**/nar-barnet-ikke-vil-pa-skolen/")
    look(phone, f"library-item-{language}")


@pytest.mark.journey
def test_eirin_writes_and_torstein_lets_it_out(
    transactional_db: None, live_server: object, new_page: NewPage, look: Look
) -> None:
    eirin = hand(new_page(), live_server, "nb", appoint("Eirin", Role.EDITOR))
    torstein = hand(new_page("phone"), live_server, "nb", appoint("Torstein", Role.PUBLISHER))
    eirin.go("/desk/")
    look(eirin.page, "desk")
    eirin.go("/desk/library/new/")
    eirin.write("Title", "Søvn hos små barn")
    eirin.press("Begin")
    eirin.write("In short, bokmål", "Når barnet ikke sover.")
    look(eirin.page, "desk-writing")
    eirin.press("Save")
    eirin.press("See how it will be read, and send it on")
    look(eirin.page, "desk-preview")
    eirin.press("Ask for another pair of eyes")
    torstein.go("/desk/library/")
    look(torstein.page, "desk-library")
    torstein.page.get_by_role("link", name="Søvn hos små barn").click()
    torstein.follow("Let it out")
    look(torstein.page, "desk-approve")
    torstein.press("Let it out")
    assert list(Version.objects.values_list("state", flat=True)) == ["published"]
    version = Version.objects.get()
    pages = {
        "versions": f"items/{version.item_id}/",
        "pictures": f"versions/{version.pk}/pictures/",
        "withdraw": f"items/{version.item_id}/withdraw/",
    }
    for name, path in pages.items():
        torstein.go(f"/desk/library/{path}")
        look(torstein.page, f"desk-{name}")
