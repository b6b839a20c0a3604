"""A municipality's priorities: their states, what a whole set holds, and how far a figure has come (0–24-arbeid).

Challenges, figures with a target, priorities and the measures that are run. What a council has adopted never changes;
a new version takes its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class ProgrammeState(StrEnum):
    """Where a version of the priorities stands."""

    DRAFT = "draft"
    """Utkast: is written on, and seen by the coordinator only."""
    ADOPTED = "adopted"
    """Vedtatt: by a body, on a day. For anybody to read; never changed."""
    SUPERSEDED = "superseded"
    """Erstattet: a later version is adopted. Still for anybody to read."""


NEXT: dict[ProgrammeState, frozenset[ProgrammeState]] = {
    ProgrammeState.DRAFT: frozenset({ProgrammeState.ADOPTED}),
    ProgrammeState.ADOPTED: frozenset({ProgrammeState.SUPERSEDED}),
    ProgrammeState.SUPERSEDED: frozenset(),
}


class NotADraft(ValueError):
    """What is adopted stays as it is; a new version is begun instead."""


class NotWhole(ValueError):
    """It cannot be adopted yet; `.lacks` tells what is missing."""

    def __init__(self, lacks: tuple["Lack", ...]) -> None:
        super().__init__(", ".join(lacks))
        self.lacks = lacks


class Lack(StrEnum):
    """What a draft may lack."""

    TITLE = "title"
    CHALLENGE = "challenge"
    PRIORITY = "priority"
    """A challenge nobody has prioritised anything for."""
    MEASURE = "measure"
    """A priority without a measure is a wish."""


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What the rules need to know of a version."""

    state: ProgrammeState
    title: str
    challenges: int
    challenges_without_priority: int
    priorities_without_measure: int


def check_can_change(state: ProgrammeState) -> None:
    """Raise `NotADraft` for anything that is adopted, or was."""
    if state is not ProgrammeState.DRAFT:
        raise NotADraft(state)


def check_can_adopt(facts: ProgrammeFacts) -> None:
    """Raise `NotADraft`, or `NotWhole` with what is missing."""
    check_can_change(facts.state)
    missing = tuple(lacks(facts))
    if missing:
        raise NotWhole(missing)


def lacks(facts: ProgrammeFacts) -> Iterator[Lack]:
    """What a council would miss. A challenge needs no figure: not all that matters is counted."""
    if not facts.title:
        yield Lack.TITLE
    if not facts.challenges:
        yield Lack.CHALLENGE
    if facts.challenges_without_priority:
        yield Lack.PRIORITY
    if facts.priorities_without_measure:
        yield Lack.MEASURE


class Wanted(StrEnum):
    """Which way a figure is to go."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"


def wanted(baseline: Decimal, target: Decimal) -> Wanted:
    """The way from the baseline to the target."""
    if target == baseline:
        return Wanted.HOLD
    return Wanted.UP if target > baseline else Wanted.DOWN


def percent_of_the_way(baseline: Decimal, target: Decimal, now: Decimal) -> int | None:
    """How much of the way from the baseline to the target is gone, in whole percent, halves upward.

    Below 0: it has gone the other way. Above 100: past the target. None where nothing was to change.
    """
    if target == baseline:
        return None
    return int((100 * (now - baseline) / (target - baseline)).quantize(Decimal(1), ROUND_HALF_UP))
