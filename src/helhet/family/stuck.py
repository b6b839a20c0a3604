"""The plan is stuck, as the family reads it: since when, who is to decide, by when, the answer, what came of it."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from helhet.core.deadlock import DecidedBy
from helhet.core.moments import day_of
from helhet.core.plan import HELD
from helhet.family.discretion import Discretion
from helhet.family.words import WHY_STUCK
from helhet.family.written import Written
from helhet.plans.models import Deadlock, Entry, Plan
from helhet.plans.queries.deadlock import DEADLOCKS
from helhet.plans.words import OUTCOME


@dataclass(frozen=True, slots=True)
class Stuck:
    """One time the plan is stuck: it waits for an answer, the answer is to be seen to, or it is over."""

    waits: bool
    why: Promise
    since: date
    with_body_since: date | None
    answer_by: date
    words: tuple[Written, ...]
    """What is stuck, and what the child and the family want, as far as this reader may see it."""
    by_body: bool
    """The body the action guide names has answered; else the leaders."""
    answered_on: date | None
    answer: Written | None
    coordinator: str | Promise
    """The service that is to coordinate; empty where the answer names none, or is kept from this reader."""
    outcome: Promise | str
    """Whether what was decided has happened; empty until somebody has seen to it, or it is kept from this reader."""
    follow_up: Written | None
    on: date
    """Where in the log it stands when it is over: with the last that is written of it."""
    is_evaluation = False
    was_stuck = True


def stuck_in(
    plan: Plan,
    entries: Mapping[UUID, Entry],
    newest: Container[UUID],
    written: Callable[[Entry], Written],
    discretion: Discretion,
) -> tuple[tuple[Stuck, ...], dict[UUID, Stuck], set[UUID]]:
    """What goes on now; what is over, by the last entry written of it; and the entries these gather.

    What is gathered stands there, and not among the notes as well. Of what is over nothing is told where this reader
    may see none of its words.
    """
    gathered: set[UUID] = set()

    def read(key: UUID | None) -> Written | None:
        if key is None or key not in newest:
            return None
        gathered.add(key)
        return written(entries[key])

    def shown(one: Deadlock) -> Stuck:
        answer, follow_up = read(one.answer_id), read(one.follow_up_id)
        words = [read(key) for key in (one.situation_id, one.child_view_id, one.family_view_id)]
        return Stuck(
            waits=one.waits,
            why=WHY_STUCK[one.cause],
            since=day_of(one.raised_at),
            with_body_since=day_of(one.taken_at) if one.taken_at else None,
            answer_by=one.answer_by,
            words=tuple(one for one in words if one),
            by_body=one.decided_by == DecidedBy.BODY,
            answered_on=day_of(one.answered_at) if one.answered_at else None,
            answer=answer,
            coordinator=discretion.place(one.coordinator) if answer and one.coordinator else "",
            outcome=OUTCOME[one.outcome] if follow_up else "",
            follow_up=follow_up,
            on=day_of(one.followed_up_at or one.answered_at or one.raised_at),
        )

    now, over = [], {}
    for one in DEADLOCKS.rows(plan):
        last = _last(one, newest)
        if one.going_on and plan.state in HELD:
            now.append(shown(one))
        elif last:
            over[last] = shown(one)
    return tuple(now), over, gathered - over.keys()


def _last(deadlock: Deadlock, newest: Container[UUID]) -> UUID | None:
    """The last that was written of it, of what this reader may see."""
    written = (deadlock.follow_up_id, deadlock.answer_id, deadlock.situation_id)
    return next((key for key in written if key and key in newest), None)
