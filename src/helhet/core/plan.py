"""The plan's states and what may follow what (casework: M2, relay log)."""

from enum import StrEnum


class PlanStatus(StrEnum):
    """Where a plan stands. `due for evaluation` is not a state but a clock."""

    DRAFT = "draft"
    """Utkast: who, and what for. Waits for the family's consent; holds nothing else."""
    ACTIVE = "active"
    """Aktiv: consent is given, exactly one person holds the baton."""
    CLOSING = "closing"
    """Avsluttes: the consent it rested on is gone; only the last words remain."""
    CLOSED = "closed"
    """Avsluttet: read only, by the family and the last holder."""
    REFUSED = "refused"
    """Ikke ønsket: the family said no. An ordinary state, and no mark on anyone."""


class PlanType(StrEnum):
    """One engine, several kinds of plan; more are added when their rules are."""

    RELAY_LOG = "relay_log"
    """Stafettlogg."""


NEXT: dict[PlanStatus, frozenset[PlanStatus]] = {
    PlanStatus.DRAFT: frozenset({PlanStatus.ACTIVE, PlanStatus.REFUSED}),
    PlanStatus.ACTIVE: frozenset({PlanStatus.CLOSING, PlanStatus.CLOSED}),
    PlanStatus.CLOSING: frozenset({PlanStatus.ACTIVE, PlanStatus.CLOSED}),
    PlanStatus.CLOSED: frozenset(),  # reopening makes a new, linked plan
    PlanStatus.REFUSED: frozenset(),
}

HELD = frozenset({PlanStatus.ACTIVE, PlanStatus.CLOSING})
"""The states in which exactly one person is responsible at every instant."""


class WrongState(ValueError):
    """The act does not fit the state the plan is in; `.status` tells which."""

    def __init__(self, status: PlanStatus) -> None:
        super().__init__(f"not while the plan is {status}")
        self.status = status


def check_can_become(status: PlanStatus, wanted: PlanStatus) -> None:
    """Raise `WrongState` unless a plan in `status` may become `wanted`."""
    if wanted not in NEXT[status]:
        raise WrongState(status)
