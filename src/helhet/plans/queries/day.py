"""My day: what waits for one worker, most urgent first. Nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from helhet.access.filter import grounds_of
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.models import Clock
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.moments import day_of
from helhet.people.keys import Key
from helhet.plans.models import BatonOffer, Measure, Participant, Participation, Plan
from helhet.plans.queries.doors import PLAN

ASKED = "offer", "invitation", "measure"
"""What waits for a yes or a no; everything else waits for a day."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: which kind, for whose sake, by when, and where it is done."""

    code: str
    child: str
    due_on: date | None
    matter_kind: str
    key: Key
    about: UUID


def my_day(actor: Actor, *, at: datetime) -> tuple[Waiting, ...]:
    """What waits for the actor in plans: questions to answer and days to keep, the earliest day first.

    Only plans the actor may see today are named; each is logged as seen.
    """
    on = day_of(at)
    clocks = list(Clock.objects.filter(owner=actor.id, matter_kind="plan", ended_at=None).order_by("due_on", "id"))
    asked = _asked(actor)
    matters = {Key(c.municipality_id, c.matter) for c in clocks} | {key for _, key, _ in asked}
    with transaction.atomic():
        plans = _visible(matters, actor, on)
        trail.record_reads(Event.PLAN_LISTED, about=[(p, grounds_of(p)) for p in plans.values()], actor=actor, at=at)
    found = [
        Waiting(c.code, plans[c.matter].child.name, c.due_on, "plan", plans[c.matter].key, c.about)
        for c in clocks
        if c.matter in plans
    ]
    clocked = {c.about for c in clocks}
    found += [
        Waiting(code, plans[key.id].child.name, None, "plan", key, about)
        for code, key, about in asked
        if key.id in plans and about not in clocked
    ]
    return tuple(sorted(found, key=lambda w: (w.due_on is None, w.due_on or on, w.child)))


def my_plans(actor: Actor, *, at: datetime) -> tuple[Plan, ...]:
    """The plans the actor has a part in and may see today, by the child's name; each is logged as seen."""
    on = day_of(at)
    mine = Participant.objects.filter(
        municipality=OuterRef("municipality"), plan=OuterRef("pk"), worker=actor.id, service=actor.service
    )
    with transaction.atomic():
        rows = Plan.objects.filter(Exists(mine) | _prepared_by(actor))
        plans = tuple(
            PLAN.list(rows, actor=actor, on=on)
            .select_related("child", "baton__holder", "baton__service")
            .order_by("child__name", "opened_at", "id")
        )
        trail.record_reads(Event.PLAN_LISTED, about=[(p, grounds_of(p)) for p in plans], actor=actor, at=at)
    return plans


def _prepared_by(actor: Actor) -> Exists:
    return Exists(Plan.objects.filter(municipality=OuterRef("municipality"), pk=OuterRef("pk"), author=actor.id))


def _asked(actor: Actor) -> list[tuple[str, Key, UUID]]:
    """Questions put to this worker, as (what, the plan's key, the question's id)."""
    offers = BatonOffer.objects.filter(to_worker=actor.id, to_service=actor.service, state=OfferState.OPEN)
    invitations = Participation.objects.filter(invited_worker=actor.id, service=actor.service, answer="", left_at=None)
    measures = Measure.objects.filter(worker=actor.id, state=Measure.State.PROPOSED)
    return [
        (code, Key(municipality, plan_id), about)
        for code, rows in zip(ASKED, (offers, invitations, measures), strict=True)
        for municipality, plan_id, about in rows.order_by("pk").values_list("municipality_id", "plan_id", "pk")
    ]


def _visible(matters: Iterable[Key], actor: Actor, on: date) -> dict[UUID, Plan]:
    keys = list(matters)
    rows = Plan.objects.filter(municipality_id__in={key.municipality for key in keys}, pk__in=[key.id for key in keys])
    return {plan.pk: plan for plan in PLAN.list(rows, actor=actor, on=on).select_related("child")}
