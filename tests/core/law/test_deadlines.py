"""The clocks of a report to child welfare, and what cannot be counted."""

from datetime import date
from pathlib import Path

import pytest

from helhet.core.law.deadlines import due_on
from helhet.core.law.parameter import LawError
from helhet.core.law.parameters import read_parameters

RECEIVED = date(2026, 11, 24)


def test_bvl_2_1_a_report_is_reviewed_within_a_week() -> None:
    assert due_on("DL-BVL-2-1", RECEIVED) == date(2026, 12, 1)


def test_bvl_13_3_the_reporter_has_a_receipt_within_three_weeks() -> None:
    assert due_on("DL-BVL-13-3-1", RECEIVED) == date(2026, 12, 15)


def test_bvl_13_3_and_hears_of_the_result_within_three_weeks_of_the_end() -> None:
    assert due_on("DL-BVL-13-3-2", date(2027, 3, 1)) == date(2027, 3, 22)


@pytest.mark.parametrize(
    ("length", "due"),
    [
        pytest.param('value = 10\nunit = "day"', date(2026, 12, 4), id="days"),
        pytest.param('value = 3\nunit = "month"', date(2027, 2, 24), id="months"),
        pytest.param('value = 1\nunit = "year"', date(2027, 11, 24), id="a year"),
    ],
)
def test_other_lengths(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, length: str, due: date) -> None:
    use(monkeypatch, tmp_path, length)
    assert due_on("DL-X", RECEIVED) == due


@pytest.mark.parametrize(
    ("length", "error"),
    [
        pytest.param(
            'value = 65\nunit = "working_day"',
            "is counted in working_day, not in calendar days",
            id="working days",
        ),
        pytest.param('value = "10-01"\nunit = "mm-dd"', "has no length to count", id="a day of the year"),
    ],
)
def test_what_is_not_whole_calendar_days(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, length: str, error: str
) -> None:
    use(monkeypatch, tmp_path, length)
    with pytest.raises(LawError, match=rf"^DL-X \(testloven § 2\): {error}$"):
        due_on("DL-X", RECEIVED)


def test_before_the_act_there_is_no_deadline() -> None:
    with pytest.raises(LawError, match="nothing in force on 2022-12-31"):
        due_on("DL-BVL-2-1", date(2022, 12, 31))


def use(monkeypatch: pytest.MonkeyPatch, folder: Path, length: str) -> None:
    """Let a law with one deadline of this length be the law."""
    (folder / "test.toml").write_text(
        f"""
        [DL-X]
        kind = "deadline"
        limit = "max"
        runs_from = "application"
        paragraph = "testloven § 2"
        statute = "LOV-2000-01-01-1"
        nb = "Tekst."
        nn = "Tekst."
        en = "Text."
        source = "https://example.no/lov"
        confidence = "confirmed"
        last_checked = 2026-07-02
        [[DL-X.values]]
        since = 2020-01-01
        in_force_basis = "statute"
        {length}
        """,
        "utf-8",
    )
    monkeypatch.setattr("helhet.core.law.parameters.law", lambda: read_parameters(folder))
