"""What the outbox asks this room: the message for each copy, and what to do about one that came back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from helhet.core.actors import Actor
from helhet.newsletter.actions import make_link, note_came_back
from helhet.newsletter.kinds import CONFIRM, ISSUE
from helhet.newsletter.letters import issue_letter, question
from helhet.newsletter.links import address, keys, leave_token
from helhet.newsletter.queries import issue_at, sign_up_at, subscriptions
from helhet.post.models import MailingCopy

__all__ = ["CONFIRM", "ISSUE", "Confirmations", "Issues"]

Messages = Mapping[UUID, EmailMessage]


class Confirmations:
    """The question to one address. Its link is made as it goes out, so that it lies nowhere until then."""

    def compose(self, about: UUID, copies: Sequence[MailingCopy], *, at: datetime) -> Messages:
        """One letter, or none where the address has answered or been forgotten meanwhile."""
        asked = sign_up_at(about)
        if asked is None:
            return {}
        to = asked.read_address(by=keys())
        token = make_link(sign_up=asked, actor=Actor.system(), at=at)
        return {copy.pk: question(asked, to=to, token=token) for copy in copies}

    def came_back(self, to: UUID, *, at: datetime) -> None:
        """Nobody there: it is forgotten like any question nobody answers."""


class Issues:
    """An issue to its readers."""

    def compose(self, about: UUID, copies: Sequence[MailingCopy], *, at: datetime) -> Messages:
        """A letter for each who has not left in the meantime."""
        issue, box = issue_at(about), keys()
        if issue is None:
            return {}
        readers = subscriptions({copy.to for copy in copies})
        host = urlsplit(settings.ADDRESS).hostname or "localhost"
        return {
            copy.pk: issue_letter(
                issue,
                to=reader.read_address(by=box),
                language=reader.language,
                leave=address("newsletter:leave", language=reader.language, token=leave_token(reader.pk, by=box)),
                name=f"{copy.pk}@{host}",
            )
            for copy in copies
            if (reader := readers.get(copy.to))
        }

    def came_back(self, to: UUID, *, at: datetime) -> None:
        """Counted; the third time the subscription ends."""
        note_came_back(subscription=to, actor=Actor.system())
