"""A plan that is stuck, in a browser: Jonas says it, Kari takes it further and writes the answer, Mona reads it."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page

from helhet.core import guides
from helhet.people.models import Account
from helhet.web.clock import now, today
from tests.cast import active_plan, assemble, with_jonas
from tests.house.scene import account_of
from tests.journeys.conftest import Look
from tests.journeys.hand import Hand


@pytest.mark.journey
@pytest.mark.parametrize(("device", "language"), [("narrow phone", "nb"), ("desktop", "nn")])
def test_from_said_to_seen_to(
    device: str,
    language: str,
    transactional_db: None,
    live_server: object,
    new_page: Callable[[str, str], Page],
    look: Look,
) -> None:
    cast = assemble(guides.current("levels-0-3", today()))
    plan = with_jonas(cast, active_plan(cast, at=now()), at=now())

    def signed_in(account: Account | None) -> Hand:
        client = Client()
        assert account is not None
        client.force_login(account)
        page = new_page(device, language)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": str(live_server)}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        return Hand(page, str(live_server), language=language, guide=cast.guide)

    def seen(hand: Hand, name: str) -> None:
        look(hand.page, f"stuck-{device.replace(' ', '-')}-{name}")

    jonas, kari, mona = (signed_in(one) for one in (cast.jonas.account, cast.kari.account, account_of(cast.mona)))
    jonas.go(f"/plans/{plan.key}/")
    jonas.follow("Say that the plan is stuck")
    jonas.press("Save, and ask for an answer")
    seen(jonas, "01-errors")
    jonas.pick("Why do you say that the plan is stuck?", jonas.says("The services disagree about who does what"))
    jonas.write("What is stuck, and what have you tried?", "Ingen følger Ella på tirsdager.")
    jonas.write("What does the family want?", "Vi vil at én ringer oss.")
    jonas.write("What does the child want?", "Jeg vil gå sammen med Jonas.")
    jonas.press("Save, and ask for an answer")
    seen(jonas, "02-said")

    mona.go(f"/family/{plan.key}/")
    assert mona.sees(cast.guide.decision_body.name.in_language(language))
    seen(mona, "03-family-waits")

    kari.go(f"/plans/{plan.key}/")
    body = cast.guide.decision_body.name.in_language(language)
    kari.press("The leaders found no way: %(body)s has it now", body=body)
    seen(kari, "04-taken")
    kari.follow("Write down the answer")
    kari.pick("Who decided?", body)
    kari.write("What is decided, and why?", "Skolen følger ut, Jonas tar imot.")
    kari.select("Which service is to coordinate?", "helsestasjon")
    seen(kari, "05-answer")
    kari.press("Save the answer")
    seen(kari, "06-answered")

    mona.go(f"/family/{plan.key}/")
    assert mona.sees("Skolen følger ut, Jonas tar imot.")
    seen(mona, "07-family-answer")

    kari.follow("Write down what came of the answer")
    kari.pick("Has what was decided happened?", kari.says("It has happened"))
    kari.write("How do the family and the child see it?", "Det går fint nå.")
    kari.press("Save")
    assert kari.sees("Det går fint nå.")
    seen(kari, "08-seen-to")
