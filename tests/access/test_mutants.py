"""Would a wrong rule, or a wrong compiler, be found? Each small fault is put in by itself, and must be.

A mutant is killed when the small model or the hostile shapes tell it from the right one, or when it falls over. What
survives is named: it is either a hole in the model, or written down below with the reason why it changes nothing.
"""

import os
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from helhet.access import conditions
from helhet.access import filter as compiler
from helhet.core.access import Condition, Ground, Resource, grounds
from helhet.core.actors import Actor
from helhet.plans import grounds as of_plans
from helhet.plans.models import Entry, Plan
from tests.access import test_shapes as shapes
from tests.access.model.blocks import MARCH_1, SOON, small
from tests.access.model.mutation import of_code, of_rules
from tests.access.model.stage import set_stage
from tests.access.model.world import World, young_people
from tests.access.oracle import Reader, sees_plan, sees_words
from tests.cast import TODAY

pytestmark = [
    pytest.mark.mutants,
    pytest.mark.skipif("HELHET_TEST_DATABASE" in os.environ, reason="a mutant is as wrong on either database"),
]

ASKED = (TODAY, SOON)
CONDITIONS = frozenset(
    {
        "about_actor", "consented", "lifted", "excepted", "disclosed_to", "guardian", "carer", "of_age", "shielded",
        "about_child", "about_another", "_ties", "_care_orders", "_child", "live_grants",
    }
)  # fmt: skip
"""The conditions themselves; the file also holds a few reads for pages."""

EQUIVALENT: dict[str, str] = {}
"""Mutants that change nothing, and why."""


@dataclass
class Model:
    """The small world, what the oracle says of it, and the questions in the order in which they last told something."""

    world: World
    questions: list[tuple[Resource, Reader, Actor, date]]
    answers: dict[tuple[Resource, str, UUID, date], set[UUID]] = field(default_factory=dict)

    def killed(self, by: ModuleType = compiler, plans: ModuleType = of_plans, *, of: Ground | None = None) -> bool:
        """Something is answered wrongly, or not at all."""
        for number, (resource, reader, actor, on) in enumerate(self.questions):
            if of is not None and not (of.resource is resource and reader.kind in _readers_of(of)):
                continue
            if not self._right(by, plans, resource, reader, actor, on):
                self.questions.insert(0, self.questions.pop(number))  # it tells much: ask it first the next time
                return True
        return False

    def _right(self, by: Any, plans: Any, resource: Resource, reader: Reader, actor: Actor, on: date) -> bool:
        bind, model = (plans.bind_plan, Plan) if resource is Resource.PLAN else (plans.bind_entry, Entry)
        try:
            with transaction.atomic():
                rows = model.objects.filter(**self.world.here).filter(by.visible(resource, actor, on, bind))
                return set(rows.order_by("pk").values_list("pk", flat=True)) == self._should(
                    resource, reader, actor, on
                )
        except Exception:
            return False

    def _should(self, resource: Resource, reader: Reader, actor: Actor, on: date) -> set[UUID]:
        key = (resource, repr(reader), actor.id, on)
        if key not in self.answers:
            world = self.world
            if resource is Resource.PLAN:
                self.answers[key] = {pk for pk, told in world.plans.items() if sees_plan(reader, told, on)}
            else:
                self.answers[key] = {pk for pk, (told, w) in world.entries.items() if sees_words(reader, told, w, on)}
        return self.answers[key]


def _readers_of(ground: Ground) -> set[str]:
    """Whom a ground can speak of at all, and so whom a fault in it can touch."""
    family = {Condition.SUBJECT, Condition.GUARDIAN, Condition.CARER} & ground.when
    return {"guardian", "young_person"} if family else {"worker"}


@pytest.fixture
def model(db: None) -> Model:
    stage = set_stage()
    world = small(stage).settle()
    readers = [*stage.at_work(), *stage.others(), *young_people(world)]
    return Model(
        world,
        [(resource, *who, on) for on in ASKED for who in readers for resource in (Resource.ENTRY, Resource.PLAN)],
    )


def test_every_mutant_of_the_rules_is_found(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not model.killed(), model.questions[0][:2]
    survivors, killed = [], 0
    for name, ground, rules in of_rules(grounds(), TODAY, MARCH_1):
        if ground.resource is Resource.CONCERN:
            continue
        monkeypatch.setattr(compiler, "grounds", lambda rules=rules: rules)
        if model.killed(of=ground):
            killed += 1
        else:
            survivors.append(name)
    assert [name for name in survivors if name not in EQUIVALENT] == []


def test_every_mutant_of_the_conditions_is_found(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    survivors, killed = [], 0
    for mutant in of_code(conditions, CONDITIONS):
        monkeypatch.setattr(of_plans, "conditions", mutant.module(conditions.__name__))
        if model.killed():
            killed += 1
        else:
            survivors.append(mutant.name)
    monkeypatch.undo()
    for mutant in of_code(of_plans):
        if model.killed(plans=mutant.module(of_plans.__name__)):
            killed += 1
        else:
            survivors.append(mutant.name)
    assert [name for name in survivors if name not in EQUIVALENT] == []


def test_every_mutant_of_the_compiler_is_found(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes.put_rows()
    survivors, killed = [], 0
    for mutant in of_code(compiler):
        try:
            found = all(
                shapes.compiled(rules, monkeypatch, mutant.module(compiler.__name__)) == shapes.by_hand(rules)
                for rules, _seen in shapes.SHAPES.values()
            )
        except Exception:
            found = False
        if found:
            survivors.append(mutant.name)
        else:
            killed += 1
    assert [name for name in survivors if name not in EQUIVALENT] == []
