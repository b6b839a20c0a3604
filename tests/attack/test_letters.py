"""What anybody can send to the mailbox letters come back to, and what an editor can paste into one."""

from pathlib import Path

import pytest
from django.core.management import call_command

from helhet.core.actors import Actor, ActorKind
from helhet.newsletter.actions import ask_to_look_over, begin_issue, send_issue
from helhet.newsletter.models import Issue
from helhet.people.models import Worker
from helhet.post.bounces import LONGEST, read_bounce
from tests.cast import NOW
from tests.readers import Reader, appoint

KELVIN = "\N{KELVIN SIGN}".encode()
"""A small k for whoever compares letters large and small alike, and yet no letter of ours."""
BREAKING = [
    pytest.param(b"To: retur+" + KELVIN * 39 + b"@x.example", id="letters that only look like ours"),
    pytest.param(b"To: =?utf-8?b?" + b"4oSq" * 39 + b"?= <a@x.example>", id="and the same packed in"),
    *(pytest.param(head, id=repr(head)) for head in (b"To: <", b'To: "', b"To: <a@", b"To: a@[", b"To: a:;b:;")),
    pytest.param(b"To: " + b"(" * 3000, id="brackets without end"),
    pytest.param(b"To: " + b"a," * 100_000, id="receivers without end"),
    pytest.param(b"Content-Type: message/rfc822\r\n\r\n" * 3000, id="letters in letters"),
    pytest.param(
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000)),
        id="parts in parts",
    ),
    pytest.param(b"x" * (LONGEST + 1), id="more than is read"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("raw", BREAKING)
def test_one_letter_does_not_stop_those_behind_it(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "1").write_bytes(raw + b"\r\n\r\nx")
    (tmp_path / "2").write_bytes(b"To: somebody@x.example\r\n\r\nx")
    call_command("take_bounces", str(tmp_path), verbosity=0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("raw", BREAKING)
def test_what_is_no_report_of_ours_says_nothing(raw: bytes) -> None:
    assert read_bounce(raw + b"\r\n\r\nx") is None


def test_signs_no_feed_can_hold_do_not_take_the_feed_down(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line pasted from a slide carries a vertical tab."""
    editors, reader = appoint(), Reader(monkeypatch)
    issue = an_issue(editors.eirin, editors.torstein, subject="Nytt\x08", body="En linje\x0bog\x1b en til.\uffff")
    answer = reader.browser.get("/nb/newsletter/feed.atom")
    assert (answer.status_code, b"En linjeog en til." in answer.content, issue.subject) == (200, True, "Nytt\x08")


def at_work(who: Worker) -> Actor:
    return Actor(kind=ActorKind.WORKER, id=who.pk)


def an_issue(writes: Worker, sends: Worker, **words: str) -> Issue:
    issue = begin_issue(language="nb", topics=["rights"], actor=at_work(writes), at=NOW, **words)
    ask_to_look_over(issue=issue, version=1, actor=at_work(writes), at=NOW)
    return send_issue(issue=issue, version=1, actor=at_work(sends), at=NOW)
