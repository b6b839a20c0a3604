"""Norway's public holidays, year by year, and days that are counted as working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhet.core.law.holidays import add_working_days, easter_sunday, holidays, is_working_day, next_working_day

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    "easter",
    [
        pytest.param(date(1818, 3, 22), id="the earliest there is"),
        pytest.param(date(1943, 4, 25), id="the latest there is"),
        pytest.param(date(1981, 4, 19), id="where the algorithm's first rule alone would say the 26th"),
        pytest.param(date(1954, 4, 18), id="where it would say the 25th"),
        pytest.param(date(2000, 4, 23), id="2000"),
        pytest.param(date(2024, 3, 31), id="2024"),
        pytest.param(date(2025, 4, 20), id="2025"),
        pytest.param(date(2026, 4, 5), id="2026"),
        pytest.param(date(2027, 3, 28), id="2027"),
        pytest.param(date(2038, 4, 25), id="2038"),
    ],
)
def test_easter(easter: date) -> None:
    assert easter_sunday(easter.year) == easter


@given(year=st.integers(1900, 2099))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    assert easter_sunday(year).weekday() == 6
    assert date(year, 3, 22) <= easter_sunday(year) <= date(year, 4, 25)


def test_the_holidays_of_2026() -> None:
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 2),  # Maundy Thursday (skjærtorsdag)
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),  # Ascension Day (Kristi himmelfartsdag)
        date(2026, 5, 17),
        date(2026, 5, 24),  # Whitsun (pinse)
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


def test_when_ascension_day_is_the_first_of_may_there_is_one_holiday_less() -> None:
    assert easter_sunday(2008) + timedelta(days=39) == date(2008, 5, 1)
    assert len(holidays(2008)) == 11


@pytest.mark.parametrize("day", [date(2026, 12, 24), date(2026, 12, 31), date(2026, 4, 1)])
def test_the_days_before_a_feast_are_working_days(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 11, 28), date(2026, 11, 29), date(2027, 5, 17), date(2027, 3, 29)])
def test_weekends_and_holidays_are_not(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        pytest.param(date(2026, 11, 24), 1, date(2026, 11, 25), id="the next day"),
        pytest.param(date(2026, 11, 27), 1, date(2026, 11, 30), id="over a weekend"),
        pytest.param(date(2026, 11, 28), 1, date(2026, 11, 30), id="from a Saturday"),
        pytest.param(date(2026, 3, 31), 2, date(2026, 4, 7), id="over Easter"),
        pytest.param(date(2026, 5, 13), 1, date(2026, 5, 15), id="over Ascension Day"),
        pytest.param(date(2026, 12, 24), 1, date(2026, 12, 28), id="over Christmas"),
        pytest.param(date(2026, 12, 31), 1, date(2027, 1, 4), id="into a new year"),
        pytest.param(date(2026, 8, 3), 65, date(2026, 11, 2), id="65 working days are 13 weeks without holidays"),
        pytest.param(date(2026, 11, 30), -1, date(2026, 11, 27), id="back over a weekend"),
        pytest.param(date(2026, 11, 24), 0, date(2026, 11, 24), id="none"),
    ],
)
def test_counting_working_days(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count) == end


@given(start=days, count=st.integers(1, 70))
def test_so_many_working_days_lie_between(start: date, count: int) -> None:
    end = add_working_days(start, count)
    between = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(is_working_day(day) for day in between) == count
    assert is_working_day(end)


@given(day=days)
def test_a_day_that_is_moved_is_moved_to_the_nearest_working_day_ahead(day: date) -> None:
    moved = next_working_day(day)
    assert is_working_day(moved)
    assert [d for n in range((moved - day).days) if is_working_day(d := day + timedelta(days=n))] == []
