"""Who may tell whom, as a table: every ordered pair of the law's fifteen services, and the rules between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import permutations

from helhet.core.law.law_services import LawService
from helhet.core.law.parameter import Parameter, Standing
from helhet.core.law.sharing import Channel, rules_between

CHANNELS = (
    Channel.WITHOUT_CONSENT,
    Channel.WITH_CONSENT,
    Channel.MUST_REPORT,
    Channel.ON_ORDER,
    Channel.INFORM_DUTY,
    Channel.PROCEDURE,
)
"""What a cell tells. Secrecy is not among them: it is always there."""


class Posture(StrEnum):
    """How far the giver may go by itself towards one receiver, in a word."""

    EDUCATION_TRANSFER = "education_transfer"
    """The receiver obtains what schooling needs (opplæringslova § 25-1)."""
    WITHIN_NAV_OFFICE = "within_nav_office"
    """Inside the joint office, what the work needs (Nav-loven § 16)."""
    HEALTH_CARE_ONLY = "health_care_only"
    """For health care, if the patient does not say no (helsepersonelloven § 25)."""
    OWN_TASKS_AFTER_CHILD_HEARD = "own_tasks_after_child_heard"
    """For child welfare's own tasks, when the child has had a say (barnevernsloven § 13-1)."""
    STRICT_OWN_TASKS_OR_DANGER = "strict_own_tasks_or_danger"
    """For the crisis centre's own tasks, or against serious danger (krisesenterlova § 5)."""
    RECEIVER_TASKS_ALLOWED = "receiver_tasks_allowed"
    """For the receiver's tasks: the police alone (politiregisterloven § 30)."""
    GIVER_TASKS = "giver_tasks"
    """For the giver's own tasks (forvaltningsloven § 13 b nr. 5)."""
    STRICT_PROFESSION = "strict_profession"
    """None of these: a yes, anonymous, or a narrow exception."""


DECIDED_BY = {
    "WO-OPPL-25-1-3": Posture.EDUCATION_TRANSFER,
    "WO-NAV-16": Posture.WITHIN_NAV_OFFICE,
    "WO-HPL-25": Posture.HEALTH_CARE_ONLY,
    "WO-BVL-13-1-3": Posture.OWN_TASKS_AFTER_CHILD_HEARD,
    "WO-KRIS-5-3": Posture.STRICT_OWN_TASKS_OR_DANGER,
    "WO-POLREG-30": Posture.RECEIVER_TASKS_ALLOWED,
    "WO-FVL67-13B-5": Posture.GIVER_TASKS,
}
"""The rule a posture rests on. The first that stands in a cell decides: a service's own rule before the general one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What there is from one service to one other, on a day: ids of rules of law, by channel."""

    giver: LawService
    receiver: LawService
    rules: Mapping[Channel, tuple[str, ...]]

    @property
    def posture(self) -> Posture:
        """How far the giver may go by itself, in a word."""
        here = self.rules[Channel.WITHOUT_CONSENT]
        return next((p for id, p in DECIDED_BY.items() if id in here), Posture.STRICT_PROFESSION)


def matrix(on: date, *, law: Mapping[str, Parameter] | None = None) -> tuple[Cell, ...]:
    """All 210 cells. Law that is only likely is in; practice is not. An empty cell never means leave to tell."""
    return tuple(_cell(giver, receiver, on, law) for giver, receiver in permutations(LawService, 2))


def _cell(giver: LawService, receiver: LawService, on: date, law: Mapping[str, Parameter] | None) -> Cell:
    found = rules_between(frozenset({giver}), frozenset({receiver}), on, law=law)
    rules = {
        channel: tuple(r.id for r in found if r.details["channel"] == channel and r.standing is Standing.LAW)
        for channel in CHANNELS
    }
    return Cell(giver, receiver, rules)
