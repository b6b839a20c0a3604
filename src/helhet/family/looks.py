"""Who has looked (innsynsloggen), as the family reads it: a line a day for each person.

Settled, 1: the log's numbers tell nothing hidden. The trail notes which kinds of information somebody was shown, and
the kind alone could give away a text kept from this reader. So a kind is told only where a text of that kind, which
this reader may see, was open to that person at that moment; then it would stand in the trail without the hidden one
as well. The reasons told are those for opening the plan, which no single text decides, and the pages are stretches of
days, so that nothing can be counted.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from helhet.access.models import ConsentException, Grant
from helhet.audit.events import SENTENCES, Event
from helhet.audit.models import AuditEntry
from helhet.core.access import Ground, grounds
from helhet.core.actors import Actor, ActorKind
from helhet.core.information import InformationType, information_types
from helhet.core.moments import NORWAY, day_of
from helhet.family.discretion import Contact, Discretion
from helhet.people.models import Service, Worker
from helhet.plans.models import Entry, Participant, Plan

DAYS = 30
"""The days on one page."""

OF_PLAN = (Event.PLAN_READ, Event.PLAN_LISTED)
OF_ENTRIES = (Event.ENTRY_READ, Event.OWN_RECORD_READ)

TOLD_APART = "entry_disclosed"
"""A look that rests on a disclosure alone is not told here: the disclosure itself is, once the family knows of it."""


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
    """The days of one page, newest first, and the day the next, older page ends before."""

    days: tuple[LookDay, ...]
    older: date | None


def looks_at(plan: Plan, reader: Actor, entries: dict[UUID, Entry], discretion: Discretion, *, before: date) -> Looks:
    """The looks of people at work in the thirty days before a day. `entries` are those the reader may see."""
    since = before - timedelta(days=DAYS)
    of_plan = _reads(plan).filter(event__in=OF_PLAN, object=plan.pk)
    of_entries = _reads(plan).filter(event__in=OF_ENTRIES, object__in=[plan.pk, *entries])
    rows = (of_plan | of_entries).filter(at__gte=_start(since), at__lt=_start(before))
    days = _days(list(rows.order_by("at", "id")), _Parts.of(plan, reader, entries), discretion)
    older = of_plan.filter(at__lt=_start(since)).exists()
    return Looks(days=days, older=since if older else None)


def _reads(plan: Plan) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(
        municipality=plan.municipality_id,
        child=plan.child_id,
        outcome=AuditEntry.Outcome.READ,
        actor_kind=ActorKind.WORKER,
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, NORWAY)


def _days(rows: list[AuditEntry], parts: "_Parts", discretion: Discretion) -> tuple[LookDay, ...]:
    workers = Worker.objects.in_bulk({row.actor for row in rows})
    services = Service.objects.in_bulk({row.service for row in rows if row.service})
    days: dict[date, dict[tuple[UUID, UUID | None], list[AuditEntry]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.grounds != [TOLD_APART] and not parts.secret(row) and (row.event in OF_PLAN or parts.told(row)):
            days[day_of(row.at)][row.actor, row.service].append(row)

    def look(who: tuple[UUID, UUID | None], seen: list[AuditEntry]) -> Look:
        worker, service = workers.get(who[0]), services.get(who[1]) if who[1] else None
        events = {Event(row.event) for row in seen}
        if Event.PLAN_READ in events:
            events.discard(Event.PLAN_LISTED)
        told = {parts.kind(row) for row in seen if row.event in OF_ENTRIES}
        return Look(
            who=discretion.contact(worker, service) if worker and service else None,
            how=tuple(SENTENCES[event].words for event in (*OF_PLAN, Event.OWN_RECORD_READ) if event in events),
            kinds=tuple(kind for code, kind in information_types().items() if code in told),
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


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was open to whom, and when, of the texts this reader may see."""

    entries: dict[UUID, Entry]
    grants: list[Grant]
    alone: list[Grant]
    """What the child alone has let in, where the reader is not the child."""
    exceptions: list[ConsentException]
    took_part: frozenset[tuple[UUID, UUID]]

    @classmethod
    def of(cls, plan: Plan, reader: Actor, entries: dict[UUID, Entry]) -> "_Parts":
        here = {"municipality_id": plan.municipality_id, "matter": plan.pk}
        grants = list(Grant.objects.filter(**here))
        alone = [grant for grant in grants if grant.by_child_alone and reader.id != plan.child_id]
        return cls(
            entries=entries,
            grants=[grant for grant in grants if grant not in alone],
            alone=alone,
            exceptions=list(ConsentException.objects.filter(**here)),
            took_part=frozenset(Participant.objects.of(plan=plan).values_list("worker_id", "service_id")),
        )

    def kind(self, row: AuditEntry) -> str:
        """The kind of information a row tells of."""
        entry = self.entries.get(row.object)
        return entry.information_type if entry else str(row.details.get("part", ""))

    def told(self, row: AuditEntry) -> bool:
        """The row would stand in the trail also without the texts this reader may not see."""
        if row.object in self.entries:
            return True
        kind = self.kind(row)
        through_consent = self._consented(row, kind) and not self._excepted(row, kind)
        return any(
            entry.information_type == kind and entry.written_at <= row.at and (through_consent or self._own(row, entry))
            for entry in self.entries.values()
        )

    def secret(self, row: AuditEntry) -> bool:
        """The service was in the plan by the child's own yes alone, of which this reader is not to know."""
        let_in, on = {grant.service_id for grant in self.alone if grant.given_at <= row.at}, day_of(row.at)
        known = any(
            one.service_id == row.service and one.given_at <= row.at and one.from_on <= on for one in self.grants
        )
        return row.service in let_in and not known

    def _own(self, row: AuditEntry, entry: Entry) -> bool:
        took_part = entry.author_id == row.actor or (row.actor, row.service) in self.took_part
        return entry.service_id == row.service and took_part

    def _consented(self, row: AuditEntry, kind: str) -> bool:
        on = day_of(row.at)
        return any(
            (grant.service_id, grant.information_type) == (row.service, kind)
            and grant.given_at <= row.at
            and grant.from_on <= on <= grant.until_on
            and (grant.ended_at is None or row.at < grant.ended_at)
            for grant in self.grants
        )

    def _excepted(self, row: AuditEntry, kind: str) -> bool:
        return any(
            one.service_id in (None, row.service)
            and one.worker_id in (None, row.actor)
            and one.information_type in ("", kind)
            and one.made_at <= row.at
            and (one.ended_at is None or row.at < one.ended_at)
            for one in self.exceptions
        )
