"""What the codes of a plan are called on the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.core.deadlock import Cause, Outcome
from helhet.core.doing import Act
from helhet.core.law.parameter import Demand
from helhet.core.plan import PlanStatus

WAITING: dict[str, Promise] = {
    "consent_answer": _("The family's answer about consent"),
    "consent_renew": _("The consent must be given anew"),
    "measure_first": _("The first measure should have begun"),
    "evaluation_due": _("Evaluation with the family"),
    "child_view_before": _("Talk with the child before the meeting"),
    "offer_answer": _("You are asked to take over the baton"),
    "invitation_answer": _("You are asked to take part"),
    "close_after_withdrawal": _("The consent is taken back: close the plan"),
    "deadlock_leaders": _("The plan is stuck: the leaders find a way"),
    "deadlock_answer": _("The plan is stuck: an answer is due"),
    "deadlock_follow_up": _("See whether what was decided has happened"),
    "concern_decide": _("Decide what the wonder leads to"),
    "DL-BVL-13-3-1": _("Child protection should have answered"),
    "note": _("A wonder note is shared with you"),
    "offer": _("You are asked to take over the baton"),
    "invitation": _("You are asked to take part"),
    "measure": _("You are asked to take on a measure"),
    "offer_declined": _("%(who)s said no to the baton: ask another"),
    "offer_expired": _("%(who)s has not answered about the baton in time: ask another"),
    "invitation_declined": _("%(who)s said no to taking part: ask another"),
    "stuck_to_solve": _("The plan is stuck: it is for you who lead to find a way"),
    "stuck_to_answer": _("The plan is stuck: the family waits for the answer"),
    "measure_lost": _("A measure needs a new responsible"),
}
"""What waits, in My day."""

STATUS: dict[PlanStatus, Promise] = {
    PlanStatus.DRAFT: _("being prepared"),
    PlanStatus.ACTIVE: _("active"),
    PlanStatus.CLOSING: _("to be closed"),
    PlanStatus.CLOSED: _("closed"),
    PlanStatus.REFUSED: _("not wanted by the family"),
}

ACT: dict[Act, Promise] = {
    Act.ASK_CONSENT: _("Ask for consent"),
    Act.RECORD_ANSWER: _("Record an answer"),
    Act.RECORD_WITHDRAWAL: _("Record that consent is taken back"),
    Act.RECORD_EXCEPTION: _("Record what the family keeps back"),
    Act.RECORD_CARE: _("Record that child welfare has the care"),
    Act.RECORD_ADULTS: _("Record what has changed around the child"),
    Act.INVITE: _("Invite a service"),
    Act.OFFER_BATON: _("Offer the baton to another"),
    Act.WRITE: _("Write in the plan"),
    Act.ADD_GOAL: _("Add a goal"),
    Act.PROPOSE_MEASURE: _("Add a measure"),
    Act.PLAN_MEETING: _("Plan a meeting"),
    Act.CONCLUDE_MEETING: _("Conclude the meeting"),
    Act.RAISE_DEADLOCK: _("Say that the plan is stuck"),
    Act.ANSWER_DEADLOCK: _("Write down the answer"),
    Act.FOLLOW_UP_DEADLOCK: _("Write down what came of the answer"),
    Act.CLOSE: _("Close the plan"),
    Act.REOPEN: _("Begin a new plan"),
}

ADULTS: Promise = _("The adults around the child")

ENTRY_KIND: dict[str, Promise] = {
    "concern": _("What this is about"),
    "strengths": _("What works well"),
    "goal": _("Goal"),
    "measure": _("Measure"),
    "note": _("Note"),
    "glimpse": _("Glimpse of light"),
    "meeting": _("From the meeting"),
    "child_view": _("The child's view"),
    "family_view": _("The family's view"),
    "evaluation": _("Evaluation"),
    "closing": _("Last words"),
    "deadlock": _("What is stuck"),
    "answer": _("What is decided"),
}

CAUSE: dict[str, Promise] = {
    Cause.FAMILY: _("The child or the family says so"),
    Cause.BATON: _("Nobody takes over the baton"),
    Cause.NO_HELP: _("No service takes on the help that is needed"),
    Cause.DISAGREE: _("The services disagree about who does what"),
    Cause.NO_PROGRESS: _("What is agreed does not happen"),
}
"""Why a plan is stuck."""

OUTCOME: dict[str, Promise] = {
    Outcome.DONE: _("It has happened"),
    Outcome.PARTLY: _("It has happened in part"),
    Outcome.NOT_DONE: _("It has not happened"),
}
"""What came of what was decided."""

SEEN_BY: dict[str, Promise] = {
    "professional": _("as the professionals see it"),
    "family": _("as the family sees it"),
    "child": _("as the child sees it"),
}

DEMAND: dict[Demand, Promise] = {
    Demand.NECESSITY: _("no more is told than is needed"),
    Demand.PROPORTIONALITY: _("it is in proportion"),
    Demand.DANGER: _("there is danger to life or health"),
    Demand.WEIGHTY_INTERESTS: _("weighty interests speak for it"),
    Demand.IDENTITY_LEFT_OUT: _("nobody can be recognised"),
    Demand.CHILD_HEARD: _("the child has been allowed a say first"),
    Demand.NO_OBJECTION: _("the one it is about has not said no, and would not"),
    Demand.ASKED_BY_RECEIVER: _("the receiver has asked for it"),
    Demand.ORDER_NAMES_ITS_GROUND: _("there is an order that names its ground"),
    Demand.TOLD_WHAT_FOR_AND_TO_WHOM: _("those who say yes know what it is for and who may get it"),
    Demand.DECIDED_BY_CONTROLLER: _("the leader of the service decides"),
    Demand.WRITTEN_DOWN: _("it is written down"),
    Demand.TASK_IN_SPECIAL_EFFORT: _("you have a task in the special effort against negative social control"),
}
"""What a rule demands before something is told on it."""

DEMAND_ASKED: dict[Demand, Promise] = {
    Demand.PROPORTIONALITY: _("Why is it in proportion?"),
    Demand.DANGER: _("What is the danger to life or health?"),
    Demand.WEIGHTY_INTERESTS: _("Which weighty interests speak for it?"),
    Demand.NO_OBJECTION: _("How do you know that there is no objection?"),
    Demand.ASKED_BY_RECEIVER: _("When and how did they ask for it?"),
    Demand.ORDER_NAMES_ITS_GROUND: _("Who has ordered it, when, and on which ground?"),
    Demand.TOLD_WHAT_FOR_AND_TO_WHOM: _("How were those who say yes told?"),
    Demand.TASK_IN_SPECIAL_EFFORT: _("Which task in the special effort do you have?"),
}
"""What the one who decides answers in words, where the rule demands more than the necessity and the child's say."""
