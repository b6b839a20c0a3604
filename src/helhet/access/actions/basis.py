"""When a service begins and ends to keep a child's data in a matter, and on what basis. It opens nothing."""

from datetime import date
from uuid import UUID

from django.db import transaction

from helhet.access.models import ProcessingBasis
from helhet.core.actors import Actor
from helhet.core.processing import bases
from helhet.people.models import Person, Service


@transaction.atomic
def begin_basis(*, child: Person, matter: UUID, service: Service, on: date, actor: Actor) -> ProcessingBasis:
    """A service enters: write down the provision in force that day, or that none was found. Once is enough."""
    del actor  # stands in the trail of what let the service in
    basis = bases()[service.service_type]
    rule = basis.rule_on(on)
    row, _new = ProcessingBasis.objects.get_or_create(
        municipality_id=child.municipality_id,
        matter=matter,
        service=service,
        until_on=None,
        defaults={
            "child": child,
            "rule": rule.id if rule else "",
            "articles": " ".join(basis.articles),
            "from_on": on,
        },
    )
    return row


@transaction.atomic
def end_basis(*, child: Person, matter: UUID, on: date, actor: Actor, but: frozenset[UUID] = frozenset()) -> None:
    """The services leave, save those in `but`. What each wrote stays in its own record, on that record's own basis."""
    del actor
    open_now = ProcessingBasis.objects.filter(municipality_id=child.municipality_id, matter=matter, until_on=None)
    open_now.exclude(service__in=but).update(until_on=on)
