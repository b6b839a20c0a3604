"""What a worker is in a plan, and so what they may do there."""

from datetime import date
from uuid import UUID

from helhet.access.lookup import Lookup
from helhet.core import guides
from helhet.core.actors import Actor, ActorKind
from helhet.core.doing import TAKES_PART, Act, Role, check_may, may
from helhet.core.guides.model import GuidePack
from helhet.core.law.ages import pbrl_4_3_b_health_majority, vgml_8_of_age
from helhet.core.law.regimes import Regime
from helhet.core.law.who_consents import YOUNG_PERSON, who_consents
from helhet.core.plan import HELD, PlanStatus
from helhet.core.services import ServiceType
from helhet.people.models import Cover
from helhet.plans.models import Baton, Participant, Plan
from helhet.plans.queries.parts import OfPlan


def guide_of(plan: Plan) -> GuidePack:
    """The guide pack the plan is pinned to, in its version."""
    return guides.load(plan.guide, plan.guide_version)


def current_baton(plan: Plan) -> Baton | None:
    """The open stretch of the relay; after closing, the last one. None before consent.

    A plan that has come through its door has brought it along.
    """
    if Plan.baton.is_cached(plan):
        return plan.baton
    found: Baton | None = STRETCHES.first(plan, stretch=plan.baton_id) if plan.baton_id else None
    return found


STRETCHES = OfPlan(
    Baton,
    lambda rows, of: rows.filter(pk=of["stretch"]).select_related("holder", "service").order_by("pk"),
    stretch=UUID,
)
"""One stretch of the relay, with its holder."""


def roles_of(plan: Plan, actor: Actor, on: date) -> frozenset[Role]:
    """All the roles the actor has in the plan today, for the service acted for."""
    if actor.kind is not ActorKind.WORKER:
        return frozenset()
    roles = set()
    if (plan.author_id, plan.service_id, plan.state) == (actor.id, actor.service, PlanStatus.DRAFT):
        roles.add(Role.OPENER)
    baton = current_baton(plan)
    if baton and baton.service_id == actor.service:
        held = plan.state in HELD
        if baton.holder_id == actor.id:
            roles.add(Role.HOLDER if held else Role.LAST_HOLDER)
            if plan.state is PlanStatus.CLOSING:
                roles.add(Role.LAST_HOLDER)
        if held and actor.leads:
            roles.add(Role.LEADER)
        if held and covers(actor, baton, on):
            roles.add(Role.COVER)
    if PARTS.rows(plan, service=actor.service, worker=actor.id):
        roles.add(Role.PARTICIPANT)
        if actor.service_type is ServiceType.CHILD_WELFARE:
            roles.add(Role.CHILD_WELFARE)
        if actor.service_type is ServiceType.COORDINATING_UNIT:
            roles.add(Role.COORDINATING_UNIT)
    return frozenset(roles)


PARTS = OfPlan(
    Participant,
    lambda rows, of: rows.filter(service=of["service"], worker=of["worker"], left_at=None).order_by("pk"),
    service=UUID,
    worker=UUID,
)
"""A worker's part in a plan for a service."""


def stands_outside(roles: frozenset[Role]) -> bool:
    """Leads the unit, or is only asked: what is written, and who else takes part, is for those who take part."""
    return not roles - {Role.LEADER}


def covers(actor: Actor, baton: Baton, on: date) -> bool:
    """The actor stands in for the holder today."""
    return any(cover.covered_by_id == actor.id for cover in covers_of(baton, on))


def covers_of(baton: Baton, on: date) -> list[Cover]:
    """Who stands in for the holder today; the one for the shortest time first."""
    return COVERS.rows(absent=baton.holder_id, service=baton.service_id, on=on)


COVERS = Lookup(
    lambda of: (
        Cover.objects.filter(absent=of["absent"], service=of["service"], from_on__lte=of["on"], until_on__gte=of["on"])
        .select_related("covered_by")
        .order_by("until_on", "id")
    ),
    absent=UUID,
    service=UUID,
    on=date,
)


def may_ask_child_alone(plan: Plan, actor: Actor, on: date, *, roles: frozenset[Role] | None = None) -> bool:
    """Health personnel who take part may put a question to the child alone, at the age where the law lets it answer.

    Whether the parents are rightly kept out is their judgement, in words, and made before (pbrl. §§ 3-4 and 4-3).
    `roles` are the actor's own in the plan today, where the caller has asked for them already.
    """
    born_on = plan.child.born_on
    if plan.state is not PlanStatus.ACTIVE or actor.regime is not Regime.HEALTH or born_on is None:
        return False
    alone = who_consents(Regime.HEALTH, born_on, on, properly_hidden=True).required == YOUNG_PERSON
    majority = pbrl_4_3_b_health_majority(born_on, on).met is True  # from then on the ordinary question asks them alone
    return alone and not majority and bool((roles_of(plan, actor, on) if roles is None else roles) & TAKES_PART)


def knows_of_child_alone(plan: Plan, actor: Actor, on: date) -> bool:
    """Who may know that the child has been asked alone: health personnel who take part, and nobody else."""
    return in_health(actor, roles_of(plan, actor, on))


def in_health(actor: Actor, roles: frozenset[Role]) -> bool:
    """Health personnel who take part, in these roles."""
    return actor.regime is Regime.HEALTH and bool(roles & TAKES_PART)


def can_be_in_care(plan: Plan, on: date) -> bool:
    """Child welfare can have the care of a child; of nobody of age."""
    born_on = plan.child.born_on
    return born_on is not None and vgml_8_of_age(born_on, on).met is False


def may_do(plan: Plan, actor: Actor, on: date) -> frozenset[Act]:
    """Everything the actor may do in the plan now: what a page offers, and what an action demands."""
    return acts_of(plan, roles_of(plan, actor, on))


def acts_of(plan: Plan, roles: frozenset[Role]) -> frozenset[Act]:
    """Everything that can be done in the plan now in these roles."""
    guide = guide_of(plan)
    return frozenset(act for act in Act if may(act, status=plan.state, roles=roles, guide=guide))


def require(act: Act, plan: Plan, actor: Actor, on: date) -> None:
    """Raise NotYours unless the actor may do this in the plan now."""
    check_may(act, status=plan.state, roles=roles_of(plan, actor, on), guide=guide_of(plan))
