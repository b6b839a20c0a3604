"""Reading people and places."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from helhet.audit.events import Event
from helhet.audit.models import AuditEntry
from helhet.core.law.who_consents import Capacity
from helhet.people.models import (
    Account,
    Appointment,
    CareOrder,
    Guardianship,
    Membership,
    Organisation,
    Person,
    Service,
    Worker,
)
from helhet.vault.keys import blind_index


def family_of(child: Person, *, on: date) -> list[Person]:
    """Whom to tell and to ask: the guardians with parental responsibility, or the young person from 18."""
    return guardians_of(child, on=on) or [child]


def guardians_of(child: Person, *, on: date) -> list[Person]:
    """The adults with parental responsibility (foreldreansvar) on a day. Not knowing is no responsibility."""
    return _adults(child, on, responsibility=Guardianship.Responsibility.YES)


def carers_of(child: Person, *, on: date) -> list[Person]:
    """Foster parents, or whoever answers for the child in an institution, on a day."""
    return _adults(child, on, carer=True)


def those_who_can(child: Person, on: date) -> dict[Capacity, frozenset[UUID]]:
    """Who can answer for a child on a day, in each capacity that several can have and that can come and go."""
    return {
        Capacity.GUARDIANS_WITH_RESPONSIBILITY: frozenset(one.pk for one in guardians_of(child, on=on)),
        Capacity.CARERS: frozenset(one.pk for one in carers_of(child, on=on)),
    }


def care_order_of(child: Person, *, on: date) -> CareOrder | None:
    """The decision by which child welfare has the care on a day, if there is one."""
    orders = CareOrder.objects.of(child=child).filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)
    return orders.select_related("service").order_by("-from_on", "id").first()


def place_is_hidden(child: Person, *, on: date) -> bool:
    """Child welfare has the care on a day, and the parents are not to know where the child is."""
    orders = CareOrder.objects.of(child=child).filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)
    return orders.filter(hidden_place=True).exists()


def care_of(child: Person) -> tuple[Callable[[date], bool], frozenset[date]]:
    """On which days child welfare has the care, as far as is known today, and the days on which that changes."""
    orders = [(one.from_on, one.until_on or date.max) for one in CareOrder.objects.of(child=child).order_by("pk")]
    begins = {first for first, _last in orders}
    over = {last + timedelta(days=1) for _first, last in orders if last < date.max}
    return lambda day: any(first <= day <= last for first, last in orders), frozenset(begins | over)


def _adults(child: Person, on: date, **tie: Any) -> list[Person]:
    ties = Guardianship.objects.of(child=child).filter(known_on__lte=on, until_on__gt=on, **tie)
    return [one.guardian for one in ties.select_related("guardian").order_by("known_on", "id")]


def guardianships_of(child: Person) -> tuple[Guardianship, ...]:
    """Every adult recorded for a child, whatever their responsibility."""
    return tuple(Guardianship.objects.of(child=child).select_related("guardian").order_by("known_on", "id"))


def person_with(national_id: str, *, municipality: UUID) -> Person | None:
    """Who has this national id, among those written down in this municipality."""
    index = blind_index(national_id, municipality=municipality)
    return Person.objects.filter(municipality_id=municipality, national_id_lookup=index).first()


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


def workers_in(service: UUID, *, on: date) -> QuerySet[Worker]:
    """Who works in a service today."""
    places = Membership.objects.filter(service=service, since_on__lte=on, ended_on=None)
    return Worker.objects.filter(memberships__in=places).order_by("name")


def destroyed_texts() -> list[tuple[UUID, UUID, datetime]]:
    """Whose texts are destroyed, by the trail: municipality, child and when."""
    done = AuditEntry.objects.filter(event=Event.TEXTS_DESTROYED, outcome=AuditEntry.Outcome.DONE)
    return [
        (row.municipality, row.child, row.at) for row in done.order_by("at", "id") if row.municipality and row.child
    ]


def appointments_of(account: Account, *roles: Appointment.Role, on: date) -> list[Appointment]:
    """The tasks somebody has on a day beside the casework, of some roles; each with its organisation and worker."""
    found = appointments_on(on).filter(worker__account=account, role__in=roles)
    return list(found.select_related("organisation", "worker").order_by("since_on", "id"))


def appointed(*roles: Appointment.Role, on: date) -> list[Appointment]:
    """Everybody who has a task of some roles on a day; each with the worker and their account, in one query."""
    return list(appointments_on(on).filter(role__in=roles).select_related("worker__account").order_by("since_on", "id"))


def appointments_on(on: date) -> QuerySet[Appointment]:
    """The tasks beside the casework that last on a day, not yet asked for."""
    return Appointment.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), since_on__lte=on)


def coordinated_by(account: Account, *, on: date) -> list[Organisation]:
    """The municipalities somebody is the 0–24 coordinator of on a day, by name; each once."""
    found = appointments_of(account, Appointment.Role.COORDINATOR, on=on)
    here = {one.organisation for one in found if one.organisation.kind == Organisation.Kind.MUNICIPALITY}
    return sorted(here, key=lambda one: (one.name, one.code))
