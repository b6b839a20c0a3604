"""Who consents, spelt out row by row: the day before, on and after each birthday that changes the answer."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhet.core.law.finding import Finding
from helhet.core.law.parameter import LawError
from helhet.core.law.periods import age_on, birthday
from helhet.core.law.regimes import Regime
from helhet.core.law.who_consents import (
    Capacity,
    secrecy_consenters,
    who_consents,
    who_consents_about_adult,
    who_consents_in_youth_sanction,
    who_consents_to_plan,
)

BIRTH = date(2010, 11, 3)
DAY = timedelta(days=1)
ON = date(2026, 11, 24)
P = Capacity.GUARDIANS_WITH_RESPONSIBILITY
Y = Capacity.YOUNG_PERSON
S = Capacity.CHILD_WELFARE_SERVICE
C = Capacity.CARERS
G, H, CW, SO, F = (
    Regime.GENERAL,
    Regime.HEALTH,
    Regime.CHILD_WELFARE,
    Regime.SOCIAL,
    Regime.FAMILY_COUNSELLING,
)
HIDDEN, CARE, SCHOOLING = {"properly_hidden": True}, {"care_order": True}, {"education_matter": True}
Row = tuple[Regime, dict[str, bool], int, set[Capacity], bool]

# What holds from each birthday until the next one named: regime, circumstances, age, required, settled.
TABLE: list[Row] = [
    (H, {}, 0, {P}, True),
    (H, {}, 12, {P}, True),
    (H, {}, 15, {P}, True),
    (H, {}, 16, {Y}, True),
    (H, {}, 18, {Y}, True),
    (H, HIDDEN, 0, {P}, True),
    (H, HIDDEN, 12, {Y}, True),
    (H, HIDDEN, 16, {Y}, True),
    (H, HIDDEN, 18, {Y}, True),
    (H, CARE, 0, {S, C}, True),
    (H, CARE, 12, {S, C}, True),
    (H, CARE, 16, {Y}, True),
    (H, CARE, 18, {Y}, True),
    (H, HIDDEN | CARE, 0, {S, C}, True),
    (H, HIDDEN | CARE, 12, {Y}, True),
    (H, HIDDEN | CARE, 16, {Y}, True),
    (F, {}, 0, {P}, True),
    (F, {}, 12, {P}, True),
    (F, {}, 16, {Y}, True),
    (F, {}, 18, {Y}, True),
    (F, CARE, 0, {P, S}, False),
    (F, CARE, 16, {Y}, True),
    (G, {}, 0, {P}, True),
    (G, {}, 12, {P}, True),
    (G, {}, 15, {P, Y}, False),
    (G, {}, 16, {P, Y}, False),
    (G, {}, 18, {Y}, True),
    (G, SCHOOLING, 0, {P}, True),
    (G, SCHOOLING, 15, {Y}, True),
    (G, SCHOOLING, 16, {Y}, True),
    (G, SCHOOLING, 18, {Y}, True),
    (G, CARE, 0, {P, S}, False),
    (G, CARE, 15, {P, S, Y}, False),
    (G, CARE, 18, {Y}, True),
    (G, SCHOOLING | CARE, 0, {S, C}, True),
    (G, SCHOOLING | CARE, 15, {Y}, True),
    (CW, {}, 0, {P}, True),
    (CW, {}, 12, {P}, True),
    (CW, {}, 15, {P, Y}, False),
    (CW, {}, 16, {P, Y}, False),
    (CW, {}, 18, {Y}, True),
    (CW, CARE, 0, {P, S}, False),
    (CW, CARE, 15, {P, S, Y}, False),
    (CW, CARE, 18, {Y}, True),
    (SO, {}, 0, {P}, True),
    (SO, {}, 15, {P, Y}, False),
    (SO, {}, 16, {P, Y}, False),
    (SO, {}, 18, {Y}, True),
    (SO, CARE, 0, {P, S}, False),
    (SO, CARE, 15, {P, S, Y}, False),
    (SO, CARE, 18, {Y}, True),
]


def name(row: Row) -> str:
    regime, circumstances, age, _, _ = row
    return ", ".join([regime, *circumstances, f"from {age}"])


def born(age: int, days: int) -> date:
    """The birth of someone who on ON turned `age` so many days ago; negative: who will."""
    return birthday(ON - days * DAY, -age)


@pytest.mark.parametrize("row", TABLE, ids=name)
@pytest.mark.parametrize("days", [0, 1, 200], ids=["on the birthday", "the day after", "half a year after"])
def test_the_table_from_each_birthday(row: Row, days: int) -> None:
    regime, circumstances, age, required, settled = row
    who = who_consents(regime, born(age, days), ON, **circumstances)
    assert (who.required, who.settled) == (required, settled)


@pytest.mark.parametrize(
    ("before", "row"),
    [(a, b) for a, b in pairwise(TABLE) if a[:2] == b[:2]],
    ids=name,
)
def test_the_day_before_the_birthday_the_earlier_row_still_holds(before: Row, row: Row) -> None:
    regime, circumstances, _, required, settled = before
    who = who_consents(regime, born(row[2], -1), ON, **circumstances)
    assert (who.required, who.settled) == (required, settled)


def test_the_finding_names_the_paragraph_and_what_it_rested_on() -> None:
    assert who_consents(H, BIRTH, ON).finding == Finding(
        "pasient- og brukerrettighetsloven § 4-3 første ledd bokstav b", True, {"age": 16, "on": ON}
    )


def test_what_no_provision_settles_is_found_as_unknown() -> None:
    assert who_consents(CW, BIRTH, ON).finding == Finding(
        "forvaltningsloven § 13 a nr. 1",
        None,
        {"age": 16, "on": ON, "regime": Regime.CHILD_WELFARE, "care_order": False},
    )


def test_a_child_under_care_before_the_rules_of_2026_is_not_guessed_about() -> None:
    with pytest.raises(LawError, match="nothing in force on 2025-12-31"):
        who_consents(H, date(2015, 1, 1), date(2025, 12, 31), care_order=True)


children = st.dates(date(2001, 1, 1), ON)
flags = st.booleans()


@given(birth=children, hidden=flags, care=flags, schooling=flags, regime=st.sampled_from(Regime))
def test_someone_is_always_asked_and_from_18_only_the_young_person(
    birth: date, hidden: bool, care: bool, schooling: bool, regime: Regime
) -> None:
    who = who_consents(regime, birth, ON, properly_hidden=hidden, care_order=care, education_matter=schooling)
    assert who.required
    if age_on(birth, ON) >= 18:
        assert who.required == {Y}
    if age_on(birth, ON) < 12:
        assert Y not in who.required


@given(birth=children, regime=st.sampled_from([G, CW, SO, F]), care=flags)
def test_hiding_makes_a_difference_in_health_only(birth: date, regime: Regime, care: bool) -> None:
    hidden = who_consents(regime, birth, ON, properly_hidden=True, care_order=care)
    assert hidden == who_consents(regime, birth, ON, care_order=care)


@given(birth=children, regime=st.sampled_from(Regime), care=flags)
def test_what_is_not_settled_asks_more_than_one(birth: date, regime: Regime, care: bool) -> None:
    who = who_consents(regime, birth, ON, care_order=care)
    if not who.settled:
        assert len(who.required) >= 2


@pytest.mark.parametrize(
    ("guide", "age", "days", "required"),
    [
        pytest.param(15, 15, -1, {P}, id="the day before the guide's age"),
        pytest.param(15, 15, 0, {Y}, id="on the day"),
        pytest.param(16, 15, 0, {P}, id="another municipality says 16"),
        pytest.param(16, 16, 0, {Y}, id="and means it"),
        pytest.param(18, 17, 0, {P}, id="a guide may say 18"),
        pytest.param(18, 18, 0, {Y}, id="of age"),
    ],
)
def test_consent_to_the_plan_follows_the_guide(guide: int, age: int, days: int, required: set[Capacity]) -> None:
    who = who_consents_to_plan(born(age, days), ON, guide)
    assert (who.required, who.settled) == (required, True)


def test_consent_to_the_plan_after_a_care_order_is_not_settled() -> None:
    who = who_consents_to_plan(born(9, 0), ON, 15, care_order=True)
    assert (who.required, who.settled) == ({P, S}, False)
    assert who_consents_to_plan(born(15, 0), ON, 15, care_order=True).required == {Y}


@pytest.mark.parametrize("guide", [0, 12, 14, 19])
def test_a_guide_may_not_open_more_than_the_law(guide: int) -> None:
    with pytest.raises(LawError, match=rf"^self-consent age {guide}: the law allows 15 to 18$"):
        who_consents_to_plan(born(17, 0), ON, guide)


def everyone(birth: date, guide: int, regimes: set[Regime], *, care_order: bool = False) -> frozenset[Capacity]:
    """Whoever must say yes to the plan, and whoever lifts what is secret in it."""
    plan = who_consents_to_plan(birth, ON, guide, care_order=care_order).required
    return plan | secrecy_consenters(birth, ON, regimes, care_order=care_order)


@pytest.mark.parametrize(
    ("age", "guide", "regimes", "required"),
    [
        pytest.param(9, 15, {G, H}, {P}, id="nine: the parents"),
        pytest.param(15, 15, {H}, {P, Y}, id="fifteen with health: both, the plan hers and the health theirs"),
        pytest.param(15, 16, {G}, {P, Y}, id="fifteen where the guide says 16: not settled, both"),
        pytest.param(16, 15, {H}, {Y}, id="sixteen with health only: the young person"),
        pytest.param(16, 15, {H, G}, {P, Y}, id="sixteen, school too: not settled outside the schooling"),
        pytest.param(17, 18, {H}, {P, Y}, id="seventeen where the guide says 18: parents to the plan, he to health"),
        pytest.param(18, 18, set(Regime), {Y}, id="eighteen: the young person, whatever is shared"),
        pytest.param(16, 15, set(), {Y}, id="a plan with nothing secret in it"),
    ],
)
def test_everyone_who_must_say_yes_to_a_plan(
    age: int, guide: int, regimes: set[Regime], required: set[Capacity]
) -> None:
    assert everyone(born(age, 0), guide, regimes) == required


@given(birth=children, guide=st.integers(15, 18), regimes=st.sets(st.sampled_from(Regime)), care=flags)
def test_the_plan_never_asks_fewer_than_the_law(birth: date, guide: int, regimes: set[Regime], care: bool) -> None:
    asked = everyone(birth, guide, regimes, care_order=care)
    assert all(who_consents(r, birth, ON, care_order=care).required <= asked for r in regimes)
    assert who_consents_to_plan(birth, ON, guide, care_order=care).required <= asked


@pytest.mark.parametrize(
    ("regime", "rule"),
    [
        pytest.param(H, "helsepersonelloven § 22", id="a mother's illness"),
        pytest.param(F, "familievernkontorloven § 6", id="what the parents told the counsellor"),
        pytest.param(SO, "forvaltningsloven § 13 a nr. 1", id="the family's money"),
        pytest.param(CW, "forvaltningsloven § 13 a nr. 1", id="violence child welfare knows of"),
        pytest.param(G, "forvaltningsloven § 13 a nr. 1", id="a father's matters, told to the school"),
    ],
)
def test_what_is_about_a_parent_is_the_parents_own_to_open(regime: Regime, rule: str) -> None:
    who = who_consents_about_adult(regime, ON)
    assert (who.required, who.settled, who.finding.rule) == ({Capacity.THE_ONE_IT_IS_ABOUT}, True, rule)


def test_about_a_parent_nothing_is_answered_by_a_rule_not_in_force() -> None:
    with pytest.raises(LawError, match=r"^WC-HPL-22 \(helsepersonelloven § 22\): nothing in force on 2026-06-30$"):
        who_consents_about_adult(H, date(2026, 6, 30))


@pytest.mark.parametrize(
    ("age", "days", "required"),
    [
        pytest.param(15, 0, {P, Y}, id="from the age of criminal responsibility, both"),
        pytest.param(17, 0, {P, Y}, id="seventeen, both still"),
        pytest.param(18, -1, {P, Y}, id="the day before, both"),
        pytest.param(18, 0, {Y}, id="of age, the one alone"),
    ],
)
def test_in_a_youth_sanction_the_young_person_and_the_guardians(age: int, days: int, required: set[Capacity]) -> None:
    who = who_consents_in_youth_sanction(born(age, days), ON)
    assert (who.required, who.settled, who.finding.rule) == (required, True, "konfliktrådsloven § 22 c")
