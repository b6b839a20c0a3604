"""From a draft to what anybody may read."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from helhet.core.publishing import (
    IN_THE_MAKING,
    NEXT,
    PublishingRefused,
    VersionFacts,
    VersionState,
    check_can_approve,
    check_can_send,
)

EIRIN, TORSTEIN = UUID(int=1), UUID(int=2)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def version(state: VersionState, *, complete: bool = True) -> VersionFacts:
    return VersionFacts(state=state, writers=frozenset({EIRIN}), complete=complete)


def approving(state: VersionState, *, by: UUID, publish_at: datetime = NOW) -> str:
    try:
        check_can_approve(version(state), by=by, at=NOW, publish_at=publish_at)
    except PublishingRefused as refused:
        return refused.code
    return "yes"


def test_whoever_wrote_it_does_not_let_it_out() -> None:
    assert approving(VersionState.SENT, by=EIRIN) == "own_words"
    assert approving(VersionState.SENT, by=TORSTEIN) == "yes"


@pytest.mark.parametrize("state", sorted(set(VersionState) - {VersionState.SENT}))
def test_only_what_was_sent_is_let_out(state: VersionState) -> None:
    assert approving(state, by=TORSTEIN) == "wrong_state"


def test_nothing_comes_out_in_the_past() -> None:
    assert approving(VersionState.SENT, by=TORSTEIN, publish_at=NOW - timedelta(minutes=1)) == "in_the_past"


def test_an_incomplete_draft_is_not_sent() -> None:
    with pytest.raises(PublishingRefused, match="incomplete"):
        check_can_send(version(VersionState.DRAFT, complete=False))


def test_every_state_can_be_reached_and_leads_somewhere_or_is_final() -> None:
    assert set(NEXT) == set(VersionState)
    assert {state for state in VersionState if not NEXT[state]} == {VersionState.REPLACED, VersionState.WITHDRAWN}
    assert {after for states in NEXT.values() for after in states} == set(VersionState)


def test_what_is_out_was_approved_before() -> None:
    assert {state for state in VersionState if VersionState.PUBLISHED in NEXT[state]} == {VersionState.APPROVED}
    assert VersionState.PUBLISHED not in IN_THE_MAKING
