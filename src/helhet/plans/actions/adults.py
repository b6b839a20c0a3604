"""Who the adults are to the child changes: responsibility won or lost, a death, an adoption; a protected address."""

from datetime import datetime

from django.db import transaction

from helhet.core.actors import Actor
from helhet.core.doing import Act
from helhet.core.moments import day_of
from helhet.people import actions as people
from helhet.people.models import Guardianship, Person
from helhet.people.queries import care_order_of
from helhet.plans.actions.care import CareRefused, ask_others
from helhet.plans.actions.common import locked_for
from helhet.plans.models import Plan
from helhet.plans.queries.roles import can_be_in_care


@transaction.atomic
def change_responsibility(
    *, plan: Plan, tie: Guardianship, responsibility: Guardianship.Responsibility, actor: Actor, at: datetime
) -> Guardianship:
    """An adult holds parental responsibility, or no longer does: by agreement, a court, or as it turned out to be.

    Who holds it no more sees nothing from the next request on. What they alone have said yes to ends with it, in every
    plan of the child, and whoever is to ask is told. Who holds it now sees the plan, and is asked from the next
    question on; a question that waits is put anew, with them.

    Raises:
        NotYours: neither child welfare in the plan, nor the one responsible.
        CareRefused: `of_age` (nobody answers for somebody of age); `carer` (who has the child by a care order).
        LookupError: an adult around another child.
    """
    plan, tie = _locked(plan, tie, actor, at)
    if tie.carer:
        raise CareRefused("carer")
    tie = people.change_responsibility(tie=tie, responsibility=responsibility, actor=actor, at=at)
    _weigh_again(plan, actor=actor, at=at)
    return tie


@transaction.atomic
def end_tie(*, plan: Plan, tie: Guardianship, actor: Actor, at: datetime) -> Guardianship:
    """An adult is no longer one of those around the child: a death, an adoption, a foster home that is left.

    Raises:
        NotYours, CareRefused, LookupError: as `change_responsibility`.
    """
    plan, tie = _locked(plan, tie, actor, at)
    tie = people.end_tie(tie=tie, actor=actor, at=at)
    _weigh_again(plan, actor=actor, at=at)
    return tie


@transaction.atomic
def record_protection(
    *, plan: Plan, person: Person, protection: Person.Protection, actor: Actor, at: datetime
) -> Person:
    """The address of the child, or of an adult around it, is protected, or no longer is. It holds from this moment.

    At any age: who is of age can have to hide too.

    Raises:
        NotYours: neither child welfare in the plan, nor the one responsible.
        LookupError: a person around another child.
    """
    plan = locked_for(Act.RECORD_ADULTS, plan, actor, day_of(at))
    around = Guardianship.objects.of(child=plan.child).filter(guardian=person)
    if person.pk != plan.child_id and not around.exists():
        raise LookupError("around another child")
    row = Person.objects.select_for_update().filter(municipality_id=plan.municipality_id).get(pk=person.pk)
    return people.record_protection(person=row, around=plan.child, protection=protection, actor=actor, at=at)


def _locked(plan: Plan, tie: Guardianship, actor: Actor, at: datetime) -> tuple[Plan, Guardianship]:
    on = day_of(at)
    plan = locked_for(Act.RECORD_ADULTS, plan, actor, on)
    if not can_be_in_care(plan, on):
        raise CareRefused("of_age")
    rows = Guardianship.objects.select_for_update(of=("self",)).filter(municipality_id=plan.municipality_id)
    tie = rows.select_related("guardian").get(pk=tie.pk)
    if tie.child_id != plan.child_id:
        raise LookupError("around another child")
    return plan, tie


def _weigh_again(plan: Plan, *, actor: Actor, at: datetime) -> None:
    on = day_of(at)
    in_care = care_order_of(plan.child, on=on) is not None
    ask_others(plan.child, from_on=on, in_care=in_care, actor=actor, at=at)
