"""What a verification of the log can find, in plain words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

MOST = 20
"""Findings told of one log. Where there are more, the first ones say where to look."""

END = 1 << 63
"""Where findings stand that are about the whole log: after those under a seal."""

Progress = Callable[[int], None]
"""Told now and then how many rows have been read."""


class Breach(StrEnum):
    """What was done to the log."""

    EDITED = "edited"
    DELETED = "deleted"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    RESEALED = "resealed"
    """The log agrees with itself, and not with what was signed and kept outside."""
    STANDS_STILL = "stands still"
    """Nobody seals what waits. No row was changed; but nothing protects those rows."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach: what, where, and the row where it can be named."""

    breach: Breach
    words: str
    row: UUID | None
    seal: int


@dataclass(slots=True)
class Report:
    """What one municipality's log was found to be."""

    municipality: UUID
    rows: int = 0
    seals: int = 0
    waiting: int = 0
    """Rows of the last minutes that are not sealed yet."""
    checkpoints: int = 0
    """Checkpoints whose root was compared."""
    outside: int = 0
    """Those among them that were kept outside."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Nothing was found."""
        return not self.findings

    def add(self, breach: Breach, words: str, row: UUID | None = None, *, seal: int = END) -> None:
        """Note a finding under a seal, or at one; of very many only the first. They stand in the order of the log."""
        if len(self.findings) < MOST:
            self.findings.append(Finding(breach, words, row, seal))
            self.findings.sort(key=lambda one: one.seal)
