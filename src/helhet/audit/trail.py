"""Writing the trail: always in the transaction of the change or the look it tells of."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from itertools import chain
from typing import NamedTuple, Protocol
from uuid import UUID

from helhet.audit.append import NewRow, append
from helhet.audit.events import Event
from helhet.audit.models import INSTALLATION, AuditEntry
from helhet.core.access import grounds as rule_set
from helhet.core.actors import Actor
from helhet.core.compartments import WORK, by_reasons, of_look

Detail = str | int | bool | date | UUID | Enum | None


class Traceable(Protocol):
    """What the trail can be about: any row about a child."""

    @property
    def pk(self) -> UUID: ...
    @property
    def municipality_id(self) -> UUID: ...
    @property
    def child_id(self) -> UUID: ...
    @property
    def trail_matter(self) -> UUID | None: ...
    @property
    def trail_compartment(self) -> str: ...
    @property
    def trail_part(self) -> str: ...


def record(event: Event, *, about: Traceable, actor: Actor, at: datetime, **details: Detail) -> None:
    """Record that something was done. Details are codes, days and ids, never words somebody wrote."""
    append([_row(event, about, actor, at, AuditEntry.Outcome.DONE, (), details, WORK)])


def record_read(event: Event, *, about: Traceable, actor: Actor, at: datetime, grounds: Iterable[str]) -> None:
    """Record a look and every ground it rested on."""
    append(list(_looks(event, about, actor, at, grounds, Part(about.trail_part, about.trail_compartment))))


class Part(NamedTuple):
    """A kind of information that was shown, and the compartment of the log that may know of it."""

    kind: str
    told_to: str


def record_parts(
    event: Event, *, about: Traceable, actor: Actor, at: datetime, parts: Mapping[Part, Iterable[str]]
) -> None:
    """Record which kinds of information were shown of one thing, and the grounds of each.

    A row for each kind and compartment: what rests on texts kept from the guardians never stands in a row told to them.
    """
    looks = (_looks(event, about, actor, at, grounds, part) for part, grounds in sorted(parts.items()))
    append(list(chain.from_iterable(looks)))


def record_reads(event: Event, *, about: Iterable[tuple[Traceable, Iterable[str]]], actor: Actor, at: datetime) -> None:
    """Record a list that was seen: a row for each thing shown, in one statement."""
    looks = (
        _looks(event, one, actor, at, grounds, Part(one.trail_part, one.trail_compartment)) for one, grounds in about
    )
    append(list(chain.from_iterable(looks)))


def record_refusal(event: Event, *, kind: str, key: UUID, about: Traceable | None, actor: Actor, at: datetime) -> None:
    """Record that a door stayed shut; `about` is None where nothing stood behind it."""
    row = NewRow(
        at=at,
        municipality=about.municipality_id if about else INSTALLATION,
        child=about.child_id if about else None,
        matter=about.trail_matter if about else None,
        compartment=WORK,
        object_kind=kind,
        object=key,
        event=str(event),
        outcome=AuditEntry.Outcome.REFUSED.value,
        actor_kind=str(actor.kind),
        actor=actor.id,
        service=actor.service,
        grounds=(),
        grounds_version=rule_set().version,
        request=actor.request_id,
        details=(),
    )
    append([row])


def record_apart(event: Event, *, kind: str, key: UUID, actor: Actor, at: datetime, **details: Detail) -> None:
    """Record something that is about no child: cover for a worker, a worker who leaves. In the installation's log."""
    row = NewRow(
        at=at,
        municipality=INSTALLATION,
        child=None,
        matter=None,
        compartment=WORK,
        object_kind=kind,
        object=key,
        event=str(event),
        outcome=AuditEntry.Outcome.DONE.value,
        actor_kind=str(actor.kind),
        actor=actor.id,
        service=actor.service,
        grounds=(),
        grounds_version="",
        request=actor.request_id,
        details=_details(details),
    )
    append([row])


def _looks(
    event: Event,
    about: Traceable,
    actor: Actor,
    at: datetime,
    grounds: Iterable[str],
    part: Part,
) -> Iterator[NewRow]:
    """A row; more where a reason for the look is itself told to fewer than the rest (core/compartments.py)."""
    details: dict[str, Detail] = {"part": part.kind} if part.kind else {}
    for told_to, codes in by_reasons(grounds, of_look(actor, part.told_to)).items():
        yield _row(event, about, actor, at, AuditEntry.Outcome.READ, codes, details, told_to)


def _row(
    event: Event,
    about: Traceable,
    actor: Actor,
    at: datetime,
    outcome: AuditEntry.Outcome,
    grounds: Iterable[str],
    details: Mapping[str, Detail],
    compartment: str,
) -> NewRow:
    return NewRow(
        at=at,
        municipality=about.municipality_id,
        child=about.child_id,
        matter=about.trail_matter,
        compartment=compartment,
        object_kind=type(about).__name__.lower(),
        object=about.pk,
        event=str(event),
        outcome=outcome.value,
        actor_kind=str(actor.kind),
        actor=actor.id,
        service=actor.service,
        grounds=tuple(sorted(grounds)),
        grounds_version=rule_set().version,
        request=actor.request_id,
        details=_details(details),
    )


def _details(details: Mapping[str, Detail]) -> tuple[tuple[str, str | int | bool | None], ...]:
    return tuple((name, _plain(value)) for name, value in details.items())


def _plain(value: Detail) -> str | int | bool | None:
    """A detail as the log keeps it. A text must be a code: short, and without a space of any kind."""
    if isinstance(value, bool | int) or value is None:
        return value
    text = str(value.value if isinstance(value, Enum) else value)
    if any(c.isspace() for c in text) or len(text) > 64:
        raise ValueError("the trail holds codes, not words")
    return text
