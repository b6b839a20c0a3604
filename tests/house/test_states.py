"""Every state leads somewhere or is final, can be reached, and stands in the printed diagram."""

from helhet.core.baton import OfferState
from helhet.core.plan import HELD, NEXT, PlanStatus
from helhet.core.print_states import OFFER_NEXT, page
from helhet.core.priorities import NEXT as PROGRAMME_NEXT
from helhet.core.priorities import ProgrammeState
from tests.house.source import ROOT

FINAL = {PlanStatus.CLOSED, PlanStatus.REFUSED}


def test_every_state_of_a_plan_leads_somewhere_or_is_final() -> None:
    assert set(NEXT) == set(PlanStatus)
    assert {state for state in PlanStatus if not NEXT[state]} == FINAL


def test_every_state_of_a_plan_can_be_reached() -> None:
    reached, fresh = set[PlanStatus](), {PlanStatus.DRAFT}
    while fresh:
        reached |= fresh
        fresh = {after for state in fresh for after in NEXT[state]} - reached
    assert reached == set(PlanStatus)


def test_somebody_is_responsible_from_consent_to_the_end() -> None:
    assert set(PlanStatus) - HELD == FINAL | {PlanStatus.DRAFT}


def test_an_offer_is_answered_once() -> None:
    assert {state for state in OfferState if OFFER_NEXT[state]} == {OfferState.OPEN}


def test_a_version_of_the_priorities_goes_one_way_and_ends_superseded() -> None:
    follows = [(state, after) for state in ProgrammeState for after in PROGRAMME_NEXT[state]]
    assert follows == [
        (ProgrammeState.DRAFT, ProgrammeState.ADOPTED),
        (ProgrammeState.ADOPTED, ProgrammeState.SUPERSEDED),
    ]


def test_the_printed_states_are_current() -> None:
    assert (ROOT / "docs" / "states.md").read_text("utf-8") == page()
