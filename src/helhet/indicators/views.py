"""The childhood picture: find a municipality, see where it stands, look closer, take the figures home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext

from helhet.indicators import downloads, queries, words
from helhet.indicators.catalogue import Domain, Indicator, catalogue
from helhet.indicators.choice import NAME, Choice, label, read_choice
from helhet.indicators.intervals import Interval
from helhet.indicators.periods import Period
from helhet.indicators.pictures.bars import Bar, bars
from helhet.indicators.pictures.map import shaded_map
from helhet.indicators.pictures.trend import Trend, trend
from helhet.indicators.places import COUNTRY, Place, PlacesOn, places_on, plain
from helhet.indicators.queries import Point, Series
from helhet.indicators.shown import UNITS, in_figures, why_none
from helhet.indicators.similar import FAR, Size, most_similar
from helhet.people.models import Organisation
from helhet.web.clock import today
from helhet.web.decorators import for_everyone

HERE = "municipalities"
CHOSEN = ("chosen-1", "chosen-2", "chosen-3", "chosen-4")
"""The kinds of those somebody has chosen: each has its own colour, dashes and mark."""
MOST_READ = 12
"""How many an address is read for; each gets its answer."""


@dataclass(frozen=True, slots=True)
class Card:
    """One figure on a municipality's page."""

    indicator: Indicator
    point: Point
    figure: str
    window: str
    told: str
    compared: str
    lacking: str
    chart: Trend | None
    rows: tuple["Row", ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table beside a chart: the period, and what it was in each place."""

    period: str
    cells: tuple[str, ...]
    point: Point | None
    interval: str


@dataclass(frozen=True, slots=True)
class Group:
    """An area of life with its cards, what cannot be worked out here, and what has no figures yet."""

    domain: Domain
    cards: tuple[Card, ...]
    broken: tuple[Indicator, ...]
    missing: tuple[Indicator, ...]

    @property
    def lacking(self) -> int:
        """How many have no figure here."""
        return len(self.broken) + len(self.missing)


@for_everyone
def find(request: HttpRequest) -> HttpResponse:
    """Find a municipality: by its name, or by its county."""
    places = _today()
    asked = request.GET.get("q", "").strip()[:60]
    found = [one for one in places.municipalities() if plain(asked) in plain(one.name) or asked == one.code]
    counties = [(county, [one for one in found if one.county == county.code]) for county in places.counties()]
    context = {"asked": asked, "counties": [one for one in counties if one[1]], "found": len(found), "here": HERE}
    return render(request, "indicators/find.html", context)


@for_everyone
def figures(request: HttpRequest) -> HttpResponse:
    """Every indicator: what it counts, who publishes it, and for how many municipalities we have it."""
    known = queries.with_figures()
    groups = [
        (domain, [(one, known.get(one.code), UNITS[one.unit]) for one in catalogue().of(domain)])
        for domain in catalogue().domains
    ]
    return render(request, "indicators/figures.html", {"groups": groups, "here": HERE})


@for_everyone
def everywhere(request: HttpRequest, indicator: str) -> HttpResponse:
    """One indicator in all municipalities, or those of one county (`?county=`), in one period (`?period=`)."""
    about, places = _indicator(indicator), _today()
    county = places.get(request.GET.get("county", ""))
    here = places.municipalities(county.code if county and county.kind == "county" else "")
    codes = [one.code for one in here]
    periods = queries.periods(about.code, codes)
    period = _chosen(periods, request.GET.get("period", ""))
    points = queries.points_at(about.code, period, codes) if period else {}
    known = sorted(
        ((one, points[one.code]) for one in here if one.code in points),
        key=lambda item: (item[1].number is None, -(item[1].number or 0), item[0].code),
    )
    context = {
        "about": about,
        "unit": UNITS[about.unit],
        "period": period,
        "periods": periods,
        "above": period is None and about.code in queries.with_figures(),
        "county": county,
        "counties": places.counties(),
        "map": shaded_map(here, points, about.unit, fine=county is not None) if points else None,
        "rows": [
            (one, point.number is not None, _cell(point, about.unit), _between(point.interval, about.unit))
            for one, point in known
        ],
        "uncertain": any(point.interval for _one, point in known),
        "sources": _sources(points.values()),
        "sample": any(point.release.sample for point in points.values()),
        "here": HERE,
    }
    return render(request, "indicators/everywhere.html", context)


@for_everyone
def picture(request: HttpRequest, place: str) -> HttpResponse:
    """A municipality's page: the childhood picture, area of life by area of life."""
    places = _today()
    here = places.get(place)
    if here is None or here.kind != "municipality":
        return _nothing_published(request, place)
    choice = _choice(request, places, here)
    if choice.settled:
        return redirect(request.path + choice.query)
    county, _country = _above(places, here)
    beside = _beside(places, here, choice)
    series = queries.series_of([one.code for _kind, one in beside])
    groups = [_group(domain, series, beside) for domain in catalogue().domains]
    young = series.get((queries.YOUNG, here.code))
    context = {
        "place": here,
        "county": county,
        "groups": [group for group in groups if group.cards],
        "without": [group for group in groups if group.broken or group.missing],
        "young": in_figures(young.latest.number, "count") if young and young.latest and young.latest.number else "",
        "alike": _alike(places, here),
        "compare": _compare(choice, places),
        "choice": choice,
        "sample": any(card.point.release.sample for group in groups for card in group.cards),
        "here": HERE,
    }
    return render(request, "indicators/picture.html", context)


@for_everyone
def one_figure(request: HttpRequest, place: str, indicator: str) -> HttpResponse:
    """One figure looked at closely: through the years, beside similar municipalities, and on the county's map."""
    places, here, about = _place_and_indicator(place, indicator)
    choice = _choice(request, places, here)
    if choice.settled:
        return redirect(request.path + choice.query)
    county, _country = _above(places, here)
    beside = _beside(places, here, choice)
    in_county = places.municipalities(county.code)
    alike = _alike(places, here)
    similar = [one for one, _young, _dense in alike.places] if alike else []
    codes = {one.code for one in (*[one for _kind, one in beside], *in_county, *similar)}
    series = queries.series_of(codes, about.code)
    own = series.get((about.code, here.code))
    if own is None:
        raise Http404
    point = own.latest
    context: dict[str, Any] = {
        "place": here,
        "county": county,
        "about": about,
        "unit": UNITS[about.unit],
        "card": _card(about, series, beside) if point else None,
        "rows": (rows := _rows(about, series, beside)),
        "uncertain": any(row.interval for row in rows),
        "names": [one.short_name for kind, one in beside if (about.code, one.code) in series or kind in CHOSEN],
        "alike": alike,
        "compare": _compare(choice, places),
        "choice": choice,
        "bars": _bars(series, about, point, beside, alike) if point else [],
        "map": _county_map(series, about, point, in_county) if point else None,
        "sources": _sources(own.points),
        "sample": any(one.release.sample for one in own.points),
        "here": HERE,
    }
    return render(request, "indicators/figure.html", context)


@for_everyone
def everywhere_csv(request: HttpRequest, indicator: str) -> HttpResponse:
    """One indicator in every place, as CSV; only what one source has of it (`?source=`)."""
    source = _source(request)
    return _csv(_every_place(_indicator(indicator), source), _named(indicator, source))


@for_everyone
def everywhere_json(request: HttpRequest, indicator: str) -> HttpResponse:
    """One indicator in every place, as JSON-stat; only what one source has of it (`?source=`)."""
    about, source = _indicator(indicator), _source(request)
    return _json(_every_place(about, source), about, _named(indicator, source))


@for_everyone
def picture_csv(request: HttpRequest, place: str) -> HttpResponse:
    """Everything about a municipality, those it is compared with, its county and the country, as CSV."""
    places = _today()
    here = places.get(place)
    if here is None or here.kind != "municipality":
        raise Http404
    beside = {one.code: one for _kind, one in _beside(places, here, _choice(request, places, here))}
    series = queries.series_of(tuple(beside))
    return _csv([(beside[code], one) for (_indicator_code, code), one in series.items()], here.code)


@for_everyone
def figure_csv(request: HttpRequest, place: str, indicator: str) -> HttpResponse:
    """One figure for a municipality, those it is compared with, its county and the country, as CSV."""
    rows, _about = _known(request, place, indicator)
    return _csv([(one, series) for _kind, one, series in rows], f"{place}-{indicator}")


@for_everyone
def figure_json(request: HttpRequest, place: str, indicator: str) -> HttpResponse:
    """One figure for a municipality, those it is compared with, its county and the country, as JSON-stat."""
    rows, about = _known(request, place, indicator)
    return _json([(one, series) for _kind, one, series in rows], about, f"{place}-{indicator}")


@for_everyone
def figure_svg(request: HttpRequest, place: str, indicator: str) -> HttpResponse:
    """The chart by itself, with its own colours and its source, to be put into a report."""
    rows, about = _known(request, place, indicator)
    drawn = trend([(kind, one.short_name, series) for kind, one, series in _comparable(about, rows)])
    if drawn is None:
        raise Http404
    sources = _sources([point for _kind, _place, one in _comparable(about, rows) for point in one.points])
    below = 238 + 16 * ((len(drawn.lines) + 2) // 3)
    svg = render_to_string(
        "indicators/chart.svg",
        {
            "chart": drawn,
            "key": [(8 + 116 * (n % 3), 240 + 16 * (n // 3), line) for n, line in enumerate(drawn.lines)],
            "sources": [(below + 9 * n, release) for n, release in enumerate(sources)],
            "height": below + 9 * len(sources),
            "about": about,
            "place": rows[0][1],
            "unit": UNITS[about.unit],
        },
    )
    return _attached(svg, "image/svg+xml", f"{place}-{indicator}.svg")


def _today() -> PlacesOn:
    return places_on(today())


def _country() -> Place:
    return Place(COUNTRY, gettext("The whole country"), gettext("The whole country"), "country")


def _above(places: PlacesOn, place: Place) -> tuple[Place, Place]:
    county = places.get(place.county)
    assert county is not None
    return county, _country()


def _choice(request: HttpRequest, places: PlacesOn, here: Place) -> Choice:
    """Whom the reader wants to compare with."""
    return read_choice(request.GET.getlist(NAME)[:MOST_READ], places, here)


def _beside(places: PlacesOn, here: Place, choice: Choice) -> tuple[tuple[str, Place], ...]:
    """Whose figures stand together, by kind: its own, those somebody has chosen, the county's and the country's."""
    county, country = _above(places, here)
    return ("own", here), *zip(CHOSEN, choice.places, strict=False), ("county", county), ("country", country)


def _compare(choice: Choice, places: PlacesOn) -> dict[str, Any]:
    """The form one chooses in: its fields, and every name it knows."""
    names = [(label(one, places), one.name) for one in places.municipalities()]
    return {"fields": choice.fields, "names": names, "open": bool(choice.places) or choice.wrong, "wrong": choice.wrong}


def _indicator(code: str) -> Indicator:
    about = catalogue().indicators.get(code)
    if about is None:
        raise Http404
    return about


def _place_and_indicator(municipality: str, indicator: str) -> tuple[PlacesOn, Place, Indicator]:
    places = _today()
    place = places.get(municipality)
    if place is None or place.kind != "municipality":
        raise Http404
    return places, place, _indicator(indicator)


def _chosen(periods: Mapping[Period, int], asked: str) -> Period | None:
    """The period asked for, or the one most places have a number for; the newest of several, None without any."""
    named = next((period for period in periods if period.label == asked), None)
    return named or max(periods, key=lambda period: (periods[period], period.last, period.first), default=None)


def _nothing_published(request: HttpRequest, code: str) -> HttpResponse:
    """An invented municipality has no figures, and says so; any other number is no page."""
    organisation: Organisation | None = queries.invented(code)
    if organisation is None:
        raise Http404
    real = _today().municipalities()[0]
    return render(request, "indicators/invented.html", {"organisation": organisation, "real": real, "here": HERE})


def _group(domain: Domain, series: Mapping[tuple[str, str], Series], beside: Sequence[tuple[str, Place]]) -> Group:
    cards, broken, missing = [], [], []
    for about in catalogue().of(domain):
        card = _card(about, series, beside)
        if card:
            cards.append(card)
        elif (about.code, beside[0][1].code) in series:
            broken.append(about)
        else:
            missing.append(about)
    return Group(domain, tuple(cards), tuple(broken), tuple(missing))


def _card(
    about: Indicator, series: Mapping[tuple[str, str], Series], beside: Sequence[tuple[str, Place]]
) -> Card | None:
    own = series.get((about.code, beside[0][1].code))
    point = own.latest if own else None
    if own is None or point is None or point.number is None:
        return None
    known = [
        (kind, place, series[about.code, place.code]) for kind, place in beside if (about.code, place.code) in series
    ]
    return Card(
        about,
        point,
        in_figures(point.number, about.unit),
        words.window_words(point),
        words.in_words(own),
        words.compared(point, [(place, one.at(point.period)) for _kind, place, one in known[1:]], about.unit),
        words.not_compared(_lacking(about, series, point, beside)),
        trend([(kind, place.short_name, one) for kind, place, one in _comparable(about, known)]),
        _rows(about, series, beside),
        tuple(place.short_name for kind, place in beside if (about.code, place.code) in series or kind in CHOSEN),
    )


def _lacking(
    about: Indicator, series: Mapping[tuple[str, str], Series], point: Point, beside: Sequence[tuple[str, Place]]
) -> list[tuple[Place, str]]:
    """Those somebody has chosen that have no number for the same time, and why."""
    found = []
    for kind, place in beside:
        there = series.get((about.code, place.code)) if kind in CHOSEN else None
        if kind in CHOSEN and not (there and there.at(point.period)):
            found.append((place, _why(there, point)))
    return found


def _why(series: Series | None, point: Point) -> str:
    """Why there is no number for the time of a figure."""
    if series is None:
        return gettext("no figures here yet")
    there = next((one for one in series.points if one.period == point.period), None)
    return why_none(there.mark, there.method) if there else gettext("none for that time")


def _comparable(about: Indicator, rows: Sequence[tuple[str, Place, Series]]) -> Sequence[tuple[str, Place, Series]]:
    """Numbers of people are not drawn beside those of a whole county."""
    return rows[:1] if about.is_count else rows


def _rows(
    about: Indicator, series: Mapping[tuple[str, str], Series], beside: Sequence[tuple[str, Place]]
) -> tuple[Row, ...]:
    known = [
        series.get((about.code, place.code))
        for kind, place in beside
        if (about.code, place.code) in series or kind in CHOSEN
    ]
    by_period = [{point.period: point for point in one.points} if one else {} for one in known]
    rows = []
    for period in sorted({period for one in by_period for period in one}, reverse=True):
        own = by_period[0].get(period)
        cells = tuple(_cell(one.get(period), about.unit) for one in by_period)
        rows.append(Row(period.label, cells, own, _between(own.interval if own else None, about.unit)))
    return tuple(rows)


def _cell(point: Point | None, unit: str) -> str:
    if point is None:
        return "–"
    return in_figures(point.number, unit) if point.number is not None else why_none(point.mark, point.method)


def _between(interval: Interval | None, unit: str) -> str:
    if interval is None:
        return ""
    return f"{in_figures(interval.low, unit)} – {in_figures(interval.high, unit)}"


@dataclass(frozen=True, slots=True)
class Alike:
    """The similar municipalities, and the sizes the rule went by."""

    places: tuple[tuple[Place, str, str], ...]
    young: str
    per_km2: str
    far: bool


def _alike(places: PlacesOn, place: Place) -> Alike | None:
    sizes = queries.sizes()
    nearest = most_similar(place.code, sizes)
    found = [(one, sizes[code]) for code, _away in nearest if (one := places.get(code))]
    if not found:
        return None
    own = sizes[place.code]
    return Alike(
        tuple((one, *_size(size)) for one, size in found),
        *_size(own),
        nearest[0][1] >= FAR,
    )


def _size(size: Size) -> tuple[str, str]:
    return in_figures(Decimal(size.young), "count"), number_format(round(size.per_km2, 1), 1, use_l10n=True)


def _bars(
    series: Mapping[tuple[str, str], Series],
    about: Indicator,
    point: Point,
    beside: Sequence[tuple[str, Place]],
    alike: Alike | None,
) -> list[Bar]:
    if about.is_count:
        return []
    rows: list[tuple[str, Place, Point | str]] = []
    similar = [("similar", place) for place, _young, _dense in alike.places] if alike else []
    taken = {place.code for _kind, place in beside}
    for kind, place in (*beside, *[one for one in similar if one[1].code not in taken]):
        one = series.get((about.code, place.code))
        there = one.at(point.period) if one else None
        if there or kind in CHOSEN:
            rows.append((kind, place, there or _why(one, point)))
    return bars(rows, about.unit) if len(rows) > 1 else []


def _county_map(
    series: Mapping[tuple[str, str], Series], about: Indicator, point: Point, places: Sequence[Place]
) -> Any:
    points = {
        one.code: there
        for one in places
        if (about.code, one.code) in series
        for there in series[about.code, one.code].points
        if there.period == point.period
    }
    return shaded_map(places, points, about.unit, fine=True) if len(points) > 1 else None


def _sources(points: Any) -> list[Any]:
    """The releases behind these figures, each once."""
    return list({point.release.pk: point.release for point in points}.values())


def _every_place(about: Indicator, source: str) -> list[tuple[Place, Series]]:
    places = _today()
    found = []
    for (_code, where), one in queries.series_everywhere(about.code, source).items():
        place = _country() if where == COUNTRY else places.get(where)
        if place:
            found.append((place, one))
    if not found:
        raise Http404
    return found


def _source(request: HttpRequest) -> str:
    source = request.GET.get("source", "")
    if source and not slug_re.fullmatch(source):
        raise Http404
    return source


def _named(indicator: str, source: str) -> str:
    """A file's name; the source has been found among ours by then."""
    return f"{indicator}-{source}" if source else indicator


def _known(
    request: HttpRequest, municipality: str, indicator: str
) -> tuple[list[tuple[str, Place, Series]], Indicator]:
    """What there is of one figure in a municipality and beside it. Raises Http404 where it has none itself."""
    places, place, about = _place_and_indicator(municipality, indicator)
    beside = _beside(places, place, _choice(request, places, place))
    series = queries.series_of([one.code for _kind, one in beside], about.code)
    rows = [(kind, one, series[about.code, one.code]) for kind, one in beside if (about.code, one.code) in series]
    if not rows or rows[0][1] != place:
        raise Http404
    return rows, about


def _csv(rows: Sequence[tuple[Place, Series]], name: str) -> HttpResponse:
    return _attached(downloads.as_csv(rows), "text/csv; charset=utf-8", f"{name}.csv")


def _json(rows: Sequence[tuple[Place, Series]], about: Indicator, name: str) -> HttpResponse:
    return _attached(downloads.as_json_stat(rows, about), "application/json", f"{name}.json")


def _attached(content: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
