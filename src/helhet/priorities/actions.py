"""Writing the priorities, having them adopted, and reading the own figures anew. What is adopted never changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Max

from helhet.core.actors import Actor
from helhet.core.moments import day_of
from helhet.core.priorities import NotADraft, ProgrammeState, check_can_adopt, check_can_change
from helhet.people.models import Organisation
from helhet.priorities.models import Challenge, Part, Priority, Programme, Reading, RunMeasure, Target
from helhet.priorities.queries import draft_of, in_force, whole

YEARS = 4
"""How long priorities are made for, unless somebody says otherwise: a council's term."""


class AlreadyBegun(RuntimeError):
    """A draft is being written already."""


class OthersWords(RuntimeError):
    """Somebody has written since it was read."""


class NotYet(ValueError):
    """Nothing is adopted on a day that has not come, or before the version it takes the place of."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """Which body adopted it, on which day, as which case."""

    on: date
    body: str
    case: str = ""


@transaction.atomic
def begin_programme(*, organisation: Organisation, language: str, actor: Actor, at: datetime) -> Programme:
    """Begin a draft: empty, or a copy of what is in force, with its measures carried on.

    Raises:
        AlreadyBegun: there is a draft.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if draft_of(organisation):
        raise AlreadyBegun
    year = day_of(at).year
    newest = Programme.objects.filter(organisation=organisation).aggregate(number=Max("number"))["number"] or 0
    before = in_force(organisation)
    draft = Programme.objects.create(
        organisation=organisation,
        number=newest + 1,
        language=before.language if before else language,
        title=before.title if before else "",
        introduction=before.introduction if before else "",
        first_year=before.first_year if before else year + 1,
        last_year=before.last_year if before else year + YEARS,
        changed_at=at,
        changed_by_id=actor.id,
    )
    if before:
        _copy(before, draft)
    return draft


@transaction.atomic
def change_programme(
    *, programme: Programme, version: int, values: Mapping[str, Any], actor: Actor, at: datetime
) -> Programme:
    """Write on title, years and introduction.

    Raises:
        NotADraft: it is adopted.
        OthersWords: somebody has written since `version` was read.
    """
    locked = _draft(programme)
    if locked.version != version:
        raise OthersWords
    for name, value in values.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*values, "version"])
    return _touched(locked, actor, at)


@transaction.atomic
def add_part(*, part: Part, actor: Actor, at: datetime) -> Part:
    """Put a new part last among its like.

    Raises:
        NotADraft: the version is adopted.
    """
    _touched(_draft(part.programme), actor, at)
    last = _like(part).aggregate(place=Max("place"))["place"]
    part.place = 0 if last is None else last + 1
    part.save(force_insert=True)
    return part


@transaction.atomic
def change_part(*, part: Part, version: int, values: Mapping[str, Any], actor: Actor, at: datetime) -> Part:
    """Write on a part.

    Raises:
        NotADraft: the version is adopted.
        OthersWords: somebody has written since `version` was read, or taken the part out.
    """
    _touched(_draft(part.programme), actor, at)
    changed = _like(part).filter(pk=part.pk, version=version).update(version=F("version") + 1, **values)
    if not changed:
        raise OthersWords
    part.refresh_from_db()
    return part


@transaction.atomic
def move_part_up(*, part: Part, actor: Actor, at: datetime) -> None:
    """Put a part before the one above it; the first stays first.

    Raises:
        NotADraft: the version is adopted.
    """
    _touched(_draft(part.programme), actor, at)
    order = list(_like(part).order_by("place", "id"))
    at_place = next((place for place, one in enumerate(order) if one.pk == part.pk), 0)
    if at_place:
        order[at_place - 1], order[at_place] = order[at_place], order[at_place - 1]
    for place, one in enumerate(order):
        _like(part).filter(pk=one.pk).update(place=place)


@transaction.atomic
def remove_part(*, part: Part, actor: Actor, at: datetime) -> None:
    """Take a part out, with all that stands under it.

    Raises:
        NotADraft: the version is adopted.
    """
    _touched(_draft(part.programme), actor, at)
    _like(part).filter(pk=part.pk).delete()


@transaction.atomic
def adopt_programme(
    *, programme: Programme, revision: int, adoption: Adoption, actor: Actor, at: datetime
) -> Programme:
    """Write down that a body has adopted the draft. From now on anybody can read it, and nobody can change it.

    What was in force is superseded on the same day.

    Raises:
        NotADraft: it is adopted already.
        OthersWords: somebody has changed it since `revision` was read.
        NotWhole: something a council would miss is missing.
        NotYet: the day has not come, or lies before the version in force was adopted.
    """
    locked = _draft(programme)
    if locked.revision != revision:
        raise OthersWords
    check_can_adopt(whole(locked).facts)
    before = in_force(locked.organisation)
    if adoption.on > day_of(at) or (before and before.adopted_on and adoption.on < before.adopted_on):
        raise NotYet
    if before:
        Programme.objects.filter(pk=before.pk).update(state=ProgrammeState.SUPERSEDED, superseded_on=adoption.on)
    locked.state = ProgrammeState.ADOPTED
    locked.adopted_on, locked.adopted_by, locked.case = adoption.on, adoption.body, adoption.case
    locked.recorded_at = at
    locked.save(update_fields=["state", "adopted_on", "adopted_by", "case", "recorded_at"])
    return _touched(locked, actor, at)


@transaction.atomic
def note_reading(
    *, target: Target, organisation: Organisation, year: int, number: Any, source: str, actor: Actor, at: datetime
) -> Reading:
    """Write down what an own figure was in a later year, and where that is known from; a year once more is put right.

    Raises:
        ValueError: the figure is a published one, the number has no source, or the year is not after the baseline.
    """
    del actor
    if not target.own or not source or not target.last_year < year <= day_of(at).year:
        raise ValueError(year)
    reading, _new = Reading.objects.update_or_create(
        organisation=organisation,
        thread=target.thread,
        year=year,
        defaults={"number": number, "source": source, "noted_at": at},
    )
    return reading


def _draft(programme: Programme) -> Programme:
    """The version as it is now, held so that nobody adopts it in the same instant. Raises NotADraft."""
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    check_can_change(ProgrammeState(locked.state))
    return locked


def _touched(programme: Programme, actor: Actor, at: datetime) -> Programme:
    programme.revision += 1
    programme.changed_at, programme.changed_by_id = at, actor.id
    programme.save(update_fields=["revision", "changed_at", "changed_by"])
    return programme


def _like(part: Part) -> Any:
    return type(part).objects.filter(**part.siblings)  # type: ignore[attr-defined]


def _copy(before: Programme, draft: Programme) -> None:
    """Every part anew, under the same things as before; a figure's thread goes on, and what was new is carried on."""
    new: dict[UUID, UUID] = {}
    for model in (Challenge, Target, Priority, RunMeasure):
        copies = []
        for one in model.objects.filter(programme=before):
            old, one.pk = one.pk, uuid4()
            new[old] = one.pk
            one.programme, one.version = draft, 1
            if isinstance(one, RunMeasure):
                one.standing = RunMeasure.Standing.CARRIED_ON
            if one.UNDER:
                setattr(one, f"{one.UNDER}_id", new[getattr(one, f"{one.UNDER}_id")])
            copies.append(one)
        model.objects.bulk_create(copies)  # type: ignore[arg-type]


__all__ = [
    "Adoption", "AlreadyBegun", "NotADraft", "NotYet", "OthersWords", "add_part", "adopt_programme", "begin_programme",
    "change_part", "change_programme", "move_part_up", "note_reading", "remove_part",
]  # fmt: skip
