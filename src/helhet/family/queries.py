"""The family's page: all a guardian or a young person is shown of one plan, read through the same doors as anyone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise

from helhet.access.door import Nothing
from helhet.access.filter import grounds_of
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.access import Ground, Resource, grounds
from helhet.core.actors import Actor, ActorKind
from helhet.core.baton import OfferState
from helhet.core.guides import GuidePack, Step, StepAction, Text
from helhet.core.moments import day_of
from helhet.core.plan import HELD, PlanStatus
from helhet.family.disclosed import ToldOn, told_on
from helhet.family.discretion import Contact, Discretion
from helhet.family.entries import Agreed, Evaluated, texts_of
from helhet.family.looks import Looks, looks_at
from helhet.family.sharing import (
    KeptBack,
    Knows,
    Question,
    exceptions_of,
    kept_back,
    questions_to,
    who_knows,
)
from helhet.family.stuck import Stuck
from helhet.family.words import MEETING
from helhet.family.written import Written
from helhet.people.keys import Key
from helhet.people.models import Cover, Guardianship
from helhet.plans.models import Baton, BatonOffer, Meeting, Plan
from helhet.plans.queries.answers import offers_that_were_no
from helhet.plans.queries.doors import PLAN
from helhet.plans.queries.find import linked_plans
from helhet.plans.queries.roles import current_baton, guide_of

FAMILY = frozenset({ActorKind.GUARDIAN, ActorKind.YOUNG_PERSON})

DOOR = replace(PLAN, read=Event.FAMILY_READ)
"""The plan's own door; the trail says that it was the family."""


@dataclass(frozen=True, slots=True)
class Away:
    """The holder is away, and somebody covers."""

    name: str
    until_on: date


@dataclass(frozen=True, slots=True)
class Proposed:
    """Someone has been asked to hold the baton next."""

    by: str
    to: Contact


@dataclass(frozen=True, slots=True)
class SaidNo:
    """The one last asked to hold the baton did not take it; declined, or the time to answer ran out. Not why."""

    name: str
    declined: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting to come, and who talks with the child before it."""

    what: Promise
    on: date
    asks_child: str


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """Everything on the page. What this reader may not see is not in it.

    `turn_to` is the one responsible today: the holder, whoever covers, or before consent the one who asks.
    `guide` and `holder_does` are None where the words of a local guide could tell a place.
    """

    key: Key
    child: str
    own: bool
    status: PlanStatus
    shielded: bool
    purpose: str
    opened_on: date
    closed_on: date | None
    turn_to: Contact
    away: Away | None
    proposed: Proposed | None
    said_no: SaidNo | None
    guide: GuidePack | None
    holder_does: Step | None
    holder_title: Text
    next_evaluation_on: date | None
    meetings: tuple[Planned, ...]
    agreed: tuple[Agreed, ...]
    stuck: tuple[Stuck, ...]
    goals: tuple[Written, ...]
    notes: tuple[Written | Evaluated | Stuck, ...]
    knows: tuple[Knows, ...]
    kept_back: tuple[KeptBack, ...]
    questions: tuple[Question, ...]
    disclosed: tuple[ToldOn, ...]
    looks: Looks
    before: Key | None
    """The closed plan this one continues."""
    after: Key | None
    """The plan that was begun after this one."""
    why: tuple[Ground, ...]

    @property
    def child_first(self) -> str:
        """What the child is called."""
        return self.child.split()[0]

    @property
    def held(self) -> bool:
        """Somebody is responsible now."""
        return self.status in HELD

    @property
    def something_next(self) -> bool:
        """There is a day to look forward to."""
        return bool(self.next_evaluation_on or self.meetings or self.agreed)


def family_plans(selves: Iterable[Actor], *, at: datetime) -> tuple[Plan, ...]:
    """The plans of the child or children this reader may see, open ones first; each logged as seen by the family.

    `selves`: all that the reader is, in each municipality where they are somebody.

    Raises:
        Nothing: they are at work, not a family.
    """
    plans = [plan for actor in selves for plan in _plans(actor, at)]
    return tuple(sorted(plans, key=lambda plan: (plan.state not in HELD, plan.child.name)))


def _plans(actor: Actor, at: datetime) -> tuple[Plan, ...]:
    _check_family(actor)
    wards = Guardianship.objects.filter(
        municipality=OuterRef("municipality"), child=OuterRef("child"), guardian=actor.id
    )
    mine = Plan.objects.filter(Q(child=actor.id) | Exists(wards))
    with transaction.atomic():
        plans = tuple(
            DOOR.list(mine, actor=actor, on=day_of(at)).select_related("child").order_by("child__name", "-opened_at")
        )
        trail.record_reads(Event.FAMILY_READ, about=[(p, grounds_of(p)) for p in plans], actor=actor, at=at)
    return plans


def family_page(actor: Actor, key: Key, *, at: datetime, looks_before: date | None = None) -> FamilyPage:
    """One plan as this reader may see it, logged. `looks_before` turns back the pages of who has looked.

    Raises:
        Nothing: no such plan for this reader; always for somebody at work, who has a page of their own.
    """
    check_family(actor, key, at=at)
    on = day_of(at)
    plan: Plan = DOOR.look(key, actor=actor, on=on, at=at)
    guide, discretion = guide_of(plan), Discretion.around(plan.child, on=on)
    texts = texts_of(plan, guide, actor, discretion, at=at)
    exceptions = exceptions_of(plan, actor)
    baton = current_baton(plan)
    before, later = _linked(plan, actor, at)
    cover = _cover(baton, on) if baton and plan.state in HELD else None
    return FamilyPage(
        key=plan.key,
        child=plan.child.name,
        own=actor.id == plan.child_id,
        status=plan.state,
        shielded=discretion.shielded,
        purpose=discretion.words(plan.purpose),
        opened_on=day_of(plan.opened_at),
        closed_on=day_of(plan.closed_at) if plan.closed_at else None,
        turn_to=_turn_to(plan, baton, cover, discretion),
        away=Away(discretion.name(baton.holder), cover.until_on) if baton and cover else None,
        proposed=_proposed(plan, discretion),
        said_no=_said_no(plan, discretion, on),
        guide=None if discretion.shielded else guide,
        holder_does=None if discretion.shielded else _holder_does(guide),
        holder_title=guide.holder_title,
        next_evaluation_on=plan.next_evaluation_on if plan.state in HELD else None,
        meetings=_meetings(plan, discretion),
        looks=looks_at(plan, actor, discretion, before=looks_before or on + timedelta(days=1)),
        knows=who_knows(plan, actor, exceptions, discretion, at=at),
        kept_back=kept_back(exceptions, discretion),
        questions=questions_to(plan, actor, discretion),
        disclosed=told_on(plan, texts.entries, discretion),
        before=before,
        after=later,
        why=tuple(grounds().by_code(code) for code in grounds_of(plan)),
        stuck=texts.stuck,
        goals=texts.goals,
        agreed=texts.agreed,
        notes=texts.notes,
    )


def check_family(actor: Actor, key: Key, *, at: datetime) -> None:
    """Raise Nothing for somebody at work, who has a page of their own; the refusal is logged."""
    if actor.kind not in FAMILY:
        behind = DOOR.rows.at(key).first()  # type: ignore[attr-defined]
        trail.record_refusal(Event.FAMILY_READ, kind=Resource.PLAN, key=key.id, about=behind, actor=actor, at=at)
        raise Nothing


def _check_family(actor: Actor) -> None:
    if actor.kind not in FAMILY:
        raise Nothing


def _cover(baton: Baton, on: date) -> Cover | None:
    return (
        Cover.objects.filter(absent=baton.holder_id, service=baton.service_id, from_on__lte=on, until_on__gte=on)
        .select_related("covered_by")
        .order_by("until_on", "id")
        .first()
    )


def _turn_to(plan: Plan, baton: Baton | None, cover: Cover | None, discretion: Discretion) -> Contact:
    """During cover the one who covers is responsible (Settled, 11); before consent, the one who asks."""
    if baton is None:
        return discretion.contact(plan.author, plan.service)
    return discretion.contact(cover.covered_by if cover else baton.holder, baton.service)


def _proposed(plan: Plan, discretion: Discretion) -> Proposed | None:
    offer = (
        BatonOffer.objects.of(plan=plan)
        .filter(state=OfferState.OPEN)
        .select_related("offered_by", "to_worker", "to_service")
        .first()
    )
    if offer is None:
        return None
    return Proposed(discretion.name(offer.offered_by).split()[0], discretion.contact(offer.to_worker, offer.to_service))


def _linked(plan: Plan, actor: Actor, at: datetime) -> tuple[Key | None, Key | None]:
    """The plan before and the one after, where this reader may open them; logged."""
    with transaction.atomic():
        plans = linked_plans(plan, actor, on=day_of(at))
        trail.record_reads(Event.FAMILY_READ, about=[(p, grounds_of(p)) for p in plans], actor=actor, at=at)
    before = next((one.key for one in plans if one.pk == plan.continues_id), None)
    return before, next((one.key for one in reversed(plans) if one.continues_id == plan.pk), None)


def _said_no(plan: Plan, discretion: Discretion, on: date) -> SaidNo | None:
    offer = offers_that_were_no(BatonOffer.objects.of(plan=plan), on=on).first()
    if offer is None:
        return None
    return SaidNo(discretion.name(offer.to_worker), declined=offer.state == OfferState.DECLINED)


def _meetings(plan: Plan, discretion: Discretion) -> tuple[Planned, ...]:
    rows = Meeting.objects.of(plan=plan).filter(concluded_at=None).select_related("asks_child").order_by("held_on")
    return tuple(Planned(MEETING[one.kind], one.held_on, discretion.name(one.asks_child)) for one in rows)


def _holder_does(guide: GuidePack) -> Step | None:
    """The guide's own words on what the holder does and does not answer for, where it first speaks of it."""
    return next((step for step in guide.steps if step.action is StepAction.BATON_OFFER), None)
