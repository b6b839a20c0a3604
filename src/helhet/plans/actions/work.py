"""Goals, and measures that somebody has taken on by a day (R11)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import end_clock
from helhet.core.actors import Actor
from helhet.core.doing import TAKES_PART, Act
from helhet.core.moments import day_of
from helhet.core.plan import PlanStatus
from helhet.measures.queries import can_be_chosen
from helhet.people.models import Person, Worker
from helhet.people.queries import family_of
from helhet.plans.actions.common import baton_of, locked, locked_for
from helhet.plans.actions.writing import new_entry
from helhet.plans.models import Entry, Goal, Measure, Plan
from helhet.plans.queries.find import workers_of
from helhet.plans.queries.roles import guide_of, roles_of
from helhet.post.actions import post_letter
from helhet.post.models import Letter


class MeasureRefused(ValueError):
    """A measure cannot be agreed like this; `.code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_goal(
    *, plan: Plan, text: str, information_type: str, words_of: Entry.WordsOf, actor: Actor, at: datetime
) -> Goal:
    """Write down what the child and the family want to reach, in their words. Raises NotYours."""
    plan = locked_for(Act.ADD_GOAL, plan, actor, day_of(at))
    entry = new_entry(
        plan=plan,
        kind=Entry.Kind.GOAL,
        information_type=information_type,
        text=text,
        actor=actor,
        at=at,
        words_of=words_of,
    )
    return Goal.objects.create(municipality_id=plan.municipality_id, plan=plan, entry=entry)


@transaction.atomic
def propose_measure(
    *,
    plan: Plan,
    goal: Goal,
    text: str,
    information_type: str,
    arena: str,
    evaluate_on: date,
    responsible: Worker | Person,
    actor: Actor,
    at: datetime,
    known: str = "",
) -> Measure:
    """Propose that one person does something by a day. It runs when that person has said yes, not before.

    Whoever proposes it for themselves has said yes. `known` is the key of a measure in the register, where it is one.

    Raises:
        NotYours: not the actor's to propose.
        MeasureRefused: `not_in_plan`, `day_has_passed`, `goal_elsewhere`, `not_in_register`.
        LookupError: the guide has no such arena.
    """
    on = day_of(at)
    plan = locked_for(Act.PROPOSE_MEASURE, plan, actor, on)
    guide_of(plan).code_in("arena", arena)
    if goal.plan_id != plan.pk or goal.ended_at:
        raise MeasureRefused("goal_elsewhere")
    if evaluate_on <= on:
        raise MeasureRefused("day_has_passed")
    if responsible.pk not in people_in(plan, actor, on):
        raise MeasureRefused("not_in_plan")
    if known and not can_be_chosen(known):
        raise MeasureRefused("not_in_register")
    entry = new_entry(
        plan=plan,
        kind=Entry.Kind.MEASURE,
        information_type=information_type,
        text=text,
        actor=actor,
        at=at,
    )
    measure = Measure.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        entry=entry,
        goal=goal,
        arena=arena,
        known=known,
        worker=responsible if isinstance(responsible, Worker) else None,
        person=responsible if isinstance(responsible, Person) else None,
        evaluate_on=evaluate_on,
        proposed_at=at,
    )
    trail.record(Event.MEASURE_PROPOSED, about=plan, actor=actor, at=at, measure=measure.pk)
    if responsible.pk == actor.id:
        _start(measure, plan, by=actor.id, actor=actor, at=at)
    elif isinstance(responsible, Worker):
        post_letter(kind=Letter.Kind.QUESTION, to=responsible, about=plan, actor=actor, at=at)
    return measure


@transaction.atomic
def accept_measure(*, measure: Measure, actor: Actor, at: datetime) -> Measure:
    """Take it on. A guardian's or the young person's yes is written down by whoever heard it in the plan.

    Raises:
        MeasureRefused: `not_yours` (also where the plan, or their part in it, has ended), or `answered`.
    """
    on = day_of(at)
    plan = locked(measure.plan)
    measure = Measure.objects.of(plan=plan).get(pk=measure.pk)
    if measure.state != Measure.State.PROPOSED:
        raise MeasureRefused("answered")
    if measure.worker_id and measure.worker_id != actor.id:
        raise MeasureRefused("not_yours")
    who = measure.worker_id or measure.person_id
    if plan.state is not PlanStatus.ACTIVE or who not in people_in(plan, actor, on):
        raise MeasureRefused("not_yours")
    if measure.person_id and measure.person_id != actor.id and not roles_of(plan, actor, on) & TAKES_PART:
        raise MeasureRefused("not_yours")
    _start(measure, plan, by=measure.person_id or actor.id, actor=actor, at=at)
    return measure


def people_in(plan: Plan, actor: Actor, on: date) -> frozenset[UUID]:
    """Who can take something on: the workers with a task in the plan, the guardians, the child or young person."""
    workers = workers_of(plan, actor, on)
    return frozenset(one.pk for one in (*workers, *family_of(plan.child, on=on))) | {plan.child_id}


def _start(measure: Measure, plan: Plan, *, by: UUID, actor: Actor, at: datetime) -> None:
    measure.state, measure.accepted_at, measure.accepted_by = Measure.State.RUNNING, at, by
    measure.save(update_fields=["state", "accepted_at", "accepted_by"])
    end_clock(about=plan, code="measure_first", actor=actor, at=at)
    trail.record(Event.MEASURE_ACCEPTED, about=plan, actor=actor, at=at, measure=measure.pk, by=by)
    holder = baton_of(plan).holder
    if holder.pk != actor.id:
        post_letter(kind=Letter.Kind.NEWS, to=holder, about=plan, actor=actor, at=at)
