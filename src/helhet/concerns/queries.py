"""Reading wonder notes: the door, the author's and the leader's lists, and what stands around one note."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from helhet.access.door import Door
from helhet.access.filter import grounds_of
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.models import Clock
from helhet.concerns.grounds import bind_concern
from helhet.concerns.models import Concern, ConcernTalk, ProtectionReport
from helhet.core import guides
from helhet.core.access import Resource
from helhet.core.actors import Actor
from helhet.core.guides import FormField, GuidePack
from helhet.core.moments import day_of
from helhet.core.services import ServiceType
from helhet.people.keys import Key
from helhet.people.models import Organisation, Service

FORM = "concern"
"""The guide pack's form a note follows."""
DECIDE = "concern_decide"
"""The guide pack's clock that runs until the note is decided (R3)."""
FEEDBACK = "DL-BVL-13-3-1"
"""The law's clock for the answer to whoever reported (bvl. § 13-3, first paragraph)."""
PART = 20
"""How many decided notes a page shows."""

CONCERN = Door(Resource.CONCERN, Concern.objects, bind_concern, Event.CONCERN_READ)


@dataclass(frozen=True, slots=True)
class Listed:
    """A note in a list, and the day it should be decided by; None once it is."""

    concern: Concern
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A report to child protection, and the last day child protection has to answer."""

    report: ProtectionReport
    due_on: date | None


def concern_for(actor: Actor, key: Key, *, at: datetime) -> Concern:
    """The note, if this actor wrote it or it is shared with them. Raises Nothing."""
    concern: Concern = CONCERN.look(key, actor=actor, on=day_of(at), at=at)
    return concern


def my_notes(actor: Actor, *, at: datetime) -> list[Listed]:
    """The undecided notes this actor may see, their own and those shared with them; what is due first comes first."""
    notes = list(_of(actor, day_of(at)).filter(decided_at=None))
    due = dict(
        Clock.objects.filter(
            municipality__in={note.municipality_id for note in notes},
            about__in=[note.pk for note in notes],
            code=DECIDE,
            ended_at=None,
        ).values_list("about", "due_on")
    )
    _seen(notes, actor, at)
    listed = [Listed(note, due.get(note.pk)) for note in notes]
    return sorted(listed, key=lambda one: (one.due_on or date.max, one.concern.written_at))


def decided_notes(actor: Actor, *, at: datetime, before: datetime | None = None) -> list[Concern]:
    """The decided notes, newest decision first: those decided before a moment, one part at a time."""
    rows = _of(actor, day_of(at)).filter(decided_at__isnull=False)
    if before:
        rows = rows.filter(decided_at__lt=before)
    notes = list(rows.order_by("-decided_at", "id")[:PART])
    _seen(notes, actor, at)
    return notes


def overdue_in_my_unit(actor: Actor, *, on: date) -> list[Clock]:
    """Notes in the unit this actor leads that nobody has decided in time: who wrote it and since when, not a word more.

    It is what the leader's reminder is about. The note itself opens only when its author shares it.
    """
    running = Clock.objects.filter(leader=actor.id, code=DECIDE, due_on__lte=on, ended_at=None)
    return list(running.exclude(owner=actor.id).select_related("owner").order_by("due_on", "id"))


def guide_of(concern: Concern) -> GuidePack:
    """The guide pack the note was begun with, in its version."""
    return guides.load(concern.guide, concern.guide_version)


def wrote(concern: Concern, actor: Actor) -> bool:
    """The actor is the one who wrote the note, acting for the service it was written in."""
    return concern.author_id == actor.id and concern.service_id == actor.service


def unfinished(concern: Concern) -> tuple[FormField, ...]:
    """The fields that need another look before the note is shared or decided: required and empty, or too long."""
    return tuple(field for field in guide_of(concern).form(FORM).fields if not _whole(field, concern.answers))


def decide_by(concern: Concern) -> date | None:
    """The day the note should be decided by; None once it is."""
    running = Clock.objects.filter(municipality=concern.municipality_id, about=concern.pk, code=DECIDE, ended_at=None)
    return running.values_list("due_on", flat=True).first()


def talks_of(concern: Concern) -> QuerySet[Any]:
    """The talks about the wonder, in the order they were held."""
    return ConcernTalk.objects.of(concern=concern).select_related("noted_by").order_by("held_on", "noted_at")


def talked_with_parents(concern: Concern) -> bool:
    """A talk with the parents is recorded, or why there was none."""
    parents = ConcernTalk.With.PARENTS
    return bool(concern.no_talk_reason) or talks_of(concern).filter(talked_with=parents).exists()


def reports_by(actor: Actor, concern: Concern) -> list[Sent]:
    """The reports this actor has sent. A report is its sender's own: nobody else is shown it (criterion 25)."""
    reports = list(
        ProtectionReport.objects.of(concern=concern).filter(recorded_by=actor.id).order_by("sent_on", "recorded_at")
    )
    due = dict(
        Clock.objects.filter(
            municipality=concern.municipality_id, about__in=[one.pk for one in reports], code=FEEDBACK, ended_at=None
        ).values_list("about", "due_on")
    )
    return [Sent(one, due.get(one.pk)) for one in reports]


def service_of(actor: Actor) -> Service:
    """The service a worker acts for, with its organisation and its leader."""
    assert actor.service is not None, "a worker acts for a service"
    return Service.objects.select_related("organisation", "leader").get(pk=actor.service)


def child_welfare_of(municipality: Organisation) -> Service | None:
    """The municipality's child welfare service, where it is known here."""
    return Service.objects.filter(organisation=municipality, type=ServiceType.CHILD_WELFARE).order_by("name").first()


def municipalities_for(service: Service, *, on: date) -> QuerySet[Organisation]:
    """Where a child a service wonders about can live: its own municipality; for a county or a hospital, one of several.

    A municipality holds the note (its number's own days count); the service that writes it controls it.
    """
    own = service.organisation
    kind = Organisation.Kind
    municipalities = Organisation.objects.filter(kind=kind.MUNICIPALITY)
    if own.kind == kind.MUNICIPALITY:
        return municipalities.filter(pk=own.pk)
    county = own.pk if own.kind == kind.COUNTY else own.parent_id
    if county:
        municipalities = municipalities.filter(parent=county)
    standing = (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_until=None) | Q(valid_until__gt=on))
    return municipalities.filter(standing).order_by("short_name")


def _of(actor: Actor, on: date) -> Any:
    """Those the actor wrote or was given, through the door's own filter."""
    mine = Concern.objects.filter(Q(author=actor.id) | Q(shared_with=actor.id))
    return CONCERN.list(mine, actor=actor, on=on).select_related("child", "author", "shared_with")


def _seen(notes: Iterable[Concern], actor: Actor, at: datetime) -> None:
    trail.record_reads(Event.CONCERN_LISTED, about=[(note, grounds_of(note)) for note in notes], actor=actor, at=at)


def _whole(field: FormField, answers: dict[str, str]) -> bool:
    answer = answers.get(field.key, "")
    return (bool(answer) or not field.required) and len(answer) <= (field.max_length or len(answer))
