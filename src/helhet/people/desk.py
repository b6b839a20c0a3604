"""Who sits at a desk of the public storey: those with a task beside the casework, and nobody else."""

from typing import cast

from django.http import Http404, HttpRequest

from helhet.core.actors import Actor, ActorKind
from helhet.people.models import Account, Appointment
from helhet.people.queries import appointments_of
from helhet.web.clock import today

WRITERS = (Appointment.Role.EDITOR, Appointment.Role.PUBLISHER)
"""Those who write what anybody may read."""


def at_desk(request: HttpRequest, *roles: Appointment.Role) -> Actor:
    """Who is signed in, as one of these today. They act for no service, and see nothing about any child.

    Raises:
        Http404: they have no such task, and for them there is nothing here.
    """
    found = tasks_of(request, *roles)
    if not found:
        raise Http404
    return Actor(kind=ActorKind.WORKER, id=found[0].worker_id, request_id=getattr(request, "request_id", ""))


def has_task(request: HttpRequest, *roles: Appointment.Role) -> bool:
    """Whether the one who is signed in has one of these tasks today."""
    return bool(tasks_of(request, *roles))


def tasks_of(request: HttpRequest, *roles: Appointment.Role) -> list[Appointment]:
    """The tasks of the one who is signed in today, of some roles."""
    return appointments_of(cast(Account, request.user), *roles, on=today())
