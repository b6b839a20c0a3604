"""Hiding something from one of the family, and showing it again: a professional judges, in words."""

from datetime import datetime

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.hiding import HiddenFrom, hiding_reasons
from helhet.core.moments import day_of
from helhet.people.models import Person
from helhet.plans.actions.common import locked
from helhet.plans.actions.writing import NotYourWords
from helhet.plans.models import Entry, Hiding, Plan
from helhet.plans.queries.find import reasons_to_hide


@transaction.atomic
def hide_entry(
    *,
    entry: Entry,
    hidden_from: HiddenFrom,
    reason: str,
    judgement: str,
    actor: Actor,
    at: datetime,
    person: Person | None = None,
) -> Entry:
    """Hide something from everyone who answers for the child, from one adult (`person`), or from the child.

    What corrects it says the same thing and is hidden with it. An earlier wording is left: to take it away would tell
    of this one.

    Raises:
        NotYourWords: another service wrote it, or the law gives this person no such reason for this.
        ValueError: no judgement in words, or an adult without a name.
    """
    plan = locked(entry.plan)
    entry = Entry.objects.of(plan=plan).select_related("plan__child").get(pk=entry.pk)
    if reason not in {one.code for one in reasons_to_hide(entry, actor, on=day_of(at))}:
        raise NotYourWords
    if hidden_from not in hiding_reasons()[reason].hides_from:
        raise NotYourWords
    if not judgement.strip() or (hidden_from is HiddenFrom.ADULT) != (person is not None):
        raise ValueError("a judgement says why, and one adult is named")
    for version in _with_corrections(plan, entry):
        _made, new = Hiding.objects.get_or_create(
            municipality_id=plan.municipality_id,
            entry=version,
            hidden_from=hidden_from,
            person=person,
            lifted_at=None,
            defaults={
                "child_id": plan.child_id,
                "reason": reason,
                "judgement": judgement,
                "hidden_at": at,
                "hidden_by_id": actor.id,
            },
        )
        if new:
            trail.record(Event.ENTRY_HIDDEN, about=version, actor=actor, at=at, reason=reason)
    return entry


@transaction.atomic
def show_again(*, entry: Entry, actor: Actor, at: datetime) -> Entry:
    """The reasons are gone: what the actor's service has hidden is open again to those it is open to otherwise.

    Raises:
        NotYourWords: another service wrote it, or it is not for this person to judge.
    """
    plan = locked(entry.plan)
    entry = Entry.objects.of(plan=plan).select_related("plan__child").get(pk=entry.pk)
    if not reasons_to_hide(entry, actor, on=day_of(at)):
        raise NotYourWords
    for version in _with_corrections(plan, entry):
        hidings = Hiding.objects.of(entry=version).filter(lifted_at=None)
        if hidings.update(lifted_at=at, lifted_by=actor.id):
            trail.record(Event.ENTRY_SHOWN, about=version, actor=actor, at=at)
    return entry


def _with_corrections(plan: Plan, entry: Entry) -> list[Entry]:
    versions = [entry]
    for one in versions:
        versions += Entry.objects.of(plan=plan).filter(corrects=one).order_by("written_at", "id")
    return versions
