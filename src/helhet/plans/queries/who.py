"""Who may see one entry, and why: the very filter that decides, asked for everyone around the child in turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from helhet.access.filter import grounds_of
from helhet.access.models import Disclosure
from helhet.core.access import Condition, Ground, grounds
from helhet.core.actors import Actor, ActorKind
from helhet.core.baton import OfferState
from helhet.people.models import Cover, Membership, Person, Service, Worker
from helhet.people.queries import guardianships_of
from helhet.plans.models import Baton, BatonOffer, Entry, Participant
from helhet.plans.queries.disclosed import knows_of
from helhet.plans.queries.doors import ENTRY
from helhet.plans.queries.find import secret_services
from helhet.plans.queries.roles import knows_of_child_alone


@dataclass(frozen=True, slots=True)
class MaySee:
    """Someone who may see it today, for which service or as one of the family, and every reason why."""

    who: Worker | Person
    place: Service | None
    why: tuple[Ground, ...]

    @property
    def name(self) -> str:
        """What they are called."""
        return self.who.name


def who_may_see(entry: Entry, *, reader: Actor, on: date) -> tuple[MaySee, ...]:
    """Everyone who could open it today, those at work first, by name, as far as this reader may know.

    A permit needs a tie to the entry or its plan, and every such tie is walked here. A reason can be a secret itself:
    that something was told without consent, or that the child alone has said yes. Whoever this reader may not know of
    such a reason of is told by the other reasons, or left out.
    """
    found = []
    rows = Entry.objects.at(entry.key)
    told, alone = _told(entry, reader), reader.id == entry.child_id or knows_of_child_alone(entry.plan, reader, on)
    around: list[tuple[Actor, Worker | Person, Service | None]] = [
        *_at_work(entry, reader, told, on),
        *_family(entry),
    ]
    for actor, who, place in around:
        row = ENTRY.list(rows, actor=actor, on=on).first()
        if row is None:
            continue
        mine = place is not None and (who.pk, place.pk) == (reader.id, reader.service)
        why = tuple(
            ground
            for ground in (grounds().by_code(code) for code in grounds_of(row))
            if Condition.DISCLOSED_TO_ME not in ground.when or (who, place) in told
            if Condition.LIFTED_CHILD_ALONE not in ground.when or alone or mine
        )
        if why:
            found.append(MaySee(who, place, why))
    return tuple(sorted(found, key=lambda one: (one.place is None, one.name, one.place.name if one.place else "")))


def _told(entry: Entry, reader: Actor) -> set[tuple[Worker, Service]]:
    """Those who were told this without consent, as far as this reader may know."""
    rows = Disclosure.objects.filter(municipality_id=entry.municipality_id, items__item=entry.pk)
    rows = rows.select_related("to_worker", "to_service").order_by("pk")
    return {(one.to_worker, one.to_service) for one in rows if knows_of(one, reader)}


def _at_work(
    entry: Entry, reader: Actor, told: set[tuple[Worker, Service]], on: date
) -> Iterator[tuple[Actor, Worker, Service]]:
    ties = {(entry.author, entry.service), *told}
    plan = entry.plan
    secret = frozenset() if reader.id == entry.child_id else secret_services(plan, reader, on)
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
            who,
            where,
        )


def _family(entry: Entry) -> Iterator[tuple[Actor, Person, None]]:
    child = entry.plan.child
    adults: list[Person] = [tie.guardian for tie in guardianships_of(child)]
    for adult in adults:
        yield Actor(kind=ActorKind.GUARDIAN, id=adult.pk), adult, None
    yield Actor(kind=ActorKind.YOUNG_PERSON, id=child.pk, born_on=child.born_on), child, None
