"""The kinds of services that act around a child: a closed list, as the law's rules are per kind."""

from enum import StrEnum


class ServiceType(StrEnum):
    """Tjenestetype. What a service *is*, not what the municipality calls it or where it sits."""

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

    @property
    def health_secrecy(self) -> bool:
        """Whether its people work under helsepersonelloven rather than forvaltningsloven's rules of secrecy."""
        return self in {ServiceType.HEALTH_CLINIC, ServiceType.BUP, ServiceType.HOSPITAL}
