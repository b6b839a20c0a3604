"""What a guide pack's own codes are called on the page anyone can read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.core.services import ServiceType

SERVICE_TYPE: dict[ServiceType, Promise] = {
    ServiceType.KINDERGARTEN: _("Kindergarten"),
    ServiceType.PRIMARY_SCHOOL: _("Primary and lower secondary school"),
    ServiceType.UPPER_SECONDARY: _("Upper secondary school"),
    ServiceType.PPT: _("Educational-psychological service (PPT)"),
    ServiceType.HEALTH_CLINIC: _("Health clinic and school health service"),
    ServiceType.CHILD_WELFARE: _("Child welfare service"),
    ServiceType.NAV: _("Nav office"),
    ServiceType.LEISURE_CLUB: _("Leisure club"),
    ServiceType.COORDINATING_UNIT: _("Coordinating unit"),
    ServiceType.FOLLOW_UP_SERVICE: _("Follow-up service"),
    ServiceType.BUP: _("Mental health clinic for children and young people (BUP)"),
    ServiceType.HOSPITAL: _("Hospital"),
    ServiceType.DENTAL: _("Public dental service"),
    ServiceType.INTEGRATION: _("Refugee service and introduction programme"),
}

WRITER: dict[str, Promise] = {
    "holder": _("the holder"),
    "participants": _("everyone who takes part for a service"),
    "guardians": _("the guardians"),
    "young_person": _("the young person"),
}

CHANNEL: dict[str, Promise] = {
    "digital": _("on screen"),
    "paper": _("on paper"),
    "oral": _("by word of mouth"),
}

OTHER_USE: dict[str, Promise] = {
    "activity_plan": _("the activity plan for a safe school environment"),
    "ppt_referral": _("the referral to the educational-psychological service"),
}

INDIVIDUAL_PLAN: dict[str, Promise] = {
    "closes": _("The plan is closed, and the individual plan takes over."),
    "continues": _("The plan goes on as the individual plan."),
}

FIELD_KIND: dict[str, Promise] = {
    "text": _("a line"),
    "long": _("a text"),
    "choice": _("a choice"),
    "yes_no": _("yes or no"),
    "date": _("a day"),
}

REMINDED: dict[str, Promise] = {
    "owner": _("the one responsible"),
    "leader": _("their leader"),
}
