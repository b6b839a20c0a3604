"""What is asked of every page in a browser, as wide as a phone in the hand (320 to 390 points) or a screen at work."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, ViewportSize

SIZES: dict[str, ViewportSize] = {
    "small phone": {"width": 320, "height": 640},
    "narrow phone": {"width": 360, "height": 740},
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 800},
}
SCREENS = Path(__file__).parents[2] / "var" / "screens"
PARTS = {"stylesheet", "script", "font", "image", "media", "manifest"}
OURS_TO_CAUSE = ("Failed to load resource", "net::ERR_INTERNET_DISCONNECTED")
"""What Chromium complains of when a test cuts the line or is told no: the page's own parts are watched apart."""

Look = Callable[[Page, str], None]
NewPage = Callable[..., Page]


@pytest.fixture
def complaints() -> dict[Page, list[str]]:
    """What each page has complained of: errors, refusals by the content security policy, parts that did not come."""
    return {}


@pytest.fixture
def new_page(browser: Browser, complaints: dict[Page, list[str]]) -> Iterator[NewPage]:
    """Makes a page in a fresh profile: `new_page("phone", "nn")`."""
    profiles: list[BrowserContext] = []

    def make(device: str = "desktop", language: str = "nb") -> Page:
        profile = browser.new_context(viewport=SIZES[device], locale=language, reduced_motion="reduce")
        profile.set_default_timeout(10_000)
        profiles.append(profile)
        page = profile.new_page()
        heard = complaints[page] = []

        def console(message: ConsoleMessage) -> None:
            if message.type == "error" and not any(ours in message.text for ours in OURS_TO_CAUSE):
                heard.append(message.text)

        def response(answer: Response) -> None:
            if answer.status >= 400 and answer.request.resource_type in PARTS:
                heard.append(f"{answer.status} {answer.url}")

        page.on("console", console)
        page.on("response", response)
        page.on("pageerror", lambda error: heard.append(str(error)))
        return page

    yield make
    for profile in profiles:
        profile.close()


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """A page on a phone, in bokmål."""
    return new_page("phone")


@pytest.fixture
def desktop(new_page: NewPage) -> Page:
    """A page on a desktop, in bokmål."""
    return new_page("desktop")


@pytest.fixture
def look(complaints: dict[Page, list[str]]) -> Look:
    """Keeps a picture of the page in var/screens, and asks of it what is asked of every page."""

    def look(page: Page, name: str) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
        assert complaints[page] == [], f"{name}: the page complains"
        assert too_wide(page) == 0, f"{name}: must be scrolled sideways"
        assert kept(page) == [], f"{name}: left in the browser's storage"
        assert barriers(page) == [], f"{name}: not accessible"

    return look


def too_wide(page: Page) -> int:
    """By how many points the page is wider than the screen."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return max(wide, 0)


def kept(page: Page) -> list[str]:
    """What stays in the browser when the page is left. A shared computer must keep nothing."""
    names: list[str] = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return names


def barriers(page: Page) -> list[str]:
    """What axe-core finds that keeps somebody out, and where."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']}: {node['target']} {node['html']}" for one in found for node in one["nodes"]]
