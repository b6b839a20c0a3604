"""What every action on a plan begins with."""

from datetime import date, datetime
from uuid import UUID

from helhet.core.actors import Actor
from helhet.core.doing import Act
from helhet.core.law.ages import fvl_18_not_shown_confidential
from helhet.core.moments import day_of
from helhet.people.models import Membership, Person, Service, Worker
from helhet.people.queries import family_of
from helhet.plans.models import Baton, Entry, Feed, Participant, Participation, Plan
from helhet.plans.queries.find import INVITATIONS
from helhet.plans.queries.roles import current_baton, require
from helhet.post.actions import post_letter
from helhet.post.models import Letter


def locked(plan: Plan) -> Plan:
    """The plan as it is now, ours alone until the transaction ends. Every change to a plan begins here.

    What may change is not read along with it: whoever waited for the lock would get the plan of now, and beside it the
    baton from before the wait (PostgreSQL, read committed).
    """
    return (
        Plan.objects.select_for_update(of=("self",))
        .filter(municipality_id=plan.municipality_id)
        .select_related("child")
        .get(pk=plan.pk)
    )


def locked_for(act: Act, plan: Plan, actor: Actor, on: date) -> Plan:
    """The plan, locked, after making sure that this actor may do this to it now. Raises NotYours."""
    plan = locked(plan)
    require(act, plan, actor, on)
    return plan


def baton_of(plan: Plan) -> Baton:
    """The baton of a plan that is held by somebody."""
    baton = current_baton(plan)
    assert baton is not None, "a held plan has a holder"
    return baton


def of_service(worker: Worker, service: Service) -> bool:
    """The worker works in the service now."""
    return worker.memberships.filter(service=service, ended_on=None).exists()


def keeps_place(worker: UUID, service: UUID) -> bool:
    """The worker works in the service, and goes on doing so until this transaction ends.

    Asked before the plan is locked: whoever ends a place locks the place first and then the plans.
    """
    places = Membership.objects.select_for_update().filter(worker=worker, service=service, ended_on=None)
    return places.first() is not None


def joins(plan: Plan, worker: Worker, service: Service, *, at: datetime) -> None:
    """A worker gets a task in the plan for a service that takes part; once is enough."""
    feed_service(plan, service.pk)
    Participant.objects.get_or_create(
        municipality_id=plan.municipality_id,
        plan=plan,
        service=service,
        worker=worker,
        left_at=None,
        defaults={"since_at": at},
    )


def tell_family(plan: Plan, *, actor: Actor, at: datetime) -> None:
    """Let the guardians, and the young person from 15, know that there is news. No content, none to the shielded."""
    on, child = day_of(at), plan.child
    told = family_of(child, on=on)
    if child not in told and child.born_on and fvl_18_not_shown_confidential(child.born_on, on).met is False:
        told.append(child)
    for person in told:
        if person.email and {person.protection, child.protection} == {Person.Protection.NONE}:
            post_letter(kind=Letter.Kind.NEWS, to=person, about=plan, actor=actor, at=at)


def feed_entry(entry: Entry) -> None:
    """A new entry becomes a candidate for its own service and for every service in the plan."""
    inside = {one.service_id for one in INVITATIONS.rows(entry.plan) if one.answer == Participation.Answer.ACCEPTED}
    services = {entry.service_id, *inside}
    Feed.objects.bulk_create(_candidate(entry, service) for service in sorted(services))


def feed_service(plan: Plan, service: UUID) -> None:
    """Everything written so far becomes a candidate for a service that joins."""
    known = Feed.objects.filter(municipality=plan.municipality_id, service=service, entry__plan=plan)
    there = set(known.values_list("entry_id", flat=True))
    rows = Entry.objects.of(plan=plan).exclude(pk__in=there).order_by("written_at", "id")
    Feed.objects.bulk_create([_candidate(entry, service) for entry in rows])


def _candidate(entry: Entry, service: UUID) -> Feed:
    return Feed(municipality_id=entry.municipality_id, service_id=service, written_at=entry.written_at, entry=entry)
