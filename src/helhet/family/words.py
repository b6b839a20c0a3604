"""What things are called on the family's page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.core.deadlock import Cause
from helhet.core.services import ServiceType
from helhet.plans.words import CAUSE

WITHOUT_NAME: dict[ServiceType, Promise] = {
    ServiceType.KINDERGARTEN: _("the kindergarten"),
    ServiceType.PRIMARY_SCHOOL: _("the school"),
    ServiceType.UPPER_SECONDARY: _("the upper secondary school"),
    ServiceType.PPT: _("the educational-psychological service"),
    ServiceType.HEALTH_CLINIC: _("the health clinic"),
    ServiceType.CHILD_WELFARE: _("the child welfare service"),
    ServiceType.NAV: _("Nav"),
    ServiceType.LEISURE_CLUB: _("the leisure club"),
    ServiceType.COORDINATING_UNIT: _("the coordinating unit"),
    ServiceType.FOLLOW_UP_SERVICE: _("the follow-up service"),
    ServiceType.BUP: _("the mental health clinic for children and young people"),
    ServiceType.HOSPITAL: _("the hospital"),
    ServiceType.DENTAL: _("the dental service"),
    ServiceType.INTEGRATION: _("the refugee service"),
}
"""A service where its own name would tell a place."""

OWN_KIND: dict[str, Promise] = {"child_view": _("What you think yourself")}
"""What an entry is called otherwise, for the young person whose plan it is."""

MEETING: dict[str, Promise] = {
    "planning": _("Meeting to make the plan"),
    "evaluation": _("Meeting to see how it goes"),
}

STANDS_STILL = _("It does not move on as it should")
WHY_STUCK: dict[str, Promise] = CAUSE | {
    Cause.BATON: _("Nobody takes over the responsibility for the plan"),
    Cause.FAMILY: STANDS_STILL,
    Cause.NO_PROGRESS: STANDS_STILL,
}
"""Why a plan is stuck. Whether one of the family has said so is not told here: a parent who has not would know who."""
