"""A page that took too long says so, and gives back what was typed."""

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.web.markup import elements, one

FROM_US = {"sec-fetch-site": "same-origin", "accept-language": "en"}
WORDS = "She smiled\nwhen we came."


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


def said(answer: HttpResponse) -> tuple[int, str, str]:
    return answer.status_code, answer["Retry-After"], answer["Cache-Control"]


def test_a_form_comes_back_with_what_was_typed(browser: Client) -> None:
    answer = browser.post("/busy/?step=2", {"words": WORDS}, headers=FROM_US)
    html = answer.content.decode()

    assert said(answer) == (503, "10", "no-store")
    assert (one(html, "form")["action"], one(html, "form")["method"]) == ("/busy/?step=2", "post")
    assert "".join(one(html, "textarea").parts) == f"\n{WORDS}"
    assert one(html, class_="lead").text == (
        "This took too long here, and nothing was changed. What you wrote is below: wait a little, then press "
        "Send again."
    )


def test_a_page_asks_to_be_tried_again_in_three_languages(browser: Client) -> None:
    answer = browser.get("/busy/")

    assert said(answer) == (503, "10", "no-store")
    assert [e["lang"] for e in elements(answer.content.decode()) if "lang" in e.attrs] == ["nb", "nn", "en"]


def test_what_a_strangers_page_sent_is_not_shown_as_the_readers_words(browser: Client) -> None:
    answer = browser.post("/busy/", {"words": WORDS}, headers={"sec-fetch-site": "cross-site"})

    assert (answer.status_code, answer.content.decode().count("She smiled")) == (503, 0)


def test_a_fault_of_ours_is_called_one(browser: Client) -> None:
    answer = browser.post("/busy/?fault", {"words": WORDS}, headers=FROM_US)

    assert (answer.status_code, "Retry-After" in answer) == (500, False)
    assert elements(answer.content.decode(), "h1")[0].text == "Noe gikk galt hos oss"
