"""The service's own record (egen journal): what the actor's service wrote, also after the plan is out of reach."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from helhet.access.filter import grounds_of
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.moments import day_of
from helhet.plans.models import Entry
from helhet.plans.queries.doors import ENTRY

PAGE = 50


def own_record(actor: Actor, *, at: datetime, before: datetime | None = None) -> tuple[Entry, ...]:
    """The newest the actor's service wrote in plans the actor had a part in, older than `before`; logged."""
    on = day_of(at)
    mine: QuerySet[Entry] = Entry.objects.filter(service=actor.service)
    if before is not None:
        mine = mine.filter(written_at__lt=before)
    with transaction.atomic():
        rows = tuple(
            ENTRY.list(mine, actor=actor, on=on)
            .select_related("author", "plan__child")
            .order_by("-written_at", "id")[:PAGE]
        )
        trail.record_reads(Event.OWN_RECORD_READ, about=[(one, grounds_of(one)) for one in rows], actor=actor, at=at)
    return rows
