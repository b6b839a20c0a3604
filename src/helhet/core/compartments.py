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
"""Everyone who sees the plan: the guardians, those who have the child in their care, and the child or young person."""
PARENTS = "parents"
"""Those who answer for the child, and the child: what the law does not tell those who have it in their care."""
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
    if code in _with(Condition.DISCLOSED_TO_ME):
        return WORK
    if code in _with(Condition.LIFTED_CHILD_ALONE):
        return CHILD if shown_to in (FAMILY, PARENTS, CHILD) else WORK
    return shown_to


def known_to(*, reader: UUID, child: UUID, why: Iterable[str]) -> frozenset[str]:
    """The compartments somebody in the family may know of, by the reasons that opened the plan to them."""
    answers = any(code in _with(Condition.GUARDIAN) or code in _with(Condition.SUBJECT) for code in why)
    return frozenset(
        {FAMILY, own(reader)} | ({PARENTS} if answers else set()) | ({CHILD} if reader == child else set())
    )


@cache
def _with(condition: Condition) -> frozenset[str]:
    """The reasons that rest on a condition."""
    return frozenset(ground.code for ground in grounds().all if condition in ground.when)
