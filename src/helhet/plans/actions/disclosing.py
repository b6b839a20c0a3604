"""Telling another service without consent: rare, on a rule between exactly the two, with the reasons in words."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from helhet.access.models import DemandMet, DisclosedItem, Disclosure
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.law.disclosing import asked_in_words
from helhet.core.law.parameter import Demand, Parameter
from helhet.core.law.sharing import demands
from helhet.core.moments import day_of
from helhet.people.models import Service, Worker
from helhet.plans.actions.common import locked, of_service
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.disclosed import leader_decides, may_disclose, objected, rules_for
from helhet.post.actions import post_letter
from helhet.post.models import Letter


class DisclosureRefused(ValueError):
    """It cannot be told like this; `.code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def disclose(
    *,
    plan: Plan,
    entries: Collection[Entry],
    to_service: Service,
    to_worker: Worker,
    rule: str,
    purpose: str,
    necessity: str,
    actor: Actor,
    at: datetime,
    demands_met: Mapping[Demand, str] | None = None,
    child_heard: str = "",
    family_told_on: date | None = None,
    not_told_reason: str = "",
) -> Disclosure:
    """Tell one person in another service what the actor's own service wrote, on one rule that opens it today.

    The program knows which rules there are and what each demands; that they are met, the actor answers for in words.
    The receiver sees these items from now on and nothing else of the plan. The family sees it once it is told.

    Args:
        demands_met: for each demand of the rule that wants words of its own, how it is met.
        child_heard: what the child thinks of it, or why it was not asked; where the rule demands it.
        family_told_on: the day the family was told; else `not_told_reason` says why it was not.

    Raises:
        DisclosureRefused: `nothing_told`, `not_yours` (another service wrote it, or the actor has no part in it),
            `same_service`, `not_in_service`, `no_ground` (the rule opens nothing between the two today),
            `leader_decides`, `no_necessity`, `no_purpose`, `demand_unmet`, `child_not_heard`, `objected` (the rule
            bows to a no, and there is one), `told_or_why`, `told_in_future`.
    """
    assert actor.service is not None, "only somebody at work tells another service"
    on = day_of(at)
    plan = locked(plan)
    rows = Entry.objects.of(plan=plan).filter(pk__in=[one.pk for one in entries])
    told = list(rows.select_related("plan__child", "service", "source").order_by("written_at", "id"))
    if not told:
        raise DisclosureRefused("nothing_told")
    if not all(may_disclose(one, actor) for one in told):
        raise DisclosureRefused("not_yours")
    if to_service.pk == actor.service:
        raise DisclosureRefused("same_service")
    if not of_service(to_worker, to_service):
        raise DisclosureRefused("not_in_service")
    ground = next((one for one in rules_for(told, to_service, on) if one.id == rule), None)
    if ground is None:
        raise DisclosureRefused("no_ground")
    if leader_decides(ground) and not actor.leads:
        raise DisclosureRefused("leader_decides")
    words = {Demand(one): said.strip() for one, said in (demands_met or {}).items() if said.strip()}
    _check_words(ground, purpose=purpose, necessity=necessity, child_heard=child_heard, demands_met=words)
    if Demand.NO_OBJECTION in demands(ground) and objected(told, service=to_service, worker=to_worker):
        raise DisclosureRefused("objected")
    _check_told(family_told_on, not_told_reason, on)
    disclosure = Disclosure.objects.create(
        municipality_id=plan.municipality_id,
        child_id=plan.child_id,
        matter=plan.pk,
        from_service_id=actor.service,
        to_service=to_service,
        to_worker=to_worker,
        rule=ground.id,
        purpose=purpose,
        necessity=necessity,
        child_heard=child_heard,
        decided_at=at,
        decided_by_id=actor.id,
        family_told_on=family_told_on,
        not_told_reason=not_told_reason,
    )
    DisclosedItem.objects.bulk_create(
        DisclosedItem(municipality_id=plan.municipality_id, disclosure=disclosure, item=one.pk) for one in told
    )
    DemandMet.objects.bulk_create(
        DemandMet(municipality_id=plan.municipality_id, disclosure=disclosure, demand=one, words=words[one])
        for one in asked_in_words(ground)
    )
    trail.record(
        Event.DISCLOSED, about=disclosure, actor=actor, at=at, rule=ground.id, to=to_worker.pk, service=to_service.pk
    )
    post_letter(kind=Letter.Kind.NEWS, to=to_worker, about=disclosure, actor=actor, at=at)
    return disclosure


@transaction.atomic
def tell_family_of_disclosure(*, disclosure: Disclosure, told_on: date, actor: Actor, at: datetime) -> Disclosure:
    """The family has been told by now: from here on their own page tells of it too. Why it waited, stays written.

    Raises:
        DisclosureRefused: `not_yours` (another service's disclosure), `told_in_future`.
    """
    disclosure = (
        Disclosure.objects.select_for_update()
        .filter(municipality_id=disclosure.municipality_id)
        .get(pk=disclosure.pk)
    )  # fmt: skip
    if disclosure.from_service_id != actor.service:
        raise DisclosureRefused("not_yours")
    if told_on > day_of(at):
        raise DisclosureRefused("told_in_future")
    if disclosure.family_told_on:  # pressed twice
        return disclosure
    disclosure.family_told_on = told_on
    disclosure.save(update_fields=["family_told_on"])
    trail.record(Event.DISCLOSURE_TOLD, about=disclosure, actor=actor, at=at, on=told_on)
    return disclosure


def _check_words(
    rule: Parameter, *, purpose: str, necessity: str, child_heard: str, demands_met: Mapping[Demand, str]
) -> None:
    if not purpose.strip():
        raise DisclosureRefused("no_purpose")
    if not necessity.strip():
        raise DisclosureRefused("no_necessity")
    if Demand.CHILD_HEARD in demands(rule) and not child_heard.strip():
        raise DisclosureRefused("child_not_heard")
    if not set(asked_in_words(rule)) <= set(demands_met):
        raise DisclosureRefused("demand_unmet")


def _check_told(family_told_on: date | None, not_told_reason: str, on: date) -> None:
    if (family_told_on is None) == (not not_told_reason.strip()):
        raise DisclosureRefused("told_or_why")
    if family_told_on is not None and family_told_on > on:
        raise DisclosureRefused("told_in_future")
