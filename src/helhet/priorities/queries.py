"""Reads. A version is read whole, in the same number of questions however much it holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, TextField, Value

from helhet.core.priorities import ProgrammeFacts, ProgrammeState
from helhet.indicators.catalogue import catalogue
from helhet.indicators.places import COUNTRY, places_on
from helhet.indicators.queries import Series, series_of
from helhet.people.models import Organisation, Worker
from helhet.priorities.models import Challenge, Part, Priority, Programme, Reading, RunMeasure, Target

KINDS: Mapping[str, type[Part]] = {
    "challenge": Challenge,
    "target": Target,
    "priority": Priority,
    "measure": RunMeasure,
}
"""The kinds of parts, by their names in addresses."""
LAST_YEAR = 9999
"""No year is later."""


@dataclass(frozen=True, slots=True)
class PriorityWhole:
    """A priority with the measures under it."""

    priority: Priority
    measures: tuple[RunMeasure, ...]


@dataclass(frozen=True, slots=True)
class ChallengeWhole:
    """A challenge with everything under it."""

    challenge: Challenge
    targets: tuple[Target, ...]
    priorities: tuple[PriorityWhole, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A version with all its parts, in their places."""

    programme: Programme
    challenges: tuple[ChallengeWhole, ...]

    @property
    def targets(self) -> tuple[Target, ...]:
        """All figures with a target."""
        return tuple(target for one in self.challenges for target in one.targets)

    @property
    def measures(self) -> tuple[RunMeasure, ...]:
        """All measures."""
        return tuple(run for one in self.challenges for under in one.priorities for run in under.measures)

    @property
    def facts(self) -> ProgrammeFacts:
        """What the rules need to know."""
        return ProgrammeFacts(
            state=ProgrammeState(self.programme.state),
            title=self.programme.title,
            challenges=len(self.challenges),
            challenges_without_priority=sum(not one.priorities for one in self.challenges),
            priorities_without_measure=sum(
                not priority.measures for one in self.challenges for priority in one.priorities
            ),
        )


def versions_of(organisation: Organisation) -> list[Programme]:
    """Every version, newest first."""
    return list(Programme.objects.filter(organisation=organisation).order_by("-number"))


def draft_of(organisation: Organisation) -> Programme | None:
    """The version that is being written."""
    return _first(organisation, ProgrammeState.DRAFT)


def in_force(organisation: Organisation) -> Programme | None:
    """The adopted version."""
    return _first(organisation, ProgrammeState.ADOPTED)


def in_force_in(organisation: Organisation, year: int) -> Programme | None:
    """The newest version adopted by the end of a year, also when another has taken its place since."""
    adopted = Programme.objects.filter(organisation=organisation, adopted_on__year__lte=year).select_related(
        "organisation"
    )
    return adopted.order_by("-adopted_on", "-number").first()


def published_in(place: str) -> list[Programme]:
    """What anybody may read about the municipality with this number: adopted versions, newest first."""
    found = Programme.objects.filter(organisation__kind=Organisation.Kind.MUNICIPALITY, organisation__code=place)
    open_to_all = found.filter(state__in=[ProgrammeState.ADOPTED, ProgrammeState.SUPERSEDED])
    return list(open_to_all.select_related("organisation").order_by("-adopted_on", "-number"))


def _first(organisation: Organisation, state: ProgrammeState) -> Programme | None:
    found = Programme.objects.filter(organisation=organisation, state=state)
    return found.select_related("organisation", "changed_by").first()


def whole(programme: Programme) -> Whole:
    """A version with all its parts; four questions."""
    challenges = list(Challenge.objects.filter(programme=programme))
    targets = list(Target.objects.filter(programme=programme))
    priorities = list(Priority.objects.filter(programme=programme))
    measures = list(RunMeasure.objects.filter(programme=programme).select_related("known"))
    return Whole(
        programme,
        tuple(
            ChallengeWhole(
                one,
                tuple(target for target in targets if target.challenge_id == one.pk),
                tuple(
                    PriorityWhole(first, tuple(run for run in measures if run.priority_id == first.pk))
                    for first in priorities
                    if first.challenge_id == one.pk
                ),
            )
            for one in challenges
        ),
    )


def names_somebody(text: str, organisation: Organisation) -> bool:
    """Whether a text holds the full name of somebody who works, or has worked, or has a task in the municipality."""
    here = Q(memberships__service__organisation=organisation) | Q(appointments__organisation=organisation)
    named = Worker.objects.filter(here, name__contains=" ")
    return named.annotate(text=Value(text, output_field=TextField())).filter(text__icontains=F("name")).exists()


def part_in(programme: Programme, kind: str, pk: UUID) -> Part | None:
    """A part of this very version."""
    model = KINDS.get(kind)
    return model.objects.filter(programme=programme, pk=pk).first() if model else None  # type: ignore[attr-defined]


def target_in(programme: Programme, thread: UUID) -> Target | None:
    """A figure of this version, by what is the same through all."""
    return Target.objects.filter(programme=programme, thread=thread).first()


def readings_of(organisation: Organisation, threads: Collection[UUID]) -> Mapping[UUID, list[Reading]]:
    """The later numbers of these figures, oldest first; one question."""
    found: dict[UUID, list[Reading]] = {}
    for one in Reading.objects.filter(organisation=organisation, thread__in=threads).order_by("year", "id"):
        found.setdefault(one.thread, []).append(one)
    return found


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest number of a figure since its baseline, of which time, and where it is from."""

    number: Decimal
    period: str
    source: str


def latest_of(
    organisation: Organisation, targets: Collection[Target], *, on: date, until: int = LAST_YEAR
) -> Mapping[UUID, Latest]:
    """By thread, the newest number of each figure that has one since its baseline (`until` a year); two questions."""
    found: dict[UUID, Latest] = {}
    published = beside(organisation, [one.indicator for one in targets], on=on)
    readings = readings_of(organisation, [one.thread for one in targets if one.own])
    for target in targets:
        if target.own:
            for one in readings.get(target.thread, []):
                if target.last_year < one.year <= until:
                    found[target.thread] = Latest(one.number, str(one.year), one.source)
            continue
        series = published.get((target.indicator, organisation.code))
        newer = [p for p in series.known if target.last_year < p.period.last <= until] if series else []
        point = newer[-1] if newer else None
        if point and point.number is not None:
            source = f"{point.release.publisher}, {point.release.table}"
            found[target.thread] = Latest(point.number, point.period.label, source)
    return found


def before(programme: Programme) -> Programme | None:
    """The version that was in force before this one, or is in force while this one is written."""
    adopted = Programme.objects.filter(organisation=programme.organisation_id, number__lt=programme.number)
    return adopted.exclude(state=ProgrammeState.DRAFT).order_by("-number").first()


def published_figures(organisation: Organisation) -> list[Series]:
    """The figures that are published about a municipality, in the catalogue's order. None about an invented one."""
    if organisation.demo:
        return []
    found = series_of([organisation.code])
    own = [found[code, organisation.code] for code in catalogue().indicators if (code, organisation.code) in found]
    return [one for one in own if one.latest]


def published_figure(organisation: Organisation, indicator: str) -> Series | None:
    """One of them."""
    if organisation.demo:
        return None
    found = series_of([organisation.code], indicator).get((indicator, organisation.code))
    return found if found and found.latest else None


def beside(organisation: Organisation, indicators: Collection[str], *, on: date) -> Mapping[tuple[str, str], Series]:
    """The published figures of a municipality, its county and the country, for these indicators; one question."""
    wanted = set(indicators) - {""}
    if organisation.demo or not wanted:
        return {}
    place = places_on(on).get(organisation.code)
    codes = [organisation.code, *([place.county] if place else []), COUNTRY]
    return {key: one for key, one in series_of(codes).items() if key[0] in wanted}
