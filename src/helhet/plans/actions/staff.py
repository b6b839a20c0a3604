"""When people are away or leave: cover, and the baton that never lies on the ground."""

from datetime import date, datetime

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.moments import day_of
from helhet.people.models import Cover, Membership, Service, Worker
from helhet.plans.actions.baton import falls_to_leader
from helhet.plans.actions.common import of_service
from helhet.plans.models import Baton, Participant, Plan


class StaffRefused(ValueError):
    """Not possible like this; `.code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def set_cover(
    *,
    absent: Worker,
    covered_by: Worker,
    service: Service,
    from_on: date,
    until_on: date,
    actor: Actor,
    at: datetime,
) -> Cover:
    """Say who stands in while someone is away. Ends by itself after the last day.

    Raises:
        StaffRefused: `not_leader`, `not_in_service`, `same_person` or `ends_before_it_begins`.
    """
    _check_leads(service, actor)
    if absent == covered_by:
        raise StaffRefused("same_person")
    if until_on < from_on:
        raise StaffRefused("ends_before_it_begins")
    if not (of_service(absent, service) and of_service(covered_by, service)):
        raise StaffRefused("not_in_service")
    cover = Cover.objects.create(
        absent=absent,
        covered_by=covered_by,
        service=service,
        from_on=from_on,
        until_on=until_on,
        decided_by_id=actor.id,
    )
    trail.record_apart(
        Event.COVER_SET, kind="cover", key=cover.pk, actor=actor, at=at, absent=absent.pk, by=covered_by.pk
    )
    return cover


@transaction.atomic
def end_membership(*, membership: Membership, actor: Actor, at: datetime) -> Membership:
    """Someone leaves the unit. Every baton they hold for it is the leader's in the same instant (criterion 4).

    Raises:
        StaffRefused: `not_leader`; `is_leader`, since a unit gets a new leader before the old one leaves.
    """
    _check_leads(membership.service, actor)
    membership = Membership.objects.select_for_update().select_related("service").get(pk=membership.pk)
    if membership.ended_on:
        return membership
    if membership.service.leader_id == membership.worker_id:
        raise StaffRefused("is_leader")
    membership.ended_on, membership.ended_by = day_of(at), actor.id
    membership.save(update_fields=["ended_on", "ended_by"])
    held = Baton.objects.filter(holder=membership.worker_id, service=membership.service_id, until_at=None).values_list(
        "municipality_id", "plan_id"
    )
    for municipality, plan_id in list(held):
        plan = Plan.objects.filter(municipality_id=municipality).get(pk=plan_id)
        falls_to_leader(plan=plan, actor=actor, at=at)
    Participant.objects.filter(worker=membership.worker_id, service=membership.service_id, left_at=None).update(
        left_at=at
    )
    trail.record_apart(
        Event.MEMBERSHIP_ENDED,
        kind="membership",
        key=membership.pk,
        actor=actor,
        at=at,
        worker=membership.worker_id,
    )
    return membership


def _check_leads(service: Service, actor: Actor) -> None:
    if service.leader_id != actor.id or actor.service != service.pk:
        raise StaffRefused("not_leader")
