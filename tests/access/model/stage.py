"""The small model's people at work: every kind of secrecy, two health professions outside a health service."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from helhet.access.current import actor_in
from helhet.core import guides
from helhet.core.actors import Actor, ActorKind
from helhet.core.services import ServiceType
from helhet.people.models import Membership, Person, Service, Worker
from tests.access.oracle import Reader
from tests.cast import TODAY, Cast, assemble, employ, service, worker


@dataclass
class Stage:
    """The cast, and who else the model needs."""

    cast: Cast
    services: dict[str, Service]
    workers: dict[str, Worker]
    adults: dict[str, Person]
    places: dict[tuple[str, str], Actor]
    """Everyone at work, by name and service: what a request would take them for."""

    def at_work(self) -> list[tuple[Reader, Actor]]:
        """Every worker, in every service they act for."""
        return [
            (Reader("worker", name, place, health=actor.regime == "health"), actor)
            for (name, place), actor in sorted(self.places.items())
        ]

    def others(self) -> list[tuple[Reader, Actor]]:
        """The adults of the families, and those who are nobody here."""
        family = [
            (Reader("guardian", name), Actor(kind=ActorKind.GUARDIAN, id=one.pk)) for name, one in self.adults.items()
        ]
        return [
            *family,
            (Reader("guardian", "nobody"), Actor(kind=ActorKind.GUARDIAN, id=uuid4())),
            (Reader("young_person", "nobody"), Actor(kind=ActorKind.YOUNG_PERSON, id=uuid4(), born_on=TODAY)),
            (Reader("system", ""), Actor.system()),
            *self._with_the_id_of_another(),
        ]

    def _with_the_id_of_another(self) -> list[tuple[Reader, Actor]]:
        """Not so in the world: so that the kind of reader is asked about, and not only the id."""
        as_kari: dict[str, Any] = {"id": self.workers["Kari"].pk, "service": self.services["school"].pk}
        as_kari |= {"service_type": ServiceType.PRIMARY_SCHOOL}
        as_nils = as_kari | {"id": self.workers["Nils"].pk}
        as_mona = as_kari | {"id": self.adults["Mona"].pk}
        return [
            *((Reader(kind, "Kari's"), Actor(kind=ActorKind(kind), **as_kari)) for kind in ("system", "guardian")),
            (Reader("guardian", "Nils's"), Actor(kind=ActorKind.GUARDIAN, **as_nils)),
            (Reader("young_person", "Kari's"), Actor(kind=ActorKind.YOUNG_PERSON, born_on=TODAY, **as_kari)),
            (Reader("worker", "Mona's", "school"), Actor(kind=ActorKind.WORKER, **as_mona)),
            (Reader("young_person", "Mona's"), Actor(kind=ActorKind.YOUNG_PERSON, born_on=TODAY, **as_mona)),
        ]


def set_stage() -> Stage:
    """Put everyone in their places."""
    cast = assemble(guides.current("levels-0-3", TODAY))
    bodil, nora, sigrid, petra = worker("Bodil"), worker("Nora"), worker("Sigrid"), worker("Petra")
    child_welfare = service(cast.fjordvik, ServiceType.CHILD_WELFARE, "Barnevernet", leader=bodil)
    nav = service(cast.fjordvik, ServiceType.NAV, "Nav Fjordvik", leader=nora)
    employ(cast.jonas, cast.school)
    for who, where in ((sigrid, cast.school), (petra, cast.ppt)):  # a nurse in the school, a psychologist in the PPT
        Membership.objects.filter(pk=employ(who, where).pk).update(health_personnel=True)
    services = {"school": cast.school, "clinic": cast.clinic, "ppt": cast.ppt, "child_welfare": child_welfare}
    services |= {"nav": nav, "other": cast.other_school}
    everyone = (cast.kari, cast.nils, cast.rektor, cast.jonas, cast.head_nurse, cast.pia, cast.amir)
    workers = {one.name: one for one in (*everyone, bodil, nora, sigrid, petra)}
    adults = {name: Person.objects.create(municipality=cast.fjordvik, name=name) for name in ("Mona", "Per", "Frida")}
    adults["Vera"] = Person.objects.create(municipality=cast.fjordvik, name="Vera", protection="confidential")
    names = {one.pk: name for name, one in services.items()}
    places = Membership.objects.select_related("service", "worker").order_by("pk")
    return Stage(
        cast=cast,
        services=services,
        workers=workers,
        adults=adults,
        places={(one.worker.name, names[one.service_id]): actor_in(one) for one in places},
    )
