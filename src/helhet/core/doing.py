"""Who may do what in a plan (casework: section 2.10). Seeing is another matter: see access.py."""

from enum import StrEnum

from helhet.core.guides.model import GuidePack
from helhet.core.plan import PlanStatus


class Role(StrEnum):
    """What a worker is in one plan. One can be several."""

    OPENER = "opener"
    """Prepares the plan and asks the family; nobody holds a baton yet."""
    HOLDER = "holder"
    """Stafettholder."""
    COVER = "cover"
    """Stands in for the holder today, and is then the one responsible."""
    PARTICIPANT = "participant"
    """Aktør: has a task in the plan for a service that takes part."""
    CHILD_WELFARE = "child_welfare"
    """Takes part for the child welfare service (barnevernstjenesten), which knows who has the care."""
    COORDINATING_UNIT = "coordinating_unit"
    """Takes part for the coordinating unit (koordinerende enhet), which decides where services do not agree."""
    LEADER = "leader"
    """Leads the unit that holds the baton."""
    LAST_HOLDER = "last_holder"
    """Held the baton when the plan was closed."""


class Act(StrEnum):
    """What can be done with a plan."""

    ASK_CONSENT = "ask_consent"
    RECORD_ANSWER = "record_answer"
    RECORD_WITHDRAWAL = "record_withdrawal"
    RECORD_EXCEPTION = "record_exception"
    RECORD_CARE = "record_care"
    RECORD_ADULTS = "record_adults"
    INVITE = "invite"
    OFFER_BATON = "offer_baton"
    WRITE = "write"
    ADD_GOAL = "add_goal"
    PROPOSE_MEASURE = "propose_measure"
    PLAN_MEETING = "plan_meeting"
    CONCLUDE_MEETING = "conclude_meeting"
    RAISE_DEADLOCK = "raise_deadlock"
    ANSWER_DEADLOCK = "answer_deadlock"
    FOLLOW_UP_DEADLOCK = "follow_up_deadlock"
    CLOSE = "close"
    REOPEN = "reopen"


RESPONSIBLE = frozenset({Role.HOLDER, Role.COVER})
TAKES_PART = RESPONSIBLE | {Role.PARTICIPANT}

MAY: dict[PlanStatus, dict[Act, frozenset[Role]]] = {
    PlanStatus.DRAFT: {
        Act.ASK_CONSENT: frozenset({Role.OPENER}),
        Act.RECORD_ANSWER: frozenset({Role.OPENER}),
        Act.RECORD_CARE: frozenset({Role.OPENER}),
        Act.RECORD_ADULTS: frozenset({Role.OPENER}),
    },
    PlanStatus.ACTIVE: {
        Act.ASK_CONSENT: RESPONSIBLE,
        Act.RECORD_ANSWER: RESPONSIBLE,
        Act.RECORD_WITHDRAWAL: TAKES_PART,  # said to anyone it is said to; nobody sends the family on
        Act.RECORD_EXCEPTION: TAKES_PART,
        Act.RECORD_CARE: RESPONSIBLE | {Role.CHILD_WELFARE},  # the one responsible writes what child welfare says
        Act.RECORD_ADULTS: RESPONSIBLE | {Role.CHILD_WELFARE},  # child welfare decides grading in its cases (§ 13-5)
        Act.INVITE: RESPONSIBLE,
        Act.OFFER_BATON: RESPONSIBLE | {Role.LEADER},
        Act.WRITE: TAKES_PART,
        Act.ADD_GOAL: TAKES_PART,
        Act.PROPOSE_MEASURE: TAKES_PART,
        Act.PLAN_MEETING: RESPONSIBLE,
        Act.CONCLUDE_MEETING: RESPONSIBLE,
        Act.RAISE_DEADLOCK: TAKES_PART | {Role.LEADER},  # said to anyone it is said to
        Act.ANSWER_DEADLOCK: RESPONSIBLE | {Role.LEADER, Role.COORDINATING_UNIT},
        Act.FOLLOW_UP_DEADLOCK: RESPONSIBLE,
        Act.CLOSE: RESPONSIBLE,
    },
    PlanStatus.CLOSING: {
        Act.RECORD_WITHDRAWAL: TAKES_PART | {Role.LAST_HOLDER},
        Act.RECORD_CARE: RESPONSIBLE | {Role.CHILD_WELFARE},
        Act.RECORD_ADULTS: RESPONSIBLE | {Role.CHILD_WELFARE, Role.LAST_HOLDER},
        Act.OFFER_BATON: RESPONSIBLE | {Role.LEADER, Role.LAST_HOLDER},
        Act.CLOSE: RESPONSIBLE | {Role.LAST_HOLDER},
    },
    PlanStatus.CLOSED: {
        Act.REOPEN: frozenset({Role.LAST_HOLDER}),
        Act.RECORD_ADULTS: frozenset({Role.LAST_HOLDER}),  # the family reads a closed plan too
    },
    PlanStatus.REFUSED: {},
}


class NotYours(PermissionError):
    """Seen, but not theirs to do; `.act` tells what."""

    def __init__(self, act: Act) -> None:
        super().__init__(act)
        self.act = act


def may(act: Act, *, status: PlanStatus, roles: frozenset[Role], guide: GuidePack) -> bool:
    """Whether someone with these roles may do this in a plan in this state, under this guide."""
    allowed = MAY[status].get(act, frozenset())
    if act is Act.WRITE and "participants" not in guide.who_may_write:
        allowed = allowed - {Role.PARTICIPANT}
    return bool(allowed & roles)


def check_may(act: Act, *, status: PlanStatus, roles: frozenset[Role], guide: GuidePack) -> None:
    """As `may`, and raises NotYours."""
    if not may(act, status=status, roles=roles, guide=guide):
        raise NotYours(act)
