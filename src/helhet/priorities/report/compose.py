"""What the yearly report says: each part of what was in force, how it has gone, and the source of every number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhet.core.flow import HalfYear
from helhet.flow.page import Shown, figures_of
from helhet.flow.queries.reading import Reader, told_or_none
from helhet.indicators.places import COUNTRY, places_on
from helhet.indicators.queries import Point, Series
from helhet.indicators.shown import why_none
from helhet.people.models import Organisation
from helhet.priorities.models import Challenge, Priority, Programme, Reading, RunMeasure, Target
from helhet.priorities.queries import Whole, before, beside, latest_of, readings_of, whole
from helhet.priorities.report.picture import as_address, of_own, of_published
from helhet.priorities.since import Since, since
from helhet.priorities.words import STANDINGS, aim, figure, standing

ROWS = 8
"""How many periods a table goes back; the chart goes all the way."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number is from; `number` is how the report points at it."""

    number: int
    text: str
    address: str = ""
    licence: str = ""
    retrieved_on: date | None = None


@dataclass(slots=True)
class Sources:
    """The report's list of sources: each once, in the order they are first needed."""

    found: dict[tuple[str, str], Source] = field(default_factory=dict)

    def cite(self, text: str, address: str = "", licence: str = "", retrieved_on: date | None = None) -> int:
        """The number of this source."""
        key = text, address
        if key not in self.found:
            self.found[key] = Source(len(self.found) + 1, text, address, licence, retrieved_on)
        return self.found[key].number

    def of_point(self, point: Point) -> int:
        """The number of a published figure's source."""
        one = point.release
        return self.cite(f"{one.publisher}, {one.table}", one.address, one.licence, one.retrieved_on)

    def of_baseline(self, target: Target) -> int:
        """The number of the source a target began from."""
        return self.cite(target.source, target.source_address, target.licence, target.retrieved_on)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table beside a chart."""

    label: str
    cells: tuple[str, ...]
    source: int | None


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure with its target: in words, as a drawing, as a table, with sources."""

    target: Target
    aim: str
    standing: str
    window: str
    chart: str
    cut: bool
    """The upright axis of the chart does not begin at nought."""
    alt: str
    key: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sources: tuple[int, ...]
    sample: bool


@dataclass(frozen=True, slots=True)
class ReportMeasure:
    """A measure, and where it stood at the end of the year."""

    measure: RunMeasure
    standing: Promise
    in_year: Promise


@dataclass(frozen=True, slots=True)
class ReportPriority:
    """A priority with its measures."""

    priority: Priority
    measures: tuple[ReportMeasure, ...]


@dataclass(frozen=True, slots=True)
class ReportChallenge:
    """A challenge, with its figures and what was put first."""

    challenge: Challenge
    figures: tuple[ReportFigure, ...]
    priorities: tuple[ReportPriority, ...]


@dataclass(frozen=True, slots=True)
class ReportFlow:
    """One half-year's flow counts as they were released: what is told, and what is hidden because they are few."""

    half: HalfYear
    shown: tuple[Shown, ...]
    hidden: tuple[Shown, ...]
    made_on: date
    source: int


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report about one year."""

    organisation: Organisation
    programme: Programme
    year: int
    challenges: tuple[ReportChallenge, ...]
    flow: tuple[ReportFlow, ...]
    sources: tuple[Source, ...]
    since: Since | None
    """Beside the version before, where there was one."""

    @property
    def sample(self) -> bool:
        """Whether any figure is a made-up sample."""
        return any(one.sample for challenge in self.challenges for one in challenge.figures)

    @property
    def measures(self) -> tuple[ReportMeasure, ...]:
        """All measures."""
        return tuple(run for challenge in self.challenges for under in challenge.priorities for run in under.measures)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the figures, from outside and from inside."""

    year: int
    organisation: Organisation
    places: tuple[tuple[str, str, str], ...]
    """Kind, number and short name of the municipality, its county and the country."""
    series: Mapping[tuple[str, str], Series]
    readings: Mapping[UUID, Sequence[Reading]]


def compose(programme: Programme, *, year: int, on: date) -> Report:
    """The report about a year on what was in force in it; the same number of questions however much there is."""
    found, sources = whole(programme), Sources()
    known = _known(found, programme.organisation, year, on)
    challenges = tuple(
        ReportChallenge(
            one.challenge,
            tuple(_figure(target, known, sources) for target in one.targets),
            tuple(
                ReportPriority(under.priority, tuple(_measure(run, year) for run in under.measures))
                for under in one.priorities
            ),
        )
        for one in found.challenges
    )
    flow = tuple(_flow(programme.organisation, year, sources))
    beside_it = _since(programme, found, year, on)
    return Report(programme.organisation, programme, year, challenges, flow, tuple(sources.found.values()), beside_it)


def _since(programme: Programme, found: Whole, year: int, on: date) -> Since | None:
    """What was in force before, only where another took its place in the very year the report is about."""
    earlier = before(programme) if programme.adopted_on and programme.adopted_on.year == year else None
    if earlier is None:
        return None
    old = whole(earlier)
    return since(old, found, latest_of(programme.organisation, old.targets, on=on, until=year))


def _known(found: Whole, organisation: Organisation, year: int, on: date) -> Known:
    place = places_on(on).get(organisation.code)
    county = places_on(on).get(place.county) if place else None
    places = [("own", organisation.code, organisation.short_name)]
    if county:
        places += [("county", county.code, county.short_name), ("country", COUNTRY, gettext("The whole country"))]
    return Known(
        year, organisation, tuple(places),
        beside(organisation, [one.indicator for one in found.targets], on=on),
        readings_of(organisation, [one.thread for one in found.targets if one.own]),
    )  # fmt: skip


def _figure(target: Target, known: Known, sources: Sources) -> ReportFigure:
    return _own(target, known, sources) if target.own else _published(target, known, sources)


def _own(target: Target, known: Known, sources: Sources) -> ReportFigure:
    readings = [one for one in known.readings.get(target.thread, ()) if one.year <= known.year]
    rows = [Row(str(one.year), (figure(one.number, target.unit),), sources.cite(one.source)) for one in readings[::-1]]
    rows.append(Row(str(target.last_year), (figure(target.baseline, target.unit),), sources.of_baseline(target)))
    newest = readings[-1] if readings else None
    told = standing(target, newest.number, str(newest.year)) if newest else gettext("It has not been read since.")
    drawn = of_own(target, readings, known.organisation.short_name)
    return ReportFigure(
        target=target,
        aim=aim(target),
        standing=told,
        window="",
        chart=as_address(drawn),
        cut=drawn.cut,
        alt=_alt(target, told),
        key=(("own", known.organisation.short_name),),
        columns=(known.organisation.short_name,),
        rows=tuple(rows),
        sources=tuple(dict.fromkeys(row.source for row in rows if row.source)),
        sample=False,
    )


def _published(target: Target, known: Known, sources: Sources) -> ReportFigure:
    compares = target.unit != "count"  # numbers of people are not drawn beside a whole county's
    beside_it = [
        (kind, name, known.series[target.indicator, code])
        for kind, code, name in known.places
        if (target.indicator, code) in known.series and (kind == "own" or compares)
    ]
    began = sources.of_baseline(target)
    until = [(name, {p.period: p for p in one.points if p.period.last <= known.year}) for _k, name, one in beside_it]
    periods = sorted({period for _name, by_period in until for period in by_period}, reverse=True)[:ROWS]
    own = [p for kind, _n, one in beside_it[:1] if kind == "own" for p in one.known if p.period.last <= known.year]
    newest = own[-1] if own and own[-1].period.last > target.last_year else None
    if newest and newest.number is not None:
        told = standing(target, newest.number, newest.period.label)
    else:
        told = gettext("No newer figure has been published by the end of %(year)s.") % {"year": known.year}
    rows = tuple(
        Row(
            period.label,
            tuple(_cell(by_period.get(period), target.unit) for _name, by_period in until),
            next((sources.of_point(by[period]) for _name, by in until if period in by), None),
        )
        for period in periods
    )
    drawn = of_published(target, beside_it, known.year)
    return ReportFigure(
        target=target,
        aim=aim(target),
        standing=told,
        window=_window(target),
        chart=as_address(drawn),
        cut=drawn.cut,
        alt=_alt(target, told),
        key=tuple((kind, name) for kind, name, _one in beside_it),
        columns=tuple(name for name, _by in until),
        rows=rows,
        sources=tuple(dict.fromkeys([began, *(row.source for row in rows if row.source)])),
        sample=any(point.release.sample for _k, _n, one in beside_it for point in one.points),
    )


def _cell(point: Point | None, unit: str) -> str:
    if point is None:
        return "–"
    return figure(point.number, unit) if point.number is not None else why_none(point.mark, point.method)


def _window(target: Target) -> str:
    years = target.last_year - target.first_year + 1
    if years < 2:
        return ""
    return gettext("Each figure is for %(years)s years together, marked at the last.") % {"years": years}


def _alt(target: Target, told: str) -> str:
    return gettext("%(name)s, through the years. %(aim)s %(told)s The numbers stand in the table.") % {
        "name": target.name, "aim": aim(target), "told": told,
    }  # fmt: skip


def _measure(run: RunMeasure, year: int) -> ReportMeasure:
    return ReportMeasure(run, STANDINGS[RunMeasure.Standing(run.standing)], _in_year(run, year))


def _in_year(run: RunMeasure, year: int) -> Promise:
    """What a reader at the end of the year sees of it."""
    if run.from_on.year > year:
        return _("not begun")
    if run.until_on and run.until_on <= date(year, 12, 31):
        return _("ended")
    return _("begun this year") if run.from_on.year == year else _("goes on")


def _flow(organisation: Organisation, year: int, sources: Sources) -> list[ReportFlow]:
    """The municipality's numbers only, never a unit's: the report is for anybody."""
    reader = Reader(organisation, None)
    found = []
    for half in (HalfYear(year, 1), HalfYear(year, 2)):
        now = told_or_none(reader, half)
        if now is None:
            continue
        figures = figures_of(reader, now, told_or_none(reader, half.previous))
        source = sources.cite(gettext("Helhet's own flow counts, from the plans"))
        found.append(
            ReportFlow(
                half,
                tuple(one for one in figures if one.lines),
                tuple(one for one in figures if not one.lines),
                now.release.made_at.date(),
                source,
            )
        )
    return found
