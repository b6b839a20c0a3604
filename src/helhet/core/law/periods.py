"""Days, ages and periods as the law counts them. Every day is an argument; nothing here reads a clock.

Born on 29 February: the age is reached on 1 March in a year without that day. No Norwegian provision was
found that says so; it is our convention, chosen because the whole year of life has then certainly passed.
Deadlines in months follow domstolloven § 148: the day with the same number, or the month's last day.
"""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum


class AgeClock(StrEnum):
    """What an age limit binds on. A limit that ends something ends it when its clock says "reached"."""

    BIRTHDAY = "birthday"
    """The birthday itself."""
    YEAR_START = "year_start"
    """1 January of the year the age is reached."""
    YEAR_END = "year_end"
    """When that year is over (ut året)."""
    SCHOOL_YEAR_START = "school_year_start"
    """1 August of the year the age is reached; the school year (skoleåret) runs from 1 August to 31 July."""
    SCHOOL_YEAR_END = "school_year_end"
    """When the school year that starts in that year is over."""
    MONTH_START = "month_start"
    """The first day of the birthday's month (fra og med måneden)."""
    MONTH_BEFORE = "month_before"
    """When the month before it is over (til og med måneden før): the same day as `month_start`."""
    MONTH_END = "month_end"
    """When the birthday's month is over (til og med måneden)."""


def birthday(birth: date, years: int) -> date:
    """The day the person reaches the age of `years`; 1 March for 29 February in a common year."""
    try:
        return birth.replace(year=birth.year + years)
    except ValueError:
        return date(birth.year + years, 3, 1)


def age_on(birth: date, on: date) -> int:
    """Age in whole years on a day. Raises ValueError before the day of birth."""
    if on < birth:
        raise ValueError("no age before the day of birth")
    years = on.year - birth.year
    return years if birthday(birth, years) <= on else years - 1


def latest_birth_of_age(years: int, on: date) -> date:
    """The last day of birth of those who have reached the age of `years` on a day: who was born later, has not.

    The inverse of `birthday`: 29 February in a common year goes back to 28 February.
    """
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 2, 28)


def year_end_of_turning(birth: date, years: int) -> date:
    """31 December of the year the person turns `years`: the last day of "ut året"."""
    return date(birth.year + years, 12, 31)


def first_day_reached(birth: date, years: int, basis: AgeClock) -> date:
    """The first day on which the clock `basis` says that the age is reached."""
    year = birth.year + years
    match basis:
        case AgeClock.BIRTHDAY:
            return birthday(birth, years)
        case AgeClock.YEAR_START:
            return date(year, 1, 1)
        case AgeClock.YEAR_END:
            return date(year + 1, 1, 1)
        case AgeClock.SCHOOL_YEAR_START:
            return date(year, 8, 1)
        case AgeClock.SCHOOL_YEAR_END:
            return date(year + 1, 8, 1)
        case AgeClock.MONTH_START | AgeClock.MONTH_BEFORE:
            return birthday(birth, years).replace(day=1)
        case AgeClock.MONTH_END:
            return add_months(birthday(birth, years).replace(day=1), 1)


def reached(birth: date, years: int, basis: AgeClock, on: date) -> bool:
    """Whether an age limit that binds on `basis` is reached on a day."""
    return first_day_reached(birth, years, basis) <= on


def add_weeks(day: date, weeks: int) -> date:
    """The same weekday, `weeks` later; a week is seven calendar days."""
    return day + timedelta(weeks=weeks)


def add_months(day: date, months: int) -> date:
    """The day with the same number `months` later, or that month's last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
