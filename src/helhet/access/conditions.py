"""The conditions that consent, kinship and the actor alone decide, as filters any resource can use."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from helhet.access.models import ConsentAnswer, ConsentException, Grant
from helhet.core.access import Condition
from helhet.core.actors import Actor, ActorKind
from helhet.core.information import information_types
from helhet.core.law.ages import fvl_18_not_shown_confidential
from helhet.core.law.who_consents import Capacity
from helhet.people.models import Guardianship, Person
from helhet.people.queries import family_of


def about_actor(condition: Condition, actor: Actor, on: date) -> bool:
    """The conditions that are settled by who acts, whatever is looked at."""
    if condition is Condition.ACTS_UNDER_HEALTH:
        return actor.service_type is not None and actor.service_type.health_secrecy
    if condition is Condition.ACTS_UNDER_ADMINISTRATION:
        return actor.service_type is not None and not actor.service_type.health_secrecy
    if condition is Condition.FROM_15:
        return actor.born_on is not None and fvl_18_not_shown_confidential(actor.born_on, on).met is False
    raise KeyError(condition)


def consented(actor: Actor, on: date, *, matter: str, information_type: str | None = None) -> Q | bool:
    """A consent in force today opens the matter to the actor's service; for one kind of information, if given.

    `matter` and `information_type` name the columns of the row that is looked at.
    """
    if actor.kind is not ActorKind.WORKER:
        return False
    grants = live_grants(on).filter(
        municipality=OuterRef("municipality"), matter=OuterRef(matter), service=actor.service
    )
    if information_type:
        grants = grants.filter(information_type=OuterRef(information_type))
    return Q(Exists(grants))


def excepted(actor: Actor, *, matter: str, information_type: str) -> Q | bool:
    """The family has kept this back from the actor's service, from the actor, or from everyone in the plan.

    An exception never reaches what the reader's own service wrote: that is its own record.
    """
    if actor.kind is not ActorKind.WORKER:
        return False
    exceptions = ConsentException.objects.filter(
        Q(service=None) | Q(service=actor.service),
        Q(worker=None) | Q(worker=actor.id),
        Q(information_type="") | Q(information_type=OuterRef(information_type)),
        municipality=OuterRef("municipality"),
        matter=OuterRef(matter),
        ended_at=None,
    )
    return Q(Exists(exceptions)) & ~Q(service=actor.service)


def guardian(actor: Actor, on: date, *, child: str) -> Q | bool:
    """The actor holds parental responsibility for the child, who is under 18."""
    if actor.kind is not ActorKind.GUARDIAN:
        return False
    ties = Guardianship.objects.filter(
        municipality=OuterRef("municipality"),
        child=OuterRef(child),
        guardian=actor.id,
        responsibility=Guardianship.Responsibility.YES,
        known_on__lte=on,
        until_on__gt=on,
    )
    return Q(Exists(ties))


def regime(condition: Condition, *, information_type: str) -> Q:
    """The kind of information falls under one regime of secrecy."""
    wanted = condition.value.removeprefix("regime:")
    return Q(**{f"{information_type}__in": [t.code for t in information_types().values() if t.regime == wanted]})


def live_grants(on: date) -> QuerySet[Grant]:
    """Grants in force on a day and not taken back."""
    return Grant.objects.filter(from_on__lte=on, until_on__gte=on, ended_at=None)


def may_take_back(*, child: Person, matter: UUID, on: date) -> list[Person]:
    """Whose yes it is to take back: theirs who gave it, and of parents also one who answers for the child today."""
    said = (
        ConsentAnswer.objects.filter(
            municipality=child.municipality_id, consent__matter=matter, answer=ConsentAnswer.Answer.GIVEN
        )
        .select_related("giver")
        .order_by("giver__name", "id")
    )
    found = {one.giver: one.capacity for one in said}
    if Capacity.GUARDIANS_WITH_RESPONSIBILITY in found.values():
        found |= dict.fromkeys(family_of(child, on=on), Capacity.GUARDIANS_WITH_RESPONSIBILITY)
    return list(found)


def services_open_to(*, municipality: UUID, matter: UUID, on: date) -> frozenset[UUID]:
    """The services a consent in force on this day opens a matter to."""
    return frozenset(
        live_grants(on).filter(municipality=municipality, matter=matter).values_list("service_id", flat=True)
    )
