"""The base page and the pages for when something is wrong."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils import translation

import helhet.web
from tests.web.markup import elements, one

TEMPLATES = Path(helhet.web.__file__).parent / "templates"


def front(client: Client, language: str) -> str:
    return client.get("/front/", headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_page_says_its_language_and_direction(client: Client, language: str) -> None:
    html = one(front(client, language), "html")

    assert (html["lang"], html["dir"]) == (language, "ltr")


def test_the_first_thing_in_a_page_skips_to_its_content(client: Client) -> None:
    html = front(client, "en")

    assert (elements(html, "a")[0]["href"], elements(html, "a")[0].text) == ("#main", "Skip to the content")
    assert one(html, "main")["id"] == "main"


def test_a_message_is_told_to_screen_readers_too(client: Client) -> None:
    html = front(client, "en")

    assert one(html, class_="messages")["role"] == "status"
    assert (one(html, class_="ds-alert")["data-color"], one(html, class_="ds-alert").text) == (
        "danger",
        "That did not work.",
    )


def test_the_language_is_chosen_with_a_plain_form_that_comes_back_here(client: Client) -> None:
    html = front(client, "nn")

    form = one(html, "form", class_="languages")
    assert (form["method"], form["action"], one(html, "input", name="next")["value"]) == (
        "post",
        "/language/",
        "/front/",
    )
    assert [(b["value"], b["lang"], b.text, "aria-current" in b.attrs) for b in elements(html, "button")] == [
        ("nb", "nb", "Bokmål", False),
        ("nn", "nn", "Nynorsk", True),
        ("en", "en", "English", False),
    ]


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html"])
def test_an_error_page_explains_itself_under_one_heading(name: str) -> None:
    with translation.override("en"):
        html = get_template(name).render({}, RequestFactory().get("/x/"))

    assert len(elements(html, "h1")) == 1
    assert elements(html, "a", class_="ds-link")[-1]["href"] == "/"


def test_the_page_for_our_own_faults_needs_nothing_and_speaks_three_languages() -> None:
    html = get_template("500.html").render()

    assert [e["lang"] for e in elements(html) if "lang" in e.attrs] == ["nb", "nn", "en"]


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.html")), ids=lambda file: file.name)
def test_no_template_carries_style_or_script_of_its_own(file: Path) -> None:
    source = file.read_text()

    assert re.findall(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)", source) == []
