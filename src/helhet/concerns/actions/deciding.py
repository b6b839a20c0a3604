"""The end of a wonder."""

from datetime import datetime

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import end_clock
from helhet.concerns.actions.common import check_whole, own_open
from helhet.concerns.actions.refusals import ConcernRefused
from helhet.concerns.models import Concern
from helhet.concerns.queries import DECIDE, talked_with_parents
from helhet.core.actors import Actor


@transaction.atomic
def decide(*, concern: Concern, decision: Concern.Decision, actor: Actor, at: datetime, reason: str = "") -> Concern:
    """End the wonder: nothing more, the own unit, more services, or a report that has been sent.

    A report asks for nothing but that it has been sent; an acute note asks for no talk with the parents.
    From now on the note is read only.

    Raises:
        NotTheAuthor: somebody else's note.
        ConcernRefused: `decided`; `not_sent`, no report is recorded; `incomplete`; `no_talk`, neither a talk
            with the parents nor a reason why not.
    """
    concern = own_open(concern, actor)
    if decision == Concern.Decision.REPORT:
        if not concern.reports.filter(municipality_id=concern.municipality_id, recorded_by=actor.id).exists():
            raise ConcernRefused("not_sent")
    else:
        check_whole(concern)
        if not (concern.acute or talked_with_parents(concern)):
            raise ConcernRefused("no_talk")
    concern.decision, concern.decision_reason = decision, reason
    concern.decided_at, concern.decided_by_id = at, actor.id
    concern.save(update_fields=["decision", "decision_reason", "decided_at", "decided_by"])
    end_clock(about=concern, code=DECIDE, actor=actor, at=at)
    trail.record(Event.CONCERN_DECIDED, about=concern, actor=actor, at=at, decision=decision)
    return concern
