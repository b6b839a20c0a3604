"""Who acts: the facts about an actor that rules, doors, actions and the log need, and no more."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from helhet.core.law.regimes import Regime, regime_of_writer
from helhet.core.services import ServiceType


class ActorKind(StrEnum):
    """What stands behind an act."""

    WORKER = "worker"
    """An employee (ansatt), acting for one service."""
    GUARDIAN = "guardian"
    """A holder of parental responsibility or another adult registered for the child (foresatt)."""
    YOUNG_PERSON = "young_person"
    """The child or young person the matter is about (barnet, ungdommen)."""
    READER = "reader"
    """Anybody who reads what is open to all, not signed in and not known (leseren)."""
    SYSTEM = "system"
    """The program itself, when a day arrives: a clock, an outbox delivery."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor in one request. A worker always acts for exactly one service; that is also what the law asks."""

    kind: ActorKind
    id: UUID
    """The worker's or the person's id; nil for the system and for a reader nobody knows."""
    service: UUID | None = None
    service_type: ServiceType | None = None
    leads: bool = False
    """Leads (enhetsleder) the service acted for."""
    health_personnel: bool = False
    """Works there as health personnel (helsepersonell): the duty of secrecy follows the profession."""
    born_on: date | None = None
    """The young person's own day of birth, when that is who acts."""
    request_id: str = ""

    @property
    def regime(self) -> Regime | None:
        """The rules of secrecy that bind a worker; None for everyone else."""
        if self.service_type is None:
            return None
        return regime_of_writer(self.service_type, health_personnel=self.health_personnel)

    @classmethod
    def system(cls) -> "Actor":
        """The program, acting on a day that has come."""
        return cls(kind=ActorKind.SYSTEM, id=UUID(int=0))

    @classmethod
    def reader(cls) -> "Actor":
        """Somebody on the public pages. Nothing is known of them, and nothing is kept."""
        return cls(kind=ActorKind.READER, id=UUID(int=0))
