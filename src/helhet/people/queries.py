"""Reading people and places."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from helhet.people.models import Guardianship, Membership, Organisation, Person, Service, Worker


def family_of(child: Person, *, on: date) -> list[Person]:
    """Whom to tell and to ask: the guardians with parental responsibility, or the young person from 18."""
    ties = (
        Guardianship.objects.of(child=child)
        .filter(responsibility=Guardianship.Responsibility.YES, known_on__lte=on, until_on__gt=on)
        .select_related("guardian")
        .order_by("known_on", "id")
    )
    return [tie.guardian for tie in ties] or [child]


def guardianships_of(child: Person) -> tuple[Guardianship, ...]:
    """Every adult recorded for a child, whatever their responsibility."""
    return tuple(Guardianship.objects.of(child=child).select_related("guardian").order_by("known_on", "id"))


def services_around(municipality: UUID) -> QuerySet[Service]:
    """The services a plan in this municipality can ask: its own, the county's, the hospital's."""
    county = Organisation.objects.filter(children=municipality)
    return (
        Service.objects.filter(
            Q(organisation=municipality)
            | Q(organisation__in=county)
            | Q(organisation__parent__in=county, organisation__kind=Organisation.Kind.HOSPITAL)
        )
        .select_related("organisation", "leader")
        .order_by("name")
    )


def places_of(worker: UUID, *, on: date) -> list[Service]:
    """The services a worker has a place in today, longest first."""
    places = Membership.objects.filter(worker=worker, since_on__lte=on, ended_on=None).select_related("service")
    return [place.service for place in places.order_by("since_on", "id")]


def workers_in(service: UUID, *, on: date) -> QuerySet[Worker]:
    """Who works in a service today."""
    places = Membership.objects.filter(service=service, since_on__lte=on, ended_on=None)
    return Worker.objects.filter(memberships__in=places).order_by("name")
