"""A chart in words, so that nobody has to read it as a picture."""

from decimal import Decimal

from django.utils.translation import gettext, ngettext

from helhet.indicators.places import Place
from helhet.indicators.queries import Point, Series
from helhet.indicators.shown import in_figures, rounded

ABOUT_THE_SAME = Decimal("0.02")
"""A change smaller than this part of the first figure is not called a change."""


def last_stretch(series: Series) -> tuple[Point, ...]:
    """The newest figures that belong to one line: nothing before a break, a gap or another source."""
    stretch: list[Point] = []
    for point in series.points:
        if point.number is None or point.apart:
            stretch = []
        if point.number is not None:
            stretch.append(point)
    return tuple(stretch)


def in_words(series: Series) -> str:
    """How it has gone, over as long as figures can be compared; windows are compared when they share no year."""
    stretch = last_stretch(series)
    if len(stretch) < 2:
        return ""
    first, last = stretch[0], stretch[-1]
    if last.period.first <= first.period.last:  # windows that share a year say little of any change
        return ""
    assert first.number is not None
    assert last.number is not None
    unit = series.indicator.unit
    before, after = rounded(first.number, unit), rounded(last.number, unit)
    told = {
        "since": first.period.label,
        "until": last.period.label,
        "before": in_figures(before, unit),
        "after": in_figures(after, unit),
    }
    if abs(after - before) <= abs(before) * ABOUT_THE_SAME:
        return gettext("From %(since)s to %(until)s it has stayed about the same: %(before)s, then %(after)s.") % told
    if after > before:
        words = gettext("From %(since)s to %(until)s it has gone up, from %(before)s to %(after)s.") % told
    else:
        words = gettext("From %(since)s to %(until)s it has gone down, from %(before)s to %(after)s.") % told
    if first.interval and last.interval and _overlap(first, last):
        words += " " + gettext("So few people are behind the figures that this can be chance.")
    return words


def _overlap(one: Point, other: Point) -> bool:
    if one.interval is None or other.interval is None:
        return False
    return one.interval.low <= other.interval.high and other.interval.low <= one.interval.high


def compared(point: Point, others: list[tuple[Place, Point | None]], unit: str) -> str:
    """What it is elsewhere in the very same period."""
    known = [(place, other.number) for place, other in others if other and other.number is not None]
    if not known or unit == "count":
        return ""
    listed = ", ".join(
        gettext("%(place)s %(figure)s") % {"place": place.short_name, "figure": in_figures(number, unit)}
        for place, number in known
    )
    return gettext("Elsewhere in %(period)s: %(listed)s.") % {"period": point.period.label, "listed": listed}


def not_compared(lacking: list[tuple[Place, str]]) -> str:
    """Which of those one wants to compare with have no number for the same time, each with why."""
    if not lacking:
        return ""
    listed = ", ".join(f"{place.short_name} ({why})" for place, why in lacking)
    return gettext("No figure to compare with: %(listed)s.") % {"listed": listed}


def window_words(point: Point) -> str:
    """That a figure sums up several years, where it does."""
    years = point.period.last - point.period.first + 1
    if years < 2:
        return ""
    return ngettext(
        "The figure is for %(years)s year together.", "The figure is for %(years)s years together.", years
    ) % {"years": years}
