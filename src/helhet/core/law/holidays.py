"""Norwegian public holidays and working days (virkedager), by calculation. No clock, and no list to keep up to date.

The holidays (helligdager) are those of helligdagsfredloven (LOV-1995-02-24-12) § 2; 1 and 17 May are put on a par
with them by lov om 1. og 17. mai som høgtidsdagar (LOV-1947-04-26-1). The afternoons before Easter, Whitsun and
Christmas are quiet hours only, so those days are working days here.

A working day is Monday to Friday. The acts that count in working days do not define the word. That Saturday is none
is our reading: 65 working days is then thirteen weeks of five, and domstolloven § 149 too treats Saturday as a
holiday.
"""

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
SATURDAY = 5
FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday and Monday: days from Easter."""
FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
"""New Year's Day, 1 and 17 May, and both Christmas days: month and day."""


def easter_sunday(year: int) -> date:
    """First day of Easter (første påskedag): the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 8)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_century, rest_century = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_century - moon_shift + 15) % 30
    leap, rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * rest_century + 2 * leap - epact - rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The year's public holidays, beside its Sundays."""
    easter = easter_sunday(year)
    moving = {easter + timedelta(days=days) for days in FROM_EASTER}
    return frozenset(moving | {date(year, *day) for day in FIXED})


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no public holiday."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The working day that is `count` working days later, or earlier when negative; `day` itself is not counted."""
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def next_working_day(day: date) -> date:
    """The day itself, or the first working day after it: where a time ends when a rule moves it (domstolloven § 149).

    Deadlines here are counted to the day itself. Whether § 149 holds for one of them is for that act to say.
    """
    while not is_working_day(day):
        day += DAY
    return day
