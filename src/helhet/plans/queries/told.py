"""Who in the family may know that somebody looked: decided at the door, by what is shown and to whom.

Rather too few than too many. A look at a text that is hidden from one of the adults, or from the child, is told to
nobody whom the looking would tell of the hiding.
"""

from datetime import date

from django.db.models import Case, CharField, F, OuterRef, Q, Value, When

from helhet.access import conditions
from helhet.access.conditions import Found
from helhet.access.models import Grant
from helhet.core.access import Condition
from helhet.core.actors import Actor
from helhet.core.compartments import ABOUT, CHILD, FAMILY, PARENTS, WORK
from helhet.core.hiding import HiddenFrom
from helhet.core.law.regimes import Regime
from helhet.plans.models import Hiding

TOLD_TO_CARERS = (Regime.HEALTH, Regime.GENERAL)
"""Of what those who have the child in their care are told (core/grounds/family.toml)."""


def plan_told_to(actor: Actor, on: date) -> Case:
    """A look at the plan: everyone who sees it, but for a service that only the child has let in."""
    return _case(When(_let_in_by_child_alone(actor, on, matter="pk"), then=Value(CHILD)), default=FAMILY)


def entry_told_to(actor: Actor, on: date) -> Case:
    """A look at an entry: those it is open to.

    What tells of a third person is told to nobody, and what is about one adult to that adult.
    """
    about_child = Q(about=F("child"))
    hidings = Hiding.objects.filter(municipality=OuterRef("municipality"), entry=OuterRef("pk"), lifted_at=None)
    hidden, from_child = Q(Found(hidings)), Q(Found(hidings.filter(hidden_from=HiddenFrom.SUBJECT)))
    by_age = Q(regime=Regime.HEALTH) & conditions.of_age(Condition.FROM_16, on, child="child_id")
    alone = _let_in_by_child_alone(actor, on, matter="plan_id")
    return _case(
        When(Q(third_party=True) | from_child | (~about_child & (hidden | alone)), then=Value(WORK)),
        When(~about_child, then=Value(ABOUT)),
        When(hidden | by_age | alone, then=Value(CHILD)),
        When(~Q(regime__in=TOLD_TO_CARERS), then=Value(PARENTS)),
        default=FAMILY,
    )


def _let_in_by_child_alone(actor: Actor, on: date, *, matter: str) -> Q:
    """The reader's service is or was let in by the child's own yes, and the family's stands not beside it today."""
    grants = Grant.objects.filter(municipality=OuterRef("municipality"), matter=OuterRef(matter), service=actor.service)
    known = conditions.live_grants(on).filter(
        municipality=OuterRef("municipality"), matter=OuterRef(matter), service=actor.service, by_child_alone=False
    )
    return Q(Found(grants.filter(by_child_alone=True))) & ~Q(Found(known))


def _case(*cases: When, default: str) -> Case:
    return Case(*cases, default=Value(default), output_field=CharField())
