"""Rules of the law as lines on a page: the words, the field, and everything that shows where they come from."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise

from helhet.core.law.age_words import Area, Effect
from helhet.core.law.holding import Held, Holds
from helhet.core.law.ladder import Limit, Step, Turn
from helhet.core.law.parameter import Parameter, Standing, Value
from helhet.core.law.parameters import law
from helhet.core.rights.deciding import Ahead
from helhet.core.rights.finding import is_confirmed
from helhet.core.texts import Text
from helhet.rights import words


@dataclass(frozen=True, slots=True)
class Line:
    """One rule as it is shown."""

    id: str
    text: Text
    paragraph: str
    source: str
    last_checked: date
    since: date | None
    since_words: Promise
    until: date | None
    confirmed: bool
    standing: Promise
    confidence: Promise
    effect: Promise | str = ""
    own: bool = False
    """Whether it gives the young a say of their own."""
    area: str = ""
    area_words: Promise | str = ""
    depends: bool = False
    turn: Promise | str = ""
    length: str = ""
    """How long there is, for a last day that is counted: "within 3 weeks"."""
    when: Promise | str = ""
    short: Text | None = None
    """The rule in a few words, where it is one of those told first."""
    begins_at: int | None = None
    """The age it begins at, in whole years, for what is not one's own yet."""
    stops: str = ""
    """How it stops holding when one turns the next age; empty when it goes on."""


OWN = (Effect.CONSENT_SELF, Effect.CO_CONSENT)
ORDER = {effect: place for place, effect in enumerate(words.EFFECT)}


def rule_line(rule: Parameter, value: Value, *, depends: bool = False, limit: Limit | None = None) -> Line:
    """A line for any rule of the law."""
    effect = Effect(str(rule.details["effect"])) if "effect" in rule.details else None
    area = Area(str(rule.details["area"])) if "area" in rule.details else None
    return Line(
        id=rule.id,
        text=rule.text,
        paragraph=rule.paragraph,
        source=rule.source,
        last_checked=rule.last_checked,
        since=value.since,
        since_words=words.SINCE[value.in_force_basis],
        until=value.until,
        confirmed=is_confirmed(rule),
        standing=words.STANDING[rule.standing],
        confidence=words.CONFIDENCE[rule.confidence],
        effect=words.EFFECT[effect] if effect else "",
        own=effect in OWN,
        area=area.value if area else "",
        area_words=words.AREA[area] if area else "",
        depends=depends,
        turn=words.TURN[limit.turn] if limit else "",
        length=_length(rule, value),
        when=words.WHEN[limit.turn, limit.clock] if limit else "",
    )


def _length(rule: Parameter, value: Value) -> str:
    if rule.details.get("limit") != "max" or value.unit not in words.LENGTH:
        return ""
    return str(words.LENGTH[value.unit] % {"number": value.value})


def held_line(one: Held, stops: Mapping[str, str] = MappingProxyType({})) -> Line:
    """A line for a rule that holds for an age, or may; with how it stops, for those that do."""
    line = rule_line(one.rule, one.value, depends=one.holds is Holds.DEPENDS)
    return replace(line, stops=stops.get(one.rule.id, ""))


def ahead_line(one: Ahead) -> Line:
    """A line for a decision that is not one's own yet."""
    line = rule_line(one.rule, one.value)
    return replace(line, short=one.decision.short, begins_at=one.value.age_from)


def in_order(held: Iterable[Held]) -> list[Held]:
    """What gives a say of one's own first."""
    return sorted(held, key=lambda one: ORDER[Effect(str(one.rule.details["effect"]))])


def by_area(
    held: Iterable[Held], stops: Mapping[str, str] = MappingProxyType({})
) -> list[tuple[Area, Promise, list[Line]]]:
    """The lines of each field of life, in the order of the fields on the page; fields without any are left out."""
    ordered = in_order(held)
    found = []
    for area, name in words.AREA.items():
        lines = [held_line(one, stops) for one in ordered if one.rule.details["area"] == area]
        if lines:
            found.append((area, name, lines))
    return found


def beginning(steps: Iterable[Step], known: Container[str]) -> list[Line]:
    """What begins with a birthday and is not told already: one's own say first."""
    begun = (step for step in steps if step.limit.turn is Turn.BEGINS and step.rule.id not in known)
    return sorted((_step_line(step) for step in begun), key=lambda line: not line.own)


def stopping(steps: Iterable[Step]) -> dict[str, str]:
    """How each rule that stops at the next age does, by its id."""
    ends = (step for step in steps if step.limit.turn is Turn.ENDS)
    return {step.rule.id: _stops(step.limit) for step in ends}


def _stops(limit: Limit) -> str:
    return str(words.STOPS % {"age": limit.age, "when": words.WHEN[limit.turn, limit.clock]})


def _step_line(step: Step) -> Line:
    values = step.rule.values
    value = next((v for v in values if v.in_force(step.on)), values[-1])
    return rule_line(step.rule, value, limit=step.limit)


def area_of(text: str) -> Area | None:
    """A field of life by its code; None for anything else."""
    return Area(text) if text in set(Area) else None


def checked() -> tuple[date, date]:
    """Between which days the rules of law were last checked: what has changed since, is not here."""
    days = [rule.last_checked for rule in law().values() if rule.standing is Standing.LAW]
    return min(days), max(days)
