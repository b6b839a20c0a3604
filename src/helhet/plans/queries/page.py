"""All a worker's page about one plan shows: what is behind the plan's door, and the entries behind theirs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from helhet.access.conditions import bases_of, live_grants
from helhet.access.filter import grounds_of
from helhet.access.models import Grant
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.access import Ground, grounds
from helhet.core.actors import Actor
from helhet.core.doing import RESPONSIBLE, Act, Role
from helhet.core.guides import GuidePack, Level
from helhet.core.information import InformationType, information_types
from helhet.core.moments import day_of
from helhet.core.plan import HELD, PlanStatus
from helhet.core.processing import Rests
from helhet.people.keys import Key
from helhet.people.models import Cover, Service
from helhet.plans.models import (
    Baton,
    BatonOffer,
    Evaluation,
    MeasureEffect,
    Meeting,
    Participant,
    Participation,
    Plan,
)
from helhet.plans.queries.answers import offers_that_were_no
from helhet.plans.queries.deadlock import TOLD, ShownDeadlock, deadlocks_of
from helhet.plans.queries.doors import plan_for
from helhet.plans.queries.find import (
    INVITATIONS,
    child_waits,
    linked_plans,
    open_offer,
    place_among,
    waiting_meeting,
)
from helhet.plans.queries.parts import OfPlan
from helhet.plans.queries.reading import evaluations_open, purpose_for
from helhet.plans.queries.roles import acts_of, covers_of, current_baton, guide_of, in_health, roles_of, stands_outside
from helhet.plans.queries.work import ShownGoal, ShownMeasure, goals_of, open_measures
from helhet.plans.queries.written import Mark, Shown, written
from helhet.post.models import Letter
from helhet.post.queries import Receipt, receipts


@dataclass(frozen=True, slots=True)
class ShownEvaluation:
    """An evaluation: its words as far as this reader may see them."""

    evaluation: Evaluation
    reason: Shown
    child: Shown | None
    family: Shown | None
    tells_child_view: bool
    """Whether the child was asked, and why not, may be told: it is about the child's own words."""
    effects: tuple[MeasureEffect, ...]
    """How the measures worked, as told by those whose words this reader may know."""

    @property
    def at(self) -> datetime:
        """When it was concluded."""
        return self.evaluation.concluded_at


@dataclass(frozen=True, slots=True)
class Place:
    """A service in the plan: its people, what it may know, and where its invitation stands."""

    service: Service
    participation: Participation | None
    receipt: Receipt | None
    people: tuple[Participant, ...]
    knows: tuple[InformationType, ...]
    basis: Rests | None
    """On what basis it keeps what it knows; None where it has not come in yet."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything on the page. What this reader may not see is not in it."""

    plan: Plan
    purpose: str
    guide: GuidePack
    level: Level
    baton: Baton | None
    cover: Cover | None
    offer: BatonOffer | None
    offer_receipt: Receipt | None
    said_no: BatonOffer | None
    """The one last asked has not said yes, and nobody has been asked since; for those who can ask another."""
    tells_why: bool
    """Why somebody said no is for the one who answers for the plan; a leader sees who and when."""
    roles: frozenset[Role]
    """What the reader is in the plan today."""
    may: frozenset[Act]
    why: tuple[Ground, ...]
    goals: tuple[ShownGoal, ...]
    notes: tuple[Shown, ...]
    """The newest of the log."""
    older: Mark | None
    """Where the rest of the log begins."""
    meeting: Meeting | None
    child_waits: bool
    """The child has not been talked with before the meeting yet."""
    evaluations: tuple[ShownEvaluation, ...]
    deadlocks: tuple[ShownDeadlock, ...]
    """The times the plan has been stuck, the newest first."""
    places: tuple[Place, ...]
    mine: Participation | None
    """The place of the reader's service in the plan, asked or answered."""
    before: Plan | None = None
    """The closed plan this one continues."""
    after: Plan | None = None
    """The plan that was begun after this one."""

    @property
    def outside(self) -> bool:
        """What is written is not this reader's to read: they lead the unit, or are only asked."""
        return stands_outside(self.roles)

    @property
    def looked_back(self) -> tuple[ShownEvaluation | ShownDeadlock, ...]:
        """The evaluations, and the times the plan was stuck that are over; the newest first."""
        over = [one for one in self.deadlocks if not one.deadlock.going_on]
        return tuple(sorted([*self.evaluations, *over], key=lambda one: one.at, reverse=True))

    @property
    def open_measures(self) -> tuple[ShownMeasure, ...]:
        """The measures this reader may see that are not over."""
        return open_measures(self.goals)


def plan_page(actor: Actor, key: Key, *, at: datetime) -> PlanPage:
    """Read a plan for a worker; one line in the trail for the plan, one for each kind of information shown.

    Raises:
        Nothing: no such plan for this actor.
    """
    plan = plan_for(actor, key, at=at)
    return page_of(plan, actor, at=at)


def page_of(plan: Plan, actor: Actor, *, at: datetime) -> PlanPage:
    """The page of a plan that has come through its door."""
    on, guide = day_of(at), guide_of(plan)
    before, later = _linked(plan, actor, at)
    roles = roles_of(plan, actor, on)
    grants: list[Grant] = GRANTS.rows(plan, on=on)
    may = _may(plan, actor, roles, grants)
    baton = current_baton(plan)
    words, log = written(plan, actor, at=at)
    offer = open_offer(plan)
    meeting = waiting_meeting(plan) if plan.state in HELD else None
    deadlocks = deadlocks_of(plan, words) if roles and plan.state is not PlanStatus.DRAFT else ()
    invitations = INVITATIONS.rows(plan)
    return PlanPage(
        plan=plan,
        purpose=purpose_for(plan, actor, on),
        guide=guide,
        level=guide.level(plan.level),
        baton=baton,
        cover=next(iter(covers_of(baton, on)), None) if baton else None,
        offer=offer,
        said_no=_said_no(plan, on) if Act.OFFER_BATON in may else None,
        tells_why=bool(roles & (RESPONSIBLE | {Role.LAST_HOLDER})),
        offer_receipt=receipts([offer], kind=Letter.Kind.QUESTION).get(offer.pk) if offer else None,
        roles=roles,
        may=may,
        why=tuple(grounds().by_code(code) for code in grounds_of(plan)),
        goals=goals_of(plan, words),
        notes=log.notes,
        older=log.older,
        meeting=meeting,
        child_waits=meeting is not None and child_waits(meeting),
        evaluations=_evaluations(plan, words, actor, on),
        deadlocks=deadlocks,
        places=_places_for(plan, actor, roles, invitations, grants),
        mine=place_among(invitations, actor),
        before=before,
        after=later,
    )


def _may(plan: Plan, actor: Actor, roles: frozenset[Role], grants: list[Grant]) -> frozenset[Act]:
    """What the page offers. A service the child alone has let in does nothing here that the family would learn of."""
    known = {grant.service_id for grant in grants if not grant.by_child_alone}
    alone = {grant.service_id for grant in grants} - known
    may = acts_of(plan, roles)
    return may - TOLD if actor.service in alone else may


def _linked(plan: Plan, actor: Actor, at: datetime) -> tuple[Plan | None, Plan | None]:
    """The plan before and the one after, where the actor may open them; logged as seen in a list."""
    with transaction.atomic():
        plans = linked_plans(plan, actor, on=day_of(at))
        trail.record_reads(Event.PLAN_LISTED, about=[(p, grounds_of(p)) for p in plans], actor=actor, at=at)
    before = next((one for one in plans if one.pk == plan.continues_id), None)
    return before, next((one for one in reversed(plans) if one.continues_id == plan.pk), None)


def _said_no(plan: Plan, on: date) -> BatonOffer | None:
    found: BatonOffer | None = SAID_NO.first(plan, on=on)
    return found


SAID_NO = OfPlan(BatonOffer, lambda offers, of: offers_that_were_no(offers, on=of["on"]), on=date)
"""The offers of the baton that ended without a yes."""


def _evaluations(plan: Plan, words: Mapping[UUID, Shown], actor: Actor, on: date) -> tuple[ShownEvaluation, ...]:
    rows: list[Evaluation] = EVALUATIONS.rows(plan)
    if not rows:
        return ()
    effects: dict[UUID, list[MeasureEffect]] = defaultdict(list)
    for effect in EFFECTS.rows(plan):
        effects[effect.evaluation_id].append(effect)
    open_to = {
        MeasureEffect.SeenBy.PROFESSIONAL: evaluations_open(plan, "agreement", actor, on),
        MeasureEffect.SeenBy.FAMILY: evaluations_open(plan, "home", actor, on),
        MeasureEffect.SeenBy.CHILD: evaluations_open(plan, "child_voice", actor, on),
    }
    return tuple(
        ShownEvaluation(
            one,
            words[one.reason_id],
            words.get(one.child_entry_id) if one.child_entry_id else None,
            words.get(one.family_entry_id) if one.family_entry_id else None,
            tells_child_view=one.pk in open_to[MeasureEffect.SeenBy.CHILD],
            effects=tuple(
                effect for effect in effects[one.pk] if one.pk in open_to[MeasureEffect.SeenBy(effect.seen_by)]
            ),
        )
        for one in rows
        if one.reason_id in words
    )


EVALUATIONS = OfPlan(
    Evaluation, lambda rows, _of: rows.select_related("meeting", "asked_by").order_by("-concluded_at", "id")
)
EFFECTS = OfPlan(MeasureEffect, lambda rows, _of: rows.order_by("id"), plan="evaluation__plan")


def _places_for(
    plan: Plan, actor: Actor, roles: frozenset[Role], invitations: list[Participation], grants: list[Grant]
) -> tuple[Place, ...]:
    """Who else takes part is for those who take part. One who leads the unit, or is only asked, sees their own."""
    places = _places(plan, actor, roles, invitations, grants)
    return tuple(place for place in places if place.service.pk == actor.service) if stands_outside(roles) else places


def _places(
    plan: Plan, actor: Actor, roles: frozenset[Role], invitations: list[Participation], grants: list[Grant]
) -> tuple[Place, ...]:
    """The services inside the consent today. One that has left it is not told of.

    What the child alone has said yes to is told to those who may know, and to the service it is said to.
    """
    types = information_types()
    knows: dict[UUID, set[str]] = defaultdict(set)
    services: dict[UUID, Service] = {}
    secret = not in_health(actor, roles)
    for grant in grants:
        if secret and grant.by_child_alone and grant.service_id != actor.service:
            continue
        knows[grant.service_id].add(grant.information_type)
        services[grant.service_id] = grant.service
    places = {one.service_id: one for one in invitations}
    way = receipts([p for p in places.values() if not p.answer], kind=Letter.Kind.QUESTION)
    people: dict[UUID, list[Participant]] = defaultdict(list)
    for one in PEOPLE.rows(plan):
        people[one.service_id].append(one)
    bases = bases_of(municipality=plan.municipality_id, matter=plan.pk)
    return tuple(
        Place(
            service,
            places.get(key),
            way.get(places[key].pk) if key in places else None,
            tuple(people[key]),
            tuple(types[code] for code in types if code in knows[key]),
            bases.get(key),
        )
        for key, service in services.items()
    )


GRANTS = OfPlan(
    Grant,
    lambda rows, of: (rows & live_grants(of["on"])).select_related("service").order_by("service__name", "id"),
    plan="matter",
    on=date,
)
PEOPLE = OfPlan(
    Participant, lambda rows, _of: rows.filter(left_at=None).select_related("worker").order_by("since_at", "id")
)
