"""Writing down who people are: a child a plan is prepared for, and the adults who answer for it."""

from datetime import date, datetime

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.law.periods import birthday
from helhet.people.models import Guardianship, Person


@transaction.atomic
def record_birth(*, child: Person, born_on: date, actor: Actor, at: datetime) -> Person:
    """Write down the child's day of birth: without it nobody knows who must be asked."""
    child.born_on = born_on
    child.save(update_fields=["born_on"])
    trail.record(Event.PERSON_RECORDED, about=child, actor=actor, at=at)
    return child


@transaction.atomic
def record_guardian(
    *,
    child: Person,
    name: str,
    responsibility: Guardianship.Responsibility,
    known_on: date,
    actor: Actor,
    at: datetime,
    relation: str = "",
    phone: str = "",
    email: str = "",
    language: str = "nb",
) -> Guardianship:
    """Write down an adult and whether they hold parental responsibility; the tie ends when the child turns 18."""
    assert child.born_on is not None
    same = {"guardian__name": name, "guardian__phone": phone, "guardian__email": email, "relation": relation}
    known = Guardianship.objects.of(child=child).filter(responsibility=responsibility, **same).first()
    if known is not None:  # pressed twice: two rows would be two to ask, and one of them never answers
        return known
    adult = Person.objects.create(
        municipality_id=child.municipality_id, name=name, phone=phone, email=email, language=language
    )
    tie = Guardianship.objects.create(
        municipality_id=child.municipality_id,
        child=child,
        guardian=adult,
        relation=relation,
        responsibility=responsibility,
        known_on=known_on,
        until_on=birthday(child.born_on, 18),
    )
    trail.record(Event.PERSON_RECORDED, about=tie, actor=actor, at=at, responsibility=responsibility)
    return tie
