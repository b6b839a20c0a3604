"""The service's own record (egen journal): what the actor's service wrote, also after the plan is out of reach."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from helhet.access.filter import grounds_of
from helhet.access.statement import Arguments
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.moments import day_of
from helhet.plans.models import Entry
from helhet.plans.queries.doors import ENTRY
from helhet.plans.queries.feed import walk, with_others

PAGE = 50


def _own(seen: Any, of: Arguments, actor: Actor) -> Any:
    return walk(seen.filter(service=actor.service), of, actor)[:PAGE]


OWN = ENTRY.statement(_own, before=datetime)
"""What the reader's own service wrote, the newest first."""


def own_record(actor: Actor, *, at: datetime, before: datetime | None = None) -> tuple[Entry, ...]:
    """The newest the actor's service wrote in plans the actor had a part in, older than `before`; logged."""
    on = day_of(at)
    with transaction.atomic():
        rows = tuple(with_others(OWN.rows(actor, on, before=before or at + timedelta(days=1)), on=on))
        trail.record_reads(Event.OWN_RECORD_READ, about=[(one, grounds_of(one)) for one in rows], actor=actor, at=at)
    return rows
