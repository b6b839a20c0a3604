"""Telling without consent: the rules between exactly two services, by the item's own secrecy."""

from datetime import date

import pytest

from helhet.core.law.disclosing import (
    asked_in_words,
    duties_that_lift_nothing,
    giver_of_item,
    rules_to_disclose,
)
from helhet.core.law.law_services import LawService
from helhet.core.law.parameter import Demand
from helhet.core.law.parameters import parameter
from helhet.core.law.regimes import Regime
from helhet.core.services import ServiceType

ON = date(2026, 11, 24)
SCHOOL, CLINIC, PPT = ServiceType.PRIMARY_SCHOOL, ServiceType.HEALTH_CLINIC, ServiceType.PPT
CHILD_WELFARE, NAV, CLUB = ServiceType.CHILD_WELFARE, ServiceType.NAV, ServiceType.LEISURE_CLUB
L = LawService


@pytest.mark.parametrize(
    ("writer", "source", "regime", "giver"),
    [
        pytest.param(SCHOOL, SCHOOL, Regime.GENERAL, {L.SCHOOL}, id="a teacher's own words"),
        pytest.param(CLINIC, CLINIC, Regime.HEALTH, {L.MUNICIPAL_HEALTH}, id="a nurse's own words"),
        pytest.param(CLINIC, SCHOOL, Regime.HEALTH, {L.MUNICIPAL_HEALTH}, id="what a nurse has from the school"),
        pytest.param(PPT, PPT, Regime.HEALTH, {L.MUNICIPAL_HEALTH}, id="a psychologist in the PPT"),
        pytest.param(SCHOOL, CLINIC, Regime.HEALTH, {L.SCHOOL, L.MUNICIPAL_HEALTH}, id="what a teacher has from her"),
        pytest.param(
            SCHOOL, CHILD_WELFARE, Regime.CHILD_WELFARE, {L.SCHOOL, L.CHILD_WELFARE}, id="told on from child welfare"
        ),
        pytest.param(NAV, NAV, Regime.SOCIAL, {L.SOCIAL_SERVICES, L.NAV}, id="a Nav office is two"),
        pytest.param(CLUB, CLUB, Regime.GENERAL, set(), id="a club is nothing to the law"),
    ],
)
def test_the_giver_follows_the_items_secrecy(
    writer: ServiceType, source: ServiceType, regime: Regime, giver: set[LawService]
) -> None:
    assert giver_of_item(writer=writer, source=source, regime=regime) == giver


def ids(writer: ServiceType, receiver: ServiceType, *, regime: Regime, source: ServiceType | None = None) -> list[str]:
    giver = giver_of_item(writer=writer, source=source or writer, regime=regime)
    return [rule.id for rule in rules_to_disclose(giver, receiver, ON)]


GENERAL = ["WO-FVL67-13A-3", "WO-FVL67-13B-2", "WO-FVL67-13B-5", "WO-FVL67-13B-7"]


def test_hpl_what_a_nurse_wrote_needs_a_health_rule() -> None:
    assert sorted(ids(CLINIC, SCHOOL, regime=Regime.HEALTH)) == ["WO-HPL-23-4"]
    assert sorted(ids(CLINIC, ServiceType.BUP, regime=Regime.HEALTH)) == ["WO-HPL-23-4", "WO-HPL-25"]
    assert sorted(ids(SCHOOL, CLINIC, regime=Regime.GENERAL)) == sorted([*GENERAL, "WO-NSK-5"])


def test_fvl_13b_what_a_teacher_has_from_the_nurse_has_no_ground_of_its_own() -> None:
    assert ids(SCHOOL, PPT, regime=Regime.HEALTH, source=CLINIC) == []


def test_bvl_13_1_child_welfare_hears_the_child_first() -> None:
    found = ids(CHILD_WELFARE, SCHOOL, regime=Regime.CHILD_WELFARE)
    assert sorted(found) == ["WO-BVL-13-1-3", "WO-FVL67-13A-3", "WO-FVL67-13B-2", "WO-FVL67-13B-7"]


def test_a_likely_rule_is_no_ground() -> None:
    assert "WO-HPL-28F" not in ids(CLINIC, SCHOOL, regime=Regime.HEALTH)


def test_no_report_to_child_welfare_goes_this_way_and_an_order_does() -> None:
    found = ids(SCHOOL, CHILD_WELFARE, regime=Regime.GENERAL)
    assert sorted(found) == sorted([*GENERAL, "OO-BVL-13-4", "WO-NSK-5"])


def test_no_rule_about_talking_without_names_opens_what_stands_in_a_childs_plan() -> None:
    everywhere = {
        rule
        for writer, regime in ((SCHOOL, Regime.GENERAL), (CLINIC, Regime.HEALTH), (CHILD_WELFARE, Regime.CHILD_WELFARE))
        for receiver in ServiceType
        for rule in ids(writer, receiver, regime=regime)
    }
    assert everywhere & {"WO-FVL67-13A-2", "WO-HPL-23-3"} == set()


def test_hpl_25_before_its_first_day_opens_nothing() -> None:
    giver = giver_of_item(writer=CLINIC, source=CLINIC, regime=Regime.HEALTH)
    assert rules_to_disclose(giver, ServiceType.BUP, date(2026, 6, 30)) == ()


def test_fvl_13f_the_schools_duty_to_inform_lifts_nothing() -> None:
    giver = giver_of_item(writer=SCHOOL, source=SCHOOL, regime=Regime.GENERAL)
    assert [rule.id for rule in duties_that_lift_nothing(giver, CLINIC, ON)] == ["DI-OPPL-24-2", "DI-PRIVSK-7-5"]
    assert duties_that_lift_nothing(giver, PPT, ON) == ()


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        ("WO-FVL67-13B-5", ()),
        ("WO-FVL67-13B-7", (Demand.DANGER,)),
        ("WO-HPL-25", (Demand.NO_OBJECTION,)),
        ("WO-BVL-13-1-3", ()),
        ("OO-BVL-13-4", (Demand.ORDER_NAMES_ITS_GROUND,)),
        ("WO-POLREG-30", (Demand.PROPORTIONALITY,)),
    ],
)
def test_what_must_be_said_in_words_besides_necessity_and_the_childs_say(rule: str, asked: tuple[Demand, ...]) -> None:
    assert asked_in_words(parameter(rule)) == asked
