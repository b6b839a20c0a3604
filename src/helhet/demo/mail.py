"""The letters that would have been sent: in the demo every e-mail is a file in a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

SEPARATOR = b"\n" + b"-" * 79 + b"\n"
"""What Django's file backend writes after each message."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail as its receiver would have read it."""

    to: str
    subject: str
    at: datetime
    body: str
    leave: str
    """Where one click ends it (RFC 8058); nothing for a letter that is no newsletter."""


def newest(folder: Path, *, at_most: int) -> tuple[Mail, ...]:
    """The newest letters in a folder, newest first; none where there is no folder yet."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.name, reverse=True)[:at_most]
    found = sorted((mail for path in files for mail in _in_file(path)), key=lambda mail: mail.at, reverse=True)
    return tuple(found[:at_most])


def _in_file(path: Path) -> Iterator[Mail]:
    for raw in path.read_bytes().split(SEPARATOR):
        message = message_from_bytes(raw.strip(), policy=policy.default)
        body = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
        if body is not None and message["Date"]:
            yield Mail(
                to=str(message["To"]),
                subject=str(message["Subject"]),
                at=message["Date"].datetime,
                body=body.get_content().strip(),
                leave=str(message["List-Unsubscribe"] or "").strip(" <>"),  # long, and so folded
            )
