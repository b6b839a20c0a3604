"""What somebody can ask for: the answers for an age, a day and a situation, and why each is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from helhet.core.law.holding import Births, Holds, held
from helhet.core.law.parameter import Confidence, Parameter, Standing
from helhet.core.law.parameters import law
from helhet.core.rights import reader
from helhet.core.rights.model import Ask, Body
from helhet.core.rights.words import Level, Offer, Situation
from helhet.core.texts import Text


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to ask for, with the rules in force that carry it for this age."""

    ask: Ask
    rules: tuple[tuple[Parameter, Holds], ...]
    by_situation: bool
    """Shown because of what was asked about; else it is for everyone."""

    @property
    def confirmed(self) -> bool:
        """Whether every rule it rests on is confirmed law. Else it informs, and says so."""
        return all(is_confirmed(rule) for rule, _holds in self.rules)


def what_it_is(ask: Ask, rules: Sequence[Parameter]) -> Text:
    """What something one can ask for is, in a sentence or three, by the rules that carry it, at least one."""
    return ask.what or rules[0].text


def is_confirmed(rule: Parameter) -> bool:
    """Whether a rule is confirmed law, and not a practice, a pilot or only likely."""
    return rule.standing is Standing.LAW and rule.confidence is Confidence.CONFIRMED


def to_ask_for(age: int, births: Births, on: date, about: Situation, offer: Offer | None = None) -> tuple[Found, ...]:
    """What can be asked for, what the situation is about first, and what is for everyone after.

    Never nothing: every public body guides whoever asks (forvaltningsloven § 11), and that is an answer.
    """
    found = []
    for ask in reader.asks().values():
        fits = not ask.about or about in ask.about
        if fits and ask.ages[0] <= age <= ask.ages[1] and (offer in (None, ask.offer) or not ask.about):
            rules = carrying(ask, births, on)
            if rules:
                found.append(Found(ask, rules, by_situation=bool(ask.about)))
    return tuple(sorted(found, key=lambda one: not one.by_situation))


def carrying(ask: Ask, births: Births, on: date) -> tuple[tuple[Parameter, Holds], ...]:
    """The rules an answer rests on that are in force on a day and hold, or may hold, for those born so."""
    carried = []
    for id in ask.rules:
        rule = law()[id]
        for value in rule.values:
            holds = held(value, births, on)
            if value.in_force(on) and holds is not None:
                carried.append((rule, holds))
    return tuple(carried)


FROM = {Situation.OUT: 15, Situation.AFTERCARE: 16}
"""From which age a situation is worth asking about; the others from birth."""


def situations(age: int) -> tuple[Situation, ...]:
    """What somebody of an age can be asked to choose among."""
    return tuple(one for one in Situation if age >= FROM.get(one, 0))


NEAREST = (Level.MUNICIPALITY, Level.COUNTY, Level.REGION, Level.OVERSIGHT, Level.OUTSIDE)


def who_can_help(about: Situation) -> tuple[Body, ...]:
    """Who one can turn to with something, the nearest first."""
    helping = [body for body in reader.bodies().values() if about in body.helps]
    return tuple(sorted(helping, key=lambda body: NEAREST.index(body.level) if body.level in NEAREST else len(NEAREST)))
