"""Who may see one entry, and why: the very filter that decides, asked for everyone around the child in turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from helhet.access.filter import grounds_of
from helhet.access.models import Disclosure
from helhet.core.access import Ground, grounds
from helhet.core.actors import Actor, ActorKind
from helhet.core.baton import OfferState
from helhet.people.models import Cover, Membership, Person, Service, Worker
from helhet.people.queries import guardianships_of
from helhet.plans.models import Baton, BatonOffer, Entry, Participant
from helhet.plans.queries.disclosed import knows_of
from helhet.plans.queries.doors import ENTRY
from helhet.plans.queries.find import secret_services


@dataclass(frozen=True, slots=True)
class MaySee:
    """Someone who may see it today, for which service or as one of the family, and every reason why."""

    name: str
    place: Service | None
    why: tuple[Ground, ...]


def who_may_see(entry: Entry, *, reader: Actor, on: date) -> tuple[MaySee, ...]:
    """Everyone who could open it today, those at work first, by name, as far as this reader may know.

    A permit needs a tie to the entry or its plan, and every such tie is walked here. Left out are those who were told
    without consent by a decision this reader may not know of.
    """
    found = []
    rows = Entry.objects.at(entry.key)
    for actor, name, place in (*_at_work(entry, reader, on), *_family(entry)):
        row = ENTRY.list(rows, actor=actor, on=on).first()
        if row is not None:
            found.append(MaySee(name, place, tuple(grounds().by_code(code) for code in grounds_of(row))))
    return tuple(sorted(found, key=lambda one: (one.place is None, one.name, one.place.name if one.place else "")))


def _at_work(entry: Entry, reader: Actor, on: date) -> Iterator[tuple[Actor, str, Service]]:
    ties: set[tuple[Worker, Service]] = {(entry.author, entry.service)}
    plan = entry.plan
    secret = secret_services(plan, reader, on)
    for one in Participant.objects.of(plan=plan).select_related("worker", "service").order_by("pk"):
        if one.service_id not in secret:
            ties.add((one.worker, one.service))
    for baton in Baton.objects.of(plan=plan).select_related("holder", "service").order_by("pk"):
        ties.add((baton.holder, baton.service))
        away = Cover.objects.filter(
            absent=baton.holder, service=baton.service_id, from_on__lte=on, until_on__gte=on
        ).select_related("covered_by")
        ties |= {(cover.covered_by, baton.service) for cover in away.order_by("pk")}
    open_offers = BatonOffer.objects.of(plan=plan).filter(state=OfferState.OPEN)
    for offer in open_offers.select_related("to_worker", "to_service").order_by("pk"):
        ties.add((offer.to_worker, offer.to_service))
    told = Disclosure.objects.filter(municipality_id=entry.municipality_id, items__item=entry.pk)
    for disclosure in told.select_related("to_worker", "to_service").order_by("pk"):
        if knows_of(disclosure, reader):
            ties.add((disclosure.to_worker, disclosure.to_service))
    places = Membership.objects.filter(
        worker__in={who.pk for who, _where in ties}, since_on__lte=on, ended_on=None
    ).order_by("pk")
    now_in = {(place.worker_id, place.service_id): place for place in places}
    for who, where in sorted(ties, key=lambda tie: (tie[0].name, str(tie[0].pk), str(tie[1].pk))):
        place = now_in.get((who.pk, where.pk))
        if place is None:  # has left: signs in for another place, or for none
            continue
        yield (
            Actor(
                kind=ActorKind.WORKER,
                id=who.pk,
                service=where.pk,
                service_type=where.service_type,
                leads=where.leader_id == who.pk,
                health_personnel=place.health_personnel,
            ),
            who.name,
            where,
        )


def _family(entry: Entry) -> Iterator[tuple[Actor, str, None]]:
    child = entry.plan.child
    adults: list[Person] = [tie.guardian for tie in guardianships_of(child)]
    for adult in adults:
        yield Actor(kind=ActorKind.GUARDIAN, id=adult.pk), adult.name, None
    yield Actor(kind=ActorKind.YOUNG_PERSON, id=child.pk, born_on=child.born_on), child.name, None
