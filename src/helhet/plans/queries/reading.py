"""Words that stand in a plan outside its entries. They are read as an entry would be: by the very same filter."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value

from helhet.access.conditions import live_grants
from helhet.access.filter import visible
from helhet.access.statement import Arguments, Statement
from helhet.core.access import Resource
from helhet.core.actors import Actor
from helhet.core.law.regimes import Regime, regime_of_service
from helhet.plans.grounds import bind_entry
from helhet.plans.models import Evaluation, Meeting, Plan


def purpose_for(plan: Plan, actor: Actor, on: date) -> str:
    """What the plan is for, to whoever may read the agreement; nothing to one who sees only who and when."""
    return plan.purpose if _reads_agreement(plan, actor, on) else ""


def purpose_told(plan: Plan, service: UUID | None, on: date) -> str:
    """What the family was told a service is to be asked for, when they said yes to it."""
    given = live_grants(on).filter(municipality=plan.municipality_id, matter=plan.pk, service=service)
    newest = given.order_by("-given_at", "id").select_related("consent").first()
    return newest.consent.purpose if newest else ""


def agreed_beforehand_for(meeting: Meeting, plan: Plan, actor: Actor, on: date) -> str:
    """What was agreed with the family about what is said in a meeting, to whoever may read the agreement."""
    mine = meeting.planned_by_id == actor.id
    return meeting.agreed_beforehand if mine or _reads_agreement(plan, actor, on) else ""


def evaluations_open(plan: Plan, kind: str, actor: Actor, on: date) -> frozenset[UUID]:
    """The evaluations in which the actor may know what is of one kind of information."""
    return frozenset(_evaluations(kind).rows(actor, on, municipality=plan.municipality_id, plan=plan.pk))


@cache
def _evaluations(kind: str) -> Statement:
    """The evaluations of a plan as if what is of one kind of information in them were an entry."""
    return _as_entries(
        lambda of: Evaluation.objects.filter(municipality=of["municipality"], plan=of["plan"]),
        child_id=F("reason__child_id"),
        service=F("reason__service_id"),
        author=F("reason__author_id"),
        regime=F("reason__regime"),
        about=F("reason__about_id"),
        third_party=F("reason__third_party"),
        information_type=Value(kind),
    )


def _reads_agreement(plan: Plan, actor: Actor, on: date) -> bool:
    regime = regime_of_service(plan.service.service_type)
    return bool(_agreement(regime).rows(actor, on, municipality=plan.municipality_id, plan=plan.pk))


@cache
def _agreement(regime: Regime) -> Statement:
    """A plan as if its agreement were an entry, under the rule of secrecy of the service that opened it."""
    return _as_entries(
        lambda of: Plan.objects.filter(municipality=of["municipality"], pk=of["plan"]),
        plan_id=F("pk"),
        regime=Value(regime),
        about=F("child_id"),
        third_party=Value(False),
        information_type=Value("agreement"),
    )


def _as_entries(rows: Callable[[Arguments], QuerySet[Any]], **columns: Any) -> Statement:
    """Which rows of a plan a reader may read, each as an entry with these columns would be; by their ids."""

    def build(actor: Actor, on: date, of: Arguments) -> QuerySet[Any, UUID]:
        readable = rows(of).annotate(**columns).filter(visible(Resource.ENTRY, actor, on, bind_entry))
        return readable.order_by("pk").values_list("pk", flat=True)

    return Statement(build, municipality=UUID, plan=UUID)
