"""What can we ask for? A short path of questions in the address, and answers that never are none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from helhet.core.law.holding import Holds, births_of_age
from helhet.core.law.parameters import law
from helhet.core.rights import reader
from helhet.core.rights.finding import Found, situations, to_ask_for, what_it_is
from helhet.core.rights.model import Appeal, Ask, Body
from helhet.core.rights.words import Offer, Situation
from helhet.core.texts import Text
from helhet.rights import lines, queries, words
from helhet.rights.forms import OLDEST
from helhet.web.clock import today
from helhet.web.decorators import for_everyone

ANY = "any"
"""In an address: it does not matter which service, or which municipality."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it is shown."""

    ask: Ask
    what: Text
    rules: list[lines.Line]
    by_situation: bool
    depends: bool
    confirmed: bool
    body: Body
    deadlines: list[lines.Line]
    own_deadlines: list[lines.Line]
    """Without those that hold whatever one asks for."""
    appeal: Appeal
    appeal_deadlines: list[lines.Line]
    appeal_body: Body
    contact: queries.Contact | None

    @property
    def paragraphs(self) -> list[str]:
        """What it rests on, each once."""
        return list(dict.fromkeys(line.paragraph for line in self.rules))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks so far; None for a question not answered yet."""

    age: int | None
    about: Situation | None
    offer: str | None
    place: str | None

    def address(self, **changed: str) -> str:
        """The query of the same with something answered, or with something taken back (an empty text)."""
        now = {"age": "" if self.age is None else str(self.age), "about": self.about or "", "offer": self.offer or "",
               "place": self.place or ""}  # fmt: skip
        return urlencode({name: value for name, value in (now | changed).items() if value})


@for_everyone
def path(request: HttpRequest) -> HttpResponse:
    """The next question, or the answers when all are answered."""
    asked = _asked(request)
    choices: list[tuple[str, Promise, Promise | str]]
    context: dict[str, Any] = {"here": "rights", "asked": asked, "chosen": _chosen(asked), "oldest": OLDEST}
    if asked.age is None:
        context["wrong_age"] = bool(request.GET.get("age"))
        return render(request, "rights/ask_age.html", context)
    if asked.about is None:
        choices = [(asked.address(about=one), *words.SITUATION[one]) for one in situations(asked.age)]
        return render(request, "rights/ask_choice.html", context | {"choices": choices, "step": 2, "question": "about"})
    if asked.offer is None:
        offered = {one.ask.offer for one in _found(asked, None) if one.by_situation}
        choices = [(asked.address(offer=one), name, "") for one, name in words.OFFER.items() if one in offered]
        context |= {"choices": choices, "step": 3, "question": "offer", "all_of_them": asked.address(offer=ANY)}
        return render(request, "rights/ask_choice.html", context)
    if asked.place is None:
        context |= {"municipalities": queries.municipalities(today()), "skip": asked.address(place=ANY)}
        return render(request, "rights/ask_place.html", context)
    return render(request, "rights/answers.html", context | _answers(asked))


@for_everyone
def everything(request: HttpRequest) -> HttpResponse:
    """All there is to ask for, by who offers it."""
    groups = [
        (name, [ask for ask in reader.asks().values() if ask.offer is offer]) for offer, name in words.OFFER.items()
    ]
    return render(request, "rights/everything.html", {"here": "rights", "groups": groups})


@for_everyone
def one(request: HttpRequest, ask: str) -> HttpResponse:
    """One thing to ask for, whoever asks: its permanent address."""
    found = reader.asks().get(ask)
    if found is None:
        raise Http404
    return render(request, "rights/one.html", {"here": "rights", "shown": _whole(found)})


def _asked(request: HttpRequest) -> Asked:
    """What stands in the address; anything that cannot be is not answered."""
    age, about = request.GET.get("age", ""), request.GET.get("about", "")
    offer, place = request.GET.get("offer", ""), request.GET.get("place")
    if place == "":  # sent without choosing: the answers are not kept from whoever did not
        place = ANY
    known = age.isascii() and age.isdecimal() and len(age) < 4 and int(age) <= OLDEST
    return Asked(
        age=int(age) if known else None,
        about=Situation(about) if about in set(Situation) else None,
        offer=offer if offer in {ANY, *Offer} else None,
        place=place if place and (place == ANY or (place.isascii() and place.isdecimal())) else None,
    )


def _chosen(asked: Asked) -> list[tuple[Promise | str | int, str, str]]:
    """What is answered, with the address that takes it and what hangs on it back."""
    chosen: list[tuple[Promise | str | int, str, str]] = []
    if asked.age is not None:
        chosen.append((asked.age, "age", asked.address(age="")))
    if asked.about is not None:
        chosen.append((words.SITUATION[asked.about][0], "about", asked.address(about="", offer="")))
    if asked.offer not in (None, ANY):
        chosen.append((words.OFFER[Offer(asked.offer)], "offer", asked.address(offer="")))
    return chosen


def _found(asked: Asked, offer: Offer | None) -> tuple[Found, ...]:
    if asked.age is None or asked.about is None:
        return ()
    return to_ask_for(asked.age, births_of_age(asked.age, today()), today(), asked.about, offer)


def _answers(asked: Asked) -> dict[str, Any]:
    offer = Offer(asked.offer) if asked.offer not in (None, ANY) else None
    where = queries.place(asked.place, today()) if asked.place not in (None, ANY) else None
    shown = [_shown(one, where) for one in _found(asked, offer)]
    groups = [
        (subject, name, [one for one in shown if one.by_situation and one.ask.subject is subject])
        for subject, name in words.SUBJECT.items()
    ]
    return {
        "groups": [group for group in groups if group[2]],
        "for_everyone": [one for one in shown if not one.by_situation],
        "count": len(shown),
        "checked": lines.checked(),
        "general_deadlines": _in_force(_whatever_one_asks()),
        "where": where,
        "another_place": asked.address(place=""),
        "wrong_place": asked.place not in (None, ANY) and where is None,
        "about_words": words.SITUATION[asked.about][0] if asked.about else "",
    }


def _shown(found: Found, where: queries.Place | None) -> Shown:
    rules = [
        lines.rule_line(rule, rule.value_on(today()), depends=holds is Holds.DEPENDS) for rule, holds in found.rules
    ]
    what = what_it_is(found.ask, [rule for rule, _holds in found.rules])
    return _with_the_rest(
        found.ask, what, rules, by_situation=found.by_situation, confirmed=found.confirmed, where=where
    )


def _whole(ask: Ask) -> Shown:
    """With every rule in force today, whatever the age."""
    there = [rule for rule in (law()[id] for id in ask.rules) if rule.in_force(today())]
    rules = _in_force(ask.rules)
    confirmed = all(one.confirmed for one in rules)
    return _with_the_rest(ask, what_it_is(ask, there), rules, by_situation=True, confirmed=confirmed, where=None)


def _with_the_rest(
    ask: Ask, what: Text, rules: list[lines.Line], *, by_situation: bool, confirmed: bool, where: queries.Place | None
) -> Shown:
    appeal, body = reader.appeals()[ask.appeal], reader.bodies()[ask.body]
    return Shown(
        ask=ask,
        what=what,
        rules=rules,
        by_situation=by_situation,
        depends=any(line.depends for line in rules),
        confirmed=confirmed,
        body=body,
        deadlines=_in_force(ask.deadlines),
        own_deadlines=_in_force(id for id in ask.deadlines if id not in _whatever_one_asks()),
        appeal=appeal,
        appeal_deadlines=_in_force(appeal.deadlines),
        appeal_body=reader.bodies()[appeal.body],
        contact=queries.contact(body, where),
    )


def _whatever_one_asks() -> list[str]:
    """The deadlines of what is for everyone: they are told once."""
    return [id for ask in reader.asks().values() if not ask.about for id in ask.deadlines]


def _in_force(ids: Iterable[str]) -> list[lines.Line]:
    rules = [law()[id] for id in ids]
    return [lines.rule_line(rule, rule.value_on(today())) for rule in rules if rule.in_force(today())]
