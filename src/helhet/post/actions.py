"""Putting a message in the outbox, and writing down what became of it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from helhet.core.actors import Actor
from helhet.people.models import Person, Worker
from helhet.people.partition import AboutChild
from helhet.post.composers import composer
from helhet.post.models import Letter, Mailing, MailingCopy
from helhet.post.tasks import deliver, deliver_mailing


@transaction.atomic
def post_letter(*, kind: Letter.Kind, to: Worker | Person, about: AboutChild, actor: Actor, at: datetime) -> Letter:
    """Queue a message in the transaction of what it tells of: both happen, or neither."""
    del actor  # stands in the trail of what the letter is about
    letter = Letter.objects.create(
        municipality_id=about.municipality_id,
        kind=kind,
        to_worker=to if isinstance(to, Worker) else None,
        to_person=to if isinstance(to, Person) else None,
        about=about.pk,
        queued_at=at,
    )
    deliver.enqueue(str(letter.municipality_id), str(letter.pk))
    return letter


def mark_seen(*, worker: UUID, actor: Actor, at: datetime) -> None:
    """The receiver has opened the page where what waits is shown: that is the receipt."""
    del actor
    waiting = Letter.objects.filter(to_worker=worker, sent_at__isnull=False, seen_at=None)
    for municipality in sorted(set(waiting.values_list("municipality_id", flat=True))):
        waiting.filter(municipality_id=municipality).update(seen_at=at)


@transaction.atomic
def post_mailing(*, kind: str, about: UUID, to: Iterable[UUID], actor: Actor, at: datetime) -> Mailing:
    """Queue the same to many, in the transaction of what it tells of. Each receiver gets one copy, however often named.

    Raises LookupError: no room writes letters of this kind.
    """
    del actor  # stands in the row of what the mailing is about
    composer(kind)
    mailing = Mailing.objects.create(kind=kind, about=about, queued_at=at, resume_at=at)
    MailingCopy.objects.bulk_create((MailingCopy(mailing=mailing, to=one) for one in sorted(set(to))), batch_size=1000)
    deliver_mailing.enqueue(str(mailing.pk))
    return mailing


@transaction.atomic
def note_bounce(*, copy: MailingCopy, hard: bool, actor: Actor, at: datetime) -> bool:
    """A copy has come back. The first time it does so for good, the room it came from is told; gives whether it was.

    What may yet arrive (a full mailbox, a server that rests) is nobody's fault, and changes nothing.
    """
    del actor
    if not hard or not MailingCopy.objects.filter(pk=copy.pk, bounced_at=None).update(bounced_at=at):
        return False
    composer(copy.mailing.kind).came_back(copy.to, at=at)
    return True


@transaction.atomic
def forget_mailings(*, ended_before: datetime, kind: str, actor: Actor) -> int:
    """Delete the copies of mailings that ended before a moment: who got what is kept no longer than it is of use."""
    del actor
    gone, _kinds = MailingCopy.objects.filter(mailing__kind=kind, mailing__ended_at__lt=ended_before).delete()
    return gone
