"""The conditions that consent, kinship and the actor alone decide, as filters any resource can use."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from helhet.access.lookup import Lookup
from helhet.access.models import Consent, ConsentAnswer, ConsentException, DisclosedItem, Grant, ProcessingBasis
from helhet.core.access import Condition
from helhet.core.actors import Actor, ActorKind
from helhet.core.law.ages import fvl_18_not_shown_confidential
from helhet.core.law.parameters import opening_value_on
from helhet.core.law.periods import latest_birth_of_age
from helhet.core.law.regimes import Regime
from helhet.core.law.who_consents import Capacity
from helhet.core.processing import Rests, rests_on
from helhet.people.models import CareOrder, Guardianship, Person
from helhet.people.queries import family_of


class Found(Exists):
    """There is such a row: asked for each candidate by itself, and by key.

    OFFSET 0 says so to PostgreSQL, which would else make a join of it, or hash all that the reader has a part in
    (docs/decisions/0016-one-plan-for-each-statement.md).
    """

    template = "EXISTS(%(subquery)s OFFSET 0)"


FAMILY = frozenset({ActorKind.GUARDIAN, ActorKind.YOUNG_PERSON})


def about_actor(condition: Condition, actor: Actor, on: date) -> bool:
    """The conditions that are settled by who acts, whatever is looked at."""
    match condition:
        case Condition.ACTS_UNDER_HEALTH:
            return actor.regime is Regime.HEALTH
        case Condition.ACTS_UNDER_ADMINISTRATION:
            return actor.regime not in (None, Regime.HEALTH)
        case Condition.UNDER_15:
            if actor.born_on is None or on < actor.born_on:
                return True
            return fvl_18_not_shown_confidential(actor.born_on, on).met is True
    raise KeyError(condition)


def consented(actor: Actor, on: date, *, matter: str, child: str) -> Q | bool:
    """A consent in force today opens the matter to the actor's service. `matter` and `child` name the row's columns.

    It is a consent about the child: that there is a plan around a child is the child's secret, and no adult's to tell.
    """
    if actor.kind is not ActorKind.WORKER:
        return False
    grants = live_grants(on).filter(
        municipality=OuterRef("municipality"), matter=OuterRef(matter), service=actor.service, about=OuterRef(child)
    )
    return Q(Found(grants))


def lifted(condition: Condition, actor: Actor, on: date, *, matter: str) -> Q | bool:
    """The item is under this rule of secrecy, and those who may have lifted it today for the actor's service.

    Everyone whose secret it is must say yes (fvl. § 13 a nr. 1). What also tells of somebody who is neither the child
    nor the one it is about has one more, who has not been asked.
    """
    if actor.kind is not ActorKind.WORKER:
        return False
    wanted = condition.value.removeprefix("lifted:")
    alone = condition is Condition.LIFTED_CHILD_ALONE
    regime = Regime.HEALTH if alone else Regime(wanted)
    grants = live_grants(on).filter(
        municipality=OuterRef("municipality"),
        matter=OuterRef(matter),
        service=actor.service,
        information_type=OuterRef("information_type"),
        about=OuterRef("about"),
        by_child_alone=alone,
        **{f"{regime}_until__gte": on},
    )
    return Q(regime=regime, third_party=False) & Q(Found(grants))


def excepted(actor: Actor, *, matter: str, item: str) -> Q | bool:
    """The family has kept this back from the actor's service, from the actor, or from everyone in the plan.

    An exception is from the family's own consent. It never reaches what the reader's own service wrote, which is its
    own record, nor what has been told without consent (fvl. § 13 b).
    """
    told = disclosed_to(actor, item=item)
    if not isinstance(told, Q):
        return False
    exceptions = ConsentException.objects.filter(
        Q(service=None) | Q(service=actor.service),
        Q(worker=None) | Q(worker=actor.id),
        Q(information_type="") | Q(information_type=OuterRef("information_type")),
        municipality=OuterRef("municipality"),
        matter=OuterRef(matter),
        ended_at=None,
    )
    return Q(Found(exceptions)) & ~Q(service=actor.service) & ~told


def disclosed_to(actor: Actor, *, item: str) -> Q | bool:
    """The item has been told to the actor, for the service acted for, by a decision without consent."""
    if actor.kind is not ActorKind.WORKER:
        return False
    told = DisclosedItem.objects.filter(
        municipality=OuterRef("municipality"),
        item=OuterRef(item),
        disclosure__to_service=actor.service,
        disclosure__to_worker=actor.id,
    )
    return Q(Found(told))


def guardian(actor: Actor, on: date, *, child: str) -> Q | bool:
    """The actor holds parental responsibility for the child, who is under 18, and has not lost the right to be told."""
    if actor.kind is not ActorKind.GUARDIAN:
        return False
    return Q(Found(_ties(actor, on, child).filter(responsibility=Guardianship.Responsibility.YES)))


def carer(actor: Actor, on: date, *, child: str) -> Q | bool:
    """The child lives with the actor, and child welfare has the care today."""
    if actor.kind is not ActorKind.GUARDIAN:
        return False
    return Q(Found(_ties(actor, on, child).filter(carer=True))) & Q(Found(_care_orders(on, child)))


def of_age(condition: Condition, on: date, *, child: str) -> Q:
    """The child has reached the age from which the health majority holds."""
    assert condition is Condition.FROM_16
    years = opening_value_on("AGE-PBRL-4-3-B", on).age_from
    assert years is not None
    return Q(Found(_child(child).filter(born_on__lte=latest_birth_of_age(years, on))))


def shielded(on: date, *, child: str) -> Q:
    """The address of the child, or of an adult around it, is shielded, or the parents may not know where it is."""
    hidden = ~Q(protection=Person.Protection.NONE)
    adults = Guardianship.objects.filter(municipality=OuterRef("municipality"), child=OuterRef(child)).exclude(
        guardian__protection=Person.Protection.NONE
    )
    return (
        Q(Found(_child(child).filter(hidden)))
        | Q(Found(adults))
        | Q(Found(_care_orders(on, child).filter(hidden_place=True)))
    )


def about_child(*, child: str) -> Q:
    """The item is about the child, not about one of the adults."""
    return Q(about=F(child))


def about_another(actor: Actor, *, child: str) -> Q:
    """The item is about somebody else than the child and the reader."""
    return ~Q(about=actor.id) & ~about_child(child=child)


def _ties(actor: Actor, on: date, child: str) -> QuerySet[Guardianship]:
    return Guardianship.objects.filter(
        Q(informed_until=None) | Q(informed_until__gt=on),
        municipality=OuterRef("municipality"),
        child=OuterRef(child),
        guardian=actor.id,
        known_on__lte=on,
        until_on__gt=on,
    )


def _care_orders(on: date, child: str) -> QuerySet[CareOrder]:
    return CareOrder.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on),
        municipality=OuterRef("municipality"),
        child=OuterRef(child),
        from_on__lte=on,
    )


def _child(child: str) -> QuerySet[Person]:
    return Person.objects.filter(municipality=OuterRef("municipality"), pk=OuterRef(child))


def live_grants(on: date) -> QuerySet[Grant]:
    """Grants in force on a day and not taken back."""
    return Grant.objects.filter(from_on__lte=on, until_on__gte=on, ended_at=None)


def agreements(*, municipality: UUID, matter: UUID, on: date) -> QuerySet[Consent]:
    """The family's yes to the plan itself, where it stands today."""
    return Consent.objects.filter(
        municipality=municipality, matter=matter, plan_status=Consent.Status.GIVEN, plan_until_on__gte=on
    )


def may_take_back(*, child: Person, matter: UUID, on: date) -> list[Person]:
    """Whose yes it is to take back: theirs who gave it, and of parents those who answer for the child today.

    What an adult has said of themselves stays theirs, whoever answers for the child. What the child has said
    alone is not among it: that it was asked at all is not for everyone to know.
    """
    given = ConsentAnswer.Answer.GIVEN
    said = (
        ConsentAnswer.objects.filter(
            Q(answer=given) | Q(plan_answer=given) | Q(own_answer=given),
            municipality=child.municipality_id,
            consent__matter=matter,
            consent__hidden=False,
            giver__isnull=False,
        )
        .select_related("giver")
        .order_by("giver__name", "id")
    )
    family, parents = family_of(child, on=on), Capacity.GUARDIANS_WITH_RESPONSIBILITY
    theirs = [one.giver for one in said if one.capacity != parents or one.own_answer == given or one.giver in family]
    answered = family if any(one.capacity == parents for one in said) else []
    return list(dict.fromkeys([*theirs, *answered]))


def bases_of(*, municipality: UUID, matter: UUID) -> dict[UUID, Rests]:
    """On what basis each service keeps what it knows in a matter today, by service. It opens nothing."""
    return {
        row.service_id: rests_on(row.service.service_type, rule=row.rule, articles=row.articles, since=row.from_on)
        for row in BASES.rows(municipality=municipality, matter=matter)
    }


BASES = Lookup(
    lambda of: (
        ProcessingBasis.objects.filter(municipality=of["municipality"], matter=of["matter"], until_on=None)
        .select_related("service")
        .order_by("from_on", "id")
    ),
    municipality=UUID,
    matter=UUID,
)


def services_open_to(*, municipality: UUID, matter: UUID, on: date, family_knows: bool = False) -> frozenset[UUID]:
    """The services a consent in force on this day opens a matter to.

    `family_knows`: without those the child alone has let in.
    """
    grants = live_grants(on).filter(municipality=municipality, matter=matter)
    if family_knows:
        grants = grants.filter(by_child_alone=False)
    return frozenset(grants.values_list("service_id", flat=True))
