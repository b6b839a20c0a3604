"""My unit: for the one who leads it, who holds what and where time runs out. Who and when, never what is written."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Count, DateField, Q, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from helhet.access.filter import grounds_of
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.models import Clock
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.deadlock import WAITS
from helhet.core.moments import day_of
from helhet.people.keys import Key
from helhet.people.models import Cover, Membership, Service, Worker
from helhet.plans.models import Baton, BatonOffer, Deadlock, Plan
from helhet.plans.queries.day import MINE, padded_keys

PAGE = 50
"""How many of the unit's plans stand on one page."""
LATE = 50
"""How many of the deadlines that have passed are told of by name: the earliest in the unit."""
NO_DAY = date.max
"""Where a plan without a day for its next evaluation stands: last."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone in the unit: how many batons they hold for it, and which of their deadlines have passed."""

    membership: Membership
    batons: int
    overdue: tuple[Clock, ...]
    """Those that are among the earliest in the unit."""
    overdue_more: int
    """How many there are besides."""

    @property
    def worker(self) -> Worker:
        """Who it is."""
        return self.membership.worker

    @property
    def leads(self) -> bool:
        """The unit's leader."""
        return self.membership.service.leader_id == self.membership.worker_id


@dataclass(frozen=True, slots=True)
class Held:
    """A plan whose baton is in the unit, and who has been asked to be next."""

    plan: Plan
    offer: BatonOffer | None
    stuck: Deadlock | None
    """It waits for an answer."""


class Mark(NamedTuple):
    """Where a part of the unit's plans ends: at the last of them."""

    day: date
    plan: UUID


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything on the leader's page."""

    service: Service
    people: tuple[Colleague, ...]
    held: tuple[Held, ...]
    """Of the plans held in the unit those to be evaluated next."""
    more: Mark | None
    """Where the others begin."""
    covers: tuple[Cover, ...]


def led_service(actor: Actor) -> Service:
    """The service acted for, if the actor leads it. Raises Http404."""
    led = Service.objects.filter(pk=actor.service, leader=actor.id) if actor.service else Service.objects.none()
    service = led.first()
    if service is None:
        raise Http404
    return service


def unit_page(actor: Actor, *, at: datetime, after: Mark | None = None) -> UnitPage:
    """Read the unit for its leader; each plan shown is logged as seen in a list. Raises Http404."""
    service, on = led_service(actor), day_of(at)
    held, more = _held(service, actor, at, after)
    return UnitPage(service=service, people=_people(service, on), held=held, more=more, covers=covers_in(service, on))


def members_of(service: Service, on: date) -> tuple[Membership, ...]:
    """Who has a place in the service now, by name."""
    return tuple(
        Membership.objects.filter(service=service, since_on__lte=on, ended_on=None)
        .select_related("worker", "service")
        .order_by("worker__name", "id")
    )


def place_in(service: Service, membership: UUID, on: date) -> Membership:
    """One place in the service. Raises Http404."""
    found = next((one for one in members_of(service, on) if one.pk == membership), None)
    if found is None:
        raise Http404
    return found


def batons_of(membership: Membership) -> int:
    """How many batons would be the leader's if this person left."""
    return Baton.objects.filter(holder=membership.worker_id, service=membership.service_id, until_at=None).count()


def covers_in(service: Service, on: date) -> tuple[Cover, ...]:
    """The absences of today and to come."""
    return tuple(
        Cover.objects.filter(service=service, until_on__gte=on)
        .select_related("absent", "covered_by")
        .order_by("from_on", "absent__name", "id")
    )


def _people(service: Service, on: date) -> tuple[Colleague, ...]:
    members = members_of(service, on)
    held = Baton.objects.filter(service=service, until_at=None)
    batons = dict(held.values_list("holder").annotate(Count("pk")).order_by("holder"))
    # Plans only: what waits around a wonder note is its author's, and reaches the leader when it is shared.
    late = Clock.objects.filter(
        leader=service.leader_id,
        owner__in=[one.worker_id for one in members],
        matter_kind="plan",
        ended_at=None,
        due_on__lt=on,
    )
    in_all = dict(late.values_list("owner").annotate(Count("pk")).order_by("owner"))
    overdue: dict[UUID, list[Clock]] = defaultdict(list)
    for clock in late.order_by("due_on", "id")[:LATE]:
        overdue[clock.owner_id].append(clock)
    return tuple(
        Colleague(
            membership=one,
            batons=batons.get(one.worker_id, 0),
            overdue=tuple(overdue[one.worker_id]),
            overdue_more=in_all.get(one.worker_id, 0) - len(overdue[one.worker_id]),
        )
        for one in members
    )


def _held(service: Service, actor: Actor, at: datetime, after: Mark | None) -> tuple[tuple[Held, ...], Mark | None]:
    """A part of the unit's plans, in the order of their next evaluation, and where the next part begins."""
    here = Plan.objects.filter(baton__service=service, baton__until_at=None).annotate(
        day=Coalesce("next_evaluation_on", Value(NO_DAY, output_field=DateField()))
    )
    if after:
        here = here.filter(Q(day__gt=after.day) | Q(pk__gt=after.plan), day__gte=after.day)
    found = list(here.order_by("day", "pk").values_list("municipality_id", "pk", "day")[: PAGE + 1])
    page = found[:PAGE]
    with transaction.atomic():
        keys = {Key(municipality, pk) for municipality, pk, _day in page}
        seen = MINE.rows(actor, day_of(at), **padded_keys(keys)) if keys else []
        plans = sorted(seen, key=lambda plan: (plan.next_evaluation_on or NO_DAY, plan.child.name, plan.pk))
        trail.record_reads(Event.PLAN_LISTED, about=[(p, grounds_of(p)) for p in plans], actor=actor, at=at)
    shown: dict[str, Any] = {
        "municipality__in": {plan.municipality_id for plan in plans},
        "plan__in": [plan.pk for plan in plans],
    }
    open_offers = BatonOffer.objects.filter(**shown, state=OfferState.OPEN)
    stuck = {one.plan_id: one for one in Deadlock.objects.filter(**shown, state__in=sorted(WAITS))}
    offers = {offer.plan_id: offer for offer in open_offers.select_related("to_worker", "to_service")}
    more = Mark(page[-1][2], page[-1][1]) if len(found) > PAGE else None
    return tuple(Held(plan, offers.get(plan.pk), stuck.get(plan.pk)) for plan in plans), more
