"""The fifteen kinds of service the law's rules of secrecy tell apart, and which of them our services are.

The law and the platform cut differently: to the law a Nav office is two (the state's part and the municipality's
social services), and every school is one kind. Some services have no rules of their own; for them only what holds
for everyone holds. Four that are known here can be told things and take no part in plans: see `core/services.py`.
"""

from enum import StrEnum

from helhet.core.services import ServiceType


class LawService(StrEnum):
    """Who gives and who receives, in the rules on sharing (`parameters/sharing`)."""

    KINDERGARTEN = "kindergarten"  # barnehage
    SCHOOL = "school"  # skole, med SFO
    PPT = "ppt"  # pedagogisk-psykologisk tjeneste
    FOLLOW_UP = "follow_up"  # oppfølgingstjenesten (OT)
    MUNICIPAL_HEALTH = "municipal_health"  # kommunens helse- og omsorgstjeneste, med helsestasjon og skolehelsetjeneste
    SPECIALIST_HEALTH = "specialist_health"  # spesialisthelsetjenesten, med BUP
    DENTAL = "dental"  # tannhelsetjenesten
    CHILD_WELFARE = "child_welfare"  # barnevernet
    SOCIAL_SERVICES = "social_services"  # sosialtjenesten, kommunens del av Nav
    NAV = "nav"  # Arbeids- og velferdsetaten, statens del av Nav
    CRISIS_CENTRE = "crisis_centre"  # krisesenter
    FAMILY_COUNSELLING = "family_counselling"  # familievernet
    INTEGRATION = "integration"  # integreringstjenesten
    MEDIATION = "mediation"  # konfliktrådet
    POLICE = "police"  # politi og påtalemyndighet


ANY = "*"
"""In a rule: every service, also those with no rules of their own."""
SAME_BODY = "same_body"
"""In a rule: colleagues in the giver's own body (organ)."""
OUTSIDE = frozenset(
    {"parent_with_responsibility", "parent_without_responsibility", "health_supervision_board", "county_governor"}
)
"""Receivers that are no service."""

OF_TYPE: dict[ServiceType, frozenset[LawService]] = {
    ServiceType.KINDERGARTEN: frozenset({LawService.KINDERGARTEN}),
    ServiceType.PRIMARY_SCHOOL: frozenset({LawService.SCHOOL}),
    ServiceType.UPPER_SECONDARY: frozenset({LawService.SCHOOL}),
    ServiceType.PPT: frozenset({LawService.PPT}),
    ServiceType.HEALTH_CLINIC: frozenset({LawService.MUNICIPAL_HEALTH}),
    ServiceType.CHILD_WELFARE: frozenset({LawService.CHILD_WELFARE}),
    ServiceType.NAV: frozenset({LawService.SOCIAL_SERVICES, LawService.NAV}),
    ServiceType.LEISURE_CLUB: frozenset(),
    ServiceType.COORDINATING_UNIT: frozenset(),
    ServiceType.FOLLOW_UP_SERVICE: frozenset({LawService.FOLLOW_UP}),
    ServiceType.BUP: frozenset({LawService.SPECIALIST_HEALTH}),
    ServiceType.HOSPITAL: frozenset({LawService.SPECIALIST_HEALTH}),
    ServiceType.DENTAL: frozenset({LawService.DENTAL}),
    ServiceType.INTEGRATION: frozenset({LawService.INTEGRATION}),
}


def law_services(of: ServiceType, *, health_personnel: bool = False) -> frozenset[LawService]:
    """What the law takes one of our services for; empty where it has no rules for the kind.

    Args:
        health_personnel: the one who knows is health personnel. The duty follows the profession (helsepersonelloven
            § 21), so a nurse or psychologist employed where others are not is bound as the municipal health service.
    """
    if health_personnel and not of.health_secrecy:
        return frozenset({LawService.MUNICIPAL_HEALTH})
    return OF_TYPE[of]
