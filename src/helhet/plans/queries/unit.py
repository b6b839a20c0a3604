"""My unit: for the one who leads it, who holds what and where time runs out. Who and when, never what is written."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from helhet.access.filter import grounds_of
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.models import Clock
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.moments import day_of
from helhet.people.models import Cover, Membership, Service, Worker
from helhet.plans.models import Baton, BatonOffer, Plan
from helhet.plans.queries.doors import PLAN


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone in the unit: how many batons they hold for it, and which of their deadlines have passed."""

    membership: Membership
    batons: int
    overdue: tuple[Clock, ...]

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


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything on the leader's page."""

    service: Service
    people: tuple[Colleague, ...]
    held: tuple[Held, ...]
    covers: tuple[Cover, ...]


def led_service(actor: Actor) -> Service:
    """The service acted for, if the actor leads it. Raises Http404."""
    led = Service.objects.filter(pk=actor.service, leader=actor.id) if actor.service else Service.objects.none()
    service = led.first()
    if service is None:
        raise Http404
    return service


def unit_page(actor: Actor, *, at: datetime) -> UnitPage:
    """Read the unit for its leader; each plan shown is logged as seen in a list. Raises Http404."""
    service, on = led_service(actor), day_of(at)
    return UnitPage(
        service=service, people=_people(service, on), held=_held(service, actor, at), covers=covers_in(service, on)
    )


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
    batons = Counter(Baton.objects.filter(service=service, until_at=None).values_list("holder_id", flat=True))
    overdue: dict[UUID, list[Clock]] = defaultdict(list)
    # Plans only: what waits around a wonder note is its author's, and reaches the leader when it is shared.
    late = Clock.objects.filter(
        leader=service.leader_id,
        owner__in=[one.worker_id for one in members],
        matter_kind="plan",
        ended_at=None,
        due_on__lt=on,
    )
    for clock in late.order_by("due_on", "id"):
        overdue[clock.owner_id].append(clock)
    return tuple(Colleague(one, batons[one.worker_id], tuple(overdue[one.worker_id])) for one in members)


def _held(service: Service, actor: Actor, at: datetime) -> tuple[Held, ...]:
    here = Plan.objects.filter(baton__service=service, baton__until_at=None)
    with transaction.atomic():
        plans = tuple(
            PLAN.list(here, actor=actor, on=day_of(at))
            .select_related("child", "baton__holder")
            .order_by("next_evaluation_on", "child__name", "id")
        )
        trail.record_reads(Event.PLAN_LISTED, about=[(p, grounds_of(p)) for p in plans], actor=actor, at=at)
    open_offers = BatonOffer.objects.filter(
        municipality__in={p.municipality_id for p in plans}, plan__in=[p.pk for p in plans], state=OfferState.OPEN
    )
    offers = {offer.plan_id: offer for offer in open_offers.select_related("to_worker", "to_service")}
    return tuple(Held(plan, offers.get(plan.pk)) for plan in plans)
