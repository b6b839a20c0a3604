"""The same to many: each once, whatever stops in between, and what is said where nobody can know."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends import locmem

from helhet.core.actors import Actor
from helhet.post import composers, sending
from helhet.post.actions import note_bounce, post_mailing
from helhet.post.bounces import read_bounce, return_address
from helhet.post.models import Mailing, MailingCopy
from helhet.post.queries import progress
from helhet.post.sending import PAUSES, send_batch
from tests.cast import NOW

KIND, ABOUT = "test", uuid4()
READERS = [UUID(int=n) for n in range(1, 8)]


class Letters:
    """Writes to everybody but those who have left."""

    def __init__(self) -> None:
        self.left: set[UUID] = set()
        self.back: list[UUID] = []

    def compose(self, about: UUID, copies: Sequence[MailingCopy], *, at: datetime) -> Mapping[UUID, EmailMessage]:
        return {
            copy.pk: EmailMessage("Nytt", "Hei", to=[f"{copy.to.int}@hjemme.example"])
            for copy in copies
            if copy.to not in self.left
        }

    def came_back(self, to: UUID, *, at: datetime) -> None:
        self.back.append(to)


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letters:
    found = Letters()
    monkeypatch.setitem(composers._composers, KIND, found)
    monkeypatch.setattr(sending, "AT_ONCE", 3)
    return found


@pytest.fixture
def mailing(db: None, letters: Letters) -> Mailing:
    return post_mailing(kind=KIND, about=ABOUT, to=[*READERS, *READERS], actor=Actor.system(), at=NOW)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> dict[str, Exception]:
    """The mail server says this, the next time it gets a letter to an address."""
    says: dict[str, Exception] = {}
    send = locmem.EmailBackend.send_messages

    def answer(self: Any, messages: Sequence[EmailMessage]) -> int:
        to = messages[0].to[0]
        if to in says:
            raise says.pop(to)
        return send(self, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", answer)
    return says


def blocks() -> SMTPDataError:
    return SMTPDataError(554, b"5.7.1 blocked")


def refuses(to: str, code: int) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused({to: (code, b"5.1.1 no such user" if code == 550 else b"4.2.0 later")})


def to_the_end(mailing: Mailing, at: datetime = NOW) -> datetime:
    """As the worker does it: again, whenever it said so. Gives when the last was handed over."""
    while (again := send_batch(mailing.pk, at=at)) is not None:
        at = max(at, again)
    return at


def received() -> list[str]:
    return sorted(letter.to[0] for letter in mail.outbox)


EVERYBODY = [f"{reader.int}@hjemme.example" for reader in READERS]


def test_everybody_gets_one_some_at_a_time(mailing: Mailing) -> None:
    assert send_batch(mailing.pk, at=NOW) == NOW
    assert (progress(kind=KIND, about=ABOUT).sent, progress(kind=KIND, about=ABOUT).waiting) == (3, 4)
    to_the_end(mailing)
    assert received() == EVERYBODY
    mailing.refresh_from_db()
    assert mailing.ended_at == NOW
    assert send_batch(mailing.pk, at=NOW) is None


def test_two_workers_at_once_send_no_copy_twice(mailing: Mailing, letters: Letters) -> None:
    """The second takes the same copies while the first has them in hand."""
    compose = letters.compose

    def meanwhile(about: UUID, copies: Sequence[MailingCopy], *, at: datetime) -> Mapping[UUID, EmailMessage]:
        letters.compose = compose  # type: ignore[method-assign]
        to_the_end(mailing)
        return compose(about, copies, at=at)

    letters.compose = meanwhile  # type: ignore[method-assign]
    to_the_end(mailing)
    assert received() == EVERYBODY


def test_a_crash_in_the_moment_of_handing_over_leaves_one_not_known_and_the_rest_goes_on(
    mailing: Mailing, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = EmailMessage.send

    def crash(self: EmailMessage, fail_silently: bool = False) -> int:
        send(self)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", crash)
        with pytest.raises(KeyboardInterrupt):
            send_batch(mailing.pk, at=NOW)
    to_the_end(mailing)
    assert received() == EVERYBODY, "nobody got two"
    found = progress(kind=KIND, about=ABOUT)
    assert (found.sent, found.unknown, found.waiting, found.total) == (6, 1, 0, 7)


def test_a_line_that_breaks_leaves_one_not_known_and_waits(mailing: Mailing, server: dict[str, Exception]) -> None:
    server[EVERYBODY[1]] = SMTPServerDisconnected("gone")
    ended = to_the_end(mailing)
    assert ended - NOW == sending.SERVER_AWAY
    assert received() == [one for one in EVERYBODY if one != EVERYBODY[1]]
    assert progress(kind=KIND, about=ABOUT).unknown == 1


def test_a_server_that_is_away_costs_nobody_a_letter(mailing: Mailing, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(self: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(locmem.EmailBackend, "open", away)
        assert send_batch(mailing.pk, at=NOW) == NOW + sending.SERVER_AWAY
    assert send_batch(mailing.pk, at=NOW) == NOW + sending.SERVER_AWAY, "not before"
    to_the_end(mailing, NOW + sending.SERVER_AWAY)
    assert received() == EVERYBODY


def test_who_is_to_wait_waits_longer_each_time_and_the_others_do_not(
    mailing: Mailing, server: dict[str, Exception]
) -> None:
    server[EVERYBODY[0]] = refuses(EVERYBODY[0], 451)
    assert to_the_end(mailing) - NOW == PAUSES[0]
    assert received() == EVERYBODY


def test_after_the_last_pause_it_has_failed(
    mailing: Mailing, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always(self: Any, messages: Sequence[EmailMessage]) -> int:
        raise refuses(messages[0].to[0], 451)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", always)
    assert to_the_end(mailing) - NOW == sum(PAUSES, timedelta())
    assert (progress(kind=KIND, about=ABOUT).failed, letters.back) == (7, [])


def test_a_mailbox_that_is_none_has_failed_and_the_room_is_told(
    mailing: Mailing, letters: Letters, server: dict[str, Exception]
) -> None:
    server[EVERYBODY[0]] = refuses(EVERYBODY[0], 550)
    to_the_end(mailing)
    assert (progress(kind=KIND, about=ABOUT).failed, letters.back) == (1, [READERS[0]])


def test_a_server_that_blocks_us_costs_us_no_reader(
    mailing: Mailing, letters: Letters, server: dict[str, Exception]
) -> None:
    server[EVERYBODY[0]] = blocks()
    server[EVERYBODY[1]] = SMTPRecipientsRefused({EVERYBODY[1]: (550, b"5.7.1 not from you")})
    to_the_end(mailing)
    assert (progress(kind=KIND, about=ABOUT).failed, letters.back) == (2, [])


def test_who_has_left_gets_none(mailing: Mailing, letters: Letters) -> None:
    letters.left = set(READERS[1:])
    to_the_end(mailing)
    assert received() == EVERYBODY[:1]
    assert set(MailingCopy.objects.exclude(failure="").values_list("failure", flat=True)) == {"gone"}


# --- What comes back ---

REPORT = """\
From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; noen@hjemme.example
Action: {action}
Status: {status}

--b--
"""
AWAY = "From: noen@hjemme.example\nTo: {to}\nAuto-Submitted: auto-replied\nSubject: Away\n\nBack on Monday.\n"


@pytest.fixture
def copy(mailing: Mailing) -> MailingCopy:
    to_the_end(mailing)
    return MailingCopy.objects.get(mailing=mailing, to=READERS[0])


def test_each_copy_comes_back_to_an_address_of_its_own(copy: MailingCopy) -> None:
    letter = next(one for one in mail.outbox if one.to == EVERYBODY[:1])
    assert letter.from_email == return_address(copy.pk)
    assert letter.message()["From"] == "helhet@fjordvik.example"
    assert len(letter.from_email.partition("@")[0]) <= 64, "RFC 5321, 4.5.3.1.1"


@pytest.mark.parametrize(
    ("action", "status", "hard"),
    [
        pytest.param("failed", "5.1.1", True, id="no such mailbox"),
        pytest.param("failed", "5.1.10", True, id="a place that takes no mail"),
        pytest.param("failed", "5.2.1", True, id="a mailbox that is closed"),
        pytest.param("failed", "5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 no such user", True, id="only quoted"),
        pytest.param("failed", "5.0.0", False, id="not said why"),
        pytest.param("failed", "5.7.1", False, id="we are on somebody's list"),
        pytest.param("failed", "5.2.2", False, id="the mailbox is full"),
        pytest.param("failed", "4.4.7", False, id="given up for now"),
        pytest.param("delayed", "4.2.0", False, id="late"),
        pytest.param("relayed", "2.0.0", None, id="went on"),
    ],
)
def test_what_a_report_says(copy: MailingCopy, action: str, status: str, hard: bool | None) -> None:
    raw = REPORT.format(to=return_address(copy.pk).upper(), action=action, status=status).encode()
    bounce = read_bounce(raw)
    assert (bounce and (bounce.copy, bounce.hard)) == (None if hard is None else (copy.pk, hard))


def test_an_absence_note_is_no_report(copy: MailingCopy) -> None:
    assert read_bounce(AWAY.format(to=return_address(copy.pk)).encode()) is None


def test_a_return_address_made_up_is_none_of_ours(copy: MailingCopy) -> None:
    mine = return_address(copy.pk)
    other = mine.replace(mine[-30], "a" if mine[-30] != "a" else "b")
    assert read_bounce(REPORT.format(to=other, action="failed", status="5.1.1").encode()) is None


@pytest.mark.parametrize("raw", [b"", b"\xff\x00", b"To: x+y@z\n\n", REPORT.replace("{to}", "no one").encode()])
def test_anything_else_is_no_report(db: None, raw: bytes) -> None:
    assert read_bounce(raw) is None


def test_the_same_report_twice_counts_once(copy: MailingCopy, letters: Letters) -> None:
    for _ in range(2):
        note_bounce(copy=MailingCopy.objects.get(pk=copy.pk), hard=True, actor=Actor.system(), at=NOW)
    assert letters.back == [READERS[0]]
    assert progress(kind=KIND, about=ABOUT).bounced == 1
