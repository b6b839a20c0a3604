"""One of the law's parameters: an age, a deadline, a sharing rule, a duty, a time of keeping; dated and sourced."""

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
    RETENTION = "retention"


class Standing(StrEnum):
    """What the rule is. Only law in force opens anything; a pilot, a policy and a practice inform."""

    LAW = "law"
    PILOT = "pilot"
    POLICY = "policy"
    """Set by whoever is responsible, such as a municipality, within what the law leaves to it."""
    PRACTICE = "practice"
    """How authorities read and use the law, or what is usually done. No provision says it."""


class Demand(StrEnum):
    """What a sharing rule demands before it is used. Only what the provision itself says."""

    NECESSITY = "necessity"
    """No more than is needed for what the rule names (nødvendig)."""
    PROPORTIONALITY = "proportionality"
    """In proportion to the intrusion (forholdsmessig)."""
    DANGER = "danger"
    """Danger to life or health."""
    WEIGHTY_INTERESTS = "weighty_interests"
    """Weighty private or public interests (tungtveiende interesser)."""
    IDENTITY_LEFT_OUT = "identity_left_out"
    """Nobody can be recognised."""
    CHILD_HEARD = "child_heard"
    """The child has been allowed a say first. It is no veto."""
    NO_OBJECTION = "no_objection"
    """The patient or client has not said no, and would not presumably."""
    ASKED_BY_RECEIVER = "asked_by_receiver"
    """The receiver obtains it; it is not given unasked."""
    ORDER_NAMES_ITS_GROUND = "order_names_its_ground"
    """There is an order, and it names its legal ground (forvaltningsloven § 14)."""
    TOLD_WHAT_FOR_AND_TO_WHOM = "told_what_for_and_to_whom"
    """Those who say yes have been told what it is for and who may get it."""
    DECIDED_BY_CONTROLLER = "decided_by_controller"
    """The body's controller decides, not the one at the desk."""
    WRITTEN_DOWN = "written_down"
    """What, to whom and why is written down."""
    TASK_IN_SPECIAL_EFFORT = "task_in_special_effort"
    """The giver has a task under the act on negative social control, § 3."""


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
