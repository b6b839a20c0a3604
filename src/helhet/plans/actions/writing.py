"""Writing in the plan: short, added to and corrected, never overwritten (R20)."""

from datetime import datetime

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.doing import Act
from helhet.core.moments import day_of
from helhet.people.models import Person
from helhet.plans.actions.common import locked, locked_for
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.find import may_judge


class NotYourWords(PermissionError):
    """Only the service that wrote something can correct or close it (criterion 20)."""


@transaction.atomic
def write_entry(
    *,
    plan: Plan,
    kind: Entry.Kind,
    information_type: str,
    text: str,
    actor: Actor,
    at: datetime,
    words_of: Entry.WordsOf = Entry.WordsOf.WRITER,
    speaker: Person | None = None,
) -> Entry:
    """Add something short to the plan, in the name of the actor's service. Raises NotYours."""
    plan = locked_for(Act.WRITE, plan, actor, day_of(at))
    return new_entry(
        plan=plan,
        kind=kind,
        information_type=information_type,
        text=text,
        actor=actor,
        at=at,
        words_of=words_of,
        speaker=speaker,
    )


@transaction.atomic
def correct_entry(*, entry: Entry, text: str, actor: Actor, at: datetime) -> Entry:
    """Put a new wording beside the old, which stays.

    Raises:
        NotYours: the actor may not write in the plan now.
        NotYourWords: another service wrote it.
    """
    plan = locked_for(Act.WRITE, entry.plan, actor, day_of(at))
    if entry.service_id != actor.service:
        raise NotYourWords
    entry = Entry.objects.of(plan=plan).select_related("speaker").get(pk=entry.pk)
    anew = new_entry(
        plan=plan,
        kind=Entry.Kind(entry.kind),
        information_type=entry.information_type,
        text=text,
        actor=actor,
        at=at,
        words_of=Entry.WordsOf(entry.words_of),
        speaker=entry.speaker,
        corrects=entry,
    )
    if entry.closed_to_guardians_at:
        _close(anew, entry.closed_to_guardians_reason, actor=actor, at=at)
    return anew


@transaction.atomic
def close_to_guardians(*, entry: Entry, reason: str, actor: Actor, at: datetime) -> Entry:
    """Keep something between the child and the service that wrote it (pbrl. § 3-4). A person judges; we record.

    What corrects it says the same thing and is closed with it.

    Raises:
        NotYourWords: another service wrote it, or it is not for this actor to judge: only for health personnel.
    """
    plan = locked(entry.plan)
    entry = Entry.objects.of(plan=plan).select_related("plan__child").get(pk=entry.pk)
    if not may_judge(entry, actor, on=day_of(at)):
        raise NotYourWords
    for version in _with_corrections(plan, entry):
        if version.closed_to_guardians_at is None:
            _close(version, reason, actor=actor, at=at)
    return entry


def _close(entry: Entry, reason: str, *, actor: Actor, at: datetime) -> None:
    entry.closed_to_guardians_at, entry.closed_to_guardians_by = at, actor.id
    entry.closed_to_guardians_reason = reason
    entry.save(update_fields=["closed_to_guardians_at", "closed_to_guardians_by", "closed_to_guardians_reason"])
    trail.record(Event.ENTRY_CLOSED, about=entry, actor=actor, at=at, reason=reason)


def _with_corrections(plan: Plan, entry: Entry) -> list[Entry]:
    """The entry and every later wording of it. An earlier one is left: to take it away would tell of this one."""
    versions = [entry]
    for one in versions:
        versions += Entry.objects.of(plan=plan).filter(corrects=one).order_by("written_at", "id")
    return versions


def new_entry(
    *,
    plan: Plan,
    kind: Entry.Kind,
    information_type: str,
    text: str,
    actor: Actor,
    at: datetime,
    words_of: Entry.WordsOf = Entry.WordsOf.WRITER,
    speaker: Person | None = None,
    corrects: Entry | None = None,
) -> Entry:
    """The row and its trace, for actions that have already asked whether the actor may."""
    assert actor.service is not None
    entry = Entry.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        kind=kind,
        information_type=information_type,
        service_id=actor.service,
        author_id=actor.id,
        written_at=at,
        words_of=words_of,
        speaker=speaker,
        text=text,
        corrects=corrects,
    )
    trail.record(Event.ENTRY_WRITTEN, about=entry, actor=actor, at=at, kind=kind, part=information_type)
    return entry
