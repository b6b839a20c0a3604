"""Somebody signs up, says yes, gets a letter, and leaves by one click; Eirin writes it and Torstein sends it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from helhet.core.actors import Actor
from helhet.newsletter.actions import make_link
from helhet.newsletter.models import Interest, Issue, SignUp, Subscription
from helhet.newsletter.tasks import tidy
from tests.newsletter.letters import HERE, KARI, SIGN_UP, asks, is_signed_up, link_in, plain, post_goes_out, says_yes
from tests.readers import Editors, Reader, at_desk
from tests.web.markup import elements, one

BODY = "## New from 1 January\n\nYou can [apply here](/en/guides/).\n\n- one\n- two"
ISSUE = {"subject": "Rights that change", "body": BODY, "language": "en", "topics": ["rights"]}


def writes(editors: Editors, **more: object) -> Issue:
    """Eirin writes an issue and asks for it to be looked over."""
    eirin = at_desk(editors.eirin)
    assert eirin.post("/desk/newsletter/new/", ISSUE | more).status_code == 302
    issue = Issue.objects.order_by("-written_at", "id")[0]
    eirin.post(f"/desk/newsletter/{issue.pk}/ready/", {"version": issue.version})
    return issue


def sends(editors: Editors, issue: Issue) -> None:
    at_desk(editors.torstein).post(f"/desk/newsletter/{issue.pk}/send/", {"version": issue.version})
    issue.refresh_from_db()


def test_from_sign_up_to_one_click(reader: Reader, editors: Editors) -> None:
    answer = asks(reader)
    assert (answer.status_code, answer["Location"]) == (302, "/en/newsletter/sign-up/asked/")
    (question,) = post_goes_out(reader)
    assert (question["To"], question["Subject"]) == (KARI, "Do you want letters from Helhet?")
    assert Subscription.objects.count() == 0

    link = link_in(question, "confirm")
    assert reader.browser.get(link).status_code == 200
    assert Subscription.objects.count() == 0, "opening a link says nothing"
    asked_at = SignUp.objects.get().asked_at
    reader.wait(timedelta(minutes=5))
    assert says_yes(reader, link).status_code == 200
    subscription = Subscription.objects.get()
    assert (subscription.asked_at, subscription.confirmed_at, subscription.agreed) == (asked_at, reader.at, "2026-11")
    assert SignUp.objects.count() == 0

    issue = writes(editors)
    sends(editors, issue)
    (letter,) = post_goes_out(reader)
    leave = letter["List-Unsubscribe"].strip("<>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave == HERE + link_in(letter, "leave")
    assert [part.get_content_type() for part in letter.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert plain(letter).partition("\n\n-- ")[0] == (
        f"Rights that change\n\nNew from 1 January\n\nYou can apply here ({HERE}/en/guides/).\n\n- one\n- two"
    )

    path = leave.removeprefix(HERE)
    assert reader.browser.get(path).status_code == 200
    assert Subscription.objects.count() == 1, "opening it never leaves"
    left = reader.browser.post(path, {"List-Unsubscribe": "One-Click"})
    assert (left.status_code, dict(left.cookies)) == (200, {})
    assert (Subscription.objects.count(), Interest.objects.count()) == (0, 0)
    assert reader.browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200, "twice is no harm"
    assert len(reader.browser.cookies) == 0


def test_the_issue_is_in_the_archive_and_in_the_feed(reader: Reader, editors: Editors) -> None:
    issue = writes(editors)
    assert reader.browser.get("/en/newsletter/2026-11-24-rights-that-change/").status_code == 404
    sends(editors, issue)
    assert issue.slug == "2026-11-24-rights-that-change"
    page = reader.browser.get(f"/nb/newsletter/{issue.slug}/").content.decode()
    assert [one(page, "article")["lang"], one(page, "h1").text, one(page, "h2").text] == [
        "en", "Rights that change", "New from 1 January",
    ]  # fmt: skip
    feed = reader.browser.get("/nb/newsletter/feed.atom")
    assert feed["Content-Type"] == "application/atom+xml; charset=utf-8"
    entries = elements(feed.content.decode(), "entry")
    assert len(entries) == 1
    assert [e["href"] for e in elements(feed.content.decode(), "link", rel="alternate")] == [
        "http://testserver/nb/newsletter/",
        f"{HERE}/en/newsletter/{issue.slug}/",
    ]


def test_known_and_unknown_addresses_are_answered_alike(reader: Reader) -> None:
    is_signed_up(reader)
    known, unknown = asks(reader), asks(reader, "ny@hjemme.example")
    assert (known.status_code, known["Location"], known.content) == (
        unknown.status_code, unknown["Location"], unknown.content,
    )  # fmt: skip
    assert [letter["Subject"] for letter in post_goes_out(reader)] == ["Do you want letters from Helhet?"] * 2


def test_signing_up_again_changes_the_topics_once_the_address_says_yes(reader: Reader) -> None:
    is_signed_up(reader)
    asks(reader, KARI.upper(), ("figures", "helhet"))
    assert [i.topic for i in Interest.objects.all()] == ["rights"]
    (letter,) = post_goes_out(reader)
    says_yes(reader, link_in(letter, "confirm"))
    assert sorted(i.topic for i in Interest.objects.all()) == ["figures", "helhet"]
    assert Subscription.objects.count() == 1


def test_an_address_is_asked_once_an_hour_however_often_it_is_typed(reader: Reader) -> None:
    for _ in range(3):
        asks(reader)
    assert len(post_goes_out(reader)) == 1
    reader.wait(timedelta(hours=1))
    asks(reader)
    assert len(post_goes_out(reader)) == 1


def chosen() -> list[str]:
    return sorted(one.topic for one in Interest.objects.all())


def test_what_a_stranger_types_within_the_hour_changes_nothing(reader: Reader) -> None:
    asks(reader, topics=("rights",))
    reader.wait(timedelta(minutes=10))
    before_the_letter = asks(reader, topics=("figures", "helhet"), language="nn")
    (letter,) = post_goes_out(reader)
    after_the_letter = asks(reader, topics=("knowledge",))
    assert {answer["Location"] for answer in (before_the_letter, after_the_letter)} == {"/en/newsletter/sign-up/asked/"}
    assert "Rights and rules that change" in plain(letter)
    says_yes(reader, link_in(letter, "confirm"))
    assert (chosen(), Subscription.objects.get().language) == (["rights"], "en")


def test_asked_anew_the_older_letter_confirms_nothing_not_even_before_the_newer_one_is_out(reader: Reader) -> None:
    asks(reader, topics=("rights",))
    (first,) = post_goes_out(reader)
    reader.wait(timedelta(hours=1))
    asks(reader, topics=("figures",))
    assert says_yes(reader, link_in(first, "confirm"), ("rights",)).status_code == 410
    (second,) = post_goes_out(reader)
    says_yes(reader, link_in(second, "confirm"))
    assert chosen() == ["figures"]


def test_a_letter_that_was_being_written_when_the_address_was_asked_anew_is_good_for_nothing(reader: Reader) -> None:
    asks(reader, topics=("rights",))
    read = SignUp.objects.get()
    reader.wait(timedelta(hours=1))
    asks(reader, topics=("figures",))
    late = make_link(sign_up=read, actor=Actor.system(), at=reader.at)
    assert says_yes(reader, f"/en/newsletter/confirm/{late}/", ("rights",)).status_code == 410


def test_whoever_holds_the_link_may_tick_otherwise_but_not_nothing(reader: Reader) -> None:
    asks(reader, topics=("rights",))
    (letter,) = post_goes_out(reader)
    link = link_in(letter, "confirm")
    assert (says_yes(reader, link, ()).status_code, chosen()) == (422, [])
    assert (says_yes(reader, link, ("bought",)).status_code, chosen()) == (422, [])
    assert (says_yes(reader, link, ("figures", "helhet")).status_code, chosen()) == (200, ["figures", "helhet"])


def test_the_link_lasts_two_days_works_once_and_a_newer_one_ends_it(reader: Reader) -> None:
    asks(reader)
    (first,) = post_goes_out(reader)
    reader.wait(timedelta(hours=2))
    asks(reader)
    (second,) = post_goes_out(reader)
    old, new = link_in(first, "confirm"), link_in(second, "confirm")
    assert says_yes(reader, old).status_code == 410
    assert says_yes(reader, new).status_code == 200
    assert says_yes(reader, new).status_code == 410
    asks(reader, "ny@hjemme.example")
    (late,) = post_goes_out(reader)
    reader.wait(timedelta(days=2))
    assert says_yes(reader, link_in(late, "confirm")).status_code == 410
    tidy(at=reader.at)
    assert SignUp.objects.count() == 0, "an address that never answered is forgotten"


def test_neither_addresses_nor_links_stand_in_the_database(reader: Reader) -> None:
    is_signed_up(reader)
    asks(reader, "venter@hjemme.example")
    (letter,) = post_goes_out(reader)
    token = link_in(letter, "confirm").split("/")[-2]
    held = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (the database's own names)
            held += "".join(
                bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                for row in cursor.fetchall()
                for value in row
            )
    assert [secret for secret in (KARI, "venter@", "hjemme.example", token) if secret in held] == []


@pytest.mark.parametrize("token", ["abc", "a" * 43, "x" * 200])
def test_a_link_made_up_leaves_nothing(reader: Reader, token: str) -> None:
    assert reader.browser.post(f"/en/newsletter/leave/{token}/").status_code == 404


def test_who_left_before_the_letter_went_out_gets_none(reader: Reader, editors: Editors) -> None:
    is_signed_up(reader)
    sends(editors, writes(editors))
    Subscription.objects.all().delete()
    assert post_goes_out(reader) == []


def test_only_those_who_chose_one_of_the_topics_get_it_and_each_once(reader: Reader, editors: Editors) -> None:
    is_signed_up(reader, "en@hjemme.example", ("rights", "helhet"))
    is_signed_up(reader, "to@hjemme.example", ("figures",))
    sends(editors, writes(editors, topics=["rights", "helhet"]))
    assert [letter["To"] for letter in post_goes_out(reader)] == ["en@hjemme.example"]


def test_whoever_has_written_in_it_does_not_send_it(reader: Reader, editors: Editors) -> None:
    torstein = at_desk(editors.torstein)
    issue = writes(editors)
    torstein.post(f"/desk/newsletter/{issue.pk}/write/", ISSUE | {"version": 1})
    at_desk(editors.eirin).post(f"/desk/newsletter/{issue.pk}/write/", ISSUE | {"version": 2})
    at_desk(editors.eirin).post(f"/desk/newsletter/{issue.pk}/ready/", {"version": 3})
    torstein.post(f"/desk/newsletter/{issue.pk}/send/", {"version": 3})
    issue.refresh_from_db()
    assert issue.sent_at is None


def test_it_is_sent_once_and_only_as_it_was_read(reader: Reader, editors: Editors) -> None:
    is_signed_up(reader)
    issue = writes(editors)
    torstein = at_desk(editors.torstein)
    torstein.post(f"/desk/newsletter/{issue.pk}/send/", {"version": 7})
    assert post_goes_out(reader) == []
    for _ in range(2):
        torstein.post(f"/desk/newsletter/{issue.pk}/send/", {"version": 1})
    assert len(post_goes_out(reader)) == 1
    changed = at_desk(editors.eirin).post(f"/desk/newsletter/{issue.pk}/write/", ISSUE | {"version": 1, "body": "No"})
    issue.refresh_from_db()
    assert (changed.status_code, issue.body) == (302, BODY)


def test_what_is_not_ready_is_not_sent_and_an_editor_sends_nothing(reader: Reader, editors: Editors) -> None:
    eirin = at_desk(editors.eirin)
    eirin.post("/desk/newsletter/new/", ISSUE)
    issue = Issue.objects.get()
    sends(editors, issue)
    assert issue.sent_at is None
    assert eirin.post(f"/desk/newsletter/{issue.pk}/send/", {"version": 1}).status_code == 404


def test_who_comes_second_loses_no_word(reader: Reader, editors: Editors) -> None:
    issue = writes(editors)
    address = f"/desk/newsletter/{issue.pk}/write/"
    at_desk(editors.torstein).post(address, ISSUE | {"version": 1, "body": "Theirs"})
    second = at_desk(editors.eirin).post(address, ISSUE | {"version": 1, "body": "Mine"})
    html = second.content.decode()
    assert (second.status_code, one(html, "textarea").text, one(html, "div", class_="card").text) == (
        422, "Mine", "Theirs",
    )  # fmt: skip


def test_so_many_sign_up_that_no_more_questions_go_out(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helhet.newsletter.actions.AN_HOUR", 1)
    asks(reader)
    stopped = asks(reader, "ny@hjemme.example")
    assert (stopped.status_code, SignUp.objects.count()) == (422, 1)
    assert one(stopped.content.decode(), "input", name="address")["value"] == "ny@hjemme.example"


def test_a_program_that_fills_in_everything_asks_nobody(reader: Reader) -> None:
    assert asks(reader, website="https://buy.example").status_code == 422
    assert (SignUp.objects.count(), mail.outbox) == (0, [])


def test_the_form_shows_what_is_agreed_to(reader: Reader) -> None:
    html = reader.browser.get(SIGN_UP).content.decode()
    told = one(html, "div", class_="card card--quiet").text
    assert told.startswith("What you agree to I want e-mail from Helhet about the topics I have chosen.")
