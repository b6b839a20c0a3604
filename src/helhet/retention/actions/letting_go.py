"""Letting a matter go: decided anew under lock, and gone with a line in the trail."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.law.finding import Answer
from helhet.core.moments import day_of
from helhet.core.retention import reasons, what_may_go
from helhet.people.models import Account, CareOrder, Guardianship, Person, Worker
from helhet.plans.models import Plan
from helhet.retention.actions.common import locked
from helhet.retention.queries.belonging import needed, rows_of
from helhet.retention.queries.matters import Matter, kept_of


class StillKept(ValueError):
    """It may not go; `.answer` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(", ".join(why for why, _ in reasons(answer)))
        self.answer = answer


@transaction.atomic
def let_go(*, matter: Matter, adopted: Collection[str], actor: Actor, at: datetime) -> int:
    """Let a plan or a note go, with all that belongs to it. Gives how many rows that was, its people not counted.

    The decision is made here, on what is so now: a hold placed a moment ago is respected.

    Raises:
        NoSuchMatter: it has gone already.
        StillKept: it may not go.
    """
    matter = locked(matter)
    answer = what_may_go(kept_of([matter])[matter.pk], day_of(at), adopted=adopted)
    if not answer.allowed:
        raise StillKept(answer)
    (rule, *_) = [ground.facts["id"] for ground in answer.grounds if ground.met is True]
    rows = forget(matter=matter, actor=actor)
    trail.record(Event.MATTER_FORGOTTEN, about=matter, actor=actor, at=at, rule=str(rule), rows=rows)
    return rows


def forget(*, matter: Matter, actor: Actor) -> int:
    """Remove a matter and what belongs to it; the one place where something about a child is deleted.

    The child and the guardians go too, when nothing else about them is left here. Asks nothing: whoever calls it has
    decided, holds the lock, and writes the trail. The trail itself stays.
    """
    del actor  # stands in the trail of what lets it go
    if isinstance(matter, Plan):  # it points at its consent and its baton, and they at it
        Plan.objects.filter(municipality_id=matter.municipality_id, pk=matter.pk).update(consent=None, baton=None)
    gone = sum(_delete(rows) for rows in rows_of(matter))
    _forget_people(matter.child)
    return gone


def _forget_people(child: Person) -> None:
    """The child's row goes with the last matter that needs it, and then the guardians nobody else needs."""
    if needed(child, but=(Guardianship, CareOrder)):
        return
    ties = Guardianship.objects.of(child=child)
    guardians = [tie.guardian for tie in ties.select_related("guardian").order_by("id")]
    _delete(ties)
    _delete(CareOrder.objects.of(child=child))
    _delete_person(child)
    for guardian in guardians:
        if not needed(guardian):
            _delete_person(guardian)


def _delete_person(person: Person) -> None:
    """The person, and their way to sign in unless they work here too."""
    account: UUID | None = person.account_id
    _delete(Person.objects.filter(municipality_id=person.municipality_id, pk=person.pk))
    if account is not None and not Worker.objects.filter(account=account).exists():
        _delete(Account.objects.filter(pk=account))


def _delete(rows: QuerySet[Any]) -> int:
    """One statement, in the rows' own partition. Django's own `delete` first looks in every table that could point
    at them, without the municipality; here the order of `rows_of` answers for that, and the database checks it."""
    return rows._raw_delete(rows.db) or 0
