"""When a deadline set by law runs out: in days, weeks, months, working days or hours, before or after, or on a date.

A week is seven calendar days, a month ends on the day with the same number (periods.py), a working day is Monday to
Friday and no holiday (holidays.py). Nothing here moves a day that falls on a holiday.
"""

from datetime import UTC, date, datetime, timedelta

from helhet.core.law.finding import Finding
from helhet.core.law.holidays import add_working_days
from helhet.core.law.parameter import Confidence, Kind, LawError, Parameter, Standing, Unit, Value
from helhet.core.law.parameters import parameter
from helhet.core.law.periods import add_months, add_weeks
from helhet.core.moments import day_of

SOFT = frozenset({"target", "none"})
"""What the law only aims at: "if possible", "normally ten days", "promptly"."""


def due_on(id: str, trigger: date) -> date:
    """The last day to act in time, from the day of what starts the clock, or for `before` the day that is ahead.

    A deadline that runs after another starts on that one's last day (barnevernsloven § 2-2, after § 2-1). The length
    in force on the day it starts governs.

    Raises:
        LawError: an unknown id, nothing in force that day, or a rule without a last day (a least time, so many times
            a year, hours, "promptly").
    """
    rule = _deadline(id)
    limit = rule.details["limit"]
    if limit in {"min", "recurring", "none"}:
        raise LawError(f"{id} ({rule.paragraph}): sets no last day")
    start = _start(rule, trigger)
    value = rule.value_on(start)
    if value.unit is Unit.DAY_OF_YEAR:
        return _next(str(value.value), start)
    return _counted(rule, value, start, sign=-1 if limit == "before" else 1)


def opens_on(id: str, trigger: date) -> date:
    """The first day something may be done, when the law sets a least time (opplæringslova § 12-6). Raises LawError."""
    rule = _deadline(id)
    if rule.details["limit"] != "min":
        raise LawError(f"{id} ({rule.paragraph}): sets no least time")
    start = _start(rule, trigger)
    return _counted(rule, rule.value_on(start), start, sign=1)


def due_at(id: str, moment: datetime) -> datetime:
    """The last moment, for what is counted in hours: clock hours, also at night, on holidays and when clocks change.

    Raises:
        LawError: an unknown id, nothing in force, or a deadline that is not counted in hours.
        ValueError: a moment without a time zone.
    """
    rule = _deadline(id)
    value = rule.value_on(day_of(moment))
    if value.unit is not Unit.HOUR or not isinstance(value.value, int):
        raise LawError(f"{id} ({rule.paragraph}): is not counted in hours")
    return (moment.astimezone(UTC) + timedelta(hours=value.value)).astimezone(moment.tzinfo)


def times_a_year(id: str, on: date) -> int:
    """How often in a year it must at least be done. Raises LawError."""
    rule = _deadline(id)
    value = rule.value_on(on)
    if value.unit is not Unit.PER_YEAR or not isinstance(value.value, int):
        raise LawError(f"{id} ({rule.paragraph}): is not so many times a year")
    return value.value


def only_reminds(rule: Parameter) -> bool:
    """Whether missing it is never a breach: a soft aim, a practice, a policy, a pilot, or not confirmed."""
    return (
        rule.details["limit"] in SOFT
        or rule.standing is not Standing.LAW
        or rule.confidence is not Confidence.CONFIRMED
    )


def breached(id: str, trigger: date, on: date) -> Finding:
    """Whether a last day has passed, when nothing has been done. Never met for what only reminds.

    Raises:
        LawError: as `due_on`.
    """
    rule = _deadline(id)
    due = due_on(id, trigger)
    return Finding(rule.paragraph, on > due and not only_reminds(rule), {"from": trigger, "due": due, "on": on})


def _deadline(id: str) -> Parameter:
    rule = parameter(id)
    if rule.kind is not Kind.DEADLINE:
        raise LawError(f"{id} ({rule.paragraph}): is no deadline")
    return rule


def _start(rule: Parameter, trigger: date) -> date:
    after = rule.details.get("after")
    return due_on(str(after), trigger) if after else trigger


def _next(day_of_year: str, start: date) -> date:
    """The first time that date comes, on `start` or later."""
    month, day = map(int, day_of_year.split("-"))
    this_year = date(start.year, month, day)
    return this_year if start <= this_year else date(start.year + 1, month, day)


def _counted(rule: Parameter, value: Value, start: date, *, sign: int) -> date:
    length = value.value
    if not isinstance(length, int):
        raise LawError(f"{rule.id} ({rule.paragraph}): has no length to count")
    match value.unit:
        case Unit.DAY:
            return start + timedelta(days=sign * length)
        case Unit.WORKING_DAY:
            return add_working_days(start, sign * length)
        case Unit.WEEK:
            return add_weeks(start, sign * length)
        case Unit.MONTH:
            return add_months(start, sign * length)
        case Unit.YEAR:
            return add_months(start, sign * 12 * length)
        case _:
            raise LawError(f"{rule.id} ({rule.paragraph}): is counted in {value.unit}, not in days")
