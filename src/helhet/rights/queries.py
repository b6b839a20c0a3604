"""Where one can turn in a municipality: what the registry and the municipality itself have entered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from helhet.core.rights.model import Body
from helhet.core.rights.words import Level
from helhet.people.models import Organisation, Service
from helhet.people.queries import services_around


@dataclass(frozen=True, slots=True)
class Contact:
    """How one reaches a body: by its page, its services' telephones, or neither."""

    name: str
    page: str
    services: tuple[tuple[str, str], ...] = ()
    """Names and telephone numbers of services, as their municipality has entered them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality with its county, and the services entered there."""

    municipality: Organisation
    services: tuple[Service, ...]


def municipalities(on: date) -> QuerySet[Organisation]:
    """The municipalities there are on a day, by county and name."""
    there = Q(valid_from=None) | Q(valid_from__lte=on)
    still = Q(valid_until=None) | Q(valid_until__gt=on)
    found = Organisation.objects.filter(there, still, kind=Organisation.Kind.MUNICIPALITY)
    return found.select_related("parent").order_by("parent__name", "parent__id", "short_name", "id")


def place(code: str, on: date) -> Place | None:
    """The municipality with a number on a day; None where there is none."""
    found = municipalities(on).filter(code=code).first()
    return Place(found, tuple(services_around(found.pk))) if found else None


def contact(body: Body, where: Place | None) -> Contact | None:
    """How to reach a body from a municipality; None when nothing is known without one."""
    if body.page or where is None:
        services = _services(body, where.services if where else ())
        return Contact("", body.page, services) if body.page or services else None
    county = where.municipality.parent
    home = county if body.level is Level.COUNTY and county else where.municipality
    if body.level not in (Level.COUNTY, Level.MUNICIPALITY):
        return None
    return Contact(home.name, home.website, _services(body, where.services))


def _services(body: Body, among: Iterable[Service]) -> tuple[tuple[str, str], ...]:
    return tuple((one.name, one.phone) for one in among if one.service_type in body.services)
