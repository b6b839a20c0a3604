"""What became of a version in the next one: what is carried on, what is new, what is no longer there, what was reached.

A measure is the same where it is the same in the register, or has the same name; a figure by its thread.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from helhet.priorities.models import Programme, RunMeasure, Target
from helhet.priorities.queries import Latest, Whole
from helhet.priorities.words import aim, standing


@dataclass(frozen=True, slots=True)
class Followed:
    """A figure of the version before: where it was to be, how it has gone, and whether it is still followed."""

    target: Target
    aim: str
    standing: str
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Since:
    """A version beside the one before it (`before`)."""

    before: Programme
    carried_on: tuple[RunMeasure, ...]
    new: tuple[RunMeasure, ...]
    gone: tuple[RunMeasure, ...]
    figures: tuple[Followed, ...]

    @property
    def dropped(self) -> tuple[Followed, ...]:
        """The figures that are no longer followed."""
        return tuple(one for one in self.figures if not one.goes_on)


def since(before: Whole, now: Whole, latest: Mapping[UUID, Latest]) -> Since:
    """Two versions beside one another; `latest`: the newest numbers of the figures of the one before."""
    old, new = before.measures, now.measures
    followed = {one.thread for one in now.targets}
    return Since(
        before=before.programme,
        carried_on=tuple(run for run in new if _in(run, old)),
        new=tuple(run for run in new if not _in(run, old)),
        gone=tuple(run for run in old if not _in(run, new)),
        figures=tuple(
            Followed(one, aim(one), how_it_went(one, latest.get(one.thread)), one.thread in followed)
            for one in before.targets
        ),
    )


def how_it_went(target: Target, latest: Latest | None) -> str:
    """How far a figure has come by its newest number, as a sentence; empty where there is none."""
    return standing(target, latest.number, latest.period) if latest else ""


def _in(run: RunMeasure, others: Sequence[RunMeasure]) -> bool:
    return any(_same(run, other) for other in others)


def _same(one: RunMeasure, other: RunMeasure) -> bool:
    known = one.known_id is not None and one.known_id == other.known_id
    return known or one.name.casefold() == other.name.casefold()
