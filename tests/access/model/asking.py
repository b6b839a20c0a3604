"""Questions to the family, put and answered by the real actions; what was said is then told to the oracle."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from helhet.access.actions.answering import answer_consent
from helhet.access.actions.asking import NobodyToAsk, Scope, ask_child_alone, ask_consent
from helhet.access.models import Consent, ConsentAnswer, ConsentLine
from helhet.core.moments import day_of
from helhet.plans.models import Plan
from tests.access.model.world import World
from tests.access.oracle import Answer, Question, Situation
from tests.cast import NOW, TODAY

Says = Callable[[str, str], bool]
"""What one answers to one of the three questions: by capacity, and `plan`, `sharing` or `own`."""

QUESTIONS = {"plan": "asks_plan", "sharing": "asks_secrecy", "own": "asks_own"}
WORDS = {"plan": "plan_answer", "sharing": "answer", "own": "own_answer"}


def put(
    world: World,
    plan: Plan,
    told: Situation,
    lines: Mapping[str, tuple[str, ...]],
    *,
    by: tuple[str, str] = ("Kari", "school"),
    about: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
    says: Says = lambda capacity, question: True,
    first: date = TODAY,
    last: date = date(2027, 11, 24),
    asks_plan: bool = True,
    alone: bool = False,
) -> None:
    """Ask, and let everyone answer. Somebody the law wants asked who is not there: then nothing is asked."""
    stage = world.stage
    ids = {name: one.pk for name, one in stage.services.items()}
    scope = Scope(
        purpose="Ha det bra",
        lines={ids[name]: kinds for name, kinds in lines.items()},
        from_on=first,
        until_on=last,
        about_adults={
            stage.adults[adult].pk: {ids[name]: kinds for name, kinds in wanted.items()}
            for adult, wanted in (about or {}).items()
        },
    )
    who: dict[str, Any] = {"child": plan.child, "matter": plan.pk, "actor": stage.places[by], "at": NOW, "on": TODAY}
    try:
        if alone:
            consent = ask_child_alone(**who, scope=scope, reason="Barnet ønsker det.")
        else:
            consent = ask_consent(**who, scope=scope, self_consent_age=told.self_consent_age, plan=asks_plan)
    except NobodyToAsk:
        return
    for answer in ConsentAnswer.objects.of(consent=consent).order_by("capacity", "id"):
        consent.refresh_from_db()
        if consent.settled:
            break
        capacity = capacity_of(world, told, answer)
        answer_consent(
            answer=answer,
            yes=says(capacity, "sharing"),
            plan_yes=says(capacity, "plan"),
            own_yes=says(capacity, "own"),
            channel=ConsentAnswer.Channel.ORAL,
            self_consent_age=told.self_consent_age,
            actor=who["actor"],
            at=NOW,
        )
    told.questions.append(told_of(world, told, consent))


def capacity_of(world: World, told: Situation, answer: ConsentAnswer) -> str:
    """In what capacity somebody answers, by who they are and not by what the row says."""
    if answer.giver_id is None:
        return "child_welfare"
    name = name_of(world, answer.giver_id)
    if name == told.child.name:
        return "child"
    return "carers" if any(tie.adult == name and tie.carer for tie in told.child.ties) else "guardians"


def told_of(world: World, told: Situation, consent: Consent) -> Question:
    """What stands in the rows of a question: who was asked what, and what they said. Nothing of what it opens."""
    services = {one.pk: name for name, one in world.stage.services.items()}
    yes = ConsentAnswer.Answer.GIVEN
    return Question(
        by=services[consent.service_id],
        first=consent.from_on,
        last=consent.until_on,
        lines=frozenset(
            (services[line.service_id], line.information_type, name_of(world, line.about_id))
            for line in ConsentLine.objects.of(consent=consent).order_by("pk")
        ),
        answers=tuple(
            Answer(
                name=name_of(world, one.giver_id) if one.giver_id else "Barnevernet",
                capacity=capacity_of(world, told, one),
                asked=frozenset(question for question, asks in QUESTIONS.items() if getattr(one, asks)),
                on=day_of(one.answered_at) if one.answered_at else None,
                yes=frozenset(question for question, said in WORDS.items() if getattr(one, said) == yes),
            )
            for one in ConsentAnswer.objects.of(consent=consent).order_by("capacity", "id")
        ),
        asks_plan=bool(consent.plan_status),
        alone=consent.hidden,
    )


def name_of(world: World, pk: object) -> str:
    """A person of the family, by the name the oracle knows."""
    adults = {one.pk: name for name, one in world.stage.adults.items()}
    children = {one.pk: name for name, (_told, one) in world.children.items()}
    return {**adults, **children}[pk]
