"""The actor of a request: who is signed in, acting for which service, on which day."""

from collections.abc import Callable
from datetime import date
from typing import cast
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from helhet.access.lookup import Lookup
from helhet.core.actors import Actor, ActorKind
from helhet.people.models import Account, Membership, Service
from helhet.web.clock import today

SERVICE = "service"
"""Where the session keeps the service the worker acts for."""


class NoActor(PermissionDenied):
    """Signed in, but with no place in any service today and no child."""


class ActorMiddleware:
    """Gives every request `request.actor`, worked out when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid4().hex  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request. Raises NoActor."""
    actor = request.actor  # type: ignore[attr-defined]
    actor.kind  # noqa: B018  (resolves the lazy object, so that NoActor is raised here)
    return cast(Actor, actor)


def places_of(request: HttpRequest) -> list[Service]:
    """The services the worker behind a request has a place in today, longest first. Raises NoActor."""
    actor_of(request)
    return cast(list[Service], request.places)  # type: ignore[attr-defined]


def actor_in(place: Membership, *, request_id: str = "") -> Actor:
    """A worker acting for the service they have this place in."""
    return Actor(
        kind=ActorKind.WORKER,
        id=place.worker_id,
        service=place.service_id,
        service_type=place.service.service_type,
        leads=place.service.leader_id == place.worker_id,
        health_personnel=place.health_personnel,
        request_id=request_id,
    )


PLACES = Lookup(
    lambda of: (
        Membership.objects.filter(worker__account=of["account"], since_on__lte=of["on"], ended_on=None)
        .select_related("service")
        .order_by("since_on", "id")
    ),
    account=UUID,
    on=date,
)
"""The places of whoever is signed in, the longest first."""


def _actor(request: HttpRequest) -> Actor:
    account = cast(Account, request.user)
    request_id = request.request_id  # type: ignore[attr-defined]
    places: list[Membership] = PLACES.rows(account=account.pk, on=today())
    request.places = [place.service for place in places]  # type: ignore[attr-defined]
    if places:
        wanted = request.session.get(SERVICE)
        chosen = next((place for place in places if str(place.service_id) == wanted), places[0])
        return actor_in(chosen, request_id=request_id)
    person = None if hasattr(account, "worker") else account.persons.order_by("municipality_id").first()
    if person is None:
        raise NoActor
    is_guardian = person.wards.filter(municipality_id=person.municipality_id).exists()
    return Actor(
        kind=ActorKind.GUARDIAN if is_guardian else ActorKind.YOUNG_PERSON,
        id=person.pk,
        born_on=None if is_guardian else person.born_on,
        request_id=request_id,
    )
