"""A change of law is a change of data, and these are the answers it changes: all of them, and no others."""

from dataclasses import replace
from datetime import date

import pytest

from helhet.core.law.ages import fvl_18_not_shown_confidential
from helhet.core.law.finding import Finding
from helhet.core.law.parameters import governing, law, parameter
from tests.core.law.answers import Law, difference, with_a_day

DAY = date(2028, 1, 1)
THE_DAY_BEFORE = date(2027, 12, 31)
FOURTEEN = date(2013, 6, 1)

SERVICES = "kindergarten, school, health, social_services, police"


@pytest.fixture
def children_act() -> Law:
    """Barnelova 2025 in force from DAY, and barnelova 1981 gone."""
    return with_a_day(law(), new="LOV-2025-06-20-40", old="LOV-1981-04-08-7", day=DAY)


@pytest.fixture
def administration_act() -> Law:
    """Forvaltningsloven 2025 in force from DAY, and forvaltningsloven 1967 gone."""
    return with_a_day(law(), new="LOV-2025-06-20-81", old="LOV-1967-02-10", day=DAY)


def test_the_day_before_nothing_has_changed(children_act: Law, administration_act: Law) -> None:
    assert difference(law(), children_act, THE_DAY_BEFORE) == []
    assert difference(law(), administration_act, THE_DAY_BEFORE) == []


def test_the_new_children_act(children_act: Law) -> None:
    """Associations from 12, child welfare must answer too, one's own pictures. Growing self-determination, moving and
    travelling abroad and support go on as they are.

    Heard from 7 and great weight from 12 end with § 31, and nothing in the data takes their place; the choice of
    education is left to opplæringslova § 24-5. Whoever enters the day must say what becomes of § 31 first.
    """
    assert difference(law(), children_act, DAY) == [
        "AGE-BL-31-7, at 7: yes → no",
        "AGE-BL-31-12, at 12: yes → no",
        "AGE-BL-31-12, the day before 18: yes → no",
        "AGE-BL-32-EDU, at 15: yes → no",
        "AGE-BL-32-EDU, the day before 18: yes → no",
        "AGE-BL-32-ORG, at 12: no → yes",
        "AGE-BL-32-ORG, the day before 15: no → yes",
        f"AGE-BL-47, at 0: yes, by {SERVICES} → yes, by {SERVICES}, child_welfare",
        f"AGE-BL-47, the day before 18: yes, by {SERVICES} → yes, by {SERVICES}, child_welfare",
        "AGE-BL25-6-7, at 0: no → yes",
        "AGE-BL25-6-7, the day before 18: no → yes",
    ]


def test_the_new_public_administration_act(administration_act: Law) -> None:
    """The ages are kept. What a party may be refused (§ 19) has nothing in the data that takes its place."""
    assert difference(law(), administration_act, DAY) == ["AGE-FVL67-19, at any age: yes → no"]


def test_a_limit_moved_by_a_year_shows_as_the_moments_it_moves() -> None:
    rule = parameter("AGE-OPPL-24-5")
    moved = {**law(), rule.id: replace(rule, values=(replace(rule.values[0], age_from=14),))}
    assert difference(law(), moved, DAY) == [
        "AGE-OPPL-24-5, at 14: no → yes",
        "AGE-OPPL-24-5, the day before 15: no → yes",
    ]


def test_what_decides_goes_on_by_the_new_act_without_a_change_of_code(
    monkeypatch: pytest.MonkeyPatch, administration_act: Law
) -> None:
    monkeypatch.setattr("helhet.core.law.parameters.law", lambda: administration_act)
    assert fvl_18_not_shown_confidential(FOURTEEN, THE_DAY_BEFORE) == Finding(
        "forvaltningsloven § 18 første ledd", True, {"age": 14, "on": THE_DAY_BEFORE}
    )
    assert fvl_18_not_shown_confidential(FOURTEEN, DAY) == Finding(
        "forvaltningsloven (2025) § 54 tredje ledd", True, {"age": 14, "on": DAY}
    )


def test_a_rule_nothing_has_replaced_governs_itself() -> None:
    assert governing("AGE-FVL67-18", DAY) is parameter("AGE-FVL67-18")
    assert governing("AGE-FVL25-54-3", DAY) is parameter("AGE-FVL25-54-3")
