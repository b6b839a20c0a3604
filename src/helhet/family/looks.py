"""Who has looked (innsynsloggen), as the family reads it: a line a day for each person.

The log's numbers tell nothing hidden: each row stands in the compartment of those who may know of it, decided when it
was written, by what was shown (core/compartments.py). The page reads whole compartments. A look at a text that was
open then, and is closed to the guardians later, stays told: it was theirs to know. The reasons told are those for
opening the plan, which no single text decides.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from helhet.access.filter import grounds_of
from helhet.audit.events import SENTENCES, Event
from helhet.audit.models import AuditEntry
from helhet.audit.queries import Count, count_rows
from helhet.core.access import Ground, grounds
from helhet.core.actors import Actor, ActorKind
from helhet.core.compartments import known_to, own
from helhet.core.information import InformationType, information_types
from helhet.core.moments import NORWAY, day_of
from helhet.family.discretion import Contact, Discretion
from helhet.people.models import Service, Worker
from helhet.plans.models import Plan

DAYS = 30
"""The days on one page."""

OF_PLAN = (Event.PLAN_READ, Event.PLAN_LISTED)
HOW = (*OF_PLAN, Event.OWN_RECORD_READ)
"""The events told as how somebody looked. What they read is told by its kinds."""


@dataclass(frozen=True, slots=True)
class Look:
    """One person's looks on one day: how, at which kinds of information, and why they could."""

    who: Contact | None
    how: tuple[Promise, ...]
    kinds: tuple[InformationType, ...]
    why: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class LookDay:
    """A day on which somebody looked."""

    on: date
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class Looks:
    """The days of one page, newest first, the day the next, older page ends before, and whether all rows are there."""

    days: tuple[LookDay, ...]
    older: date | None
    rows: Count


def looks_at(plan: Plan, reader: Actor, discretion: Discretion, *, before: date) -> Looks:
    """The looks of people at work in the thirty days before a day, as far as this reader may know of them."""
    since = before - timedelta(days=DAYS)
    compartments = known_to(reader=reader.id, child=plan.child_id, why=grounds_of(plan))
    told = _told(plan, compartments)
    rows = rows_told(plan, compartments, before=before)
    older = told.filter(at__lt=_start(since)).exists()
    return Looks(
        days=_days(list(rows), discretion),
        older=since if older else None,
        rows=count_rows(
            plan.municipality_id,
            child=plan.child_id,
            matter=plan.pk,
            compartments=compartments - {own(reader.id)},  # where each opening of this very page adds one
        ),
    )


def rows_told(plan: Plan, compartments: frozenset[str], *, before: date) -> QuerySet[AuditEntry]:
    """The rows of the log in some compartments that tell of a look at work, in the thirty days before a day."""
    since = _start(before - timedelta(days=DAYS))
    rows = _told(plan, compartments).filter(at__gte=since, at__lt=_start(before))
    return rows.only("at", "actor", "service", "event", "grounds", "details").order_by("at", "id")


def _told(plan: Plan, compartments: frozenset[str]) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(
        municipality=plan.municipality_id,
        child=plan.child_id,
        matter=plan.pk,
        compartment__in=compartments,
        outcome=AuditEntry.Outcome.READ,
        actor_kind=ActorKind.WORKER,
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, NORWAY)


def _days(rows: list[AuditEntry], discretion: Discretion) -> tuple[LookDay, ...]:
    workers = Worker.objects.in_bulk({row.actor for row in rows})
    services = Service.objects.in_bulk({row.service for row in rows if row.service})
    days: dict[date, dict[tuple[UUID, UUID | None], list[AuditEntry]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        days[day_of(row.at)][row.actor, row.service].append(row)

    def look(who: tuple[UUID, UUID | None], seen: list[AuditEntry]) -> Look:
        worker, service = workers.get(who[0]), services.get(who[1]) if who[1] else None
        events = {Event(row.event) for row in seen}
        if Event.PLAN_READ in events:
            events.discard(Event.PLAN_LISTED)
        read = {row.details.get("part") for row in seen}
        return Look(
            who=discretion.contact(worker, service) if worker and service else None,
            how=tuple(SENTENCES[event].words for event in HOW if event in events),
            kinds=tuple(kind for code, kind in information_types().items() if code in read),
            why=_why(row for row in seen if row.event in OF_PLAN),
        )

    return tuple(
        LookDay(day, tuple(sorted((look(who, seen) for who, seen in days[day].items()), key=_by_name)))
        for day in sorted(days, reverse=True)
    )


def _by_name(look: Look) -> tuple[str, str]:
    return (look.who.name, str(look.who.place)) if look.who else ("", "")


def _why(rows: Iterable[AuditEntry]) -> tuple[Ground, ...]:
    codes = {code for row in rows for code in row.grounds}
    return tuple({g.words: g for g in grounds().all if g.code in codes}.values())
