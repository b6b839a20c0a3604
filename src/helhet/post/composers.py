"""Who writes the copies of a mailing: the room it came from. The outbox knows no address and no word of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.core.mail import EmailMessage

from helhet.post.models import MailingCopy


class Composer(Protocol):
    """What a room that sends mailings of a kind answers for."""

    def compose(self, about: UUID, copies: Sequence[MailingCopy], *, at: datetime) -> Mapping[UUID, EmailMessage]:
        """The message for each copy, by the copy's id, in a constant number of queries; none for who has left."""
        ...

    def came_back(self, to: UUID, *, at: datetime) -> None:
        """A copy to this receiver came back for good."""
        ...


_composers: dict[str, Composer] = {}


def register(kind: str, one: Composer) -> None:
    """A room says, at the start, that it writes letters of this kind."""
    _composers[kind] = one


def composer(kind: str) -> Composer:
    """Who writes them. Raises LookupError."""
    return _composers[kind]
