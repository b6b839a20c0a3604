"""What the law says of when: each way of counting, on rules as they stand, and what is never a breach."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from helhet.core.law.deadlines import breached, due_at, due_on, only_reminds, opens_on, times_a_year
from helhet.core.law.parameter import Kind, LawError, Parameter, Standing, Unit
from helhet.core.law.parameters import law, parameter, read_parameters

RECEIVED = date(2026, 11, 24)
DEADLINES = [rule for rule in law().values() if rule.kind is Kind.DEADLINE]


# --- a report to child welfare ----------------------------------------------------------------------------------


def test_bvl_2_1_a_report_is_reviewed_within_a_week() -> None:
    assert due_on("DL-BVL-2-1", RECEIVED) == date(2026, 12, 1)


def test_bvl_2_2_the_investigation_is_due_three_months_after_that_week() -> None:
    """Report day 0, review due day 7, and the three months run from the end of that week."""
    assert due_on("DL-BVL-2-2", RECEIVED) == date(2027, 3, 1)


def test_bvl_2_2_in_special_cases_six_months_in_all_and_not_three_and_six() -> None:
    assert due_on("DL-BVL-2-2-6", RECEIVED) == date(2027, 6, 1)


def test_bvl_13_3_the_reporter_has_a_receipt_within_three_weeks() -> None:
    assert due_on("DL-BVL-13-3-1", RECEIVED) == date(2026, 12, 15)


def test_bvl_13_3_and_hears_of_the_result_within_three_weeks_of_the_end() -> None:
    assert due_on("DL-BVL-13-3-2", date(2027, 3, 1)) == date(2027, 3, 22)


def test_before_the_act_there_is_no_deadline() -> None:
    with pytest.raises(LawError, match="nothing in force on 2022-12-31"):
        due_on("DL-BVL-2-1", date(2022, 12, 31))


# --- each way of counting ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "trigger", "due"),
    [
        pytest.param("DL-OPPLF-10-2", RECEIVED, date(2026, 12, 4), id="days: a complaint on a grade"),
        pytest.param("DL-PBRL-2-2A", RECEIVED, date(2026, 12, 8), id="working days: a referral to BUP"),
        pytest.param("DL-PBRL-2-2A", date(2026, 12, 18), date(2027, 1, 5), id="working days over Christmas"),
        pytest.param("DL-PRIO-4A", date(2026, 1, 5), date(2026, 4, 9), id="65 working days over Easter"),
        pytest.param("DL-OPPFF-8-1", date(2026, 4, 1), date(2026, 4, 8), id="two working days, moved in before Easter"),
        pytest.param("DL-BVL-4-2", RECEIVED, date(2027, 1, 5), id="weeks: the petition after an emergency"),
        pytest.param("DL-OPPL-2-1", date(2026, 11, 30), date(2027, 2, 28), id="months: a place at school"),
        pytest.param("DL-BVL-3-4-1Y", date(2024, 2, 29), date(2025, 2, 28), id="a year, from a leap day"),
        pytest.param("DL-OPPFF-7-3", date(2027, 5, 31), date(2027, 2, 28), id="three months before moving out"),
        pytest.param("DL-BL-42A", date(2027, 3, 1), date(2026, 12, 1), id="at least three months before a move"),
        pytest.param("DL-BVL-2-5", RECEIVED, date(2027, 5, 24), id="a window's last day"),
        pytest.param("DL-OPPLF-4-21", date(2026, 8, 17), date(2026, 10, 1), id="1 October this autumn"),
        pytest.param("DL-OPPLF-4-9", date(2026, 8, 17), date(2027, 3, 1), id="1 March after New Year"),
        pytest.param("DL-OPPLF-4-9-FEB", date(2027, 2, 1), date(2027, 2, 1), id="1 February on the day itself"),
        pytest.param("DL-OPPLF-4-9-FEB", date(2027, 2, 2), date(2028, 2, 1), id="and a year later on the next"),
        pytest.param("DL-FVL-29", date(2026, 11, 7), date(2026, 11, 28), id="a Saturday stays a Saturday"),
    ],
)
def test_the_last_day(id: str, trigger: date, due: date) -> None:
    assert due_on(id, trigger) == due


def test_opplova_12_6_the_county_governor_can_be_asked_when_the_school_has_had_a_week() -> None:
    assert opens_on("DL-OPPL-12-6", RECEIVED) == date(2026, 12, 1)


def test_a_foster_child_is_visited_four_times_a_year() -> None:
    assert times_a_year("DL-FOSTER-10", RECEIVED) == 4


def test_gdpr_33_seventy_two_hours_are_clock_hours() -> None:
    known = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    assert due_at("DL-GDPR-33", known) == datetime(2026, 11, 27, 15, 30, tzinfo=UTC)


def test_hours_are_as_long_on_the_night_the_clocks_change() -> None:
    norway = ZoneInfo("Europe/Oslo")
    known = datetime(2026, 10, 24, 12, 0, tzinfo=norway)
    assert due_at("DL-BVL-14-22", known) == datetime(2026, 10, 26, 11, 0, tzinfo=norway)


def test_a_moment_without_a_time_zone_is_none() -> None:
    with pytest.raises(ValueError, match="a moment needs a time zone"):
        due_at("DL-GDPR-33", datetime(2026, 11, 24, 15, 30))  # noqa: DTZ001  that is the point


@pytest.mark.parametrize(
    ("id", "error"),
    [
        pytest.param("DL-OPPL-12-4", r"DL-OPPL-12-4 \(opplæringslova § 12-4\): sets no last day", id="promptly"),
        pytest.param("DL-OPPL-12-6", r"DL-OPPL-12-6 \(opplæringslova § 12-6\): sets no last day", id="a least time"),
        pytest.param("DL-FOSTER-7", r"DL-FOSTER-7 \(forskrift om fosterhjem § 7\): sets no last day", id="each year"),
        pytest.param(
            "DL-GDPR-33",
            r"DL-GDPR-33 \(personvernforordningen art. 33\): is counted in hour, not in days",
            id="hours",
        ),
        pytest.param("DU-BK", r"DU-BK \(helse- og omsorgstjenesteloven § 7-2 a\): is no deadline", id="a duty"),
        pytest.param("DL-FVL25-63", r"DL-FVL25-63 \(.*\): nothing in force on 2026-11-24", id="an act without a day"),
    ],
)
def test_what_has_no_last_day(id: str, error: str) -> None:
    with pytest.raises(LawError, match=f"^{error}$"):
        due_on(id, RECEIVED)


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda: opens_on("DL-BVL-2-1", RECEIVED), "sets no least time"),
        (lambda: times_a_year("DL-BVL-2-1", RECEIVED), "is not so many times a year"),
        (lambda: due_at("DL-BVL-2-1", datetime(2026, 11, 24, 15, tzinfo=UTC)), "is not counted in hours"),
    ],
)
def test_each_question_is_for_its_own_sort(ask: Callable[[], object], error: str) -> None:
    with pytest.raises(LawError, match=rf"^DL-BVL-2-1 \(barnevernsloven § 2-1\): {error}$"):
        ask()


# --- a regulation that lengthens for a time ---------------------------------------------------------------------

LONGER_FOR_A_TIME = """
[DL-REVIEW]
kind = "deadline"
limit = "max"
runs_from = "report_received"
who = ["child_welfare"]
extension = "regulation"
{common}
[[DL-REVIEW.values]]
since = 2023-01-01
until = 2027-01-01
in_force_basis = "statute"
value = 1
unit = "week"
[[DL-REVIEW.values]]
since = 2027-01-01
until = 2028-07-01
in_force_basis = "provision"
value = 2
unit = "week"
[[DL-REVIEW.values]]
since = 2028-07-01
in_force_basis = "statute"
value = 1
unit = "week"

[DL-INVESTIGATION]
kind = "deadline"
limit = "max"
runs_from = "report_received"
after = "DL-REVIEW"
who = ["child_welfare"]
{common}
[[DL-INVESTIGATION.values]]
since = 2023-01-01
in_force_basis = "statute"
value = 3
unit = "month"
"""
COMMON = """
paragraph = "testloven § 2"
statute = "LOV-2000-01-01-1"
nb = "Tekst."
nn = "Tekst."
en = "Text."
source = "https://example.no/lov"
confidence = "confirmed"
last_checked = 2026-07-02
"""


@pytest.mark.parametrize(
    ("received", "review", "investigation"),
    [
        pytest.param(date(2026, 12, 31), date(2027, 1, 7), date(2027, 4, 7), id="the day before"),
        pytest.param(date(2027, 1, 1), date(2027, 1, 15), date(2027, 4, 15), id="from the first day"),
        pytest.param(date(2028, 6, 30), date(2028, 7, 14), date(2028, 10, 14), id="to the last"),
        pytest.param(date(2028, 7, 1), date(2028, 7, 8), date(2028, 10, 8), id="and then as before"),
    ],
)
def test_an_extension_by_regulation_is_a_dated_value_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, received: date, review: date, investigation: date
) -> None:
    (tmp_path / "test.toml").write_text(LONGER_FOR_A_TIME.format(common=COMMON), "utf-8")
    monkeypatch.setattr("helhet.core.law.parameters.law", lambda: read_parameters(tmp_path))
    assert due_on("DL-REVIEW", received) == review
    assert due_on("DL-INVESTIGATION", received) == investigation


# --- what is a breach, and what only reminds --------------------------------------------------------------------


def test_a_last_day_that_has_passed_is_a_breach_from_the_day_after() -> None:
    finding = breached("DL-BVL-2-1", RECEIVED, date(2026, 12, 2))
    assert (finding.rule, finding.met) == ("barnevernsloven § 2-1", True)
    assert finding.facts == {"from": RECEIVED, "due": date(2026, 12, 1), "on": date(2026, 12, 2)}
    assert breached("DL-BVL-2-1", RECEIVED, date(2026, 12, 1)).met is False


def test_normally_ten_days_is_no_breach_on_the_eleventh() -> None:
    assert breached("DL-BVL-14-10", RECEIVED, date(2026, 12, 5)).met is False


def test_a_protected_address_is_renewed_by_practice_and_a_late_renewal_is_no_breach_of_law() -> None:
    assert breached("DL-ADR-1Y", RECEIVED, date(2027, 11, 25)).met is False


def test_what_only_reminds() -> None:
    assert sorted(rule.id for rule in DEADLINES if only_reminds(rule)) == [
        "DL-ADR-1Y",  # practice
        "DL-BVL-13-5A",  # as soon as possible
        "DL-BVL-14-10",  # normally ten days
        "DL-BVL-14-22",  # if possible
        "DL-BVL-3-6",  # well before
        "DL-FTRL-21-12",  # only likely
        "DL-GDPR-12",  # only likely
        "DL-GDPR-33",  # only likely
        "DL-KONFL-24",  # without needless waiting
        "DL-OPPL-12-4",  # promptly
        "DL-PJL-22A",  # without needless waiting
        "DL-PPT",  # practice
        "DL-TANN-2-3",  # only likely
        "DL-UNGF",  # a pilot
    ]


def test_ppts_three_months_is_practice_and_no_law_and_no_number() -> None:
    rule = parameter("DL-PPT")
    assert rule.standing is Standing.PRACTICE
    assert [value.value for value in rule.values] == [None]
    assert not rule.opens_anything(RECEIVED)


@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda rule: rule.id)
def test_every_deadline_in_force_can_be_counted_in_its_own_way(deadline: Parameter) -> None:
    """Whatever the data holds, one of the four questions has an answer; "promptly" has none, and says so."""
    if not deadline.in_force(RECEIVED):
        assert deadline.id == "DL-FVL25-63"
        return
    match deadline.details["limit"], deadline.value_on(RECEIVED).unit:
        case "none", None:
            return
        case _, Unit.HOUR:
            assert due_at(deadline.id, datetime(2026, 11, 24, tzinfo=UTC)) > datetime(2026, 11, 24, tzinfo=UTC)
        case "recurring", _:
            assert times_a_year(deadline.id, RECEIVED) >= 1
        case "min", _:
            assert opens_on(deadline.id, RECEIVED) > RECEIVED
        case "before", _:
            assert due_on(deadline.id, RECEIVED) < RECEIVED
        case _:
            assert due_on(deadline.id, RECEIVED) > RECEIVED
