"""Shapes of rule sets that are easy to compile wrong, and any small rule set at all, against plain and/or/not.

The rows are thirty-two organisations, one for each way five conditions can hold or not; two more conditions are settled
by the actor. So what the filter gives can be worked out by hand.
"""

from datetime import date
from itertools import product
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhet.access import filter as compiler
from helhet.core.access import Condition, Effect, Ground, Grounds, Resource
from helhet.core.actors import Actor, ActorKind
from helhet.core.texts import Text
from helhet.people.models import Organisation

ON = date(2026, 11, 24)
ME = Actor(kind=ActorKind.WORKER, id=UUID(int=1))
OWN, PART, OPEN, SHIELD, THIRD = (
    Condition.OWN_SERVICE, Condition.PARTICIPANT, Condition.OPEN, Condition.SHIELDED, Condition.THIRD_PARTY,
)  # fmt: skip
ALWAYS, NEVER = Condition.AUTHOR, Condition.HOLDER
OF_ROW = (OWN, PART, OPEN, SHIELD, THIRD)
ROWS = ["".join(bits) for bits in product("01", repeat=len(OF_ROW))]

Rules = list[tuple[Effect, frozenset[Condition]]]


def bind(condition: Condition, actor: Actor, on: date) -> Q | bool:
    if condition in (ALWAYS, NEVER):
        return condition is ALWAYS
    spot = OF_ROW.index(condition)
    return Q(code__in=[code for code in ROWS if code[spot] == "1"])


def holds(condition: Condition, code: str) -> bool:
    return condition is ALWAYS if condition in (ALWAYS, NEVER) else code[OF_ROW.index(condition)] == "1"


def by_hand(rules: Rules) -> dict[str, set[str]]:
    """The rows seen, each with the permits that hold for it: by the plainest reading there is."""
    seen = {}
    for code in ROWS:
        met = {number for number, (_effect, when) in enumerate(rules) if all(holds(one, code) for one in when)}
        permits = {f"g{number}" for number in met if rules[number][0] is Effect.PERMIT}
        if permits and not any(rules[number][0] is Effect.FORBID for number in met):
            seen[code] = permits
    return seen


def rule_set(rules: Rules) -> Grounds:
    words = Text(nb="Et ord.", nn="Eit ord.", en="A word.")
    return Grounds(
        version=repr(rules),
        all=tuple(
            Ground(f"g{n}", Resource.ENTRY, effect, "§ 1", "WO-FVL67-13B-3", ON, None, when, words)
            for n, (effect, when) in enumerate(rules)
        ),
    )


def compiled(rules: Rules, patch: pytest.MonkeyPatch, by: Any = compiler) -> dict[str, set[str]]:
    """What the compiler, or a mutant of it, makes of a rule set: the rows seen, and why."""
    patch.setattr(by, "grounds", lambda: rule_set(rules))
    rows = Organisation.objects.filter(kind="state")
    seen = {row.code: set(by.grounds_of(row)) for row in by.explained(rows, Resource.ENTRY, ME, ON, bind)}
    assert set(seen) == {row.code for row in rows.filter(by.visible(Resource.ENTRY, ME, ON, bind))}
    return seen


def put_rows() -> None:
    """The thirty-two organisations."""
    Organisation.objects.bulk_create(Organisation(kind="state", code=code, name=code, short_name=code) for code in ROWS)


@pytest.fixture
def rows(db: None) -> None:
    put_rows()


def permit(*when: Condition) -> tuple[Effect, frozenset[Condition]]:
    return Effect.PERMIT, frozenset(when)


def forbid(*when: Condition) -> tuple[Effect, frozenset[Condition]]:
    return Effect.FORBID, frozenset(when)


SHAPES: dict[str, tuple[Rules, int]] = {
    "no rules": ([], 0),
    "a bare permit beside a narrow one under one anchor": ([permit(OWN), permit(OWN, OPEN)], 16),
    "the narrow one first": ([permit(OWN, OPEN), permit(OWN)], 16),
    "a permit the actor settles, beside a narrow one": ([permit(ALWAYS), permit(OWN, OPEN)], 32),
    "a permit the actor settles, barred in part": ([permit(ALWAYS), forbid(SHIELD)], 16),
    "a forbid that holds an anchor": ([permit(OWN), permit(PART), forbid(OWN, SHIELD)], 16),
    "only forbids": ([forbid(OWN), forbid(SHIELD)], 0),
    "a permit and a forbid of the same": ([permit(OWN, OPEN), forbid(OWN, OPEN)], 0),
    "a forbid the actor settles": ([permit(OWN), forbid(ALWAYS)], 0),
    "a forbid that cannot hold for the actor": ([permit(OWN), forbid(NEVER, OWN)], 16),
    "a permit that cannot hold for the actor": ([permit(NEVER, OWN), permit(PART, OPEN)], 8),
    "nothing that can hold for the actor": ([permit(NEVER), permit(NEVER, OWN)], 0),
    "a deep conjunction": ([permit(*OF_ROW, ALWAYS)], 1),
    "the same permit twice": ([permit(OWN, OPEN), permit(OWN, OPEN)], 8),
    "two that share nothing": ([permit(OWN, OPEN), permit(PART, THIRD)], 14),
    "a hundred": ([*[permit(OWN, OPEN), permit(PART, THIRD)] * 40, *[forbid(SHIELD, THIRD)] * 20], 9),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_shape_compiles_to_what_it_says(rows: None, monkeypatch: pytest.MonkeyPatch, shape: str) -> None:
    rules, seen = SHAPES[shape]
    found = compiled(rules, monkeypatch)
    assert found == by_hand(rules)
    assert len(found) == seen  # so that both are not wrong in the same way


CONDITIONS = st.sampled_from((*OF_ROW, ALWAYS, NEVER))
RULES = st.lists(
    st.tuples(st.sampled_from(Effect), st.frozensets(CONDITIONS, min_size=1, max_size=4)), max_size=7
)  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(rules=RULES, seed=st.integers(0, 1_000))
def test_any_rule_set_is_some_permit_and_no_forbid_in_any_order(
    rows: None, monkeypatch: pytest.MonkeyPatch, rules: Rules, seed: int
) -> None:
    with monkeypatch.context() as patch:
        found = compiled(rules, patch)
        assert found == by_hand(rules)
        shuffled = Random(seed).sample(rules, len(rules))
        assert set(compiled(shuffled, patch)) == set(found)
