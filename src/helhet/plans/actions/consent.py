"""Taking consent back, for one service or for all of it. Oral is enough; it holds from the next request (R9)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from helhet.access.actions.basis import end_basis
from helhet.access.actions.taking_back import make_exception, withdraw_alone, withdraw_consent
from helhet.access.conditions import live_grants, may_take_back, services_open_to
from helhet.access.models import Consent, ConsentAnswer, ConsentException
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import end_all_clocks, end_clock, start_clock
from helhet.clocks.models import Clock
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.doing import Act, NotYours
from helhet.core.moments import day_of
from helhet.core.plan import PlanStatus, check_can_become
from helhet.people.models import Person, Service, Worker
from helhet.plans.actions.common import baton_of, locked, locked_for
from helhet.plans.actions.deadlock import call_off_deadlock
from helhet.plans.actions.letting_go import let_go
from helhet.plans.models import BatonOffer, Participant, Participation, Plan
from helhet.plans.queries.find import let_in_alone
from helhet.plans.queries.roles import guide_of, knows_of_child_alone


@transaction.atomic
def withdraw(
    *,
    plan: Plan,
    by: Person,
    service: Service | None,
    channel: ConsentAnswer.Channel,
    actor: Actor,
    at: datetime,
) -> Plan:
    """One of the family takes back the consent, for one service or, with `service=None`, for the whole plan.

    The service's people leave the plan in the same instant, and nothing they had promised is counted on any more.
    Where the holder's own service is no longer inside, the plan is closing: the holder has only the last words left,
    or passes the baton to one who is inside.

    Raises:
        NotYours: not the actor's to record.
        LookupError: not this person's yes to take back.
    """
    on = day_of(at)
    plan = locked_for(Act.RECORD_WITHDRAWAL, plan, actor, on)
    if by not in may_take_back(child=plan.child, matter=plan.pk, on=on):
        raise LookupError("not this person's yes to take back")
    withdraw_consent(
        child=plan.child,
        matter=plan.pk,
        by=by,
        services=None if service is None else [service],
        channel=channel,
        actor=actor,
        at=at,
    )
    baton = baton_of(plan)
    outside = service is None or service.pk == baton.service_id
    _leave(plan, actor=actor, at=at)
    _stop_asking(plan, actor=actor, at=at)
    if service is None:
        call_off_deadlock(plan=plan, actor=actor, at=at)
        end_all_clocks(matter=plan, but=("close_after_withdrawal",), actor=actor, at=at)
    if outside and plan.state is PlanStatus.ACTIVE:
        check_can_become(plan.state, PlanStatus.CLOSING)
        plan.status = PlanStatus.CLOSING
        plan.save(update_fields=["status"])
        start_clock(
            guide=guide_of(plan).clock("close_after_withdrawal"),
            from_on=day_of(at),
            matter=plan,
            about=plan,
            child=plan.child_id,
            owner=baton.holder,
            leader=baton.service.leader,
            actor=actor,
        )
        trail.record(Event.PLAN_CLOSING, about=plan, actor=actor, at=at)
    return plan


@transaction.atomic
def take_back_alone(
    *, plan: Plan, consent: Consent, channel: ConsentAnswer.Channel, actor: Actor, at: datetime
) -> Consent:
    """The child takes back what it has said yes to alone: the service no longer sees what is kept from the parents.

    Raises:
        NotYours: not health personnel who take part in the plan.
        LookupError: not a question put to the child alone in this plan.
    """
    plan = locked(plan)
    if not knows_of_child_alone(plan, actor, day_of(at)):
        raise NotYours(Act.RECORD_WITHDRAWAL)
    consent = Consent.objects.select_for_update().filter(municipality_id=plan.municipality_id).get(pk=consent.pk)
    if consent.matter != plan.pk or not consent.hidden:
        raise LookupError("not a question put to the child alone in this plan")
    withdraw_alone(consent=consent, channel=channel, actor=actor, at=at)
    _leave(plan, actor=actor, at=at)
    _stop_asking(plan, actor=actor, at=at)
    return consent


@transaction.atomic
def keep_back(
    *,
    plan: Plan,
    by: Person,
    actor: Actor,
    at: datetime,
    service: Service | None = None,
    worker: Worker | None = None,
    information_type: str = "",
) -> ConsentException:
    """One of the family keeps something back from a consent that is given: it beats the consent (R9).

    Raises:
        NotYours: not the actor's to record.
    """
    plan = locked_for(Act.RECORD_EXCEPTION, plan, actor, day_of(at))
    return make_exception(
        child=plan.child,
        matter=plan.pk,
        by=by,
        service=service,
        worker=worker,
        information_type=information_type,
        actor=actor,
        at=at,
    )


def _leave(plan: Plan, *, actor: Actor, at: datetime) -> None:
    """The services that are no longer inside the consent leave; what waited for their answer is called off."""
    inside = services_open_to(municipality=plan.municipality_id, matter=plan.pk, on=day_of(at))
    gone = Participation.objects.of(plan=plan).filter(left_at=None).exclude(service__in=inside)
    for invitation in gone:
        end_clock(
            about=invitation,
            code="invitation_answer",
            actor=actor,
            at=at,
            outcome=Clock.Outcome.CALLED_OFF,
        )
    here = Participant.objects.of(plan=plan).filter(left_at=None)
    seem_gone = here.filter(~Q(service__in=inside) | Q(service__in=let_in_alone(plan, day_of(at))))
    workers = [one.worker for one in seem_gone.select_related("worker").order_by("since_at", "id")]
    here.exclude(service__in=inside).update(left_at=at)
    gone.update(left_at=at)
    for worker in dict.fromkeys(workers):
        let_go(plan=plan, worker=worker, baton=baton_of(plan), actor=actor, at=at)
    # The holder's own service has the last words left to write, also when it no longer is inside.
    stays = inside | {baton_of(plan).service_id}
    end_basis(child=plan.child, matter=plan.pk, on=day_of(at), actor=actor, but=stays)
    known = inside - let_in_alone(plan, day_of(at))  # nor is a service asked that the family is not to know of
    for offer in BatonOffer.objects.of(plan=plan).filter(state=OfferState.OPEN).exclude(to_service__in=known):
        offer.state, offer.answered_at, offer.answered_by = OfferState.CANCELLED, at, actor.id
        offer.save()
        end_clock(about=offer, code="offer_answer", actor=actor, at=at, outcome=Clock.Outcome.CALLED_OFF)


def _stop_asking(plan: Plan, *, actor: Actor, at: datetime) -> None:
    """Nobody is reminded of an answer that is no longer waited for, or to renew what is taken back."""
    on = day_of(at)
    for consent in Consent.objects.filter(municipality_id=plan.municipality_id, matter=plan.pk):
        waits = not consent.settled
        opens = live_grants(on).filter(municipality=plan.municipality_id, consent=consent).exists()
        for code, still in (("consent_answer", waits), ("consent_renew", opens)):
            if not still:
                end_clock(about=consent, code=code, actor=actor, at=at, outcome=Clock.Outcome.CALLED_OFF)
