"""The doors to a plan and to what is written in it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from helhet.access.door import Door
from helhet.access.statement import Arguments
from helhet.audit.events import Event
from helhet.core.access import Resource
from helhet.core.actors import Actor, ActorKind
from helhet.core.moments import day_of
from helhet.people.keys import Key
from helhet.plans.grounds import bind_entry, bind_plan
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.told import entry_told_to, plan_told_to

PLAN = Door(
    Resource.PLAN,
    Plan.objects,
    bind_plan,
    Event.PLAN_READ,
    whose=("child", "service", "baton__holder", "baton__service"),
    told=plan_told_to,
)
ENTRY = Door(Resource.ENTRY, Entry.objects, bind_entry, Event.ENTRY_READ, told=entry_told_to)


def _of_plan(seen: Any, of: Arguments, _actor: Actor) -> Any:
    here = seen.filter(municipality=of["municipality"], plan=of["plan"])
    return here.select_related("author", "service", "speaker").order_by("-written_at", "kind", "id")


OF_PLAN = ENTRY.statement(_of_plan, municipality=UUID, plan=UUID)
"""What is written in one plan, the newest first."""


def plan_for(actor: Actor, key: Key, *, at: datetime) -> Plan:
    """The plan, as far as this actor may know of it in their work. Raises Nothing."""
    plan: Plan = _at_work(PLAN, key, actor, at)
    return plan


def entry_for(actor: Actor, key: Key, *, at: datetime) -> Entry:
    """One entry, with the grounds it is read on. Raises Nothing."""
    entry: Entry = _at_work(ENTRY, key, actor, at)
    return entry


def _at_work(door: Door, key: Key, actor: Actor, at: datetime) -> Any:
    """The family has a page of its own, which takes care of what a shielded address needs. These pages do not."""
    if actor.kind is not ActorKind.WORKER:
        door.shut(key, actor=actor, at=at)
    return door.look(key, actor=actor, on=day_of(at), at=at)
