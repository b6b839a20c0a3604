"""A form that saves itself: what the server answers, and the whole story in a browser."""

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.web.markup import elements, one
from tests.web.urls import server

SCRIPT = {"x-requested-with": "autosave", "accept-language": "en"}


@pytest.fixture(autouse=True)
def _first_version() -> None:
    server.update(version=1, words="")


def test_a_save_answers_the_next_version_and_the_time() -> None:
    answer = Client().post("/write/", {"words": "Hello", "version": 1}, headers=SCRIPT)

    assert answer.json() == {"version": 2, "saved_at": "2026-11-24T13:03:00+00:00"}


def test_two_versions_are_shown_beside_one_another_and_either_can_be_kept() -> None:
    server.update(version=4, words="Theirs")
    answer = Client().post("/write/", {"words": "Mine", "version": 3}, headers=SCRIPT)
    html = answer.content.decode()

    assert (answer.status_code, answer["Cache-Control"]) == (409, "no-store")
    assert elements(html, "html") == []
    assert [e.text for e in elements(html, class_="conflict__text")] == [
        "Your textMine",
        "The other textTheirs",
    ]
    assert [form["action"] for form in elements(html, "form")] == ["/write/", "/write/"]
    assert one(html, "input", name="words")["value"] == "Mine"
    assert [e["value"] for e in elements(html, "input", name="version")] == ["4", "4"]
    assert one(html, "button", name="use")["value"] == "theirs"


def test_without_the_script_the_same_choice_is_a_whole_page() -> None:
    server.update(version=4, words="Theirs")
    html = Client().post("/write/", {"words": "Mine", "version": 3}).content.decode()

    assert len(elements(html, "html")) == 1
    assert len(elements(html, class_="conflict__text")) == 2


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """A test's output is its own."""


class _Threads(WSGIServer):
    daemon_threads = True


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone with the form open, served from this process."""
    site = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), _Threads, _Silent)
    thread = threading.Thread(target=site.serve_forever)
    thread.start()
    context = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.clock.install()
    page.goto(f"http://127.0.0.1:{site.server_port}/write/")
    yield page
    context.close()
    site.shutdown()
    thread.join()
    site.server_close()


def write(page: Page, words: str) -> None:
    """Type, and pause for as long as the form waits."""
    page.locator("textarea").press_sequentially(words)
    page.clock.run_for(2100)


@pytest.mark.journey
def test_words_are_saved_after_a_pause_and_again_when_the_connection_is_back(page: Page) -> None:
    status = page.locator("[data-autosave-status]")

    write(page, "Hello")
    expect(status).to_contain_text("Saved 1")
    assert server == {"version": 2, "words": "Hello"}

    page.context.set_offline(True)
    write(page, " there")
    expect(status).to_have_text("Not saved: no connection. Keep this page open; we try again.")

    page.context.set_offline(False)
    expect(status).to_contain_text("Saved 1")
    assert server["words"] == "Hello there"


@pytest.mark.journey
def test_two_who_write_at_once_are_asked_and_mine_includes_my_last_words(page: Page) -> None:
    server.update(version=7, words="Theirs")
    write(page, "Mine")
    expect(page.get_by_role("heading", name="Somebody else has written here too")).to_be_visible()

    page.locator("textarea").press_sequentially(", all of it")
    page.get_by_role("button", name="Keep my text").click()

    expect(page.locator("textarea")).to_have_value("Mine, all of it")
    assert server == {"version": 8, "words": "Mine, all of it"}
