"""What the register's codes are called on the screen. The keys are the only codes a file of the register may use."""

from django.utils.translation import gettext_lazy as _

from helhet.measures.kinds import Kind, PreventionLevel

KINDS = {
    Kind.MEASURE: _("A measure"),
    Kind.ORGANISING: _("A way of organising the work"),
    Kind.RIGHT: _("A right in law"),
}
LEVELS = {
    PreventionLevel.UNIVERSAL: _("Universal"),
    PreventionLevel.SELECTIVE: _("Selective"),
    PreventionLevel.INDICATED: _("Indicated"),
}
LEVEL_MEANS = {
    PreventionLevel.UNIVERSAL: _("for all children, without anyone being picked out"),
    PreventionLevel.SELECTIVE: _("for children in circumstances where more of them run into trouble"),
    PreventionLevel.INDICATED: _("for children where there are already signs of trouble"),
}
TOPICS = {
    "attachment": _("Attachment"),
    "parenting": _("Being a parent"),
    "behaviour": _("Behaviour"),
    "crime": _("Crime prevention"),
    "disability": _("Disability"),
    "early": _("Finding out early"),
    "family": _("Family and network"),
    "leisure": _("Leisure"),
    "mental-health": _("Mental health"),
    "poverty": _("Poverty"),
    "school": _("School and kindergarten"),
    "substances": _("Alcohol and drugs"),
    "together": _("Working together"),
    "trauma": _("Violence and trauma"),
    "work": _("Education and work"),
}
SETTINGS = {
    "bup": _("Mental health care for children and young people"),
    "child-protection": _("Child protection"),
    "company": _("Workplaces"),
    "county": _("County authority"),
    "family-counselling": _("Family counselling"),
    "health-centre": _("Child health centre"),
    "home": _("At home"),
    "hospital": _("Hospital"),
    "kindergarten": _("Kindergarten"),
    "municipality": _("Municipality"),
    "nav": _("NAV"),
    "police": _("Police"),
    "school": _("School"),
    "upper-secondary": _("Upper secondary school"),
    "voluntary": _("Voluntary organisations"),
}
COUNTRIES = {
    "DK": _("Denmark"),
    "IS": _("Iceland"),
    "NO": _("Norway"),
    "SE": _("Sweden"),
}
