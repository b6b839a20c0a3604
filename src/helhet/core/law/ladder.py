"""The ladder of ages (alderstrappa): on which days rules begin and end to hold for a person, each by its own clock.

A step is judged by the law in force on its own day. Adopted law that waits for its day is kept apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helhet.core.law import parameters
from helhet.core.law.parameter import Kind, Parameter, Standing, Value
from helhet.core.law.periods import AgeClock, first_day_reached


class Turn(StrEnum):
    """What happens at a limit."""

    BEGINS = "begins"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Limit:
    """One of a value's limits: an age, and the clock it binds on."""

    turn: Turn
    age: int
    clock: AgeClock


@dataclass(frozen=True, slots=True)
class Rung:
    """One limit of a rule, whoever is born when: a rung (trinn) of the ladder."""

    limit: Limit
    rule: Parameter
    value: Value


@dataclass(frozen=True, slots=True)
class Step:
    """One rule that begins or ends to hold."""

    on: date
    """The first day it holds; or the first day it no longer does."""
    rule: Parameter
    limit: Limit


@dataclass(frozen=True, slots=True)
class Ladder:
    """Steps in the order of their days."""

    steps: tuple[Step, ...]
    waiting: tuple[Step, ...]
    """What adopted law without a day would change, if it had one."""


def limits(value: Value) -> Iterator[Limit]:
    """The limits a value has: none, one or two."""
    if value.age_from is not None and value.from_basis is not None:
        yield Limit(Turn.BEGINS, value.age_from, value.from_basis)
    if value.age_to is not None and value.to_basis is not None:
        yield Limit(Turn.ENDS, value.age_to, value.to_basis)


def rungs(on: date, law: Mapping[str, Parameter] | None = None) -> tuple[Rung, ...]:
    """Every limit of the age rules in force on a day, by age: what begins before what ends."""
    found = [
        Rung(limit, rule, value)
        for rule in (parameters.law() if law is None else law).values()
        if rule.kind is Kind.AGE
        for value in rule.values
        if value.in_force(on)
        for limit in limits(value)
    ]
    return tuple(sorted(found, key=lambda rung: (rung.limit.age, rung.limit.turn, rung.rule.id)))


def changes_at(birth: date, years: int, law: Mapping[str, Parameter] | None = None) -> Ladder:
    """What changes for someone born that day by reaching an age, whichever day of whichever year each clock says."""
    return _ladder(step for step in _steps(birth, law) if step[0].limit.age == years)


def ladder(birth: date, on: date, law: Mapping[str, Parameter] | None = None) -> Ladder:
    """What lies ahead for someone born that day: every step after a day, as far as the law is known."""
    return _ladder(step for step in _steps(birth, law) if step[0].on > on)


def _steps(birth: date, law: Mapping[str, Parameter] | None) -> Iterator[tuple[Step, Value]]:
    for rule in (parameters.law() if law is None else law).values():
        if rule.kind is Kind.AGE:
            for value in rule.values:
                for limit in limits(value):
                    yield Step(first_day_reached(birth, limit.age, limit.clock), rule, limit), value


def _ladder(steps: Iterator[tuple[Step, Value]]) -> Ladder:
    found = sorted(steps, key=lambda step: (step[0].on, step[0].rule.id, step[0].limit.turn))
    return Ladder(
        steps=tuple(step for step, value in found if value.in_force(step.on)),
        waiting=tuple(s for s, value in found if value.since is None and s.rule.standing is Standing.LAW),
    )
