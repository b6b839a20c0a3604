"""What a pack must keep beyond its shape: each promise is one function that tells where it is broken.

The program relies on some forms, lists and codes by name; they stand in the tables first.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, get_args

from helhet.core.guides.lines import Place
from helhet.core.guides.model import ClockKey, GuidePack, Text
from helhet.core.guides.rules import RULES
from helhet.core.guides.schema import Fault
from helhet.core.services import ServiceType

FORMS_RELIED_ON: Final = ("concern", "evaluation", "meeting")

CODES_RELIED_ON: Final = {
    "close_reason": ("consent_withdrawn", "no_help_available"),
    "level_change_reason": (),
    "baton_decline_reason": (),
    "measure_not_done_reason": (),
    "referral_decline_reason": (),
    "child_not_asked_reason": (),
    "arena": (),
    "effect": ("full", "part", "none", "worse", "not_done"),
    "evaluation_decision": ("continue", "adjust", "up", "down", "end"),
    "wonder_duration": (),
}

MOST_REQUIRED_FIELDS: Final = 9
"""So few that a plan can be opened with a family in ten minutes."""

UNWILLING: Final = re.compile(r"\b(nekt(er|ar|et|a)?|motvillige?|motviljuge?|uvillige?|reluctant|unwilling)\b", re.I)
"""To say no to a voluntary thing is no mark on a family, in anyone's guide."""


def review_comes_after_publishing(pack: GuidePack) -> Iterator[Fault]:
    """A guide that nobody is due to read again grows old unseen."""
    if pack.review_on <= pack.published_on:
        yield Fault(("review_on",), f"is {pack.review_on}; expected a day after {pack.published_on}")


def ages_run_upwards(pack: GuidePack) -> Iterator[Fault]:
    """From the youngest to the oldest."""
    if pack.ages[0] > pack.ages[1]:
        yield Fault(("ages",), f"runs from {pack.ages[0]} to {pack.ages[1]}; expected the lower age first")


def nothing_is_named_twice(pack: GuidePack) -> Iterator[Fault]:
    """A key or a code is found again by its name, for as long as a plan lives."""
    yield from _twice([level.code for level in pack.levels], ("levels",), "code")
    for group in ("steps", "forms", "code_lists", "clocks"):
        yield from _twice([each.key for each in getattr(pack, group)], (group,), "key")
    for n, form in enumerate(pack.forms):
        yield from _twice([each.key for each in form.fields], ("forms", n, "fields"), "key")
    for n, codes in enumerate(pack.code_lists):
        yield from _twice([each.key for each in codes.codes], ("code_lists", n, "codes"), "key")


def levels_rise(pack: GuidePack) -> Iterator[Fault]:
    """A wonder and at least one level of plan; more services the higher."""
    if len(pack.levels) < 2:
        yield Fault(("levels",), "expected the wonder and at least one level of plan")
    for n, level in enumerate(pack.levels):
        if level.services_to is not None and level.services_to < level.services_from:
            yield Fault(("levels", n, "services_to"), f"expected {level.services_from} or more")
        if n and level.services_from < pack.levels[n - 1].services_from:
            yield Fault(("levels", n, "services_from"), "expected no fewer services than the level below")


def the_log_opens_at_a_level(pack: GuidePack) -> Iterator[Fault]:
    """Not at the wonder: before consent there is no log (R4)."""
    codes = [level.code for level in pack.levels]
    for name, allowed in (
        ("log_opens_at", codes[1:]),
        ("log_required_from", _from(codes, pack.log_opens_at)),
    ):
        if getattr(pack, name) not in allowed:
            yield Fault((name,), f"is {getattr(pack, name)!r}; expected one of: {', '.join(allowed)}")


def steps_stand_where_they_can_be_done(pack: GuidePack) -> Iterator[Fault]:
    """At a level there is; what belongs to a wonder note at the wonder, all else in a plan."""
    codes = [level.code for level in pack.levels]
    for n, step in enumerate(pack.steps):
        if step.level not in codes:
            yield Fault(("steps", n, "level"), f"is {step.level!r}; expected one of: {', '.join(codes)}")
        elif step.action.before_a_plan != (step.level == codes[0]):
            yield Fault(("steps", n, "action"), f"{step.action} cannot be done at level {step.level}")
        if "any" in step.services and len(step.services) > 1:
            yield Fault(("steps", n, "services"), 'expected "any" alone, or the services by name')
        if not step.services:
            yield Fault(("steps", n, "services"), 'expected "any" or at least one service')


def every_service_has_a_guide(pack: GuidePack) -> Iterator[Fault]:
    """Nobody opens the guide at a level and finds it empty."""
    for n, level in enumerate(pack.levels):
        without = [service for service in ServiceType if not pack.steps_for(level.code, service)]
        if without:
            yield Fault(("levels", n), f"expected at least one step for: {', '.join(without)}")


def forms_are_there(pack: GuidePack) -> Iterator[Fault]:
    """The forms the program asks for by name; in the wonder note, acute first (R26)."""
    forms = {form.key: n for n, form in enumerate(pack.forms)}
    for key in FORMS_RELIED_ON:
        if key not in forms:
            yield Fault(("forms",), f"expected a form {key!r}")
    if "concern" in forms:
        first = pack.form("concern").fields[:1]
        if not first or (first[0].key, first[0].kind, first[0].required) != ("acute", "yes_no", True):
            yield Fault(("forms", forms["concern"]), "expected the first field to be acute, yes_no, required (R26)")


def fields_are_whole(pack: GuidePack) -> Iterator[Fault]:
    """A choice has its list, free text its length, a required field its rule."""
    lists = [codes.key for codes in pack.code_lists]
    for n, form in enumerate(pack.forms):
        for m, field in enumerate(form.fields):
            place: Place = ("forms", n, "fields", m)
            if field.kind == "choice" and field.code_list not in lists:
                yield Fault((*place, "code_list"), f"is {field.code_list!r}; expected one of: {', '.join(lists)}")
            if field.kind != "choice" and field.code_list:
                yield Fault((*place, "code_list"), "expected only on a choice")
            if (field.kind in ("text", "long")) != (field.max_length is not None):
                yield Fault((*place, "max_length"), "expected on text and long, and on nothing else (R20)")
            if field.required and not field.rule:
                yield Fault((*place, "rule"), "is missing; expected the rule that makes the field required")
            if field.rule and field.rule not in RULES:
                yield Fault((*place, "rule"), f"is {field.rule!r}; expected one of: {', '.join(RULES)}")


def few_fields_are_required(pack: GuidePack) -> Iterator[Fault]:
    """Each new thing one must fill in is taken from the talk with the family."""
    required = sum(field.required for form in pack.forms for field in form.fields)
    if required > MOST_REQUIRED_FIELDS:
        yield Fault(("forms",), f"has {required} required fields; expected at most {MOST_REQUIRED_FIELDS}")


def code_lists_are_there(pack: GuidePack) -> Iterator[Fault]:
    """The lists and codes the program knows by name; and no list that nothing asks for."""
    places = {codes.key: n for n, codes in enumerate(pack.code_lists)}
    asked_for = {field.code_list for form in pack.forms for field in form.fields}
    for key, needed in CODES_RELIED_ON.items():
        if key not in places:
            yield Fault(("code_lists",), f"expected a code list {key!r}")
            continue
        have = [code.key for code in pack.codes(key)]
        for code in needed:
            if code not in have:
                yield Fault(("code_lists", places[key], "codes"), f"expected a code {code!r} in {key!r}")
    for n, codes in enumerate(pack.code_lists):
        if codes.key not in CODES_RELIED_ON and codes.key not in asked_for:
            yield Fault(("code_lists", n, "key"), f"{codes.key!r} is used by no field of a form")
        if not codes.codes:
            yield Fault(("code_lists", n, "codes"), "expected at least one code")


def clocks_are_there(pack: GuidePack) -> Iterator[Fault]:
    """Each clock the program winds; and an evaluation that is late never reaches only the holder."""
    clocks = {clock.key: n for n, clock in enumerate(pack.clocks)}
    for key in get_args(ClockKey):
        if key not in clocks:
            yield Fault(("clocks",), f"expected a clock {key!r}")
    if "evaluation_due" in clocks:
        late = sorted(pack.clock("evaluation_due").reminders, key=lambda each: each.after_days)
        if "leader" not in [each.to for each in late] or late[0].to != "owner":
            place = ("clocks", clocks["evaluation_due"], "reminders")
            yield Fault(place, "expected the owner first and then the leader to be reminded")


def the_family_has_a_way_without_a_screen(pack: GuidePack) -> Iterator[Fault]:
    """Paper or word of mouth is always there (R16); and somebody can write."""
    if not pack.channels & {"paper", "oral"}:
        yield Fault(("channels",), 'expected "paper" or "oral" among them (R16)')
    if "holder" not in pack.who_may_write:
        yield Fault(("who_may_write",), 'expected "holder" among them')


def no_text_calls_a_family_unwilling(pack: GuidePack) -> Iterator[Fault]:
    """Voluntary stays voluntary, also in the words."""
    for place, text in texts_of(pack):
        for language in ("nb", "nn", "en"):
            if word := UNWILLING.search(text.in_language(language)):
                yield Fault((*place, language), f"says {word.group()!r}; expected words without blame")


CHECKS: Final[tuple[Callable[[GuidePack], Iterator[Fault]], ...]] = (
    review_comes_after_publishing,
    ages_run_upwards,
    nothing_is_named_twice,
    levels_rise,
    the_log_opens_at_a_level,
    steps_stand_where_they_can_be_done,
    every_service_has_a_guide,
    forms_are_there,
    fields_are_whole,
    few_fields_are_required,
    code_lists_are_there,
    clocks_are_there,
    the_family_has_a_way_without_a_screen,
    no_text_calls_a_family_unwilling,
)


def texts_of(thing: Any, place: Place = ()) -> Iterator[tuple[Place, Text]]:
    """Every text of a pack, or of a part of one, with its place."""
    if isinstance(thing, Text):
        yield place, thing
    elif isinstance(thing, tuple):
        for n, each in enumerate(thing):
            yield from texts_of(each, (*place, n))
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from texts_of(getattr(thing, field.name), (*place, field.name))


def _from(codes: list[str], first: str) -> list[str]:
    return codes[codes.index(first) :] if first in codes else codes[1:]


def _twice(names: list[str], place: Place, called: str) -> Iterator[Fault]:
    for n, name in enumerate(names):
        if name in names[:n]:
            yield Fault((*place, n, called), f"{name!r} is used before; expected each once")
