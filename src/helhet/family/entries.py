"""What is written in the plan, as far as this one reader may see it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise

from helhet.access.filter import grounds_of
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.audit.trail import Part
from helhet.core.actors import Actor
from helhet.core.compartments import own
from helhet.core.guides import GuidePack, Text
from helhet.core.moments import day_of
from helhet.core.plan import HELD
from helhet.family.discretion import Discretion
from helhet.plans.models import Entry, Evaluation, Goal, Measure, Plan
from helhet.plans.queries.doors import OF_PLAN
from helhet.plans.queries.lost import waiting_for_someone
from helhet.plans.words import ENTRY_KIND


@dataclass(frozen=True, slots=True)
class Written:
    """One text: whose words, who wrote them down, and when."""

    heading: Promise
    text: str
    words_of: str
    speaker: str
    by: str
    place: str | Promise
    on: date
    corrected: bool
    decision: Text | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """A measure: what, who, and the day it is looked at again. Not taken on: so far only asked for.

    Stopped: whoever had taken it on is no longer in the plan, and nobody does it now.
    """

    text: str
    who: str
    mine: bool
    look_again_on: date
    taken_on: bool
    stopped: bool


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything written that this reader may see, sorted to where it belongs on the page."""

    goals: tuple[Written, ...]
    agreed: tuple[Agreed, ...]
    notes: tuple[Written, ...]


def texts_of(plan: Plan, guide: GuidePack, actor: Actor, discretion: Discretion, *, at: datetime) -> Texts:
    """Read what is written, through the entries' own filter; logged by the kinds of information shown.

    Everything else is built from these entries alone. What the filter keeps back leaves nothing behind: no line, no
    number, and no heading without words under it. So an evaluation is shown by its words only; whether the child was
    asked would tell of an answer that is the child's own.
    """
    entries = _shown(plan, actor, at=at)
    newest = _newest(entries)
    corrected = {pk for pk, entry in newest.items() if entry.pk != pk}
    decisions = {
        reason: guide.code_in("evaluation_decision", decision).text
        for reason, decision in Evaluation.objects.of(plan=plan).values_list("reason_id", "decision")
    }

    def written(entry: Entry) -> Written:
        last = newest[entry.pk]
        return Written(
            heading=ENTRY_KIND[entry.kind],
            text=discretion.words(last.text),
            words_of=entry.words_of,
            speaker=entry.speaker.name if entry.speaker else "",
            by=discretion.name(entry.author),
            place=discretion.place(entry.service),
            on=day_of(entry.written_at),
            corrected=entry.pk in corrected,
            decision=decisions.get(entry.pk),
        )

    goals = Goal.objects.of(plan=plan).filter(ended_at=None).order_by("entry__written_at", "id")
    return Texts(
        goals=tuple(written(entries[goal.entry_id]) for goal in goals if goal.entry_id in newest),
        agreed=_agreed(plan, newest, actor, discretion),
        notes=tuple(
            written(entry)
            for entry in entries.values()
            if entry.pk in newest and entry.kind not in (Entry.Kind.GOAL, Entry.Kind.MEASURE)
        ),
    )


def _shown(plan: Plan, actor: Actor, *, at: datetime) -> dict[UUID, Entry]:
    with transaction.atomic():
        rows = OF_PLAN.rows(actor, day_of(at), municipality=plan.municipality_id, plan=plan.pk)
        shown: dict[UUID, Entry] = {}
        parts: dict[Part, set[str]] = defaultdict(set)
        for entry in rows:
            shown[entry.pk] = entry
            parts[Part(entry.information_type, own(actor.id))].update(grounds_of(entry))
        trail.record_parts(Event.FAMILY_READ, about=plan, actor=actor, at=at, parts=parts)
    return shown


def _newest(entries: dict[UUID, Entry]) -> dict[UUID, Entry]:
    """Each first wording, and the last correction of it among those this reader may see."""
    first: dict[UUID, UUID] = {}
    newest: dict[UUID, Entry] = {}
    for entry in sorted(entries.values(), key=lambda e: (e.written_at, e.corrects_id is not None)):
        first[entry.pk] = first.get(entry.corrects_id or entry.pk, entry.pk)
        newest[first[entry.pk]] = entry
    return newest


def _agreed(plan: Plan, newest: dict[UUID, Entry], actor: Actor, discretion: Discretion) -> tuple[Agreed, ...]:
    if plan.state not in HELD:
        return ()
    rows = Measure.objects.of(plan=plan).exclude(state=Measure.State.ENDED)
    going_on = rows.select_related("worker", "person").order_by("evaluate_on", "proposed_at", "id")
    lost = waiting_for_someone(Measure.objects.of(plan=plan))
    return tuple(
        Agreed(
            text=discretion.words(newest[measure.entry_id].text),
            who="" if measure.lost else _who(measure, discretion),
            mine=measure.person_id == actor.id,
            look_again_on=measure.evaluate_on,
            taken_on=measure.state == Measure.State.RUNNING,
            stopped=measure.lost,
        )
        for measure in [*lost.select_related("worker", "person").order_by("ended_at", "id"), *going_on]
        if measure.entry_id in newest
    )


def _who(measure: Measure, discretion: Discretion) -> str:
    return discretion.name(measure.worker) if measure.worker else measure.person.name
