"""Writing the trail: always in the transaction of the change or the look it tells of."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Protocol
from uuid import UUID

from helhet.audit.events import Event
from helhet.audit.models import AuditEntry
from helhet.core.access import grounds as rule_set
from helhet.core.actors import Actor

INSTALLATION = UUID(int=0)
"""Stands where a municipality's id would, in what is about no child: every row of the trail lies somewhere."""

Detail = str | int | bool | date | UUID | Enum | None


class Traceable(Protocol):
    """What the trail can be about: any row about a child."""

    @property
    def pk(self) -> UUID: ...
    @property
    def municipality_id(self) -> UUID: ...
    @property
    def child_id(self) -> UUID: ...


def record(event: Event, *, about: Traceable, actor: Actor, at: datetime, **details: Detail) -> None:
    """Record that something was done. Details are codes, days and ids, never words somebody wrote."""
    _entry(event, about, actor, at, AuditEntry.Outcome.DONE, (), details).save()


def record_read(event: Event, *, about: Traceable, actor: Actor, at: datetime, grounds: Iterable[str]) -> None:
    """Record a look and every ground it rested on."""
    _entry(event, about, actor, at, AuditEntry.Outcome.READ, grounds, {}).save()


def record_parts(
    event: Event, *, about: Traceable, actor: Actor, at: datetime, parts: Mapping[str, Iterable[str]]
) -> None:
    """Record which kinds of information were shown of one thing, and the grounds of each: a row a kind."""
    AuditEntry.objects.bulk_create(
        [
            _entry(event, about, actor, at, AuditEntry.Outcome.READ, grounds, {"part": part})
            for part, grounds in sorted(parts.items())
        ]
    )


def record_reads(event: Event, *, about: Iterable[tuple[Traceable, Iterable[str]]], actor: Actor, at: datetime) -> None:
    """Record a list that was seen: a row for each thing shown, in one statement."""
    AuditEntry.objects.bulk_create(
        [_entry(event, one, actor, at, AuditEntry.Outcome.READ, grounds, {}) for one, grounds in about]
    )


def record_refusal(event: Event, *, kind: str, key: UUID, about: Traceable | None, actor: Actor, at: datetime) -> None:
    """Record that a door stayed shut; `about` is None where nothing stood behind it."""
    AuditEntry(
        at=at,
        municipality=about.municipality_id if about else INSTALLATION,
        child=about.child_id if about else None,
        object_kind=kind,
        object=key,
        event=event,
        outcome=AuditEntry.Outcome.REFUSED,
        actor_kind=actor.kind,
        actor=actor.id,
        service=actor.service,
        grounds_version=rule_set().version,
        request=actor.request_id,
    ).save()


def record_apart(event: Event, *, kind: str, key: UUID, actor: Actor, at: datetime, **details: Detail) -> None:
    """Record something that is about no child: cover for a worker, a worker who leaves."""
    AuditEntry(
        at=at,
        municipality=INSTALLATION,
        object_kind=kind,
        object=key,
        event=event,
        outcome=AuditEntry.Outcome.DONE,
        actor_kind=actor.kind,
        actor=actor.id,
        service=actor.service,
        request=actor.request_id,
        details={name: _plain(value) for name, value in details.items()},
    ).save()


def _entry(
    event: Event,
    about: Traceable,
    actor: Actor,
    at: datetime,
    outcome: AuditEntry.Outcome,
    grounds: Iterable[str],
    details: dict[str, Detail],
) -> AuditEntry:
    return AuditEntry(
        at=at,
        municipality=about.municipality_id,
        child=about.child_id,
        object_kind=type(about).__name__.lower(),
        object=about.pk,
        event=event,
        outcome=outcome,
        actor_kind=actor.kind,
        actor=actor.id,
        service=actor.service,
        grounds=sorted(grounds),
        grounds_version=rule_set().version,
        request=actor.request_id,
        details={name: _plain(value) for name, value in details.items()},
    )


def _plain(value: Detail) -> str | int | bool | None:
    """A detail as the log keeps it. A text must be a code: short, and without a space of any kind."""
    if isinstance(value, bool | int) or value is None:
        return value
    text = str(value.value if isinstance(value, Enum) else value)
    if any(c.isspace() for c in text) or len(text) > 64:
        raise ValueError("the trail holds codes, not words")
    return text
