"""Reading what was told, and who may: the municipality's coordinator all of it, a leader the own unit and the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from helhet.access.lookup import Lookup
from helhet.core.actors import Actor
from helhet.core.disclosure_control import Table
from helhet.core.flow import ANSWERS, Figure, HalfYear
from helhet.flow.models import FlowCount, FlowRelease
from helhet.people.models import Organisation, Service


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: for which municipality, and, where they lead a unit and no more, which one."""

    organisation: Organisation
    unit: Service | None

    @property
    def coordinates(self) -> bool:
        """Sees each unit that may be told by itself."""
        return self.unit is None


@dataclass(frozen=True, slots=True)
class Told:
    """One release, as one reader may see it: a table for each figure that may be told."""

    release: FlowRelease
    tables: Mapping[Figure, Table]
    names: Mapping[UUID, str]
    """The units told by themselves, by name."""


def led_by(actor: Actor) -> Reader | None:
    """The leader of one of a municipality's own services, as a reader; None for anybody else."""
    service = LED.first(service=actor.service, leader=actor.id) if actor.service else None
    return Reader(service.organisation, service) if service else None


LED = Lookup(
    lambda of: (
        Service.objects.filter(pk=of["service"], leader=of["leader"], organisation__kind=Organisation.Kind.MUNICIPALITY)
        .select_related("organisation")
        .order_by("pk")
    ),
    service=UUID,
    leader=UUID,
)
"""A municipality's own service, if somebody leads it."""


def without_release(half: HalfYear) -> list[Organisation]:
    """The municipalities with services of their own whose half-year has not been counted."""
    with_services = Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, services__isnull=False)
    counted = FlowRelease.objects.filter(year=half.year, half=half.half).values("organisation")
    return list(with_services.exclude(pk__in=counted).order_by("pk").distinct())


def halves_told(organisation: Organisation) -> list[HalfYear]:
    """The half-years there is a release for, newest first."""
    releases = FlowRelease.objects.filter(organisation=organisation).order_by("-year", "-half")
    return [one.half_year for one in releases]


def told(reader: Reader, half: HalfYear) -> Told:
    """What was told of one half-year. Raises Http404 where nothing was."""
    found = told_or_none(reader, half)
    if found is None:
        raise Http404
    return found


def told_or_none(reader: Reader, half: HalfYear) -> Told | None:
    """What was told of one half-year, or None where nothing was."""
    release = FlowRelease.objects.filter(organisation=reader.organisation, year=half.year, half=half.half).first()
    if release is None:
        return None
    rows = list(FlowCount.objects.filter(release=release).select_related("service").order_by("pk"))
    tables = {figure: found for figure in Figure if (found := _table(rows, figure))}
    names = {one.service_id: one.service.name for one in rows if one.service and one.service_id}
    return Told(release, tables, names)


def _table(rows: list[FlowCount], figure: Figure) -> Table | None:
    groups: dict[UUID | None, dict[str, int]] = {}
    for row in sorted((one for one in rows if one.figure == figure), key=lambda one: ANSWERS[figure].index(one.answer)):
        groups.setdefault(row.service_id, {})[row.answer] = row.number
    if not groups:
        return None
    return Table(own={unit: numbers for unit, numbers in groups.items() if unit}, others=groups.get(None))
