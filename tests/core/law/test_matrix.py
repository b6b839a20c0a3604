"""The table of who may tell whom, held against one that was made apart from the program (matrix.csv, matrix.md)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from helhet.core.law.law_services import LawService
from helhet.core.law.matrix import CHANNELS, Cell, Posture, matrix
from helhet.core.law.matrix_page import matrix_page
from helhet.core.law.parameter import Standing
from helhet.core.law.parameters import law, parameter

ON = date(2026, 7, 2)
"""The day the law was read for the file."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A rule that is missing in the file, where it is missing, and what the statute says."""

    rule: str
    column: str
    givers: frozenset[str]
    receivers: frozenset[str]
    why: str


EVERYONE = frozenset(LawService)
CORRECTIONS = (
    Correction(
        "MR-BVL-13-2",
        "must_report",
        EVERYONE - {"nav", "mediation", "police"},
        frozenset({"child_welfare"}),
        "Barnevernsloven § 13-2 binds everyone who works for a public body, and names health personnel, family "
        "counselling and private schools besides. The file has it only where no other act repeats it; a service "
        "no act names, such as a leisure club, would then have no duty.",
    ),
    Correction(
        "DI-KRIS-6A",
        "inform_duty",
        frozenset({"crisis_centre"}),
        frozenset({"municipal_health", "social_services"}),
        "Krisesenterlova § 6 a, in force 2022-08-01, has the duty to inform that the file has for the others.",
    ),
    *(
        Correction(
            rule,
            column,
            frozenset({"nav"}),
            frozenset({"integration"}),
            "Nav-loven § 8 fourth para.: the section holds likewise for information to the municipality for use in "
            "cases about introduction benefit.",
        )
        for rule, column in (
            ("WO-NAV-8", "without_consent"),
            ("WC-NAV-8", "with_consent"),
            ("DI-NAV-8-2", "inform_duty"),
        )
    ),
)
COLUMNS = ("without_consent", "with_consent", "must_report", "on_order", "inform_duty", "procedure")


def rows() -> dict[tuple[str, str], dict[str, str]]:
    with (Path(__file__).parent / "matrix.csv").open(encoding="utf-8", newline="") as file:
        return {(row["giver"], row["receiver"]): row for row in csv.DictReader(file)}


def corrections(giver: str, receiver: str, column: str) -> Iterator[str]:
    for one in CORRECTIONS:
        if one.column == column and giver in one.givers and receiver in one.receivers:
            yield one.rule


ROWS = rows()


def test_every_pair_is_there_once_and_nobody_is_paired_with_itself() -> None:
    cells = matrix(ON)
    assert len(cells) == 210
    assert {(cell.giver, cell.receiver) for cell in cells} == ROWS.keys()
    assert [cell for cell in cells if cell.giver is cell.receiver] == []


@pytest.mark.parametrize("cell", matrix(ON), ids=lambda cell: f"{cell.giver} to {cell.receiver}")
def test_a_cell_has_the_rules_of_the_file_and_the_corrections_and_no_others(cell: Cell) -> None:
    row = ROWS[cell.giver, cell.receiver]
    for column, channel in zip(COLUMNS, CHANNELS, strict=True):
        wanted = [*row[column].split(), *corrections(cell.giver, cell.receiver, column)]
        assert sorted(cell.rules[channel]) == sorted(wanted)
    assert cell.posture == row["posture"]


@pytest.mark.parametrize("one", CORRECTIONS, ids=lambda one: one.rule)
def test_a_correction_corrects_something_everywhere_it_is_said_to(one: Correction) -> None:
    pairs = [(g, r) for g, r in ROWS if g in one.givers and r in one.receivers]
    assert pairs != []
    assert [pair for pair in pairs if one.rule in ROWS[pair][one.column].split()] == []


def test_how_somebody_has_read_the_law_is_no_cell() -> None:
    rule = parameter("WO-OPPL-25-1-3")
    school_to_follow_up = (LawService.SCHOOL, LawService.FOLLOW_UP)
    for standing, posture in ((Standing.LAW, Posture.EDUCATION_TRANSFER), (Standing.PRACTICE, Posture.GIVER_TASKS)):
        cells = matrix(ON, law={**law(), rule.id: replace(rule, standing=standing)})
        assert [c.posture for c in cells if (c.giver, c.receiver) == school_to_follow_up] == [posture]


def test_before_july_2026_health_had_no_rule_we_know_for_sharing_towards_care() -> None:
    before = {(c.giver, c.receiver): c.posture for c in matrix(date(2026, 6, 30))}
    after = {(c.giver, c.receiver): c.posture for c in matrix(date(2026, 7, 1))}
    health = {LawService.MUNICIPAL_HEALTH, LawService.SPECIALIST_HEALTH, LawService.DENTAL}
    changed = {pair for pair in after if before[pair] != after[pair]}
    assert changed == {(g, r) for g in health for r in health if g is not r}
    assert {before[pair] for pair in changed} == {Posture.STRICT_PROFESSION}
    assert {after[pair] for pair in changed} == {Posture.HEALTH_CARE_ONLY}


def test_the_page_shows_a_row_a_giver_and_what_is_only_likely_as_such() -> None:
    page = matrix_page(ON)
    row = "| family counselling | C | C | C R i | C | C R O | C O i | C | C | C | C R |"
    assert page.count(row) == 1
    assert page.count("## From ") == len(LawService)
    assert page.count("`WO-HPL-28F` helsepersonelloven § 28 første ledd bokstav f, to") == 3
    assert page.count("(likely: informs only)") == 4  # these three, and Nav's basis for processing
