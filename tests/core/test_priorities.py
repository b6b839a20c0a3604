"""The rules of a municipality's priorities: one way through the states, what a council would miss, and how far."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helhet.core.priorities import (
    Lack,
    NotADraft,
    NotWhole,
    ProgrammeFacts,
    ProgrammeState,
    Wanted,
    check_can_adopt,
    check_can_change,
    percent_of_the_way,
    wanted,
)

WHOLE = ProgrammeFacts(ProgrammeState.DRAFT, "Flere som er med", 2, 0, 0)
numbers = st.decimals(min_value=0, max_value=1000, places=1)


def test_what_is_whole_can_be_adopted() -> None:
    check_can_adopt(WHOLE)


@pytest.mark.parametrize(
    ("missing", "lack"),
    [
        pytest.param({"title": ""}, Lack.TITLE, id="a title"),
        pytest.param({"challenges": 0}, Lack.CHALLENGE, id="a challenge"),
        pytest.param({"challenges_without_priority": 1}, Lack.PRIORITY, id="a priority for each challenge"),
        pytest.param({"priorities_without_measure": 1}, Lack.MEASURE, id="a measure for each priority"),
    ],
)
def test_a_council_would_miss(missing: dict[str, object], lack: Lack) -> None:
    with pytest.raises(NotWhole) as refused:
        check_can_adopt(replace(WHOLE, **missing))  # type: ignore[arg-type]
    assert refused.value.lacks == (lack,)


@pytest.mark.parametrize("state", [ProgrammeState.ADOPTED, ProgrammeState.SUPERSEDED])
def test_what_is_adopted_is_neither_changed_nor_adopted_again(state: ProgrammeState) -> None:
    with pytest.raises(NotADraft):
        check_can_change(state)
    with pytest.raises(NotADraft):
        check_can_adopt(replace(WHOLE, state=state))


@pytest.mark.parametrize(
    ("baseline", "target", "now", "way", "gone"),
    [
        pytest.param("9.4", "6", "8.1", Wanted.DOWN, 38, id="down, some of the way"),
        pytest.param("120", "300", "300", Wanted.UP, 100, id="up, reached"),
        pytest.param("120", "300", "390", Wanted.UP, 150, id="past the target"),
        pytest.param("9.4", "6", "11.1", Wanted.DOWN, -50, id="the other way"),
        pytest.param("50", "50", "48", Wanted.HOLD, None, id="nothing was to change"),
    ],
)
def test_how_far_a_figure_has_come(baseline: str, target: str, now: str, way: Wanted, gone: int | None) -> None:
    assert wanted(Decimal(baseline), Decimal(target)) is way
    assert percent_of_the_way(Decimal(baseline), Decimal(target), Decimal(now)) == gone


@given(baseline=numbers, target=numbers)
def test_the_baseline_is_no_part_of_the_way_and_the_target_all_of_it(baseline: Decimal, target: Decimal) -> None:
    assume(baseline != target)
    assert percent_of_the_way(baseline, target, baseline) == 0
    assert percent_of_the_way(baseline, target, target) == 100
