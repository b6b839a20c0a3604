"""What a guide pack consists of. These classes are also its schema: a file may hold exactly what they hold.

A field without a default must be in the file. `metadata` holds the limits a type cannot say. What concerns
several fields at once stands in `checks.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Protocol, TypeVar

from helhet.core.services import ServiceType
from helhet.core.texts import Text

Writer = Literal["holder", "participants", "guardians", "young_person"]
Channel = Literal["digital", "paper", "oral"]
OtherUse = Literal["activity_plan", "ppt_referral"]
FieldKind = Literal["text", "long", "choice", "yes_no", "date"]
StepService = Literal["any"] | ServiceType
ClockKey = Literal[
    "concern_decide",
    "consent_answer",
    "offer_answer",
    "invitation_answer",
    "measure_first",
    "child_view_before",
    "evaluation_due",
    "plan_request_answer",
    "close_after_withdrawal",
    "minutes",
    "consent_renew",
    "deadlock_leaders",
    "deadlock_answer",
    "deadlock_follow_up",
]


class StepAction(StrEnum):
    """What the program does at a step (steg i veilederen)."""

    CONCERN_WRITE = "concern.write"
    CONCERN_SHARE = "concern.share"
    CONCERN_TALK = "concern.talk"
    CONCERN_DECIDE = "concern.decide"
    PLAN_OPEN = "plan.open"
    CONSENT_RECORD = "consent.record"
    GOAL_ADD = "goal.add"
    MEASURE_ADD = "measure.add"
    SERVICE_INVITE = "service.invite"
    BATON_OFFER = "baton.offer"
    MEETING_PLAN = "meeting.plan"
    EVALUATION_CONCLUDE = "evaluation.conclude"
    LEVEL_CHANGE = "level.change"
    PLAN_CLOSE = "plan.close"

    @property
    def before_a_plan(self) -> bool:
        """True for what is done with a wonder note: before consent there is no plan."""
        return self.value.startswith("concern.")


def between(lowest: int, highest: int) -> Mapping[str, Any]:
    """The number must lie between these two, both included."""
    return {"between": (lowest, highest)}


SHORT_HELP: Mapping[str, Any] = {"most_words": 60}
"""A help text longer than sixty words in any language is refused: long help is not read."""


@dataclass(frozen=True, slots=True)
class Level:
    """Nivå. The first level of a pack is the wonder (undring); a plan is never at it.

    `services_from` and `services_to` are how many services take part at the level; None: no upper number.
    """

    code: str
    name: Text
    description: Text = field(metadata=SHORT_HELP)
    services_from: int = field(metadata=between(1, 20))
    services_to: int | None = field(default=None, metadata=between(1, 20))


@dataclass(frozen=True, slots=True)
class Step:
    """Steg: what to do at a level, for the services named, or for `any`."""

    key: str
    level: str
    services: frozenset[StepService]
    title: Text
    help: Text = field(metadata=SHORT_HELP)
    action: StepAction

    def is_for(self, service: ServiceType) -> bool:
        """Whether the step belongs in this service's guide."""
        return "any" in self.services or service in self.services


@dataclass(frozen=True, slots=True)
class FormField:
    """Skjemafelt. A required one names the rule (`rules.py`) that demands it; a choice names its code list.

    `max_length` is in characters, and given for all free text: what is short is read (R20).
    """

    key: str
    label: Text
    help: Text = field(metadata=SHORT_HELP)
    kind: FieldKind
    required: bool = False
    code_list: str | None = None
    max_length: int | None = field(default=None, metadata=between(20, 4000))
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """Skjema: its fields in the order asked. In the form `meeting` each field is a point of the agenda."""

    key: str
    title: Text
    fields: tuple[FormField, ...]

    def field(self, key: str) -> FormField:
        """The field with this key. Raises LookupError."""
        return _named(self.fields, key, f"field of the form {self.key}")


@dataclass(frozen=True, slots=True)
class Code:
    """Kode. `needs_words`: whoever chooses it also writes a sentence."""

    key: str
    text: Text
    needs_words: bool = False


@dataclass(frozen=True, slots=True)
class CodeList:
    """Kodeliste, in the order it is shown."""

    key: str
    title: Text
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """Påminnelse: to the one who owns the deadline, or to that person's leader.

    `after_days` counts from the same day as its clock; a negative number is before that day.
    """

    after_days: int = field(metadata=between(-365, 365))
    to: Literal["owner", "leader"]


@dataclass(frozen=True, slots=True)
class Clock:
    """Frist. Due `days` after the day it counts from (`title` says which); negative: before that day."""

    key: ClockKey
    title: Text
    days: int = field(metadata=between(-365, 365))
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class DecisionBody:
    """Beslutningsorgan: who decides when services disagree or nobody takes it. Public, open to families."""

    name: Text
    how_to_reach: Text = field(metadata=SHORT_HELP)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePack:
    """Handlingsveileder: one version of one municipality's way of working.

    - `ages`: first and last year of age the guide is for, both included; `from_pregnancy`: a pregnant person
      may have a plan as well.
    - `log_opens_at`, `log_required_from`: the level where a log may be opened, and from which it must be.
    - `self_consent_age`: years at which the young person alone consents to the plan. It opens nothing the law
      does not open; no sector act lets anyone decide alone on such a matter before 15.
    - `both_guardians`: all with parental responsibility must consent; `one_guardian_reason_allowed`: one is
      enough when the reason is written down.
    - `who_may_write`: in the plan itself. The child's and the guardians' own rooms are theirs in every pack.
    - `individual_plan`: whether a chosen individual plan closes the log or continues it (R15).
    - `channels`: how consent is given and the plan is followed. Withdrawing may be oral in every pack (R9).
    - `offer_deadlock_days`, `offer_deadlock_declines`: after so many days without an accepted offer of the
      baton, or so many declines, the matter goes to the decision body.
    - `also_used_for`: other duties the municipality meets with the log.
    """

    code: str
    version: int = field(metadata=between(1, 9999))
    title: Text
    summary: Text
    owner: str
    published_on: date
    review_on: date
    ages: tuple[int, int] = field(metadata=between(0, 24))
    from_pregnancy: bool
    log_opens_at: str
    log_required_from: str
    holder_title: Text
    self_consent_age: int = field(metadata=between(15, 18))
    both_guardians: bool
    one_guardian_reason_allowed: bool
    who_may_write: frozenset[Writer]
    individual_plan: Literal["closes", "continues"]
    archive_target: Text
    channels: frozenset[Channel]
    offer_deadlock_days: int = field(metadata=between(1, 365))
    offer_deadlock_declines: int = field(metadata=between(1, 9))
    also_used_for: frozenset[OtherUse]
    decision_body: DecisionBody
    levels: tuple[Level, ...]
    steps: tuple[Step, ...]
    forms: tuple[Form, ...]
    code_lists: tuple[CodeList, ...]
    clocks: tuple[Clock, ...]

    @property
    def wonder_level(self) -> Level:
        """The first level: somebody wonders, and there is no plan yet."""
        return self.levels[0]

    @property
    def plan_levels(self) -> tuple[Level, ...]:
        """The levels a plan can be at, lowest first: from where the log opens."""
        return self.levels[self.levels.index(self.level(self.log_opens_at)) :]

    def level(self, code: str) -> Level:
        """The level with this code. Raises LookupError."""
        for level in self.levels:
            if level.code == code:
                return level
        raise LookupError(f"the guide {self.code} has no level {code!r}")

    def level_above(self, code: str) -> Level | None:
        """The next level up, or None at the top."""
        after = self.levels.index(self.level(code)) + 1
        return self.levels[after] if after < len(self.levels) else None

    def level_below(self, code: str) -> Level | None:
        """The next level down that a plan can be at, or None: no plan goes back to being a wonder."""
        before = self.levels.index(self.level(code)) - 1
        return self.levels[before] if before >= 0 and self.levels[before] in self.plan_levels else None

    def steps_for(
        self, level: str, service_type: ServiceType, action: StepAction | str | None = None
    ) -> tuple[Step, ...]:
        """This service's guide at a level, in order: steps for all and its own; or those of one action.

        Raises LookupError for a level there is none of.
        """
        at = self.level(level).code
        return tuple(
            step
            for step in self.steps
            if step.level == at and step.is_for(service_type) and action in (None, step.action)
        )

    def form(self, key: str) -> Form:
        """The form with this key. Raises LookupError."""
        return _named(self.forms, key, "form")

    def codes(self, list_key: str) -> tuple[Code, ...]:
        """The codes of a list, in the order shown. Raises LookupError."""
        return _named(self.code_lists, list_key, "code list").codes

    def code_in(self, list_key: str, code_key: str) -> Code:
        """One code of a list. Raises LookupError."""
        return _named(self.codes(list_key), code_key, f"code in {list_key}")

    def clock(self, key: str) -> Clock:
        """The clock with this key. Raises LookupError."""
        return _named(self.clocks, key, "clock")


class _Named(Protocol):
    @property
    def key(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _named(things: Iterable[N], key: str, what: str) -> N:
    for thing in things:
        if thing.key == key:
            return thing
    raise LookupError(f"the guide has no {what} {key!r}")
