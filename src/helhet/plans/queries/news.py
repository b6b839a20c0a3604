"""What is new: the newest entries of all the plans I take part in, a page at a time. It costs a page, not the plans."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from helhet.access.filter import grounds_of
from helhet.access.statement import Arguments
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.access import Ground, grounds
from helhet.core.actors import Actor
from helhet.core.moments import day_of
from helhet.plans.models import Entry
from helhet.plans.queries.doors import ENTRY

PAGE = 25


@dataclass(frozen=True, slots=True)
class New:
    """One entry, in which plan it stands, and why this reader sees it."""

    entry: Entry
    why: tuple[Ground, ...]


def news(actor: Actor, *, at: datetime, before: datetime | None = None) -> tuple[New, ...]:
    """The newest entries the reader may see for the service they act for, older than `before`; each one is logged."""
    with transaction.atomic():
        rows = NEWEST.rows(actor, day_of(at), before=before or at + timedelta(days=1))
        found = [(entry, grounds_of(entry)) for entry in rows]
        trail.record_reads(Event.ENTRY_READ, about=found, actor=actor, at=at)
    return tuple(New(entry, tuple(grounds().by_code(code) for code in codes)) for entry, codes in found)


def _newest(seen: Any, of: Arguments, actor: Actor) -> Any:
    """Walked along the feed, newest first; each candidate is judged by the filter."""
    older = seen.filter(
        feed__municipality=F("municipality"), feed__service=actor.service, feed__written_at__lt=of["before"]
    )
    return older.select_related("author", "service", "plan__child").order_by("-feed__written_at", "-feed__entry")[:PAGE]


NEWEST = ENTRY.statement(_newest, before=datetime)
"""The newest entries a service might see, and this reader may."""
