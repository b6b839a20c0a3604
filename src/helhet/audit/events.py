"""What can happen, each with a name, a sentence for the one it concerns, and what remains when it is forgotten."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Event(StrEnum):
    """Events are named source:subject:action. A code never changes; a new meaning is a new code."""

    CONCERN_WRITTEN = "worker:concern:write"
    CONCERN_CHANGED = "worker:concern:change"
    CONCERN_READ = "worker:concern:read"
    CONCERN_LISTED = "worker:concern:list"
    CONCERN_SHARED = "worker:concern:share"
    CONCERN_TALKED = "worker:concern:talk"
    CONCERN_DECIDED = "worker:concern:decide"
    REPORT_SENT = "worker:report:send"
    REPORT_ANSWERED = "worker:report:answer"

    PLAN_OPENED = "worker:plan:open"
    PLAN_READ = "any:plan:read"
    PLAN_LISTED = "any:plan:list"
    PLAN_ACTIVATED = "system:plan:activate"
    PLAN_REFUSED = "family:plan:refuse"
    PLAN_CLOSING = "family:plan:end"
    PLAN_CLOSED = "worker:plan:close"
    PLAN_REOPENED = "worker:plan:reopen"
    LEVEL_CHANGED = "worker:plan:level"

    CONSENT_ASKED = "worker:consent:ask"
    CONSENT_GIVEN = "family:consent:give"
    CONSENT_REFUSED = "family:consent:refuse"
    CONSENT_WITHDRAWN = "family:consent:withdraw"
    EXCEPTION_MADE = "family:consent:except"

    SERVICE_INVITED = "worker:service:invite"
    SERVICE_ACCEPTED = "worker:service:accept"
    SERVICE_DECLINED = "worker:service:decline"
    FIRST_CONTACT = "worker:service:meet"

    BATON_TAKEN_UP = "system:baton:begin"
    BATON_OFFERED = "worker:baton:offer"
    BATON_ACCEPTED = "worker:baton:accept"
    BATON_DECLINED = "worker:baton:decline"
    BATON_CANCELLED = "worker:baton:cancel"
    BATON_EXPIRED = "system:baton:expire"
    BATON_FELL = "system:baton:fall"
    BATON_LAID_DOWN = "system:baton:end"

    ENTRY_WRITTEN = "any:entry:write"
    ENTRY_READ = "any:entry:read"
    ENTRY_HIDDEN = "worker:entry:hide"
    ENTRY_SHOWN = "worker:entry:show"
    OWN_RECORD_READ = "worker:record:read"

    DISCLOSED = "worker:entry:disclose"
    DISCLOSURE_TOLD = "worker:disclosure:tell"

    MEASURE_PROPOSED = "worker:measure:propose"
    MEASURE_ACCEPTED = "any:measure:accept"
    MEASURE_LET_GO = "system:measure:let-go"

    MEETING_PLANNED = "worker:meeting:plan"
    CHILD_TALKED_WITH = "worker:meeting:ask-child"
    MEETING_CONCLUDED = "worker:meeting:conclude"
    EVALUATION_CONCLUDED = "worker:evaluation:conclude"

    DEADLOCK_RAISED = "any:deadlock:raise"
    DEADLOCK_DESCRIBED = "worker:deadlock:describe"
    DEADLOCK_TAKEN = "worker:deadlock:take"
    DEADLOCK_ANSWERED = "worker:deadlock:answer"
    DEADLOCK_FOLLOWED_UP = "worker:deadlock:follow-up"
    DEADLOCK_CALLED_OFF = "system:deadlock:end"

    COVER_SET = "worker:cover:set"
    MEMBERSHIP_ENDED = "worker:membership:end"

    PERSON_RECORDED = "worker:person:record"
    TEXTS_DESTROYED = "any:text:destroy"
    CARE_ORDER_RECORDED = "worker:care:record"
    CARE_ORDER_ENDED = "worker:care:end"
    CONTACT_CHANGED = "worker:person:contact"
    TIE_CHANGED = "worker:person:tie"
    PROTECTION_RECORDED = "worker:person:protect"
    CLOCK_REMINDED = "system:clock:remind"
    FAMILY_READ = "family:plan:read"

    HOLD_PLACED = "worker:hold:place"
    HOLD_LIFTED = "worker:hold:lift"
    ARCHIVE_ANSWERED = "worker:archive:answer"
    MATTER_FORGOTTEN = "system:matter:forget"


@dataclass(frozen=True, slots=True)
class Sentence:
    """How an event reads in the family's log, and how it is forgotten."""

    words: Promise
    forgets: str
    """What is removed when the child's things are deleted: `details` (codes go, the fact stays) or `nothing`."""


SENTENCES: dict[Event, Sentence] = {
    Event.CONCERN_WRITTEN: Sentence(_("wrote a wonder note"), "details"),
    Event.CONCERN_CHANGED: Sentence(_("changed a wonder note"), "details"),
    Event.CONCERN_LISTED: Sentence(_("saw a wonder note in a list"), "details"),
    Event.CONCERN_READ: Sentence(_("read a wonder note"), "details"),
    Event.CONCERN_SHARED: Sentence(_("shared a wonder note with the leader"), "details"),
    Event.CONCERN_TALKED: Sentence(_("recorded a talk"), "details"),
    Event.CONCERN_DECIDED: Sentence(_("decided what a wonder should lead to"), "details"),
    Event.REPORT_SENT: Sentence(_("recorded that a report was sent"), "details"),
    Event.REPORT_ANSWERED: Sentence(_("recorded that a report was answered"), "details"),
    Event.PLAN_OPENED: Sentence(_("began preparing a plan"), "details"),
    Event.PLAN_READ: Sentence(_("opened the plan"), "details"),
    Event.PLAN_LISTED: Sentence(_("saw the plan in a list"), "details"),
    Event.PLAN_ACTIVATED: Sentence(_("the plan began, with the family's consent"), "details"),
    Event.PLAN_REFUSED: Sentence(_("the family did not want a plan"), "details"),
    Event.PLAN_CLOSING: Sentence(_("the consent the plan rested on was taken back"), "details"),
    Event.PLAN_CLOSED: Sentence(_("closed the plan"), "details"),
    Event.PLAN_REOPENED: Sentence(_("began a new plan after the closed one"), "details"),
    Event.LEVEL_CHANGED: Sentence(_("changed the level"), "details"),
    Event.CONSENT_ASKED: Sentence(_("asked for consent"), "details"),
    Event.CONSENT_GIVEN: Sentence(_("consent was given"), "details"),
    Event.CONSENT_REFUSED: Sentence(_("the answer was no"), "details"),
    Event.CONSENT_WITHDRAWN: Sentence(_("consent was taken back"), "details"),
    Event.EXCEPTION_MADE: Sentence(_("an exception was made to the consent"), "details"),
    Event.SERVICE_INVITED: Sentence(_("invited a service"), "details"),
    Event.SERVICE_ACCEPTED: Sentence(_("accepted the invitation"), "details"),
    Event.SERVICE_DECLINED: Sentence(_("declined the invitation"), "details"),
    Event.FIRST_CONTACT: Sentence(_("met the family for the first time"), "details"),
    Event.BATON_TAKEN_UP: Sentence(_("took up the baton"), "details"),
    Event.BATON_OFFERED: Sentence(_("offered the baton to another"), "details"),
    Event.BATON_ACCEPTED: Sentence(_("accepted the baton"), "details"),
    Event.BATON_DECLINED: Sentence(_("declined the baton"), "details"),
    Event.BATON_CANCELLED: Sentence(_("took back the offer of the baton"), "details"),
    Event.BATON_EXPIRED: Sentence(_("the offer of the baton ran out unanswered"), "details"),
    Event.BATON_FELL: Sentence(_("the baton passed to the unit's leader"), "details"),
    Event.BATON_LAID_DOWN: Sentence(_("the baton was laid down"), "details"),
    Event.ENTRY_WRITTEN: Sentence(_("wrote in the plan"), "details"),
    Event.ENTRY_READ: Sentence(_("read what is written in the plan"), "details"),
    Event.ENTRY_HIDDEN: Sentence(_("hid something from one of the family"), "details"),
    Event.ENTRY_SHOWN: Sentence(_("showed again what had been hidden"), "details"),
    Event.OWN_RECORD_READ: Sentence(_("read the service's own record"), "details"),
    Event.DISCLOSED: Sentence(_("told another service something without consent"), "details"),
    Event.DISCLOSURE_TOLD: Sentence(_("told the family what had been told without consent"), "details"),
    Event.MEASURE_PROPOSED: Sentence(_("proposed a measure"), "details"),
    Event.MEASURE_ACCEPTED: Sentence(_("took responsibility for a measure"), "details"),
    Event.MEASURE_LET_GO: Sentence(_("a measure lost the one who had taken it on"), "details"),
    Event.MEETING_PLANNED: Sentence(_("planned a meeting"), "details"),
    Event.CHILD_TALKED_WITH: Sentence(_("talked with the child before a meeting"), "details"),
    Event.MEETING_CONCLUDED: Sentence(_("concluded a meeting"), "details"),
    Event.EVALUATION_CONCLUDED: Sentence(_("concluded an evaluation"), "details"),
    Event.DEADLOCK_RAISED: Sentence(_("the plan was said to be stuck"), "details"),
    Event.DEADLOCK_DESCRIBED: Sentence(_("described what is stuck"), "details"),
    Event.DEADLOCK_TAKEN: Sentence(_("took it to those who decide"), "details"),
    Event.DEADLOCK_ANSWERED: Sentence(_("wrote down what was decided where the plan was stuck"), "details"),
    Event.DEADLOCK_FOLLOWED_UP: Sentence(_("wrote down whether what was decided has happened"), "details"),
    Event.DEADLOCK_CALLED_OFF: Sentence(_("there was nothing left to decide"), "details"),
    Event.COVER_SET: Sentence(_("arranged cover during an absence"), "nothing"),
    Event.MEMBERSHIP_ENDED: Sentence(_("an employee left the unit"), "nothing"),
    Event.PERSON_RECORDED: Sentence(_("wrote down who someone is"), "details"),
    Event.TEXTS_DESTROYED: Sentence(_("deleted for good what was written"), "nothing"),
    Event.CARE_ORDER_RECORDED: Sentence(_("wrote down that child welfare has the care"), "details"),
    Event.CARE_ORDER_ENDED: Sentence(_("wrote down that child welfare no longer has the care"), "details"),
    Event.CONTACT_CHANGED: Sentence(_("changed how someone is reached"), "details"),
    Event.TIE_CHANGED: Sentence(_("changed who an adult is to the child"), "details"),
    Event.PROTECTION_RECORDED: Sentence(_("wrote down whether an address is protected"), "details"),
    Event.CLOCK_REMINDED: Sentence(_("a reminder was sent"), "details"),
    Event.FAMILY_READ: Sentence(_("the family opened the plan"), "details"),
    Event.HOLD_PLACED: Sentence(_("decided that nothing is deleted for now"), "details"),
    Event.HOLD_LIFTED: Sentence(_("decided that the ordinary rules of deletion hold again"), "details"),
    Event.ARCHIVE_ANSWERED: Sentence(_("wrote down that the archive has received it"), "nothing"),
    Event.MATTER_FORGOTTEN: Sentence(_("it was deleted, as its time was up"), "nothing"),
}
