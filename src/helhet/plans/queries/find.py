"""Finding one thing in a plan that has already come through its door."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import Http404

from helhet.access.conditions import live_grants, services_open_to
from helhet.access.lookup import Lookup
from helhet.access.models import Consent, ConsentAnswer, ConsentLine, Grant
from helhet.access.statement import Arguments
from helhet.clocks.models import Clock
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.hiding import HidingReason, hiding_reasons
from helhet.core.information import InformationType, information_types
from helhet.core.law.regimes import Regime
from helhet.core.plan import PlanStatus
from helhet.people.keys import Key
from helhet.people.models import Person, Service, Worker
from helhet.people.queries import services_around, workers_in
from helhet.plans.models import BatonOffer, Entry, Goal, Hiding, Measure, Meeting, Participant, Participation, Plan
from helhet.plans.queries.doors import PLAN
from helhet.plans.queries.parts import OfPlan
from helhet.plans.queries.roles import knows_of_child_alone


def measure_in(plan: Plan, key: Key) -> Measure:
    """A measure of this plan. Raises Http404."""
    return _found(Measure.objects.of(plan=plan).filter(pk=key.id).first())


def plan_begun(child: Person, actor: Actor, *, on: date) -> Plan | None:
    """The plan this actor has begun for a child known from a note of theirs, unless it has ended for them.

    One that is out of their reach by now is not told of: to them it is as if there were none.
    """
    begun = (
        Plan.objects.of(child=child)
        .filter(author=actor.id, service=actor.service)
        .exclude(status__in=[PlanStatus.CLOSED, PlanStatus.REFUSED])
    )
    seen: Plan | None = PLAN.list(begun, actor=actor, on=on).order_by("-opened_at").first()
    return seen


def is_open(plan: Plan, actor: Actor, *, on: date) -> bool:
    """Whether the actor may open the plan today: where a link can lead."""
    return PLAN.list(Plan.objects.at(plan.key), actor=actor, on=on).exists()


def linked_plans(plan: Plan, actor: Actor, *, on: date) -> list[Plan]:
    """The plan this one continues, and those that continue it, as far as the actor may know of them."""
    before = plan.continues_id or UUID(int=0)
    return LINKED.rows(actor, on, municipality=plan.municipality_id, plan=plan.pk, before=before)


def _linked(seen: Any, to: Arguments, _actor: Actor) -> Any:
    here = seen.filter(municipality=to["municipality"])
    return here.filter(Q(pk=to["before"]) | Q(continues=to["plan"])).order_by("opened_at", "id")


LINKED = PLAN.statement(_linked, municipality=UUID, plan=UUID, before=UUID)
"""The plans before and after one."""


def days_to_keep(plan: Plan) -> tuple[Clock, ...]:
    """What must be done in the plan by a day, whoever is to do it; the earliest first."""
    running = Clock.objects.filter(municipality_id=plan.municipality_id, matter=plan.pk, ended_at=None)
    return tuple(running.select_related("owner").order_by("due_on", "id"))


def goal_in(plan: Plan, pk: UUID) -> Goal:
    """A goal of this plan. Raises Http404."""
    return _found(Goal.objects.of(plan=plan).filter(pk=pk).first())


def answer_in(plan: Plan, key: Key) -> ConsentAnswer:
    """Somebody's place among those who were asked about this plan. Raises Http404."""
    return _found(
        ConsentAnswer.objects.filter(municipality_id=plan.municipality_id, pk=key.id, consent__matter=plan.pk)
        .select_related("giver", "giver_service", "consent")
        .first()
    )


def covered_by(answer: ConsentAnswer) -> list[tuple[Service, list[InformationType]]]:
    """What an answer covers: each service that was asked about, and the kinds of information it would know of."""
    lines = ConsentLine.objects.filter(municipality_id=answer.municipality_id, consent=answer.consent_id)
    asked: dict[Service, set[str]] = {}
    for line in lines.select_related("service").order_by("service__name", "id"):
        asked.setdefault(line.service, set()).add(line.information_type)
    types = information_types()
    return [(service, [types[code] for code in types if code in codes]) for service, codes in asked.items()]


def open_offer(plan: Plan) -> BatonOffer | None:
    """The offer of the baton that waits for an answer."""
    found: BatonOffer | None = OPEN_OFFERS.first(plan)
    return found


OPEN_OFFERS = OfPlan(
    BatonOffer,
    lambda rows, _of: (
        rows.filter(state=OfferState.OPEN).select_related("to_worker", "to_service", "offered_by").order_by("pk")
    ),
)


def place_of(plan: Plan, actor: Actor) -> Participation | None:
    """The place of the actor's service in the plan, asked or answered."""
    return place_among(INVITATIONS.rows(plan), actor)


def place_among(invitations: Iterable[Participation], actor: Actor) -> Participation | None:
    """The one of them that is the place of the actor's service, asked or answered."""
    mine = (one for one in invitations if one.service_id == actor.service)
    return next((one for one in mine if one.answer != Participation.Answer.DECLINED), None)


INVITATIONS = OfPlan(
    Participation,
    lambda rows, _of: (
        rows.filter(left_at=None).select_related("service", "invited_by", "invited_worker").order_by("invited_at", "id")
    ),
)
"""The services that take part, have been asked, or have said no."""


def services_inside(plan: Plan) -> frozenset[UUID]:
    """The services somebody takes part in the plan for, or did."""
    return frozenset(SERVICES_INSIDE.rows(plan))


SERVICES_INSIDE = OfPlan(Participant, lambda rows, _of: rows.order_by("pk").values_list("service_id", flat=True))


def services_placed(plan: Plan) -> frozenset[UUID]:
    """The services that take part in the plan, or have been asked and not said no."""
    places = Participation.objects.of(plan=plan).filter(left_at=None).exclude(answer=Participation.Answer.DECLINED)
    return frozenset(places.values_list("service_id", flat=True))


def waiting_meeting(plan: Plan) -> Meeting | None:
    """The meeting that is planned and not yet concluded, the earliest first."""
    found: Meeting | None = MEETINGS.first(plan)
    return found


MEETINGS = OfPlan(
    Meeting, lambda rows, _of: rows.filter(concluded_at=None).select_related("asks_child").order_by("held_on", "id")
)


def child_waits(meeting: Meeting) -> bool:
    """Nobody has said yet that the child has been talked with before this meeting."""
    return not TALKED.rows(municipality=meeting.municipality_id, meeting=meeting.pk)


TALKED = Lookup(
    lambda of: Clock.objects.filter(
        municipality=of["municipality"], about=of["meeting"], code="child_view_before", outcome=Clock.Outcome.MET
    ).order_by("pk"),
    municipality=UUID,
    meeting=UUID,
)


def consents_of(plan: Plan) -> tuple[Consent, ...]:
    """The questions that wait for answers, with who has answered."""
    here = {"municipality": plan.municipality_id}
    return tuple(
        Consent.objects.filter(**here, matter=plan.pk, settled_at=None, hidden=False)
        .prefetch_related(
            Prefetch("answers", ConsentAnswer.objects.filter(**here).select_related("giver", "giver_service")),
            Prefetch(
                "lines", ConsentLine.objects.filter(**here).select_related("service").order_by("service__name", "id")
            ),
        )
        .order_by("asked_at", "id")
    )


def asked_alone(plan: Plan) -> tuple[Consent, ...]:
    """The questions put to the child alone, newest first. For those who may know of them (`knows_of_child_alone`)."""
    here = {"municipality": plan.municipality_id}
    return tuple(
        Consent.objects.filter(**here, matter=plan.pk, hidden=True)
        .select_related("asked_by")
        .prefetch_related(
            Prefetch("answers", ConsentAnswer.objects.filter(**here).select_related("giver")),
            Prefetch("lines", ConsentLine.objects.filter(**here).select_related("service")),
        )
        .order_by("-asked_at", "id")
    )


def secret_services(plan: Plan, actor: Actor, on: date) -> frozenset[UUID]:
    """The services the child alone has let in, which this reader is not to know of. One's own is never among them."""
    return frozenset() if knows_of_child_alone(plan, actor, on) else let_in_alone(plan, on) - {actor.service}


def let_in_alone(plan: Plan, on: date) -> frozenset[UUID]:
    """The services only the child has let in."""
    here: dict[str, Any] = {"municipality": plan.municipality_id, "matter": plan.pk, "on": on}
    return services_open_to(**here) - services_open_to(**here, family_knows=True)


def services_known(plan: Plan, actor: Actor, on: date) -> list[Service]:
    """The services a consent is open to today, as far as this reader may know, by name."""
    inside = services_open_to(municipality=plan.municipality_id, matter=plan.pk, on=on)
    known = inside - secret_services(plan, actor, on)
    return [one for one in services_around(plan.municipality_id) if one.pk in known]


def services_family_knows(plan: Plan, on: date) -> list[Service]:
    """The services a consent the family knows of is open to today, by name."""
    inside = services_open_to(municipality=plan.municipality_id, matter=plan.pk, on=on, family_knows=True)
    return [one for one in services_around(plan.municipality_id) if one.pk in inside]


def workers_of(plan: Plan, actor: Actor, on: date) -> list[Worker]:
    """The workers who have a task in the plan, and can be named in it where others read.

    Whoever is there by the child's own yes alone is named by nobody but their own service, whose words are the child's.
    """
    rows = (
        Participant.objects.of(plan=plan)
        .filter(left_at=None)
        .exclude(service__in=let_in_alone(plan, on) - {actor.service})
        .select_related("worker")
        .order_by("worker__name", "since_at", "id")
    )
    return list(dict.fromkeys(one.worker for one in rows))


def people_in_services(services: list[Service], *, on: date, but: UUID | None = None) -> list[tuple[Worker, Service]]:
    """Everyone who works in these services today, with the service they would act for."""
    return [(who, where) for where in services for who in workers_in(where.pk, on=on) if who.pk != but]


def reasons_to_hide(entry: Entry, actor: Actor, *, on: date) -> tuple[HidingReason, ...]:
    """The reasons the law gives this person for hiding this entry from one of the family: their own service's words."""
    born_on = entry.plan.child.born_on
    if entry.service_id != actor.service or actor.regime is None or born_on is None:
        return ()
    item = Regime(entry.regime)
    return tuple(
        one for one in hiding_reasons().values() if one.available(judge=actor.regime, item=item, born_on=born_on, on=on)
    )


def hidings_of(entry: Entry) -> tuple[Hiding, ...]:
    """From whom an entry is hidden today, for those who may know of it: the service that wrote it."""
    rows = Hiding.objects.of(entry=entry).filter(lifted_at=None).select_related("person", "hidden_by")
    return tuple(rows.order_by("hidden_at", "id"))


def let_in_by_child_alone(plan: Plan, service: UUID, on: date) -> str | None:
    """The reason, where a service is in the plan by the child's own yes alone; None where the family knows of it."""
    first = LET_IN.first(plan, service=service, on=on)
    return first.consent.hidden_reason if first is not None and first.by_child_alone else None


LET_IN = OfPlan(
    Grant,
    lambda rows, of: (
        (rows & live_grants(of["on"]))
        .filter(service=of["service"])
        .select_related("consent")
        .order_by("by_child_alone", "given_at", "id")[:1]
    ),
    plan="matter",
    service=UUID,
    on=date,
)
"""By what consent a service is in a plan, one the family knows of before any other."""


T = TypeVar("T")


def _found(row: T | None) -> T:
    if row is None:
        raise Http404
    return row
