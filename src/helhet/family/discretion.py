"""What may be told of people and places around one child.

Where the child's address is shielded (adressesperre, folkeregisterloven § 10-4) nothing may tell a place, and nobody
here knows from whom the address is kept: it may be from the other parent. So we take the safe way for everyone: no
name of a service or a municipality, no surname, no title (it often holds a workplace), no phone number or e-mail
(an area code, a domain), and no text that somebody wrote, since words can hold a place that no program finds. What
stays is who by first name, from which kind of service, what kind of information, and which days.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from helhet.family.words import WITHOUT_NAME
from helhet.people.models import Guardianship, Person, Service, Worker
from helhet.people.queries import hidden_place


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone in a service, as far as this child's family may be told here."""

    name: str
    title: str
    place: str | Promise
    phone: str
    email: str

    @property
    def first(self) -> str:
        """The first name, for a sentence where the whole has just been said."""
        return self.name.split()[0]


@dataclass(frozen=True, slots=True)
class Discretion:
    """How much is told around one child."""

    shielded: bool

    @classmethod
    def around(cls, child: Person, *, on: date) -> "Discretion":
        """The protection of the child and of every adult around it decides, whoever reads.

        Where the child lives with a parent whose address is shielded, what gives away the one gives away the other.
        After a care order the parents may not be told where the child is; then nobody is told here.
        """
        adults = Guardianship.objects.of(child=child).exclude(guardian__protection=Person.Protection.NONE)
        protected = child.protection != Person.Protection.NONE or adults.exists()
        return cls(shielded=protected or hidden_place(child, on=on))

    def name(self, worker: Worker) -> str:
        """What a worker is called."""
        return worker.name.split()[0] if self.shielded else worker.name

    def place(self, service: Service) -> str | Promise:
        """What a service is called."""
        return WITHOUT_NAME[service.service_type] if self.shielded else service.name

    def words(self, text: str) -> str:
        """Somebody's own words, or nothing."""
        return "" if self.shielded else text

    def contact(self, worker: Worker, service: Service) -> Contact:
        """Who it is, and how to reach them; the service's number where they have none of their own."""
        return Contact(
            name=self.name(worker),
            title=self.words(worker.title),
            place=self.place(service),
            phone=self.words(worker.phone or service.phone),
            email=self.words(worker.email),
        )
