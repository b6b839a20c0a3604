"""Putting a message in the outbox, and writing down what became of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from helhet.core.actors import Actor
from helhet.people.models import Person, Worker
from helhet.people.partition import AboutChild
from helhet.post.models import Letter
from helhet.post.tasks import deliver


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
