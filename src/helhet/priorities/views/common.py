"""Who sits at the desk, and for which municipality."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.urls import reverse

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

    @property
    def place(self) -> str:
        """The municipality's number, as it stands in the addresses of all its pages."""
        return self.organisation.code

    def at(self, name: str, *parts: Any) -> str:
        """The address of one of its pages."""
        return reverse(f"priorities:{name}", args=[self.place, *parts])

    @property
    def page(self) -> dict[str, Any]:
        """What each of its pages knows."""
        return {"organisation": self.organisation, "place": self.place, "here": HERE}


def desk_of(request: HttpRequest, town: str) -> Desk:
    """Whose desk it is. Raises Http404 for anybody who is not this municipality's coordinator today."""
    actor = at_desk(request, Appointment.Role.COORDINATOR)
    found = coordinated_by(cast(Account, request.user), on=today())
    organisation = next((one for one in found if one.code == town), None)
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
