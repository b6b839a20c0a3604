"""The plan is stuck: saying so, taking it to those who decide, answering, and seeing whether it happened (M8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import end_clock, start_clock
from helhet.clocks.models import Clock
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.deadlock import (
    Cause,
    DeadlockRefused,
    DeadlockState,
    DecidedBy,
    Outcome,
    baton_is_stuck,
    check_can_become,
)
from helhet.core.doing import Act
from helhet.core.moments import day_of
from helhet.core.plan import PlanStatus
from helhet.people.models import Service, Worker
from helhet.plans.actions.common import baton_of, locked, locked_for, tell_family
from helhet.plans.actions.writing import Said, new_entry, said_entry
from helhet.plans.models import BatonOffer, Deadlock, Entry, Plan
from helhet.plans.queries.deadlock import deadlock_that_waits, require_known
from helhet.plans.queries.find import services_family_knows
from helhet.plans.queries.roles import guide_of
from helhet.post.actions import post_letter
from helhet.post.models import Letter


@dataclass(frozen=True, slots=True)
class Case:
    """What those who decide must know: what is stuck and has been tried, and what the family and the child want."""

    situation: str
    family: Said
    child: Said

    def faults(self) -> Iterator[str]:
        """What is missing in it."""
        for name, given in (
            ("situation", self.situation),
            ("family_words", self.family.given),
            ("child_words", self.child.given),
        ):
            if not given:
                yield f"{name}_missing"


@transaction.atomic
def raise_deadlock(*, plan: Plan, cause: Cause, case: Case, actor: Actor, at: datetime) -> Deadlock:
    """Say that the plan is stuck, or describe what the program has found to be. From now on somebody owes an answer.

    The leader of the unit that holds the baton is told, and the family; the holder still holds.

    Raises:
        NotYours: takes no part in the plan, or by the child's own yes alone: the family would learn of it.
        DeadlockRefused: `waits` (it is said already), `situation_missing`, `family_words_missing`,
            `child_words_missing`.
    """
    on = day_of(at)
    plan = _locked_for(Act.RAISE_DEADLOCK, plan, actor, on)
    deadlock = deadlock_that_waits(plan)
    if deadlock is not None and deadlock.described:
        raise DeadlockRefused("waits")
    if faults := list(case.faults()):
        raise DeadlockRefused(*faults)
    words = _written(plan, case, actor, at)
    if deadlock is None:
        raised_by = Worker.objects.get(pk=actor.id)
        deadlock = _raise(plan, cause, raised_by=raised_by, words=words, actor=actor, at=at)
    else:
        for name, entry in words.items():
            setattr(deadlock, name, entry)
        deadlock.save(update_fields=sorted(words))
        trail.record(Event.DEADLOCK_DESCRIBED, about=plan, actor=actor, at=at, deadlock=deadlock.pk)
    tell_family(plan, actor=actor, at=at)
    return deadlock


@transaction.atomic
def take_to_body(*, deadlock: Deadlock, actor: Actor, at: datetime) -> Deadlock:
    """The leaders found no way: the body the guide names has it from now.

    Raises:
        NotYours: not the actor's to take there; or takes part by the child's own yes alone.
        DeadlockRefused: see `core.deadlock.check_can_become`.
    """
    plan = _locked_for(Act.ANSWER_DEADLOCK, deadlock.plan, actor, day_of(at))
    deadlock = _moved(plan, deadlock, DeadlockState.WITH_BODY)
    deadlock.taken_at = at
    deadlock.save()
    _end(deadlock, "deadlock_leaders", actor, at)
    trail.record(Event.DEADLOCK_TAKEN, about=plan, actor=actor, at=at, deadlock=deadlock.pk)
    tell_family(plan, actor=actor, at=at)
    return deadlock


@transaction.atomic
def answer_deadlock(
    *, deadlock: Deadlock, decided_by: DecidedBy, coordinator: Service | None, words: str, actor: Actor, at: datetime
) -> Deadlock:
    """Write down what is decided, by whom, and which service is to coordinate. The family reads it.

    The baton stays where it is: whoever is to take it over is asked, and says yes.

    Raises:
        NotYours: not the actor's to answer; or takes part by the child's own yes alone.
        DeadlockRefused: see `core.deadlock.check_can_become`; `answer_missing`, and `outside_consent` for a service
            the family has not let in.
    """
    on = day_of(at)
    plan = _locked_for(Act.ANSWER_DEADLOCK, deadlock.plan, actor, on)
    deadlock = _moved(plan, deadlock, DeadlockState.ANSWERED)
    if not words:
        raise DeadlockRefused("answer_missing")
    if coordinator is not None and coordinator not in services_family_knows(plan, on):
        raise DeadlockRefused("outside_consent")
    deadlock.decided_by, deadlock.coordinator, deadlock.answered_at = decided_by, coordinator, at
    deadlock.answer = _entry(plan, Entry.Kind.ANSWER, words, actor, at)
    deadlock.save()
    for code in ("deadlock_leaders", "deadlock_answer"):
        _end(deadlock, code, actor, at)
    _start(plan, deadlock, "deadlock_follow_up", on, actor)
    trail.record(Event.DEADLOCK_ANSWERED, about=plan, actor=actor, at=at, deadlock=deadlock.pk, decided_by=decided_by)
    _tell_those_responsible(plan, actor, at)
    tell_family(plan, actor=actor, at=at)
    return deadlock


@transaction.atomic
def follow_up_deadlock(*, deadlock: Deadlock, outcome: Outcome, words: str, actor: Actor, at: datetime) -> Deadlock:
    """Write down whether what was decided has happened, as the family and the holder see it together.

    Raises:
        NotYours: not the actor's to follow up; or takes part by the child's own yes alone.
        DeadlockRefused: `not_now` (there is no answer yet, or it is done already), `follow_up_missing`.
    """
    plan = _locked_for(Act.FOLLOW_UP_DEADLOCK, deadlock.plan, actor, day_of(at))
    deadlock = _moved(plan, deadlock, DeadlockState.FOLLOWED_UP)
    if not words:
        raise DeadlockRefused("follow_up_missing")
    deadlock.outcome, deadlock.followed_up_at = outcome, at
    deadlock.follow_up = _entry(plan, Entry.Kind.EVALUATION, words, actor, at)
    deadlock.save()
    _end(deadlock, "deadlock_follow_up", actor, at)
    trail.record(Event.DEADLOCK_FOLLOWED_UP, about=plan, actor=actor, at=at, deadlock=deadlock.pk, outcome=outcome)
    tell_family(plan, actor=actor, at=at)
    return deadlock


def call_off_deadlock(*, plan: Plan, actor: Actor, at: datetime) -> None:
    """The consent is taken back, and nobody is to decide anything. Called inside the transaction that ends it.

    Where only the holder's own service has to leave, the question waits as long as another can take over the baton.
    """
    deadlock = deadlock_that_waits(plan)
    if deadlock is None:
        return
    deadlock = _moved(plan, deadlock, DeadlockState.CALLED_OFF)
    deadlock.save()
    for code in ("deadlock_leaders", "deadlock_answer"):
        _end(deadlock, code, actor, at, Clock.Outcome.CALLED_OFF)
    trail.record(Event.DEADLOCK_CALLED_OFF, about=plan, actor=actor, at=at, deadlock=deadlock.pk)


def raise_if_baton_is_stuck(*, plan: Plan, actor: Actor, at: datetime) -> Deadlock | None:
    """Somebody has said no to the baton, or let the time run out: by the guide it may be one too many.

    What was asked before the present holder's time, or before the last answer, is not counted again. In a plan that is
    closing nobody is to decide anything. Called inside the transaction that says no.
    """
    plan, on = locked(plan), day_of(at)
    if plan.state is not PlanStatus.ACTIVE:
        return None
    before = Deadlock.objects.of(plan=plan).order_by("-raised_at").first()
    if before is not None and before.waits:
        return None
    noes = BatonOffer.objects.of(plan=plan).filter(
        state__in=[OfferState.DECLINED, OfferState.EXPIRED], offered_at__gte=baton_of(plan).since_at
    )
    if before is not None:
        noes = noes.filter(offered_at__gt=before.answered_at or before.raised_at)
    asked = list(noes.order_by("offered_at").values_list("state", "offered_at"))
    declined = sum(state == OfferState.DECLINED for state, _at in asked)
    if not asked or not baton_is_stuck(guide_of(plan), declined=declined, first_asked_on=day_of(asked[0][1]), on=on):
        return None
    deadlock = _raise(plan, Cause.BATON, raised_by=None, words={}, actor=actor, at=at)
    tell_family(plan, actor=actor, at=at)
    return deadlock


def _locked_for(act: Act, plan: Plan, actor: Actor, on: date) -> Plan:
    plan = locked_for(act, plan, actor, on)
    require_known(act, plan, actor, on)
    return plan


def _raise(
    plan: Plan, cause: Cause, *, raised_by: Worker | None, words: dict[str, Entry], actor: Actor, at: datetime
) -> Deadlock:
    on = day_of(at)
    deadlock = Deadlock.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        cause=cause,
        state=DeadlockState.RAISED,
        raised_at=at,
        raised_by=raised_by,
        answer_by=on + timedelta(days=guide_of(plan).clock("deadlock_answer").days),
        **words,
    )
    for code in ("deadlock_leaders", "deadlock_answer"):
        _start(plan, deadlock, code, on, actor)
    trail.record(Event.DEADLOCK_RAISED, about=plan, actor=actor, at=at, deadlock=deadlock.pk, cause=cause)
    _tell_those_responsible(plan, actor, at)
    return deadlock


def _tell_those_responsible(plan: Plan, actor: Actor, at: datetime) -> None:
    """The holder and the unit's leader, but for the one who does it."""
    baton = baton_of(plan)
    for worker in sorted({baton.holder, baton.service.leader}, key=lambda one: one.pk):
        if worker.pk != actor.id:
            post_letter(kind=Letter.Kind.NEWS, to=worker, about=plan, actor=actor, at=at)


def _written(plan: Plan, case: Case, actor: Actor, at: datetime) -> dict[str, Entry]:
    def said(kind: Entry.Kind, whose: Entry.WordsOf, what: Said) -> Entry:
        return said_entry(what, whose, plan=plan, kind=kind, actor=actor, at=at)

    return {
        "situation": _entry(plan, Entry.Kind.DEADLOCK, case.situation, actor, at),
        "family_view": said(Entry.Kind.FAMILY_VIEW, Entry.WordsOf.FAMILY, case.family),
        "child_view": said(Entry.Kind.CHILD_VIEW, Entry.WordsOf.CHILD, case.child),
    }


def _entry(plan: Plan, kind: Entry.Kind, text: str, actor: Actor, at: datetime) -> Entry:
    return new_entry(plan=plan, kind=kind, information_type="agreement", text=text, actor=actor, at=at)


def _moved(plan: Plan, deadlock: Deadlock, to: DeadlockState) -> Deadlock:
    """The deadlock of now, in its next state; it is for the caller to save."""
    found = Deadlock.objects.of(plan=plan).get(pk=deadlock.pk)
    found.plan = plan
    check_can_become(DeadlockState(found.state), to, described=found.described)
    found.state = to
    return found


def _start(plan: Plan, deadlock: Deadlock, code: str, on: date, actor: Actor) -> None:
    baton = baton_of(plan)
    start_clock(
        guide=guide_of(plan).clock(code),
        from_on=on,
        matter=plan,
        about=deadlock,
        child=plan.child_id,
        owner=baton.holder,
        leader=baton.service.leader,
        actor=actor,
    )


def _end(deadlock: Deadlock, code: str, actor: Actor, at: datetime, outcome: Clock.Outcome = Clock.Outcome.MET) -> None:
    end_clock(about=deadlock, code=code, actor=actor, at=at, outcome=outcome)
