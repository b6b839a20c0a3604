"""A plan that is stuck, as far as one reader may see its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404

from helhet.core.actors import Actor
from helhet.core.doing import Act, NotYours
from helhet.people.keys import Key
from helhet.plans.models import Deadlock, Plan
from helhet.plans.queries.find import let_in_by_child_alone
from helhet.plans.queries.parts import OfPlan
from helhet.plans.queries.written import Shown, words_first_written_as

TOLD = frozenset({Act.RAISE_DEADLOCK, Act.ANSWER_DEADLOCK, Act.FOLLOW_UP_DEADLOCK})
"""What the family reads: not for a service that the child alone has let in, or the family would learn of it."""


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
    def tells_why(self) -> bool:
        """Why, and who has said so, is for whoever reads what is stuck; what the program has found is for all.

        A leader, and one from whom the family keeps something, see that it is stuck, since when and until when.
        """
        return self.situation is not None or self.deadlock.raised_by_id is None


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


def deadlock_that_waits(plan: Plan) -> Deadlock | None:
    """The one that waits for an answer; or None. There is never more than one."""
    return next((one for one in DEADLOCKS.rows(plan) if one.waits), None)


def deadlock_at(plan: Plan, key: Key) -> Deadlock:
    """One of this plan. Raises Http404."""
    found = next((one for one in DEADLOCKS.rows(plan) if one.key == key), None)
    if found is None:
        raise Http404
    return found


def require_known(act: Act, plan: Plan, actor: Actor, on: date) -> None:
    """Raise NotYours for a service that the child alone has let in."""
    if actor.service and let_in_by_child_alone(plan, actor.service, on) is not None:
        raise NotYours(act)


DEADLOCKS = OfPlan(
    Deadlock, lambda rows, _of: rows.select_related("raised_by", "coordinator").order_by("-raised_at", "id")
)
"""All there have been in one plan, the newest first."""
