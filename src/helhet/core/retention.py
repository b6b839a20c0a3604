"""Whether something kept may go, and what stands in the way. Says why in either case; deletes nothing.

Nothing goes because it is old. It goes when a rule in force says so (arkivlova § 13), when the archive has answered
for what is preserved for posterity (bevaringsforskrifta), and never under a legal hold. The law's preserving rules bar
also while they are only `likely`: to keep too long can be mended.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from helhet.core.law.finding import Answer, Finding
from helhet.core.law.parameter import Kind, LawError, Parameter, Standing, Unit
from helhet.core.law.parameters import law, parameter
from helhet.core.law.periods import add_months, birthday
from helhet.core.law.records import CountedFrom, Keep, Record

NOTHING_BY_DEFAULT = "RT-ARKL-13"
SECRECY = ("RT-FVL67-13C", "RT-FVL25-33")


class Why(StrEnum):
    """What a finding tells: how a rule stands, or what is in the way."""

    TIME_IS_UP = "time_is_up"
    TIME_NOT_UP = "time_not_up"
    DAY_UNKNOWN = "day_unknown"
    """What the time is counted from is not known, such as the child's day of birth."""
    NOT_ADOPTED = "not_adopted"
    """A time each municipality sets itself, and this one has not."""
    NO_RULE = "no_rule"
    IN_USE = "in_use"
    HELD = "held"
    CONTINUED = "continued"
    """A later plan begins where this one ends."""
    NO_RECEIPT = "no_receipt"
    RECEIPT_TOO_OLD = "receipt_too_old"
    """The archive answered for it before it ended, so not for all of it."""
    ARCHIVED = "archived"
    FREE = "free"
    """Not in the way."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the decision may know of one thing kept: days and codes. No row, no name, no text."""

    record: Record
    ended_on: date | None
    """None while it is in use."""
    happened: Mapping[CountedFrom, date | None] = field(default_factory=lambda: MappingProxyType({}))
    receipt_on: date | None = None
    """The day of the archive's last receipt for it."""
    holds: Collection[str] = ()
    """Why it is held, one code for each legal hold that is not lifted."""
    continued: bool = False
    services: Collection[str] = ()
    """Whose it is, as the law names services; none known is any."""


def what_may_go(
    kept: Kept, on: date, *, adopted: Collection[str], rules: Mapping[str, Parameter] | None = None
) -> Answer:
    """Whether it may go on a day: a time that is up, and nothing in the way.

    `adopted` are the ids of the local rules (standing policy) the municipality has made its own.
    """
    held_by = [
        rule
        for rule in (law() if rules is None else rules).values()
        if rule.kind is Kind.RETENTION and rule.in_force(on) and _is_about(rule, kept)
    ]
    until = [rule for rule in held_by if rule.details["keep"] == Keep.UNTIL]
    grounds = [_time(rule, kept, on, adopted) for rule in until] or [_no_rule()]
    return Answer(
        grounds=tuple(grounds),
        bars=(
            _bar("in use", Why.IN_USE, kept.ended_on is None or kept.ended_on > on, ended_on=kept.ended_on),
            _bar("legal hold", Why.HELD, bool(kept.holds), holds=tuple(sorted(kept.holds))),
            _bar("a later plan", Why.CONTINUED, kept.continued),
            *(_archive(rule, kept, on) for rule in held_by if rule.details["archive"] == "yes"),
        ),
    )


def check_adopted(ids: Iterable[str]) -> None:
    """Each is a rule a municipality can adopt: one of keeping, and its own to set. Raises LawError."""
    for id in sorted(ids):
        rule = parameter(id)
        if (rule.kind, rule.standing) != (Kind.RETENTION, Standing.POLICY):
            raise LawError(f"{id} ({rule.paragraph}): is not a municipality's own to adopt")


def reasons(answer: Answer) -> tuple[tuple[Why, str], ...]:
    """What to tell of a decision: each thing in the way, with its rule; or, when it may go, the time that is up."""
    if answer.allowed:
        told: Iterable[Finding] = (ground for ground in answer.grounds if ground.met is True)
    else:
        in_the_way = [bar for bar in answer.bars if bar.met is not False]
        waits = [] if any(ground.met is True for ground in answer.grounds) else answer.grounds
        told = [*in_the_way, *waits]
    return tuple((Why(finding.facts["why"]), finding.rule) for finding in told)


def secrecy_has_lapsed(written_on: date, on: date) -> Finding:
    """Forvaltningsloven § 13 c (60 years), and § 33 of the act of 2025 (100) from the day it is in force.

    It is the age of the text that ends the duty; whether it may then be told is another question.
    """
    rule = next((parameter(id) for id in SECRECY if parameter(id).in_force(on)), None)
    if rule is None:
        raise LawError(f"no rule says when secrecy lapses on {on}")
    lapses_on = _after(rule, written_on, on)
    return Finding(rule.paragraph, lapses_on <= on, {"written_on": written_on, "lapses_on": lapses_on, "on": on})


def _is_about(rule: Parameter, kept: Kept) -> bool:
    services = rule.details["services"]
    whose = not kept.services or "*" in services or bool(set(services) & set(kept.services))
    return kept.record in rule.details["records"] and whose


def _time(rule: Parameter, kept: Kept, on: date, adopted: Collection[str]) -> Finding:
    start = kept.happened.get(CountedFrom(str(rule.details["counted_from"])))
    if not _may_be_used(rule, on, adopted):
        return _finding(rule.paragraph, Why.NOT_ADOPTED, False, id=rule.id)
    if start is None:
        return _finding(rule.paragraph, Why.DAY_UNKNOWN, None, id=rule.id)
    up_on = _after(rule, start, on)
    why = Why.TIME_IS_UP if up_on <= on else Why.TIME_NOT_UP
    return _finding(rule.paragraph, why, up_on <= on, id=rule.id, counted_from=start, up_on=up_on)


def _may_be_used(rule: Parameter, on: date, adopted: Collection[str]) -> bool:
    return rule.id in adopted if rule.standing is Standing.POLICY else rule.opens_anything(on)


def _archive(rule: Parameter, kept: Kept, on: date) -> Finding:
    received = kept.receipt_on
    if received is None or received > on:
        why = Why.NO_RECEIPT
    elif kept.ended_on is None or received < kept.ended_on:
        why = Why.RECEIPT_TOO_OLD
    else:
        why = Why.ARCHIVED
    return _finding(rule.paragraph, why, why is not Why.ARCHIVED, id=rule.id, receipt_on=received)


def _no_rule() -> Finding:
    return _finding(parameter(NOTHING_BY_DEFAULT).paragraph, Why.NO_RULE, False, id=NOTHING_BY_DEFAULT)


def _after(rule: Parameter, start: date, on: date) -> date:
    """The first day the time is up."""
    value = rule.value_on(on)
    if not isinstance(value.value, int) or value.unit not in {Unit.YEAR, Unit.MONTH}:
        raise LawError(f"{rule.id} ({rule.paragraph}): is kept for months or years")
    if value.unit is Unit.MONTH:
        return add_months(start, value.value)
    return birthday(start, value.value)


def _finding(rule: str, why: Why, met: bool | None, **facts: object) -> Finding:
    return Finding(rule, met, {"why": why, **facts})


def _bar(rule: str, why: Why, in_the_way: bool, **facts: object) -> Finding:
    return _finding(rule, why if in_the_way else Why.FREE, in_the_way, **facts)
