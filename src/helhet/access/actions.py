"""What people do with a consent: ask, answer, take back, keep something back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from helhet.access.models import Consent, ConsentAnswer, ConsentException, ConsentLine, Grant
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.consent import lasts_until
from helhet.core.information import information_types
from helhet.core.law.who_consents import Capacity, consenters
from helhet.core.moments import day_of
from helhet.people.models import Guardianship, Person, Service, Worker


class NobodyToAsk(ValueError):
    """Someone the law says must consent is not known yet; `.capacity` says who."""

    def __init__(self, capacity: Capacity) -> None:
        super().__init__(capacity)
        self.capacity = capacity


class AlreadyAnswered(ValueError):
    """The question is settled, or is no longer put to the right persons; a new answer needs a new question."""

    code = "answered"


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked: which services may share which kinds of information, for what, from when to when."""

    purpose: str
    lines: Mapping[UUID, Collection[str]]
    """Service id to information type codes."""
    from_on: date
    until_on: date

    @property
    def types(self) -> frozenset[str]:
        """Every kind of information asked for."""
        return frozenset(code for codes in self.lines.values() for code in codes)


def who_must_answer(
    *, child: Person, types: Iterable[str], self_consent_age: int, on: date, one_guardian: bool = False
) -> dict[Person, Capacity]:
    """The persons whose yes is needed on this day, and the capacity each answers in.

    Raises:
        NobodyToAsk: the law requires someone who is not recorded.
    """
    assert child.born_on is not None
    regimes = frozenset(information_types()[code].regime for code in types)
    persons: dict[Person, Capacity] = {}
    for capacity in sorted(consenters(child.born_on, on, self_consent_age, regimes)):
        found = _in_capacity(child, capacity, on)
        if not found:
            raise NobodyToAsk(capacity)
        if capacity is Capacity.GUARDIANS_WITH_RESPONSIBILITY and one_guardian:
            found = found[:1]
        persons.update(dict.fromkeys(found, capacity))
    return persons


def _in_capacity(child: Person, capacity: Capacity, on: date) -> list[Person]:
    if capacity is Capacity.YOUNG_PERSON:
        return [child]
    if capacity is Capacity.GUARDIANS_WITH_RESPONSIBILITY:
        ties = (
            Guardianship.objects.of(child=child)
            .filter(responsibility=Guardianship.Responsibility.YES, known_on__lte=on, until_on__gt=on)
            .select_related("guardian")
            .order_by("known_on", "id")
        )
        return [tie.guardian for tie in ties]
    return []


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
    child_informed: str = "",
    one_guardian_reason: str = "",
) -> Consent:
    """Put the question to everyone the law says must answer it. Opens nothing yet.

    Raises:
        NobodyToAsk: someone the law requires is not recorded.
    """
    persons = who_must_answer(
        child=child,
        types=scope.types,
        self_consent_age=self_consent_age,
        on=on,
        one_guardian=bool(one_guardian_reason),
    )
    consent = Consent.objects.create(
        municipality_id=child.municipality_id,
        child=child,
        matter=matter,
        purpose=scope.purpose,
        from_on=scope.from_on,
        until_on=scope.until_on,
        asked_at=at,
        asked_by_id=actor.id,
        child_informed=child_informed,
        one_guardian_reason=one_guardian_reason,
    )
    ConsentLine.objects.bulk_create(
        ConsentLine(
            municipality_id=child.municipality_id,
            consent=consent,
            service_id=service,
            information_type=code,
        )
        for service, codes in scope.lines.items()
        for code in sorted(codes)
    )
    ConsentAnswer.objects.bulk_create(
        ConsentAnswer(municipality_id=child.municipality_id, consent=consent, giver=person, capacity=capacity)
        for person, capacity in persons.items()
    )
    trail.record(Event.CONSENT_ASKED, about=consent, actor=actor, at=at, matter=matter)
    return consent


@transaction.atomic
def answer_consent(
    *,
    answer: ConsentAnswer,
    yes: bool,
    channel: ConsentAnswer.Channel,
    self_consent_age: int,
    actor: Actor,
    at: datetime,
    language: str = "nb",
    interpreter: bool = False,
) -> Consent:
    """Record one person's answer. The last yes opens what was asked; any no settles it as a no.

    Staff record what was said or signed; the family's own page uses this same action.

    Raises:
        AlreadyAnswered: the question, or this person's part of it, is settled; or, for a yes, somebody must be
            asked by now who was not when the question was put.
    """
    consent = (
        Consent.objects.select_for_update().filter(municipality_id=answer.municipality_id).get(pk=answer.consent_id)
    )
    answer = ConsentAnswer.objects.of(consent=consent).select_related("giver").get(pk=answer.pk)
    if consent.status != Consent.Status.ASKED or answer.answer:
        raise AlreadyAnswered
    if yes and not _required(consent, self_consent_age, day_of(at)) <= _asked(consent):
        raise AlreadyAnswered
    answer.answer = ConsentAnswer.Answer.GIVEN if yes else ConsentAnswer.Answer.REFUSED
    answer.answered_at, answer.channel = at, channel
    answer.heard_by_id = None if channel == ConsentAnswer.Channel.DIGITAL else actor.id
    answer.language, answer.interpreter = language, interpreter
    answer.save()
    trail.record(
        Event.CONSENT_GIVEN if yes else Event.CONSENT_REFUSED,
        about=consent,
        actor=actor,
        at=at,
        matter=consent.matter,
        giver=answer.giver_id,
        channel=channel,
    )
    if not yes:
        _settle(consent, Consent.Status.REFUSED, at)
    elif not ConsentAnswer.objects.of(consent=consent).filter(answer="").exists():
        _settle(consent, Consent.Status.GIVEN, at)
        _open(consent, self_consent_age=self_consent_age, at=at)
    return consent


def _settle(consent: Consent, status: Consent.Status, at: datetime) -> None:
    consent.status, consent.settled_at = status, at
    consent.save(update_fields=["status", "settled_at"])


def _open(consent: Consent, *, self_consent_age: int, at: datetime) -> None:
    """Write a grant for each line, cut to the days on which those who said yes are the right ones to ask."""
    born_on = consent.child.born_on
    assert born_on is not None
    givers = _asked(consent)
    grants = [
        Grant(
            municipality_id=consent.municipality_id,
            consent=consent,
            matter=consent.matter,
            service_id=line.service_id,
            information_type=line.information_type,
            from_on=consent.from_on,
            until_on=lasts_until(
                born_on=born_on,
                from_on=min(day_of(at), consent.from_on),  # a birthday can come between the yes and the beginning
                until_on=consent.until_on,
                givers=givers,
                required_on=lambda day, code=line.information_type: consenters(  # type: ignore[misc]
                    born_on, day, self_consent_age, frozenset({information_types()[code].regime})
                ),
            ),
            given_at=at,
        )
        for line in ConsentLine.objects.of(consent=consent)
    ]
    Grant.objects.bulk_create(grant for grant in grants if grant.from_on <= grant.until_on)


def _asked(consent: Consent) -> frozenset[Capacity]:
    """In which capacities this question is put to somebody."""
    rows = ConsentAnswer.objects.of(consent=consent).values_list("capacity", flat=True)
    return frozenset(Capacity(code) for code in rows)


def _required(consent: Consent, self_consent_age: int, on: date) -> frozenset[Capacity]:
    """Whose yes the law and the guide ask for on this day."""
    assert consent.child.born_on is not None
    codes = set(ConsentLine.objects.of(consent=consent).values_list("information_type", flat=True))
    regimes = frozenset(information_types()[code].regime for code in codes)
    return consenters(consent.child.born_on, on, self_consent_age, regimes)


@transaction.atomic
def withdraw_consent(
    *,
    child: Person,
    matter: UUID,
    by: Person,
    services: Collection[Service] | None,
    channel: ConsentAnswer.Channel,
    actor: Actor,
    at: datetime,
) -> None:
    """Take back the yes, for some services or for all (`services=None`). Holds from the next request on (R9).

    It deletes nothing: what a service wrote stays in that service's own record.
    """
    grants = Grant.objects.filter(municipality_id=child.municipality_id, matter=matter, ended_at=None)
    if services is not None:
        grants = grants.filter(service__in=services)
    grants.update(ended_at=at, ended_by=by.pk)
    about = Consent.objects.filter(municipality_id=child.municipality_id, matter=matter)
    if services is None:
        about.exclude(status=Consent.Status.REFUSED).update(status=Consent.Status.WITHDRAWN, settled_at=at)
    else:  # a question about one of them, still waiting for the other parent, is taken back too
        named = ConsentLine.objects.filter(
            municipality=OuterRef("municipality"), consent=OuterRef("pk"), service__in=services
        )
        about.filter(Exists(named), status=Consent.Status.ASKED).update(status=Consent.Status.WITHDRAWN, settled_at=at)
    trail.record(
        Event.CONSENT_WITHDRAWN,
        about=about.order_by("-asked_at")[0],
        actor=actor,
        at=at,
        matter=matter,
        giver=by.pk,
        channel=channel,
        whole=services is None,
    )


@transaction.atomic
def make_exception(
    *,
    child: Person,
    matter: UUID,
    by: Person,
    actor: Actor,
    at: datetime,
    service: Service | None = None,
    worker: Worker | None = None,
    information_type: str = "",
) -> ConsentException:
    """Keep something back from a consent that is given: it beats the consent (R9)."""
    exception = ConsentException.objects.create(
        municipality_id=child.municipality_id,
        matter=matter,
        made_by=by,
        service=service,
        worker=worker,
        information_type=information_type,
        made_at=at,
    )
    consent = Consent.objects.filter(municipality_id=child.municipality_id, matter=matter).latest("asked_at")
    trail.record(Event.EXCEPTION_MADE, about=consent, actor=actor, at=at, matter=matter, giver=by.pk)
    return exception
