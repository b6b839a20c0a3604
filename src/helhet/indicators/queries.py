"""What is read of the figures. Each page asks the same number of questions, however many figures there are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from helhet.indicators.catalogue import Indicator, catalogue
from helhet.indicators.geography import shapes
from helhet.indicators.intervals import Interval, interval_of
from helhet.indicators.models import Release, Value
from helhet.indicators.periods import Period
from helhet.indicators.similar import Size
from helhet.people.models import Organisation

YOUNG = "children-0-24"
_METHODS = dict(Value.METHODS)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure, ready to be shown; `number` None: `mark` or `method` says why."""

    period: Period
    number: Decimal | None
    mark: str
    method: str
    built_from: str
    apart: bool
    interval: Interval | None
    release: Release

    @property
    def how(self) -> str:
        """How the figure came about, in words."""
        return str(_METHODS[self.method])


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator in one place through the years, oldest first."""

    indicator: Indicator
    place: str
    points: tuple[Point, ...]

    @property
    def known(self) -> tuple[Point, ...]:
        """Those with a number."""
        return tuple(point for point in self.points if point.number is not None)

    @property
    def latest(self) -> Point | None:
        """The newest with a number."""
        return self.known[-1] if self.known else None

    def at(self, period: Period) -> Point | None:
        """The figure of the very same period, if there is a number."""
        return next((point for point in self.known if point.period == period), None)


def series_of(places: Collection[str], indicator: str = "") -> Mapping[tuple[str, str], Series]:
    """By indicator and place, everything known about these places; one query."""
    values = Value.objects.filter(place__in=places).select_related("release")
    if indicator:
        values = values.filter(indicator=indicator)
    return _series(values.order_by("indicator", "place", "last_year", "first_year"))


def series_everywhere(indicator: str, recipe: str = "") -> Mapping[tuple[str, str], Series]:
    """An indicator in every place it is known for, only as one recipe's file has it when that is named; one query."""
    values = Value.objects.filter(indicator=indicator).select_related("release")
    if recipe:
        values = values.filter(release__recipe=recipe)
    return _series(values.order_by("indicator", "place", "last_year", "first_year"))


def periods(indicator: str, places: Collection[str]) -> Mapping[Period, int]:
    """The periods for which any of these places has a number, newest first, and how many have one; one query."""
    spans = (
        Value.objects.filter(indicator=indicator, place__in=places, number__isnull=False)
        .values_list("first_year", "last_year", "school_year")
        .annotate(places=Count("id"))
    )
    found = {Period(first, last, school): count for first, last, school, count in spans}
    return dict(sorted(found.items(), key=lambda item: (item[0].last, item[0].first), reverse=True))


def points_at(indicator: str, period: Period, places: Collection[str]) -> Mapping[str, Point]:
    """By place, the figures of one indicator in one period; one query."""
    values = Value.objects.filter(
        indicator=indicator, place__in=places, first_year=period.first, last_year=period.last
    ).select_related("release")
    return {place: one.points[0] for (_code, place), one in _series(values).items()}


@dataclass(frozen=True, slots=True)
class Source:
    """What one published file holds of an indicator: over which years, and for how many municipalities."""

    release: Release
    years: Period
    municipalities: int


def sources() -> Mapping[str, tuple[Source, ...]]:
    """By indicator, in the catalogue's order, the published files that have a number for it; one query.

    What is invented to show a form (`sample`) is no source.
    """
    has_number = Q(values__number__isnull=False)
    releases = (
        Release.objects.filter(has_number, sample=False)
        .annotate(
            first=Min("values__first_year"),
            last=Max("values__last_year"),
            school=Count("values", filter=Q(values__school_year=True)),
            municipalities=Count("values__place", filter=Q(values__place__regex=r"^\d{4}$"), distinct=True),
        )
        .order_by("recipe")
    )
    found: dict[str, list[Source]] = {}
    for one in releases:
        years = Period(one.first, one.last, one.school > 0)
        found.setdefault(one.indicator, []).append(Source(one, years, one.municipalities))
    return {code: tuple(found[code]) for code in catalogue().indicators if code in found}


def _series(values: Iterable[Value]) -> Mapping[tuple[str, str], Series]:
    known = catalogue().indicators
    found: dict[tuple[str, str], list[Point]] = {}
    before: dict[tuple[str, str], UUID] = {}
    for value in values:
        if value.indicator not in known:  # taken out of the catalogue since
            continue
        key = value.indicator, value.place
        another_source = before.get(key, value.release_id) != value.release_id
        before[key] = value.release_id
        found.setdefault(key, []).append(
            Point(
                period=value.period,
                number=value.number,
                mark=value.mark,
                method=value.method,
                built_from=value.built_from,
                apart=value.series_break or another_source,
                interval=interval_of(known[value.indicator].unit, value.numerator, value.denominator),
                release=value.release,
            )
        )
    return {key: Series(known[key[0]], key[1], tuple(points)) for key, points in found.items()}


def sizes() -> Mapping[str, Size]:
    """How many young people live in each municipality, the newest year, and how close together; one query."""
    newest = Value.objects.filter(indicator=YOUNG).aggregate(last=Max("last_year"))["last"]
    rows = Value.objects.filter(indicator=YOUNG, last_year=newest, number__gt=0).values_list("place", "number")
    areas = shapes()
    return {code: Size(int(number), areas[code].area_km2) for code, number in rows if number and code in areas}


def invented(code: str) -> Organisation | None:
    """The demo's own municipality with this number, about which nothing is published."""
    if not (code.isascii() and code.isalnum()):
        return None
    return Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, code=code, demo=True).first()


def with_figures() -> Mapping[str, int]:
    """For how many municipalities each indicator is known; one query."""
    rows = Value.objects.filter(number__isnull=False).values_list("indicator", "place").distinct()
    counted: dict[str, int] = {}
    for code, place in rows:
        counted[code] = counted.get(code, 0) + (len(place) == 4)
    return counted
