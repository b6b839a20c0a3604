"""Letting the leader read, and writing down what was said. Nothing here leaves the author's own unit."""

from datetime import date, datetime

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.concerns.actions.common import check_whole, locked, own_open
from helhet.concerns.actions.refusals import ConcernRefused
from helhet.concerns.models import Concern, ConcernTalk
from helhet.core.actors import Actor
from helhet.core.moments import day_of
from helhet.post.actions import post_letter
from helhet.post.models import Letter


@transaction.atomic
def share_with_leader(*, concern: Concern, actor: Actor, at: datetime) -> Concern:
    """Let the leader of the author's own unit read the note. Asked of nobody, and needed for nothing.

    Raises:
        NotTheAuthor: somebody else's note.
        ConcernRefused: `decided`; `incomplete`; `own_leader`, the author leads the unit.
    """
    concern = own_open(concern, actor)
    check_whole(concern)
    leader = concern.service.leader
    if leader.pk == actor.id:
        raise ConcernRefused("own_leader")
    if concern.shared_with_id == leader.pk:
        return concern
    concern.shared_with, concern.shared_at, concern.read_at = leader, at, None
    concern.save(update_fields=["shared_with", "shared_at", "read_at"])
    trail.record(Event.CONCERN_SHARED, about=concern, actor=actor, at=at, leader=leader.pk)
    post_letter(kind=Letter.Kind.NEWS, to=leader, about=concern, actor=actor, at=at)
    return concern


@transaction.atomic
def mark_read(*, concern: Concern, actor: Actor, at: datetime) -> Concern:
    """The one it is shared with says that they have read it; the author sees when.

    Raises:
        ConcernRefused: `not_shared`, it is not shared with this actor.
    """
    concern = locked(concern)
    if concern.shared_with_id != actor.id or concern.service_id != actor.service:
        raise ConcernRefused("not_shared")
    if concern.read_at is None:
        concern.read_at = at
        concern.save(update_fields=["read_at"])
        trail.record(Event.CONCERN_READ, about=concern, actor=actor, at=at)
    return concern


@transaction.atomic
def record_talk(
    *, concern: Concern, talked_with: ConcernTalk.With, held_on: date, words: str, actor: Actor, at: datetime
) -> ConcernTalk:
    """Write down a talk about the wonder: with whom, which day, and what they said.

    Raises:
        NotTheAuthor: somebody else's note.
        ConcernRefused: `decided`; `not_yet`, a day to come; `acute`, when the parents must not be told first.
    """
    concern = own_open(concern, actor)
    if concern.acute and talked_with == ConcernTalk.With.PARENTS:
        raise ConcernRefused("acute")
    if held_on > day_of(at):
        raise ConcernRefused("not_yet")
    talk = ConcernTalk.objects.create(
        municipality_id=concern.municipality_id,
        concern=concern,
        talked_with=talked_with,
        held_on=held_on,
        words=words,
        noted_at=at,
        noted_by_id=actor.id,
    )
    trail.record(Event.CONCERN_TALKED, about=concern, actor=actor, at=at, talked_with=talked_with)
    return talk


@transaction.atomic
def record_no_talk(*, concern: Concern, reason: str, actor: Actor, at: datetime) -> Concern:
    """Write down why the parents have not been talked with.

    Raises:
        NotTheAuthor: somebody else's note.
        ConcernRefused: `decided`.
    """
    concern = own_open(concern, actor)
    concern.no_talk_reason = reason
    concern.save(update_fields=["no_talk_reason"])
    trail.record(Event.CONCERN_CHANGED, about=concern, actor=actor, at=at, version=concern.version)
    return concern
