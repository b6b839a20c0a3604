"""What is told without consent: on which rules it can be, and what of it a reader at work may know."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from helhet.access.filter import grounds_of
from helhet.access.models import ConsentException, DemandMet, DisclosedItem, Disclosure
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.law.disclosing import duties_that_lift_nothing, giver_of_item, rules_to_disclose
from helhet.core.law.parameter import Demand, Parameter
from helhet.core.law.parameters import parameter
from helhet.core.law.regimes import Regime
from helhet.core.law.sharing import Services
from helhet.core.moments import day_of
from helhet.core.services import ServiceType
from helhet.people.models import Service, Worker
from helhet.people.queries import services_around
from helhet.plans.models import Entry, Participant
from helhet.plans.queries.doors import ENTRY

OUR_SHARE = 100
"""How many of the newest disclosures a page shows."""


@dataclass(frozen=True, slots=True)
class Told:
    """One disclosure, and those of its items the reader may see."""

    disclosure: Disclosure
    rule: Parameter
    entries: tuple[Entry, ...]
    met: tuple[DemandMet, ...] = ()
    """How what the rule demands was met; for the service that told."""


def may_disclose(entry: Entry, actor: Actor) -> bool:
    """It is for those of the service that wrote it who have a part in it to decide: its author, and its participants.

    The rule itself can ask for more (`Demand.DECIDED_BY_CONTROLLER`).
    """
    if entry.service_id != actor.service:
        return False
    takes_part = Participant.objects.of(plan=entry.plan).filter(worker=actor.id, service=actor.service)
    return entry.author_id == actor.id or takes_part.exists()


def receivers_of(entry: Entry) -> list[Service]:
    """The services something can be told to: all around the child's municipality, in the plan or not, but the own."""
    return [one for one in services_around(entry.municipality_id) if one.pk != entry.service_id]


def rules_for(entries: Collection[Entry], receiver: Service, on: date) -> tuple[Parameter, ...]:
    """The rules all of these can be told on, to this service, today; none is a plain answer too."""
    found: tuple[Parameter, ...] | None = None
    for entry in entries:
        rules = rules_to_disclose(
            _giver(entry), receiver.service_type, on, born_on=entry.plan.child.born_on
        )  # fmt: skip
        found = rules if found is None else tuple(rule for rule in found if rule in rules)
    return found or ()


def lifts_nothing(entry: Entry, receiver: Service, on: date) -> tuple[Parameter, ...]:
    """The duties to inform between the two that are no leave to tell."""
    return duties_that_lift_nothing(_giver(entry), receiver.service_type, on)


def objected(entries: Collection[Entry], *, service: Service, worker: Worker) -> bool:
    """The family has kept some of this back from this service or this person: a standing no."""
    one = next(iter(entries))
    kept_back = ConsentException.objects.filter(
        Q(service=None) | Q(service=service),
        Q(worker=None) | Q(worker=worker),
        Q(information_type="") | Q(information_type__in={entry.information_type for entry in entries}),
        municipality_id=one.municipality_id,
        matter=one.plan_id,
        ended_at=None,
    )
    return kept_back.exists()


def disclosures_of(entry: Entry, actor: Actor) -> tuple[Told, ...]:
    """The disclosures of one entry this reader may know of, newest first.

    The service that told knows of all it told, the receiver of what it was told. Everyone else learns of it when the
    family has: before that it would reach them by the side.
    """
    rows = (
        Disclosure.objects.filter(municipality_id=entry.municipality_id, items__item=entry.pk)
        .select_related("from_service", "to_service", "to_worker", "decided_by")
        .order_by("-decided_at", "id")
    )
    known = [row for row in rows if knows_of(row, actor)]
    met = DemandMet.objects.filter(municipality_id=entry.municipality_id, disclosure__in=known).order_by("demand")
    return tuple(
        Told(
            row,
            parameter(row.rule),
            (entry,),
            tuple(one for one in met if one.disclosure_id == row.pk and row.from_service_id == actor.service),
        )
        for row in known
    )


def knows_of(disclosure: Disclosure, actor: Actor) -> bool:
    """Whether a reader at work, who may see what was told, may also know that it was told."""
    told_me = (disclosure.to_worker_id, disclosure.to_service_id) == (actor.id, actor.service)
    return told_me or disclosure.from_service_id == actor.service or disclosure.family_told_on is not None


def disclosure_for(entry: Entry, key: UUID, actor: Actor) -> Disclosure:
    """One the actor's service has made of this entry. Raises Http404."""
    found = next(
        (
            told.disclosure
            for told in disclosures_of(entry, actor)
            if told.disclosure.pk == key and told.disclosure.from_service_id == actor.service
        ),
        None,
    )
    if found is None:
        raise Http404
    return found


def told_to_me(actor: Actor, *, at: datetime) -> tuple[Told, ...]:
    """What has been told to this worker, for the service acted for, without the family's yes; logged as read."""
    return _told(Disclosure.objects.filter(to_worker=actor.id, to_service=actor.service), actor, at=at, own=False)


def told_by_us(actor: Actor, *, at: datetime) -> tuple[Told, ...]:
    """What the actor's service has told others, of what the actor may see; logged as read."""
    return _told(Disclosure.objects.filter(from_service=actor.service), actor, at=at, own=True)


def _told(rows: QuerySet[Disclosure], actor: Actor, *, at: datetime, own: bool) -> tuple[Told, ...]:
    disclosures = list(
        rows.select_related("from_service", "to_service", "to_worker", "decided_by", "child").order_by(
            "-decided_at", "id"
        )[:OUR_SHARE]
    )
    where = {one.municipality_id for one in disclosures}
    items = DisclosedItem.objects.filter(municipality__in=where, disclosure__in=disclosures).order_by("id")
    told = [(item.disclosure_id, item.item) for item in items]
    with transaction.atomic():
        shown = ENTRY.list(
            Entry.objects.filter(municipality__in=where, pk__in=[item for _of, item in told]),
            actor=actor,
            on=day_of(at),
        ).select_related("author", "service", "plan__child")
        entries = {entry.pk: entry for entry in shown}
        read = Event.OWN_RECORD_READ if own else Event.ENTRY_READ
        trail.record_reads(read, about=[(one, grounds_of(one)) for one in entries.values()], actor=actor, at=at)
    found = (
        Told(
            one,
            parameter(one.rule),
            tuple(entries[item] for of, item in told if of == one.pk and item in entries),
        )
        for one in disclosures
    )
    return tuple(one for one in found if one.entries)


def _giver(entry: Entry) -> Services:
    return giver_of_item(
        writer=ServiceType(entry.service.type), source=ServiceType(entry.source.type), regime=Regime(entry.regime)
    )


def leader_decides(rule: Parameter) -> bool:
    """The rule wants the body's controller to decide, not the one at the desk."""
    return Demand.DECIDED_BY_CONTROLLER.value in rule.details.get("demands", ())
