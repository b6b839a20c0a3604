"""What every page of a wonder note begins with and shows."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict

from helhet.access.current import actor_of
from helhet.access.door import Nothing
from helhet.concerns.emergency import LINES
from helhet.concerns.models import Concern
from helhet.concerns.queries import child_welfare_of, concern_for, decide_by, guide_of, talks_of, unfinished, wrote
from helhet.core.actors import Actor, ActorKind
from helhet.core.guides import GuidePack, Step, StepAction
from helhet.people.keys import Key
from helhet.people.models import Service
from helhet.web.clock import now


def worker_of(request: HttpRequest) -> Actor:
    """The employee who asks. For everyone else there is nothing here."""
    actor = actor_of(request)
    if actor.kind is not ActorKind.WORKER:
        raise Nothing
    return actor


def own_note(request: HttpRequest, note: Key) -> tuple[Actor, datetime, Concern]:
    """The author's own note, through the door, which is shut to whoever is not at work, and says so in the log."""
    actor, at = actor_of(request), now()
    return actor, at, check_own(concern_for(actor, note, at=at), actor)


def check_own(concern: Concern, actor: Actor) -> Concern:
    """Raise PermissionDenied for the one who may only read."""
    if not wrote(concern, actor):
        raise PermissionDenied
    return concern


def sent(request: HttpRequest) -> QueryDict | None:
    """What was posted, also when that is nothing but the pressing of a button; None when a page is asked for."""
    return request.POST if request.method == "POST" else None


def around(concern: Concern) -> dict[str, Any]:
    """What every page of a note shows of it."""
    return {
        "concern": concern,
        "guide": guide_of(concern),
        "due_on": decide_by(concern),
        "missing": unfinished(concern),
        "talks": talks_of(concern),
        "lines": LINES,
        "child_welfare": child_welfare_of(concern.municipality),
    }


def steps_for(guide: GuidePack, action: StepAction, service: Service) -> tuple[Step, ...]:
    """The guide's words at the wonder, for this kind of service."""
    return guide.steps_for(guide.wonder_level.code, service.service_type, action)
