"""When people are away or leave: cover, and the baton that never lies on the ground."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import move_clocks
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.moments import day_of
from helhet.core.plan import HELD
from helhet.people.models import Cover, Membership, Service, Worker
from helhet.plans.actions.baton import call_off_offers, falls_to_leader
from helhet.plans.actions.common import locked, of_service
from helhet.plans.actions.letting_go import let_go
from helhet.plans.models import Baton, BatonOffer, Participant, Participation, Plan
from helhet.plans.queries.roles import current_baton


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

    So is what they were asked on the unit's behalf and had not answered: an invitation to the unit goes to the
    leader, an offer of the baton to them by name is called off.

    Raises:
        StaffRefused: `not_leader`; `is_leader`, since a unit gets a new leader before the old one leaves.
    """
    _check_leads(membership.service, actor)
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("service__leader", "worker")
        .get(pk=membership.pk)
    )
    if membership.ended_on:
        return membership
    if membership.service.leader_id == membership.worker_id:
        raise StaffRefused("is_leader")
    membership.ended_on, membership.ended_by = day_of(at), actor.id
    membership.save(update_fields=["ended_on", "ended_by"])
    who, where = membership.worker, membership.service
    for municipality, plan_id in _touched(who, where):
        plan = locked(Plan.objects.filter(municipality_id=municipality).get(pk=plan_id))
        if Baton.objects.of(plan=plan).filter(holder=who, service=where, until_at=None).exists():
            falls_to_leader(plan=plan, actor=actor, at=at)
        call_off_offers(plan=plan, to_worker=who, to_service=where, actor=actor, at=at)
        _pass_on(plan, who, where, actor)
        Participant.objects.of(plan=plan).filter(worker=who, service=where, left_at=None).update(left_at=at)
        baton = current_baton(locked(plan))
        if baton and plan.state in HELD:
            let_go(plan=plan, worker=who, baton=baton, actor=actor, at=at)
    trail.record_apart(
        Event.MEMBERSHIP_ENDED,
        kind="membership",
        key=membership.pk,
        actor=actor,
        at=at,
        worker=membership.worker_id,
    )
    return membership


def _touched(who: Worker, where: Service) -> list[tuple[UUID, UUID]]:
    """The plans this person has a part in for the unit, as (municipality, plan); always in the same order.

    In whatever municipality they are: a county's or a hospital's worker has plans in many.
    """
    rows = (
        Baton.objects.filter(holder=who, service=where, until_at=None),
        BatonOffer.objects.filter(to_worker=who, to_service=where, state=OfferState.OPEN),
        Participation.objects.filter(invited_worker=who, service=where, answer="", left_at=None),
        Participant.objects.filter(worker=who, service=where, left_at=None),
    )
    return sorted({key for found in rows for key in found.values_list("municipality_id", "plan_id")})


def _pass_on(plan: Plan, who: Worker, where: Service, actor: Actor) -> None:
    """The unit's invitation is the leader's to answer."""
    invited = Participation.objects.of(plan=plan).filter(invited_worker=who, service=where, answer="", left_at=None)
    if invited.update(invited_worker=where.leader):
        codes = ("invitation_answer",)
        move_clocks(matter=plan, codes=codes, old=who, new=where.leader, leader=where.leader, actor=actor)


def _check_leads(service: Service, actor: Actor) -> None:
    if service.leader_id != actor.id or actor.service != service.pk:
        raise StaffRefused("not_leader")
