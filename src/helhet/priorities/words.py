"""What the parts of the priorities are called on the screen."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhet.core.priorities import Lack, ProgrammeState, Wanted, percent_of_the_way
from helhet.indicators.shown import UNITS, in_figures
from helhet.priorities.models import RunMeasure, Target

STATES = {
    ProgrammeState.DRAFT: _("Draft"),
    ProgrammeState.ADOPTED: _("In force"),
    ProgrammeState.SUPERSEDED: _("Superseded"),
}
LACKS = {
    Lack.TITLE: _("A title."),
    Lack.CHALLENGE: _("At least one challenge."),
    Lack.PRIORITY: _("At least one priority for each challenge."),
    Lack.MEASURE: _("At least one measure for each priority."),
}
STANDINGS = {
    RunMeasure.Standing.NEW: _("New"),
    RunMeasure.Standing.CARRIED_ON: _("Carried on"),
}


def figure(number: Decimal, unit: str) -> str:
    """A number with its unit in words where it is not short: 8,6 %, 42 per 1000. A count stands alone."""
    if unit in {"percent", "kroner"}:
        return _exact(number, unit)
    text = _exact(number, unit)
    return text if unit == "count" else f"{text} {UNITS[unit]}"


def _exact(number: Decimal, unit: str) -> str:
    """As indicators show it; a whole percentage without a nought after the comma."""
    if unit == "percent" and number == number.to_integral_value():
        return gettext("%(number)s%%") % {"number": number_format(number, 0, use_l10n=True)}
    return in_figures(number, unit)


def aim(target: Target) -> str:
    """Where a figure stood and where it is to be, as a sentence."""
    told = {
        "baseline": figure(target.baseline, target.unit),
        "period": target.period.label,
        "target": figure(target.target, target.unit),
        "year": target.target_year,
    }
    if target.wanted is Wanted.UP:
        return gettext("Up from %(baseline)s in %(period)s to %(target)s in %(year)s.") % told
    if target.wanted is Wanted.DOWN:
        return gettext("Down from %(baseline)s in %(period)s to %(target)s in %(year)s.") % told
    return gettext("Keep %(baseline)s, as in %(period)s, until %(year)s.") % told


def standing(target: Target, now: Decimal, period: str) -> str:
    """How far a figure has come, as a sentence."""
    told = {"now": figure(now, target.unit), "period": period}
    gone = percent_of_the_way(target.baseline, target.target, now)
    if gone is None:
        same = figure(now, target.unit) == figure(target.baseline, target.unit)
        words = gettext("It is %(now)s in %(period)s, as it was.") if same else gettext("It is %(now)s in %(period)s.")
        return words % told
    if gone >= 100:
        return gettext("It is %(now)s in %(period)s: the target is reached.") % told
    if gone < 0:
        return gettext("It is %(now)s in %(period)s: it has gone the other way.") % told
    if gone == 0:
        return gettext("It is %(now)s in %(period)s: no nearer the target yet.") % told
    return gettext("It is %(now)s in %(period)s: %(gone)s percent of the way to the target.") % (told | {"gone": gone})
