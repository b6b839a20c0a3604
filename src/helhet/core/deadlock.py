"""When a plan is stuck (fastlåst sak): it is said, somebody decides, and the family sees the answer (casework: M8).

The baton stays where it is throughout. What is decided is who is to coordinate; whoever that is still says yes first.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from helhet.core.guides.model import GuidePack
from helhet.core.refusals import Refused


class DeadlockState(StrEnum):
    """How far it has come. Only an answer ends it, or the plan's own end."""

    RAISED = "raised"
    """It is said: the leaders are to find a way."""
    WITH_BODY = "with_body"
    """The leaders found none: the body that decides (beslutningsorganet) has it."""
    ANSWERED = "answered"
    """There is an answer, and the family can read it."""
    FOLLOWED_UP = "followed_up"
    """It is written down whether what was decided has happened."""
    CALLED_OFF = "called_off"
    """The consent was taken back: there is nothing left to decide."""


NEXT: Mapping[DeadlockState, frozenset[DeadlockState]] = {
    DeadlockState.RAISED: frozenset({DeadlockState.WITH_BODY, DeadlockState.ANSWERED, DeadlockState.CALLED_OFF}),
    DeadlockState.WITH_BODY: frozenset({DeadlockState.ANSWERED, DeadlockState.CALLED_OFF}),
    DeadlockState.ANSWERED: frozenset({DeadlockState.FOLLOWED_UP}),
    DeadlockState.FOLLOWED_UP: frozenset(),
    DeadlockState.CALLED_OFF: frozenset(),
}

WAITS = frozenset({DeadlockState.RAISED, DeadlockState.WITH_BODY})
"""Somebody waits for an answer. A plan has at most one such at a time, and is not closed over it."""

OVER = frozenset({DeadlockState.FOLLOWED_UP, DeadlockState.CALLED_OFF})
"""Nothing more is waited for."""


class Cause(StrEnum):
    """What is stuck. Who in the family said so is not kept: it may be the child's own to tell."""

    FAMILY = "family"
    """The child or the family says so. That is enough."""
    BATON = "baton"
    """Nobody takes over the baton. The only one the program finds by itself."""
    NO_HELP = "no_help"
    """No service takes on what is needed."""
    DISAGREE = "disagree"
    """The services disagree about who does what."""
    NO_PROGRESS = "no_progress"
    """What is agreed does not happen."""


class DecidedBy(StrEnum):
    """Whose answer it is."""

    LEADERS = "leaders"
    BODY = "body"


class Outcome(StrEnum):
    """Whether what was decided has happened."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


class DeadlockRefused(Refused):
    """It cannot be done with a deadlock like this."""


def check_can_become(state: DeadlockState, wanted: DeadlockState, *, described: bool) -> None:
    """Nobody decides before it is told what is stuck, and what the child and the family want.

    Raises:
        DeadlockRefused: `not_now` (it has come too far, or not far enough), `not_described`.
    """
    if wanted not in NEXT[state]:
        raise DeadlockRefused("not_now")
    if wanted is not DeadlockState.CALLED_OFF and not described:
        raise DeadlockRefused("not_described")


def baton_is_stuck(guide: GuidePack, *, declined: int, first_asked_on: date, on: date) -> bool:
    """Whether nobody takes over, by the guide: so many have declined, or it is so many days since the first was asked.

    Asked each time somebody says no or lets the time run out. A holder who has stopped asking is not stuck.
    """
    waited = (on - first_asked_on).days
    return declined >= guide.offer_deadlock_declines or waited >= guide.offer_deadlock_days
