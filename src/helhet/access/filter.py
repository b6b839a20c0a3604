"""Grounds turned into one database filter. The decision, the list and the explanation are the same terms."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value
from django.db.models.fields import CharField

from helhet.core.access import Condition, Effect, Ground, Resource, grounds
from helhet.core.actors import Actor

Bind = Callable[[Condition, Actor, date], Q | bool]
"""How one resource says a condition of the vocabulary: as a filter, or as plain yes or no for this actor."""

NOTHING = Q(pk__in=[])
HOLDS = "holds_"
ASKED = "grounds_asked"


@dataclass(frozen=True, slots=True)
class Terms:
    """The grounds that can hold for an actor at all, as what is left to ask of a row: a conjunction each."""

    permits: Mapping[int, frozenset[Condition]]
    """By the ground's place in the rule set."""
    forbids: Mapping[int, frozenset[Condition]]
    filters: Mapping[Condition, Q]

    def filter(self) -> Q:
        """Some permit holds, and no forbid. A forbid beats every permit."""
        opened, barred = self._any(self.permits.values()), self._any(self.forbids.values())
        if opened is False or barred is True:
            return NOTHING
        seen = ~NOTHING if opened is True else opened
        return seen if barred is False else seen & ~barred

    def notes(self) -> dict[str, Value | ExpressionWrapper]:
        """What a row is told along with it: which conditions of the permits hold, and which permits they were of."""
        asked = frozenset[Condition]().union(*self.permits.values())
        return {
            ASKED: Value(" ".join(map(str, sorted(self.permits))), output_field=CharField()),
            **{
                HOLDS + condition.name: ExpressionWrapper(self.filters[condition], output_field=BooleanField())
                for condition in sorted(asked)
            },
        }

    def _any(self, terms: Collection[frozenset[Condition]]) -> Q | bool:
        """A disjunction of conjunctions, where what several have in common is asked once.

        Folded by hand: an empty conjunction is true, where an empty Q would be swallowed by what stands beside it.
        """
        if not terms:
            return False
        if any(not term for term in terms):
            return True
        rests = {c: frozenset(term - {c} for term in terms if c in term) for c in sorted(frozenset().union(*terms))}
        most = max(rests.values(), key=lambda rest: (len(rest), sorted(map(sorted, rest))))
        alike = [c for c, rest in rests.items() if rest == most]  # the anchors that one and the same yes opens
        here = reduce(or_, (self.filters[c] for c in alike))
        inside = self._any(most)
        outside = self._any([term for term in terms if not term & set(alike)])
        here = here & inside if isinstance(inside, Q) else here
        return here | outside if isinstance(outside, Q) else here


def terms(resource: Resource, actor: Actor, on: date, bind: Bind) -> Terms:
    """The grounds of a resource as they stand for one actor on one day; what cannot hold for the actor is left out."""
    of_resource = grounds().of(resource, on)
    words = sorted({condition for ground in of_resource.values() for condition in ground.when})
    bound = {condition: bind(condition, actor, on) for condition in words}
    left = {place: _left(ground, bound) for place, ground in of_resource.items()}

    def of_effect(effect: Effect) -> dict[int, frozenset[Condition]]:
        return {
            place: asked for place, asked in left.items() if asked is not None and of_resource[place].effect is effect
        }

    return Terms(
        permits=of_effect(Effect.PERMIT),
        forbids=of_effect(Effect.FORBID),
        filters={condition: asked for condition, asked in bound.items() if isinstance(asked, Q)},
    )


def _left(ground: Ground, bound: Mapping[Condition, Q | bool]) -> frozenset[Condition] | None:
    """What is left to ask of a row; None where the ground cannot hold."""
    if any(bound[condition] is False for condition in ground.when):
        return None
    return frozenset(condition for condition in ground.when if bound[condition] is not True)


def visible(resource: Resource, actor: Actor, on: date, bind: Bind) -> Q:
    """All this actor may see of a resource on a day: some permit, and no forbid."""
    return terms(resource, actor, on, bind).filter()


def explained(rows: QuerySet[Any], resource: Resource, actor: Actor, on: date, bind: Bind) -> QuerySet[Any]:
    """The rows this actor may see, each with every permit that holds for it (see `grounds_of`)."""
    asked = terms(resource, actor, on, bind)
    return rows.filter(asked.filter()).annotate(**asked.notes())


def grounds_of(row: object) -> tuple[str, ...]:
    """The codes of the permits that hold for a row from `explained`.

    A condition the row tells nothing of was settled before: it holds for this actor whatever the row.
    """
    told = vars(row)
    not_held = frozenset(name for name, holds in told.items() if not holds and name.startswith(HOLDS))
    return _codes(grounds().version, told[ASKED], not_held)


@lru_cache(maxsize=4096)
def _codes(_version: str, asked: str, not_held: frozenset[str]) -> tuple[str, ...]:
    rules = grounds().all
    found = (rules[int(place)] for place in asked.split())
    return tuple(
        ground.code for ground in found if not any(HOLDS + condition.name in not_held for condition in ground.when)
    )
