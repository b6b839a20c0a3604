"""Which age rules hold for somebody of an age on a day, when the day of birth is not told.

An age and a day leave a year of possible births. Many limits bind on the year, the school year or the month, so a
rule can hold for some of them and not for others; then it *depends*. Nobody needs to tell their birthday to be
answered, and the answer for each birthday is the one casework gives (`Value.covers`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from helhet.core.law import parameters
from helhet.core.law.ladder import Ladder, Step, Turn, changes_at
from helhet.core.law.parameter import Kind, Parameter, Standing, Value
from helhet.core.law.periods import latest_birth_of_age, reached


class Birthday(StrEnum):
    """Whether this year's birthday has been, which tells the year of birth."""

    BEEN = "been"
    AHEAD = "ahead"


class Holds(StrEnum):
    """Whether a rule holds for everyone that can be meant."""

    YES = "yes"
    DEPENDS = "depends"
    """On when in the year one is born."""


@dataclass(frozen=True, slots=True)
class Births:
    """The days of birth that can be meant."""

    oldest: date
    youngest: date


@dataclass(frozen=True, slots=True)
class Held:
    """A rule with the value in question, and whether it holds."""

    rule: Parameter
    value: Value
    holds: Holds


def births_of_age(age: int, on: date, birthday: Birthday | None = None) -> Births:
    """Who can be meant by an age in whole years on a day.

    Raises:
        ValueError: nobody can, such as a birthday still ahead on 31 December.
    """
    oldest = latest_birth_of_age(age + 1, on) + timedelta(days=1)
    youngest = latest_birth_of_age(age, on)
    if birthday is Birthday.BEEN:
        oldest = max(oldest, date(on.year - age, 1, 1))
    elif birthday is Birthday.AHEAD:
        youngest = min(youngest, date(on.year - age - 1, 12, 31))
    if oldest > youngest:
        raise ValueError("nobody of that age has the birthday so")
    return Births(oldest, youngest)


def held(value: Value, births: Births, on: date) -> Holds | None:
    """Whether a value's ages hold for all, for some or for none; says nothing of whether it is in force."""
    from_oldest, from_youngest = (_begun(value, birth, on) for birth in (births.oldest, births.youngest))
    to_oldest, to_youngest = (_ended(value, birth, on) for birth in (births.oldest, births.youngest))
    if from_youngest and not to_oldest:
        return Holds.YES
    return Holds.DEPENDS if from_oldest and not to_youngest else None


def holding(births: Births, on: date, law: Mapping[str, Parameter] | None = None) -> tuple[Held, ...]:
    """The age rules in force on a day that hold for them, or may; in the order of the law's files."""
    return tuple(one for one in _of_the_age(births, on, law) if one.value.in_force(on))


def waiting(births: Births, on: date, law: Mapping[str, Parameter] | None = None) -> tuple[Held, ...]:
    """What adopted law without a day in force would say for them."""
    here = _of_the_age(births, on, law)
    return tuple(one for one in here if one.value.since is None and one.rule.standing is Standing.LAW)


def later(births: Births, on: date, law: Mapping[str, Parameter] | None = None) -> tuple[Held, ...]:
    """What came, or comes, into force after the day, in its present wording: not the law of that day.

    What an earlier wording said is not known here, unless it stands as a value of its own.
    """
    here = _of_the_age(births, on, law)
    return tuple(one for one in here if one.value.since is not None and one.value.since > on)


def next_birthday(age: int, births: Births, law: Mapping[str, Parameter] | None = None) -> Ladder:
    """What changes by reaching the next age: by the birthday itself, or by its year, school year or month.

    The day of a step is the youngest's; what differs between birthdays is the clock, which the limit names.
    """
    oldest, youngest = (changes_at(birth, age + 1, law) for birth in (births.oldest, births.youngest))
    known = {_same(step) for step in youngest.steps}
    steps = (*youngest.steps, *(step for step in oldest.steps if _same(step) not in known))
    return Ladder(steps=steps, waiting=youngest.waiting)


def _same(step: Step) -> tuple[str, Turn, int]:
    return step.rule.id, step.limit.turn, step.limit.age


def _begun(value: Value, birth: date, on: date) -> bool:
    """Whether the age it begins at is reached; a value without one has always begun."""
    if value.age_from is None or value.from_basis is None:
        return True
    return reached(birth, value.age_from, value.from_basis, on)


def _ended(value: Value, birth: date, on: date) -> bool:
    if value.age_to is None or value.to_basis is None:
        return False
    return reached(birth, value.age_to, value.to_basis, on)


def _of_the_age(births: Births, on: date, law: Mapping[str, Parameter] | None) -> list[Held]:
    rules = (parameters.law() if law is None else law).values()
    found = []
    for rule in rules:
        if rule.kind is Kind.AGE:
            for value in rule.values:
                holds = held(value, births, on)
                if holds is not None:
                    found.append(Held(rule, value, holds))
    return found
