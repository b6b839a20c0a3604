"""The actor of a request: who is signed in, acting for which service, on which day."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import Any, cast
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from helhet.access.lookup import Lookup
from helhet.core.actors import Actor, ActorKind
from helhet.people.keys import Key
from helhet.people.models import Account, Guardianship, Membership, Person, Service
from helhet.web.clock import today

SERVICE = "service"
"""Where the session keeps the service the worker acts for."""

Selves = tuple[Actor, ...]
"""All that one person in a family is: themselves, and before that a guardian, where there is a child of theirs.

A young parent may have a plan of their own. Each is let in as who they are there, and by no ground of the other's.
"""


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
    """All that whoever is signed in is: for the family in each municipality a guardian, or themselves, or both.

    The rows don't know each other, and none of them tells the others where it is. Raises NoActor.
    """
    actor = actor_of(request)
    family: dict[UUID, Selves] = getattr(request, "family", {})
    return tuple(chain.from_iterable(family.values())) or (actor,)


def actor_at(request: HttpRequest, key: Key, rows: models.Manager[Any]) -> Actor:
    """Who they are to the row about a child an address leads to: themselves where the child is them.

    Everywhere else they are who they are first in its municipality, and where they are nobody there, as everywhere
    else. It opens nothing and tells nothing: the door is asked afterwards, once. Raises NoActor.
    """
    actor = actor_of(request)
    family: dict[UUID, Selves] = getattr(request, "family", {})
    selves = family.get(key.municipality, (actor,))
    if len(selves) > 1 and rows.filter(municipality=key.municipality, pk=key.id, child=selves[-1].id).exists():
        return selves[-1]
    return selves[0]


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
    return next(iter(family.values()))[0]


def _family(account: Account, request_id: str) -> dict[UUID, Selves]:
    """Who the account is in a family, by municipality."""
    wards = Guardianship.objects.filter(municipality=OuterRef("municipality"), guardian=OuterRef("pk"))
    persons = account.persons.annotate(is_guardian=Exists(wards)).order_by("municipality_id")
    return {one.municipality_id: tuple(_selves(one, request_id)) for one in persons}


def _selves(person: Person, request_id: str) -> Iterator[Actor]:
    if person.is_guardian:  # type: ignore[attr-defined]
        yield Actor(kind=ActorKind.GUARDIAN, id=person.pk, request_id=request_id)
    yield Actor(kind=ActorKind.YOUNG_PERSON, id=person.pk, born_on=person.born_on, request_id=request_id)
