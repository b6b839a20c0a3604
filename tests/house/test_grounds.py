"""Every ground can be asked of what it is about, and stands on a law that is written down with its source."""

import importlib
from datetime import date
from uuid import UUID

import pytest

from helhet.access.door import Door
from helhet.core.access import AS_DECIDED, Ground, Resource, grounds
from helhet.core.actors import Actor, ActorKind
from helhet.core.law.parameters import law
from helhet.core.services import ServiceType
from tests.house.source import SRC, sources

NOBODY = UUID(int=1)
ACTORS = [
    *(Actor(kind=ActorKind.WORKER, id=NOBODY, service=NOBODY, service_type=kind, leads=True) for kind in ServiceType),
    Actor(kind=ActorKind.GUARDIAN, id=NOBODY),
    Actor(kind=ActorKind.YOUNG_PERSON, id=NOBODY, born_on=date(2010, 1, 1)),
    Actor.system(),
]


def doors() -> dict[Resource, Door]:
    """Every door in the house, by what is behind it."""
    found: dict[Resource, Door] = {}
    for source in sources("queries", "door", "doors"):
        name = ".".join(source.path.relative_to(SRC.parent).with_suffix("").parts).removesuffix(".__init__")
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, Door):
                found[value.resource] = value
    return found


def test_every_resource_has_its_door() -> None:
    assert set(doors()) == set(Resource)


@pytest.mark.parametrize("ground", grounds().all, ids=lambda ground: ground.code)
def test_every_condition_of_a_ground_is_bound_for_its_resource(ground: Ground) -> None:
    bind = doors()[ground.resource].bind
    for actor in ACTORS:
        for condition in sorted(ground.when):
            bind(condition, actor, ground.valid_from)


@pytest.mark.parametrize("ground", grounds().all, ids=lambda ground: ground.code)
def test_every_ground_stands_on_a_law_we_hold(ground: Ground) -> None:
    assert ground.law in law() or ground.law == AS_DECIDED


def test_every_law_parameter_has_a_source() -> None:
    assert [one.id for one in law().values() if not one.source.startswith("https://")] == []
    assert [one.id for one in law().values() if not one.paragraph or not one.statute] == []
