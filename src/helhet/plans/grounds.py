"""How a plan, and an entry in it, say the conditions of the grounds as filters."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from helhet.access import conditions
from helhet.core.access import Condition
from helhet.core.actors import Actor, ActorKind
from helhet.core.baton import OfferState
from helhet.core.plan import HELD, PlanStatus
from helhet.people.models import Guardianship
from helhet.plans.models import Baton, BatonOffer, Participant, Participation, Plan

STATUSES = {
    Condition.DRAFT: [PlanStatus.DRAFT],
    Condition.OPEN: sorted(HELD),
    Condition.CLOSED: [PlanStatus.CLOSED],
}


def bind_plan(condition: Condition, actor: Actor, on: date) -> Q | bool:
    """A condition as said of a plan."""
    is_worker = actor.kind is ActorKind.WORKER
    match condition:
        case Condition.AUTHOR:
            return Q(**_me(actor, "author")) if is_worker else False
        case Condition.PARTICIPANT:
            return Q(Exists(_part_of(actor, "pk", left_at=None))) if is_worker else False
        case Condition.COVERS_HOLDER:
            return Q(Exists(_covered(actor, on, plan="pk"))) if is_worker else False
        case Condition.LEADS_HOLDER:
            held_here = _batons("pk").filter(until_at=None, service=actor.service)
            return Q(Exists(held_here)) if is_worker and actor.leads else False
        case Condition.INVITED:
            return Q(Exists(_invitations(actor))) if is_worker else False
        case Condition.OFFERED:
            return Q(Exists(_offers(actor, "pk"))) if is_worker else False
        case Condition.HOLDER:
            last = Baton.objects.filter(
                municipality=OuterRef("municipality"), pk=OuterRef("baton_id"), **_me(actor, "holder")
            )
            return Q(Exists(last)) if is_worker else False
        case Condition.SUBJECT:
            return Q(child=actor.id) if actor.kind is ActorKind.YOUNG_PERSON else False
        case Condition.GUARDIAN:
            return conditions.guardian(actor, on, child="child_id")
        case Condition.CONSENT:
            return conditions.consented(actor, on, matter="pk")
        case Condition.DRAFT | Condition.OPEN | Condition.CLOSED:
            return Q(status__in=STATUSES[condition])
        case _:
            return conditions.about_actor(condition, actor, on)


def bind_entry(condition: Condition, actor: Actor, on: date) -> Q | bool:
    """A condition as said of an entry: through the plan it stands in, and what kind of information it is."""
    is_worker = actor.kind is ActorKind.WORKER
    match condition:
        case Condition.OWN_SERVICE:
            mine = Q(author=actor.id) | Q(Exists(_part_of(actor, "plan_id")))
            return Q(service=actor.service) & mine if is_worker else False
        case Condition.PARTICIPANT:
            return Q(Exists(_part_of(actor, "plan_id", left_at=None))) if is_worker else False
        case Condition.COVERS_HOLDER:
            return Q(Exists(_covered(actor, on, plan="plan_id"))) if is_worker else False
        case Condition.OFFERED:
            return Q(Exists(_offers(actor, "plan_id"))) if is_worker else False
        case Condition.HOLDER:
            held = {f"baton__{name}": value for name, value in _me(actor, "holder").items()}
            return Q(Exists(_plan().filter(**held))) if is_worker else False
        case Condition.SUBJECT:
            mine = Q(Exists(_plan().filter(child=actor.id)))
            return mine if actor.kind is ActorKind.YOUNG_PERSON else False
        case Condition.GUARDIAN:
            return Q(Exists(_guarded(actor, on))) if actor.kind is ActorKind.GUARDIAN else False
        case Condition.CONSENT:
            return conditions.consented(actor, on, matter="plan_id", information_type="information_type")
        case Condition.EXCEPTED:
            return conditions.excepted(actor, matter="plan_id", information_type="information_type")
        case Condition.CLOSED_TO_GUARDIANS:
            return Q(closed_to_guardians_at__isnull=False)
        case Condition.OPEN | Condition.CLOSED:
            return Q(Exists(_plan().filter(status__in=STATUSES[condition])))
        case (
            Condition.REGIME_GENERAL
            | Condition.REGIME_HEALTH
            | Condition.REGIME_CHILD_WELFARE
            | Condition.REGIME_SOCIAL
        ):
            return conditions.regime(condition, information_type="information_type")
        case _:
            return conditions.about_actor(condition, actor, on)


def _me(actor: Actor, worker: str) -> dict[str, Any]:
    return {worker: actor.id, "service": actor.service}


def _part_of(actor: Actor, plan: str, **state: Any) -> QuerySet[Participant]:
    return Participant.objects.filter(
        municipality=OuterRef("municipality"), plan=OuterRef(plan), **_me(actor, "worker"), **state
    )


def _batons(plan: str) -> QuerySet[Baton]:
    return Baton.objects.filter(municipality=OuterRef("municipality"), plan=OuterRef(plan))


def _covered(actor: Actor, on: date, *, plan: str) -> QuerySet[Baton]:
    """The open stretch of the relay, where its holder is away today and the actor stands in, in the same service."""
    return _batons(plan).filter(
        until_at=None,
        service=actor.service,
        holder__absences__covered_by=actor.id,
        holder__absences__service=actor.service,
        holder__absences__from_on__lte=on,
        holder__absences__until_on__gte=on,
    )


def _invitations(actor: Actor) -> QuerySet[Participation]:
    """The actor is the one asked, on behalf of the service, and has not answered yet."""
    return Participation.objects.filter(
        municipality=OuterRef("municipality"),
        plan=OuterRef("pk"),
        answer="",
        left_at=None,
        **_me(actor, "invited_worker"),
    )


def _offers(actor: Actor, plan: str) -> QuerySet[BatonOffer]:
    """The baton is offered to the actor, who has not answered yet."""
    return BatonOffer.objects.filter(
        municipality=OuterRef("municipality"),
        plan=OuterRef(plan),
        state=OfferState.OPEN,
        to_worker=actor.id,
        to_service=actor.service,
    )


def _plan() -> QuerySet[Plan]:
    """The plan an entry stands in."""
    return Plan.objects.filter(municipality=OuterRef("municipality"), pk=OuterRef("plan_id"))


def _guarded(actor: Actor, on: date) -> QuerySet[Plan]:
    return _plan().filter(
        child__guardianships__guardian=actor.id,
        child__guardianships__responsibility=Guardianship.Responsibility.YES,
        child__guardianships__known_on__lte=on,
        child__guardianships__until_on__gt=on,
    )
