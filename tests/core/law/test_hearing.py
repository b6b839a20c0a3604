"""A child is heard at every age; from some ages, always, and with great weight."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhet.core.law.finding import Finding
from helhet.core.law.hearing import barnelova_31_always_heard, barnelova_31_great_weight, grl_104_heard
from helhet.core.law.periods import birthday

BIRTH = date(2014, 5, 17)
DAY = timedelta(days=1)


@given(days=st.integers(0, 18 * 365))
def test_grl_104_has_no_lower_limit(days: int) -> None:
    assert grl_104_heard(BIRTH, BIRTH + days * DAY).met is True


def test_grl_104_says_what_it_rested_on() -> None:
    on = date(2026, 5, 16)
    assert grl_104_heard(BIRTH, on) == Finding("Grunnloven § 104", True, {"age": 11, "on": on})


@pytest.mark.parametrize(
    ("years", "days", "met"),
    [
        pytest.param(7, -1, None, id="the day before 7: when able to form a view, which a person judges"),
        pytest.param(7, 0, True, id="on the 7th birthday"),
        pytest.param(12, 0, True, id="later"),
    ],
)
def test_barnelova_31_always_heard_from_7(years: int, days: int, met: bool | None) -> None:
    assert barnelova_31_always_heard(BIRTH, birthday(BIRTH, years) + days * DAY).met is met


@pytest.mark.parametrize(
    ("years", "days", "met"),
    [
        pytest.param(12, -1, False, id="the day before 12"),
        pytest.param(12, 0, True, id="on the 12th birthday"),
        pytest.param(18, -1, True, id="the last day as a child"),
        pytest.param(18, 0, False, id="from 18 one decides"),
    ],
)
def test_barnelova_31_great_weight_from_12(years: int, days: int, met: bool) -> None:
    assert barnelova_31_great_weight(BIRTH, birthday(BIRTH, years) + days * DAY).met is met
