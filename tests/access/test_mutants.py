"""Would a wrong rule, or a wrong compiler, be found? Each small fault is put in by itself, and must be.

A mutant is killed when the small model or the hostile shapes tell it from the right one: it answers wrongly, for a
wrong reason, or not at all. What survives is named: it is either a hole in the model, or written down in
`model/equivalent.py` with the reason why it changes nothing.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from helhet.access import conditions, statement
from helhet.access import filter as compiler
from helhet.core.access import Condition, Grounds, Resource, grounds
from helhet.core.actors import Actor
from helhet.plans import grounds as of_plans
from helhet.plans.models import Entry, Plan
from tests.access import test_shapes as shapes
from tests.access import test_statement as texts
from tests.access.model.blocks import EVE, MARCH_1, SOON, small
from tests.access.model.equivalent import EQUIVALENT
from tests.access.model.mutation import of_code, of_rules
from tests.access.model.stage import set_stage
from tests.access.model.world import World, of_the_child_wrongly, young_people
from tests.access.oracle import Reader, own_record_as, sees_plan, sees_plan_as, sees_words
from tests.cast import TODAY

pytestmark = [
    pytest.mark.mutants,
    pytest.mark.skipif("HELHET_TEST_DATABASE" in os.environ, reason="a mutant is as wrong on either database"),
]

Asked = tuple[Resource, Reader, Actor, date]
Seen = dict[UUID, set[str]]
"""What is seen, and for those at work the reasons why."""

DAYS = (TODAY, EVE, SOON)
WRONG, FELL = "answered wrongly", "fell over"
CONDITIONS = frozenset(
    {
        "about_actor", "consented", "lifted", "excepted", "disclosed_to", "guardian", "carer", "of_age", "shielded",
        "about_child", "about_another", "_ties", "_care_orders", "_child", "live_grants",
    }
)  # fmt: skip
"""The conditions themselves; the file also holds a few reads for pages."""

BY_CONSENT = {"participant", "invited", "offered"}
"""Ways into a plan that rest on the same paragraph for everyone; the others on the law the reader works under."""


@dataclass
class Model:
    """The small world, what the oracle says of it, and the questions in the order in which they last told something."""

    world: World
    questions: list[Asked]
    answers: dict[Asked, Seen] = field(default_factory=dict)
    terms: dict[Asked, object] = field(default_factory=dict)

    def found(self, by: ModuleType = compiler, plans: ModuleType = of_plans, rules: Grounds | None = None) -> str:
        """How a wrong program is found out: something is answered wrongly, or not at all; empty where it is not.

        `rules`: the program is right and these are wrong; who is asked the very same as by the right ones is passed by.
        """
        for number, asked in enumerate(self.questions):
            if rules is not None and _terms(rules, asked) == self.terms.setdefault(asked, _terms(grounds(), asked)):
                continue
            try:
                how = "" if self._seen(by, plans, asked) == self._should(asked) else WRONG
            except Exception:
                how = FELL
            if how:
                self.questions.insert(0, self.questions.pop(number))  # it tells much: ask it first the next time
                return how
        return ""

    def _seen(self, by: Any, plans: Any, asked: Asked) -> Seen:
        resource, reader, actor, on = asked
        bind, model = (plans.bind_plan, Plan) if resource is Resource.PLAN else (plans.bind_entry, Entry)
        rows = model.objects.filter(**self.world.here)
        if reader.kind != "worker":
            seen = rows.filter(by.visible(resource, actor, on, bind)).order_by("pk")
            return {pk: set() for pk in seen.values_list("pk", flat=True)}
        return {
            row.pk: {code for code in by.grounds_of(row) if resource is Resource.PLAN or code in OWN_RECORD}
            for row in by.explained(rows, resource, actor, on, bind).order_by("pk").only("pk")
        }

    def _should(self, asked: Asked) -> Seen:
        if asked not in self.answers:
            (resource, reader, _actor, on), world = asked, self.world
            if resource is Resource.PLAN:
                plans = world.plans.items()
                self.answers[asked] = {
                    pk: plan_codes(reader, sees_plan_as(reader, told, on)) if reader.kind == "worker" else set()
                    for pk, told in plans
                    if sees_plan(reader, told, on)
                }
            else:
                self.answers[asked] = {
                    pk: entry_codes(reader, own_record_as(reader, told, words)) if reader.kind == "worker" else set()
                    for pk, (told, words) in world.entries.items()
                    if sees_words(reader, told, words, on)
                }
        return self.answers[asked]


OWN_RECORD = {"entry_own_service", "entry_own_service_health", "entry_author"}


def plan_codes(reader: Reader, ways: set[str]) -> set[str]:
    return {f"plan_{way}" + ("_health" if reader.health and way not in BY_CONSENT else "") for way in ways}


def entry_codes(reader: Reader, ways: set[str]) -> set[str]:
    return {f"entry_{way}" + ("_health" if reader.health else "") for way in ways}


@cache
def _bound(resource: Resource, condition: Condition, actor: Actor, on: date) -> Any:
    bind = of_plans.bind_plan if resource is Resource.PLAN else of_plans.bind_entry
    return bind(condition, actor, on)


def _terms(rules: Grounds, asked: Asked) -> object:
    """What is left to ask of a row, by ground and effect."""
    resource, _reader, actor, on = asked
    left = set()
    for ground in rules.of(resource, on).values():
        bound = {condition: _bound(resource, condition, actor, on) for condition in ground.when}
        if False not in bound.values():
            left.add((ground.code, ground.effect, frozenset(c for c, q in bound.items() if q is not True)))
    return left


@pytest.fixture
def model(db: None) -> Model:
    stage = set_stage()
    world = small(stage).settle()
    readers = [*stage.at_work(), *stage.others(), *young_people(world)[::2], *of_the_child_wrongly(world)]
    made = Model(
        world, [(resource, *who, on) for on in DAYS for who in readers for resource in (Resource.ENTRY, Resource.PLAN)]
    )
    for asked in made.questions:
        assert made._seen(compiler, of_plans, asked) == made._should(asked), asked
    return made


def weigh(found: Iterable[tuple[str, str]]) -> None:
    """Each wrong program by its name, and how it was found out. Those that change nothing are exactly those named."""
    ways: dict[str, list[str]] = {WRONG: [], FELL: [], "": []}
    for name, how in found:
        ways[how].append(name)
    print(f"{len(ways[WRONG])} answered wrongly, {len(ways[FELL])} fell over, {len(ways[''])} change nothing")  # noqa: T201
    assert [name for name in ways[""] if name not in EQUIVALENT] == []
    assert [name for name in (*ways[WRONG], *ways[FELL]) if name in EQUIVALENT] == []


@pytest.mark.parametrize("part", ["entry at work", "entry at work again", "plan at work", "family"])
def test_every_mutant_of_the_rules_is_found(model: Model, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    def found() -> Iterator[tuple[str, str]]:
        for number, (name, ground, rules) in enumerate(of_rules(grounds(), TODAY, MARCH_1)):
            family = {Condition.SUBJECT, Condition.GUARDIAN, Condition.CARER} & ground.when
            where = "family" if family else f"{ground.resource} at work"
            if part == where + (" again" if where == "entry at work" and number % 2 else ""):
                monkeypatch.setattr(compiler, "grounds", lambda rules=rules: rules)
                yield name, model.found(rules=rules)

    weigh(found())


def test_every_mutant_of_the_conditions_is_found(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> Iterator[tuple[str, str]]:
        for mutant in of_code(conditions, CONDITIONS):
            monkeypatch.setattr(of_plans, "conditions", mutant.module(conditions.__name__))
            yield mutant.name, model.found()

    weigh(found())


def test_every_mutant_of_how_a_plan_and_an_entry_say_them_is_found(model: Model) -> None:
    weigh((mutant.name, model.found(plans=mutant.module(of_plans.__name__))) for mutant in of_code(of_plans))


def test_every_mutant_of_the_compiler_is_found(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes.put_rows()

    def found(mutant: ModuleType) -> str:
        for rules, _seen in shapes.SHAPES.values():
            try:
                if shapes.compiled(rules, monkeypatch, mutant) != shapes.by_hand(rules):
                    return WRONG
            except AssertionError:
                return WRONG
            except Exception:
                return FELL
        return ""

    weigh((mutant.name, found(mutant.module(compiler.__name__))) for mutant in of_code(compiler))


def test_every_mutant_of_the_text_compiled_once_is_found(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = texts.set_asking()

    def found(mutant: ModuleType) -> str:
        try:
            return "" if texts.right(mutant, asking, monkeypatch) else WRONG
        except Exception:
            return FELL

    assert found(statement) == ""
    weigh((mutant.name, found(mutant.module(statement.__name__))) for mutant in of_code(statement))
