"""The kinds of services that act around a child: a closed list, as the law's rules are per kind."""

from enum import StrEnum


class ServiceType(StrEnum):
    """Tjenestetype. What a service *is*, not what the municipality calls it or where it sits.

    Four that the law knows are left out on purpose; they can be told things, by `core/law/law_services.py`, and take
    no part in plans. The police receive what must be told. The mediation service (konfliktrådet) shares on a yes of
    its own, from the young person *and* the guardians. Family counselling (familievernet) has a secrecy of its own,
    for which no ground of access speaks yet. And that somebody has been in touch with a crisis centre (krisesenter)
    is itself secret (krisesenterlova § 5), while both parents read which services a plan has.
    """

    KINDERGARTEN = "kindergarten"  # barnehage
    PRIMARY_SCHOOL = "primary_school"  # grunnskole (1.–10. trinn), with its after-school programme (SFO)
    UPPER_SECONDARY = "upper_secondary"  # videregående skole (fylkeskommunen)
    PPT = "ppt"  # pedagogisk-psykologisk tjeneste
    HEALTH_CLINIC = "health_clinic"  # helsestasjon, skolehelsetjeneste og helsestasjon for ungdom
    CHILD_WELFARE = "child_welfare"  # barneverntjeneste
    NAV = "nav"  # Nav-kontor: state and municipal part
    LEISURE_CLUB = "leisure_club"  # fritidsklubb, ungdomsklubb, utekontakt
    COORDINATING_UNIT = "coordinating_unit"  # koordinerende enhet for habilitering og rehabilitering
    FOLLOW_UP_SERVICE = "follow_up_service"  # oppfølgingstjenesten (OT, fylkeskommunen)
    BUP = "bup"  # barne- og ungdomspsykiatrisk poliklinikk (spesialisthelsetjenesten)
    HOSPITAL = "hospital"  # sykehus og habilitering (spesialisthelsetjenesten)
    DENTAL = "dental"  # tannhelsetjenesten (fylkeskommunen)
    INTEGRATION = "integration"  # flyktningtjeneste, introduksjonsprogram

    @property
    def health_secrecy(self) -> bool:
        """Whether its people work under helsepersonelloven rather than forvaltningsloven's rules of secrecy."""
        return self in {ServiceType.HEALTH_CLINIC, ServiceType.BUP, ServiceType.HOSPITAL, ServiceType.DENTAL}
