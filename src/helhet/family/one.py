"""One text of the plan, as the family asks about it: why I see it, and who at work may.

Who else in the family may read it is not told. Two homes are strangers to each other, and a name that is missing would
tell that something is kept from somebody.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.functional import Promise

from helhet.access.filter import grounds_of
from helhet.audit.events import Event
from helhet.core.access import Ground, grounds
from helhet.core.actors import Actor, ActorKind
from helhet.core.moments import day_of
from helhet.family.discretion import Discretion
from helhet.people.keys import Key
from helhet.people.models import Worker
from helhet.plans.models import Entry
from helhet.plans.queries.doors import ENTRY
from helhet.plans.queries.who import who_may_see
from helhet.plans.words import ENTRY_KIND

DOOR = replace(ENTRY, read=Event.FAMILY_READ)
"""The entry's own door; the trail says that it was the family."""


@dataclass(frozen=True, slots=True)
class MayRead:
    """Somebody at work who may read it today, and the reasons they are given themselves."""

    name: str
    place: str | Promise
    why: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class OneText:
    """One text, why this reader sees it, and who at work may."""

    plan: Key
    kind: Promise
    text: str
    why: tuple[Ground, ...]
    who: tuple[MayRead, ...]


def one_text(actor: Actor, key: Key, *, at: datetime) -> OneText:
    """One text of the plan as this reader may see it, logged.

    Raises:
        Nothing: no such text for this reader; always for somebody at work, who has a page of their own.
    """
    if actor.kind not in (ActorKind.GUARDIAN, ActorKind.YOUNG_PERSON):
        DOOR.shut(key, actor=actor, at=at)
    on = day_of(at)
    entry: Entry = DOOR.look(key, actor=actor, on=on, at=at)
    discretion = Discretion.around(entry.plan.child, on=on)
    return OneText(
        plan=entry.plan.key,
        kind=ENTRY_KIND[entry.kind],
        text=discretion.words(entry.text),
        why=tuple(grounds().by_code(code) for code in grounds_of(entry)),
        who=tuple(
            MayRead(discretion.name(one.who), discretion.place(one.place), one.why)
            for one in who_may_see(entry, reader=actor, on=on)
            if isinstance(one.who, Worker) and one.place
        ),
    )
