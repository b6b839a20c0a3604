"""Finding one thing in a plan that has already come through its door."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404

from helhet.access.models import Consent, ConsentAnswer, ConsentLine
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.law.ages import vgml_8_of_age
from helhet.core.plan import PlanStatus
from helhet.people.keys import Key
from helhet.people.models import Person, Service, Worker
from helhet.people.queries import workers_in
from helhet.plans.models import BatonOffer, Entry, Goal, Measure, Meeting, Participant, Participation, Plan


def measure_in(plan: Plan, key: Key) -> Measure:
    """A measure of this plan. Raises Http404."""
    return _found(Measure.objects.of(plan=plan).filter(pk=key.id).first())


def plan_begun(child: Person, actor: Actor) -> Plan | None:
    """The plan this actor has begun for a child known from a note of theirs, unless it has ended."""
    return (
        Plan.objects.of(child=child)
        .filter(author=actor.id, service=actor.service)
        .exclude(status__in=[PlanStatus.CLOSED, PlanStatus.REFUSED])
        .order_by("-opened_at")
        .first()
    )


def goal_in(plan: Plan, pk: UUID) -> Goal:
    """A goal of this plan. Raises Http404."""
    return _found(Goal.objects.of(plan=plan).filter(pk=pk).first())


def answer_in(plan: Plan, key: Key) -> ConsentAnswer:
    """Somebody's place among those who were asked about this plan. Raises Http404."""
    return _found(
        ConsentAnswer.objects.filter(municipality_id=plan.municipality_id, pk=key.id, consent__matter=plan.pk)
        .select_related("giver", "consent")
        .first()
    )


def open_offer(plan: Plan) -> BatonOffer | None:
    """The offer of the baton that waits for an answer."""
    return (
        BatonOffer.objects.of(plan=plan)
        .filter(state=OfferState.OPEN)
        .select_related("to_worker", "to_service", "offered_by")
        .first()
    )


def place_of(plan: Plan, actor: Actor) -> Participation | None:
    """The place of the actor's service in the plan, asked or answered."""
    return (
        Participation.objects.of(plan=plan)
        .filter(service=actor.service, left_at=None)
        .exclude(answer=Participation.Answer.DECLINED)
        .select_related("service", "invited_by")
        .first()
    )


def services_placed(plan: Plan) -> frozenset[UUID]:
    """The services that take part in the plan, or have been asked and not said no."""
    places = Participation.objects.of(plan=plan).filter(left_at=None).exclude(answer=Participation.Answer.DECLINED)
    return frozenset(places.values_list("service_id", flat=True))


def waiting_meeting(plan: Plan) -> Meeting | None:
    """The meeting that is planned and not yet concluded, the earliest first."""
    return (
        Meeting.objects.of(plan=plan)
        .filter(concluded_at=None)
        .select_related("asks_child")
        .order_by("held_on", "id")
        .first()
    )


def consents_of(plan: Plan) -> tuple[Consent, ...]:
    """The questions that wait for answers, with who has answered."""
    here = {"municipality": plan.municipality_id}
    return tuple(
        Consent.objects.filter(**here, matter=plan.pk, status=Consent.Status.ASKED)
        .prefetch_related(
            Prefetch("answers", ConsentAnswer.objects.filter(**here).select_related("giver")),
            Prefetch("lines", ConsentLine.objects.filter(**here).select_related("service")),
        )
        .order_by("asked_at", "id")
    )


def workers_of(plan: Plan) -> list[Worker]:
    """The workers who have a task in the plan."""
    rows = (
        Participant.objects.of(plan=plan)
        .filter(left_at=None)
        .select_related("worker")
        .order_by("worker__name", "since_at", "id")
    )
    return list(dict.fromkeys(one.worker for one in rows))


def people_in_services(services: list[Service], *, on: date, but: UUID | None = None) -> list[tuple[Worker, Service]]:
    """Everyone who works in these services today, with the service they would act for."""
    return [(who, where) for where in services for who in workers_in(where.pk, on=on) if who.pk != but]


def may_close_to_guardians(entry: Entry, actor: Actor, *, on: date) -> bool:
    """Whether the actor can still keep this between the child and their service."""
    return entry.closed_to_guardians_at is None and may_judge(entry, actor, on=on)


def may_judge(entry: Entry, actor: Actor, *, on: date) -> bool:
    """Whether this is the actor's to judge: health personnel, their own service's words, a child under 18."""
    born_on = entry.plan.child.born_on
    return (
        entry.service_id == actor.service
        and actor.service_type is not None
        and actor.service_type.health_secrecy
        and born_on is not None
        and not vgml_8_of_age(born_on, on).met
    )


T = TypeVar("T")


def _found(row: T | None) -> T:
    if row is None:
        raise Http404
    return row
