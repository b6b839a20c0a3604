"""The ladder, read age by age for one child, born on 5 March 2012 (research: what a coordinated plan will meet)."""

from datetime import date

import pytest

from helhet.core.law.ladder import Turn, changes_at, ladder
from helhet.core.law.parameters import law, parameter
from helhet.core.law.periods import AgeClock, birthday
from tests.core.law.answers import with_a_day

BIRTH = date(2012, 3, 5)


def step(years: int, turn: Turn, area: str) -> list[str]:
    """What begins or ends for the child by reaching an age, in one field of life."""
    here = changes_at(BIRTH, years).steps
    return [s.rule.id for s in here if s.limit.turn is turn and s.rule.details["area"] == area]


def begins(years: int, area: str) -> list[str]:
    return step(years, Turn.BEGINS, area)


def ends(years: int, area: str) -> list[str]:
    return step(years, Turn.ENDS, area)


def test_turning_12_great_weight_and_a_say_in_health() -> None:
    assert begins(12, "family") == [
        "AGE-ADOP-9-12",
        "AGE-BL-31-12",
        "AGE-BL-40",
        "AGE-BL-41",
        "AGE-FAM-12",
        "AGE-FAM-6-12",
    ]
    assert begins(12, "child_welfare") == ["AGE-BVL-3-3"]
    assert begins(12, "health") == [
        "AGE-FASTL-12",
        "AGE-HFORSK-17-12",
        "AGE-HOL-10-4-12",
        "AGE-PBRL-3-4-12",
        "AGE-PBRL-4-3-C",
        "AGE-PBRL-4-4-12",
        "AGE-PBRL-6-5",
        "AGE-PHVL-2-1",
        "AGE-PHVL-2-2",
        "AGE-SMV-2-1",
        "AGE-SMV-5-9",
        "AGE-TRPL-5",
    ]


def test_turning_15_decides_at_school_is_a_party_and_is_written_to() -> None:
    assert begins(15, "school") == ["AGE-OPPL-5-1", "AGE-OPPL-5-9", "AGE-BL-32-EDU", "AGE-OPPL-24-5"]
    assert ends(15, "school") == ["AGE-OPPL-11-7", "AGE-OPPL-24-4"]
    assert begins(15, "child_welfare") == ["AGE-BVL-12-3", "AGE-BVL-6-1", "AGE-BVL-8-4", "AGE-FOSTER-18"]
    assert ends(15, "child_welfare") == ["AGE-BVL-11-1", "AGE-BVL-12-3-U15"]
    assert begins(15, "public_cases") == ["AGE-FVL67-16", "AGE-FVL67-17-4", "AGE-FVL67-27"]
    assert ends(15, "public_cases") == ["AGE-FVL67-18"]
    assert begins(15, "identity") == ["AGE-BL-32-ORG", "AGE-TROS-2"]
    assert begins(15, "justice") == [
        "AGE-KONFL-22B",
        "AGE-STRL-20",
        "AGE-STRL-52A",
        "AGE-STRPL-93G",
        "AGE-TVIST-2-4",
        "AGE-TVIST-36-3",
    ]


def test_turning_15_changes_nothing_in_health() -> None:
    """Fifteen is no age in health: the consent there is another line of the same plan."""
    assert begins(15, "health") + ends(15, "health") == []


def test_turning_16_decides_in_health_and_the_parents_view_shrinks() -> None:
    assert begins(16, "health") == [
        "AGE-FASTL-16",
        "AGE-HFORSK-17-16",
        "AGE-HOL-10-4-16",
        "AGE-HPL-22",
        "AGE-PBRL-4-3-B",
        "AGE-PBRL-4-5",
        "AGE-TRPL-13",
    ]
    lost = [s.rule.id for s in changes_at(BIRTH, 16).steps if s.rule.details["effect"] in ("rep", "parent_info")]
    assert lost == [
        "AGE-FAM-6-16",
        "AGE-PBRL-3-4-1",
        "AGE-PBRL-4-4-16",
        "AGE-PBRL-4-4-2",
        "AGE-PBRL-4-4-4",
        "AGE-PBRL-4-5",  # begins: the parents answer again, if the young person cannot
        "AGE-PHVL-2-2-16",
    ]


def test_turning_18_the_parents_last_rights_end_on_the_birthday() -> None:
    last = [
        (s.rule.id, s.on)
        for s in changes_at(BIRTH, 18).steps
        if s.rule.details["effect"] in ("rep", "parent_info", "parent_info_limit")
    ]
    assert last == [
        (id, date(2030, 3, 5))
        for id in (
            "AGE-BL-47",
            "AGE-BVL-12-2",
            "AGE-OPPLF-11-1-18",
            "AGE-OPPLF-8-3",
            "AGE-PBRL-3-4-4",
            "AGE-PBRL-3-4-6",
            "AGE-PBRL-4-5",
            "AGE-PBRL-5-1",
        )
    ]
    assert begins(18, "everywhere") == ["AGE-VERGE-8"]
    assert begins(18, "child_welfare") == ["AGE-BVL-3-6"]
    assert ends(18, "plans") == ["AGE-HOL-7-2A", "AGE-IPF-4"]


def test_turning_18_not_all_on_the_birthday() -> None:
    assert [(s.rule.id, s.limit.clock, s.on) for s in changes_at(BIRTH, 18).steps if s.on != birthday(BIRTH, 18)] == [
        ("AGE-VALG", AgeClock.YEAR_START, date(2030, 1, 1)),
        ("AGE-BARNETRYGD", AgeClock.MONTH_BEFORE, date(2030, 3, 1)),
        ("AGE-FTRL-9-5-18", AgeClock.YEAR_END, date(2031, 1, 1)),
        ("AGE-TANN-18", AgeClock.YEAR_END, date(2031, 1, 1)),
        ("AGE-OPPL-5-9", AgeClock.SCHOOL_YEAR_END, date(2031, 8, 1)),
    ]


def test_turning_24_is_a_year_and_a_school_year() -> None:
    assert [(s.rule.id, s.limit.turn, s.on) for s in changes_at(BIRTH, 24).steps] == [
        ("AGE-OPPL-9-4", Turn.ENDS, date(2037, 1, 1)),
        ("AGE-OPPL-5-1", Turn.ENDS, date(2037, 8, 1)),
    ]


def test_aftercare_ends_on_the_25th_birthday() -> None:
    assert [(s.rule.id, s.on) for s in changes_at(BIRTH, 25).steps if s.rule.details["area"] == "child_welfare"] == [
        ("AGE-BVL-3-6", date(2037, 3, 5))
    ]


@pytest.mark.parametrize(
    ("birth", "found"),
    [
        pytest.param(date(2010, 6, 30), [], id="turned 16 the day before the new health secrecy: not by this rule"),
        pytest.param(date(2010, 7, 1), ["AGE-HPL-22"], id="turned 16 on its first day"),
    ],
)
def test_a_step_is_judged_by_the_law_of_its_own_day(birth: date, found: list[str]) -> None:
    assert [s.rule.id for s in changes_at(birth, 16).steps if s.rule.id == "AGE-HPL-22"] == found


def test_adopted_law_without_a_day_waits_apart_until_it_gets_one() -> None:
    at_12 = changes_at(BIRTH, 12)
    waiting = ["AGE-BL25-6-10", "AGE-BL25-6-8", "AGE-BL25-6-9"]
    assert [s.rule.id for s in at_12.waiting] == waiting
    assert [s.rule.id for s in at_12.steps if s.rule.id in waiting] == []
    dated = with_a_day(law(), new="LOV-2025-06-20-40", old="LOV-1981-04-08-7", day=date(2020, 1, 1))
    at_12 = changes_at(BIRTH, 12, dated)
    assert [s.rule.id for s in at_12.waiting] == []
    assert [s.rule.id for s in at_12.steps if s.rule.id in waiting] == waiting


def test_what_lies_ahead_begins_the_day_after() -> None:
    ahead = [(s.on, s.rule.id) for s in ladder(BIRTH, date(2036, 3, 4)).steps][:4]
    assert ahead == [
        (date(2037, 1, 1), "AGE-OPPL-9-4"),
        (date(2037, 3, 5), "AGE-BVL-3-6"),
        (date(2037, 3, 5), "AGE-INTEGR-14"),
        (date(2037, 3, 5), "AGE-STERIL"),
    ]
    assert [s.rule.id for s in ladder(BIRTH, date(2037, 3, 5)).steps][:1] == ["AGE-OPPL-5-1"]


def test_a_local_scheme_nobody_has_found_a_rule_for_is_no_step() -> None:
    everything = ladder(BIRTH, BIRTH)
    assert [s for s in (*everything.steps, *everything.waiting) if s.rule is parameter("AGE-FRITID")] == []
