"""The baton (stafettpinnen): one holder, held until the next has accepted (casework: M3, R1, R2, R5)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from helhet.core.plan import HELD, PlanStatus, WrongState


class OfferState(StrEnum):
    """What became of an offer. Only `accepted` changes who holds the baton."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class BatonRefused(ValueError):
    """The baton cannot pass this way; `.code` says why, for a sentence on the screen."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What the rules may know about an offer."""

    status: PlanStatus
    state: OfferState
    holder: UUID
    to_worker: UUID
    to_service: UUID
    open_until: date
    consented_services: frozenset[UUID]
    """Services that a consent in force today opens this plan to."""


def check_can_offer(
    *,
    status: PlanStatus,
    holder: UUID,
    by: UUID,
    leads_holder: bool,
    to_worker: UUID,
    to_service: UUID,
    consented_services: frozenset[UUID],
    has_open_offer: bool,
) -> None:
    """The holder, or the holder's unit leader, may offer; to a service the consent covers (R5); one at a time.

    Raises:
        WrongState: nobody holds a baton in this state.
        BatonRefused: `not_holder`, `already_holds`, `outside_consent` or `offer_waits`.
    """
    if status not in HELD:
        raise WrongState(status)
    if by != holder and not leads_holder:
        raise BatonRefused("not_holder")
    if to_worker == holder:
        raise BatonRefused("already_holds")
    if to_service not in consented_services:
        raise BatonRefused("outside_consent")
    if has_open_offer:
        raise BatonRefused("offer_waits")


def check_can_accept(offer: OfferFacts, *, by: UUID, on: date) -> None:
    """Only the one who was asked accepts, while the offer is open and the service is inside the consent (R5).

    Raises:
        WrongState: the plan is not held by anyone.
        BatonRefused: `not_yours`, `answered`, `expired` or `outside_consent`.
    """
    if offer.status not in HELD:
        raise WrongState(offer.status)
    check_can_answer(offer, by=by, on=on)
    if offer.to_service not in offer.consented_services:
        raise BatonRefused("outside_consent")


def check_can_answer(offer: OfferFacts, *, by: UUID, on: date) -> None:
    """Saying yes or no is for the one who was asked, once, and in time.

    Raises:
        BatonRefused: `not_yours`, `answered` or `expired`.
    """
    if by != offer.to_worker:
        raise BatonRefused("not_yours")
    if offer.state is not OfferState.OPEN:
        raise BatonRefused("answered")
    if on > offer.open_until:
        raise BatonRefused("expired")
