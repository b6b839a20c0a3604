"""Who may tell whom, read as law. A rule that is found is one to weigh; one that is not found opens nothing."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhet.core.law.law_services import OF_TYPE, LawService, law_services
from helhet.core.law.parameter import Confidence, Demand, Kind, Parameter, Standing
from helhet.core.law.parameters import FOLDER, law, parameter, read_parameters
from helhet.core.law.sharing import (
    Channel,
    Services,
    demands,
    does_not_lift,
    may_open,
    must_report,
    rules_between,
)
from helhet.core.services import ServiceType

ON = date(2026, 11, 24)
JUNE_30, JULY_1 = date(2026, 6, 30), date(2026, 7, 1)

SCHOOL = law_services(ServiceType.PRIMARY_SCHOOL)
KINDERGARTEN = law_services(ServiceType.KINDERGARTEN)
PPT = law_services(ServiceType.PPT)
FOLLOW_UP = law_services(ServiceType.FOLLOW_UP_SERVICE)
CLINIC = law_services(ServiceType.HEALTH_CLINIC)
BUP = law_services(ServiceType.BUP)
CHILD_WELFARE = law_services(ServiceType.CHILD_WELFARE)
NAV_OFFICE = law_services(ServiceType.NAV)
CLUB = law_services(ServiceType.LEISURE_CLUB)
CRISIS_CENTRE = frozenset({LawService.CRISIS_CENTRE})
SOCIAL_SERVICES = frozenset({LawService.SOCIAL_SERVICES})
STATE_NAV = frozenset({LawService.NAV})
FAMILY_COUNSELLING = frozenset({LawService.FAMILY_COUNSELLING})
INTEGRATION = frozenset({LawService.INTEGRATION})
POLICE = frozenset({LawService.POLICE})

ANONYMOUS_KNOWN_SAME_CASE_DANGER = ["WO-FVL67-13A-2", "WO-FVL67-13A-3", "WO-FVL67-13B-2", "WO-FVL67-13B-7"]
ANONYMOUS_OR_WEIGHTY = ["WO-HPL-23-3", "WO-HPL-23-4"]

some_services = st.frozensets(st.sampled_from(LawService))
some_days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def ids(rules: tuple[Parameter, ...]) -> list[str]:
    return sorted(rule.id for rule in rules)


def opening(giver: Services, receiver: Services, on: date = ON, *, one_body: bool = False) -> list[str]:
    """What opens without a yes."""
    return ids(may_open(giver, receiver, on, channel=Channel.WITHOUT_CONSENT, one_body=one_body))


# --- without a yes ----------------------------------------------------------------------------------------------


def test_school_to_school_nurse_only_for_the_schools_own_tasks() -> None:
    assert opening(SCHOOL, CLINIC) == sorted([*ANONYMOUS_KNOWN_SAME_CASE_DANGER, "WO-FVL67-13B-5", "WO-NSK-5"])
    assert demands(parameter("WO-FVL67-13B-5")) == {Demand.NECESSITY}
    assert demands(parameter("WO-NSK-5")) == {Demand.NECESSITY, Demand.TASK_IN_SPECIAL_EFFORT}


def test_school_nurse_to_school_only_with_a_yes_without_names_or_in_a_grave_case() -> None:
    assert opening(CLINIC, SCHOOL) == ANONYMOUS_OR_WEIGHTY
    assert ids(may_open(CLINIC, SCHOOL, ON, channel=Channel.WITH_CONSENT)) == ["WC-HPL-22", "WC-IPF-9"]


def test_a_nurse_employed_by_the_school_is_bound_as_health_personnel_all_the_same() -> None:
    nurse = law_services(ServiceType.PRIMARY_SCHOOL, health_personnel=True)
    assert opening(nurse, PPT) == ANONYMOUS_OR_WEIGHTY
    assert opening(SCHOOL, PPT) == sorted([*ANONYMOUS_KNOWN_SAME_CASE_DANGER, "WO-FVL67-13B-5"])
    assert law_services(ServiceType.BUP, health_personnel=True) == BUP


def test_the_clinic_to_child_psychiatry_for_care_if_the_patient_does_not_say_no() -> None:
    assert opening(CLINIC, BUP) == sorted([*ANONYMOUS_OR_WEIGHTY, "WO-HPL-25"])
    assert demands(parameter("WO-HPL-25")) == {Demand.NECESSITY, Demand.NO_OBJECTION}


def test_what_is_only_likely_is_told_and_opens_nothing() -> None:
    informs = rules_between(CLINIC, KINDERGARTEN, ON, channel=Channel.WITHOUT_CONSENT)
    assert ids(informs) == sorted([*ANONYMOUS_OR_WEIGHTY, "WO-HPL-28F"])
    assert opening(CLINIC, KINDERGARTEN) == ANONYMOUS_OR_WEIGHTY


def test_child_welfare_to_school_for_its_own_tasks_when_the_child_has_been_heard() -> None:
    assert opening(CHILD_WELFARE, SCHOOL) == sorted([*ANONYMOUS_KNOWN_SAME_CASE_DANGER, "WO-BVL-13-1-3"])
    assert demands(parameter("WO-BVL-13-1-3")) == {Demand.CHILD_HEARD, Demand.NECESSITY}
    assert "WO-FVL67-13B-6" not in opening(CHILD_WELFARE, POLICE)


def test_the_police_alone_may_share_for_the_receivers_tasks_and_nobody_may_answer_in_kind() -> None:
    assert opening(POLICE, SCHOOL) == ["WO-POLREG-27", "WO-POLREG-30"]
    assert [s for s in LawService if "WO-POLREG-30" in opening(frozenset({s}), SCHOOL)] == [LawService.POLICE]
    assert demands(parameter("WO-POLREG-30")) == {
        Demand.NECESSITY,
        Demand.PROPORTIONALITY,
        Demand.DECIDED_BY_CONTROLLER,
        Demand.WRITTEN_DOWN,
    }


def test_a_crisis_centre_has_a_rule_of_its_own_in_place_of_the_general_one() -> None:
    assert opening(CRISIS_CENTRE, SCHOOL) == sorted([*ANONYMOUS_KNOWN_SAME_CASE_DANGER, "WO-KRIS-5-3"])


def test_a_change_of_school_and_the_way_to_upper_secondary_when_the_receiver_asks() -> None:
    transfer = ["WO-OPPL-25-1", "WO-OPPL-25-1-3"]
    assert [id for id in opening(SCHOOL, SCHOOL) if id in transfer] == transfer
    assert [id for id in opening(SCHOOL, FOLLOW_UP) if id in transfer] == ["WO-OPPL-25-1-3"]
    assert [id for id in opening(KINDERGARTEN, SCHOOL) if id in transfer] == []
    assert all(Demand.ASKED_BY_RECEIVER in demands(parameter(id)) for id in transfer)


def test_colleagues_are_one_body_only_when_the_caller_says_so() -> None:
    assert "WO-FVL67-13B-3" not in opening(SCHOOL, SCHOOL)
    assert "WO-FVL67-13B-3" in opening(SCHOOL, SCHOOL, one_body=True)
    assert "WO-FVL67-13B-3" not in opening(CLINIC, CLINIC, one_body=True)
    assert opening(FAMILY_COUNSELLING, FAMILY_COUNSELLING, one_body=True) == ["WO-FAM-7", *ANONYMOUS_OR_WEIGHTY]
    assert opening(FAMILY_COUNSELLING, FAMILY_COUNSELLING) == ANONYMOUS_OR_WEIGHTY


# --- a Nav office is two ----------------------------------------------------------------------------------------


def test_what_opens_for_one_half_of_a_nav_office_does_not_open_for_the_office() -> None:
    assert "WO-STL-44-4" in opening(SOCIAL_SERVICES, POLICE)
    assert "WO-STL-44-4" not in opening(STATE_NAV, POLICE)
    assert "WO-STL-44-4" not in opening(NAV_OFFICE, POLICE)
    assert "WO-STL-44-4" in ids(rules_between(NAV_OFFICE, POLICE, ON))
    assert "WO-NAV-8" in opening(STATE_NAV, SOCIAL_SERVICES)
    assert "WO-NAV-8" not in opening(STATE_NAV, NAV_OFFICE)


def test_inside_a_nav_office_what_the_work_needs() -> None:
    assert "WO-NAV-16" in opening(SOCIAL_SERVICES, STATE_NAV)
    assert "WO-NAV-16" in opening(NAV_OFFICE, NAV_OFFICE)


# --- a service without rules of its own -------------------------------------------------------------------------


def test_a_leisure_club_is_told_what_anyone_can_be_told() -> None:
    assert opening(SCHOOL, CLUB) == ANONYMOUS_KNOWN_SAME_CASE_DANGER
    assert ids(may_open(SCHOOL, CLUB, ON, channel=Channel.WITH_CONSENT)) == ["WC-FVL67-13A-1", "WC-IPF-9"]


def test_a_leisure_club_has_only_the_rules_for_everyone() -> None:
    assert opening(CLUB, SCHOOL) == []
    assert ids(must_report(CLUB, ON)) == ["MR-BVL-13-2", "MR-STRL-196"]


# --- to report and to inform ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "duties"),
    [
        pytest.param(KINDERGARTEN, ["MR-BHL-46", "MR-BVL-13-2", "MR-STRL-196"], id="kindergarten"),
        pytest.param(SCHOOL, ["MR-BVL-13-2", "MR-OPPL-24-3", "MR-PRIVSK-7-4", "MR-STRL-196"], id="school"),
        pytest.param(
            CLINIC, ["MR-BVL-13-2", "MR-HOL-10-3", "MR-HPL-32", "MR-HPL-33", "MR-STRL-196"], id="school nurse"
        ),
        pytest.param(NAV_OFFICE, ["MR-BVL-13-2", "MR-NAV-8", "MR-STL-45", "MR-STRL-196"], id="both halves of Nav"),
        pytest.param(CRISIS_CENTRE, ["MR-BVL-13-2", "MR-KRIS-6", "MR-STRL-196"], id="crisis centre"),
    ],
)
def test_the_duties_to_tell(who: Services, duties: list[str]) -> None:
    assert ids(must_report(who, ON)) == duties


@pytest.mark.parametrize("service", LawService)
def test_everyone_reports_to_child_welfare(service: LawService) -> None:
    rules = may_open(frozenset({service}), CHILD_WELFARE, ON, channel=Channel.MUST_REPORT)
    assert "MR-BVL-13-2" in ids(rules)


@pytest.mark.parametrize("rule", [r for r in law().values() if r.details.get("channel") == Channel.MUST_REPORT])
def test_nothing_stands_between_a_worker_and_a_report(rule: Parameter) -> None:
    assert demands(rule) == frozenset()
    assert rule.judgement is None
    assert rule.confidence is Confidence.CONFIRMED


def test_a_duty_to_inform_is_explained_and_opens_nothing() -> None:
    assert ids(does_not_lift(SCHOOL, CLINIC, ON)) == ["DI-OPPL-24-2", "DI-PRIVSK-7-5"]
    assert ids(does_not_lift(KINDERGARTEN, SOCIAL_SERVICES, ON)) == ["DI-BHL-45"]
    assert ids(does_not_lift(STATE_NAV, INTEGRATION, ON)) == ["DI-NAV-8-2"]
    assert ids(does_not_lift(CRISIS_CENTRE, CLINIC, ON)) == ["DI-KRIS-6A"]
    assert ids(does_not_lift(SCHOOL, CHILD_WELFARE, ON)) == []
    assert ids(may_open(SCHOOL, CLINIC, ON, channel=Channel.INFORM_DUTY)) == []


def test_an_order_is_answered_and_names_its_ground() -> None:
    orders = [r for r in law().values() if r.details.get("channel") == Channel.ON_ORDER]
    assert {demands(r) for r in orders} == {frozenset({Demand.ORDER_NAMES_ITS_GROUND})}
    assert ids(may_open(CLINIC, CHILD_WELFARE, ON, channel=Channel.ON_ORDER)) == ["OO-BVL-13-4"]
    assert ids(may_open(CLINIC, INTEGRATION, ON, channel=Channel.ON_ORDER)) == []


# --- days -------------------------------------------------------------------------------------------------------


def test_the_health_personnel_act_was_written_anew_from_1_july_2026() -> None:
    """The older wording is not carried: before that day we know of no rule, and nothing opens."""
    assert opening(CLINIC, BUP, JUNE_30) == []
    assert opening(CLINIC, BUP, JULY_1) == sorted([*ANONYMOUS_OR_WEIGHTY, "WO-HPL-25"])
    assert ids(may_open(CLINIC, SCHOOL, JUNE_30, channel=Channel.WITH_CONSENT)) == ["WC-IPF-9"]


def test_the_effort_against_negative_social_control_shares_from_1_july_2026() -> None:
    assert set(opening(SCHOOL, CHILD_WELFARE, JULY_1)) - set(opening(SCHOOL, CHILD_WELFARE, JUNE_30)) == {"WO-NSK-5"}


def test_the_new_administration_act_waits_for_its_day_and_needs_no_code_to_begin(tmp_path: Path) -> None:
    assert "PR-FVL25-34" not in ids(rules_between(SCHOOL, PPT, date(2999, 1, 1)))
    text = (FOLDER / "sharing/procedure.toml").read_text("utf-8")
    head, rule = text.split("[PR-FVL25-34]")
    (tmp_path / "procedure.toml").write_text(head + "[PR-FVL25-34]" + rule.replace('since = ""', "since = 2028-01-01"))
    changed = read_parameters(tmp_path)
    for on, there in ((date(2027, 12, 31), False), (date(2028, 1, 1), True)):
        assert ("PR-FVL25-34" in ids(rules_between(SCHOOL, PPT, on, law=changed))) is there


# --- over all services and days ---------------------------------------------------------------------------------


@given(giver=some_services, receiver=some_services, on=some_days, one_body=st.booleans())
def test_what_opens_is_confirmed_law_in_force_that_sets_secrecy_aside(
    giver: Services, receiver: Services, on: date, one_body: bool
) -> None:
    for rule in may_open(giver, receiver, on, one_body=one_body):
        assert (rule.standing, rule.confidence) == (Standing.LAW, Confidence.CONFIRMED)
        assert rule.details["lifts"] == "yes"
        assert rule.in_force(on)
        assert rule.details["channel"] not in {Channel.SECRECY, Channel.INFORM_DUTY}


@given(giver=some_services, receiver=some_services, more=some_services)
def test_to_be_more_to_the_law_never_opens_more(giver: Services, receiver: Services, more: Services) -> None:
    if giver and receiver:
        assert set(ids(may_open(giver | more, receiver, ON))) <= set(ids(may_open(giver, receiver, ON)))
        assert set(ids(may_open(giver, receiver | more, ON))) <= set(ids(may_open(giver, receiver, ON)))


@given(giver=some_services, receiver=some_services)
def test_a_duty_to_cooperate_never_opens(giver: Services, receiver: Services) -> None:
    assert [rule for rule in may_open(giver, receiver, ON) if rule.kind is Kind.DUTY] == []
    assert set(ids(may_open(giver, receiver, ON))).isdisjoint(ids(does_not_lift(giver, receiver, ON)))


# --- the data ---------------------------------------------------------------------------------------------------


def test_every_kind_of_service_is_something_to_the_law_or_knowingly_nothing() -> None:
    assert OF_TYPE.keys() == set(ServiceType)
    assert {t for t, found in OF_TYPE.items() if not found} == {
        ServiceType.LEISURE_CLUB,
        ServiceType.COORDINATING_UNIT,
    }
    told_only = set(LawService).difference(*OF_TYPE.values())
    assert told_only == {
        LawService.CRISIS_CENTRE,
        LawService.FAMILY_COUNSELLING,
        LawService.MEDIATION,
        LawService.POLICE,
    }


def test_how_many_rules_there_are_in_each_channel() -> None:
    assert Counter(r.details["channel"] for r in law().values() if r.kind is Kind.SHARING) == {
        Channel.SECRECY: 16,
        Channel.WITHOUT_CONSENT: 25,
        Channel.WITH_CONSENT: 11,
        Channel.MUST_REPORT: 18,
        Channel.ON_ORDER: 4,
        Channel.INFORM_DUTY: 7,
        Channel.PROCEDURE: 23,
    }


@pytest.mark.parametrize("rule", [r for r in law().values() if r.kind is Kind.SHARING], ids=lambda r: r.id)
def test_a_rule_stands_in_the_file_of_its_channel(rule: Parameter) -> None:
    stem = str(rule.details["channel"]).removesuffix("_not_lifting")
    assert rule.file == f"sharing/{stem}.toml"


WEIGHED = {Demand.DANGER, Demand.WEIGHTY_INTERESTS, Demand.PROPORTIONALITY, Demand.IDENTITY_LEFT_OUT}


@pytest.mark.parametrize("rule", [r for r in law().values() if r.kind is Kind.SHARING], ids=lambda r: r.id)
def test_what_only_a_person_can_weigh_is_asked_for_in_words(rule: Parameter) -> None:
    if not demands(rule).isdisjoint(WEIGHED):
        assert rule.judgement is not None
