"""A Finding (subsumsjon) is one rule held against its facts; an Answer weighs grounds against bars."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule, whether it is met, and the facts it rested on: what refusal, log and test all quote."""

    rule: str
    """The paragraph, as a lawyer writes it."""
    met: bool | None
    """None: not known, or not settled by any provision."""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """Why yes (grounds, hjemler) and why no (bars). No is the default, and a bar beats every ground."""

    grounds: tuple[Finding, ...] = ()
    bars: tuple[Finding, ...] = ()

    @property
    def allowed(self) -> bool:
        """A ground must hold, and every bar must be known not to."""
        return any(g.met is True for g in self.grounds) and all(b.met is False for b in self.bars)
