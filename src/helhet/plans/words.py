"""What the codes of a plan are called on the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.core.doing import Act
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
    "concern_decide": _("Decide what the wonder leads to"),
    "DL-BVL-13-3-1": _("Child protection should have answered"),
    "note": _("A wonder note is shared with you"),
    "offer": _("You are asked to take over the baton"),
    "invitation": _("You are asked to take part"),
    "measure": _("You are asked to take on a measure"),
    "offer_declined": _("%(who)s said no to the baton: ask another"),
    "offer_expired": _("%(who)s has not answered about the baton in time: ask another"),
    "invitation_declined": _("%(who)s said no to taking part: ask another"),
    "measure_lost": _("A measure needs a new responsible"),
}
"""What waits, in My day."""

STATUS: dict[PlanStatus, Promise] = {
    PlanStatus.DRAFT: _("waiting for the family's answer"),
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
    Act.INVITE: _("Invite a service"),
    Act.OFFER_BATON: _("Offer the baton to another"),
    Act.WRITE: _("Write in the plan"),
    Act.ADD_GOAL: _("Add a goal"),
    Act.PROPOSE_MEASURE: _("Add a measure"),
    Act.PLAN_MEETING: _("Plan a meeting"),
    Act.CONCLUDE_MEETING: _("Conclude the meeting"),
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
}

SEEN_BY: dict[str, Promise] = {
    "professional": _("as the professionals see it"),
    "family": _("as the family sees it"),
    "child": _("as the child sees it"),
}
