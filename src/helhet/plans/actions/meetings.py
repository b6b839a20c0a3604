"""Meetings with the family: planned with someone named to ask the child, concluded with the next day set (R12, R13)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import end_clock, start_clock
from helhet.core.actors import Actor
from helhet.core.doing import TAKES_PART, Act
from helhet.core.moments import day_of
from helhet.core.refusals import Refused
from helhet.people.models import Worker
from helhet.plans.actions.common import baton_of, locked, locked_for, tell_family
from helhet.plans.actions.writing import new_entry
from helhet.plans.models import (
    Entry,
    Evaluation,
    LevelChange,
    Measure,
    MeasureEffect,
    Meeting,
    Plan,
)
from helhet.plans.queries.doors import ENTRY
from helhet.plans.queries.find import workers_of
from helhet.plans.queries.roles import guide_of, roles_of


class MeetingRefused(Refused):
    """A meeting cannot be planned or concluded like this."""


@dataclass(frozen=True, slots=True)
class ChildView:
    """What the child thinks, or that the child would rather not say, or why nobody has asked."""

    how: Evaluation.ChildView
    words: str = ""
    not_asked_reason: str = ""
    not_asked_words: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the evaluation decided."""

    decision: Evaluation.Decision
    reason: str
    next_evaluation_on: date | None
    level_reason: str = ""


Effects = Mapping[UUID, Mapping[MeasureEffect.SeenBy, str]]
"""Measure id to what each of the three thought of it (codes of the guide's `effect` list)."""


@transaction.atomic
def plan_meeting(
    *,
    plan: Plan,
    kind: Meeting.Kind,
    held_on: date,
    asks_child: Worker,
    actor: Actor,
    at: datetime,
    agreed_beforehand: str = "",
) -> Meeting:
    """Set the day, say who asks the child beforehand, and what has been agreed with the family about what is said.

    Raises:
        NotYours: not the actor's to plan.
        MeetingRefused: `day_has_passed`, `waits` (one of the kind is already planned), `not_in_plan`.
    """
    on = day_of(at)
    plan = locked_for(Act.PLAN_MEETING, plan, actor, on)
    if held_on < on:
        raise MeetingRefused("day_has_passed")
    if Meeting.objects.of(plan=plan).filter(kind=kind, concluded_at=None).exists():
        raise MeetingRefused("waits")
    if asks_child not in workers_of(plan, actor, on):
        raise MeetingRefused("not_in_plan")
    meeting = Meeting.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        kind=kind,
        held_on=held_on,
        planned_at=at,
        planned_by_id=actor.id,
        agreed_beforehand=agreed_beforehand,
        asks_child=asks_child,
    )
    start_clock(
        guide=guide_of(plan).clock("child_view_before"),
        from_on=held_on,
        matter=plan,
        about=meeting,
        child=plan.child_id,
        owner=asks_child,
        leader=baton_of(plan).service.leader,
        actor=actor,
        not_before=min(on + timedelta(days=1), held_on),
    )
    trail.record(Event.MEETING_PLANNED, about=plan, actor=actor, at=at, kind=kind, held_on=held_on)
    tell_family(plan, actor=actor, at=at)
    return meeting


@transaction.atomic
def record_child_talk(*, meeting: Meeting, actor: Actor, at: datetime) -> Meeting:
    """The one named to ask the child has done so: nobody is reminded of it any more. What was said is not said here.

    Raises:
        MeetingRefused: `not_yours` (somebody else is named, or no longer takes part), or `concluded`.
    """
    plan = locked(meeting.plan)
    meeting = _open_meeting(plan, meeting)
    if meeting.asks_child_id != actor.id or not roles_of(plan, actor, day_of(at)) & TAKES_PART:
        raise MeetingRefused("not_yours")
    if end_clock(about=meeting, code="child_view_before", actor=actor, at=at):  # pressed twice, it is one talk
        trail.record(Event.CHILD_TALKED_WITH, about=plan, actor=actor, at=at, meeting=meeting.pk)
    return meeting


@transaction.atomic
def conclude_planning(
    *, meeting: Meeting, minutes: str, next_evaluation_on: date, actor: Actor, at: datetime
) -> Meeting:
    """The log is the minutes. The day of the next evaluation is set before anyone leaves (R12).

    Raises:
        NotYours: not the actor's to conclude.
        MeetingRefused: `concluded`, `not_planning`, or `next_day_has_passed`.
    """
    on = day_of(at)
    plan = locked_for(Act.CONCLUDE_MEETING, meeting.plan, actor, on)
    meeting = _open_meeting(plan, meeting)
    if meeting.kind != Meeting.Kind.PLANNING:
        raise MeetingRefused("not_planning")
    _conclude(plan, meeting, minutes, next_evaluation_on, ends=False, actor=actor, at=at)
    trail.record(Event.MEETING_CONCLUDED, about=plan, actor=actor, at=at, next_on=next_evaluation_on)
    tell_family(plan, actor=actor, at=at)
    return meeting


@transaction.atomic
def conclude_evaluation(
    *,
    meeting: Meeting,
    child: ChildView,
    family_words: str,
    effects: Effects,
    not_done: Mapping[UUID, str],
    step: NextStep,
    actor: Actor,
    at: datetime,
) -> Evaluation:
    """Write down how it went, as the child, the family and the professionals see it, and what happens now.

    A decision to end does not close the plan: closing has its own last words.

    Raises:
        NotYours: not the actor's to conclude.
        MeetingRefused: `concluded`, `not_evaluation`, `next_day_missing`, `next_day_has_passed`, `no_such_level`,
            `effect_missing`, `not_done_needs_reason`, `child_words_missing`, `reason_missing`,
            `needs_words`, `level_reason_missing`.
        LookupError: the guide has no such code.
    """
    on = day_of(at)
    plan = locked_for(Act.CONCLUDE_MEETING, meeting.plan, actor, on)
    meeting = _open_meeting(plan, meeting)
    if meeting.kind != Meeting.Kind.EVALUATION:
        raise MeetingRefused("not_evaluation")
    ends = step.decision == Evaluation.Decision.END
    running = _judged_by(plan, actor, on)
    missing = [
        *_next_day_faults(step, on),
        *_child_view_faults(plan, child),
        *_effect_faults(plan, running, effects, not_done),
        *_level_faults(plan, step),
    ]
    if missing:
        raise MeetingRefused(*dict.fromkeys(missing))
    new_level = _level_after(plan, step)

    def entry(kind: Entry.Kind, part: str, text: str, words_of: Entry.WordsOf) -> Entry:
        return new_entry(plan=plan, kind=kind, information_type=part, text=text, actor=actor, at=at, words_of=words_of)

    evaluation = Evaluation.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        meeting=meeting,
        child_view=child.how,
        child_entry=entry(Entry.Kind.CHILD_VIEW, "child_voice", child.words, Entry.WordsOf.CHILD)
        if child.how == Evaluation.ChildView.GIVEN
        else None,
        not_asked_reason=child.not_asked_reason,
        not_asked_words=child.not_asked_words,
        asked_by=meeting.asks_child,
        family_entry=entry(Entry.Kind.FAMILY_VIEW, "home", family_words, Entry.WordsOf.FAMILY)
        if family_words
        else None,
        decision=step.decision,
        reason=entry(Entry.Kind.EVALUATION, "agreement", step.reason, Entry.WordsOf.WRITER),
        concluded_at=at,
    )
    MeasureEffect.objects.bulk_create(
        MeasureEffect(
            municipality_id=plan.municipality_id,
            evaluation=evaluation,
            measure=measure,
            seen_by=seen_by,
            effect=effect,
        )
        for measure in running
        for seen_by, effect in sorted(effects[measure.pk].items())
        if effect
    )
    for measure in running:
        if measure.pk in not_done:
            measure.not_done_reason = not_done[measure.pk]
            measure.save(update_fields=["not_done_reason"])
    _conclude(plan, meeting, "", step.next_evaluation_on, ends=ends, actor=actor, at=at)
    if new_level:
        _change_level(plan, new_level, step.level_reason, actor=actor, at=at)
    trail.record(
        Event.EVALUATION_CONCLUDED,
        about=plan,
        actor=actor,
        at=at,
        decision=step.decision,
        child_view=child.how,
    )
    tell_family(plan, actor=actor, at=at)
    return evaluation


def _open_meeting(plan: Plan, meeting: Meeting) -> Meeting:
    meeting = Meeting.objects.of(plan=plan).select_related("asks_child").get(pk=meeting.pk)
    if meeting.concluded_at:
        raise MeetingRefused("concluded")
    return meeting


def _conclude(
    plan: Plan,
    meeting: Meeting,
    minutes: str,
    next_on: date | None,
    *,
    ends: bool,
    actor: Actor,
    at: datetime,
) -> None:
    if next_on is not None and next_on <= day_of(at):
        raise MeetingRefused("next_day_has_passed")
    meeting.concluded_at, meeting.concluded_by_id = at, actor.id
    meeting.next_evaluation_on, meeting.ends_plan = next_on, ends
    if minutes:
        meeting.minutes = new_entry(
            plan=plan,
            kind=Entry.Kind.MEETING,
            information_type="agreement",
            text=minutes,
            actor=actor,
            at=at,
        )
    meeting.save()
    end_clock(about=meeting, code="child_view_before", actor=actor, at=at)
    end_clock(about=plan, code="evaluation_due", actor=actor, at=at)
    plan.next_evaluation_on = next_on
    plan.save(update_fields=["next_evaluation_on"])
    if next_on:
        baton = baton_of(plan)
        start_clock(
            guide=guide_of(plan).clock("evaluation_due"),
            from_on=next_on,
            matter=plan,
            about=plan,
            child=plan.child_id,
            owner=baton.holder,
            leader=baton.service.leader,
            actor=actor,
        )


def _judged_by(plan: Plan, actor: Actor, on: date) -> list[Measure]:
    """The running measures whose words the actor may read: nobody can judge, or be asked to judge, the others."""
    read = ENTRY.list(Entry.objects.of(plan=plan), actor=actor, on=on).order_by("pk").values_list("pk", flat=True)
    return list(Measure.objects.of(plan=plan).filter(state=Measure.State.RUNNING, entry__in=set(read)))


def _next_day_faults(step: NextStep, on: date) -> Iterator[str]:
    if step.next_evaluation_on is None:
        if step.decision != Evaluation.Decision.END:
            yield "next_day_missing"
    elif step.next_evaluation_on <= on:
        yield "next_day_has_passed"


def _child_view_faults(plan: Plan, child: ChildView) -> Iterator[str]:
    match child.how:
        case Evaluation.ChildView.GIVEN:
            if not child.words:
                yield "child_words_missing"
        case Evaluation.ChildView.NOT_ASKED:
            if child.not_asked_reason:
                guide_of(plan).code_in("child_not_asked_reason", child.not_asked_reason)
            else:
                yield "reason_missing"
            if not child.not_asked_words:
                yield "needs_words"


def _effect_faults(
    plan: Plan, running: Sequence[Measure], effects: Effects, not_done: Mapping[UUID, str]
) -> Iterator[str]:
    """Every running measure is judged by the professionals; by the family and the child where they wish."""
    guide = guide_of(plan)
    for measure in running:
        seen = effects.get(measure.pk, {})
        if not seen.get(MeasureEffect.SeenBy.PROFESSIONAL):
            yield "effect_missing"
        for code in seen.values():
            if code:
                guide.code_in("effect", code)
        if seen.get(MeasureEffect.SeenBy.PROFESSIONAL) == "not_done":
            if not_done.get(measure.pk):
                guide.code_in("measure_not_done_reason", not_done[measure.pk])
            else:
                yield "not_done_needs_reason"


def _level_faults(plan: Plan, step: NextStep) -> Iterator[str]:
    if step.decision not in (Evaluation.Decision.UP, Evaluation.Decision.DOWN):
        return
    if _level_after(plan, step) is None:
        yield "no_such_level"
    if step.level_reason:
        guide_of(plan).code_in("level_change_reason", step.level_reason)
    else:
        yield "level_reason_missing"


def _level_after(plan: Plan, step: NextStep) -> str | None:
    """The level the plan moves to; None where it stays, or where there is none further."""
    guide = guide_of(plan)
    match step.decision:
        case Evaluation.Decision.UP:
            level = guide.level_above(plan.level)
        case Evaluation.Decision.DOWN:
            level = guide.level_below(plan.level)
        case _:
            return None
    return level.code if level else None


def _change_level(plan: Plan, to_level: str, reason: str, *, actor: Actor, at: datetime) -> None:
    LevelChange.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        from_level=plan.level,
        to_level=to_level,
        reason=reason,
        changed_at=at,
        changed_by_id=actor.id,
    )
    trail.record(Event.LEVEL_CHANGED, about=plan, actor=actor, at=at, old=plan.level, new=to_level, reason=reason)
    plan.level = to_level
    plan.save(update_fields=["level"])
