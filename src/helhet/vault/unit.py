"""A unit of work: as long as opened keys may be kept. A request is one; its end forgets them.

Outside a unit nothing is kept: each text opened asks the key store for its key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


@dataclass(slots=True, repr=False)
class Unit:
    """The keys opened in one unit of work, and those that will be wanted: all are fetched with the first one."""

    wanted: set[UUID] = field(default_factory=set)
    ciphers: dict[UUID, AESGCM | None] = field(default_factory=dict)
    """By the key's id; None for one that is destroyed."""
    seals: dict[UUID, UUID] = field(default_factory=dict)
    """By the child: the id of the key that seals."""

    def want(self, key: UUID) -> None:
        """A row with a text sealed by this key has been read, and may be opened."""
        if key not in self.ciphers:
            self.wanted.add(key)

    def forget(self) -> None:
        """Keep no key any longer."""
        self.wanted.clear()
        self.ciphers.clear()
        self.seals.clear()


_now: ContextVar[Unit | None] = ContextVar("unit_of_work", default=None)


def unit() -> Unit | None:
    """The unit of work that runs here, if any."""
    return _now.get()


@contextmanager
def unit_of_work() -> Iterator[Unit]:
    """Keep opened keys until the block ends, and then forget them. One inside another is its own."""
    here = Unit()
    token = _now.set(here)
    try:
        yield here
    finally:
        _now.reset(token)
        here.forget()
