"""Words that stand in a plan outside its entries. They are read as an entry would be: by the very same filter."""

from datetime import date
from uuid import UUID

from django.db.models import F, Value

from helhet.access.conditions import live_grants
from helhet.access.filter import visible
from helhet.core.access import Resource
from helhet.core.actors import Actor
from helhet.core.law.regimes import regime_of_service
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
    as_entries = Evaluation.objects.of(plan=plan).annotate(
        child_id=F("reason__child_id"),
        service=F("reason__service_id"),
        author=F("reason__author_id"),
        regime=F("reason__regime"),
        about=F("reason__about_id"),
        third_party=F("reason__third_party"),
        information_type=Value(kind),
    )
    rows = as_entries.filter(visible(Resource.ENTRY, actor, on, bind_entry))
    return frozenset(rows.order_by("pk").values_list("pk", flat=True))


def _reads_agreement(plan: Plan, actor: Actor, on: date) -> bool:
    as_entry = Plan.objects.at(plan.key).annotate(
        plan_id=F("pk"),
        regime=Value(regime_of_service(plan.service.service_type)),
        about=F("child_id"),
        third_party=Value(False),
        information_type=Value("agreement"),
    )
    return as_entry.filter(visible(Resource.ENTRY, actor, on, bind_entry)).exists()
