"""Sending what waits in the outbox, and reading what has come."""

import re
from email.message import EmailMessage
from typing import Any

from django.core import mail

from helhet.post.queries import under_way
from helhet.post.sending import send_batch
from tests.readers import Reader
from tests.web.markup import elements

SIGN_UP = "/en/newsletter/sign-up/"
KARI = "kari.leser@hjemme.example"
HERE = "http://127.0.0.1:8000"


def post_goes_out(reader: Reader) -> list[EmailMessage]:
    """The outbox is emptied; gives the letters as they came, oldest first."""
    before = len(mail.outbox)
    for mailing in under_way():
        while (again := send_batch(mailing.pk, at=reader.at)) is not None and again <= reader.at:
            pass
    return [letter.message() for letter in mail.outbox[before:]]  # type: ignore[misc]


def asks(reader: Reader, address: str = KARI, topics: tuple[str, ...] = ("rights",), **more: Any) -> Any:
    """Fill in the form."""
    return reader.fill(SIGN_UP, {"address": address, "topics": topics, "language": "en"} | more)


def link_in(letter: EmailMessage, word: str) -> str:
    """The path of the link in a letter's text that has this word in it."""
    (found,) = re.findall(rf"{HERE}(/\S*{word}\S*)", plain(letter))
    return str(found)


def plain(letter: EmailMessage) -> str:
    """A letter as plain text."""
    part = letter.get_payload(0) if letter.is_multipart() else letter
    return part.get_payload(decode=True).decode()  # type: ignore[union-attr]


def says_yes(reader: Reader, link: str, topics: tuple[str, ...] | None = None) -> Any:
    """Open the link's page and press its button, with what is ticked there, or with these topics ticked instead."""
    html = reader.browser.get(link).content.decode()
    ticked = [box["value"] for box in elements(html, "input", name="topics") if "checked" in box.attrs]
    return reader.browser.post(link, {"topics": ticked if topics is None else topics})


def is_signed_up(reader: Reader, address: str = KARI, topics: tuple[str, ...] = ("rights",)) -> None:
    """From the form to the button."""
    asks(reader, address, topics)
    (letter,) = post_goes_out(reader)
    assert says_yes(reader, link_in(letter, "confirm")).status_code == 200
