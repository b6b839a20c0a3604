"""A page is light also where names have letters beyond those of English and Norwegian."""

import pytest
from playwright.sync_api import Page, Response

from helhet.demo.fjordvik import load_fjordvik
from helhet.web.clock import now

FONTS = 70_000
"""The most bytes of fonts a page may fetch; with styles, scripts and words it then stays under 150 kB."""


@pytest.mark.journey
def test_the_cast_page_fetches_only_the_letters_it_has(
    transactional_db: None, live_server: object, phone: Page
) -> None:
    load_fjordvik(at=now())
    fonts: list[Response] = []
    phone.on("response", lambda answer: fonts.append(answer) if answer.request.resource_type == "font" else None)
    phone.goto(f"{live_server}/demo/", wait_until="networkidle")
    fetched = {font.url.rsplit("/", 1)[-1].split(".")[0]: len(font.body()) for font in fonts}
    assert sorted(fetched) == ["inter-latin-wght-normal", "inter-near"]
    assert sum(fetched.values()) < FONTS
