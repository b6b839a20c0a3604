"""The secrecy regimes (taushetspliktregimer): which rules bind an item, and so who may lift them."""

from enum import StrEnum


class Regime(StrEnum):
    """The regime follows the author's profession and the source, never the building or the team."""

    GENERAL = "general"
    """Forvaltningsloven §§ 13 ff: kindergarten, school, PPT, follow-up service."""
    HEALTH = "health"
    """Helsepersonelloven ch. 5: everyone who is health personnel, the school nurse too."""
    CHILD_WELFARE = "child_welfare"
    """Barnevernsloven § 13-1."""
    SOCIAL = "social"
    """Sosialtjenesteloven § 44 and NAV-loven § 7."""
    FAMILY_COUNSELLING = "family_counselling"
    """Familievernkontorloven §§ 5-7."""
