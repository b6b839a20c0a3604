"""Grounds turned into one database filter. The decision, the list and the explanation are the same terms."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value

from helhet.core.access import Condition, Effect, Ground, Resource, grounds
from helhet.core.actors import Actor

Bind = Callable[[Condition, Actor, date], Q | bool]
"""How one resource says a condition of the vocabulary: as a filter, or as plain yes or no for this actor."""

NOTHING = Q(pk__in=[])
PREFIX = "ground_"


def term(ground: Ground, actor: Actor, on: date, bind: Bind) -> Q | bool:
    """One ground as a filter; False where it cannot hold for this actor at all."""
    filters: list[Q] = []
    for condition in sorted(ground.when):
        part = bind(condition, actor, on)
        if part is False:
            return False
        if isinstance(part, Q):
            filters.append(part)
    return reduce(and_, filters) if filters else True


def visible(resource: Resource, actor: Actor, on: date, bind: Bind) -> Q:
    """All this actor may see of a resource on a day: some permit, and no forbid."""
    permits = _terms(resource, Effect.PERMIT, actor, on, bind)
    return _seen(permits, _terms(resource, Effect.FORBID, actor, on, bind))


def explained(rows: QuerySet[Any], resource: Resource, actor: Actor, on: date, bind: Bind) -> QuerySet[Any]:
    """The rows this actor may see, each with every permit that holds for it (see `grounds_of`)."""
    permits = _terms(resource, Effect.PERMIT, actor, on, bind)
    forbids = _terms(resource, Effect.FORBID, actor, on, bind)
    notes = {PREFIX + code: _as_boolean(found) for code, found in permits.items()}
    return rows.filter(_seen(permits, forbids)).annotate(**notes)


def grounds_of(row: object) -> tuple[str, ...]:
    """The codes of the permits that hold for a row from `explained`."""
    return tuple(name.removeprefix(PREFIX) for name, holds in vars(row).items() if name.startswith(PREFIX) and holds)


def _seen(permits: Mapping[str, Q | bool], forbids: Mapping[str, Q | bool]) -> Q:
    """Some permit holds, and no forbid. A forbid beats every permit."""
    opened, barred = _any(permits.values()), _any(forbids.values())
    if opened is False or barred is True:
        return NOTHING
    seen = ~NOTHING if opened is True else opened
    return seen if barred is False else seen & ~barred


def _terms(resource: Resource, effect: Effect, actor: Actor, on: date, bind: Bind) -> dict[str, Q | bool]:
    found = {
        ground.code: term(ground, actor, on, bind) for ground in grounds().of(resource, on) if ground.effect is effect
    }
    return {code: what for code, what in found.items() if what is not False}


def _any(terms: Iterable[Q | bool]) -> Q | bool:
    """A disjunction. Folded by hand: an empty Q would swallow what stands beside it."""
    listed = list(terms)
    if any(one is True for one in listed):
        return True
    filters = [one for one in listed if isinstance(one, Q)]
    return reduce(or_, filters) if filters else False


def _as_boolean(found: Q | bool) -> Value | ExpressionWrapper:
    if isinstance(found, bool):
        return Value(found, output_field=BooleanField())
    return ExpressionWrapper(found, output_field=BooleanField())
