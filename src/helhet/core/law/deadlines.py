"""When a deadline set by law runs out."""

from datetime import date, timedelta

from helhet.core.law.parameter import LawError, Unit
from helhet.core.law.parameters import parameter
from helhet.core.law.periods import add_months, add_weeks


def due_on(id: str, trigger: date) -> date:
    """The last day to act in time, counted from the day of what starts the clock; that day's length governs.

    Raises:
        LawError: an unknown id, nothing in force that day, or a deadline not counted in whole calendar days.
    """
    rule = parameter(id)
    value = rule.value_on(trigger)
    length = value.value
    if not isinstance(length, int):
        raise LawError(f"{id} ({rule.paragraph}): has no length to count")
    match value.unit:
        case Unit.DAY:
            return trigger + timedelta(days=length)
        case Unit.WEEK:
            return add_weeks(trigger, length)
        case Unit.MONTH:
            return add_months(trigger, length)
        case Unit.YEAR:
            return add_months(trigger, 12 * length)
        case _:
            raise LawError(f"{id} ({rule.paragraph}): is counted in {value.unit}, not in calendar days")
