"""Nothing typed is ever lost: not by being signed out, nor by a page left open for too long."""

from http.cookies import SimpleCookie

import pytest
from django import forms as fields
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from helhet.web import forms
from tests.web.markup import elements, one

FROM_US = {"sec-fetch-site": "same-origin", "accept-language": "en"}
WORDS = "She smiled\nwhen we came."


def send(headers: dict[str, str], **fields: object) -> HttpResponse:
    return Client().post("/note/?step=2", {"words": WORDS, "kind": "call"} | fields, headers=headers)


def test_signed_out_while_writing_gets_the_words_back_with_a_way_to_send_them_again() -> None:
    answer = send(FROM_US)
    html = answer.content.decode()

    assert (answer.status_code, answer["Cache-Control"]) == (401, "no-store")
    assert (one(html, "form")["method"], one(html, "form")["action"]) == ("post", "/note/?step=2")
    area = one(html, "textarea")
    assert (area["name"], "readonly" in area.attrs, "".join(area.parts)) == ("words", True, f"\n{WORDS}")
    assert one(html, "input", name="kind")["value"] == "call"
    assert len(one(html, "input", name="csrfmiddlewaretoken")["value"]) == 64
    assert one(html, class_="lead").text == (
        "You were signed out. Sign in in a new tab, come back here and press Send again."
    )
    assert (one(html, "a", target="_blank")["href"], one(html, "form").text[-10:]) == (
        "/sign-in/",
        "Send again",
    )


def test_a_field_given_twice_comes_back_twice() -> None:
    html = send(FROM_US, who=["kari", "jonas"]).content.decode()

    assert [e["value"] for e in elements(html, "input", name="who")] == ["kari", "jonas"]


def test_words_with_markup_in_them_come_back_as_words() -> None:
    html = send(FROM_US, words="</textarea><script>alert(1)</script> and").content.decode()

    assert one(html, "textarea").text == "</textarea><script>alert(1)</script> and"


@pytest.mark.parametrize("name", ["password", "new_password1", "passord", "user-pin", "otp"])
def test_a_secret_is_named_and_never_written_into_the_page(name: str) -> None:
    html = send(FROM_US, **{name: "hunter 2"}).content.decode()

    assert elements(html, name=name) == []
    assert html.count("hunter 2") == 0


def test_a_file_is_named_and_not_kept() -> None:
    html = send(FROM_US, letter=SimpleUploadedFile("letter.pdf", b"%PDF")).content.decode()

    assert [p.text for p in elements(html, "p") if "letter.pdf" in p.text] == [
        "Files can not be kept. Attach these again afterwards: letter.pdf."
    ]


def test_an_older_browser_says_where_it_comes_from_with_origin() -> None:
    assert send({"origin": "http://testserver"}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"sec-fetch-site": "cross-site"}, id="a stranger's page"),
        pytest.param({"sec-fetch-site": "same-site"}, id="a neighbour on the same domain"),
        pytest.param({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, id="two stories"),
        pytest.param({"origin": "https://elsewhere.example"}, id="another origin"),
        pytest.param({"origin": "null"}, id="an origin that hides"),
        pytest.param({}, id="no word about where from"),
    ],
)
def test_what_others_post_is_never_shown_and_goes_to_sign_in(headers: dict[str, str]) -> None:
    answer = send(headers)

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/note/%3Fstep%3D2")


def test_reading_signed_out_goes_to_sign_in_as_ever() -> None:
    assert Client().get("/note/", headers=FROM_US).status_code == 302


def stale(headers: dict[str, str]) -> HttpResponse:
    """Post with a token that is not the cookie's, as after signing in again in another tab."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = SimpleCookie({"csrftoken": "a" * 32})
    fields = {"words": WORDS, "csrfmiddlewaretoken": "b" * 32}
    return client.post("/sign-in/", fields, headers=headers)


def test_a_page_gone_stale_gets_the_words_back_with_a_fresh_token() -> None:
    answer = stale(FROM_US)
    html = answer.content.decode()

    assert (answer.status_code, answer["Cache-Control"]) == (403, "no-store")
    assert one(html, "textarea", name="words").text == "She smiled when we came."
    assert elements(html, "a", target="_blank") == []
    assert len(one(html, "input", name="csrfmiddlewaretoken")["value"]) == 64


def test_a_strangers_post_with_a_false_token_is_only_refused() -> None:
    answer = stale({"sec-fetch-site": "cross-site", "accept-language": "en"})
    html = answer.content.decode()

    assert (answer.status_code, answer["Cache-Control"]) == (403, "no-store")
    assert (one(html, "h1").text, elements(html, "textarea")) == ("Not open to you", [])


def shut_out(address: str, headers: dict[str, str], fields: dict[str, str]) -> HttpResponse:
    """Post while somebody is signed in to whom the page is not open."""
    client = Client()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.contrib.auth.middleware.get_user", lambda request: SIGNED_IN)
        return client.post(address, fields, headers=headers)


class _Somebody:
    """Whoever is signed in now."""

    is_authenticated = True


SIGNED_IN = _Somebody()


@pytest.mark.parametrize(("address", "status"), [("/closed/", 404), ("/no/such/page/", 404), ("/refused/", 403)])
def test_words_at_a_closed_door_come_back_as_they_do_at_an_address_that_is_none(address: str, status: int) -> None:
    answer = shut_out(address, FROM_US, {"words": WORDS})
    html = answer.content.decode()

    assert (answer.status_code, answer["Cache-Control"]) == (status, "no-store")
    assert one(html, "h1").text == "Not sent yet"
    assert one(html, class_="lead").text.startswith("Somebody else is signed in in this browser now")
    assert one(html, "textarea", name="words").text == "She smiled when we came."
    assert one(html, "form")["action"] == address


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        pytest.param(FROM_US, {"accept": "1"}, id="a button is no words"),
        pytest.param(FROM_US, {"base": '{"words": "a b"}'}, id="nor is what a form carries about itself"),
        pytest.param({"sec-fetch-site": "cross-site", "accept-language": "en"}, {"words": WORDS}, id="a stranger's"),
    ],
)
def test_without_words_of_ones_own_a_closed_door_is_just_closed(
    headers: dict[str, str], fields: dict[str, str]
) -> None:
    assert one(shut_out("/closed/", headers, fields).content.decode(), "h1").text == "Nothing to see here"


class Wonder(forms.Form):
    saw_heard = forms.Prose(label="Hva så og hørte jeg?")
    acute = fields.ChoiceField(label="Er det akutt?", choices=[("yes", "Ja"), ("no", "Nei")])


def test_each_field_keeps_the_label_and_the_words_of_the_form_it_came_from() -> None:
    told = {e["name"]: e["value"] for e in elements(str(Wonder()), "input", type="hidden")}
    html = send(FROM_US, **told, saw_heard=WORDS, acute="no", version="3").content.decode()

    assert one(html, "label", for_="kept_2").text == "Hva så og hørte jeg?"
    assert [(dt.text, dd.text) for dt, dd in zip(elements(html, "dt"), elements(html, "dd"), strict=True)] == [
        ("Er det akutt?", "Nei")
    ]
    assert {e["name"] for e in elements(html, "input", type="hidden")} >= {*told, "acute", "version"}


@pytest.mark.parametrize("label", ["nonsense", "1", "{}", "[]", '["L", 3]'])
def test_a_label_that_cannot_be_read_costs_nobody_their_words(label: str) -> None:
    html = send(FROM_US, **{"label:words": label}).content.decode()

    assert one(html, "textarea", name="words").text == "She smiled when we came."
