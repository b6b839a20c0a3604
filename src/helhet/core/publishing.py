"""From a draft to what anybody may read: two pairs of eyes, and every version kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class VersionState(StrEnum):
    """Where one version of a text stands."""

    DRAFT = "draft"
    SENT = "sent"
    """Its writer thinks it is ready, and somebody else is to read it."""
    APPROVED = "approved"
    """Another has read it; it comes out at its moment."""
    PUBLISHED = "published"
    REPLACED = "replaced"
    """A later version came out."""
    WITHDRAWN = "withdrawn"


NEXT: Mapping[VersionState, Collection[VersionState]] = {
    VersionState.DRAFT: {VersionState.SENT},
    VersionState.SENT: {VersionState.DRAFT, VersionState.APPROVED},
    VersionState.APPROVED: {VersionState.DRAFT, VersionState.PUBLISHED},
    VersionState.PUBLISHED: {VersionState.REPLACED, VersionState.WITHDRAWN},
    VersionState.REPLACED: set(),
    VersionState.WITHDRAWN: set(),
}
IN_THE_MAKING = frozenset({VersionState.DRAFT, VersionState.SENT, VersionState.APPROVED})


class PublishingRefused(ValueError):
    """It cannot come out this way; `.code` says why, for a sentence on the screen."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What the rules may know about a version."""

    state: VersionState
    writers: frozenset[UUID]
    """Everyone who has written in it."""
    complete: bool
    """It has what a reader needs: words in bokmål or nynorsk, and pictures that are told in words."""


def check_moves(version: VersionFacts, to: VersionState) -> None:
    """Raise PublishingRefused(`wrong_state`) where this state does not follow the present one."""
    if to not in NEXT[version.state]:
        raise PublishingRefused("wrong_state")


def check_can_send(version: VersionFacts) -> None:
    """A draft that is complete can be sent to somebody else's eyes. Raises PublishingRefused."""
    check_moves(version, VersionState.SENT)
    if not version.complete:
        raise PublishingRefused("incomplete")


def check_can_approve(version: VersionFacts, *, by: UUID, at: datetime, publish_at: datetime) -> None:
    """Whoever lets it out has written none of it, and it does not come out in the past. Raises PublishingRefused."""
    check_moves(version, VersionState.APPROVED)
    if by in version.writers:
        raise PublishingRefused("own_words")
    if publish_at < at:
        raise PublishingRefused("in_the_past")
