"""Compartments of the log (rom i loggen): who may know that a row of it stands there at all.

Rows are numbered and chained per child, matter and compartment, so that a reader can check "n of n" of what they may
know of, and the numbers tell of nothing else. The compartment of a row is decided when it is written, by what was
shown. What nobody decided about is for those at work alone.
"""

from collections.abc import Iterable
from functools import cache
from uuid import UUID

from helhet.core.access import Condition, grounds
from helhet.core.actors import Actor, ActorKind

FAMILY = "family"
"""Everyone who sees the plan: the guardians, and the child or young person."""
CHILD = "child"
"""The child or young person alone: what was shown is kept from the guardians."""
WORK = "work"
"""Those who inspect the log for the services, an ombudsman, an auditor. The family is never told of it here."""

ABOUT = "about"
"""What a door finds of an item that is about one adult: looks at it are that adult's own to know. Never in a row."""
TOLD = "trail_told"
"""Where a door notes what it has found, on the row itself."""


def own(person: UUID) -> str:
    """One person's own looks. Two homes: what one parent has opened is not the other's to know."""
    return f"person:{person.hex}"


def of_look(actor: Actor, shown_to: str) -> str:
    """Where a look stands, when what was looked at may be known to `shown_to`."""
    if actor.kind in (ActorKind.GUARDIAN, ActorKind.YOUNG_PERSON):
        return own(actor.id)
    return shown_to if actor.kind is ActorKind.WORKER else WORK


def by_reasons(codes: Iterable[str], shown_to: str) -> dict[str, list[str]]:
    """Which reasons for a look stand in which compartment, when what was looked at may be known to `shown_to`.

    A reason can be a secret itself: that the child alone has said yes, or that something was told without consent. It
    stands apart, and the others stand as if it were not there.
    """
    told_to: dict[str, list[str]] = {}
    for code in sorted(codes):
        told_to.setdefault(_narrowed(code, shown_to), []).append(code)
    return told_to or {shown_to: []}


def _narrowed(code: str, shown_to: str) -> str:
    if code in _secret(Condition.DISCLOSED_TO_ME):
        return WORK
    if code in _secret(Condition.LIFTED_CHILD_ALONE):
        return CHILD if shown_to in (FAMILY, CHILD) else WORK
    return shown_to


@cache
def _secret(condition: Condition) -> frozenset[str]:
    return frozenset(ground.code for ground in grounds().all if condition in ground.when)


def known_to(*, reader: UUID, child: UUID) -> frozenset[str]:
    """The compartments somebody in the family may know of, once they have come through the door of the plan."""
    return frozenset({FAMILY, own(reader)} | ({CHILD} if reader == child else set()))
