"""The codes of the library in words, and the sentences for what cannot be done."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.core.guides.model import StepAction
from helhet.core.publishing import VersionState
from helhet.plans.guide_words import SERVICE_TYPE

AUDIENCE: dict[str, Promise] = {
    "young": _("Children and young people"),
    "parent": _("Parents"),
    "worker": _("Those who work with children"),
    "leader": _("Leaders in municipality and county"),
    "state": _("State and research"),
}
STEP: dict[str, Promise] = {
    StepAction.CONCERN_WRITE: _("Wonder, and write it down"),
    StepAction.CONCERN_SHARE: _("Talk with a leader or colleague"),
    StepAction.CONCERN_TALK: _("Talk with the child and the parents"),
    StepAction.CONCERN_DECIDE: _("Decide what happens next"),
    StepAction.PLAN_OPEN: _("Begin a plan"),
    StepAction.CONSENT_RECORD: _("Ask the family"),
    StepAction.GOAL_ADD: _("Agree on goals"),
    StepAction.MEASURE_ADD: _("Choose measures"),
    StepAction.SERVICE_INVITE: _("Ask others to take part"),
    StepAction.BATON_OFFER: _("Hand over the baton"),
    StepAction.MEETING_PLAN: _("Meet"),
    StepAction.EVALUATION_CONCLUDE: _("See whether it helps"),
    StepAction.LEVEL_CHANGE: _("More help, or less"),
    StepAction.PLAN_CLOSE: _("End well"),
}
SERVICE: dict[str, Promise] = {str(kind): words for kind, words in SERVICE_TYPE.items()}
LANGUAGE: dict[str, Promise] = {
    "nb": _("Bokmål"), "nn": _("Nynorsk"), "en": _("English"), "se": _("Northern Sámi"),
}  # fmt: skip
STATE: dict[str, Promise] = {
    VersionState.DRAFT: _("draft"),
    VersionState.SENT: _("waits for another pair of eyes"),
    VersionState.APPROVED: _("comes out at its moment"),
    VersionState.PUBLISHED: _("published"),
    VersionState.REPLACED: _("replaced by a later version"),
    VersionState.WITHDRAWN: _("withdrawn"),
}
REFUSED: dict[str, tuple[str | None, Promise]] = {
    "wrong_state": (None, _("Somebody has done something with it since you opened the page. Look at it once more.")),
    "incomplete": (None, _("It needs a title and a summary in bokmål or nynorsk first.")),
    "not_as_read": (None, _("Somebody has written in it since you read it. Read it once more.")),
    "own_words": (None, _("You have written in this version. Somebody else must read it and let it out.")),
    "in_the_past": ("publish_at", _("That moment is over. Choose now, or a later one.")),
    "not_publisher": (None, _("Only a publisher can do this.")),
    "address_taken": ("slug", _("Another item has, or has had, this address.")),
}
