"""Closing with the last words of the family and the child, and beginning anew (R17)."""

from datetime import datetime

from django.db import transaction

from helhet.access.actions.basis import end_basis
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import end_all_clocks
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.doing import Act
from helhet.core.guides.model import GuidePack
from helhet.core.moments import day_of
from helhet.core.plan import HELD, PlanStatus, check_can_become
from helhet.core.refusals import Refused
from helhet.people.models import Service
from helhet.plans.actions.common import baton_of, locked_for, tell_family
from helhet.plans.actions.deadlock import call_off_deadlock
from helhet.plans.actions.opening import open_plan
from helhet.plans.actions.writing import Said, said_entry
from helhet.plans.models import BatonOffer, Entry, Goal, Measure, Plan
from helhet.plans.queries.deadlock import deadlock_that_waits
from helhet.plans.queries.roles import guide_of


class ClosingRefused(Refused):
    """The plan cannot be closed like this."""


@transaction.atomic
def close_plan(*, plan: Plan, reason: str, family: Said, child: Said, actor: Actor, at: datetime) -> Plan:
    """End the plan. Afterwards it is read only; each service keeps what it wrote in its own record.

    Raises:
        NotYours: not the actor's to close.
        ClosingRefused: `family_words_missing`, `child_words_missing`; `deadlock_waits` where somebody has said that
            the plan is stuck and has had no answer. Once the consent is taken back nobody owes one.
        LookupError: the guide has no such reason.
    """
    plan = locked_for(Act.CLOSE, plan, actor, day_of(at))
    guide_of(plan).code_in("close_reason", reason)
    missing = [f"{whose}_words_missing" for whose, last in (("family", family), ("child", child)) if not last.given]
    waits = ["deadlock_waits"] if plan.state is PlanStatus.ACTIVE and deadlock_that_waits(plan) else []
    if missing or waits:
        raise ClosingRefused(*missing, *waits)
    call_off_deadlock(plan=plan, actor=actor, at=at)
    check_can_become(plan.state, PlanStatus.CLOSED)
    for last, whose in ((family, Entry.WordsOf.FAMILY), (child, Entry.WordsOf.CHILD)):
        said_entry(last, whose, plan=plan, kind=Entry.Kind.CLOSING, actor=actor, at=at)
    reached = reason == "goals_met"
    Goal.objects.of(plan=plan).filter(ended_at=None).update(ended_at=at, reached=reached)
    Measure.objects.of(plan=plan).exclude(state=Measure.State.ENDED).update(
        state=Measure.State.ENDED, ended_at=at, ended_by=actor.id
    )
    BatonOffer.objects.of(plan=plan).filter(state=OfferState.OPEN).update(
        state=OfferState.CANCELLED, answered_at=at, answered_by=actor.id
    )
    end_all_clocks(matter=plan, actor=actor, at=at)
    end_basis(child=plan.child, matter=plan.pk, on=day_of(at), actor=actor)
    baton = baton_of(plan)
    baton.until_at = at
    baton.save(update_fields=["until_at"])
    plan.status, plan.closed_at, plan.closed_by, plan.close_reason = PlanStatus.CLOSED, at, actor.id, reason
    plan.next_evaluation_on = None
    plan.save()
    trail.record(Event.BATON_LAID_DOWN, about=plan, actor=actor, at=at, holder=baton.holder_id)
    trail.record(Event.PLAN_CLOSED, about=plan, actor=actor, at=at, reason=reason)
    tell_family(plan, actor=actor, at=at)
    return plan


@transaction.atomic
def reopen_plan(
    *, plan: Plan, service: Service, guide: GuidePack, level: str, purpose: str, actor: Actor, at: datetime
) -> Plan:
    """Begin a new plan after a closed one, linked to it, with a new question to the family. The old stays closed.

    Raises:
        NotYours: only the last holder can.
    """
    plan = locked_for(Act.REOPEN, plan, actor, day_of(at))
    begun = Plan.objects.of(continues=plan).filter(status__in=[PlanStatus.DRAFT, *HELD]).order_by("opened_at").first()
    if begun is not None:  # pressed twice
        return begun
    anew = open_plan(
        child=plan.child,
        service=service,
        guide=guide,
        level=level,
        purpose=purpose,
        actor=actor,
        at=at,
        continues=plan,
    )
    trail.record(Event.PLAN_REOPENED, about=plan, actor=actor, at=at, anew=anew.pk)
    return anew
