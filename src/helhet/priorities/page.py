"""What pages show of each part: the sentences beside the numbers."""

from dataclasses import dataclass

from django.utils.functional import Promise

from helhet.priorities.models import Challenge, Priority, RunMeasure, Target
from helhet.priorities.queries import Whole
from helhet.priorities.words import STANDINGS, aim


@dataclass(frozen=True, slots=True)
class ShownTarget:
    """A figure, and where it is to be, in words."""

    target: Target
    aim: str


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """A measure, and whether it is new."""

    measure: RunMeasure
    standing: Promise


@dataclass(frozen=True, slots=True)
class ShownPriority:
    """A priority with its measures."""

    priority: Priority
    measures: tuple[ShownMeasure, ...]


@dataclass(frozen=True, slots=True)
class ShownChallenge:
    """A challenge with all under it."""

    challenge: Challenge
    targets: tuple[ShownTarget, ...]
    priorities: tuple[ShownPriority, ...]


def shown(found: Whole) -> list[ShownChallenge]:
    """A version as its pages show it."""
    return [
        ShownChallenge(
            one.challenge,
            tuple(ShownTarget(target, aim(target)) for target in one.targets),
            tuple(
                ShownPriority(
                    under.priority,
                    tuple(ShownMeasure(run, STANDINGS[RunMeasure.Standing(run.standing)]) for run in under.measures),
                )
                for under in one.priorities
            ),
        )
        for one in found.challenges
    ]
