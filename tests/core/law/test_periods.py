"""Ages and periods, on every day of the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhet.core.law.periods import (
    AgeClock,
    add_months,
    add_weeks,
    age_on,
    birthday,
    first_day_reached,
    reached,
    year_end_of_turning,
)

DAY = timedelta(days=1)
births = st.dates(date(1980, 1, 1), date(2030, 12, 31)) | st.just(date(2008, 2, 29))
years = st.integers(0, 30)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(birth=births, n=years)
def test_the_age_is_reached_on_the_birthday_and_not_the_day_before(birth: date, n: int) -> None:
    the_day = birthday(birth, n)
    assert age_on(birth, the_day) == n
    assert reached(birth, n, AgeClock.BIRTHDAY, the_day)
    assert not reached(birth, n, AgeClock.BIRTHDAY, the_day - DAY)
    if n:
        assert age_on(birth, the_day - DAY) == n - 1


@given(birth=births, n=years, on=days)
def test_age_and_birthday_say_the_same(birth: date, n: int, on: date) -> None:
    if on >= birth:
        assert (age_on(birth, on) >= n) is reached(birth, n, AgeClock.BIRTHDAY, on)


@given(birth=births, n=years, basis=st.sampled_from(AgeClock), on=days)
def test_once_reached_always_reached(birth: date, n: int, basis: AgeClock, on: date) -> None:
    if reached(birth, n, basis, on):
        assert reached(birth, n, basis, on + DAY)


@given(birth=births, n=years)
def test_the_clocks_of_one_year_stand_in_order(birth: date, n: int) -> None:
    first = {clock: first_day_reached(birth, n, clock) for clock in AgeClock}
    assert first[AgeClock.YEAR_START] <= first[AgeClock.MONTH_START] <= first[AgeClock.BIRTHDAY]
    assert first[AgeClock.BIRTHDAY] < first[AgeClock.YEAR_END] < first[AgeClock.SCHOOL_YEAR_END]
    assert first[AgeClock.MONTH_START] == first[AgeClock.MONTH_BEFORE]
    assert first[AgeClock.BIRTHDAY] < first[AgeClock.MONTH_END] <= first[AgeClock.YEAR_END]
    assert first[AgeClock.YEAR_END] == year_end_of_turning(birth, n) + DAY


@pytest.mark.parametrize(
    ("clock", "first"),
    [
        pytest.param(AgeClock.BIRTHDAY, date(2026, 9, 14), id="birthday"),
        pytest.param(AgeClock.YEAR_START, date(2026, 1, 1), id="from the year"),
        pytest.param(AgeClock.YEAR_END, date(2027, 1, 1), id="the year is over"),
        pytest.param(AgeClock.SCHOOL_YEAR_START, date(2026, 8, 1), id="from the school year"),
        pytest.param(AgeClock.SCHOOL_YEAR_END, date(2027, 8, 1), id="the school year is over"),
        pytest.param(AgeClock.MONTH_START, date(2026, 9, 1), id="from the month"),
        pytest.param(AgeClock.MONTH_BEFORE, date(2026, 9, 1), id="the month before is over"),
        pytest.param(AgeClock.MONTH_END, date(2026, 10, 1), id="the month is over"),
    ],
)
def test_each_clock_for_one_who_turns_18_on_14_september(clock: AgeClock, first: date) -> None:
    assert first_day_reached(date(2008, 9, 14), 18, clock) == first


def test_born_on_29_february_the_age_comes_on_1_march_in_a_common_year() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)


def test_before_the_birth_there_is_no_age() -> None:
    with pytest.raises(ValueError, match="no age before the day of birth"):
        age_on(date(2026, 5, 2), date(2026, 5, 1))


def test_a_month_ends_on_its_last_day_where_the_number_is_missing() -> None:
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 12, 15), 1) == date(2027, 1, 15)


@given(day=days, months=st.integers(0, 60))
def test_adding_months_keeps_the_day_or_ends_the_month(day: date, months: int) -> None:
    then = add_months(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + DAY).day == 1)


@given(day=days, weeks=st.integers(0, 60))
def test_a_week_is_seven_calendar_days(day: date, weeks: int) -> None:
    assert (add_weeks(day, weeks) - day).days == 7 * weeks
