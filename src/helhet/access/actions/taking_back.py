"""Taking a yes back, wholly or for some services, and keeping something back from one that stands."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from helhet.access.models import Consent, ConsentAnswer, ConsentException, ConsentLine, Grant
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.people.models import Person, Service, Worker


@transaction.atomic
def withdraw_consent(
    *,
    child: Person,
    matter: UUID,
    by: Person,
    services: Collection[Service] | None,
    channel: ConsentAnswer.Channel,
    actor: Actor,
    at: datetime,
) -> None:
    """Take back the yes, for some services or for all (`services=None`). Holds from the next request on (R9).

    It deletes nothing: what a service wrote stays in that service's own record. What the child has said yes to alone
    is only the child's to take back from a service; it falls when the whole plan does.
    """
    grants = Grant.objects.filter(municipality_id=child.municipality_id, matter=matter, ended_at=None)
    if services is not None:
        grants = grants.filter(service__in=services, by_child_alone=False)
    grants.update(ended_at=at, ended_by=by.pk)
    about = Consent.objects.filter(municipality_id=child.municipality_id, matter=matter)
    for consent in about.select_for_update().order_by("asked_at", "id"):
        _take_back(consent, services, at)
    trail.record(
        Event.CONSENT_WITHDRAWN,
        about=about.order_by("-asked_at")[0],
        actor=actor,
        at=at,
        matter=matter,
        giver=by.pk,
        channel=channel,
        whole=services is None,
    )


def _take_back(consent: Consent, services: Collection[Service] | None, at: datetime) -> None:
    """What a question stands at when it is taken back: all of it, or what still waits and names these services."""
    withdrawn, asked = Consent.Status.WITHDRAWN, Consent.Status.ASKED
    if services is not None:
        named = ConsentLine.objects.of(consent=consent).filter(service__in=services).exists()
        if consent.settled or consent.hidden or not named:
            return
    for name in ("status", "plan_status"):
        if getattr(consent, name) in (asked, Consent.Status.GIVEN) and (services is None or not consent.settled):
            setattr(consent, name, withdrawn)
    consent.settled_at = at
    consent.save(update_fields=["status", "plan_status", "settled_at"])


@transaction.atomic
def withdraw_alone(*, consent: Consent, channel: ConsentAnswer.Channel, actor: Actor, at: datetime) -> None:
    """The child takes back what it said yes to alone. Holds from the next request on."""
    Grant.objects.of(consent=consent).filter(ended_at=None).update(ended_at=at, ended_by=consent.child_id)
    _take_back(consent, None, at)
    trail.record(
        Event.CONSENT_WITHDRAWN,
        about=consent,
        actor=actor,
        at=at,
        matter=consent.matter,
        giver=consent.child_id,
        channel=channel,
        alone=True,
    )


@transaction.atomic
def make_exception(
    *,
    child: Person,
    matter: UUID,
    by: Person,
    actor: Actor,
    at: datetime,
    service: Service | None = None,
    worker: Worker | None = None,
    information_type: str = "",
) -> ConsentException:
    """Keep something back from a consent that is given: it beats the consent (R9)."""
    exception = ConsentException.objects.create(
        municipality_id=child.municipality_id,
        matter=matter,
        made_by=by,
        service=service,
        worker=worker,
        information_type=information_type,
        made_at=at,
    )
    consent = Consent.objects.filter(municipality_id=child.municipality_id, matter=matter).latest("asked_at")
    trail.record(Event.EXCEPTION_MADE, about=consent, actor=actor, at=at, matter=matter, giver=by.pk)
    return exception
