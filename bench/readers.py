"""Who reads: found in the database by how much there is to choose from, so that the same question fits every size."""

from dataclasses import dataclass

from django.db.models import Count

from helhet.access.current import actor_in
from helhet.core.actors import Actor, ActorKind
from helhet.people.models import Guardianship, Membership, Service
from helhet.plans.models import Feed, Participant, Plan


@dataclass(frozen=True, slots=True)
class Reader:
    """A worker acting for a service, and how many candidates the feed holds for that service."""

    actor: Actor
    candidates: int
    own: int
    """Plans the worker takes part in."""


def readers() -> dict[str, Reader]:
    """Four kinds of readers.

    `many` and `few`: one coordinator with the most, and one with about a hundred, candidates; nearly all are theirs.
    `typical`: takes part in about twenty plans. `barred`: in a large service of many workers, each with a few plans.
    """
    alone, shared = _by_candidates("coordinating_unit"), _by_candidates("child_welfare")
    most, fewest = alone[-1], min(alone, key=lambda one: abs(one[1] - 100))
    return {
        "many": _reader(*most),
        "few": _reader(*fewest),
        "typical": _typical(),
        "barred": _reader(*shared[-1]),
    }


def a_guardian() -> tuple[Plan, Actor]:
    """A plan whose child has a guardian, and the guardian."""
    tie = Guardianship.objects.select_related("child").order_by("pk").first()
    assert tie is not None
    plan = Plan.objects.of(child=tie.child).select_related("child").order_by("pk").first()
    assert plan is not None
    return plan, Actor(kind=ActorKind.GUARDIAN, id=tie.guardian_id)


def _by_candidates(type: str) -> list[tuple[Service, int]]:
    services = Service.objects.filter(type=type).in_bulk()
    counted = Feed.objects.filter(service__in=list(services)).values("service").annotate(n=Count("pk")).order_by("n")
    return [(services[one["service"]], one["n"]) for one in counted]


def _typical() -> Reader:
    """Somebody, in whatever service, who takes part in twenty plans, or as near to it as there is."""
    parts = Participant.objects.values("worker", "service").annotate(n=Count("pk"))
    found = min(parts.order_by("worker"), key=lambda one: abs(one["n"] - 20))
    service = Service.objects.get(pk=found["service"])
    place = Membership.objects.select_related("service").get(worker=found["worker"], service=service)
    return Reader(actor_in(place, request_id="bench"), Feed.objects.filter(service=service).count(), found["n"])


def _reader(service: Service, candidates: int) -> Reader:
    place = Membership.objects.filter(service=service).select_related("service").order_by("pk").last()
    assert place is not None
    own = Participant.objects.filter(worker=place.worker_id, service=service).count()
    return Reader(actor_in(place, request_id="bench"), candidates, own)
