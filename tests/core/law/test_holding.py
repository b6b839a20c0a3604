"""What holds for an age without a birthday is what holds for everyone who can be meant, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helhet.core.law.holding import Birthday, Births, Holds, births_of_age, holding, later, next_birthday, waiting
from helhet.core.law.ladder import Turn
from helhet.core.law.parameter import Kind
from helhet.core.law.parameters import law
from helhet.core.law.periods import age_on
from tests.core.law.answers import with_a_day

DAY = date(2026, 11, 26)
ages = st.integers(0, 25)
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def ids(found: object) -> list[str]:
    return [one.rule.id for one in found]  # type: ignore[attr-defined]


@given(age=ages, on=days)
@example(age=1, on=date(2000, 2, 29))
def test_those_meant_are_all_of_that_age_and_nobody_else(age: int, on: date) -> None:
    births = births_of_age(age, on)
    assert [age_on(births.oldest, on), age_on(births.youngest, on)] == [age, age]
    assert age_on(births.oldest - timedelta(days=1), on) == age + 1
    if age:
        assert age_on(births.youngest + timedelta(days=1), on) == age - 1
    else:
        assert births.youngest == on


@pytest.mark.parametrize(
    ("birthday", "oldest", "youngest"),
    [
        pytest.param(None, date(2010, 11, 27), date(2011, 11, 26), id="not told"),
        pytest.param(Birthday.BEEN, date(2011, 1, 1), date(2011, 11, 26), id="the birthday has been"),
        pytest.param(Birthday.AHEAD, date(2010, 11, 27), date(2010, 12, 31), id="the birthday is ahead"),
    ],
)
def test_whether_the_birthday_has_been_tells_the_year(birthday: Birthday | None, oldest: date, youngest: date) -> None:
    assert births_of_age(15, DAY, birthday) == Births(oldest, youngest)


def test_on_the_last_day_of_the_year_no_birthday_is_ahead() -> None:
    with pytest.raises(ValueError, match="nobody"):
        births_of_age(15, date(2026, 12, 31), Birthday.AHEAD)


@given(age=ages, on=days)
def test_it_holds_depends_or_does_not_exactly_as_casework_says_for_each_birthday(age: int, on: date) -> None:
    births = births_of_age(age, on)
    every = [births.oldest + timedelta(days=n) for n in range((births.youngest - births.oldest).days + 1)]
    told = {(one.rule.id, one.value): one.holds for one in holding(births, on)}
    for rule in law().values():
        for value in rule.values if rule.kind is Kind.AGE else ():
            if value.in_force(on):
                for_whom = {value.covers(birth, on) for birth in (every[0], every[-1], *every[::29])}
                expected = {True: {Holds.YES}, False: {None, Holds.DEPENDS}}
                if len(for_whom) == 2:
                    assert told[rule.id, value] is Holds.DEPENDS
                else:
                    assert told.get((rule.id, value)) in expected[for_whom.pop()] | {Holds.DEPENDS}


def test_a_four_year_old_may_have_begun_school_early_or_not_and_it_says_so() -> None:
    depends = [one.rule.id for one in holding(births_of_age(4, DAY), DAY) if one.holds is Holds.DEPENDS]
    assert depends == ["AGE-OPPL-2-4"]
    told = [one.holds for one in holding(births_of_age(4, DAY, Birthday.AHEAD), DAY) if one.rule.id == "AGE-OPPL-2-4"]
    assert told == [Holds.YES]


def test_turning_16_ends_the_parents_consent_to_health_care_and_begins_ones_own() -> None:
    steps = next_birthday(15, births_of_age(15, DAY)).steps
    health = [(s.rule.id, s.limit.turn) for s in steps if s.rule.id in {"AGE-PBRL-4-3-B", "AGE-PBRL-4-4-16"}]
    assert sorted(health) == [("AGE-PBRL-4-3-B", Turn.BEGINS), ("AGE-PBRL-4-4-16", Turn.ENDS)]


def test_adopted_law_waits_and_holds_from_the_day_somebody_enters() -> None:
    births = births_of_age(13, DAY)
    assert "AGE-BL25-6-8" in ids(waiting(births, DAY))
    assert "AGE-BL25-6-8" not in ids(holding(births, DAY))
    dated = with_a_day(law(), new="LOV-2025-06-20-40", old="LOV-1981-04-08-7", day=date(2026, 1, 1))
    assert "AGE-BL25-6-8" in ids(holding(births, DAY, dated))


def test_what_came_later_is_kept_apart_from_the_law_of_the_day() -> None:
    births, on = births_of_age(15, date(2023, 6, 1)), date(2023, 6, 1)
    assert "AGE-OPPL-24-5" in ids(later(births, on))
    assert set(ids(later(births, on))) & set(ids(holding(births, on))) == set()
