"""A mother does not find what she looks for, says so, and finds a week later that it has been written."""

from datetime import timedelta

import pytest
from django.test import Client

from helhet.core.national_id import synthetic
from helhet.feedback.models import Feedback, Reply, Tally
from helhet.library.actions import move, withdraw
from tests.cast import NOW, TODAY
from tests.library.desk import Role, out
from tests.library.desk import appoint as edits
from tests.readers import Editors, Reader, at_desk
from tests.web.markup import elements, one

PAGE = "/en/guides/"
MORE = "/en/feedback/more/?page=%2Fen%2Fguides%2F&found=no"
NUMBER = synthetic(day=3, month=3, year=17, serial=7)


def tallies() -> list[tuple[str, int, int, int]]:
    return [(t.page, t.yes, t.no, t.written) for t in Tally.objects.order_by("page")]


def errors(html: str) -> list[str]:
    return [p.text for p in elements(html, "p", class_="ds-validation-message")]


def on_top(html: str) -> list[str]:
    (summary,) = elements(html, "div", class_="ds-error-summary")
    return [summary.text]


def test_somebody_looks_in_vain_and_an_editor_answers(reader: Reader, editors: Editors) -> None:
    pressed = reader.press(PAGE, "no")
    assert (pressed.status_code, pressed["Location"]) == (302, MORE)
    sent = reader.fill(MORE, {"words": "Where do I find a word about NAV?"})
    assert (sent.status_code, sent["Location"]) == (302, "/en/feedback/thanks/?page=%2Fen%2Fguides%2F")
    assert tallies() == [("/guides/", 0, 1, 1)]
    said = Feedback.objects.get()
    assert (said.page, said.language, said.found, said.words, said.given_on) == (
        "/guides/", "en", False, "Where do I find a word about NAV?", TODAY,
    )  # fmt: skip
    assert len(reader.browser.cookies) == 0

    eirin = at_desk(editors.eirin)
    waiting = elements(eirin.get("/desk/feedback/").content.decode(), "a", class_="card card--link")
    assert [card["href"] for card in waiting] == [f"/desk/feedback/{said.pk}/"]
    answer = {"outcome": "changed", "text": "The guide now says what NAV does.", "public": "on", "language": "en"}
    assert eirin.post(f"/desk/feedback/{said.pk}/", answer).status_code == 302
    assert elements(eirin.get("/desk/feedback/").content.decode(), "a", class_="card card--link") == []

    told = elements(reader.browser.get("/en/feedback/changed/").content.decode(), "div", class_="timeline__body")
    assert [one.text for one in told] == ["The guide now says what NAV does."]


@pytest.mark.parametrize("written", [f"He is {NUMBER}.", f"{NUMBER[:6]} {NUMBER[6:]}", f"id{NUMBER}x"])
def test_a_national_id_is_given_back_beside_the_field_and_nothing_is_stored(reader: Reader, written: str) -> None:
    answer = reader.fill(MORE, {"words": written})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert one(html, "textarea").text == written
    assert errors(html) == [
        "This looks like a national identity number. Take it out, and send the rest once more. Nothing has been stored."
    ]
    assert (Feedback.objects.count(), Tally.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("seconds", "answers", "headers"),
    [
        pytest.param(0, {}, {}, id="faster than anybody reads"),
        pytest.param(3 * 24 * 3600, {}, {}, id="from a page of last week"),
        pytest.param(20, {"website": "https://buy.example"}, {}, id="with the hidden field filled in"),
        pytest.param(20, {"stamp": "made-up"}, {}, id="with a stamp made up"),
        pytest.param(20, {}, {"Sec-Fetch-Site": "cross-site"}, id="from another site's page"),
        pytest.param(20, {}, {"Origin": "https://elsewhere.example"}, id="from another site's page, an older browser"),
    ],
)
def test_what_no_person_has_sent_is_given_back_and_goes_through_when_sent_once_more(
    reader: Reader, seconds: int, answers: dict[str, str], headers: dict[str, str]
) -> None:
    stopped = reader.fill(MORE, {"words": "More on NAV"} | answers, seconds=seconds, headers=headers)
    html = stopped.content.decode()
    assert (stopped.status_code, one(html, "textarea").text, Feedback.objects.count()) == (422, "More on NAV", 0)
    assert len(on_top(html)) == 1
    reader.wait(timedelta(seconds=20))
    stamp = one(html, "input", name="stamp")["value"]
    again = reader.browser.post(MORE, {"words": "More on NAV", "stamp": stamp, "website": ""})
    assert (again.status_code, Feedback.objects.count()) == (302, 1)


def test_pressing_from_elsewhere_counts_nothing_and_still_leads_on(reader: Reader) -> None:
    forged = Client().post("/en/feedback/found/", {"page": PAGE, "found": "yes"})
    assert (forged.status_code, tallies()) == (302, [])


def test_only_a_page_that_has_been_shown_can_be_counted(reader: Reader) -> None:
    """Else a program could fill the table with pages that are none, by the stamp of the second step."""
    stamp = one(reader.browser.get("/en/feedback/more/", {"page": PAGE}).content.decode(), "input", name="stamp")
    reader.wait(timedelta(seconds=20))
    reader.browser.post("/en/feedback/found/", {"page": PAGE, "found": "no", "stamp": stamp["value"]})
    assert tallies() == []


NOWHERE = [
    "/en/newsletter/no-such-issue/",
    "/en/library/no-such-item/",
    "/en/measures/no-such-measure/",
    "/en/learning/no-such-path/",
    "/en/rights/who/no-such-body/",
    "/en/municipalities/9999/",
]


@pytest.mark.parametrize("nowhere", NOWHERE)
def test_nobody_can_write_about_a_page_that_is_not_there(reader: Reader, nowhere: str) -> None:
    """Else a program could make up pages without end, each with a limit of its own."""
    there = reader.browser.get(MORE).content.decode()
    stamp = one(there, "input", name="stamp")["value"]
    reader.wait(timedelta(seconds=20))
    about = f"/en/feedback/more/?page={nowhere}&found=no"
    written = {"words": "More on NAV", "stamp": stamp, "website": ""}
    answers = [
        reader.browser.get(about),
        reader.browser.post(about, written),
        reader.browser.post("/en/feedback/found/", {"page": nowhere, "found": "no", "stamp": stamp}),
        reader.browser.get("/en/feedback/thanks/", {"page": nowhere}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert (Feedback.objects.count(), tallies()) == (0, [])


def test_of_an_item_that_has_moved_or_was_withdrawn_one_may_still_speak(reader: Reader) -> None:
    eirin, torstein = edits("Eirin", Role.EDITOR), edits("Torstein", Role.EDITOR, Role.PUBLISHER)
    moved, gone = out(eirin, torstein).item, out(eirin, torstein, slug="gone").item
    move(item=moved, slug="moved", actor=eirin, at=NOW)
    withdraw(item=gone, note="Old", actor=torstein, at=NOW)
    addresses = ["/en/library/sovn/", "/en/library/moved/", "/en/library/gone/"]
    assert [reader.press(page, "no").status_code for page in addresses[1:]] == [302, 302]
    assert reader.browser.get("/en/feedback/more/", {"page": addresses[0]}).status_code == 200
    assert tallies() == [("/library/gone/", 0, 1, 0), ("/library/moved/", 0, 1, 0)]


@pytest.mark.parametrize(
    "address",
    ["/desk/feedback/", "/plans/", "/en/nowhere/", "https://elsewhere.example/", "", "/en/feedback/changed/"],
)
def test_only_pages_anybody_may_read_are_spoken_of(reader: Reader, address: str) -> None:
    assert reader.browser.get("/en/feedback/more/", {"page": address}).status_code == 404


def test_what_was_asked_for_in_a_pages_address_is_not_kept(reader: Reader) -> None:
    reader.fill("/en/feedback/more/?page=/en/guides/%3Fservice%3Dnav&found=yes", {"words": "Fine"})
    assert [one.page for one in Feedback.objects.all()] == ["/guides/"]


def test_a_flood_ends_and_those_who_come_then_keep_their_words(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helhet.feedback.actions.WRITTEN_A_DAY", 2)
    assert [reader.fill(MORE, {"words": f"no {n}"}).status_code for n in range(3)] == [302, 302, 422]
    assert Feedback.objects.count() == 2
    reader.wait(timedelta(days=1))
    assert reader.fill(MORE, {"words": "next day"}).status_code == 302


def test_two_hundred_and_fifty_characters_and_no_more(reader: Reader) -> None:
    assert reader.fill(MORE, {"words": "å" * 250}).status_code == 302
    assert reader.fill(MORE, {"words": "å" * 251}).status_code == 422


def test_one_answer_for_several_and_the_second_editor_is_told(reader: Reader, editors: Editors) -> None:
    for words in ("More on NAV", "NAV?"):
        reader.fill(MORE, {"words": words})
    first, second = Feedback.objects.order_by("words")
    answer = {"outcome": "nothing", "text": "", "language": "en", "also": [str(second.pk)]}
    assert at_desk(editors.eirin).post(f"/desk/feedback/{first.pk}/", answer).status_code == 302
    assert Reply.objects.get().feedback.count() == 2
    late = at_desk(editors.torstein).post(f"/desk/feedback/{first.pk}/", {**answer, "also": []})
    assert (late.status_code, Reply.objects.count()) == (422, 1)


def test_only_what_changed_is_shown_to_everybody(reader: Reader, editors: Editors) -> None:
    reader.fill(MORE, {"words": "More on NAV"})
    answer = {"outcome": "later", "text": "We will", "public": "on", "language": "en"}
    refused = at_desk(editors.eirin).post(f"/desk/feedback/{Feedback.objects.get().pk}/", answer)
    assert (refused.status_code, errors(refused.content.decode())) == (422, ["Only what has changed is shown there."])


def test_words_are_forgotten_after_a_year_and_the_counts_stay(reader: Reader) -> None:
    from helhet.core.actors import Actor
    from helhet.feedback.actions import forget_words

    reader.fill(MORE, {"words": "More on NAV"})
    system = Actor.system()
    assert forget_words(actor=system, at=reader.at + timedelta(days=364)) == 0
    assert forget_words(actor=system, at=reader.at + timedelta(days=365)) == 1
    assert tallies() == [("/guides/", 0, 0, 1)]


def test_the_question_stands_on_pages_anybody_may_read_and_not_where_the_address_is_somebodys_own(
    reader: Reader,
) -> None:
    asked = {
        address: len(elements(reader.browser.get(address).content.decode(), "form", class_="found"))
        for address in ("/en/", PAGE, "/en/newsletter/", "/en/newsletter/confirm/abc/", "/en/feedback/changed/")
    }
    assert list(asked.values()) == [1, 1, 1, 0, 0]


def test_a_public_page_still_sets_no_cookie(reader: Reader) -> None:
    answer = reader.browser.get(PAGE)
    assert (dict(answer.cookies), answer.get("Vary", "").count("Cookie")) == (
        {},
        answer.get("Vary", "").count("Cookie"),
    )
