"""Putting the question: who is asked, for what, and which of the three questions each is asked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from helhet.access.models import Consent, ConsentAnswer, ConsentLine
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.information import information_types
from helhet.core.law.regimes import Regime
from helhet.core.law.who_consents import (
    YOUNG_PERSON,
    Capacity,
    secrecy_consenters,
    who_consents,
    who_consents_to_plan,
)
from helhet.people.models import CareOrder, Person, Service
from helhet.people.queries import care_order_of, carers_of, guardians_of


class NobodyToAsk(ValueError):
    """Someone the law says must consent is not known yet; `.capacity` says who."""

    def __init__(self, capacity: Capacity) -> None:
        super().__init__(capacity)
        self.capacity = capacity


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked: which services may share which kinds of information, for what, from when to when."""

    purpose: str
    lines: Mapping[UUID, Collection[str]]
    """Service id to information type codes: about the child."""
    from_on: date
    until_on: date
    about_adults: Mapping[UUID, Mapping[UUID, Collection[str]]] = field(default_factory=dict)
    """An adult's id to the same: about that adult. Only they can say yes to it."""

    @property
    def types(self) -> frozenset[str]:
        """Every kind of information asked for about the child."""
        return frozenset(code for codes in self.lines.values() for code in codes)


Giver = Person | Service
"""Who can be asked: somebody of the family, or the child welfare service after a care order."""


@dataclass(slots=True)
class Asked:
    """What one giver is asked: in what capacity, and which of the three questions."""

    capacity: Capacity
    plan: bool = False
    secrecy: bool = False
    own: bool = False


def who_must_answer(
    *,
    child: Person,
    types: Iterable[str],
    self_consent_age: int,
    on: date,
    one_guardian: bool = False,
    plan: bool = True,
    adults: Iterable[Person] = (),
) -> dict[Giver, Asked]:
    """Those whose yes is needed on this day, and what each is asked.

    `plan`: the plan itself is asked about too. `adults`: those about whom something is to be shared.

    Raises:
        NobodyToAsk: the law requires someone who is not recorded.
    """
    assert child.born_on is not None
    care_order = care_order_of(child, on=on)
    in_care = care_order is not None
    regimes = frozenset(information_types()[code].regime for code in types)
    found: dict[Giver, Asked] = {}
    wanted = {
        "plan": who_consents_to_plan(child.born_on, on, self_consent_age, care_order=in_care).required if plan else (),
        "secrecy": secrecy_consenters(child.born_on, on, regimes, care_order=in_care),
    }
    for question, capacities in wanted.items():
        for capacity in sorted(capacities):
            for giver in _in_capacity(child, capacity, on, care_order, one_guardian=one_guardian):
                setattr(found.setdefault(giver, Asked(capacity)), question, True)
    for adult in adults:
        found.setdefault(adult, Asked(Capacity.GUARDIANS_WITH_RESPONSIBILITY)).own = True
    return found


def _in_capacity(
    child: Person, capacity: Capacity, on: date, care_order: CareOrder | None, *, one_guardian: bool
) -> list[Giver]:
    found: list[Giver] = []
    match capacity:
        case Capacity.YOUNG_PERSON:
            found = [child]
        case Capacity.GUARDIANS_WITH_RESPONSIBILITY:
            found += guardians_of(child, on=on)[: 1 if one_guardian else None]
        case Capacity.CHILD_WELFARE_SERVICE if care_order:
            found = [care_order.service]
        case Capacity.CARERS:
            found += carers_of(child, on=on)
    if not found:
        raise NobodyToAsk(capacity)
    return found


@transaction.atomic
def ask_consent(
    *,
    child: Person,
    matter: UUID,
    scope: Scope,
    self_consent_age: int,
    actor: Actor,
    at: datetime,
    on: date,
    plan: bool = True,
    child_informed: str = "",
    one_guardian_reason: str = "",
) -> Consent:
    """Put the question to everyone the law says must answer it. Opens nothing yet.

    Raises:
        NobodyToAsk: someone the law requires is not recorded.
    """
    adults = list(Person.objects.filter(municipality_id=child.municipality_id, pk__in=scope.about_adults))
    givers = who_must_answer(
        child=child,
        types=scope.types,
        self_consent_age=self_consent_age,
        on=on,
        one_guardian=bool(one_guardian_reason),
        plan=plan,
        adults=adults,
    )
    consent = Consent.objects.create(
        municipality_id=child.municipality_id,
        child=child,
        matter=matter,
        service_id=actor.service,
        purpose=scope.purpose,
        from_on=scope.from_on,
        until_on=scope.until_on,
        plan_status=Consent.Status.ASKED if plan else "",
        asked_at=at,
        asked_by_id=actor.id,
        child_informed=child_informed,
        one_guardian_reason=one_guardian_reason,
    )
    _ask(consent, {child.pk: scope.lines, **scope.about_adults}, givers)
    trail.record(Event.CONSENT_ASKED, about=consent, actor=actor, at=at, matter=matter)
    return consent


@transaction.atomic
def ask_child_alone(
    *, child: Person, matter: UUID, scope: Scope, reason: str, actor: Actor, at: datetime, on: date
) -> Consent:
    """Ask the child alone, about health matters rightly kept from the parents (pbrl. § 4-3, hpl. § 22).

    Whether the reasons deserve respect is the health worker's judgement; it is made before this.

    Raises:
        NobodyToAsk: the child is not of an age at which they consent alone to this.
        ValueError: something else than health is asked for.
    """
    assert child.born_on is not None
    if scope.types != {"health"}:
        raise ValueError("a child alone lifts the secrecy of health matters only")
    if who_consents(Regime.HEALTH, child.born_on, on, properly_hidden=True).required != YOUNG_PERSON:
        raise NobodyToAsk(Capacity.YOUNG_PERSON)
    consent = Consent.objects.create(
        municipality_id=child.municipality_id,
        child=child,
        matter=matter,
        service_id=actor.service,
        purpose=scope.purpose,
        from_on=scope.from_on,
        until_on=scope.until_on,
        hidden=True,
        hidden_reason=reason,
        asked_at=at,
        asked_by_id=actor.id,
    )
    _ask(consent, {child.pk: scope.lines}, {child: Asked(Capacity.YOUNG_PERSON, secrecy=True)})
    trail.record(Event.CONSENT_ASKED, about=consent, actor=actor, at=at, matter=matter, alone=True)
    return consent


def _ask(consent: Consent, lines: Mapping[UUID, Mapping[UUID, Collection[str]]], givers: Mapping[Giver, Asked]) -> None:
    ConsentLine.objects.bulk_create(
        ConsentLine(
            municipality_id=consent.municipality_id,
            consent=consent,
            service_id=service,
            information_type=code,
            about_id=about,
        )
        for about, services in lines.items()
        for service, codes in services.items()
        for code in sorted(codes)
    )
    ConsentAnswer.objects.bulk_create(
        ConsentAnswer(
            municipality_id=consent.municipality_id,
            consent=consent,
            giver=giver if isinstance(giver, Person) else None,
            giver_service=giver if isinstance(giver, Service) else None,
            capacity=asked.capacity,
            asks_plan=asked.plan,
            asks_secrecy=asked.secrecy,
            asks_own=asked.own,
        )
        for giver, asked in givers.items()
    )
