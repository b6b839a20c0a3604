"""Who can be tried: the workers by service, and the families of the plans there are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from helhet.core.law.ages import fvl_18_not_shown_confidential
from helhet.core.law.periods import age_on
from helhet.core.moments import NORWAY
from helhet.core.texts import Text
from helhet.demo.roster import START_HERE, roster
from helhet.people.models import Account, Appointment, Guardianship, Membership, Person, Service, Worker
from helhet.plans.models import Plan

RECENT = timedelta(days=30)
"""So long after a plan is closed its family still stands among the first."""


@dataclass(frozen=True, slots=True)
class Player:
    """One worker, and what they are good for trying."""

    worker: Worker
    line: Text | None
    leads: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A service and its people, the leader first."""

    service: Service
    players: tuple[Player, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A child with a plan, and those who have a page of their own: guardians, carers, and from 15 the young."""

    child: Person
    age: int
    readers: tuple[tuple[Person, str], ...]
    """A person, and what they are to the child; nothing for the young person."""
    recent: bool
    """There is a plan now, or was until lately."""


def units() -> tuple[Unit, ...]:
    """Every service in the roster's order, with everyone who works there."""
    places = Membership.objects.filter(ended_on=None).select_related("worker__account", "service__organisation")
    invented, order = roster().workers, list(roster().workers)
    found: dict[str, list[tuple[Service, Player]]] = defaultdict(list)
    for place in sorted(places, key=lambda one: _place(order, one.worker.account.key)):
        line = invented[key].line if (key := place.worker.account.key) in invented else None
        leads = place.service.leader_id == place.worker_id
        found[str(place.service_id)].append((place.service, Player(place.worker, line, leads)))
    return tuple(Unit(rows[0][0], tuple(player for _, player in rows)) for rows in found.values())


def appointed() -> tuple[tuple[Player, tuple[Appointment, ...]], ...]:
    """Those with tasks beside the casework, in the roster's order, each with what they are appointed to."""
    invented, order = roster().workers, list(roster().workers)
    tasks: dict[UUID, list[Appointment]] = defaultdict(list)
    for one in Appointment.objects.filter(ended_on=None).select_related("worker__account", "organisation"):
        tasks[one.worker_id].append(one)
    found = sorted(tasks.values(), key=lambda own: _place(order, own[0].worker.account.key))
    return tuple((Player(own[0].worker, invented[own[0].worker.account.key].line, False), tuple(own)) for own in found)


def first(units: tuple[Unit, ...]) -> Player | None:
    """Whom to begin with."""
    players = [player for unit in units for player in unit.players]
    return next((player for player in players if player.worker.account.key == START_HERE), None)


def families(on: date) -> tuple[Family, ...]:
    """The families of all plans, by the child's name."""
    long_ago = datetime.combine(on - RECENT, time.min, NORWAY)
    now = Plan.objects.filter(Q(closed_at=None) | Q(closed_at__gte=long_ago)).order_by("pk")
    recent = set(now.values_list("child", flat=True))
    children = Person.objects.filter(pk__in=Plan.objects.values("child")).order_by("name", "id")
    has_a_page = Q(responsibility=Guardianship.Responsibility.YES) | Q(carer=True)
    ties = Guardianship.objects.filter(has_a_page, child__in=children, until_on__gt=on).select_related("guardian")
    guardians: dict[UUID, list[tuple[Person, str]]] = defaultdict(list)
    for tie in ties.order_by("known_on", "guardian__name", "id"):
        guardians[tie.child_id].append((tie.guardian, tie.relation))
    return tuple(
        Family(
            child,
            age_on(child.born_on, on),
            (*guardians[child.pk], *_themselves(child, child.born_on, on)),
            child.pk in recent,
        )
        for child in children
        if child.born_on
    )


def account_of_family(person: Person) -> Account:
    """The way in for a guardian or a young person; in the demo it is made the first time somebody tries it."""
    if person.account is None:
        person.account = Account.objects.create(key=person.pk.hex, language=person.language)
        person.save(update_fields=["account"])
    return person.account


def _themselves(child: Person, born_on: date, on: date) -> tuple[tuple[Person, str], ...]:
    return ((child, ""),) if fvl_18_not_shown_confidential(born_on, on).met is False else ()


def _place(order: list[str], key: str) -> tuple[int, str]:
    return (order.index(key) if key in order else len(order), key)
