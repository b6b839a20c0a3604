"""Who may know what, what is kept back, and what the family is being asked."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch
from django.utils.functional import Promise

from helhet.access.conditions import bases_of, live_grants
from helhet.access.models import Consent, ConsentAnswer, ConsentException, ConsentLine
from helhet.core.actors import Actor
from helhet.core.information import InformationType, information_types
from helhet.core.moments import day_of
from helhet.core.plan import HELD
from helhet.core.processing import Rests
from helhet.family.discretion import Contact, Discretion
from helhet.people.models import Service
from helhet.plans.models import Participant, Participation, Plan


@dataclass(frozen=True, slots=True)
class Until:
    """Kinds of information a service may know until the same day."""

    on: date
    kinds: tuple[InformationType, ...]


@dataclass(frozen=True, slots=True)
class Knows:
    """A service inside the consent: its people in the plan, and what it may know until when."""

    place: str | Promise
    people: tuple[str, ...]
    invited: bool
    declined: bool
    until: tuple[Until, ...]
    basis: Rests | None
    """On what basis it keeps what it knows; None where it has not come in yet."""


@dataclass(frozen=True, slots=True)
class KeptBack:
    """An exception: from a service, from a person, about something, or a mix of them."""

    place: str | Promise
    who: str
    kind: InformationType | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Someone whose answer is needed, and whether it has come."""

    name: str
    me: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What one service would like to know."""

    place: str | Promise
    kinds: tuple[InformationType, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A consent that waits: for what, until when, who asks, who is asked."""

    purpose: str
    until_on: date
    by: Contact
    wishes: tuple[Wish, ...]
    about_me: tuple[Wish, ...]
    """What is asked about the reader: theirs alone to say yes to."""
    people: tuple[Asked, ...]


def exceptions_of(plan: Plan, actor: Actor) -> list[ConsentException]:
    """The exceptions this reader is told of: what the young person keeps back is not the guardians' to see."""
    rows = ConsentException.objects.filter(municipality_id=plan.municipality_id, matter=plan.pk, ended_at=None)
    if actor.id != plan.child_id:
        rows = rows.exclude(made_by=plan.child_id)
    return list(rows.select_related("service", "worker").order_by("made_at", "id"))


def kept_back(exceptions: list[ConsentException], discretion: Discretion) -> tuple[KeptBack, ...]:
    """The exceptions as they are told."""
    return tuple(
        KeptBack(
            place=discretion.place(one.service) if one.service else "",
            who=discretion.name(one.worker) if one.worker else "",
            kind=information_types().get(one.information_type),
        )
        for one in exceptions
    )


def who_knows(
    plan: Plan, actor: Actor, exceptions: list[ConsentException], discretion: Discretion, *, at: datetime
) -> tuple[Knows, ...]:
    """The services inside the consent today, by name; nobody once the plan is closed.

    What the child alone has said yes to is told to the child alone.
    """
    if plan.state not in HELD:
        return ()
    services: dict[UUID, Service] = {}
    until: dict[UUID, dict[str, date]] = defaultdict(dict)
    grants = live_grants(day_of(at)).filter(municipality=plan.municipality_id, matter=plan.pk)
    if actor.id != plan.child_id:
        grants = grants.filter(by_child_alone=False)
    for grant in grants.select_related("service").order_by("service__name", "until_on", "id"):
        services[grant.service_id] = grant.service
        if not _excepted(exceptions, grant.service_id, grant.information_type):
            until[grant.service_id][grant.information_type] = grant.until_on
    people: dict[UUID, list[str]] = defaultdict(list)
    for one in Participant.objects.of(plan=plan).filter(left_at=None).select_related("worker").order_by("since_at"):
        people[one.service_id].append(discretion.name(one.worker))
    bases = bases_of(municipality=plan.municipality_id, matter=plan.pk)
    asked = Participation.objects.of(plan=plan).filter(left_at=None).order_by("invited_at")
    answers = dict(asked.values_list("service_id", "answer"))
    return tuple(
        Knows(
            place=discretion.place(service),
            people=tuple(people[pk]),
            invited=answers.get(pk) == "",
            declined=answers.get(pk) == Participation.Answer.DECLINED,
            until=_by_day(until[pk]),
            basis=bases.get(pk),
        )
        for pk, service in services.items()
    )


def questions_to(plan: Plan, actor: Actor, discretion: Discretion) -> tuple[Question, ...]:
    """The questions this reader is asked. One put to somebody else alone is theirs alone."""
    here = {"municipality": plan.municipality_id}
    rows = (
        Consent.objects.filter(**here, matter=plan.pk, settled_at=None)
        .filter(answers__giver=actor.id)
        .select_related("asked_by")
        .prefetch_related(
            Prefetch("lines", ConsentLine.objects.filter(**here).select_related("service")),
            Prefetch("answers", ConsentAnswer.objects.filter(**here).select_related("giver", "giver_service")),
        )
        .order_by("asked_at", "id")
    )
    return tuple(
        Question(
            purpose=discretion.words(consent.purpose),
            until_on=consent.until_on,
            by=discretion.contact(consent.asked_by, plan.baton.service if plan.baton_id else plan.service),
            wishes=_wishes(consent, consent.child_id, discretion),
            about_me=_wishes(consent, actor.id, discretion) if actor.id != plan.child_id else (),
            people=tuple(
                Asked(name=_giver(one, discretion), me=one.giver_id == actor.id, answered=one.answered_at is not None)
                for one in sorted(consent.answers.all(), key=lambda a: (a.giver_id != actor.id, a.giver_name))
            ),
        )
        for consent in rows
    )


def _giver(answer: ConsentAnswer, discretion: Discretion) -> str:
    if answer.giver_service is not None:
        return str(discretion.place(answer.giver_service))
    return answer.giver_name


def _wishes(consent: Consent, about: UUID, discretion: Discretion) -> tuple[Wish, ...]:
    """What each service would like to know about one of them. What is asked about an adult is theirs to be asked."""
    wanted: dict[Service, set[str]] = defaultdict(set)
    for line in consent.lines.all():
        if line.about_id != about:
            continue
        wanted[line.service].add(line.information_type)
    return tuple(
        Wish(discretion.place(service), _kinds(wanted[service])) for service in sorted(wanted, key=lambda s: s.name)
    )


def _by_day(until: dict[str, date]) -> tuple[Until, ...]:
    return tuple(
        Until(day, _kinds({code for code, last in until.items() if last == day}))
        for day in sorted(set(until.values()), reverse=True)
    )


def _kinds(codes: set[str]) -> tuple[InformationType, ...]:
    return tuple(kind for code, kind in information_types().items() if code in codes)


def _excepted(exceptions: list[ConsentException], service: UUID, kind: str) -> bool:
    """Kept back from everyone in the service. What is kept from one person stands among the exceptions."""
    return any(
        one.worker_id is None and one.service_id in (None, service) and one.information_type in ("", kind)
        for one in exceptions
    )
