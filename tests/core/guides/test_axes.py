"""The two packs differ wherever municipalities are known to differ: no difference is built into code."""

from collections.abc import Callable
from typing import Any

import pytest

from helhet.core.guides import GuidePack, load

NUMBERS, LETTERS = load("levels-0-3", 1), load("levels-a-c", 1)


def place(pack: GuidePack, code: str) -> int:
    """Which level it is, whatever it is called."""
    return pack.levels.index(pack.level(code))


AXES: dict[str, Callable[[GuidePack], Any]] = {
    "names of the levels": lambda pack: [level.name.nb for level in pack.levels],
    "codes of the levels": lambda pack: [level.code for level in pack.levels],
    "how many services make a level": lambda pack: [level.services_to for level in pack.levels],
    "from where a log is required": lambda pack: place(pack, pack.log_required_from),
    "steps per service": lambda pack: [(step.key, step.services) for step in pack.steps],
    "ages": lambda pack: pack.ages,
    "a plan in pregnancy": lambda pack: pack.from_pregnancy,
    "age of own consent": lambda pack: pack.self_consent_age,
    "what the holder is called": lambda pack: pack.holder_title.nb,
    "who may write": lambda pack: pack.who_may_write,
    "digital, paper or word of mouth": lambda pack: pack.channels,
    "where a closed log is archived": lambda pack: pack.archive_target.nb,
    "individual plan closes or continues": lambda pack: pack.individual_plan,
    "who decides when it is stuck": lambda pack: pack.decision_body.name.nb,
    "when an offer is stuck": lambda pack: (pack.offer_deadlock_days, pack.offer_deadlock_declines),
    "what else the log is used for": lambda pack: pack.also_used_for,
    "fields of the wonder note": lambda pack: [field.key for field in pack.form("concern").fields],
    "points of the meeting": lambda pack: [field.key for field in pack.form("meeting").fields],
    "code lists": lambda pack: [codes.key for codes in pack.code_lists],
    "who owns the guide": lambda pack: pack.owner,
    "when it is published and read again": lambda pack: (pack.published_on, pack.review_on),
}


@pytest.mark.parametrize("axis", AXES.values(), ids=AXES.keys())
def test_the_packs_differ_in(axis: Callable[[GuidePack], Any]) -> None:
    assert axis(NUMBERS) != axis(LETTERS)


@pytest.mark.parametrize("key", [clock.key for clock in NUMBERS.clocks if clock.key != "evaluation_due"])
def test_the_packs_differ_in_the_days_of(key: str) -> None:
    assert NUMBERS.clock(key).days != LETTERS.clock(key).days


def test_an_evaluation_is_due_on_its_day_in_both_but_the_reminders_differ() -> None:
    assert (NUMBERS.clock("evaluation_due").days, LETTERS.clock("evaluation_due").days) == (0, 0)
    assert NUMBERS.clock("evaluation_due").reminders != LETTERS.clock("evaluation_due").reminders


def test_both_homes_are_asked_in_both_packs() -> None:
    assert [(pack.both_guardians, pack.one_guardian_reason_allowed) for pack in (NUMBERS, LETTERS)] == [
        (True, True),
        (True, True),
    ]


def test_a_degree_of_worry_is_never_asked_by_default_and_never_required() -> None:
    assert "worry_degree" not in [field.key for field in NUMBERS.form("concern").fields]
    assert LETTERS.form("concern").field("worry_degree").required is False
