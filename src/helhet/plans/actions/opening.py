"""From a question to an active plan: open, ask, hear the answers, begin."""

from datetime import date, datetime

from django.db import transaction

from helhet.access.actions.answering import answer_consent
from helhet.access.actions.asking import Scope, ask_child_alone, ask_consent
from helhet.access.actions.basis import begin_basis
from helhet.access.conditions import agreements, live_grants
from helhet.access.models import Consent, ConsentAnswer, Grant
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import end_all_clocks, end_clock, start_clock
from helhet.core.actors import Actor
from helhet.core.doing import Act, NotYours
from helhet.core.guides.model import GuidePack
from helhet.core.moments import day_of
from helhet.core.plan import PlanStatus, PlanType, check_can_become
from helhet.people.models import Person, Service, Worker
from helhet.plans.actions.common import joins, keeps_place, locked, locked_for, tell_family
from helhet.plans.models import Baton, Participation, Plan
from helhet.plans.queries.roles import current_baton, guide_of, may_ask_child_alone


@transaction.atomic
def open_plan(
    *,
    child: Person,
    service: Service,
    guide: GuidePack,
    level: str,
    purpose: str,
    actor: Actor,
    at: datetime,
    continues: Plan | None = None,
) -> Plan:
    """Begin preparing a plan: who it is for and what for, and nothing more until the family has answered.

    Raises:
        LookupError: the guide has no such level for a plan.
    """
    if level not in {one.code for one in guide.plan_levels}:
        raise LookupError(f"no plan is at level {level!r} in {guide.code}")
    plan = Plan.objects.create(
        municipality_id=child.municipality_id,
        type=PlanType.RELAY_LOG,
        guide=guide.code,
        guide_version=guide.version,
        child=child,
        purpose=purpose,
        status=PlanStatus.DRAFT,
        level=level,
        service=service,
        author_id=actor.id,
        opened_at=at,
        continues=continues,
    )
    trail.record(Event.PLAN_OPENED, about=plan, actor=actor, at=at, level=level, guide=guide.code)
    return plan


@transaction.atomic
def ask_family(
    *,
    plan: Plan,
    scope: Scope,
    actor: Actor,
    at: datetime,
    child_informed: str = "",
    one_guardian_reason: str = "",
) -> Consent:
    """Put the question to everyone who must answer it: for a new plan, or for a service more in a running one.

    Whether the plan itself is wanted is asked with it when that has never been said, or no longer stands.

    Raises:
        NotYours: not the actor's to ask.
        NobodyToAsk: someone the law requires is not recorded.
    """
    on = day_of(at)
    plan = locked_for(Act.ASK_CONSENT, plan, actor, on)
    guide = guide_of(plan)
    consent = ask_consent(
        child=plan.child,
        matter=plan.pk,
        scope=scope,
        self_consent_age=guide.self_consent_age,
        actor=actor,
        at=at,
        on=on,
        plan=not agreements(municipality=plan.municipality_id, matter=plan.pk, on=on).exists(),
        child_informed=child_informed,
        one_guardian_reason=one_guardian_reason,
    )
    _await_answer(plan, consent, actor=actor, at=at)
    return consent


@transaction.atomic
def ask_child(*, plan: Plan, scope: Scope, reason: str, actor: Actor, at: datetime) -> Consent:
    """Ask the child alone whether another service may know of a health matter the parents are not to know of.

    Raises:
        NotYours: not health personnel who take part in the plan.
        NobodyToAsk: the child is not of an age at which they consent alone to this.
        ValueError: no judgement in words, or something else than health is asked for.
    """
    on = day_of(at)
    plan = locked(plan)
    if not may_ask_child_alone(plan, actor, on):
        raise NotYours(Act.ASK_CONSENT)
    if not reason.strip():
        raise ValueError("a judgement says why")
    consent = ask_child_alone(child=plan.child, matter=plan.pk, scope=scope, reason=reason, actor=actor, at=at, on=on)
    _await_answer(plan, consent, actor=actor, at=at, owner=Worker.objects.get(pk=actor.id))
    return consent


def _await_answer(plan: Plan, consent: Consent, *, actor: Actor, at: datetime, owner: Worker | None = None) -> None:
    """A clock for the answer. `owner`: who asked the child alone; it is theirs, and no leader's."""
    baton, on = current_baton(plan), day_of(at)
    start_clock(
        guide=guide_of(plan).clock("consent_answer"),
        from_on=on,
        matter=plan,
        about=consent,
        child=plan.child_id,
        owner=owner or (baton.holder if baton else plan.author),
        leader=owner or (baton.service if baton else plan.service).leader,
        actor=actor,
    )


@transaction.atomic
def record_answer(
    *,
    plan: Plan,
    answer: ConsentAnswer,
    yes: bool,
    channel: ConsentAnswer.Channel,
    actor: Actor,
    at: datetime,
    plan_yes: bool | None = None,
    own_yes: bool | None = None,
    language: str = "nb",
    interpreter: bool = False,
) -> Plan:
    """Write down what one of those asked has answered. The last yes to the plan makes a prepared plan active.

    `yes` is to sharing what is secret about the child; `plan_yes` and `own_yes` are the same word unless told apart.
    A no to the plan ends a prepared plan. A no to the sharing does not: the plan goes on in the service that asked.

    Raises:
        NotYours: not the actor's to record.
        AlreadyAnswered: the question is settled, or by now others must be asked as well.
        LookupError: the answer belongs to another plan.
    """
    there = keeps_place(plan.author_id, plan.service_id)
    if answer.consent.matter != plan.pk:
        raise LookupError("the answer is to another question")
    if answer.consent.hidden:
        plan = locked(plan)
        if not may_ask_child_alone(plan, actor, day_of(at)):
            raise NotYours(Act.RECORD_ANSWER)
    else:
        plan = locked_for(Act.RECORD_ANSWER, plan, actor, day_of(at))
    if plan.state is PlanStatus.DRAFT and not there:
        raise NotYours(Act.RECORD_ANSWER)  # would begin with a holder who has left the unit
    consent = answer_consent(
        answer=answer,
        yes=yes,
        channel=channel,
        self_consent_age=guide_of(plan).self_consent_age,
        actor=actor,
        at=at,
        plan_yes=plan_yes,
        own_yes=own_yes,
        language=language,
        interpreter=interpreter,
    )
    if not consent.settled:
        return plan
    end_clock(about=consent, code="consent_answer", actor=actor, at=at)
    watch_expiry(plan, consent, actor=actor, at=at)
    if plan.state is PlanStatus.DRAFT and _lets_in_the_holder(plan, consent, day_of(at)):
        _activate(plan, consent, actor=actor, at=at)
    elif consent.plan_status == Consent.Status.REFUSED and plan.state is PlanStatus.DRAFT:
        check_can_become(plan.state, PlanStatus.REFUSED)
        plan.status = PlanStatus.REFUSED
        plan.save(update_fields=["status"])
        end_all_clocks(matter=plan, actor=actor, at=at)
        trail.record(Event.PLAN_REFUSED, about=plan, actor=actor, at=at)
    return plan


def _lets_in_the_holder(plan: Plan, consent: Consent, on: date) -> bool:
    """The consent is to the service that would hold the baton, too, and for today. Else it begins no plan (R4)."""
    return live_grants(on).filter(municipality=plan.municipality_id, consent=consent, service=plan.service).exists()


def _activate(plan: Plan, consent: Consent, *, actor: Actor, at: datetime) -> None:
    """The family has said yes: whoever asked holds the baton from this moment."""
    check_can_become(plan.state, PlanStatus.ACTIVE)
    on, guide = day_of(at), guide_of(plan)
    baton = Baton.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        holder=plan.author,
        service=plan.service,
        taken=Baton.Taken.OPENED,
        since_at=at,
    )
    plan.status, plan.baton, plan.consent, plan.active_since = PlanStatus.ACTIVE, baton, consent, on
    plan.save(update_fields=["status", "baton", "consent", "active_since"])
    Participation.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        service=plan.service,
        invited_at=at,
        invited_by=plan.author,
        invited_worker=plan.author,
        answer=Participation.Answer.ACCEPTED,
        answered_at=at,
        answered_by=plan.author,
        first_contact_on=on,
    )
    joins(plan, plan.author, plan.service, at=at)
    begin_basis(child=plan.child, matter=plan.pk, service=plan.service, on=on, actor=actor)
    start_clock(
        guide=guide.clock("measure_first"),
        from_on=on,
        matter=plan,
        about=plan,
        child=plan.child_id,
        owner=plan.author,
        leader=plan.service.leader,
        actor=actor,
    )
    trail.record(Event.PLAN_ACTIVATED, about=plan, actor=actor, at=at, consent=consent.pk)
    trail.record(Event.BATON_TAKEN_UP, about=plan, actor=actor, at=at, holder=plan.author_id)
    tell_family(plan, actor=actor, at=at)


def watch_expiry(plan: Plan, consent: Consent, *, actor: Actor, at: datetime) -> None:
    """A consent ends one day, by its own date or because others are to be asked: warn whoever is to ask, well before.

    What the child alone has said yes to is reminded of to the one who asked, and to nobody else.
    """
    baton = current_baton(plan)
    last = Grant.objects.of(consent=consent).order_by("until_on").values_list("until_on", flat=True).first()
    if last is None:
        return
    asker = consent.asked_by if consent.hidden else None
    start_clock(
        guide=guide_of(plan).clock("consent_renew"),
        from_on=last,
        matter=plan,
        about=consent,
        child=plan.child_id,
        owner=asker or (baton.holder if baton else plan.author),
        leader=asker or (baton.service if baton else plan.service).leader,
        actor=actor,
    )
