"""At what age do I decide? The answer for an age and a day, and the whole ladder of ages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from helhet.core.law import holding
from helhet.core.law import ladder as rungs_of
from helhet.core.law.age_words import Effect
from helhet.core.law.holding import Births, Held
from helhet.core.law.ladder import Rung, Turn
from helhet.core.law.parameter import LawError
from helhet.core.law.who_consents import who_consents
from helhet.core.rights import reader
from helhet.core.rights.deciding import not_yet, told_first
from helhet.core.rights.model import Decision
from helhet.rights import lines, words
from helhet.rights.forms import FIRST_DAY, LAST_DAY, AgeForm
from helhet.web.clock import today
from helhet.web.decorators import for_everyone


@for_everyone
def home(request: HttpRequest) -> HttpResponse:
    """The three ways in."""
    return render(request, "rights/home.html", {"here": "rights"})


@for_everyone
def age(request: HttpRequest) -> HttpResponse:
    """The form, and what holds for the age it asks about."""
    form = AgeForm(request.GET if "age" in request.GET else None, today=today())
    context: dict[str, Any] = {"form": form, "here": "rights", "answered": False}
    if form.is_bound and form.is_valid() and form.births:
        context |= _answer(form.cleaned_data["age"], form.births, form.cleaned_data["on"])
    return render(request, "rights/age.html", context, status=422 if form.errors else 200)


@for_everyone
def ladder(request: HttpRequest) -> HttpResponse:
    """Every age with what begins and what ends, by the law of a day, in one field of life or in all."""
    on = _day(request.GET.get("on", "")) or today()
    area = lines.area_of(request.GET.get("area", ""))
    here = [rung for rung in rungs_of.rungs(on) if area is None or rung.rule.details["area"] == area]
    ages = sorted({rung.limit.age for rung in here})
    context = {
        "here": "rights",
        "on": on,
        "area": area.value if area else "",
        "area_words": words.AREA[area] if area else "",
        "areas": [(one.value, name) for one, name in words.AREA.items()],
        "rungs": [(age, [(words.TURN[turn], _lines(here, age, turn)) for turn in Turn]) for age in ages],
        "checked": lines.checked(),
    }
    return render(request, "rights/ladder.html", context)


def _answer(age: int, births: Births, on: date) -> dict[str, Any]:
    """Each rule is told once: among those told first, or in its field of life."""
    held = holding.holding(births, on)
    steps = holding.next_birthday(age, births).steps
    stops = lines.stopping(steps)
    first = told_first(held, age)
    told = {one.rule.id for _decision, one in first}
    ahead = not_yet(births, on, age)
    known = {one.rule.id for one in held} | {one.rule.id for one in ahead}
    return {
        "answered": True,
        "age": age,
        "next_age": age + 1,
        "on": on,
        "past": on < today(),
        "decides": _first(first, stops, too=False),
        "too": _first(first, stops, too=True),
        "not_yet": [lines.ahead_line(one) for one in ahead],
        "areas": lines.by_area([one for one in held if one.rule.id not in told], stops),
        "begins": lines.beginning(steps, known),
        "collisions": _collisions(age, held),
        "secrecy": _secrecy(births, on),
        "waiting": [lines.held_line(one) for one in lines.in_order(holding.waiting(births, on))],
        "later": [lines.held_line(one) for one in lines.in_order(holding.later(births, on))],
        "checked": lines.checked(),
    }


def _first(first: tuple[tuple[Decision, Held], ...], stops: Mapping[str, str], *, too: bool) -> list[lines.Line]:
    """What is told first: what one decides, or what one must say yes to beside somebody else."""
    return [
        replace(lines.held_line(one, stops), short=decision.short)
        for decision, one in first
        if (one.rule.details["effect"] == Effect.CO_CONSENT) is too
    ]


def _collisions(age: int, held: tuple[Held, ...]) -> list[tuple[Any, list[lines.Line]]]:
    """Those of the age, each with the rules that hold; one alone collides with nothing."""
    by_id = {one.rule.id: one for one in held}
    found = []
    for collision in reader.collisions().values():
        rules = [lines.held_line(by_id[id]) for id in collision.rules if id in by_id]
        if collision.ages[0] <= age <= collision.ages[1] and len(rules) > 1:
            found.append((collision, rules))
    return found


def _secrecy(births: Births, on: date) -> list[tuple[Promise, list[Promise], bool, str]]:
    """Who says yes to each service telling others, by the very rule casework asks; nothing where the law of the day
    is not known, or where it depends on the birthday.
    """
    rows = []
    for regime, name in words.REGIME.items():
        try:
            answers = {birth: who_consents(regime, birth, on) for birth in (births.oldest, births.youngest)}
        except LawError:
            continue
        youngest = answers[births.youngest]
        if answers[births.oldest].required == youngest.required:
            who = [word for capacity, word in words.CAPACITY.items() if capacity in youngest.required]
            rows.append((name, who, youngest.settled, youngest.finding.rule))
    return rows


def _lines(rungs: list[Rung], age: int, turn: Turn) -> list[lines.Line]:
    here = [rung for rung in rungs if rung.limit.age == age and rung.limit.turn is turn]
    found = [lines.rule_line(rung.rule, rung.value, limit=rung.limit) for rung in here]
    return sorted(found, key=lambda line: not line.own)


def _day(text: str) -> date | None:
    """A day in an address; None for anything that is no day we know the law of."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
