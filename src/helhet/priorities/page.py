"""What pages show of each part: the sentences beside the numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from helhet.priorities.models import Challenge, Priority, RunMeasure, Target
from helhet.priorities.queries import Latest, Whole
from helhet.priorities.since import how_it_went
from helhet.priorities.words import STANDINGS, aim


@dataclass(frozen=True, slots=True)
class ShownTarget:
    """A figure: where it is to be, and how it has gone since, in words; empty where there is no newer number."""

    target: Target
    aim: str
    standing: str
    source: str


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


def shown(found: Whole, latest: Mapping[UUID, Latest]) -> list[ShownChallenge]:
    """A version as its pages show it, with the newest numbers of its figures."""
    return [
        ShownChallenge(
            one.challenge,
            tuple(_target(target, latest.get(target.thread)) for target in one.targets),
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


def _target(target: Target, latest: Latest | None) -> ShownTarget:
    return ShownTarget(target, aim(target), how_it_went(target, latest), latest.source if latest else "")
