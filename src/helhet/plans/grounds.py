"""How a plan, and an entry in it, say the conditions of the grounds as filters."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from helhet.access import conditions
from helhet.access.conditions import Found
from helhet.core.access import Condition
from helhet.core.actors import Actor, ActorKind
from helhet.core.hiding import KEPT_FROM_PARENTS, HiddenFrom
from helhet.core.law.parameters import opening_value_on
from helhet.core.law.periods import latest_birth_of_age
from helhet.core.law.regimes import Regime
from helhet.core.plan import HELD, PlanStatus
from helhet.people.models import Person
from helhet.plans.models import Baton, BatonOffer, Hiding, Participant, Participation, Plan

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
            return Q(Found(_part_of(actor, "pk", left_at=None))) if is_worker else False
        case Condition.COVERS_HOLDER:
            return Q(Found(_covered(actor, on, plan="pk"))) if is_worker else False
        case Condition.LEADS_HOLDER:
            held_here = _batons("pk").filter(until_at=None, service=actor.service)
            return Q(Found(held_here)) if is_worker and actor.leads else False
        case Condition.INVITED:
            return Q(Found(_invitations(actor))) if is_worker else False
        case Condition.OFFERED:
            return Q(Found(_offers(actor, "pk"))) if is_worker else False
        case Condition.HOLDER:
            last = Baton.objects.filter(
                municipality=OuterRef("municipality"), pk=OuterRef("baton_id"), **_me(actor, "holder")
            )
            return Q(Found(last)) if is_worker else False
        case Condition.SUBJECT:
            return Q(child=actor.id) if actor.kind is ActorKind.YOUNG_PERSON else False
        case Condition.GUARDIAN:
            return conditions.guardian(actor, on, child="child_id")
        case Condition.CARER:
            return conditions.carer(actor, on, child="child_id")
        case Condition.CONSENT:
            return conditions.consented(actor, on, matter="pk", child="child_id")
        case Condition.DRAFT | Condition.OPEN | Condition.CLOSED:
            return Q(status__in=STATUSES[condition])
        case _:
            return conditions.about_actor(condition, actor, on)


def bind_entry(condition: Condition, actor: Actor, on: date) -> Q | bool:
    """A condition as said of an entry: through the plan it stands in, and what kind of information it is."""
    is_worker = actor.kind is ActorKind.WORKER
    match condition:
        case Condition.AUTHOR:
            return Q(**_me(actor, "author")) if is_worker else False
        case Condition.OWN_SERVICE:
            mine = Q(author=actor.id) | Q(Found(_part_of(actor, "plan_id")))
            return Q(service=actor.service) & mine if is_worker else False
        case Condition.PARTICIPANT:
            return Q(Found(_part_of(actor, "plan_id", left_at=None))) if is_worker else False
        case Condition.COVERS_HOLDER:
            return Q(Found(_covered(actor, on, plan="plan_id"))) if is_worker else False
        case Condition.OFFERED:
            return Q(Found(_offers(actor, "plan_id"))) if is_worker else False
        case Condition.HOLDER:
            held = {f"baton__{name}": value for name, value in _me(actor, "holder").items()}
            return Q(Found(_plan().filter(**held))) if is_worker else False
        case Condition.DISCLOSED_TO_ME:
            return conditions.disclosed_to(actor, item="pk")
        case Condition.SUBJECT:
            return Q(child_id=actor.id) if actor.kind is ActorKind.YOUNG_PERSON else False
        case Condition.GUARDIAN:
            return conditions.guardian(actor, on, child="child_id")
        case Condition.CARER:
            return conditions.carer(actor, on, child="child_id")
        case (
            Condition.LIFTED_GENERAL
            | Condition.LIFTED_HEALTH
            | Condition.LIFTED_CHILD_WELFARE
            | Condition.LIFTED_SOCIAL
            | Condition.LIFTED_FAMILY_COUNSELLING
        ):
            return conditions.lifted(condition, actor, on, matter="plan_id")
        case Condition.LIFTED_CHILD_ALONE:
            yes = conditions.lifted(condition, actor, on, matter="plan_id")
            return _kept_from_parents() & yes if isinstance(yes, Q) else yes
        case Condition.SHARED_MATTER:
            return ~(_kept_from_parents() & Q(Found(_alone_on_hidden_matters(on))))
        case Condition.EXCEPTED:
            return conditions.excepted(actor, matter="plan_id", item="pk")
        case Condition.HIDDEN_FROM_ME:
            return _hidden_from(actor)
        case Condition.REGIME_HEALTH:
            return Q(regime=Regime.HEALTH)
        case Condition.REGIME_GENERAL:
            return Q(regime=Regime.GENERAL)
        case Condition.REGIME_ADMINISTRATION:
            return ~Q(regime=Regime.HEALTH)
        case Condition.FROM_16:
            return conditions.of_age(condition, on, child="child_id")
        case Condition.SHIELDED:
            return conditions.shielded(on, child="child_id")
        case Condition.ABOUT_CHILD:
            return conditions.about_child(child="child_id")
        case Condition.ABOUT_ANOTHER:
            return conditions.about_another(actor, child="child_id")
        case Condition.THIRD_PARTY:
            return Q(third_party=True)
        case Condition.OPEN | Condition.CLOSED:
            return Q(Found(_plan().filter(status__in=STATUSES[condition])))
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
    """The actor is the one asked, on behalf of the service, and has not answered yet.

    "No answer yet" is asked of the moment, not of the answer: docs/decisions/0016-one-plan-for-each-statement.md.
    """
    return Participation.objects.filter(
        municipality=OuterRef("municipality"),
        plan=OuterRef("pk"),
        answered_at=None,
        left_at=None,
        **_me(actor, "invited_worker"),
    )


def _offers(actor: Actor, plan: str) -> QuerySet[BatonOffer]:
    """The baton is offered to the actor, who has not answered yet. Asked of the moment too."""
    return BatonOffer.objects.filter(
        municipality=OuterRef("municipality"),
        plan=OuterRef(plan),
        answered_at=None,
        to_worker=actor.id,
        to_service=actor.service,
    )


def _plan() -> QuerySet[Plan]:
    """The plan an entry stands in."""
    return Plan.objects.filter(municipality=OuterRef("municipality"), pk=OuterRef("plan_id"))


def _hidings() -> QuerySet[Hiding]:
    """What hides an entry today."""
    return Hiding.objects.filter(municipality=OuterRef("municipality"), entry=OuterRef("pk"), lifted_at=None)


def _kept_from_parents() -> Q:
    """Health personnel have found the matter rightly kept from the parents (pbrl. § 3-4 second and third para.)."""
    return Q(Found(_hidings().filter(reason__in=sorted(KEPT_FROM_PARENTS))))


def _hidden_from(actor: Actor) -> Q | bool:
    """A professional has hidden it from the reader: from all adults, from this one, or from the child."""
    match actor.kind:
        case ActorKind.GUARDIAN:
            return Q(Found(_hidings().filter(Q(hidden_from=HiddenFrom.GUARDIANS) | Q(person=actor.id))))
        case ActorKind.YOUNG_PERSON:
            return Q(Found(_hidings().filter(hidden_from=HiddenFrom.SUBJECT)))
        case _:
            return False


def _alone_on_hidden_matters(on: date) -> QuerySet[Person]:
    """The child is of the age at which what is rightly kept from the parents is its own to lift (pbrl. § 4-3)."""
    limits = opening_value_on("AGE-PBRL-4-3-C", on)
    assert limits.age_from is not None
    assert limits.age_to is not None
    return Person.objects.filter(
        municipality=OuterRef("municipality"),
        pk=OuterRef("child_id"),
        born_on__lte=latest_birth_of_age(limits.age_from, on),
        born_on__gt=latest_birth_of_age(limits.age_to, on),
    )
