"""What the tests ask about the people and plans of Fjordvik, by the names they have in the stories."""

from datetime import date

from helhet.clocks.models import Clock
from helhet.core.actors import Actor, ActorKind
from helhet.people.models import Person, Worker
from helhet.plans.models import Participation, Plan
from helhet.plans.queries.doors import OF_PLAN, PLAN
from helhet.plans.queries.roles import current_baton
from tests.cast import acting
from tests.demo.conftest import TODAY


def as_worker(key: str) -> Actor:
    """A worker of the roster, acting for the service they work in."""
    who = Worker.objects.get(account__key=key)
    return acting(who, who.memberships.select_related("service").get().service)


def as_guardian(name: str) -> Actor:
    """A guardian in the family's own room."""
    return Actor(kind=ActorKind.GUARDIAN, id=Person.objects.get(name=name).pk)


def plan_of(child: str) -> Plan:
    """The one plan a child has."""
    return Plan.objects.select_related("child").get(child__name=child)


def holder(plan: Plan) -> str:
    """Who holds the baton, by key."""
    baton = current_baton(plan)
    assert baton is not None
    return baton.holder.account.key


def services_in(plan: Plan) -> set[str]:
    """The kinds of services that have said yes and met the family."""
    taking_part = Participation.objects.of(plan=plan).filter(answer="accepted", first_contact_on__isnull=False)
    return {one.service.type for one in taking_part.select_related("service")}


def running(plan: Plan) -> dict[str, int]:
    """The plan's running clocks: what, and in how many days (below zero: overdue)."""
    clocks = Clock.objects.filter(matter=plan.pk, ended_at=None).order_by("due_on", "id")
    return {clock.code: (clock.due_on - TODAY).days for clock in clocks}


def visible(actor: Actor, *, on: date = TODAY) -> set[str]:
    """The children whose plans this actor may know of."""
    return {plan.child.name for plan in PLAN.list(Plan.objects.all(), actor=actor, on=on).select_related("child")}


def reads(actor: Actor, plan: Plan) -> set[str]:
    """Every text this actor reads in a plan."""
    return {entry.text for entry in OF_PLAN.rows(actor, TODAY, municipality=plan.municipality_id, plan=plan.pk)}
