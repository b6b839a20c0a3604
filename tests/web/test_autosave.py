"""A form that saves itself: what the server answers, and the whole story in a browser."""

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory
from playwright.sync_api import Browser, Page, expect

from helhet.web.autosave import Merged, base_of, merge
from tests.web.markup import elements, one
from tests.web.urls import server

SCRIPT = {"x-requested-with": "autosave", "accept-language": "en"}


@pytest.fixture(autouse=True)
def _first_version() -> None:
    server.update(version=1, words="")


def test_a_save_answers_the_next_version_and_the_time() -> None:
    answer = Client().post("/write/", {"words": "Hello", "version": 1}, headers=SCRIPT)

    assert answer.json() == {"version": 2, "saved_at": "2026-11-24T13:03:00+00:00"}


def test_what_one_side_only_has_touched_is_put_together() -> None:
    base = {"a": "1", "b": "1", "c": "1", "d": ""}
    merged = merge(base, base | {"a": "mine"}, base | {"b": "theirs", "d": "new"})
    assert merged == Merged({"a": "mine", "b": "theirs", "c": "1", "d": "new"}, frozenset())


def test_what_both_have_touched_is_unsettled_unless_they_wrote_the_same() -> None:
    base = {"a": "1", "b": "1"}
    merged = merge(base, {"a": "mine", "b": "same"}, {"a": "theirs", "b": "same"})
    assert merged == Merged({"a": "mine", "b": "same"}, frozenset({"a"}))


def test_a_field_emptied_on_one_side_stays_empty() -> None:
    assert merge({"a": "1"}, {}, {"a": "1"}) == Merged({"a": ""}, frozenset())


def test_without_a_base_every_difference_is_unsettled() -> None:
    assert merge(None, {"a": "", "b": "1"}, {"a": "theirs", "b": "1"}).unsettled == {"a"}


@pytest.mark.parametrize("base", ["", "nonsense", "[1]", "{" * 100_000])
def test_a_base_that_cannot_be_read_is_none(rf: RequestFactory, base: str) -> None:
    assert base_of(rf.post("/write/", {"base": base})) is None


def test_two_versions_are_shown_beside_one_another_and_one_is_chosen_for_each_field() -> None:
    server.update(version=4, words="Theirs")
    answer = Client().post("/write/", {"words": "Mine", "version": 3, "base": '{"words": ""}'}, headers=SCRIPT)
    html = answer.content.decode()

    assert (answer.status_code, answer["Cache-Control"]) == (409, "no-store")
    assert elements(html, "html") == []
    assert one(html, "h2").text == "Somebody else has written here too"
    assert one(html, "form")["action"] == "/write/"
    choices = elements(html, "input", type="radio", name="words")
    assert [(c["value"], "checked" in c.attrs) for c in choices] == [("Mine", True), ("Theirs", False)]
    assert [e.text for e in elements(html, class_="conflict__text")] == ["Mine", "Theirs"]
    assert one(html, "input", name="version")["value"] == "4"
    assert one(html, "input", name="base")["value"] == '{"words": "Theirs"}'


def test_ones_own_other_tab_is_not_called_somebody_else() -> None:
    server.update(version=4, words="Theirs")
    html = Client().post("/write/?me", {"words": "Mine", "version": 3}, headers=SCRIPT).content.decode()

    assert one(html, "h2").text == "You have written here in another tab too"
    assert [e.text for e in elements(html, "label")] == ["From this tab", "From the other tab"]


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
    page.get_by_role("button", name="Keep what I have chosen").click()

    expect(page.locator("textarea")).to_have_value("Mine, all of it")
    assert server == {"version": 8, "words": "Mine, all of it"}


@pytest.mark.journey
def test_the_others_words_can_be_chosen_instead(page: Page) -> None:
    server.update(version=7, words="Theirs")
    write(page, "Mine")
    page.get_by_label("The other text").check()
    page.get_by_role("button", name="Keep what I have chosen").click()

    expect(page.locator("textarea")).to_have_value("Theirs")
    assert server == {"version": 8, "words": "Theirs"}


@pytest.mark.journey
def test_what_was_written_elsewhere_in_a_field_nobody_touched_here_comes_into_the_form(page: Page) -> None:
    write(page, "Mine")
    server.update(version=5, words="Mine, and theirs")
    page.locator("textarea").dispatch_event("input")  # something else in the form was touched
    page.clock.run_for(2100)

    expect(page.locator("textarea")).to_have_value("Mine, and theirs")
    assert server == {"version": 6, "words": "Mine, and theirs"}


@pytest.mark.journey
def test_the_button_without_a_connection_throws_nothing_away(page: Page) -> None:
    address = page.url
    page.locator("textarea").press_sequentially("Hello")
    page.context.set_offline(True)
    page.get_by_role("button", name="Done").click()
    expect(page.locator("[data-autosave-status]")).to_have_text(
        "Not saved: no connection. Keep this page open; we try again."
    )
    assert (page.url, page.locator("textarea").input_value()) == (address, "Hello")

    page.context.set_offline(False)
    with page.expect_navigation():
        page.get_by_role("button", name="Done").click()
    assert server["words"] == "Hello"


@pytest.mark.journey
@pytest.mark.parametrize(
    ("status", "words"),
    [
        pytest.param(404, "Not saved: somebody else is signed in in this browser now", id="somebody else"),
        pytest.param(401, "You were signed out", id="signed out"),
        pytest.param(500, "Not saved: something failed here", id="a fault of ours"),
    ],
)
def test_why_it_is_not_saved_is_said_as_it_is(page: Page, status: int, words: str) -> None:
    page.route("**/write/", lambda route: route.fulfill(status=status, body=""))
    write(page, "Hello")
    expect(page.locator("[data-autosave-status]")).to_contain_text(words)
