"""The actor of a request: who is signed in, acting for which service, on which day."""

from collections.abc import Callable
from datetime import date
from typing import cast
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from helhet.access.lookup import Lookup
from helhet.core.actors import Actor, ActorKind
from helhet.people.models import Account, Guardianship, Membership, Service
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


def actors_of(request: HttpRequest) -> tuple[Actor, ...]:
    """All that whoever is signed in is: for the family one in each municipality with a child of theirs, or themselves.

    The rows don't know each other, and none of them tells the others where it is. Raises NoActor.
    """
    actor = actor_of(request)
    return tuple(getattr(request, "family", {}).values()) or (actor,)


def actor_at(request: HttpRequest, municipality: UUID) -> Actor:
    """Who they are in the municipality an address leads to; where they are nobody there, as everywhere else.

    Raises NoActor.
    """
    actor = actor_of(request)
    found: Actor = getattr(request, "family", {}).get(municipality, actor)
    return found


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
    family = {} if hasattr(account, "worker") else _family(account, request_id)
    if not family:
        raise NoActor
    request.family = family  # type: ignore[attr-defined]
    return next(iter(family.values()))


def _family(account: Account, request_id: str) -> dict[UUID, Actor]:
    """Who the account is in a family, by municipality."""
    wards = Guardianship.objects.filter(municipality=OuterRef("municipality"), guardian=OuterRef("pk"))
    persons = account.persons.annotate(is_guardian=Exists(wards)).order_by("municipality_id")
    return {
        one.municipality_id: Actor(
            kind=ActorKind.GUARDIAN if one.is_guardian else ActorKind.YOUNG_PERSON,
            id=one.pk,
            born_on=None if one.is_guardian else one.born_on,
            request_id=request_id,
        )
        for one in persons
    }
