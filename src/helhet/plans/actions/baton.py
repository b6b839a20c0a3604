"""Passing the baton: offering never releases; only the one who accepts becomes the next holder (R1, R2, R5)."""

from datetime import datetime, timedelta

from django.db import transaction

from helhet.access.conditions import services_open_to
from helhet.access.models import Consent
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import end_clock, move_clocks, start_clock
from helhet.clocks.models import Clock
from helhet.core import baton as rules
from helhet.core.actors import Actor
from helhet.core.baton import BatonRefused, OfferState
from helhet.core.doing import Act, Role
from helhet.core.moments import day_of
from helhet.core.plan import PlanStatus, check_can_become
from helhet.people.models import Service, Worker
from helhet.plans.actions.common import baton_of, joins, keeps_place, locked, locked_for, of_service, tell_family
from helhet.plans.actions.deadlock import raise_if_baton_is_stuck
from helhet.plans.actions.services import takes_part
from helhet.plans.models import Baton, BatonOffer, Plan
from helhet.plans.queries.roles import guide_of, roles_of
from helhet.post.actions import post_letter
from helhet.post.models import Letter

HOLDERS_CLOCKS = (
    "consent_answer",
    "consent_renew",
    "measure_first",
    "evaluation_due",
    "close_after_withdrawal",
    "deadlock_leaders",
    "deadlock_answer",
    "deadlock_follow_up",
)
"""The clocks that follow the baton. A measure's own stays with whoever took the measure on."""


@transaction.atomic
def offer_baton(
    *,
    plan: Plan,
    to_worker: Worker,
    to_service: Service,
    actor: Actor,
    at: datetime,
    family_wish: str = "",
    handover: str = "",
) -> BatonOffer:
    """Ask another to hold the baton. Nothing else changes; the family sees who has been asked.

    Raises:
        NotYours: neither holder, cover nor the holder's leader.
        BatonRefused: see `core.baton.check_can_offer`; `not_in_service` where the worker isn't there.
    """
    on = day_of(at)
    plan = locked_for(Act.OFFER_BATON, plan, actor, on)
    baton = baton_of(plan)
    roles = roles_of(plan, actor, on)
    rules.check_can_offer(
        status=plan.state,
        holder=baton.holder_id,
        by=baton.holder_id if Role.COVER in roles else actor.id,
        leads_holder=Role.LEADER in roles,
        to_worker=to_worker.pk,
        to_service=to_service.pk,
        consented_services=services_open_to(
            municipality=plan.municipality_id, matter=plan.pk, on=on, family_knows=True
        ),
        has_open_offer=BatonOffer.objects.of(plan=plan).filter(state=OfferState.OPEN).exists(),
    )
    if not of_service(to_worker, to_service):
        raise BatonRefused("not_in_service")
    clock = guide_of(plan).clock("offer_answer")
    offer = BatonOffer.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        to_worker=to_worker,
        to_service=to_service,
        family_wish=family_wish,
        handover=handover,
        offered_at=at,
        offered_by_id=actor.id,
        open_until=on + timedelta(days=clock.days),
        state=OfferState.OPEN,
    )
    start_clock(
        guide=clock,
        from_on=on,
        matter=plan,
        about=offer,
        child=plan.child_id,
        owner=to_worker,
        leader=to_service.leader,
        actor=actor,
    )
    trail.record(Event.BATON_OFFERED, about=plan, actor=actor, at=at, to=to_worker.pk, offer=offer.pk)
    post_letter(kind=Letter.Kind.QUESTION, to=to_worker, about=offer, actor=actor, at=at)
    tell_family(plan, actor=actor, at=at)
    return offer


@transaction.atomic
def accept_baton(*, offer: BatonOffer, actor: Actor, at: datetime) -> Baton:
    """Take over what was offered; until this moment the one before still holds it.

    Raises:
        WrongState: the plan is no longer held by anyone.
        BatonRefused: `not_yours` (also for one who has left the service), `answered`, `expired` or
            `outside_consent`.
    """
    on = day_of(at)
    there = keeps_place(offer.to_worker_id, offer.to_service_id)
    plan = locked(offer.plan)
    offer = BatonOffer.objects.of(plan=plan).select_related("to_service", "to_worker").get(pk=offer.pk)
    rules.check_can_accept(_facts(plan, offer, at), by=actor.id, on=on)
    if actor.service != offer.to_service_id or not there:
        raise BatonRefused("not_yours")
    before = baton_of(plan)
    baton = _hand_over(plan, before, offer.to_worker, offer.to_service, Baton.Taken.ACCEPTED, actor, at)
    _answer(offer, OfferState.ACCEPTED, actor, at)
    if plan.state is PlanStatus.CLOSING:
        check_can_become(plan.state, PlanStatus.ACTIVE)
        plan.status = PlanStatus.ACTIVE
        plan.save(update_fields=["status"])
        end_clock(about=plan, code="close_after_withdrawal", actor=actor, at=at, outcome=Clock.Outcome.CALLED_OFF)
    takes_part(plan, offer.to_worker, offer.to_service, asked_by=offer.offered_by_id, actor=actor, at=at)
    trail.record(Event.BATON_ACCEPTED, about=plan, actor=actor, at=at, old=before.holder_id, new=baton.holder_id)
    post_letter(kind=Letter.Kind.NEWS, to=before.holder, about=offer, actor=actor, at=at)
    tell_family(plan, actor=actor, at=at)
    return baton


@transaction.atomic
def decline_baton(*, offer: BatonOffer, reason: str, actor: Actor, at: datetime, words: str = "") -> BatonOffer:
    """Say no, with a reason. The one who holds the baton still does; both leaders are told.

    Raises:
        BatonRefused: `not_yours`, `answered`, `expired`; `needs_words` where the reason asks for a sentence.
        LookupError: the guide has no such reason.
    """
    plan = locked(offer.plan)
    offer = BatonOffer.objects.of(plan=plan).select_related("to_service__leader").get(pk=offer.pk)
    rules.check_can_answer(_facts(plan, offer, at), by=actor.id, on=day_of(at))
    if actor.service != offer.to_service_id:
        raise BatonRefused("not_yours")
    if guide_of(plan).code_in("baton_decline_reason", reason).needs_words and not words:
        raise BatonRefused("needs_words")
    offer.decline_reason, offer.decline_words = reason, words
    _answer(offer, OfferState.DECLINED, actor, at)
    trail.record(Event.BATON_DECLINED, about=plan, actor=actor, at=at, reason=reason, offer=offer.pk)
    baton = baton_of(plan)
    told = {baton.holder, baton.service.leader, offer.to_service.leader}
    for worker in sorted(told, key=lambda w: w.pk):
        post_letter(kind=Letter.Kind.NEWS, to=worker, about=offer, actor=actor, at=at)
    raise_if_baton_is_stuck(plan=plan, actor=actor, at=at)
    return offer


@transaction.atomic
def cancel_offer(*, offer: BatonOffer, actor: Actor, at: datetime) -> BatonOffer:
    """Take the question back before it is answered.

    Raises:
        NotYours: neither holder, cover nor leader.
        BatonRefused: `answered`.
    """
    plan = locked_for(Act.OFFER_BATON, offer.plan, actor, day_of(at))
    offer = BatonOffer.objects.of(plan=plan).get(pk=offer.pk)
    if offer.state != OfferState.OPEN:
        raise BatonRefused("answered")
    _answer(offer, OfferState.CANCELLED, actor, at)
    trail.record(Event.BATON_CANCELLED, about=plan, actor=actor, at=at, offer=offer.pk)
    return offer


def call_off_offers(*, plan: Plan, to_worker: Worker, to_service: Service, actor: Actor, at: datetime) -> None:
    """Whoever was asked has left the service, or holds the baton by now: the holder is free to ask another."""
    plan = locked(plan)
    waiting = BatonOffer.objects.of(plan=plan).filter(state=OfferState.OPEN, to_worker=to_worker, to_service=to_service)
    for offer in waiting:
        _answer(offer, OfferState.CANCELLED, actor, at)
        trail.record(Event.BATON_CANCELLED, about=plan, actor=actor, at=at, offer=offer.pk)
        post_letter(kind=Letter.Kind.NEWS, to=baton_of(plan).holder, about=offer, actor=actor, at=at)


def mark_offer_opened(*, offer: BatonOffer, actor: Actor, at: datetime) -> None:
    """The one who was asked has seen the question: the asker's receipt. Only the first time counts."""
    BatonOffer.objects.filter(
        municipality_id=offer.municipality_id, pk=offer.pk, to_worker=actor.id, opened_at=None
    ).update(opened_at=at)


@transaction.atomic
def expire_offer(*, offer: BatonOffer, actor: Actor, at: datetime) -> None:
    """The time to answer is over. The holder still holds; an offer answered meanwhile is left alone."""
    plan = locked(offer.plan)
    offer = BatonOffer.objects.of(plan=plan).select_related("to_service__leader").get(pk=offer.pk)
    if offer.state != OfferState.OPEN or day_of(at) <= offer.open_until:
        return
    _answer(offer, OfferState.EXPIRED, actor, at)
    trail.record(Event.BATON_EXPIRED, about=plan, actor=actor, at=at, offer=offer.pk)
    baton = baton_of(plan)
    for worker in sorted({baton.holder, baton.service.leader, offer.to_service.leader}, key=lambda w: w.pk):
        post_letter(kind=Letter.Kind.NEWS, to=worker, about=offer, actor=actor, at=at)
    raise_if_baton_is_stuck(plan=plan, actor=actor, at=at)


def falls_to_leader(*, plan: Plan, actor: Actor, at: datetime) -> Baton:
    """The holder's place in the service has ended: the unit's leader holds the baton from the same instant.

    The one exception to holding by acceptance (casework 2.3). Called inside the transaction that ends the place.
    """
    plan = locked(plan)
    before = baton_of(plan)
    leader = before.service.leader
    baton = _hand_over(plan, before, leader, before.service, Baton.Taken.FELL, actor, at)
    joins(plan, leader, before.service, at=at)
    call_off_offers(plan=plan, to_worker=leader, to_service=before.service, actor=actor, at=at)
    trail.record(Event.BATON_FELL, about=plan, actor=actor, at=at, old=before.holder_id, new=leader.pk)
    post_letter(kind=Letter.Kind.NEWS, to=leader, about=plan, actor=actor, at=at)
    tell_family(plan, actor=actor, at=at)
    return baton


def _hand_over(
    plan: Plan,
    before: Baton,
    holder: Worker,
    service: Service,
    taken: Baton.Taken,
    actor: Actor,
    at: datetime,
) -> Baton:
    """One stretch ends and the next begins in the same instant; what the holder owed by a day goes along."""
    before.until_at = at
    before.save(update_fields=["until_at"])
    baton = Baton.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        holder=holder,
        service=service,
        taken=taken,
        since_at=at,
    )
    plan.baton = baton
    plan.save(update_fields=["baton"])
    alone = Consent.objects.filter(municipality_id=plan.municipality_id, matter=plan.pk, hidden=True)
    move_clocks(
        matter=plan,
        codes=HOLDERS_CLOCKS,
        old=before.holder,
        new=holder,
        leader=service.leader,
        actor=actor,
        but=list(alone.values_list("pk", flat=True)),  # what was asked of the child alone is its asker's
    )
    return baton


def _answer(offer: BatonOffer, state: OfferState, actor: Actor, at: datetime) -> None:
    offer.state, offer.answered_at, offer.answered_by = state, at, actor.id
    offer.save()
    outcome = Clock.Outcome.CALLED_OFF if state is OfferState.CANCELLED else Clock.Outcome.MET
    end_clock(about=offer, code="offer_answer", actor=actor, at=at, outcome=outcome)


def _facts(plan: Plan, offer: BatonOffer, at: datetime) -> rules.OfferFacts:
    return rules.OfferFacts(
        status=plan.state,
        state=OfferState(offer.state),
        holder=baton_of(plan).holder_id,
        to_worker=offer.to_worker_id,
        to_service=offer.to_service_id,
        open_until=offer.open_until,
        consented_services=services_open_to(
            municipality=plan.municipality_id, matter=plan.pk, on=day_of(at), family_knows=True
        ),
    )
