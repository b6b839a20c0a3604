"""Goals and measures, each with its words, as far as one reader may see them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from helhet.core.actors import Actor
from helhet.measures.models import KnownMeasure
from helhet.measures.queries import known_by
from helhet.plans.models import Goal, Measure, Plan
from helhet.plans.queries.lost import waiting_for_someone
from helhet.plans.queries.parts import OfPlan
from helhet.plans.queries.written import Shown, work_words


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


def goals_shown(plan: Plan, actor: Actor, *, at: datetime) -> tuple[ShownGoal, ...]:
    """The goals this reader may see, their words logged by the kinds of information they hold."""
    return goals_of(plan, work_words(plan, actor, at=at))


def goals_of(plan: Plan, words: Mapping[UUID, Shown]) -> tuple[ShownGoal, ...]:
    """The goals and measures whose words are among these, the oldest first."""
    measures: dict[UUID, list[ShownMeasure]] = defaultdict(list)
    rows: list[Any] = [measure for measure in MEASURES.rows(plan) if measure.entry_id in words]
    known = known_by({measure.known for measure in rows})
    for measure in rows:
        text = words[measure.entry_id]
        measures[measure.goal_id].append(ShownMeasure(measure, text, measure.waits, known.get(measure.known)))
    return tuple(
        ShownGoal(goal, words[goal.entry_id], tuple(measures[goal.pk]))
        for goal in GOALS.rows(plan)
        if goal.entry_id in words
    )


def open_measures(goals: Iterable[ShownGoal]) -> tuple[ShownMeasure, ...]:
    """Those that are not over: taken on, only asked for, or in want of somebody; the next to be weighed first."""
    found = [m for goal in goals for m in goal.measures if m.waits or m.measure.state != Measure.State.ENDED]
    return tuple(sorted(found, key=lambda m: m.measure.evaluate_on))


def running(goals: Iterable[ShownGoal]) -> tuple[ShownMeasure, ...]:
    """Those somebody has taken on."""
    return tuple(m for goal in goals for m in goal.measures if m.measure.state == Measure.State.RUNNING)


LOST = waiting_for_someone(Measure.objects.filter(municipality=OuterRef("municipality"), pk=OuterRef("pk")))
MEASURES = OfPlan(
    Measure,
    lambda rows, _of: (
        rows.annotate(waits=Exists(LOST)).select_related("worker", "person").order_by("proposed_at", "id")
    ),
)
GOALS = OfPlan(Goal, lambda rows, _of: rows.order_by("entry__written_at", "id"))
