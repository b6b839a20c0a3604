"""What is written in a plan, as far as one reader may see it: what the work rests on, and the log a page at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from helhet.access.filter import grounds_of
from helhet.access.statement import Arguments, padded
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.audit.trail import Part
from helhet.core.access import Ground, grounds
from helhet.core.actors import Actor
from helhet.core.compartments import FAMILY
from helhet.core.information import InformationType, information_types
from helhet.core.moments import day_of
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.doors import ENTRY

PAGE = 20
"""How many notes a part of the log holds, of those the whole family may know of; the others take nobody's place.

Else something hidden would push another note off the page, and the family's log would tell of the hiding by which
kinds of information were shown together.
"""
READ = PAGE + 10
"""How many it holds at most."""
NOTES = (
    Entry.Kind.NOTE,
    Entry.Kind.GLIMPSE,
    Entry.Kind.CONCERN,
    Entry.Kind.STRENGTHS,
    Entry.Kind.MEETING,
    Entry.Kind.CLOSING,
)
"""The kinds that stand on their own, in the log; the others are the words of a goal, a measure or an evaluation."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry, and why this reader sees it; `before` holds the wordings it has replaced, the newest first."""

    entry: Entry
    why: tuple[Ground, ...]
    before: tuple["Shown", ...] = ()

    @property
    def type(self) -> InformationType:
        """What kind of information it is."""
        return information_types()[self.entry.information_type]


class Mark(NamedTuple):
    """Where a part of the log ends: at the last of its entries."""

    written_at: datetime
    entry: UUID


@dataclass(frozen=True, slots=True)
class Notes:
    """A part of the log, newest first, and where the next begins."""

    notes: tuple[Shown, ...]
    older: Mark | None


def written(plan: Plan, actor: Actor, *, at: datetime) -> tuple[dict[UUID, Shown], Notes]:
    """The words of the work by their ids, and the newest of the log; logged by the kinds of information they hold."""
    with transaction.atomic():
        work, (part, older) = _of_work(plan, actor, at), _part(plan, actor, at, None)
        shown = _look(plan, actor, [*work, *part], at)
        notes = Notes(_newest_wordings(plan, actor, at, part, shown), older)
        return as_corrected(shown[one.pk] for one in work), notes


def work_words(plan: Plan, actor: Actor, *, at: datetime) -> dict[UUID, Shown]:
    """The words of the plan's goals, measures and evaluations, logged by the kinds of information they hold."""
    with transaction.atomic():
        return as_corrected(_look(plan, actor, _of_work(plan, actor, at), at).values())


def words_first_written_as(ids: Collection[UUID], plan: Plan, actor: Actor, *, at: datetime) -> dict[UUID, Shown]:
    """Some of the words of the work, by the ids they were first written under; only these are logged."""
    wanted = set(ids)
    with transaction.atomic():
        work = sorted(_of_work(plan, actor, at), key=lambda one: (one.written_at, one.corrects_id is not None))
        for one in work:
            if one.corrects_id in wanted:
                wanted.add(one.pk)
        return as_corrected(_look(plan, actor, [one for one in work if one.pk in wanted], at).values())


def older_notes(plan: Plan, actor: Actor, *, at: datetime, after: Mark) -> Notes:
    """The part of the log after a mark, logged by the kinds of information it holds."""
    with transaction.atomic():
        part, older = _part(plan, actor, at, after)
        return Notes(_newest_wordings(plan, actor, at, part, _look(plan, actor, part, at)), older)


def as_corrected(words: Iterable[Shown]) -> dict[UUID, Shown]:
    """The words by the id they were first written under, each in the newest wording this reader may see.

    Goals, measures and evaluations name their first wording for ever. What it was corrected to is what holds.
    """
    first: dict[UUID, UUID] = {}
    wordings: dict[UUID, list[Shown]] = defaultdict(list)
    for one in sorted(words, key=lambda one: (one.entry.written_at, one.entry.corrects_id is not None)):
        first[one.entry.pk] = first.get(one.entry.corrects_id or one.entry.pk, one.entry.pk)
        wordings[first[one.entry.pk]].append(one)
    return {pk: replace(found[-1], before=tuple(found[-2::-1])) for pk, found in wordings.items()}


def _look(plan: Plan, actor: Actor, entries: Iterable[Entry], at: datetime) -> dict[UUID, Shown]:
    shown: dict[UUID, Shown] = {}
    parts: dict[Part, set[str]] = defaultdict(set)
    for entry in entries:
        entry.plan = plan
        codes = grounds_of(entry)
        shown[entry.pk] = Shown(entry, tuple(grounds().by_code(code) for code in codes))
        parts[Part(entry.information_type, entry.trail_compartment)].update(codes)
    trail.record_parts(Event.ENTRY_READ, about=plan, actor=actor, at=at, parts=parts)
    return shown


def _of_work(plan: Plan, actor: Actor, at: datetime) -> list[Entry]:
    return WORK.rows(actor, day_of(at), **_here(plan))


def _part(plan: Plan, actor: Actor, at: datetime, after: Mark | None) -> tuple[list[Entry], Mark | None]:
    """The notes of one part, and where the next begins."""
    mark = after or Mark(at + timedelta(days=1), UUID(int=0))
    found = LOG.rows(actor, day_of(at), **_here(plan), before=mark.written_at, last=mark.entry)
    places = accumulate(note.trail_compartment == FAMILY for note in found)
    part = [note for note, taken in zip(found[:READ], places, strict=False) if taken <= PAGE]
    older = Mark(part[-1].written_at, part[-1].pk) if len(part) < len(found) else None
    return part, older


def _newest_wordings(
    plan: Plan, actor: Actor, at: datetime, notes: list[Entry], shown: Mapping[UUID, Shown]
) -> tuple[Shown, ...]:
    """Those of the notes that the reader may not see in a newer wording.

    The older ones count as seen as well: else their absence would tell the family of a wording kept from them.
    """
    entries = padded([note.pk for note in notes])
    replaced = set(CORRECTED.rows(actor, day_of(at), **_here(plan), entries=entries)) if notes else set()
    return tuple(shown[note.pk] for note in notes if note.pk not in replaced)


def _here(plan: Plan) -> dict[str, UUID]:
    return {"municipality": plan.municipality_id, "plan": plan.pk}


def _work(seen: Any, of: Arguments, _actor: Actor) -> Any:
    here = seen.filter(municipality=of["municipality"], plan=of["plan"]).exclude(kind__in=NOTES)
    return here.select_related("author", "service").order_by("-written_at", "id")


def _log(seen: Any, of: Arguments, _actor: Actor) -> Any:
    here = seen.filter(municipality=of["municipality"], plan=of["plan"], kind__in=NOTES)
    here = here.filter(Q(written_at__lt=of["before"]) | Q(id__gt=of["last"]), written_at__lte=of["before"])
    return here.select_related("author", "service").order_by("-written_at", "id")[: READ + 1]


def _corrected(seen: Any, of: Arguments, _actor: Actor) -> Any:
    here = seen.filter(municipality=of["municipality"], plan=of["plan"], corrects__in=of["entries"])
    return here.order_by("corrects").values_list("corrects", flat=True)


HERE: dict[str, type] = {"municipality": UUID, "plan": UUID}
WORK = ENTRY.statement(_work, **HERE)
"""The words of what is agreed and found in one plan."""
LOG = ENTRY.statement(_log, **HERE, before=datetime, last=UUID)
"""The notes in one plan from a mark on, the newest first."""
CORRECTED = ENTRY.statement(_corrected, **HERE, entries=UUID)
"""Those of some entries of a plan that have another wording the reader may see."""
