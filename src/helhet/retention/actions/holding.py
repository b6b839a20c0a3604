"""A legal hold: nothing of a matter goes while something waits for it."""

from datetime import datetime

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.retention.actions.common import locked
from helhet.retention.models import LegalHold
from helhet.retention.queries.matters import Matter, kind_of


@transaction.atomic
def place_hold(*, matter: Matter, reason: LegalHold.Reason, actor: Actor, at: datetime) -> LegalHold:
    """Hold a plan or a note. Holding it for the same reason once more changes nothing.

    Raises:
        NoSuchMatter: it has gone.
    """
    matter = locked(matter)
    hold, placed = LegalHold.objects.get_or_create(
        municipality_id=matter.municipality_id,
        matter=matter.pk,
        reason=reason,
        lifted_at=None,
        defaults={
            "child": matter.child_id,
            "matter_kind": kind_of(matter),
            "placed_at": at,
            "placed_by_id": actor.id,
        },
    )
    if placed:
        trail.record(Event.HOLD_PLACED, about=matter, actor=actor, at=at, hold=hold.pk, reason=reason)
    return hold


@transaction.atomic
def lift_hold(*, matter: Matter, reason: LegalHold.Reason, actor: Actor, at: datetime) -> LegalHold:
    """Let go of a hold: from now on the ordinary rules decide. Other holds on the same matter stay.

    Raises:
        NoSuchMatter: it has gone.
        LegalHold.DoesNotExist: it is not held for this reason.
    """
    matter = locked(matter)
    hold = LegalHold.objects.get(
        municipality_id=matter.municipality_id, matter=matter.pk, reason=reason, lifted_at=None
    )
    hold.lifted_at, hold.lifted_by_id = at, actor.id
    hold.save(update_fields=["lifted_at", "lifted_by"])
    trail.record(Event.HOLD_LIFTED, about=matter, actor=actor, at=at, hold=hold.pk, reason=reason)
    return hold
