"""Turning due rows into reminders: the only thing a clock does by itself."""

import logging
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.models import Reminder
from helhet.core.actors import Actor
from helhet.post.actions import post_letter
from helhet.post.models import Letter

log = logging.getLogger(__name__)


def send_due_reminders(*, on: date, at: datetime) -> int:
    """Remind the owner, or the owner's leader, of every running clock whose day has come. Returns how many.

    One transaction a reminder: a fault in one holds up no other, and none is sent twice.
    """
    sent = 0
    due = Reminder.objects.filter(on__lte=on, sent_at=None, clock__ended_at=None).values_list("municipality_id", "pk")
    for municipality, key in list(due.order_by("on", "pk")):
        try:
            sent += _remind(municipality, key, at)
        except Exception:  # whatever it is, the next one's owner must not wait for it
            log.exception("reminder %s was not sent", key)
    return sent


@transaction.atomic
def _remind(municipality: UUID, key: UUID, at: datetime) -> int:
    reminder = (
        Reminder.objects.filter(municipality_id=municipality, sent_at=None, clock__ended_at=None)
        .select_related("clock__owner", "clock__leader")
        .select_for_update(of=("self",))
        .filter(pk=key)
        .first()
    )
    if reminder is None:
        return 0
    clock = reminder.clock
    system = Actor.system()
    to = clock.owner if reminder.to == Reminder.To.OWNER else clock.leader
    post_letter(kind=Letter.Kind.REMINDER, to=to, about=clock, actor=system, at=at)
    reminder.sent_at = at
    reminder.save(update_fields=["sent_at"])
    trail.record(Event.CLOCK_REMINDED, about=clock, actor=system, at=at, code=clock.code, to=reminder.to, worker=to.pk)
    return 1
