"""The stage: organisations, services and workers as rows, and the moment all stories are told from."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

from helhet.core import guides
from helhet.core.actors import Actor, ActorKind
from helhet.core.guides import GuidePack
from helhet.core.law.periods import birthday
from helhet.core.moments import NORWAY, day_of
from helhet.core.national_id import synthetic
from helhet.demo.roster import InventedService, InventedWorker, roster
from helhet.people.models import Account, Appointment, Membership, Organisation, Person, Service, Worker

SERVED = timedelta(days=5 * 365)
"""How long everyone has worked where they work."""


@dataclass(frozen=True)
class Stage:
    """Everyone in their places. Days are counted from `now`: `ago(3)` is three days ago, `ahead(3)` in three days."""

    now: datetime
    pack: str
    organisations: dict[str, Organisation]
    services: dict[str, Service]
    workers: dict[str, Worker]
    place_of: dict[str, str]
    """A worker's key to the key of the service they work in."""
    serials: "count[int]"

    def ago(self, days: int) -> datetime:
        """That day, in the middle of the working day; never later than now."""
        day = day_of(self.now) - timedelta(days=days)
        return min(datetime.combine(day, time(11, 0), NORWAY), self.now)

    def ahead(self, days: int) -> date:
        """That many days from today; below zero is in the past."""
        return day_of(self.now) + timedelta(days=days)

    def guide(self, on: date) -> GuidePack:
        """The action guide in use on a day."""
        return guides.current(self.pack, on)

    def acting(self, worker: str) -> Actor:
        """A worker acting for their service."""
        who, where = self.workers[worker], self.services[self.place_of[worker]]
        return Actor(
            kind=ActorKind.WORKER,
            id=who.pk,
            service=where.pk,
            service_type=where.service_type,
            leads=where.leader_id == who.pk,
        )

    def hire(self, people: tuple[InventedWorker, ...], service: str) -> None:
        """Some more who work in a service, and have done so as long as the others."""
        where = self.services[service]
        for person in people:
            who = self.workers[person.key] = _made(person, where.organisation, phone=where.phone)
            self.place_of[person.key] = service
            Membership.objects.create(worker=who, service=where, since_on=day_of(self.now) - SERVED)

    def service_of(self, worker: str) -> Service:
        """Where a worker works."""
        return self.services[self.place_of[worker]]

    def child(
        self,
        name: str,
        *,
        years: int,
        days: int,
        protection: Person.Protection = Person.Protection.NONE,
        email: str = "",
        language: str = "nb",
    ) -> Person:
        """An invented child or young person, who turned `years` this many days ago (below zero: turns them then)."""
        born_on = birthday(day_of(self.now) - timedelta(days=days), -years)
        number = synthetic(
            day=born_on.day, month=born_on.month, year=born_on.year % 100, serial=next(self.serials) * 7 % 1000
        )
        return Person.objects.create(
            municipality=self.organisations["fjordvik"],
            name=name,
            born_on=born_on,
            national_id=number,
            protection=protection,
            email=email,
            language=language,
        )


def build_stage(*, at: datetime, pack: str) -> Stage:
    """Put the whole roster in the database: where people work, and a way to sign in for each."""
    organisations: dict[str, Organisation] = {}
    for one in roster().organisations:
        parent = organisations[one.parent] if one.parent else None
        organisations[one.key] = Organisation.objects.create(parent=parent, demo=True, **one.fields)
    services: dict[str, Service] = {}
    workers: dict[str, Worker] = {}
    place_of: dict[str, str] = {}
    for invented in roster().services:
        people = _hire(invented, organisations[invented.organisation])
        services[invented.key] = Service.objects.create(
            organisation=organisations[invented.organisation],
            type=invented.type,
            name=invented.name,
            phone=invented.phone,
            leader=people[invented.people[0].key],
        )
        Membership.objects.bulk_create(
            Membership(worker=who, service=services[invented.key], since_on=day_of(at) - SERVED)
            for who in people.values()
        )
        workers |= people
        place_of |= dict.fromkeys(people, invented.key)
    for task in roster().appointed:
        organisation = organisations[task.organisation]
        who = _made(task.worker, organisation)
        Appointment.objects.bulk_create(
            Appointment(worker=who, organisation=organisation, role=role, since_on=day_of(at) - SERVED)
            for role in task.roles
        )
        workers[task.worker.key] = who
    return Stage(at, pack, organisations, services, workers, place_of, count(1))


def _hire(service: InventedService, organisation: Organisation) -> dict[str, Worker]:
    return {person.key: _made(person, organisation, phone=service.phone) for person in service.people}


def _made(person: InventedWorker, organisation: Organisation, phone: str = "") -> Worker:
    return Worker.objects.create(
        account=Account.objects.create(key=person.key),
        name=person.name,
        title=person.title,
        email=f"{person.key}@{organisation.short_name.lower()}.example",
        phone=phone,
    )
