"""The plan is stuck, as the family reads it: since when, who is to decide, by when, and the answer."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from helhet.core.deadlock import DecidedBy
from helhet.core.moments import day_of
from helhet.family.discretion import Discretion
from helhet.family.words import STUCK
from helhet.family.written import Written
from helhet.plans.models import Deadlock, Entry, Plan
from helhet.plans.queries.deadlock import deadlocks_of


@dataclass(frozen=True, slots=True)
class Stuck:
    """One time the plan is stuck: it waits for an answer, or the answer is there and is to be seen to."""

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


def stuck_in(
    plan: Plan,
    entries: Mapping[UUID, Entry],
    newest: Container[UUID],
    written: Callable[[Entry], Written],
    discretion: Discretion,
) -> tuple[tuple[Stuck, ...], set[UUID]]:
    """What goes on now, and the entries it gathers: those stand there, and not among the notes as well."""
    gathered: set[UUID] = set()

    def read(key: UUID | None) -> Written | None:
        if key is None or key not in newest:
            return None
        gathered.add(key)
        return written(entries[key])

    def shown(one: Deadlock) -> Stuck:
        answer = read(one.answer_id)
        words = [read(key) for key in (one.situation_id, one.child_view_id, one.family_view_id)]
        return Stuck(
            waits=one.waits,
            why=STUCK[one.cause],
            since=day_of(one.raised_at),
            with_body_since=day_of(one.taken_at) if one.taken_at else None,
            answer_by=one.answer_by,
            words=tuple(one for one in words if one),
            by_body=one.decided_by == DecidedBy.BODY,
            answered_on=day_of(one.answered_at) if one.answered_at else None,
            answer=answer,
            coordinator=discretion.place(one.coordinator) if answer and one.coordinator else "",
        )

    return tuple(shown(one.deadlock) for one in deadlocks_of(plan, {}) if one.going_on), gathered
