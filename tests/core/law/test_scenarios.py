"""Cases a lawyer would try on the law itself, one line each; the answers stand here, from the provisions.

Which rule holds for whom on which day, whose yes is needed, which rule a service may tell another on, and what
happens on the day the new public administration act begins.
"""

from datetime import date, timedelta

import pytest

from helhet.core.access import Resource, grounds
from helhet.core.law.disclosing import giver_of_item, rules_to_disclose
from helhet.core.law.law_services import law_services
from helhet.core.law.parameters import law, parameter
from helhet.core.law.regimes import Regime
from helhet.core.law.sharing import must_report
from helhet.core.law.who_consents import Capacity, who_consents, who_consents_about_adult
from helhet.core.services import ServiceType
from tests.core.law.answers import with_a_day

D = date
LEAP = D(2008, 2, 29)


@pytest.mark.parametrize(
    ("id", "born", "on", "holds"),
    [
        # barnehage og skole
        ("AGE-BHL-16", D(2025, 8, 31), D(2026, 8, 1), True),  # turns one in August: a place from August
        ("AGE-BHL-16", D(2025, 1, 15), D(2026, 7, 31), False),  # turned one in January: not until then
        ("AGE-OPPL-2-1", D(2021, 12, 31), D(2027, 1, 1), True),  # the year of six counts, not the birthday
        ("AGE-OPPL-2-1", D(2021, 1, 1), D(2026, 12, 31), False),
        ("AGE-OPPL-24-5", D(2011, 11, 25), D(2026, 11, 24), False),
        ("AGE-OPPL-24-5", D(2011, 11, 24), D(2026, 11, 24), True),
        ("AGE-OPPL-11-7", D(2011, 11, 24), D(2026, 11, 24), False),  # from 15 no longer the parents' to say yes to
        ("AGE-OPPLF-11-1-12", D(2014, 11, 24), D(2026, 11, 24), True),
        ("AGE-OPPLF-11-1-18", D(2008, 11, 24), D(2026, 11, 24), False),
        ("AGE-OPPL-5-1", D(2003, 1, 1), D(2028, 7, 31), True),  # the school year that begins in the year of 24
        ("AGE-OPPL-5-1", D(2003, 12, 31), D(2028, 8, 1), False),
        ("AGE-OPPL-18-3", D(2007, 12, 31), D(2026, 8, 1), True),
        ("AGE-OPPL-18-3", D(2007, 1, 1), D(2026, 7, 31), False),
        ("AGE-OPPL-9-4", D(2002, 1, 1), D(2026, 12, 31), True),  # to the end of the year of 24
        ("AGE-OPPL-9-4", D(2002, 12, 31), D(2027, 1, 1), False),
        # helse
        ("AGE-PBRL-4-4-7", D(2019, 11, 24), D(2026, 11, 24), True),
        ("AGE-PBRL-3-4-12", D(2014, 11, 25), D(2026, 11, 24), False),
        ("AGE-PBRL-3-4-12", D(2014, 11, 24), D(2026, 11, 24), True),
        ("AGE-PBRL-3-4-12", D(2010, 11, 24), D(2026, 11, 24), False),
        ("AGE-PBRL-3-4-3", D(2024, 5, 1), D(2026, 11, 24), True),  # weighty reasons: at any age under 18
        ("AGE-PBRL-4-3-B", LEAP, D(2024, 2, 28), False),
        ("AGE-PBRL-4-3-B", LEAP, D(2024, 2, 29), True),
        ("AGE-PBRL-6-5", D(2014, 11, 24), D(2026, 11, 24), True),
        ("AGE-PBRL-5-1-2", D(2001, 1, 1), D(2026, 11, 24), True),  # refusal for danger to life has no age
        ("AGE-HSF-3", D(2006, 11, 25), D(2026, 11, 24), True),
        ("AGE-HSF-3", D(2006, 11, 24), D(2026, 11, 24), False),
        ("AGE-PRIO-4A", D(2003, 11, 25), D(2026, 11, 24), True),
        ("AGE-PRIO-4A", D(2003, 11, 24), D(2026, 11, 24), False),
        ("AGE-TANN-18", D(2008, 1, 1), D(2026, 12, 31), True),
        ("AGE-TANN-28", D(1998, 1, 1), D(2026, 12, 31), True),
        ("AGE-TANN-28", D(1998, 12, 31), D(2027, 1, 1), False),
        ("AGE-HOL-7-2A", D(2008, 11, 25), D(2026, 11, 24), True),
        ("AGE-HOL-7-2A", D(2008, 11, 24), D(2026, 11, 24), False),
        # barnevern
        ("AGE-BVL-12-3", D(2011, 11, 24), D(2026, 11, 24), True),
        ("AGE-BVL-12-3", D(2011, 11, 25), D(2026, 11, 24), False),
        ("AGE-BVL-5-12", D(2014, 11, 24), D(2026, 11, 24), True),
        ("AGE-BVL-6-1", D(2011, 11, 24), D(2026, 11, 24), True),
        ("AGE-BVL-3-6", D(2001, 11, 25), D(2026, 11, 24), True),  # aftercare: the day before 25
        ("AGE-BVL-3-6", D(2001, 11, 24), D(2026, 11, 24), False),
        ("AGE-BVL-11-1", D(2011, 11, 24), D(2026, 11, 24), False),  # care centre: only under 15
        # sivil- og familierett
        ("AGE-VERGE-8", LEAP, D(2026, 2, 28), False),
        ("AGE-VERGE-8", LEAP, D(2026, 3, 1), True),
        ("AGE-BL-31-7", D(2019, 11, 24), D(2026, 11, 24), True),
        ("AGE-BL-31-12", D(2014, 11, 25), D(2026, 11, 24), False),
        ("AGE-TROS-2", D(2011, 11, 24), D(2026, 11, 24), True),
        ("AGE-ADOP-9-12", D(2014, 11, 24), D(2026, 11, 24), True),
        ("AGE-ADOP-39", D(2008, 11, 24), D(2026, 11, 24), True),
        ("AGE-NAVN-12", D(2014, 11, 24), D(2026, 11, 24), True),
        ("AGE-KJONN-16", D(2010, 11, 24), D(2026, 11, 24), True),
        ("AGE-POPL-5", D(2013, 11, 24), D(2026, 11, 24), True),
        ("AGE-VALG", D(2011, 12, 31), D(2029, 1, 1), True),  # whoever turns 18 in the year of the election
        # ytelser og arbeid
        ("AGE-BARNETRYGD", D(2008, 11, 30), D(2026, 10, 31), True),  # to the month before 18
        ("AGE-BARNETRYGD", D(2008, 11, 30), D(2026, 11, 1), False),
        ("AGE-FTRL-9-5", D(2014, 1, 1), D(2026, 12, 31), True),
        ("AGE-FTRL-9-10", D(2008, 11, 24), D(2026, 11, 24), False),
        ("AGE-FTRL-18-4", D(2006, 11, 25), D(2026, 11, 24), True),
        ("AGE-FTRL-18-4", D(2006, 11, 24), D(2026, 11, 24), False),
        ("AGE-FTRL-12-13-20", D(2006, 11, 30), D(2026, 11, 1), True),  # from the month of 20
        ("AGE-VERGE-10", D(2011, 11, 24), D(2026, 11, 24), True),
        ("AGE-STRL-20", D(2011, 11, 25), D(2026, 11, 24), False),
    ],
)
def test_for_whom_a_rule_holds_on_a_day(id: str, born: date, on: date, holds: bool) -> None:
    assert parameter(id).value_on(on).covers(born, on) is holds


@pytest.mark.parametrize(
    ("id", "on", "in_force"),
    [
        ("AGE-BVL-3-6", D(2025, 12, 31), False),  # its wording of 2026: the day before, another
        ("AGE-BVL-3-6", D(2026, 1, 1), True),
        ("AGE-PBRL-4-5", D(2026, 5, 31), False),  # beslutningskompetanse
        ("AGE-PBRL-4-5", D(2026, 6, 1), True),
        ("WC-HPL-22", D(2026, 6, 30), False),  # helsepersonelloven ch. 5 as it was rewritten
        ("WC-HPL-22", D(2026, 7, 1), True),
        ("WO-NSK-5", D(2026, 6, 30), False),
        ("WO-NSK-5", D(2026, 7, 1), True),
        ("AGE-HOL-7-2A", D(2022, 7, 31), False),
        ("AGE-OPPL-24-5", D(2024, 7, 31), False),
        ("AGE-BL25-6-8", D(2099, 1, 1), False),  # adopted without a day: never, until somebody fills it
        ("AGE-FVL25-54-3", D(2099, 1, 1), False),
    ],
)
def test_each_day_by_the_law_of_that_day(id: str, on: date, in_force: bool) -> None:
    assert parameter(id).in_force(on) is in_force


P, Y = Capacity.GUARDIANS_WITH_RESPONSIBILITY, Capacity.YOUNG_PERSON
S, C, A = Capacity.CHILD_WELFARE_SERVICE, Capacity.CARERS, Capacity.THE_ONE_IT_IS_ABOUT
ON = D(2026, 11, 24)


@pytest.mark.parametrize(
    ("regime", "years", "circumstances", "who", "settled"),
    [
        pytest.param(
            Regime.HEALTH, 15, {}, {P}, True, id="contraception, nobody told: the parents, until it is hidden"
        ),
        pytest.param(Regime.HEALTH, 12, {"properly_hidden": True}, {Y}, True, id="hidden at twelve: the child alone"),
        pytest.param(Regime.HEALTH, 11, {"properly_hidden": True}, {P}, True, id="hidden at eleven: not the child"),
        pytest.param(Regime.HEALTH, 17, {"care_order": True}, {Y}, True, id="seventeen in care decides on health"),
        pytest.param(Regime.HEALTH, 4, {"care_order": True}, {S, C}, True, id="four in care: child welfare and carers"),
        pytest.param(Regime.GENERAL, 15, {"education_matter": True}, {Y}, True, id="fifteen on schooling: alone"),
        pytest.param(Regime.GENERAL, 15, {}, {P, Y}, False, id="fifteen on friends: not settled, so both"),
        pytest.param(Regime.CHILD_WELFARE, 16, {}, {P, Y}, False, id="a party of sixteen: not settled, so both"),
        pytest.param(Regime.SOCIAL, 17, {}, {P, Y}, False, id="social services at seventeen: not settled, so both"),
        pytest.param(Regime.FAMILY_COUNSELLING, 16, {}, {Y}, True, id="family counselling at sixteen: alone"),
        pytest.param(Regime.SOCIAL, 18, {"care_order": True}, {Y}, True, id="of age: no order outlives it"),
    ],
)
def test_whose_yes(
    regime: Regime, years: int, circumstances: dict[str, bool], who: set[Capacity], settled: bool
) -> None:
    found = who_consents(regime, ON.replace(year=ON.year - years), ON, **circumstances)
    assert (found.required, found.settled) == (who, settled)


@pytest.mark.parametrize("regime", Regime)
def test_an_adults_own_matters_are_lifted_by_that_adult_alone(regime: Regime) -> None:
    assert who_consents_about_adult(regime, ON).required == {A}


SCHOOL, KINDERGARTEN, CLINIC, PPT = (
    ServiceType.PRIMARY_SCHOOL,
    ServiceType.KINDERGARTEN,
    ServiceType.HEALTH_CLINIC,
    ServiceType.PPT,
)
CW, NAV, BUP, OT, CLUB = (
    ServiceType.CHILD_WELFARE,
    ServiceType.NAV,
    ServiceType.BUP,
    ServiceType.FOLLOW_UP_SERVICE,
    ServiceType.LEISURE_CLUB,
)
PROFESSION = {"regime": Regime.HEALTH}


@pytest.mark.parametrize(
    ("giver", "regime", "receiver", "on", "has", "has_not"),
    [
        pytest.param(
            SCHOOL, Regime.GENERAL, CLINIC, ON, "WO-FVL67-13B-5", "WO-HPL-25", id="teacher to nurse: own tasks"
        ),
        pytest.param(
            CLINIC, Regime.HEALTH, SCHOOL, ON, "WO-HPL-23-4", "WO-HPL-25", id="nurse to teacher: only weighty"
        ),
        pytest.param(
            SCHOOL, Regime.HEALTH, PPT, ON, "WO-HPL-23-4", "WO-FVL67-13B-5", id="a nurse at school is a nurse"
        ),
        pytest.param(CLINIC, Regime.HEALTH, BUP, ON, "WO-HPL-25", "WO-FVL67-13B-5", id="nurse to BUP: health care"),
        pytest.param(
            CLINIC, Regime.HEALTH, BUP, D(2026, 6, 30), None, "WO-HPL-25", id="the day before, not by that rule"
        ),
        pytest.param(
            CW, Regime.CHILD_WELFARE, SCHOOL, ON, "WO-BVL-13-1-3", "WO-FVL67-13B-5", id="child welfare: own rule"
        ),
        pytest.param(
            NAV, Regime.SOCIAL, SCHOOL, ON, "WO-FVL67-13B-7", "WO-NAV-16", id="Nav to school: not the joint office"
        ),
        pytest.param(
            SCHOOL, Regime.GENERAL, OT, ON, "WO-OPPL-25-1-3", "WO-FVL67-13B-6", id="school to follow-up service"
        ),
        pytest.param(
            SCHOOL, Regime.GENERAL, PPT, D(2021, 6, 30), None, "WO-FVL67-13B-7", id="danger: not before July 2021"
        ),
        pytest.param(CLUB, Regime.GENERAL, SCHOOL, ON, None, "WO-FVL67-13B-5", id="a club has no such rule"),
        pytest.param(
            SCHOOL, Regime.GENERAL, CW, ON, "WO-FVL67-13B-5", "MR-OPPL-24-3", id="a report is never a disclosure"
        ),
        pytest.param(
            KINDERGARTEN, Regime.GENERAL, SCHOOL, ON, None, "WC-BHL-2A", id="kindergarten to school: § 2 a is a yes"
        ),
    ],
)
def test_what_a_disclosure_can_rest_on(
    giver: ServiceType, regime: Regime, receiver: ServiceType, on: date, has: str | None, has_not: str
) -> None:
    rules = rules_to_disclose(giver_of_item(writer=giver, source=giver, regime=regime), receiver, on)
    ids = {rule.id for rule in rules}
    assert (has is None or has in ids, has_not in ids) == (True, False)


@pytest.mark.parametrize("service", [one for one in ServiceType if law_services(one)])
def test_whoever_works_there_has_a_duty_to_report_of_their_own(service: ServiceType) -> None:
    duties = {rule.id for rule in must_report(law_services(service), ON) if rule.confidence == "confirmed"}
    assert "MR-BVL-13-2" in duties


def test_fvl_2025_the_family_goes_on_seeing_and_what_must_be_written_anew_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The day the new act begins: what it has taken the place of goes on; what nobody has written down stays shut.

    Consents and a service's own tasks rest on §§ 13 a and 13 b of the old act. Whoever enters the day writes the new
    paragraphs first, or those grounds open nothing: rather closed than open by a law that is gone.
    """
    begins = D(2028, 1, 1)
    new = with_a_day(law(), new="LOV-2025-06-20-81", old="LOV-1967-02-10", day=begins)
    monkeypatch.setattr("helhet.core.law.parameters.law", lambda: new)

    def open_on(day: date) -> set[str]:
        return {one.code for resource in Resource for one in grounds().of(resource, day).values()}

    family = {"plan_subject", "plan_guardian", "plan_carer", "entry_subject", "entry_guardian", "entry_carer_health"}
    assert family <= open_on(begins - timedelta(days=1)) & open_on(begins)
    shut = open_on(begins - timedelta(days=1)) - open_on(begins)
    assert {grounds().by_code(code).law for code in shut} == {"WC-FVL67-13A-1", "WO-FVL67-13B-3"}
    assert not open_on(begins) - open_on(begins - timedelta(days=1))
