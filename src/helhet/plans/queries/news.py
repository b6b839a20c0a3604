"""What is new: the newest entries of all the plans I take part in, a page at a time. It costs a page, not the plans."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from helhet.access.filter import grounds_of
from helhet.access.statement import Arguments
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.access import Ground, grounds
from helhet.core.actors import Actor
from helhet.core.moments import day_of
from helhet.plans.models import Entry
from helhet.plans.queries.doors import ENTRY
from helhet.plans.queries.feed import walk, with_others

PAGE = 25


@dataclass(frozen=True, slots=True)
class New:
    """One entry, in which plan it stands, and why this reader sees it."""

    entry: Entry
    why: tuple[Ground, ...]


def news(actor: Actor, *, at: datetime, before: datetime | None = None) -> tuple[New, ...]:
    """The newest entries the reader may see for the service they act for, older than `before`; each one is logged."""
    with transaction.atomic():
        rows = newest(actor, at=at, before=before)
        found = [(entry, grounds_of(entry)) for entry in rows]
        trail.record_reads(Event.ENTRY_READ, about=found, actor=actor, at=at)
    return tuple(New(entry, tuple(grounds().by_code(code) for code in codes)) for entry, codes in found)


def newest(actor: Actor, *, at: datetime, before: datetime | None = None) -> list[Entry]:
    """The newest a service might see, and this reader may. Showing them is for the caller to log."""
    on = day_of(at)
    return with_others(NEWEST.rows(actor, on, before=before or at + timedelta(days=1)), on=on)


def _newest(seen: Any, of: Arguments, actor: Actor) -> Any:
    return walk(seen, of, actor)[:PAGE]


NEWEST = ENTRY.statement(_newest, before=datetime)
