"""What somebody of an age decides, told first: the few things most people ask about, in short words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from helhet.core.law.age_words import Effect
from helhet.core.law.holding import Births, Held, held
from helhet.core.law.parameter import Parameter, Value
from helhet.core.law.parameters import law
from helhet.core.rights import reader
from helhet.core.rights.model import Decision


@dataclass(frozen=True, slots=True)
class Ahead:
    """A decision that is not one's own yet: the rule, and its value with the age it begins at."""

    decision: Decision
    rule: Parameter
    value: Value


def told_first(holding: Iterable[Held], age: int) -> tuple[tuple[Decision, Held], ...]:
    """Those of the rules that hold which are told first at an age, in the order of the telling."""
    by_id = {one.rule.id: one for one in holding}
    return tuple((one, by_id[one.rule]) for one in _worth_telling(age) if one.rule in by_id)


def not_yet(births: Births, on: date, age: int) -> tuple[Ahead, ...]:
    """What is told first and begins at a later age, by the law of a day; the soonest first.

    A yes that counts beside somebody else's is not among them: what one comes to decide oneself is.
    """
    found = []
    for decision in _worth_telling(age):
        rule = law()[decision.rule]
        if rule.details["effect"] != Effect.CO_CONSENT:
            found += [Ahead(decision, rule, value) for value in rule.values if _is_ahead(value, births, on, age)]
    return tuple(sorted(found, key=lambda one: one.value.age_from or 0))


def _worth_telling(age: int) -> Iterator[Decision]:
    for one in reader.decisions().values():
        if one.ages is None or one.ages[0] <= age <= one.ages[1]:
            yield one


def _is_ahead(value: Value, births: Births, on: date, age: int) -> bool:
    later = value.age_from is not None and value.age_from > age
    return later and value.in_force(on) and held(value, births, on) is None
