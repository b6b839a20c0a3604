"""What is written in the plan, as far as this one reader may see it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch
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
from helhet.family.stuck import Stuck, stuck_in
from helhet.family.words import OWN_KIND
from helhet.family.written import Written
from helhet.measures.models import KnownMeasure
from helhet.measures.queries import known_by
from helhet.people.keys import Key
from helhet.plans.models import Entry, Evaluation, Goal, Measure, MeasureEffect, Plan
from helhet.plans.queries.doors import OF_PLAN
from helhet.plans.queries.lost import waiting_for_someone
from helhet.plans.queries.reading import evaluations_open
from helhet.plans.words import ENTRY_KIND, SEEN_BY

SeenBy = MeasureEffect.SeenBy
OF_WHOM = {SeenBy.CHILD: "child_voice", SeenBy.FAMILY: "home", SeenBy.PROFESSIONAL: "agreement"}
"""In which order the family reads what each saw in a measure, and what kind of information it is."""


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
    key: Key
    """The page of its words, with who can read them."""
    known: KnownMeasure | None
    """What it is in the register of measures; not told where the words are not."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How one measure worked, as each saw it: the child first, then the family, then those at work."""

    text: str
    seen: tuple[tuple[Promise, Text], ...]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One evaluation as it is read: the child, the family, those at work, and what was decided."""

    on: date
    talked_with: str
    """Who talked with the child beforehand; empty where the child's words are not this reader's to know of."""
    child: Written | None
    family: Written | None
    judged: tuple[Judged, ...]
    reason: Written
    is_evaluation = True
    was_stuck = False


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything written that this reader may see, sorted to where it belongs on the page."""

    entries: dict[UUID, Entry]
    goals: tuple[Written, ...]
    agreed: tuple[Agreed, ...]
    stuck: tuple[Stuck, ...]
    notes: tuple[Written | Evaluated | Stuck, ...]


def texts_of(plan: Plan, guide: GuidePack, actor: Actor, discretion: Discretion, *, at: datetime) -> Texts:
    """Read what is written, through the entries' own filter; logged by the kinds of information shown.

    Everything else is built from these entries alone. What the filter keeps back leaves nothing behind: no line, no
    number, and no heading without words under it. So an evaluation is shown by its words only; whether the child was
    asked would tell of an answer that is the child's own. What each saw in a measure goes with their own words.
    """
    kinds = ENTRY_KIND | OWN_KIND if actor.id == plan.child_id else ENTRY_KIND
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
            heading=kinds[entry.kind],
            text=discretion.words(last.text),
            words_of=entry.words_of,
            speaker=entry.speaker.name if entry.speaker else "",
            by=discretion.name(entry.author),
            place=discretion.place(entry.service),
            on=day_of(entry.written_at),
            corrected=entry.pk in corrected,
            key=last.key,
            decision=decisions.get(entry.pk),
        )

    evaluated, gathered = _evaluations(plan, guide, entries, newest, written, actor, discretion, on=day_of(at))
    stuck, over, told_there = stuck_in(plan, entries, newest, written, discretion)
    gathered |= told_there
    goals = Goal.objects.of(plan=plan).filter(ended_at=None).order_by("entry__written_at", "id")
    return Texts(
        entries=entries,
        goals=tuple(written(entries[goal.entry_id]) for goal in goals if goal.entry_id in newest),
        agreed=_agreed(plan, newest, actor, discretion),
        stuck=stuck,
        notes=tuple(
            evaluated.get(entry.pk) or over.get(entry.pk) or written(entry)
            for entry in entries.values()
            if entry.pk in newest and entry.kind not in (Entry.Kind.GOAL, Entry.Kind.MEASURE)
            if entry.pk not in gathered
        ),
    )


def _evaluations(
    plan: Plan,
    guide: GuidePack,
    entries: dict[UUID, Entry],
    newest: dict[UUID, Entry],
    written: Callable[[Entry], Written],
    actor: Actor,
    discretion: Discretion,
    *,
    on: date,
) -> tuple[dict[UUID, Evaluated], set[UUID]]:
    """The evaluations whose outcome this reader may see, by the entry that tells it, and the entries they gather."""
    found: dict[UUID, Evaluated] = {}
    gathered: set[UUID] = set()
    open_to = {who: evaluations_open(plan, kind, actor, on) for who, kind in OF_WHOM.items()}
    effects = MeasureEffect.objects.filter(municipality=plan.municipality_id).select_related("measure")
    rows = Evaluation.objects.of(plan=plan).select_related("asked_by").prefetch_related(Prefetch("effects", effects))
    for one in rows.order_by("concluded_at", "id"):
        if one.reason_id not in newest:
            continue
        words = {SeenBy.CHILD: one.child_entry_id, SeenBy.FAMILY: one.family_entry_id, SeenBy.PROFESSIONAL: None}
        # Whoever's words are kept from this reader, so is what they thought of each measure.
        tells = [who for who in OF_WHOM if one.pk in open_to[who] and (words[who] is None or words[who] in newest)]
        child, family = (
            entries.get(key) if key in newest else None for key in (one.child_entry_id, one.family_entry_id)
        )
        found[one.reason_id] = Evaluated(
            on=day_of(one.concluded_at),
            talked_with=discretion.name(one.asked_by) if child else "",
            child=written(child) if child else None,
            family=written(family) if family else None,
            judged=_judged(list(one.effects.all()), tells, guide, newest, discretion),
            reason=written(entries[one.reason_id]),
        )
        gathered |= {entry.pk for entry in (child, family) if entry}
    return found, gathered


def _judged(
    effects: list[MeasureEffect],
    tells: list[SeenBy],
    guide: GuidePack,
    newest: dict[UUID, Entry],
    discretion: Discretion,
) -> tuple[Judged, ...]:
    measures = {effect.measure_id: effect.measure.entry_id for effect in effects}
    seen = {(effect.measure_id, effect.seen_by): guide.code_in("effect", effect.effect).text for effect in effects}
    judged = (
        Judged(
            text=discretion.words(newest[entry].text),
            seen=tuple((SEEN_BY[who], seen[measure, who]) for who in tells if (measure, who) in seen),
        )
        for measure, entry in measures.items()
        if entry in newest
    )
    return tuple(sorted((one for one in judged if one.seen), key=lambda one: one.text))


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
    every = [*lost.select_related("worker", "person").order_by("ended_at", "id"), *going_on]
    known = known_by({discretion.words(measure.known) for measure in every if measure.entry_id in newest})
    return tuple(
        Agreed(
            text=discretion.words(newest[measure.entry_id].text),
            who="" if measure.lost else _who(measure, discretion),
            mine=measure.person_id == actor.id,
            look_again_on=measure.evaluate_on,
            taken_on=measure.state == Measure.State.RUNNING,
            stopped=measure.lost,
            key=newest[measure.entry_id].key,
            known=known.get(measure.known),
        )
        for measure in every
        if measure.entry_id in newest
    )


def _who(measure: Measure, discretion: Discretion) -> str:
    return discretion.name(measure.worker) if measure.worker else measure.person.name
