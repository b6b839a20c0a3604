"""What a set of rules answers, age by age, and where two sets differ: a change of law as a lawyer would read it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from helhet.core.law.ladder import Limit, limits
from helhet.core.law.parameter import Kind, Parameter
from helhet.core.law.periods import first_day_reached

Law = Mapping[str, Parameter]
BIRTH = date(2010, 5, 17)
"""Any child's; the law of the day asked about is held against every age."""


def with_a_day(law: Law, *, new: str, old: str, day: date) -> Law:
    """The law when a new act (`new`, a statute's id) has got its day and the old act ends on it. Only days change."""

    def changed(rule: Parameter) -> Parameter:
        if rule.statute == new:
            return replace(rule, values=tuple(replace(v, since=v.since or day) for v in rule.values))
        if rule.statute == old:
            return replace(rule, values=tuple(replace(v, until=day) for v in rule.values))
        return rule

    return {id: changed(rule) for id, rule in law.items()}


def answers(law: Law, on: date, asked: Iterable[Law]) -> dict[tuple[str, str], str]:
    """By question and moment of life, what the law of that day says: no, yes, or yes and who must answer.

    A question is a rule that takes no other's place. Whatever later takes its place answers the same question. It
    is asked on the day of each limit that some of the laws in `asked` sets, and on the day before.
    """
    return {
        (id, moment): _answer(_answering(law, id), day, on)
        for id in _questions(law)
        for moment, day in _moments([rule for one in asked for rule in _answering(one, id)])
    }


def difference(before: Law, after: Law, on: date) -> list[str]:
    """One line for each answer that is another, in the order of questions and ages."""
    both = (before, after)
    old, new = answers(before, on, both), answers(after, on, both)
    return [
        f"{id}, {moment}: {said} → {new[id, moment]}" for (id, moment), said in old.items() if said != new[id, moment]
    ]


def _questions(law: Law) -> list[str]:
    return [rule.id for rule in law.values() if rule.kind is Kind.AGE and not rule.replaces]


def _answering(law: Law, id: str) -> list[Parameter]:
    return [law[id], *(rule for rule in law.values() if id in rule.replaces)]


def _moments(rules: list[Parameter]) -> Iterator[tuple[str, date]]:
    days: dict[date, Limit] = {}
    for rule in rules:
        for value in rule.values:
            days |= {first_day_reached(BIRTH, limit.age, limit.clock): limit for limit in limits(value)}
    for day, limit in sorted(days.items()):
        if day > BIRTH:
            yield f"the day before {limit.age}", day - timedelta(days=1)
        yield f"at {limit.age}", day
    if not days:
        yield "at any age", BIRTH


def _answer(rules: list[Parameter], day: date, on: date) -> str:
    for rule in rules:
        for value in rule.values:
            if value.in_force(on) and value.covers(BIRTH, day):
                who = rule.details.get("answered_by", ())
                return f"yes, by {', '.join([who] if isinstance(who, str) else who)}" if who else "yes"
    return "no"
