"""A service more: consent first, then an invitation the service must answer (R5, R14)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from helhet.access.actions.basis import begin_basis
from helhet.access.conditions import live_grants
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import end_clock, start_clock
from helhet.core.actors import Actor
from helhet.core.doing import TAKES_PART, Act
from helhet.core.moments import day_of
from helhet.core.plan import HELD, WrongState
from helhet.people.models import Service, Worker
from helhet.plans.actions.common import baton_of, joins, locked, locked_for, of_service, tell_family
from helhet.plans.models import Participation, Plan
from helhet.plans.queries.find import let_in_by_child_alone
from helhet.plans.queries.roles import guide_of, roles_of
from helhet.post.actions import post_letter
from helhet.post.models import Letter


class InvitationRefused(ValueError):
    """A service cannot be invited, or an invitation not answered, like this; `.code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def invite_service(
    *, plan: Plan, service: Service, worker: Worker, task: str, actor: Actor, at: datetime
) -> Participation:
    """Ask a service to take part, through one of its people. The holder stays responsible until first contact.

    Raises:
        NotYours: not the actor's to invite.
        InvitationRefused: `no_consent` (none newer than the service's last time in the plan), `takes_part`
            (it does, or has been asked), `not_in_service`.
    """
    on = day_of(at)
    plan = locked_for(Act.INVITE, plan, actor, on)
    before = Participation.objects.of(plan=plan).filter(service=service)
    if before.filter(left_at=None).exclude(answer=Participation.Answer.DECLINED).exists():
        raise InvitationRefused("takes_part")
    grants = live_grants(on).filter(municipality=plan.municipality_id, matter=plan.pk, service=service)
    left = before.filter(left_at__isnull=False).order_by("-left_at").first()
    if left is not None:
        grants = grants.filter(given_at__gt=left.left_at)
    if not grants.exists():
        raise InvitationRefused("no_consent")
    if not of_service(worker, service):
        raise InvitationRefused("not_in_service")
    invitation = Participation.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        service=service,
        task=task,
        invited_at=at,
        invited_by_id=actor.id,
        invited_worker=worker,
    )
    start_clock(
        guide=guide_of(plan).clock("invitation_answer"),
        from_on=on,
        matter=plan,
        about=invitation,
        child=plan.child_id,
        owner=worker,
        leader=service.leader,
        actor=actor,
    )
    trail.record(Event.SERVICE_INVITED, about=plan, actor=actor, at=at, invited=service.pk, worker=worker.pk)
    post_letter(kind=Letter.Kind.QUESTION, to=worker, about=invitation, actor=actor, at=at)
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Participation, actor: Actor, at: datetime) -> Participation:
    """Yes, we take part: from now on the service sees what the consent opens to it.

    Raises:
        InvitationRefused: `not_yours`, `answered` or `no_consent` (it may have been taken back meanwhile).
        WrongState: the plan has ended meanwhile.
    """
    plan = locked(invitation.plan)
    invitation = _to_answer(plan, invitation, actor)
    on = day_of(at)
    if not (
        live_grants(on).filter(municipality=plan.municipality_id, matter=plan.pk, service=invitation.service).exists()
    ):
        raise InvitationRefused("no_consent")
    _answer(invitation, Participation.Answer.ACCEPTED, actor, at)
    joins(plan, invitation.invited_worker, invitation.service, at=at)
    begin_basis(child=plan.child, matter=plan.pk, service=invitation.service, on=on, actor=actor)
    trail.record(Event.SERVICE_ACCEPTED, about=plan, actor=actor, at=at, accepted=invitation.service_id)
    post_letter(kind=Letter.Kind.NEWS, to=baton_of(plan).holder, about=invitation, actor=actor, at=at)
    if let_in_by_child_alone(plan, invitation.service_id, on) is None:  # else the parents are not to know
        tell_family(plan, actor=actor, at=at)
    return invitation


@transaction.atomic
def decline_invitation(
    *, invitation: Participation, reason: str, actor: Actor, at: datetime, words: str = ""
) -> Participation:
    """No, with a reason; the holder is told and stays responsible.

    Raises:
        InvitationRefused: `not_yours`, `answered`, or `needs_words` where the reason asks for a sentence.
        LookupError: the guide has no such reason.
    """
    plan = locked(invitation.plan)
    invitation = _to_answer(plan, invitation, actor)
    if guide_of(plan).code_in("referral_decline_reason", reason).needs_words and not words:
        raise InvitationRefused("needs_words")
    invitation.decline_reason, invitation.decline_words = reason, words
    _answer(invitation, Participation.Answer.DECLINED, actor, at)
    trail.record(
        Event.SERVICE_DECLINED,
        about=plan,
        actor=actor,
        at=at,
        declined=invitation.service_id,
        reason=reason,
    )
    post_letter(kind=Letter.Kind.NEWS, to=baton_of(plan).holder, about=invitation, actor=actor, at=at)
    return invitation


def takes_part(
    plan: Plan, worker: Worker, service: Service, *, asked_by: UUID, actor: Actor, at: datetime
) -> Participation:
    """A service that takes the baton takes part: its place in the plan, asked for or not, is answered with it."""
    place = (
        Participation.objects.of(plan=plan)
        .filter(service=service, left_at=None)
        .exclude(answer=Participation.Answer.DECLINED)
        .first()
    )
    if place is None:
        place = Participation(
            municipality_id=plan.municipality_id,
            plan=plan,
            service=service,
            invited_at=at,
            invited_by_id=asked_by,
            invited_worker=worker,
        )
    if not place.answer:
        _answer(place, Participation.Answer.ACCEPTED, actor, at)
        trail.record(Event.SERVICE_ACCEPTED, about=plan, actor=actor, at=at, accepted=service.pk)
    joins(plan, worker, service, at=at)
    begin_basis(child=plan.child, matter=plan.pk, service=service, on=day_of(at), actor=actor)
    return place


def mark_invitation_opened(*, invitation: Participation, actor: Actor, at: datetime) -> None:
    """The one who was asked has seen the invitation: the asker's receipt. Only the first time counts."""
    Participation.objects.filter(
        municipality_id=invitation.municipality_id,
        pk=invitation.pk,
        invited_worker=actor.id,
        opened_at=None,
    ).update(opened_at=at)


@transaction.atomic
def record_first_contact(*, invitation: Participation, actor: Actor, at: datetime) -> Participation:
    """The family has met the new service: from here on it shares the responsibility (R14).

    Raises:
        InvitationRefused: `not_yours` (only those who take part in the plan have met them), or `not_accepted`.
    """
    plan = locked(invitation.plan)
    invitation = Participation.objects.of(plan=plan).get(pk=invitation.pk)
    if invitation.service_id != actor.service:
        raise InvitationRefused("not_yours")
    if invitation.answer != Participation.Answer.ACCEPTED:
        raise InvitationRefused("not_accepted")
    if not roles_of(plan, actor, day_of(at)) & TAKES_PART:
        raise InvitationRefused("not_yours")
    if invitation.first_contact_on:  # pressed twice, or by two of them
        return invitation
    invitation.first_contact_on = day_of(at)
    invitation.save(update_fields=["first_contact_on"])
    trail.record(Event.FIRST_CONTACT, about=plan, actor=actor, at=at, met=invitation.service_id)
    return invitation


def _to_answer(plan: Plan, invitation: Participation, actor: Actor) -> Participation:
    invitation = Participation.objects.of(plan=plan).select_related("service", "invited_worker").get(pk=invitation.pk)
    if invitation.invited_worker_id != actor.id or invitation.service_id != actor.service:
        raise InvitationRefused("not_yours")
    if invitation.answer or invitation.left_at:
        raise InvitationRefused("answered")
    if plan.state not in HELD:
        raise WrongState(plan.state)
    return invitation


def _answer(invitation: Participation, answer: Participation.Answer, actor: Actor, at: datetime) -> None:
    invitation.answer, invitation.answered_at, invitation.answered_by_id = answer, at, actor.id
    invitation.save()
    end_clock(about=invitation, code="invitation_answer", actor=actor, at=at)
