"""Starting a clock from the guide or the law, ending it when the thing is done, and handing it to the next owner."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from helhet.clocks.models import Clock, Reminder
from helhet.core.actors import Actor
from helhet.core.guides.model import Clock as GuideClock
from helhet.core.law.deadlines import due_on
from helhet.people.models import Worker
from helhet.people.partition import AboutChild


@transaction.atomic
def start_clock(
    *,
    guide: GuideClock,
    from_on: date,
    matter: AboutChild,
    about: AboutChild,
    child: UUID,
    owner: Worker,
    leader: Worker,
    actor: Actor,
    not_before: date | None = None,
) -> Clock:
    """Start a clock as the guide has it: due so many days after `from_on`, with its reminders.

    A clock that counts back from a day can count back past today; `not_before` is the earliest day it is due, and the
    earliest it reminds anyone.
    """
    del actor  # whoever caused it stands in the trail of what caused it

    def day(after: int) -> date:
        return max(from_on + timedelta(days=after), not_before or date.min)

    clock = Clock.objects.create(
        municipality_id=matter.municipality_id,
        code=guide.key,
        child=child,
        matter=matter.pk,
        matter_kind=type(matter).__name__.lower(),
        about=about.pk,
        started_on=from_on,
        due_on=day(guide.days),
        owner=owner,
        leader=leader,
    )
    Reminder.objects.bulk_create(
        Reminder(municipality_id=matter.municipality_id, clock=clock, on=on, to=to)
        for on, to in sorted({(day(reminder.after_days), reminder.to) for reminder in guide.reminders})
    )
    return clock


@transaction.atomic
def start_law_clock(
    *,
    deadline: str,
    from_on: date,
    matter: AboutChild,
    about: AboutChild,
    child: UUID,
    owner: Worker,
    actor: Actor,
) -> Clock:
    """Start a clock as the law has it; `deadline` is the parameter's id, and the clock's code.

    Reminds its owner on the last day, and nobody's leader: what the law lays on one person is that person's.

    Raises:
        LawError: no such deadline, or none in force on `from_on`.
    """
    del actor  # stands in the trail of what caused it
    clock = Clock.objects.create(
        municipality_id=matter.municipality_id,
        code=deadline,
        child=child,
        matter=matter.pk,
        matter_kind=type(matter).__name__.lower(),
        about=about.pk,
        started_on=from_on,
        due_on=due_on(deadline, from_on),
        owner=owner,
        leader=owner,
    )
    Reminder.objects.create(municipality_id=matter.municipality_id, clock=clock, on=clock.due_on, to=Reminder.To.OWNER)
    return clock


def end_clock(
    *, about: AboutChild, code: str, actor: Actor, at: datetime, outcome: Clock.Outcome = Clock.Outcome.MET
) -> bool:
    """The thing is done, or no longer asked for. False where no such clock was running: then nothing has changed."""
    running = Clock.objects.filter(municipality_id=about.municipality_id, about=about.pk, code=code, ended_at=None)
    return bool(running.update(ended_at=at, ended_by=actor.id, outcome=outcome))


def end_all_clocks(*, matter: AboutChild, actor: Actor, at: datetime, but: Collection[str] = ()) -> None:
    """The matter is over: nothing in it is waited for any longer, save what the codes in `but` name."""
    running = Clock.objects.filter(municipality_id=matter.municipality_id, matter=matter.pk, ended_at=None)
    running.exclude(code__in=but).update(ended_at=at, ended_by=actor.id, outcome=Clock.Outcome.CALLED_OFF)


def move_clocks(
    *,
    matter: AboutChild,
    codes: Collection[str],
    old: Worker,
    new: Worker,
    leader: Worker,
    actor: Actor,
    but: Collection[UUID] = (),
) -> None:
    """What the old holder had to see to in a matter is the new holder's to see to, save what is about `but`."""
    del actor
    Clock.objects.filter(
        municipality_id=matter.municipality_id, matter=matter.pk, owner=old, code__in=codes, ended_at=None
    ).exclude(about__in=but).update(owner=new, leader=leader)
