"""How a wonder note says the conditions of the grounds as filters."""

from datetime import date

from django.db.models import Q

from helhet.access import conditions
from helhet.core.access import Condition
from helhet.core.actors import Actor, ActorKind


def bind_concern(condition: Condition, actor: Actor, on: date) -> Q | bool:
    """A condition as said of a wonder note.

    The author is the author in the service they wrote it for: whoever leaves the service leaves its notes there.
    """
    is_worker = actor.kind is ActorKind.WORKER
    match condition:
        case Condition.AUTHOR:
            return Q(author=actor.id, service=actor.service) if is_worker else False
        case Condition.SHARED_WITH_ME:
            return Q(shared_with=actor.id) if is_worker else False
        case Condition.OWN_SERVICE:
            return Q(service=actor.service) if is_worker else False
        case _:
            return conditions.about_actor(condition, actor, on)
