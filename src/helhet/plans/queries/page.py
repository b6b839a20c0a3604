"""All a worker's page about one plan shows: what is behind the plan's door, and the entries behind theirs."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, Q

from helhet.access.conditions import bases_of, live_grants
from helhet.access.filter import grounds_of
from helhet.access.models import Consent
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.audit.trail import Part
from helhet.core.access import Ground, grounds
from helhet.core.actors import Actor
from helhet.core.doing import RESPONSIBLE, Act, Role
from helhet.core.guides import GuidePack, Level
from helhet.core.information import InformationType, information_types
from helhet.core.moments import day_of
from helhet.core.plan import HELD
from helhet.core.processing import Rests
from helhet.measures.models import KnownMeasure
from helhet.measures.queries import known_by
from helhet.people.keys import Key
from helhet.people.models import Cover, Service
from helhet.plans.models import (
    Baton,
    BatonOffer,
    Entry,
    Evaluation,
    Goal,
    Measure,
    MeasureEffect,
    Meeting,
    Participant,
    Participation,
    Plan,
)
from helhet.plans.queries.answers import offers_that_were_no
from helhet.plans.queries.doors import OF_PLAN, plan_for
from helhet.plans.queries.find import child_waits, linked_plans, open_offer, waiting_meeting
from helhet.plans.queries.lost import waiting_for_someone
from helhet.plans.queries.reading import evaluations_open, purpose_for
from helhet.plans.queries.roles import acts_of, current_baton, guide_of, in_health, roles_of
from helhet.post.models import Letter
from helhet.post.queries import Receipt, receipts


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry, and why this reader sees it."""

    entry: Entry
    why: tuple[Ground, ...]

    @property
    def type(self) -> InformationType:
        """What kind of information it is."""
        return information_types()[self.entry.information_type]


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """A measure whose text this reader may see."""

    measure: Measure
    text: Shown
    waits: bool
    """Its responsible has left the plan, and nobody has taken it up since."""
    known: KnownMeasure | None = None
    """What it is in the register, where it is one."""


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """A goal whose text this reader may see, and what serves it."""

    goal: Goal
    text: Shown
    measures: tuple[ShownMeasure, ...]


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
    may: frozenset[Act]
    why: tuple[Ground, ...]
    goals: tuple[ShownGoal, ...]
    notes: tuple[Shown, ...]
    meeting: Meeting | None
    child_waits: bool
    """The child has not been talked with before the meeting yet."""
    evaluations: tuple[ShownEvaluation, ...]
    places: tuple[Place, ...]
    waiting: tuple[Consent, ...] = field(default=())
    before: Plan | None = None
    """The closed plan this one continues."""
    after: Plan | None = None
    """The plan that was begun after this one."""

    @property
    def open_measures(self) -> tuple[ShownMeasure, ...]:
        """The measures this reader may see that are not over: taken on, only asked for, or in want of somebody."""
        found = [m for goal in self.goals for m in goal.measures if m.waits or m.measure.state != Measure.State.ENDED]
        return tuple(sorted(found, key=lambda m: m.measure.evaluate_on))

    @property
    def running(self) -> tuple[ShownMeasure, ...]:
        """The measures this reader may see that somebody has taken on."""
        return tuple(m for goal in self.goals for m in goal.measures if m.measure.state == Measure.State.RUNNING)


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
    may = acts_of(plan, roles)
    baton = current_baton(plan)
    shown = entries_shown(plan, actor, at=at)
    goals = _goals(plan, shown)
    offer = open_offer(plan)
    meeting = waiting_meeting(plan) if plan.state in HELD else None
    on_their_own = {
        Entry.Kind.NOTE,
        Entry.Kind.GLIMPSE,
        Entry.Kind.CONCERN,
        Entry.Kind.STRENGTHS,
        Entry.Kind.MEETING,
        Entry.Kind.CLOSING,
    }
    corrected = {one.entry.corrects_id for one in shown.values() if one.entry.corrects_id}
    return PlanPage(
        plan=plan,
        purpose=purpose_for(plan, actor, on),
        guide=guide,
        level=guide.level(plan.level),
        baton=baton,
        cover=_cover(baton, at),
        offer=offer,
        said_no=_said_no(plan, on) if Act.OFFER_BATON in may else None,
        tells_why=bool(roles & (RESPONSIBLE | {Role.LAST_HOLDER})),
        offer_receipt=receipts([offer], kind=Letter.Kind.QUESTION).get(offer.pk) if offer else None,
        may=may,
        why=tuple(grounds().by_code(code) for code in grounds_of(plan)),
        goals=goals,
        notes=tuple(s for s in shown.values() if s.entry.kind in on_their_own and s.entry.pk not in corrected),
        meeting=meeting,
        child_waits=meeting is not None and child_waits(meeting),
        evaluations=_evaluations(plan, shown, actor, on),
        places=_places_for(plan, actor, roles, at),
        before=before,
        after=later,
        waiting=tuple(
            Consent.objects.filter(
                municipality_id=plan.municipality_id, matter=plan.pk, settled_at=None, hidden=False
            ).order_by("asked_at")
        ),
    )


def entries_shown(plan: Plan, actor: Actor, *, at: datetime) -> dict[UUID, Shown]:
    """The entries of a plan this actor may see, newest first, logged by the kinds of information they hold."""
    with transaction.atomic():
        rows = OF_PLAN.rows(actor, day_of(at), municipality=plan.municipality_id, plan=plan.pk)
        shown: dict[UUID, Shown] = {}
        parts: dict[Part, set[str]] = defaultdict(set)
        for entry in rows:
            entry.plan = plan
            codes = grounds_of(entry)
            shown[entry.pk] = Shown(entry, tuple(grounds().by_code(code) for code in codes))
            parts[Part(entry.information_type, entry.trail_compartment)].update(codes)
        trail.record_parts(Event.ENTRY_READ, about=plan, actor=actor, at=at, parts=parts)
    return shown


def _linked(plan: Plan, actor: Actor, at: datetime) -> tuple[Plan | None, Plan | None]:
    """The plan before and the one after, where the actor may open them; logged as seen in a list."""
    with transaction.atomic():
        plans = linked_plans(plan, actor, on=day_of(at))
        trail.record_reads(Event.PLAN_LISTED, about=[(p, grounds_of(p)) for p in plans], actor=actor, at=at)
    before = next((one for one in plans if one.pk == plan.continues_id), None)
    return before, next((one for one in reversed(plans) if one.continues_id == plan.pk), None)


def _said_no(plan: Plan, on: date) -> BatonOffer | None:
    found: BatonOffer | None = offers_that_were_no(BatonOffer.objects.of(plan=plan), on=on).first()
    return found


def _cover(baton: Baton | None, at: datetime) -> Cover | None:
    if baton is None:
        return None
    on = day_of(at)
    return (
        Cover.objects.filter(absent=baton.holder_id, service=baton.service_id, from_on__lte=on, until_on__gte=on)
        .select_related("covered_by")
        .order_by("until_on")
        .first()
    )


def _goals(plan: Plan, shown: dict[UUID, Shown]) -> tuple[ShownGoal, ...]:
    measures: dict[UUID, list[ShownMeasure]] = defaultdict(list)
    rows = list(Measure.objects.of(plan=plan).select_related("worker", "person").order_by("proposed_at", "id"))
    known = known_by({measure.known for measure in rows if measure.entry_id in shown})
    lost = frozenset(waiting_for_someone(Measure.objects.of(plan=plan)).order_by("pk").values_list("pk", flat=True))
    for measure in rows:
        if measure.entry_id in shown:
            text = shown[measure.entry_id]
            measures[measure.goal_id].append(ShownMeasure(measure, text, measure.pk in lost, known.get(measure.known)))
    return tuple(
        ShownGoal(goal, shown[goal.entry_id], tuple(measures[goal.pk]))
        for goal in Goal.objects.of(plan=plan).order_by("entry__written_at", "id")
        if goal.entry_id in shown
    )


def _evaluations(plan: Plan, shown: dict[UUID, Shown], actor: Actor, on: date) -> tuple[ShownEvaluation, ...]:
    rows = list(
        Evaluation.objects.of(plan=plan)
        .select_related("meeting", "asked_by")
        .prefetch_related(Prefetch("effects", MeasureEffect.objects.filter(municipality=plan.municipality_id)))
        .order_by("-concluded_at", "id")
    )
    if not rows:
        return ()
    open_to = {
        MeasureEffect.SeenBy.PROFESSIONAL: evaluations_open(plan, "agreement", actor, on),
        MeasureEffect.SeenBy.FAMILY: evaluations_open(plan, "home", actor, on),
        MeasureEffect.SeenBy.CHILD: evaluations_open(plan, "child_voice", actor, on),
    }
    return tuple(
        ShownEvaluation(
            one,
            shown[one.reason_id],
            shown.get(one.child_entry_id) if one.child_entry_id else None,
            shown.get(one.family_entry_id) if one.family_entry_id else None,
            tells_child_view=one.pk in open_to[MeasureEffect.SeenBy.CHILD],
            effects=tuple(
                effect for effect in one.effects.all() if one.pk in open_to[MeasureEffect.SeenBy(effect.seen_by)]
            ),
        )
        for one in rows
        if one.reason_id in shown
    )


def _places_for(plan: Plan, actor: Actor, roles: frozenset[Role], at: datetime) -> tuple[Place, ...]:
    """Who else takes part is for those who take part. One who leads the unit, or is only asked, sees their own."""
    places = _places(plan, actor, roles, at)
    return places if roles - {Role.LEADER} else tuple(place for place in places if place.service.pk == actor.service)


def _places(plan: Plan, actor: Actor, roles: frozenset[Role], at: datetime) -> tuple[Place, ...]:
    """The services inside the consent today. One that has left it is not told of.

    What the child alone has said yes to is told to those who may know, and to the service it is said to.
    """
    types = information_types()
    knows: dict[UUID, set[str]] = defaultdict(set)
    services: dict[UUID, Service] = {}
    grants = live_grants(day_of(at)).filter(municipality=plan.municipality_id, matter=plan.pk)
    if not in_health(actor, roles):
        grants = grants.filter(Q(by_child_alone=False) | Q(service=actor.service))
    for grant in grants.select_related("service").order_by("service__name", "id"):
        knows[grant.service_id].add(grant.information_type)
        services[grant.service_id] = grant.service
    places = {
        p.service_id: p
        for p in Participation.objects.of(plan=plan)
        .filter(left_at=None)
        .select_related("invited_worker")
        .order_by("invited_at")
    }
    way = receipts([p for p in places.values() if not p.answer], kind=Letter.Kind.QUESTION)
    people: dict[UUID, list[Participant]] = defaultdict(list)
    for one in (
        Participant.objects.of(plan=plan).filter(left_at=None).select_related("worker").order_by("since_at", "id")
    ):
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
