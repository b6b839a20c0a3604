"""Writing down who people are: a child a plan is prepared for, and the adults who answer for it."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.law.finding import Finding
from helhet.core.law.periods import birthday
from helhet.core.moments import day_of
from helhet.people.models import CareOrder, Guardianship, Person, Service
from helhet.vault import keys


class MustBeKept(PermissionError):
    """What is written about a child may not be destroyed yet, or not at all; `finding` says by which rule."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.rule}: to be kept")
        self.finding = finding


@transaction.atomic
def record_birth(*, child: Person, born_on: date, actor: Actor, at: datetime) -> Person:
    """Write down the child's day of birth: without it nobody knows who must be asked.

    Once the adults are written down it decides who is asked in a plan, and is left as it is.
    """
    if Guardianship.objects.of(child=child).exists():
        return child
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
    return _tie(
        child, name=name, phone=phone, email=email, language=language, relation=relation, responsibility=responsibility,
        known_on=known_on, actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def destroy_texts(*, child: Person, allowed: Finding, actor: Actor, at: datetime) -> None:
    """Destroy the key to everything written about a child: no copy of it can be read from then on, back-ups included.

    `allowed` is the archive's rule held against this child; only a yes is one. What is known without a key stays: that
    there were rows, and when, and who the person is. It cannot be taken back, so the trail is written first: a process
    that stops in between leaves a trace by which `destroy_keys_again` ends what was begun. Raises MustBeKept.
    """
    if allowed.met is not True:
        raise MustBeKept(allowed)
    Person.objects.filter(municipality_id=child.municipality_id, pk=child.pk).update(national_id_lookup=None)
    trail.record(Event.TEXTS_DESTROYED, about=child, actor=actor, at=at, rule="_".join(allowed.rule.split())[:64])
    whose = {"child": child.pk, "municipality": child.municipality_id}
    transaction.on_commit(partial(keys.destroy, **whose, at=at))


@transaction.atomic
def record_carer(
    *,
    child: Person,
    name: str,
    known_on: date,
    actor: Actor,
    at: datetime,
    relation: str = "",
    phone: str = "",
    email: str = "",
    language: str = "nb",
) -> Guardianship:
    """Write down a foster parent, or who answers for the child in an institution: a carer, with no responsibility.

    While child welfare has the care, they are asked beside it, and read the child's plan.
    """
    return _tie(
        child, name=name, phone=phone, email=email, language=language, relation=relation,
        responsibility=Guardianship.Responsibility.NO, carer=True, known_on=known_on, actor=actor, at=at,
    )  # fmt: skip


def _tie(
    child: Person,
    *,
    name: str,
    phone: str,
    email: str,
    language: str,
    relation: str,
    responsibility: Guardianship.Responsibility,
    known_on: date,
    actor: Actor,
    at: datetime,
    carer: bool = False,
) -> Guardianship:
    """An adult around a child, from that day until the child turns 18.

    Written down twice alike, while the first still holds, it is one: two rows would be two to ask, and one of them
    never answers.
    """
    assert child.born_on is not None
    told: dict[str, Any] = {"carer": True} if carer else {"responsibility": responsibility}
    alike = Guardianship.objects.of(child=child).filter(
        until_on__gt=known_on, guardian__name=name, guardian__phone=phone, guardian__email=email, **told
    )
    for known in alike.order_by("id"):
        if known.relation == relation:
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
        carer=carer,
        known_on=known_on,
        until_on=birthday(child.born_on, 18),
    )
    trail.record(Event.PERSON_RECORDED, about=tie, actor=actor, at=at, **told)
    return tie


@transaction.atomic
def record_care_order(
    *,
    child: Person,
    kind: CareOrder.Kind,
    service: Service,
    from_on: date,
    hidden_place: bool,
    actor: Actor,
    at: datetime,
) -> CareOrder:
    """Write down that child welfare has the care from a day on: others than the parents consent for the child.

    What the family has said yes to before is not weighed here (see `access/actions/care.py`).
    """
    order = CareOrder.objects.create(
        municipality_id=child.municipality_id,
        child=child,
        kind=kind,
        service=service,
        from_on=from_on,
        hidden_place=hidden_place,
        recorded_at=at,
        recorded_by_id=actor.id,
    )
    trail.record(Event.CARE_ORDER_RECORDED, about=order, actor=actor, at=at, kind=kind, service=service.pk)
    return order


@transaction.atomic
def end_care_order(*, order: CareOrder, until_on: date, actor: Actor, at: datetime) -> CareOrder:
    """Write down the last day child welfare has the care. The day after, the parents are the ones to ask again.

    Raises:
        ValueError: the last day is before the first.
    """
    if until_on < order.from_on:
        raise ValueError("the last day is before the first")
    order.until_on = until_on
    order.save(update_fields=["until_on"])
    trail.record(Event.CARE_ORDER_ENDED, about=order, actor=actor, at=at, until=until_on)
    return order


@transaction.atomic
def change_contact(*, tie: Guardianship, phone: str, email: str, language: str, actor: Actor, at: datetime) -> Person:
    """Mend how an adult around the child is reached. Who they are to the child stays as it is written down."""
    adult = tie.guardian
    adult.phone, adult.email, adult.language = phone, email, language
    adult.save(update_fields=["phone", "email", "language"])
    trail.record(Event.CONTACT_CHANGED, about=tie, actor=actor, at=at, person=adult.pk)
    return adult


@transaction.atomic
def change_responsibility(
    *, tie: Guardianship, responsibility: Guardianship.Responsibility, actor: Actor, at: datetime
) -> Guardianship:
    """Write down that an adult holds parental responsibility, or does not; it holds from now on.

    Raises:
        ValueError: a carer, who never holds it.
    """
    if tie.carer:
        raise ValueError("a carer holds no responsibility")
    tie.responsibility = responsibility
    tie.save(update_fields=["responsibility"])
    trail.record(Event.TIE_CHANGED, about=tie, actor=actor, at=at, responsibility=responsibility)
    return tie


@transaction.atomic
def end_tie(*, tie: Guardianship, actor: Actor, at: datetime) -> Guardianship:
    """An adult is no longer one of those around the child: has died, is no parent after an adoption, has moved on.

    It ends with the day before, so that they see and are asked nothing from now on.
    """
    tie.until_on = min(tie.until_on, day_of(at))
    tie.save(update_fields=["until_on"])
    trail.record(Event.TIE_CHANGED, about=tie, actor=actor, at=at, until=tie.until_on)
    return tie


@transaction.atomic
def record_protection(
    *, person: Person, around: Person, protection: Person.Protection, actor: Actor, at: datetime
) -> Person:
    """Write down whether an address is protected (adressesperre): the child's (`around`), or an adult's around it."""
    person.protection = protection
    person.save(update_fields=["protection"])
    trail.record(Event.PROTECTION_RECORDED, about=around, actor=actor, at=at, person=person.pk, protection=protection)
    return person
