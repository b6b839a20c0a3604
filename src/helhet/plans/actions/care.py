"""Child welfare takes over the care, and gives it back: who is asked from then on, and who lives with the child."""

from datetime import date, datetime, timedelta

from django.db import transaction

from helhet.access.actions.care import cut_to_those_to_ask
from helhet.access.models import Consent
from helhet.clocks.actions import end_clock
from helhet.clocks.models import Clock
from helhet.core.actors import Actor
from helhet.core.doing import Act
from helhet.core.moments import day_of
from helhet.core.plan import HELD, PlanStatus
from helhet.core.services import ServiceType
from helhet.people import actions as people
from helhet.people.models import CareOrder, Guardianship, Person, Service
from helhet.people.queries import care_order_of
from helhet.plans.actions.common import baton_of, locked, locked_for
from helhet.plans.actions.opening import watch_expiry
from helhet.plans.models import Plan
from helhet.plans.queries.roles import can_be_in_care, guide_of
from helhet.post.actions import post_letter
from helhet.post.models import Letter

DAY = timedelta(days=1)


class CareRefused(ValueError):
    """It cannot be written down like this; `.code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def record_care_order(
    *,
    plan: Plan,
    kind: CareOrder.Kind,
    service: Service,
    from_on: date,
    hidden_place: bool,
    actor: Actor,
    at: datetime,
) -> CareOrder:
    """Child welfare has the care from a day on. Each yes to the child's plans lasts no longer than it is theirs to say.

    It takes the place of a decision that stands, such as an emergency one. The holder is told, and is to ask anew.

    Raises:
        NotYours: neither child welfare in the plan, nor the one responsible.
        CareRefused: `of_age`; `not_child_welfare`; `stands` (a decision from that day or later is there already).
    """
    plan = _locked_for_care(plan, actor, day_of(at))
    if service.service_type is not ServiceType.CHILD_WELFARE:
        raise CareRefused("not_child_welfare")
    before = care_order_of(plan.child, on=from_on)
    if CareOrder.objects.of(child=plan.child).filter(from_on__gte=from_on).exists():
        raise CareRefused("stands")
    if before is not None:
        people.end_care_order(order=before, until_on=from_on - DAY, actor=actor, at=at)
    order = people.record_care_order(
        child=plan.child, kind=kind, service=service, from_on=from_on, hidden_place=hidden_place, actor=actor, at=at
    )
    ask_others(plan.child, from_on=from_on, in_care=True, actor=actor, at=at)
    return order


@transaction.atomic
def end_care_order(*, plan: Plan, order: CareOrder, until_on: date, actor: Actor, at: datetime) -> CareOrder:
    """Child welfare no longer has the care after a day. What it and the carers said yes to ends with it.

    Raises:
        NotYours: neither child welfare in the plan, nor the one responsible.
        CareRefused: `of_age`; `ended`; `ends_before_it_begins`.
        LookupError: a decision about another child.
    """
    plan = _locked_for_care(plan, actor, day_of(at))
    order = CareOrder.objects.select_for_update().filter(municipality_id=plan.municipality_id).get(pk=order.pk)
    if order.child_id != plan.child_id:
        raise LookupError("about another child")
    if order.until_on is not None:
        raise CareRefused("ended")
    if until_on < order.from_on:
        raise CareRefused("ends_before_it_begins")
    order = people.end_care_order(order=order, until_on=until_on, actor=actor, at=at)
    ask_others(plan.child, from_on=until_on + DAY, in_care=False, actor=actor, at=at)
    return order


@transaction.atomic
def record_carer(
    *,
    plan: Plan,
    name: str,
    actor: Actor,
    at: datetime,
    relation: str = "",
    phone: str = "",
    email: str = "",
    language: str = "nb",
) -> Guardianship:
    """Write down who has the daily care while child welfare has it: a foster parent, or one in the institution.

    Raises:
        NotYours: neither child welfare in the plan, nor the one responsible.
        CareRefused: `of_age`; `no_order`: without a decision nobody is a carer.
    """
    on = day_of(at)
    plan = _locked_for_care(plan, actor, on)
    if care_order_of(plan.child, on=on) is None:
        raise CareRefused("no_order")
    return people.record_carer(
        child=plan.child,
        name=name,
        relation=relation,
        phone=phone,
        email=email,
        language=language,
        known_on=on,
        actor=actor,
        at=at,
    )


def _locked_for_care(plan: Plan, actor: Actor, on: date) -> Plan:
    plan = locked_for(Act.RECORD_CARE, plan, actor, on)
    if not can_be_in_care(plan, on):
        raise CareRefused("of_age")
    return plan


def ask_others(child: Person, *, from_on: date, in_care: bool, actor: Actor, at: datetime) -> None:
    """In every plan of the child: what others are to be asked about is cut, and whoever is to ask is told.

    In a closed one, too: its last holder reads it as far as the consent still reaches.
    """
    wanted = Plan.objects.of(child=child).exclude(status=PlanStatus.REFUSED)
    for one in wanted.order_by("opened_at", "id"):
        plan = locked(one)
        cut = cut_to_those_to_ask(
            child=child,
            matter=plan.pk,
            self_consent_age=guide_of(plan).self_consent_age,
            from_on=from_on,
            in_care=in_care,
            actor=actor,
            at=at,
        )
        if plan.state is PlanStatus.CLOSED:
            continue  # nobody asks anew
        for consent in Consent.objects.filter(municipality_id=plan.municipality_id, pk__in=cut).order_by("id"):
            end_clock(about=consent, code="consent_renew", actor=actor, at=at, outcome=Clock.Outcome.CALLED_OFF)
            watch_expiry(plan, consent, actor=actor, at=at)
        if cut and plan.state in HELD:
            post_letter(kind=Letter.Kind.NEWS, to=baton_of(plan).holder, about=plan, actor=actor, at=at)
