"""Who sits at the desk, and for which municipality."""

from dataclasses import dataclass
from typing import cast

from django.http import Http404, HttpRequest

from helhet.core.actors import Actor
from helhet.people.desk import at_desk
from helhet.people.models import Account, Appointment, Organisation
from helhet.people.queries import coordinated_by
from helhet.priorities.models import Programme
from helhet.priorities.queries import draft_of
from helhet.web.clock import today

HERE = "priorities"
LONGEST = 9
"""The most digits a version is read with."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The coordinator of a municipality."""

    actor: Actor
    organisation: Organisation


def desk_of(request: HttpRequest) -> Desk:
    """Whose desk it is. Raises Http404 for anybody who is not a municipality's coordinator today."""
    actor = at_desk(request, Appointment.Role.COORDINATOR)
    organisation = coordinated_by(cast(Account, request.user), on=today())
    if organisation is None:
        raise Http404
    return Desk(actor, organisation)


def draft_at(desk: Desk) -> Programme:
    """The municipality's draft. Raises Http404 where there is none."""
    draft = draft_of(desk.organisation)
    if draft is None:
        raise Http404
    return draft


def number_in(request: HttpRequest, name: str) -> int:
    """A version somebody sends along; 0 for anything that is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else 0
