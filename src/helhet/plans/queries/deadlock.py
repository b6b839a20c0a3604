"""A plan that is stuck, as far as one reader may see its words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from helhet.core.actors import Actor
from helhet.core.deadlock import DeadlockState
from helhet.plans.models import Deadlock, Plan
from helhet.plans.queries.parts import OfPlan
from helhet.plans.queries.written import Shown, words_first_written_as

OVER = frozenset({DeadlockState.FOLLOWED_UP, DeadlockState.CALLED_OFF})
"""Nothing more is waited for."""


@dataclass(frozen=True, slots=True)
class ShownDeadlock:
    """One deadlock, and those of its words this reader may see."""

    deadlock: Deadlock
    situation: Shown | None
    family: Shown | None
    child: Shown | None
    answer: Shown | None
    follow_up: Shown | None

    @property
    def at(self) -> datetime:
        """When it was said."""
        return self.deadlock.raised_at

    @property
    def going_on(self) -> bool:
        """It waits for an answer, or for somebody to see whether the answer came to anything."""
        return self.deadlock.state not in OVER


def deadlocks_of(plan: Plan, words: Mapping[UUID, Shown]) -> tuple[ShownDeadlock, ...]:
    """All there have been in the plan, the newest first. That the plan is stuck is known to all who take part."""

    def shown(entry: UUID | None) -> Shown | None:
        return words.get(entry) if entry else None

    return tuple(
        ShownDeadlock(
            one,
            situation=shown(one.situation_id),
            family=shown(one.family_view_id),
            child=shown(one.child_view_id),
            answer=shown(one.answer_id),
            follow_up=shown(one.follow_up_id),
        )
        for one in DEADLOCKS.rows(plan)
    )


def told_of(deadlock: Deadlock, plan: Plan, actor: Actor, *, at: datetime) -> ShownDeadlock:
    """One of a plan's deadlocks, for whoever is to answer it or follow it up; its words are logged as seen."""
    ids = (deadlock.situation_id, deadlock.family_view_id, deadlock.child_view_id, deadlock.answer_id)
    words = words_first_written_as([one for one in ids if one], plan, actor, at=at)
    return next(one for one in deadlocks_of(plan, words) if one.deadlock.pk == deadlock.pk)


def deadlock_in(plan: Plan, states: Collection[DeadlockState]) -> Deadlock | None:
    """The one that has come so far, the oldest first; or None."""
    return next((one for one in reversed(DEADLOCKS.rows(plan)) if one.state in states), None)


DEADLOCKS = OfPlan(
    Deadlock, lambda rows, _of: rows.select_related("raised_by", "coordinator").order_by("-raised_at", "id")
)
