"""When a plan is stuck: what may follow what, and when a baton nobody takes counts as stuck."""

from datetime import date, timedelta

import pytest

from helhet.core.deadlock import NEXT, WAITS, DeadlockRefused, DeadlockState, baton_is_stuck, check_can_become
from helhet.core.guides import GuidePack, load

FIRST = date(2026, 11, 24)
PACKS = [load("levels-0-3", 1), load("levels-a-c", 1)]


def refused(state: DeadlockState, wanted: DeadlockState, *, described: bool = True) -> str:
    """Why it may not become this; empty where it may."""
    try:
        check_can_become(state, wanted, described=described)
    except DeadlockRefused as no:
        return no.code
    return ""


def test_it_becomes_what_the_table_says_and_nothing_else() -> None:
    assert {(one, other): refused(one, other) for one in DeadlockState for other in DeadlockState} == {
        (one, other): "" if other in NEXT[one] else "not_now" for one in DeadlockState for other in DeadlockState
    }


def test_what_waits_ends_by_an_answer_or_with_the_consent_and_in_no_other_way() -> None:
    ends = {after for one in WAITS for after in NEXT[one]} - WAITS
    assert ends == {DeadlockState.ANSWERED, DeadlockState.CALLED_OFF}


def test_nobody_decides_before_it_is_told_what_is_stuck_but_a_consent_can_always_be_taken_back() -> None:
    assert {after: refused(DeadlockState.RAISED, after, described=False) for after in NEXT[DeadlockState.RAISED]} == {
        DeadlockState.WITH_BODY: "not_described",
        DeadlockState.ANSWERED: "not_described",
        DeadlockState.CALLED_OFF: "",
    }


@pytest.mark.parametrize("guide", PACKS, ids=lambda pack: pack.code)
def test_a_baton_is_stuck_after_so_many_declines_or_so_many_days_as_the_guide_says(guide: GuidePack) -> None:
    times, days = guide.offer_deadlock_declines, guide.offer_deadlock_days

    def stuck(declined: int, waited: int) -> bool:
        return baton_is_stuck(guide, declined=declined, first_asked_on=FIRST, on=FIRST + timedelta(days=waited))

    assert [stuck(times - 1, days - 1), stuck(times, 0), stuck(0, days)] == [False, True, True]
