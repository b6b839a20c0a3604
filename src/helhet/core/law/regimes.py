"""The secrecy regimes (taushetspliktregimer): which rules bind an item, and so who may lift them."""

from enum import StrEnum

from helhet.core.services import ServiceType


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


STRICTEST_FIRST = (
    Regime.HEALTH, Regime.FAMILY_COUNSELLING, Regime.CHILD_WELFARE, Regime.SOCIAL, Regime.GENERAL,
)  # fmt: skip
"""Where two bind the same item, the one further to the front decides who may lift it."""

OF_SERVICE = {ServiceType.CHILD_WELFARE: Regime.CHILD_WELFARE, ServiceType.NAV: Regime.SOCIAL}


def regime_of_service(service: ServiceType) -> Regime:
    """The regime a service's people work under, when they are not health personnel."""
    return Regime.HEALTH if service.health_secrecy else OF_SERVICE.get(service, Regime.GENERAL)


def regime_of_writer(service: ServiceType, *, health_personnel: bool) -> Regime:
    """The regime that binds one person in a service: their profession's, before their service's (hpl. § 21)."""
    return Regime.HEALTH if health_personnel else regime_of_service(service)


def regime_of_item(writer: Regime, source: Regime) -> Regime:
    """What binds something written down: the writer's regime and that of whoever they have it from; the stricter.

    Secrecy goes along with what is told on (helsepersonelloven § 21, forvaltningsloven § 13 b second para.).
    """
    return min(writer, source, key=STRICTEST_FIRST.index)
