"""What somebody had promised in a plan they are no longer part of."""

from datetime import datetime

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import move_clocks
from helhet.core.actors import Actor
from helhet.core.hiding import CHILDS_WISH
from helhet.core.moments import day_of
from helhet.people.models import Worker
from helhet.plans.models import Baton, Hiding, Measure, Meeting, Participant, Plan
from helhet.plans.queries.find import let_in_alone


def let_go(*, plan: Plan, worker: Worker, baton: Baton, actor: Actor, at: datetime) -> None:
    """Nobody goes on counting on a promise from outside the plan. The holder is asked to find another.

    The measures of one who has left end, without a word of why they left; to talk with the child before a meeting is
    the holder's until somebody else is named. One who still takes part for another service keeps it all. Called
    inside the transaction in which the worker leaves.

    One who stays by the child's own yes alone seems to have left, to all who are not to know; what is the child's own
    goes on.
    """
    here = Participant.objects.of(plan=plan).filter(worker=worker, left_at=None)
    if here.exclude(service__in=let_in_alone(plan, day_of(at))).exists():
        return
    promised = Measure.objects.of(plan=plan).filter(worker=worker).exclude(state=Measure.State.ENDED)
    if here.exists():
        hidings = Hiding.objects.filter(municipality=plan.municipality_id, reason=CHILDS_WISH, lifted_at=None)
        promised = promised.exclude(entry__in=hidings.values("entry"))
    for measure in promised:
        measure.state, measure.ended_at, measure.ended_by = Measure.State.ENDED, at, actor.id
        measure.not_done_reason = Measure.RESPONSIBLE_LEFT
        measure.save(update_fields=["state", "ended_at", "ended_by", "not_done_reason"])
        trail.record(Event.MEASURE_LET_GO, about=plan, actor=actor, at=at, measure=measure.pk)
    if baton.holder_id != worker.pk:
        Meeting.objects.of(plan=plan).filter(asks_child=worker, concluded_at=None).update(asks_child=baton.holder)
        codes = ("child_view_before",)
        move_clocks(matter=plan, codes=codes, old=worker, new=baton.holder, leader=baton.service.leader, actor=actor)
