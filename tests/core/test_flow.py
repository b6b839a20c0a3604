"""What is counted belongs to one half-year by its day, and each figure to one family of tables."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhet.core.flow import ANSWERS, DETAILS, RELATED, Figure, HalfYear, in_time, newest_counted

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(day=days)
def test_every_day_lies_in_exactly_one_half_year(day: date) -> None:
    half = HalfYear.of(day)
    assert [one for one in (half.previous, half, half.next) if one.first_day <= day <= one.last_day] == [half]
    assert half.previous.next == half == half.next.previous
    assert half.last_day + timedelta(days=1) == half.next.first_day


@given(day=days)
def test_the_newest_that_can_be_counted_is_over_for_a_month_and_the_next_is_not(day: date) -> None:
    newest = newest_counted(day)
    assert newest.last_day + timedelta(days=31) < day
    assert newest.next.counted_from > day


@pytest.mark.parametrize("half", [0, 3])
def test_a_year_has_two_halves(half: int) -> None:
    with pytest.raises(ValueError, match="a first half and a second"):
        HalfYear(2026, half)


def test_every_figure_stands_in_one_family_of_tables() -> None:
    assert sorted(figure for family in RELATED for figure in family) == sorted(Figure)


@pytest.mark.parametrize("figure", Figure)
def test_every_coarser_way_to_tell_puts_finer_answers_together(figure: Figure) -> None:
    for finer, coarser in pairwise(DETAILS[figure]):
        assert set(finer) == set(coarser)
        assert len({(finer[answer], coarser[answer]) for answer in finer}) == len(set(finer.values()))
    assert len(ANSWERS[figure]) == len(set(ANSWERS[figure]))


@pytest.mark.parametrize(("days", "met"), [(7, True), (8, False)])
def test_a_week_to_answer_about_the_baton(days: int, met: bool) -> None:
    assert in_time(Figure.BATON, days) is met
