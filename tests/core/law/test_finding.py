"""No is the default, and a bar beats every ground."""

from hypothesis import given
from hypothesis import strategies as st

from helhet.core.law.finding import Answer, Finding

findings = st.builds(Finding, rule=st.just("§"), met=st.sampled_from([True, False, None]))
many = st.lists(findings, max_size=4).map(tuple)
HOLDS, FAILS, UNKNOWN = (Finding("§", met) for met in (True, False, None))


def test_a_ground_that_holds_allows() -> None:
    assert Answer(grounds=(FAILS, HOLDS), bars=(FAILS,)).allowed is True


@given(bars=many)
def test_without_a_ground_the_answer_is_no(bars: tuple[Finding, ...]) -> None:
    assert Answer(grounds=(), bars=bars).allowed is False


@given(bars=many)
def test_a_ground_that_is_not_known_to_hold_is_no_ground(bars: tuple[Finding, ...]) -> None:
    assert Answer(grounds=(UNKNOWN, FAILS), bars=bars).allowed is False


@given(grounds=many, bars=many)
def test_a_bar_beats_every_ground(grounds: tuple[Finding, ...], bars: tuple[Finding, ...]) -> None:
    assert Answer(grounds, (*bars, HOLDS)).allowed is False


@given(grounds=many, bars=many)
def test_a_bar_nobody_knows_about_denies(grounds: tuple[Finding, ...], bars: tuple[Finding, ...]) -> None:
    assert Answer(grounds, (*bars, UNKNOWN)).allowed is False


@given(grounds=many, bars=many, more=many)
def test_more_bars_never_open(
    grounds: tuple[Finding, ...], bars: tuple[Finding, ...], more: tuple[Finding, ...]
) -> None:
    if not Answer(grounds, bars).allowed:
        assert Answer(grounds, bars + more).allowed is False
