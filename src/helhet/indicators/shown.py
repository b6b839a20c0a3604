"""Figures as people read them: with their unit, their period, and why there is none."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from helhet.indicators.years import Method

DECIMALS = {"percent": 1, "points": 1, "per_1000": 1, "fte_per_1000": 1}
MARKS: dict[str, Promise] = {
    ":": gettext_lazy("hidden, since it is about few people"),
    "*": gettext_lazy("hidden, since it is about few people"),
    ".": gettext_lazy("not published"),
    "..": gettext_lazy("missing"),
    "...": gettext_lazy("not there yet"),
}
UNITS: dict[str, Promise] = {
    "percent": pgettext_lazy("unit", "percent"),
    "count": pgettext_lazy("unit", "number"),
    "points": pgettext_lazy("unit", "points"),
    "per_1000": pgettext_lazy("unit", "per 1000"),
    "fte_per_1000": pgettext_lazy("unit", "full-time posts per 1000"),
    "kroner": pgettext_lazy("unit", "kroner"),
    "days": pgettext_lazy("unit", "days"),
}


def rounded(number: Decimal, unit: str) -> Decimal:
    """As exact as it is shown, halves away from zero."""
    return number.quantize(Decimal(1).scaleb(-DECIMALS.get(unit, 0)), ROUND_HALF_UP)


def in_figures(number: Decimal, unit: str) -> str:
    """A number in the reader's form, with its unit where it is short: 8,6 %."""
    text = number_format(rounded(number, unit), DECIMALS.get(unit, 0), use_l10n=True, force_grouping=True)
    if unit == "percent":
        return gettext("%(number)s%%") % {"number": text}
    if unit == "kroner":
        return gettext("NOK %(number)s") % {"number": text}
    return text


def why_none(mark: str, method: str) -> str:
    """Why there is no number."""
    if method == Method.BROKEN.value:
        return gettext("cannot be worked out for today's municipality")
    return str(MARKS.get(mark, mark))
