"""Beginning a wonder note, and keeping every word of it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.clocks.actions import start_clock
from helhet.concerns.actions.common import own_open
from helhet.concerns.actions.refusals import ConcernRefused, Conflict, NotTheAuthor
from helhet.concerns.models import Concern
from helhet.concerns.queries import DECIDE, municipalities_for
from helhet.core.actors import Actor, ActorKind
from helhet.core.guides import GuidePack
from helhet.core.moments import day_of
from helhet.people.models import Guardianship, Organisation, Person, Service


@transaction.atomic
def write_note(
    *,
    service: Service,
    municipality: Organisation,
    child_name: str,
    guide: GuidePack,
    actor: Actor,
    at: datetime,
    born_on: date | None = None,
    answers: Mapping[str, str] | None = None,
) -> Concern:
    """Begin a note about a child, and with it the guide's clock for deciding (R3). Only the author sees it.

    The child becomes a row of its own, known to nobody else: nothing is looked up, nothing is matched.

    Raises:
        NotTheAuthor: the actor does not act for the service.
        ConcernRefused: `elsewhere`, a municipality the service does not serve.
    """
    if actor.kind is not ActorKind.WORKER or actor.service != service.pk:
        raise NotTheAuthor
    on = day_of(at)
    if not municipalities_for(service, on=on).filter(pk=municipality.pk).exists():
        raise ConcernRefused("elsewhere")
    child = Person.objects.create(municipality=municipality, name=child_name, born_on=born_on)
    concern = Concern.objects.create(
        municipality=municipality,
        child=child,
        service=service,
        author_id=actor.id,
        guide=guide.code,
        guide_version=guide.version,
        answers=dict(answers or {}),
        written_at=at,
        changed_at=at,
    )
    start_clock(
        guide=guide.clock(DECIDE),
        from_on=on,
        matter=concern,
        about=concern,
        child=child.pk,
        owner=concern.author,
        leader=service.leader,
        actor=actor,
    )
    trail.record(Event.CONCERN_WRITTEN, about=concern, actor=actor, at=at, guide=guide.code)
    return concern


@transaction.atomic
def save_note(
    *,
    concern: Concern,
    version: int,
    answers: Mapping[str, str],
    child_name: str,
    born_on: date | None,
    actor: Actor,
    at: datetime,
) -> Concern:
    """Keep what is written, finished or not. `version` is the one the writer began from.

    The same words sent twice, as after a lost answer, are one change. Who the child is, is the note's to say only
    until a plan is prepared.

    Raises:
        NotTheAuthor: somebody else's note.
        ConcernRefused: `decided`.
        Conflict: written in since that version; nothing is overwritten.
    """
    concern = own_open(concern, actor)
    child = concern.child
    if Guardianship.objects.of(child=child).exists():
        # The adults are written down, so a plan is prepared: the day of birth decides who is asked.
        child_name, born_on = child.name, child.born_on
    if (dict(answers), child_name, born_on) == (concern.answers, child.name, child.born_on):
        return concern
    if version != concern.version:
        raise Conflict(concern)
    child.name, child.born_on = child_name, born_on
    child.save(update_fields=["name", "born_on"])
    concern.answers, concern.version, concern.changed_at = dict(answers), concern.version + 1, at
    concern.save(update_fields=["answers", "version", "changed_at"])
    trail.record(Event.CONCERN_CHANGED, about=concern, actor=actor, at=at, version=concern.version)
    return concern
