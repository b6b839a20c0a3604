"""One of the law's parameters: an age, a deadline, a sharing rule or a duty, dated, sourced and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helhet.core.law.periods import AgeClock, reached
from helhet.core.texts import Text


class LawError(Exception):
    """The law's parameters cannot answer, or must not be loaded. One line that names what is wrong."""


class Kind(StrEnum):
    """What sort of rule a parameter states."""

    AGE = "age"
    DEADLINE = "deadline"
    SHARING = "sharing"
    DUTY = "duty"


class Standing(StrEnum):
    """What the rule is. Only law in force opens anything; a pilot, a policy and a practice inform."""

    LAW = "law"
    PILOT = "pilot"
    POLICY = "policy"
    PRACTICE = "practice"
    """How an authority reads the law, or how it is done; no provision says it."""


class Confidence(StrEnum):
    """How well the rule is established: the provision was read, a secondary source, or neither."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    UNCONFIRMED = "unconfirmed"


class InForceBasis(StrEnum):
    """Where the day in `since` comes from: the present wording's day, the whole act's day, or softer."""

    PROVISION = "provision"
    STATUTE = "statute"
    STATUTE_OR_AMENDMENT = "statute_or_amendment"
    INCORPORATION = "incorporation"
    PRACTICE = "practice"
    GUIDANCE = "guidance"
    POLICY = "policy"
    OBSERVED = "observed"
    """The day somebody saw that it is so. When it began is not known."""


class Unit(StrEnum):
    """What a deadline is counted in. `mm-dd` is a fixed day of the year."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    PER_YEAR = "per_year"
    DAY_OF_YEAR = "mm-dd"


@dataclass(frozen=True, slots=True)
class Value:
    """What the rule says from one day until another: ages with their clock, a length with its unit."""

    since: date | None
    """None: no day known; adopted law waits for one. Never in force, until someone fills it."""
    until: date | None
    """The first day it no longer holds."""
    in_force_basis: InForceBasis
    value: int | str | None = None
    unit: Unit | None = None
    age_from: int | None = None
    from_basis: AgeClock | None = None
    age_to: int | None = None
    to_basis: AgeClock | None = None

    def in_force(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.since is not None and self.since <= on and (self.until is None or on < self.until)

    def covers(self, birth: date, on: date) -> bool:
        """Whether someone born that day is inside the age limits on a day; an open end is always inside."""
        from_reached = self.age_from is None or (
            self.from_basis is not None and reached(birth, self.age_from, self.from_basis, on)
        )
        to_reached = self.age_to is not None and (
            self.to_basis is None or reached(birth, self.age_to, self.to_basis, on)
        )
        return from_reached and not to_reached


@dataclass(frozen=True, slots=True)
class Parameter:
    """One rule with all it has said: old values stay, for yesterday's case is judged by yesterday's."""

    id: str
    file: str
    kind: Kind
    standing: Standing
    paragraph: str
    statute: str
    text: Text
    source: str
    confidence: Confidence
    last_checked: date
    details: Mapping[str, str | tuple[str, ...]]
    """What only this kind has, such as a sharing rule's channel, givers and receivers."""
    values: tuple[Value, ...]
    judgement: Text | None = None
    """What a person must weigh before the rule is used. The program asks for the reason and never answers it."""
    replaces: tuple[str, ...] = ()
    """The rules of an older act whose questions this one answers, from its first day on."""

    def in_force(self, on: date) -> bool:
        """Whether some value holds on a day."""
        return any(v.in_force(on) for v in self.values)

    def value_on(self, on: date) -> Value:
        """What the rule says on a day. Raises LawError when nothing is in force."""
        for value in self.values:
            if value.in_force(on):
                return value
        raise LawError(f"{self.id} ({self.paragraph}): nothing in force on {on}")

    def opens_anything(self, on: date) -> bool:
        """Whether anything may rest on the rule on a day: confirmed law, in force. All else only informs.

        A sharing rule must also lift secrecy; one that states it, or only tells to inform, opens nothing.
        """
        if self.kind is Kind.SHARING and self.details["lifts"] != "yes":
            return False
        confirmed_law = self.confidence is Confidence.CONFIRMED and self.standing is Standing.LAW
        return confirmed_law and self.in_force(on)
